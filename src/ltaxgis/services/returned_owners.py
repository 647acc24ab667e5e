"""Owners named in rows that came back from Excel: a row goes to another owner whom the project knows."""

from collections.abc import Mapping, Sequence

from ltaxgis.domain.changes import Change
from ltaxgis.domain.fields import Goes
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Reading
from ltaxgis.services.people import name_key, split_numbers
from ltaxgis.services.returned_rows import ChangedRows

OWNED = ("land", "building", "sign")
_NUMBER = "owner_number"
_NAMES = ("owner_first_name", "owner_last_name")
# what a cell may say anew without a field of the record: it is stored elsewhere, or nowhere at all
_ELSEWHERE = {
    "owner": ("number", "phone"),
    "use": ("user_number", "owner_number"),
    "building_use": ("owner_number",),
    "building": ("land_owner_number",),
    "sign": ("phone",),
}


class Holders:
    """Who owns what, as the rows that came back say it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._of_number: dict[str, Uid] | None = None
        self._of_name: dict[str, Uid] | None = None
        self._held: dict[Uid, list[Uid]] | None = None
        self._learned: dict[str, Uid] = {}
        self._learned_names: dict[str, Uid] = {}

    def learn(self, record: Record, numbers: Mapping[str, str]) -> None:
        """An owner that is being mended in the same workbook."""
        if isinstance(record, Owner):
            self._learned_names[name_key(record.first_name, record.last_name)] = record.uid
            if number := numbers.get("number_key", ""):
                self._learned[number] = record.uid

    def refuse(self, changed: ChangedRows, index: int) -> None:
        """Refuses what says something that this row cannot change: references, owners nobody knows."""
        for column in sorted(changed.rows[index].typed):
            source = changed.field_of(column)
            if source is None or source.goes is not Goes.SIDE or not _differs(changed, index, source.name):
                continue
            if source.name in _ELSEWHERE.get(changed.facts.kind, ()):
                continue
            names_owner = changed.facts.kind in OWNED and source.name in (_NUMBER, *_NAMES)
            if not names_owner:
                changed.refuse(index, column, "returned.reference")
            elif not self._owners(changed, index):
                changed.refuse(index, column, "returned.owner_unknown")

    def changes(self, changed: ChangedRows, index: int) -> list[Change]:
        """The row's ownerships end and others begin, where it names other owners now."""
        if changed.facts.kind not in OWNED or not any(_differs(changed, index, name) for name in (_NUMBER, *_NAMES)):
            return []
        subject, owners = changed.rows[index].uid, self._owners(changed, index)
        held = self._reading.get(Ownership, self._holdings().get(subject, ()))
        if [holding.owner_uid for holding in sorted(held, key=lambda one: one.place)] == owners:
            return []
        born = (Ownership(uid=new_uid(), subject_uid=subject, owner_uid=owner, place=place)
                for place, owner in enumerate(owners, 1))  # fmt: skip
        return [*(Change(holding, None) for holding in held), *(Change(None, one) for one in born)]

    def _owners(self, changed: ChangedRows, index: int) -> list[Uid]:
        """The owners the row names now: by number where that was typed, else by name; none where one is unknown."""
        if _differs(changed, index, _NUMBER):
            numbers = split_numbers(str(changed.after.side[_NUMBER][index] or ""))
            found = [self._learned.get(number) or self._numbers().get(number) for number in numbers]
        else:
            first, last = (str(_side(changed.after.side, name, index)) for name in _NAMES)
            name = name_key(first, last)
            found = [self._learned_names.get(name) or self._names().get(name)]
        return [] if None in found else [uid for uid in found if uid is not None]

    def _numbers(self) -> dict[str, Uid]:
        """Owners by their number in full: it is looked up one by one, and only where somebody typed one."""
        if self._of_number is None:
            owners = self._reading.columns(Owner, ("number_key",))
            pairs = zip(owners["number_key"], owners.uids, strict=True)
            self._of_number = {self._reading.number(key): uid for key, uid in pairs if key is not None}
        return self._of_number

    def _names(self) -> dict[str, Uid]:
        if self._of_name is None:
            owners = self._reading.columns(Owner, ("first_name", "last_name"))
            rows = zip(owners["first_name"], owners["last_name"], owners.uids, strict=True)
            self._of_name = {name_key(first, last): uid for first, last, uid in rows}
        return self._of_name

    def _holdings(self) -> dict[Uid, list[Uid]]:
        if self._held is None:
            self._held = {}
            columns = self._reading.columns(Ownership, ("subject_uid",))
            for subject, uid in zip(columns["subject_uid"], columns.uids, strict=True):
                self._held.setdefault(subject, []).append(uid)
        return self._held


def _side(side: Mapping[str, Sequence[object]], name: str, index: int) -> object:
    return (side[name][index] if name in side else "") or ""


def _differs(changed: ChangedRows, index: int, name: str) -> bool:
    return _side(changed.before.side, name, index) != _side(changed.after.side, name, index)
