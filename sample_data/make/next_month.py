"""The same workbook a month later: what the office typed in between, with a list of it, to try reading again."""

import copy
import csv
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from sample_data.make.fault_key import Planted
from sample_data.make.plots import Plot
from sample_data.make.register import BUSINESS, HOME, VACANT, Register, Row
from sample_data.make.workbook import SHEETS, heading_of, write_workbook

HEAD = ("sheet", "place", "change", "field", "before", "after")


@dataclass(slots=True)
class Month:
    """The register while a month goes by, and what was done."""

    register: Register
    changes: list[tuple[str, str, str, str, str, str]] = field(default_factory=list)

    def note(
        self, table: str, place: str, change: str, column: str = "", before: object = "", after: object = ""
    ) -> None:
        name = SHEETS[table][0]
        self.changes.append((name, place, change, heading_of(table, column) if column else "", str(before), str(after)))


def write_next_month(planted: Planted, plots: list[Plot], folder: Path, rng: np.random.Generator) -> None:
    """Writes the workbook of a month later and `changes.csv` beside it; the old faults are still in it."""
    month = Month(copy.deepcopy(planted.register))
    faulty = {fault.meant for fault in planted.faults} | {
        fault.row for fault in planted.faults if fault.table == "land"
    }
    built = {row["parcel"] for row in month.register.buildings}
    plain = [
        row
        for row in month.register.lands
        if row["id"] not in faulty and row["code"] not in faulty and "unit" not in row and row["code"] not in built
    ]
    chosen = [plain[i] for i in rng.choice(len(plain), 26, replace=False)]
    _sell(month, chosen[:8], rng)
    _change_use(month, chosen[8:14])
    _survey_again(month, chosen[14:18])
    _retitle(month, chosen[18:20])
    _strike_out(month, chosen[20:25])
    _enter_forgotten(month, planted, plots, rng)
    _move_house(month, rng)
    month.register.lands.sort(key=lambda row: (row["code"][:3], row["code"], row.get("unit", 0)))
    write_workbook(month.register, folder / "register.xlsx", "15 กุมภาพันธ์ 2569")
    with (folder / "changes.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEAD, *sorted(month.changes)])


def _uses_of(month: Month, code: str) -> list[Row]:
    return [row for row in month.register.uses if row["code"] == code]


def _sell(month: Month, rows: list[Row], rng: np.random.Generator) -> None:
    """Land that changed hands: the row and its uses carry the buyer's number."""
    buyers = [row for row in month.register.owners[100:] if row["kind"] == "บุคคลธรรมดา" and row["status"] == "มีชีวิต"]
    for row in rows:
        buyer = buyers[int(rng.integers(len(buyers) - 60))]
        before, row["owners"] = row["owners"], buyer["number"]
        month.note("land", row["code"], "changed", "owners", before, row["owners"])
        for use in _uses_of(month, row["code"]):
            use["owners"] = row["owners"]
            month.note("use", row["code"], "changed", "owners", before, row["owners"])


def _change_use(month: Month, rows: list[Row]) -> None:
    for row in rows:
        before = row["use"]
        row["use"], row["crop"] = (HOME if before == VACANT else BUSINESS if before == HOME else VACANT), ""
        month.note("land", row["code"], "changed", "use", before, row["use"])
        for use in _uses_of(month, row["code"])[:1]:
            before, use["use"], use["crop"] = use["use"], row["use"], ""
            month.note("use", row["code"], "changed", "use", before, use["use"])


def _survey_again(month: Month, rows: list[Row]) -> None:
    """A new survey found a little more or less land."""
    for place, row in enumerate(rows):
        before = row["area"]
        row["area"] = before + (7 if place % 2 else -6)
        month.note("land", row["code"], "changed", "area", before / 10, row["area"] / 10)
        for use in _uses_of(month, row["code"])[:1]:
            was, use["area"] = use["area"], use["area"] + row["area"] - before
            month.note("use", row["code"], "changed", "", was / 10, use["area"] / 10)


def _retitle(month: Month, rows: list[Row]) -> None:
    for row in rows:
        before, row["title_no"] = row["title_no"], f"{99_000 + row['id']}"
        month.note("land", row["code"], "changed", "title_no", before, row["title_no"])


def _strike_out(month: Month, rows: list[Row]) -> None:
    """Rows merged away: gone with their uses."""
    for row in rows:
        month.register.lands.remove(row)
        month.note("land", row["code"], "gone")
        for use in _uses_of(month, row["code"]):
            month.register.uses.remove(use)
            month.note("use", row["code"], "gone")


def _enter_forgotten(month: Month, planted: Planted, plots: list[Plot], rng: np.random.Generator) -> None:
    """Seven of the parcels that had no row have one now."""
    by_code = {plot.code: plot for plot in plots}
    forgotten = [fault.meant for fault in planted.faults if fault.kind == "parcel_without_row"][:7]
    for code in forgotten:
        plot = by_code[code]
        like = next(
            row
            for row in month.register.lands
            if row["code"][:3] == plot.block and "unit" not in row and row["title_no"] != ""
        )
        row = {key: value for key, value in like.items() if key not in ("typed_code",)}
        row |= {
            "id": max(r["id"] for r in month.register.lands) + 1,
            "code": code,
            "title": plot.title,
            "title_no": plot.title_no,
            "area": plot.area,
            "price": plot.price,
            "land_no": plot.land_no,
            "scale": plot.sheet.scale,
            "moo": str(plot.moo),
            "note": "",
            "use": VACANT,
            "crop": "",
            **{f"sheet{i}": part for i, part in enumerate(plot.sheet.parts, 1)},
        }
        month.register.lands.append(row)
        month.note("land", code, "new")


def _move_house(month: Month, rng: np.random.Generator) -> None:
    """Five owners have a new address or telephone."""
    people = [row for row in month.register.owners[100:2000] if row["kind"] == "บุคคลธรรมดา" and "all:last" not in row]
    for place, i in enumerate(rng.choice(len(people), 5, replace=False)):
        row, column = people[i], "phone" if place % 2 else "house"
        before = row[column]
        row[column] = f"000-{301 + place}-55{place}7" if column == "phone" else f"{before}/{place + 1}"
        month.note("owner", f"{row['prefix']}{row['first']} {row['last']}", "changed", column, before, row[column])
