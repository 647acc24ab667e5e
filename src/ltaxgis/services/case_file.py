"""A case with all that belongs to it: its file, as the desk opens it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ltaxgis.domain.attachments import Attachment
from ltaxgis.domain.cases import Case, CaseLink, CaseParty, CaseStep, may_see, pauses_of
from ltaxgis.domain.clocks import late_notices, reminder
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.numbering import GivenNumber
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.petitions import Petition, may_see_petitioner
from ltaxgis.domain.project import Actor
from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Reading
from ltaxgis.services.all_about import PastChange, changes_of
from ltaxgis.services.case_links import linked_cases
from ltaxgis.services.case_steps import the_case, times_extended


@dataclass(frozen=True, slots=True)
class Clock:
    """How a case stands with its time. `left` days of the calendar, negative when late; `mark` the highest of 50, 80
    and 100 per cent that is over; `notices` the days on which the law wanted a letter; `sent` how many went out."""

    due: date | None
    left: int | None
    mark: int
    paused: bool
    extended: int
    notices: Sequence[date]
    sent: int


@dataclass(frozen=True, slots=True)
class CaseFile:
    """`people` are parties with the person; `parcels` those it stands on; `others` the cases it is linked with, either
    way, and those merged into these; `steps` in the order in which they happened; `edits` what was corrected in the
    case itself, the newest first; `of_desk` the desk's own records by kind."""

    case: Case
    people: Sequence[tuple[CaseParty, Owner]]
    links: Sequence[CaseLink]
    parcels: Sequence[Parcel]
    others: Sequence[tuple[CaseLink, Case]]
    steps: Sequence[CaseStep]
    attachments: Sequence[Attachment]
    numbers: Sequence[GivenNumber]
    edits: Sequence[PastChange]
    of_desk: Mapping[type[Record], Sequence[Record]]
    clock: Clock


def case_file(
    reading: Reading, actor: Actor, desk: Desk, uid: Uid, today: date, kinds: Sequence[type[Record]] = ()
) -> CaseFile:
    """All of one case; `kinds` are the desk's own records. Refused as `the_case`."""
    case = the_case(reading, actor, uid)
    parties = reading.having(CaseParty, "case_uid", [uid])
    owners = {one.uid: one for one in reading.get(Owner, [party.owner_uid for party in parties])}
    links = reading.having(CaseLink, "case_uid", [uid])
    # stored in the order in which they were entered, which decides where two happened at the same moment
    steps = sorted(reading.having(CaseStep, "case_uid", [uid]), key=lambda one: one.at)
    return CaseFile(
        case=case,
        people=[(party, owners[party.owner_uid]) for party in parties if party.owner_uid in owners],
        links=links,
        parcels=reading.get(Parcel, [one.target_uid for one in links if one.kind == "parcel"]),
        others=linked_cases(reading, actor, uid),
        steps=steps,
        attachments=reading.having(Attachment, "case_uid", [uid]),
        numbers=reading.having(GivenNumber, "case_uid", [uid]),
        edits=changes_of(reading, [case]),
        of_desk={kind: reading.having(kind, "case_uid", [uid]) for kind in kinds},
        clock=clock_of(case, steps, desk, today),
    )


def clock_of(case: Case, steps: Sequence[CaseStep], desk: Desk, today: date) -> Clock:
    """Of a closed case as it stood when it was closed."""
    day = case.closed_on or today
    paused = any(pause.last is None for pause in pauses_of(steps, desk.table.paused))
    sent = sum(one.event == "late_notice" for one in steps)
    if case.due is None:
        return Clock(None, None, 0, paused, times_extended(steps), (), sent)
    return Clock(
        case.due, (case.due - day).days, reminder(case.starts_on, case.due, day), paused, times_extended(steps),
        () if paused else late_notices(case.due, day), sent,
    )  # fmt: skip


def cases_on(reading: Reading, actor: Actor, target: Uid) -> list[Case]:
    """The cases that stand on a parcel, row, building, sign or person, those still open first, the newest first;
    without those that this person may not see, nor those of a petitioner whom he may not know."""
    placed = [one.case_uid for one in reading.having(CaseLink, "target_uid", [target])]
    by_person = {one.case_uid for one in reading.having(CaseParty, "owner_uid", [target])}.difference(placed)
    petitions = {one.case_uid: one for one in reading.having(Petition, "case_uid", by_person)}
    found = [
        one for one in reading.get(Case, dict.fromkeys([*placed, *by_person]))
        if may_see(one, actor)
        and (one.uid not in petitions or may_see_petitioner(one, petitions[one.uid], actor))
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.closed_on is not None, -one.received_at.timestamp()))
