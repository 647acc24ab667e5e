"""Whom a register means: owners by reference, by private number, or by name, made where nobody stands yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ltaxgis.domain.ids import Uid, new_uids
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parsing import Parsed
from ltaxgis.domain.thai.identity import mask_number, mask_phone
from ltaxgis.domain.thai.text import squash
from ltaxgis.ports.stores import Columns, Reading, Work

INLINE = {"owner_prefix": "prefix", "owner_first_name": "first_name", "owner_last_name": "last_name"}


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
            name = name_key(
                *(str(owners.get(part, [""] * len(uids))[index] or "") for part in ("first_name", "last_name"))
            )
            if name:
                self.by_name.setdefault(name, uid)
            if refs and refs[index]:
                self.by_ref.setdefault(refs[index], uid)

    def of_numbers(self, text: str) -> list[Uid]:
        """The owners of a cell with one or several numbers; unknown numbers give nobody."""
        found = (self.by_number.get(self.keys.get(number, -1)) for number in split_numbers(text))
        return [uid for uid in found if uid is not None]


def name_key(first_name: str, last_name: str) -> str:
    """Two names are the same person's only where first and last name agree letter by letter."""
    return squash(f"{first_name} {last_name}")


def split_numbers(text: str) -> list[str]:
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


def private_columns(parsed: Parsed, keys: Mapping[str, int], number: str = "number") -> dict[str, list[object]]:
    """Keys and masks of the identity and telephone numbers of each row, as columns of a record."""
    columns: dict[str, list[object]] = {}
    prefix = {"number": "number", "user_number": "user_number", "phone": "phone"}
    for side, mask in ((number, mask_number), ("phone", mask_phone)):
        if side in parsed.side:
            cells = [str(cell or "") for cell in parsed.side[side]]
            columns[f"{prefix[side]}_key"] = [keys.get(cell) for cell in cells]
            columns[f"{prefix[side]}_masked"] = [mask(cell) if cell else "" for cell in cells]
    return columns


def owners_of_rows(parsed: Parsed, people: People, work: Work) -> list[list[Uid]]:
    """The owners of each row, in their order; a name nobody has yet becomes an owner."""
    made = _Newcomers(people)
    rows = [_owners_of_row(parsed, index, people, made) for index in range(len(parsed))]
    made.store(work)
    return rows


def _owners_of_row(parsed: Parsed, index: int, people: People, made: "_Newcomers") -> list[Uid]:
    def cell(name: str) -> str:
        return str(parsed.side[name][index] or "") if name in parsed.side else ""

    if (ref := cell("owner_ref")) and ref in people.by_ref:
        return [people.by_ref[ref]]
    numbers = split_numbers(cell("owner_number"))
    found = people.of_numbers(cell("owner_number"))
    first, last = cell("owner_first_name"), cell("owner_last_name")
    if len(found) >= len(numbers) and found:
        return list(dict.fromkeys(found))
    if first or last or numbers:
        found += made.uids(cell("owner_prefix"), first, last, [n for n in numbers if not people.of_numbers(n)])
    return list(dict.fromkeys(found))


class _Newcomers:
    """Owners that stand only in rows about something else."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.columns: dict[str, list[object]] = {
            name: [] for name in ("prefix", "first_name", "last_name", "number_key", "number_masked")
        }
        self.born: list[Uid] = []

    def uids(self, prefix: str, first: str, last: str, numbers: Sequence[str]) -> list[Uid]:
        name = name_key(first, last)
        if not numbers and name in self.people.by_name:
            return [self.people.by_name[name]]
        return [self._add(prefix, first, last, number) for number in (numbers or [""])]

    def _add(self, prefix: str, first: str, last: str, number: str) -> Uid:
        uid = new_uids(1)[0]
        key = self.people.keys.get(number)
        values = (prefix, first, last, key, mask_number(number) if number else "")
        for column, value in zip(self.columns.values(), values, strict=True):
            column.append(value)
        self.born.append(uid)
        self.people.know([uid], {"first_name": [first], "last_name": [last], "number_key": [key]})
        return uid

    def store(self, work: Work) -> None:
        if self.born:
            work.add(Owner, Columns(self.born, self.columns))
