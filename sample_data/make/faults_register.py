"""Faults in the rows of the register: typed codes, doubles, lost rows, areas, eras, split and invisible characters."""

from collections.abc import Callable
from typing import Any

import numpy as np
from sample_data.make.fault_key import Planted
from sample_data.make.plots import Plot
from sample_data.make.register import Row

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


class Deck:
    """Plots that are still without a fault, dealt out at random, each once."""

    def __init__(self, plots: list[Plot], rng: np.random.Generator) -> None:
        self._left = [plots[i] for i in rng.permutation(len(plots))]

    def deal(self, count: int, fits: Callable[[Plot], bool] = lambda plot: True) -> list[Plot]:
        taken: list[Plot] = []
        for plot in self._left:
            if len(taken) < count and fits(plot):
                taken.append(plot)
        self._left = [plot for plot in self._left if plot not in taken]
        if len(taken) < count:
            raise ValueError(f"only {len(taken)} of {count} plots fit")
        return sorted(taken, key=lambda plot: plot.code)


def plant_in_register(planted: Planted, deck: Deck, rng: np.random.Generator) -> None:
    """Plants every fault that lives in the register's rows."""
    lands = {row["code"]: row for row in planted.register.lands if "unit" not in row}
    _mistype_codes(planted, deck, lands)
    _spoil_areas(planted, deck, lands)
    _type_twice(planted, deck, lands)
    _forget_rows(planted, deck)
    _add_strangers(planted, deck, lands)
    _mix_eras(planted, rng)
    _break_text(planted, rng)


def _mistype_codes(planted: Planted, deck: Deck, lands: dict[str, Row]) -> None:
    def plain(plot: Plot) -> bool:
        return "/" not in plot.code and plot.use in ("home", "field", "orchard")

    for turn, plot in enumerate(deck.deal(9, plain)):
        place = [i for i, letter in enumerate(plot.code) if letter == "0"]
        wrong = list(plot.code)
        wrong[place[turn % len(place)]] = "O"
        _retype(planted, lands[plot.code], "".join(wrong), "code_letter_o", "code.letter_for_digit")
    for turn, plot in enumerate(deck.deal(6, plain)):
        wrong_code = (
            plot.code.translate(THAI_DIGITS) if turn % 2 else plot.code[:3] + plot.code[3:].translate(THAI_DIGITS)
        )
        _retype(planted, lands[plot.code], wrong_code, "code_thai_digits", "code.thai_digits")
    for plot in deck.deal(4, lambda p: plain(p) and p.code[0] == "0"):
        _retype(planted, lands[plot.code], plot.code[1:], "code_lost_zero", "code.lost_zero")
    for plot in deck.deal(3, lambda p: plain(p) and p.code[3] == "0"):
        _retype(planted, lands[plot.code], plot.code[:3] + plot.code[4:], "code_lost_zero", "code.lost_zero")


def _retype(planted: Planted, row: Row, wrong: str, kind: str, finding: str) -> None:
    planted.add("land", row["id"], "code", kind, finding, row["code"])
    row["typed_code"] = wrong


def _spoil_areas(planted: Planted, deck: Deck, lands: dict[str, Row]) -> None:
    """Areas 4.9 %, 20 % and 60 % off the drawn one; the uses follow the wrong area, as they do in an office."""
    wide = {
        "area_5_percent": (0.049, 8, ""),
        "area_20_percent": (0.20, 8, "join.area_differs"),
        "area_60_percent": (0.60, 6, "join.area_differs"),
    }
    for kind, (part, count, finding) in wide.items():
        for turn, plot in enumerate(deck.deal(count, lambda p: p.use in ("home", "field") and p.drawn_wa > 120)):
            row = lands[plot.code]
            right = row["area"]
            sign = 1 if turn % 2 or part < 0.1 else -1
            row["area"] = round(plot.drawn_wa * 10 * (1 + sign * part))
            _follow(planted, plot.code, row["area"])
            planted.add("land", row["id"], "area", kind, finding, f"{right / 10:.1f} ตร.ว.")


def _follow(planted: Planted, code: str, area: int) -> None:
    rows = [row for row in planted.register.uses if row["code"] == code]
    for row in rows[1:]:
        row["area"] = max(1, area // (3 * len(rows)))
    if rows:
        rows[0]["area"] = area - sum(row["area"] for row in rows[1:])


def _type_twice(planted: Planted, deck: Deck, lands: dict[str, Row]) -> None:
    bare = {row["code"] for row in planted.register.lands} - {row["code"] for row in planted.register.uses}
    for plot in deck.deal(6, lambda p: p.code in bare and p.use == "vacant"):
        again = dict(lands[plot.code]) | {"id": _next_id(planted.register.lands)}
        planted.register.lands.append(again)
        planted.add("land", again["id"], "", "row_twice", "row.twice", plot.code)


def _forget_rows(planted: Planted, deck: Deck) -> None:
    """Parcels of the map of which the register knows nothing."""
    for plot in deck.deal(12, lambda p: p.use in ("home", "vacant", "field", "shop")):
        drop_plot(planted, plot.code)
        feature = next(f for f in planted.features if f.plot is plot)
        planted.add("parcel", feature.number, "PARCEL_COD", "parcel_without_row", "join.parcel_without_row", plot.code)


def drop_plot(planted: Planted, code: str) -> None:
    """Takes a plot with all that hangs on it out of the register."""
    register = planted.register
    gone = {row["code"] for row in register.buildings if row["parcel"] == code}
    register.lands = [row for row in register.lands if row["code"] != code]
    register.uses = [row for row in register.uses if row["code"] != code]
    register.buildings = [row for row in register.buildings if row["parcel"] != code]
    register.building_uses = [row for row in register.building_uses if row["code"] not in gone]
    register.signs = [row for row in register.signs if row["parcel"] != code]


def _add_strangers(planted: Planted, deck: Deck, lands: dict[str, Row]) -> None:
    """Rows whose parcel nobody drew: the next free lots of some blocks."""
    taken = {row["code"] for row in planted.register.lands} | {f.plot.code for f in planted.features}
    for plot in deck.deal(10, lambda p: "/" not in p.code and p.use in ("home", "vacant") and p.title == "โฉนด"):
        number = next(n for n in range(40, 999) if f"{plot.block}{n:03d}" not in taken)
        code = f"{plot.block}{number:03d}"
        taken.add(code)
        row = dict(lands[plot.code]) | {"code": code, "id": _next_id(planted.register.lands)}
        row |= {
            "title_no": str(90_000 + row["id"]),
            "survey": str(9_000 + row["id"] % 900),
            "land_no": str(700 + row["id"] % 300),
        }
        row |= {"volume": str(row["id"] % 90 + 901), "area": row["area"] // 2 + 3}
        planted.register.lands.append(row)
        use = {
            "owners": row["owners"],
            "code": code,
            "use": row["use"],
            "area": row["area"],
            "used_by": "ใช้เอง",
            "crop": "",
            "user_name": "",
            "user_number": "",
            "price": row["price"],
            "id": _next_id(planted.register.uses),
        }
        planted.register.uses.append(use)
        planted.add("land", row["id"], "code", "row_without_parcel", "join.row_without_parcel")


def _mix_eras(planted: Planted, rng: np.random.Generator) -> None:
    """Dates of the other era than the rest of their column: CE among BE in the workbook, BE among CE in LTAX3000."""
    for table, field, count in (("sign", "put_up", 9), ("building", "year", 7)):
        rows = planted.register.tables()[table]
        for i in sorted(rng.choice(len(rows), count, replace=False)):
            rows[i]["other_era"] = True
            planted.add(table, rows[i]["id"], field, "date_other_era", "cell.date_era", str(rows[i][field]))


def _break_text(planted: Planted, rng: np.random.Generator) -> None:
    """SARA AM written as two characters, zero-width spaces, Thai digits where figures belong."""
    register = planted.register
    names = [row for row in register.owners if "ำ" in row["last"] and row["kind"] == "บุคคลธรรมดา"]
    used = {fault.row for fault in planted.faults if fault.table == "owner"}
    _each(
        planted, "owner", names, "last", 14, rng, "sara_am_split", "cell.sara_am", lambda t: t.replace("ำ", "ํา"), used
    )
    others = [row for row in register.owners if row["kind"] == "บุคคลธรรมดา" and len(row["first"]) > 4]
    used |= {fault.row for fault in planted.faults if fault.table == "owner"}
    _each(
        planted,
        "owner",
        others,
        "first",
        10,
        rng,
        "zero_width_space",
        "cell.invisible",
        _with_zero_width,
        used,
        "workbook",
    )
    houses = [row for row in register.buildings if row["house"]]
    _each(
        planted,
        "building",
        houses,
        "house",
        8,
        rng,
        "figure_thai_digits",
        "cell.thai_digits",
        lambda t: t.translate(THAI_DIGITS),
        {f.row for f in planted.faults if f.table == "building"},
    )


def _with_zero_width(text: str) -> str:
    return f"{text[:3]}\u200b{text[3:]}"


def _each(
    planted: Planted,
    table: str,
    rows: list[Row],
    field: str,
    count: int,
    rng: np.random.Generator,
    kind: str,
    finding: str,
    change: Callable[[str], str],
    used: set[int],
    only: str = "",
) -> None:
    free = [row for row in rows if row["id"] not in used]
    for i in sorted(rng.choice(len(free), count, replace=False)):
        right: Any = free[i][field]
        planted.add(table, free[i]["id"], field, kind, finding, right, only)
        free[i][f"{only or 'all'}:{field}"] = change(right)


def _next_id(rows: list[Row]) -> int:
    return int(max(row["id"] for row in rows)) + 1
