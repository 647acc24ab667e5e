"""Many findings of one kind are mended by one rule, or accepted as they are."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.project import Actor
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.keep_joined import keep_joined

MEND = "finding.mend."


def mending(reading: Reading, code: str) -> ChangeSet:
    """What mends all findings of a code by its one rule; empty where no rule does."""
    rule = _RULES.get(code)
    return ChangeSet(MEND + code, rule(reading, code) if rule else ())


def mend(project: Project, actor: Actor, changes: ChangeSet) -> Applied:
    """The mending is stored and its findings are gone."""
    ask_leave(actor, "register.edit")
    with project.work(actor, changes.action) as work:
        work.apply(changes)
        work.mend_kind(changes.action.removeprefix(MEND))
        keep_joined(work, project.settings, changes)
        return work.commit()


def accept(project: Project, actor: Actor, code: str) -> Applied:
    """Findings of a code are not told again, until somebody revokes it."""
    ask_leave(actor, "findings.accept")
    with project.work(actor, "finding.accept", code) as work:
        work.accept_findings(code)
        return work.commit()


def revoke(project: Project, actor: Actor, code: str) -> Applied:
    ask_leave(actor, "findings.accept")
    with project.work(actor, "finding.revoke", code) as work:
        work.revoke_acceptance(code)
        return work.commit()


def _codes_as_understood(reading: Reading, code: str) -> tuple[Change, ...]:
    """The code as it was read gives way to the code as it was understood."""
    wanted = {finding.place.subject for finding in reading.findings(code)}
    rows = reading.get(LandRow, _read_otherwise(reading, LandRow, wanted))
    parcels = reading.get(Parcel, _read_otherwise(reading, Parcel, wanted))
    changes = [Change(row, replace(row, code_read=row.code)) for row in rows]
    return (*changes, *(Change(parcel, replace(parcel, code_read=parcel.code)) for parcel in parcels))


def _read_otherwise(reading: Reading, kind: type[Record], wanted: set[str]) -> list[Uid]:
    columns = reading.columns(kind, ("code", "code_read"))
    cells = zip(columns.uids, columns["code"], columns["code_read"], strict=True)
    return [uid for uid, own, read in cells if own in wanted and own != read]


def _second_rows(reading: Reading, code: str) -> tuple[Change, ...]:
    """The later of two equal rows goes."""
    uids_read, lines, read_from = reading.read_at(LandRow)
    sources = {source.uid: (source.name, source.table) for source in reading.sources()}
    at = {
        (*sources[Uid(source)], line): uid
        for uid, line, source in zip(uids_read, lines, read_from, strict=True)
        if Uid(source) in sources
    }
    places = (finding.place for finding in reading.findings(code))
    uids = [at[key] for place in places if (key := (place.source, place.sheet, place.row or 0)) in at]
    return tuple(Change(record, None) for record in reading.get(LandRow, dict.fromkeys(uids)))


_RULES: Mapping[str, Callable[[Reading, str], tuple[Change, ...]]] = {
    "code.letter_for_digit": _codes_as_understood,
    "code.thai_digits": _codes_as_understood,
    "code.lost_zero": _codes_as_understood,
    "code.not_canonical": _codes_as_understood,
    "row.twice": _second_rows,
}
