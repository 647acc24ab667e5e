"""Makes the corpus of rows that did not join: four invented towns, each with another kind of layer.

`python tests/matching/corpus.py` writes `parcels.csv` and `rows.csv` beside it; the seed makes them the same again.
Every row has lost its parcel by one kind of degradation (`kind`), or its parcel is not on the map (`absent`).
"""

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np

from ltaxgis.domain.candidates import Traits

SEED = 2569
FOLDER = Path(__file__).parent
PARCELS, ROWS = FOLDER / "parcels.csv", FOLDER / "rows.csv"
ABSENT = "absent"

_INITIALS = ["ก", "ข", "ค", "จ", "ช", "ด", "ต", "ท", "น", "บ", "ป", "พ", "ม", "ย", "ร", "ล", "ว", "ส", "ห", "อ"]
_RHYMES = ["า", "ี", "ู", "อง", "าน", "ิน", "ุข", "ัย", "ันท์", "อม", "าว", "ื่น", "วง", "้อม", "ูล", "ิต", "ัน", "ุ่ม", "าย", "่วน"]
_ROADS = ["เทศบาล", "สุขาภิบาล", "ราษฎร์บำรุง", "วัดเก่า", "ตลาดสด", "ริมคลอง", "สถานีรถไฟ", "โรงเรียน", "ประชาอุทิศ", "สันติ"]


@dataclass(frozen=True)
class Land:
    """One piece of land, as the register or the map has it. `area` in hundredths of a square wa."""

    town: str
    number: int
    code: str
    area: int
    sheet: str = ""
    land_no: str = ""
    title: str = ""
    owner: str = ""
    moo: str = ""
    road: str = ""
    kind: str = ""
    taken: str = ""


@dataclass(frozen=True)
class Layer:
    """What a town's layer carries, and the kinds of degradation that its rows can suffer and still be found by."""

    columns: frozenset[str]
    kinds: tuple[str, ...]


_CODE_KINDS = (
    "one_character",
    "letter_for_digit",
    "lost_zero",
    "transposed",
    "sub_lot_missing",
    "sub_lot_added",
    "block_letter",
    "character_left_out",
    "character_twice",
    "renumbered",
)
LAYERS = {
    "plain": Layer(frozenset({"code"}), _CODE_KINDS[:9]),
    "named": Layer(frozenset({"code", "owner", "moo"}), (*_CODE_KINDS, "code_missing_owner_known", "owner_misspelt")),
    "sheets": Layer(frozenset({"sheet", "land_no"}), ("land_no_digit", "sheet_digit")),
    "titled": Layer(
        frozenset({"code", "title", "land_no", "sheet", "moo", "road"}),
        (*_CODE_KINDS, "title_digit", "title_transposed", "place_and_area"),
    ),
}


def names(chance: random.Random, count: int) -> list[str]:
    def word(length: int) -> str:
        return "".join(chance.choice(_INITIALS) + chance.choice(_RHYMES) for _ in range(length))

    return [f"{word(2)} {word(3)}" for _ in range(count)]


def town(name: str, chance: random.Random, lots: int) -> list[Land]:
    """The register's true rows: blocks of 20-60 lots, each with its usual size of plot."""
    owners = names(chance, lots)
    lands: list[Land] = []
    blocks = [(zone, letter) for zone in range(1, 100) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    per_zone = max(4, min(26, lots // 400))
    blocks = [(zone, letter) for zone, letter in blocks if ord(letter) - 65 < per_zone]
    for zone, letter in blocks:
        usual = chance.lognormvariate(9.2, 1.0)
        spread = chance.choice([0.01, 0.25, 0.4, 0.6])
        moo, roads = str(chance.randint(1, 14)), chance.sample(_ROADS, 2)
        sheet = f"4746|{zone % 4 + 1}|{9000 + 2 * zone:04}|{ord(letter) - 64:02}|1000"
        land_nos = iter(range(1 + 100 * (ord(letter) % 3), 1000))
        for lot in range(1, chance.randint(20, 60)):
            for code in _codes(f"{zone:02}{letter}{lot:03}", chance):
                area = max(800, int(usual * chance.lognormvariate(0, spread)))
                area = area // 10 * 10
                owner = lands[-1].owner if lands and chance.random() < 0.15 else chance.choice(owners)
                number = len(lands)
                title = f"1|{chance.randint(1000, 99999)}|ฝาง"
                place = (sheet, str(next(land_nos)), title, owner, moo, chance.choice(roads))
                lands.append(Land(name, number, code, area, *place))
                if len(lands) == lots:
                    return lands
    raise ValueError("too many lots")


def _codes(code: str, chance: random.Random) -> list[str]:
    parts = chance.choice([2, 3]) if chance.random() < 0.05 else 0
    return [f"{code}/{part:03}" for part in range(1, parts + 1)] or [code]


def drawn(land: Land, layer: Layer, row: Land | None, chance: random.Random) -> Land:
    """The land as the map has it: measured anew, some years older, only with the layer's columns. Where the owner is
    all that a degraded `row` can be found by, the map has him."""
    error = 1 + chance.gauss(0, 0.008) if chance.random() < 0.95 else chance.uniform(0.7, 1.4)
    owner = land.owner
    if row is not None and "owner" in row.kind:
        pass
    elif chance.random() < 0.15:
        owner = names(chance, 1)[0]
    elif chance.random() < 0.08:
        owner = slip(owner, chance)
    moo = land.moo if chance.random() < 0.97 else str(chance.randint(1, 14))
    seen = replace(land, area=int(land.area * error), owner=owner, moo=moo)
    hidden = {"code", "owner", "moo", "sheet", "land_no", "title", "road"} - layer.columns
    return replace(seen, **dict.fromkeys(hidden, ""))  # type: ignore[arg-type]


def slip(text: str, chance: random.Random) -> str:
    """One letter taken for another, left out or doubled."""
    place = chance.randrange(len(text))
    instead = chance.choice(["", text[place] * 2, chance.choice(_INITIALS)])
    return text[:place] + instead + text[place + 1 :]


def digit_slip(text: str, chance: random.Random) -> str:
    places = [i for i, letter in enumerate(text) if letter.isdigit()]
    place = chance.choice(places)
    digit = chance.choice([d for d in "0123456789" if d != text[place]])
    return text[:place] + digit + text[place + 1 :]


def swap(text: str, chance: random.Random) -> str:
    places = [i for i in range(len(text) - 1) if text[i] != text[i + 1] and text[i : i + 2].isdigit()]
    if not places:
        return ""
    place = chance.choice(places)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def letters_for_digits(code: str, chance: random.Random) -> str:
    wrong = {"0": "O", "1": "I", "2": "Z", "5": "S", "8": "B", "6": "G"}
    places = [i for i, letter in enumerate(code) if letter in wrong]
    if not places:
        return ""
    for place in chance.sample(places, min(len(places), chance.choice([1, 1, 2]))):
        code = code[:place] + wrong[code[place]] + code[place + 1 :]
    return code


def _lost(code: str, chance: random.Random) -> str:
    zone, rest = code[:2], code[2:]
    lot = rest[1:4]
    ways = [f"{int(zone)}{rest}"] if zone[0] == "0" else []
    ways += [f"{zone}{rest[0]}{lot[1:]}{rest[4:]}"] if lot[0] == "0" else []
    ways += [f"{int(zone)}{rest[0]}{int(lot)}{rest[4:]}"] if zone[0] == lot[0] == "0" else []
    return chance.choice(ways) if ways else ""


def _other_block(code: str, chance: random.Random) -> str:
    return code[:2] + chance.choice([c for c in "ABCDEFGHIJKLMNOP" if c != code[2]]) + code[3:]


def left_out(code: str, chance: random.Random) -> str:
    place = chance.randrange(len(code))
    return code[:place] + code[place + 1 :]


def _twice(code: str, chance: random.Random) -> str:
    place = chance.randrange(len(code))
    return code[:place] + code[place] * 2 + code[place + 1 :]


_ON_CODES: dict[str, Callable[[str, random.Random], str]] = {
    "one_character": digit_slip,
    "letter_for_digit": letters_for_digits,
    "lost_zero": _lost,
    "transposed": swap,
    "sub_lot_missing": lambda code, chance: code.partition("/")[0] if "/" in code else "",
    "sub_lot_added": lambda code, chance: "" if "/" in code else f"{code}/{chance.randint(1, 2):03}",
    "block_letter": _other_block,
    "character_left_out": left_out,
    "character_twice": _twice,
    "renumbered": lambda code, chance: f"{code[:3]}{chance.randint(61, 199):03}",
}


def degraded(land: Land, kind: str, taken_codes: set[str], chance: random.Random) -> Land | None:
    """The row as it stands in the register after the slip, None where this land cannot suffer it."""
    row = replace(land, kind=kind, area=land.area if chance.random() < 0.97 else -1)
    row = replace(row, moo=row.moo if chance.random() < 0.95 else "")
    if kind in _ON_CODES:
        code = _ON_CODES[kind](land.code, chance)
        return replace(row, code=code, title="", land_no="") if code and code not in taken_codes else None
    nothing = replace(row, code="", sheet="", land_no="", title="")
    if kind == "land_no_digit":
        return replace(row, title="", land_no=digit_slip(row.land_no, chance))
    if kind == "sheet_digit":
        return replace(row, title="", sheet=digit_slip(row.sheet[:-5], chance) + row.sheet[-5:])
    if kind == "title_digit":
        return replace(nothing, title=digit_slip(row.title[2:-4], chance).join(("1|", "|ฝาง")))
    if kind == "title_transposed":
        number = swap(row.title[2:-4], chance)
        return replace(nothing, title=f"1|{number}|ฝาง") if number else None
    if kind == "owner_misspelt":
        return replace(nothing, owner=slip(row.owner, chance), area=land.area)
    return replace(nothing, area=land.area)  # code_missing_owner_known, place_and_area


def distinct(land: Land, lands: list[Land]) -> bool:
    """Whether at its moo and road hardly another land has its size: else nobody could tell it by them."""
    near = [o for o in lands if (o.moo, o.road) == (land.moo, land.road) and abs(o.area - land.area) < land.area // 50]
    return len(near) <= 3


def absent(land: Land, taken_codes: set[str], chance: random.Random) -> Land:
    """A row whose parcel nobody drew: mostly with a code that is right, some without, some mistyped besides."""
    kind = chance.random()
    row = replace(land, kind=ABSENT, number=-1)
    if kind < 0.15:
        return replace(row, code="")
    if kind < 0.3:
        mistyped = digit_slip(letters_for_digits(land.code, chance) or land.code, chance)
        return replace(row, code=mistyped if mistyped not in taken_codes else "")
    return row


def make(seed: int, lots: int, pairs_a_kind: int, absent_rows: int) -> tuple[list[Land], list[Land]]:
    """Parcels and rows of all towns: at least so many pairs of each kind, shared among the towns that can have it."""
    parcels: list[Land] = []
    rows: list[Land] = []
    for name, layer in LAYERS.items():
        chance = random.Random(f"{seed} {name}")
        lands = town(name, chance, lots)
        chance.shuffle(lands)
        gone, lands = lands[: absent_rows // len(LAYERS)], lands[absent_rows // len(LAYERS) :]
        codes = {land.code for land in lands}
        lost: dict[int, Land] = {}
        left = iter(lands)
        for kind in layer.kinds:
            share = -(-pairs_a_kind // sum(kind in other.kinds for other in LAYERS.values()))
            while share:
                land = next(left)
                sub_lots = kind == "sub_lot_missing"
                row = None if sub_lots and "/" not in land.code else degraded(land, kind, codes, chance)
                if kind == "place_and_area" and not distinct(land, lands):
                    continue
                if row is not None:
                    lost[land.number] = row
                    share -= 1
        rows += [*lost.values(), *(absent(land, codes, chance) for land in gone)]
        for land in sorted(lands, key=lambda land: land.number):
            free = land.number in lost or chance.random() < 0.08
            seen = drawn(land, layer, lost.get(land.number), chance)
            parcels.append(replace(seen, taken="" if free else "1"))
    return parcels, rows


def write(path: Path, lands: list[Land]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        header = [field.name for field in fields(Land)]
        writer.writerow(header)
        writer.writerows([getattr(land, name) for name in header] for land in lands)


def read(path: Path) -> list[Land]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Land(**{**row, "number": int(row["number"]), "area": int(row["area"])})  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        ]


if __name__ == "__main__":
    the_parcels, the_rows = make(SEED, lots=4000, pairs_a_kind=110, absent_rows=500)
    write(PARCELS, the_parcels)
    write(ROWS, the_rows)
    print(len(the_parcels), "parcels,", len(the_rows), "rows")


def traits(lands: list[Land]) -> Traits:
    """What suggestions look at, of each of these."""
    return Traits(
        [land.code for land in lands],
        np.array([land.area for land in lands], np.int64),
        [land.sheet for land in lands],
        [land.land_no for land in lands],
        [land.title for land in lands],
        [land.owner for land in lands],
        [land.moo for land in lands],
        [land.road for land in lands],
    )
