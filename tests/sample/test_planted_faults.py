"""The faults of the answer key are really in the files, and nothing like them stands anywhere else."""

import csv
import gzip
import re
from collections import Counter
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from openpyxl.workbook import Workbook

from ltaxgis.domain.findings import SEVERITIES

KeyLine = dict[str, str]
CODE = re.compile(r"\d{2}[A-Z]\d{3}(/\d{3})?")
MAPS = ("shapefile/parcels.shp", "town.gpkg")


@pytest.fixture(scope="module", params=MAPS)
def layer(request: pytest.FixtureRequest, sample: Path) -> tuple[str, gpd.GeoDataFrame]:
    path = sample / request.param
    layer = gpd.read_file(path, layer="parcels", encoding="CP874" if path.suffix == ".shp" else None)
    return request.param, layer


def rows_of(book: Workbook, sheet: str, first: int) -> list[tuple[Any, ...]]:
    """The rows of a sheet from a line on."""
    return list(book[sheet].iter_rows(min_row=first, values_only=True))


def typed_for(key: list[KeyLine]) -> dict[str, str]:
    """The right code for each that was typed wrong."""
    wrong = ("code_letter_o", "code_thai_digits", "code_lost_zero")
    return {line["place"]: line["meant"] for line in key if line["kind"] in wrong}


def lines_of(key: list[KeyLine], file: str, *kinds: str) -> list[KeyLine]:
    return [line for line in key if line["file"] == file and line["kind"] in kinds]


def cell(book: Workbook, line: KeyLine) -> object:
    """The cell of the workbook that a line of the key names by sheet, row and heading."""
    sheet = book[line["sheet"]]
    head = {"2_ที่ดิน": 3, "3_สิ่งปลูกสร้าง": 2, "ป้าย": 2}.get(line["sheet"], 1)
    column = next(c.column for c in sheet[head] if c.value == line["field"])
    return sheet.cell(int(line["row"]), column).value


def land_codes(book: Workbook) -> list[str]:
    return [str(row[2]) for row in rows_of(book, "2_ที่ดิน", 4) if row[2] is not None]


def test_every_finding_code_of_the_key_is_one_of_ours(key: list[KeyLine]) -> None:
    assert {line["finding"] for line in key} - {""} <= set(SEVERITIES)


def test_every_kind_of_fault_is_planted_several_times(key_by_kind: dict[str, list[KeyLine]]) -> None:
    alone = {"total_line", "empty_column"}
    for kind, lines in key_by_kind.items():
        most = max(Counter(line["file"] for line in lines).values())
        assert most >= (1 if kind in alone or kind.startswith("old_block") else 2), kind


def test_the_wrong_codes_and_only_these_stand_in_the_workbook(book: Workbook, key: list[KeyLine]) -> None:
    lines = lines_of(key, "register.xlsx", "code_letter_o", "code_thai_digits", "code_lost_zero")

    assert all(cell(book, line) == line["place"] for line in lines)
    assert all(CODE.fullmatch(line["meant"]) for line in lines)
    odd = sorted(code for code in land_codes(book) if not re.fullmatch(r"[0-9]{2}[A-Z][0-9]{3}(/[0-9]{3})?", code))
    assert odd == sorted(line["place"] for line in lines)


def test_rows_twice_repeat_a_row_in_all_but_its_running_number(book: Workbook, key: list[KeyLine]) -> None:
    rows = rows_of(book, "2_ที่ดิน", 4)
    first: dict[tuple[object, ...], int] = {}
    again = [number for number, row in enumerate(rows, 4) if first.setdefault(row[1:], number) != number]

    assert again == sorted(int(line["row"]) for line in lines_of(key, "register.xlsx", "row_twice"))


def test_register_and_map_miss_just_the_rows_and_parcels_of_the_key(
    layer: tuple[str, gpd.GeoDataFrame], book: Workbook, key: list[KeyLine]
) -> None:
    name, frame = layer
    right = typed_for(key)
    rows = {right.get(code, code) for code in land_codes(book)}
    drawn = {right.get(code, code) for code, shape in zip(frame["PARCEL_COD"], frame.geometry, strict=True)
             if isinstance(code, str) and shape is not None}  # fmt: skip

    assert rows - drawn == {line["place"] for line in lines_of(
        key, "register.xlsx", "row_without_parcel", "row_of_null_geometry")}  # fmt: skip
    assert drawn - rows == {line["place"] for line in lines_of(key, name, "parcel_without_row")}


def test_codes_missing_or_twice_in_the_layer_are_in_the_key(
    layer: tuple[str, gpd.GeoDataFrame], key: list[KeyLine]
) -> None:
    name, frame = layer
    count = Counter(code for code in frame["PARCEL_COD"] if isinstance(code, str))

    assert {code for code, n in count.items() if n > 1} == {line["place"] for line in lines_of(
        key, name, "code_on_two_parcels")}  # fmt: skip
    missing = [number for number, code in enumerate(frame["PARCEL_COD"], 1) if not isinstance(code, str)]
    assert missing == sorted(int(line["row"]) for line in lines_of(key, name, "code_missing"))


def test_broken_and_absent_shapes_are_in_the_key(layer: tuple[str, gpd.GeoDataFrame], key: list[KeyLine]) -> None:
    name, frame = layer
    absent = [n for n, shape in enumerate(frame.geometry, 1) if shape is None]
    invalid = [n for n, shape in enumerate(frame.geometry, 1) if shape is not None and not shape.is_valid]
    thin = [n for n, shape in enumerate(frame.geometry, 1) if shape is not None and 2 * shape.area < 0.4 * shape.length]

    assert absent == sorted(int(line["row"]) for line in lines_of(key, name, "null_geometry"))
    assert invalid == sorted(int(line["row"]) for line in lines_of(key, name, "self_crossing"))
    assert thin == sorted(int(line["row"]) for line in lines_of(key, name, "sliver"))


def test_overlaps_and_narrow_gaps_are_those_of_the_key(layer: tuple[str, gpd.GeoDataFrame], key: list[KeyLine]) -> None:
    name, frame = layer
    shapes = np.array(
        [shape if shape is None or shape.is_valid else shapely.make_valid(shape) for shape in frame.geometry]
    )
    known = np.flatnonzero([shape is not None for shape in shapes])
    left, right = shapely.STRtree(shapes[known]).query(shapes[known], predicate="intersects")
    pairs = np.column_stack([left, right])[left < right]
    covered = shapely.area(shapely.intersection(shapes[known][pairs[:, 0]], shapes[known][pairs[:, 1]]))
    codes = frame["PARCEL_COD"].to_numpy()[known]
    overlapping = {frozenset(codes[pair]) for pair in pairs[covered > 1e-4]}
    whole = shapely.union_all(shapes[known])
    closed = whole.buffer(0.4, join_style="mitre").buffer(-0.4, join_style="mitre").difference(whole.buffer(0.002))
    gaps = [piece for piece in getattr(closed, "geoms", [closed]) if piece.area > 0.01]

    assert overlapping == {frozenset(line["place"].split(" + ")) for line in lines_of(key, name, "overlap")}
    looped = {line["place"] for line in lines_of(key, name, "self_crossing")}
    beside = [frozenset(codes[np.flatnonzero(shapely.dwithin(shapes[known], gap, 0.1))]) for gap in gaps]
    assert {pair for pair in beside if not pair <= looped} == {
        frozenset(line["place"].split(" + ")) for line in lines_of(key, name, "gap")
    }


def test_areas_differ_from_the_drawn_ones_just_where_the_key_says(
    layer: tuple[str, gpd.GeoDataFrame], book: Workbook, key: list[KeyLine]
) -> None:
    _, frame = layer
    right = typed_for(key)
    counted = Counter(frame["PARCEL_COD"])
    both = zip(frame["PARCEL_COD"], frame.geometry, strict=True)
    drawn = {
        right.get(c, c): shape.area / 4
        for c, shape in both
        if isinstance(c, str) and shape is not None and counted[c] == 1
    }
    off, near = set(), set()
    for row in rows_of(book, "2_ที่ดิน", 4):
        code = right.get(str(row[2]), str(row[2]))
        if row[29] is None or code not in drawn:
            continue
        difference, deed = abs(float(row[29]) - drawn[code]), float(row[29])
        off |= {code} if difference > max(0.05 * deed, 2) else set()
        near |= {code} if 0.04 * deed < difference <= 0.05 * deed and difference > 2 else set()

    assert off == {line["place"] for line in lines_of(key, "register.xlsx", "area_20_percent", "area_60_percent")}
    assert near >= {line["place"] for line in lines_of(key, "register.xlsx", "area_5_percent")}
    assert len(near) >= 8


def test_sums_of_uses_equal_the_area_of_every_title(book: Workbook, key: list[KeyLine]) -> None:
    right = typed_for(key)
    sums: Counter[str] = Counter()
    for row in rows_of(book, "2_ที่ดิน_ใช้ประโยชน์", 2):
        sums[str(row[1])] += round(float(row[3]) * 4000 + float(row[4]) * 1000 + float(row[5]) * 10)
    areas = {right.get(str(row[2]), str(row[2])): round(float(row[29]) * 10)
             for row in rows_of(book, "2_ที่ดิน", 4) if row[2] and row[29] is not None}  # fmt: skip

    assert {code for code in sums if sums[code] != areas.get(code)} == set()


def test_dates_of_the_other_era_are_those_of_the_key(book: Workbook, key: list[KeyLine]) -> None:
    signs = [n for n, row in enumerate(rows_of(book, "ป้าย", 3), 3) if int(str(row[3])[-4:]) < 2400]
    built = [n for n, row in enumerate(rows_of(book, "3_สิ่งปลูกสร้าง", 3), 3) if int(row[16]) < 2400]
    lines = lines_of(key, "register.xlsx", "date_other_era")

    assert signs == sorted(int(line["row"]) for line in lines if line["sheet"] == "ป้าย")
    assert built == sorted(int(line["row"]) for line in lines if line["sheet"] == "3_สิ่งปลูกสร้าง")


def test_split_and_invisible_characters_stand_only_where_the_key_says(book: Workbook, key: list[KeyLine]) -> None:
    split, hidden = set(), set()
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            split |= {(sheet.title, c.row) for c in row if isinstance(c.value, str) and "\u0e4d\u0e32" in c.value}
            hidden |= {(sheet.title, c.row) for c in row if isinstance(c.value, str) and "\u200b" in c.value}

    assert split == {(line["sheet"], int(line["row"])) for line in lines_of(key, "register.xlsx", "sara_am_split")}
    assert hidden == {(line["sheet"], int(line["row"])) for line in lines_of(key, "register.xlsx", "zero_width_space")}


def test_titles_total_merged_heading_and_empty_column_stand_as_the_key_says(book: Workbook, key: list[KeyLine]) -> None:
    land = book["2_ที่ดิน"]
    total = lines_of(key, "register.xlsx", "total_line")[0]

    assert str(land["A1"].value).startswith("ทะเบียนที่ดิน")
    assert land.cell(int(total["row"]), 1).value == "รวม"
    assert land.max_row == int(total["row"])
    merged = {sheet.title for sheet in book.worksheets if sheet.merged_cells.ranges}
    assert merged == {line["sheet"] for line in lines_of(key, "register.xlsx", "merged_header")}
    empty = lines_of(key, "register.xlsx", "empty_column")[0]
    assert all(c.value is None for c in book[empty["sheet"]][empty["field"]])


def test_owners_under_several_spellings_share_an_address_and_each_holds_land(
    book: Workbook, key: list[KeyLine]
) -> None:
    people = [[str(cell or "") for cell in row] for row in rows_of(book, "1_เจ้าของทรัพย์สิน", 2)]
    by_name = {f"{row[3]}{row[4]} {row[5]}".strip(): row for row in people}
    holders = {str(row[1]) for row in rows_of(book, "2_ที่ดิน", 4)}
    lines = lines_of(key, "register.xlsx", "owner_spelled_differently", "company_with_limited")

    assert len(lines) == 8
    for line in lines:
        double, right = by_name[line["place"]], by_name[line["meant"]]
        assert double[7:14] == right[7:14]
        assert double[1] != right[1]
        assert {double[1], right[1]} <= holders


def test_the_tables_of_ltax3000_carry_the_same_faults(sample: Path, key: list[KeyLine]) -> None:
    for name in ("owner", "land", "building", "sign_board"):
        with (sample / "ltax3000_csv" / f"{name}.csv").open(encoding="cp874", newline="") as file:
            rows = list(csv.reader(file))
        lines = [line for line in key if line["file"] == f"ltax3000_csv/{name}.csv"]
        assert lines
        for line in lines:
            row = rows[int(line["row"]) - 1]
            cells = [cell.replace("\u0e4d\u0e32", "\u0e33") for cell in row]
            assert line["place"] in cells or line["place"].endswith(f"{cells[4]} {cells[5]}".strip()), line
            if line["kind"] == "date_other_era":
                assert int(row[rows[0].index(line["field"])][:4]) > 2400


def test_the_dump_has_the_rows_of_the_csv_files(sample: Path) -> None:
    text = gzip.decompress((sample / "ltax3000.sql.gz").read_bytes()).decode("utf-8")
    for file in sorted((sample / "ltax3000_csv").glob("*.csv")):
        with file.open(encoding="cp874", newline="") as opened:
            rows = list(csv.reader(opened))[1:]
        inserts = re.findall(rf"^INSERT INTO `{file.stem}` VALUES (.*);$", text, re.MULTILINE)
        first = [int(number) for line in inserts for number in re.findall(r"(?:^|\),)\((\d+),", line)]
        assert first == [int(row[0]) for row in rows], file.stem


def test_shapefiles_do_not_tell_their_encoding(sample: Path) -> None:
    files = list((sample / "shapefile").iterdir())

    assert not [file for file in files if file.suffix == ".cpg"]
    assert {file.read_bytes()[29] for file in files if file.suffix == ".dbf"} == {0}
    assert "ท่าแสงคำ".encode("cp874") in (sample / "shapefile" / "boundary.dbf").read_bytes()


def test_the_old_block_lies_off_its_place_and_touches_nothing(sample: Path, key: list[KeyLine]) -> None:
    block = lines_of(key, "town.gpkg", "old_block_1.5_m_off")[0]["place"]
    parcels = gpd.read_file(sample / "town.gpkg", layer="parcels")
    of_block = (parcels["ZONE_ID"] + parcels["BLOCK_ID"]) == block
    moved = shapely.union_all([shape for shape, inside in zip(parcels.geometry, of_block, strict=True) if inside])

    assert of_block.sum() >= 14
    assert all(shape is None or shape.distance(moved) > 0.7 for shape in parcels.geometry[~of_block])
