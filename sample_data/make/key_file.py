"""The answer key `faults.csv`: for every file, where each planted fault stands and which finding it should give."""

import csv
from pathlib import Path

import shapely
from sample_data.make.fault_key import Fault, Planted
from sample_data.make.ltax3000 import COLUMN_OF
from sample_data.make.ltax3000_tables import TABLE_NAMES
from sample_data.make.workbook import SHEETS, Places, heading_of

HEAD = ("file", "sheet", "place", "row", "field", "kind", "finding", "meant")
Line = tuple[str, str, str, str, str, str, str, str]
MAPS = ("shapefile/parcels.shp", "town.gpkg")


def write_key(planted: Planted, places: Places, path: Path) -> None:
    """Writes the key: one line a fault and file; lines of a file in the order of their rows."""
    lines = [line for fault in planted.faults for line in _lines(fault, planted, places)]
    lines += [(name, "parcels", planted.moved_block, "", "", "old_block_1.5_m_off", "", "") for name in MAPS]
    lines.sort(key=lambda line: (line[0], line[1], int(line[3] or 0), line[4], line[5]))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEAD, *lines])


def _lines(fault: Fault, planted: Planted, places: Places) -> list[Line]:
    if fault.table == "parcel":
        return [_map_line(fault, planted, name) for name in MAPS]
    book = ("register.xlsx", SHEETS[fault.table][0])
    if fault.row == 0:
        return [(*book, *_sheet_place(fault, places), fault.kind, fault.finding, fault.meant)]
    row = next(row for row in planted.register.tables()[fault.table] if row["id"] == fault.row)
    place = row.get("typed_code") or row.get("code") or f"{row['prefix']}{row['first']} {row['last']}".strip()
    lines: list[Line] = []
    if fault.only in ("", "workbook"):
        line = str(places[fault.table, fault.row][1])
        lines.append((*book, place, line, heading_of(fault.table, fault.field), fault.kind, fault.finding, fault.meant))
    if fault.only in ("", "ltax3000"):
        name = TABLE_NAMES[fault.table]
        order = [row["id"] for row in planted.register.tables()[fault.table]].index(fault.row)
        column = COLUMN_OF.get((fault.table, fault.field), "")
        finding = "row.key_twice" if fault.finding == "row.twice" else fault.finding
        tail = (column, fault.kind, finding, fault.meant)
        lines.append((f"ltax3000_csv/{name}.csv", "", place, str(order + 2), *tail))
        lines.append(("ltax3000.sql.gz", name, place, str(order + 1), *tail))
    return lines


def _sheet_place(fault: Fault, places: Places) -> tuple[str, str, str]:
    """Place, line and field of a fault that a sheet has as such."""
    if fault.field == "total":
        return "รวม", str(places["total", 0][1]), ""
    return ("", "", "Z") if fault.field.startswith("column") else ("", fault.field, "")


def _map_line(fault: Fault, planted: Planted, name: str) -> Line:
    feature = planted.features[fault.row - 1]
    place = fault.meant if " + " in fault.meant else feature.code or ""
    if not place:
        x, y = shapely.get_coordinates(feature.plot.shape.representative_point())[0]
        place = f"E {x:.0f} N {y:.0f}"
    meant = fault.meant if " + " not in fault.meant else feature.plot.code
    return name, "parcels", place, str(fault.row), fault.field, fault.kind, fault.finding, meant
