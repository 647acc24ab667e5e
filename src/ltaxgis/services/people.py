"""Whom a register means: owners by reference, by private number, or by name, made where nobody stands yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ltaxgis.domain.ids import Uid, uid_stream
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parsing import Parsed
from ltaxgis.domain.thai.identity import mask_number, mask_phone
from ltaxgis.domain.thai.text import squash
from ltaxgis.ports.stores import Columns, Reading, Work


@dataclass(slots=True)
class People:
    """Owners of the project and of the files being read, found by what registers call them."""

    keys: Mapping[str, int]
    """Private numbers in full to their keys, of everything that is being read."""
    by_ref: dict[str, Uid] = field(default_factory=dict)
    by_number: dict[int, Uid] = field(default_factory=dict)
    by_name: dict[str, Uid] = field(default_factory=dict)

    def know(self, uids: Sequence[Uid], owners: Mapping[str, Sequence[object]], refs: Sequence[str] = ()) -> None:
        """Learns owners that are stored; `owners` are columns of the record."""
        for index, uid in enumerate(uids):
            number = owners["number_key"][index] if "number_key" in owners else None
            if isinstance(number, int):
                self.by_number.setdefault(number, uid)
            first, last = (
                str(owners[part][index] or "") if part in owners else "" for part in ("first_name", "last_name")
            )
            if name := name_key(first, last):
                self.by_name.setdefault(name, uid)
            if refs and refs[index]:
                self.by_ref.setdefault(refs[index], uid)


def name_key(first_name: str, last_name: str) -> str:
    """Two names are the same person's only where first and last name agree letter by letter."""
    return squash(f"{first_name} {last_name}") if first_name or last_name else ""


def split_numbers(text: str) -> list[str]:
    if ";" not in text:
        return [part] if (part := text.strip()) else []
    return [part for part in (piece.strip() for piece in text.split(";")) if part]


def all_numbers(parsed: Iterable[Parsed]) -> set[str]:
    """Every private number that the tables hold, wherever it stood."""
    numbers: set[str] = set()
    for table in parsed:
        for name in ("number", "owner_number", "user_number", "land_owner_number"):
            for cell in set(table.side.get(name, ())):
                numbers.update(split_numbers(str(cell or "")))
        for name in ("phone", "mobile", "fax"):
            numbers.update(str(cell) for cell in set(table.side.get(name, ())) if cell)
        numbers.update(private.number for private in table.private)
    return numbers


def known_people(reading: Reading, keys: Mapping[str, int]) -> People:
    people = People(keys)
    owners = reading.columns(Owner, ("first_name", "last_name", "number_key"))
    people.know(owners.uids, owners.data)
    return people


def private_columns(parsed: Parsed, keys: Mapping[str, int]) -> dict[str, list[object]]:
    """Keys and masks of the identity and telephone numbers of each row, as columns of a record."""
    columns: dict[str, list[object]] = {}
    for side, mask in (("number", mask_number), ("phone", mask_phone)):
        if side in parsed.side:
            cells = [str(cell or "") for cell in parsed.side[side]]
            columns[f"{side}_key"] = [keys.get(cell) for cell in cells]
            columns[f"{side}_masked"] = [mask(cell) if cell else "" for cell in cells]
    return columns


def owners_of_rows(parsed: Parsed, people: People, work: Work) -> list[list[Uid]]:
    """The owners of each row, in their order; a name nobody has yet becomes an owner. Rows that say the same of their
    owners are looked up once."""
    names = ("owner_ref", "owner_number", "owner_prefix", "owner_first_name", "owner_last_name")
    blank = [""] * len(parsed)
    columns = [[str(cell or "") for cell in parsed.side[name]] if name in parsed.side else blank for name in names]
    made = _Newcomers(people)
    known: dict[tuple[str, ...], list[Uid]] = {}
    rows = []
    for told in zip(*columns, strict=True):
        if told not in known:
            known[told] = _owners_told(told, people, made)
        rows.append(known[told])
    made.store(work)
    return rows


def _owners_told(told: tuple[str, ...], people: People, made: "_Newcomers") -> list[Uid]:
    ref, cell, prefix, first, last = told
    if ref and ref in people.by_ref:
        return [people.by_ref[ref]]
    numbers = list(dict.fromkeys(split_numbers(cell)))
    if len(numbers) == 1:
        known = people.by_number.get(people.keys.get(numbers[0], -1))
        return [known] if known is not None else made.uids(prefix, first, last, numbers)
    owners = [people.by_number.get(people.keys.get(number, -1)) for number in numbers]
    strangers = [number for number, uid in zip(numbers, owners, strict=True) if uid is None]
    found = [uid for uid in owners if uid is not None]
    if strangers or not numbers:
        found += made.uids(prefix, first, last, strangers)
    return list(dict.fromkeys(found))


class _Newcomers:
    """Owners that stand only in rows about something else."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.rows: list[tuple[object, ...]] = []
        self.born: list[Uid] = []
        self.fresh = uid_stream()

    def uids(self, prefix: str, first: str, last: str, numbers: Sequence[str]) -> list[Uid]:
        """Nobody where neither a name nor a number is told."""
        if numbers:
            return [self._add(prefix, first, last, number) for number in numbers]
        if not (first or last):
            return []
        known = self.people.by_name.get(name_key(first, last))
        return [known or self._add(prefix, first, last, "")]

    def _add(self, prefix: str, first: str, last: str, number: str) -> Uid:
        uid = next(self.fresh)
        key = self.people.keys.get(number)
        self.rows.append((prefix, first, last, key, mask_number(number) if number else ""))
        self.born.append(uid)
        if key is not None:
            self.people.by_number[key] = uid
        if name := name_key(first, last):
            self.people.by_name.setdefault(name, uid)
        return uid

    def store(self, work: Work) -> None:
        if self.born:
            names = ("prefix", "first_name", "last_name", "number_key", "number_masked")
            columns = dict(zip(names, map(list, zip(*self.rows, strict=True)), strict=True))
            work.add(Owner, Columns(self.born, columns))
