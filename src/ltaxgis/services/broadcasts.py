"""The loudspeakers' list: what is to be read on a day, and what was read, by whom and when."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from ltaxgis.domain.broadcasts import clock_times, script_hash, times_of, weekdays, written_times
from ltaxgis.domain.cases import Case, local_day, may_see
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import SPEAKER, Broadcast, Posting
from ltaxgis.domain.publicity_states import ARCHIVED, EXPIRED, WITHDRAWN
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.postings import shown_edition
from ltaxgis.services.publication_file import the_publication
from ltaxgis.services.script_approvals import approval_of_made, is_approved, the_broadcast
from ltaxgis.words import Words

_LATER = timedelta(hours=3)
"""A text that was read so long after its time was still that reading."""
OVER = frozenset({WITHDRAWN, EXPIRED, ARCHIVED})
"""States in which nothing of a publication is read any more."""


@dataclass(frozen=True, slots=True)
class BroadcastDraft:
    """What is read, on which weekdays (1 is Monday) and at which times, from a day to a day."""

    script: str
    first: date
    last: date
    days: str = "1,2,3,4,5,6,7"
    times: str = "06:00,17:00"
    voice: str = ""


@dataclass(frozen=True, slots=True)
class ToRead:
    """A reading of a day's list. `read` is its line in the log, None where it was not read; `may_be_read` where its
    words are approved and what they tell is not over."""

    broadcast: Broadcast
    case: Case
    at: datetime
    read: Posting | None
    may_be_read: bool


def plan_broadcast(
    project: Project, actor: Actor, book: OfficeBook, words: Words, uid: Uid, draft: BroadcastDraft, now: datetime,
    replaces: Uid | None = None,
) -> Broadcast:  # fmt: skip
    """The text is read so; in place of another plan of the same publication where `replaces` names it. Words of
    somebody's own wait for their approval (`approve_script`). Refused: `broadcast.over` where nothing of it is read any
    more, `publicity.needs_text`, `publicity.ends_before_start`, `broadcast.bad_days`, `broadcast.bad_times`."""
    ask_leave(actor, "cases.work")
    if not draft.script.strip():
        raise Refused("publicity.needs_text")
    if draft.last < draft.first:
        raise Refused("publicity.ends_before_start")
    days = ",".join(str(day) for day in sorted(weekdays(draft.days)))
    times = written_times(clock_times(draft.times))
    with project.work(actor, "case.broadcast") as work:
        case, _ = the_publication(work, actor, uid)
        if case.state in OVER:
            raise Refused("broadcast.over", number=case.number)
        made = Broadcast(
            uid=new_uid(), case_uid=uid, script=mask_numbers_in(draft.script.strip(), phones=False), days=days,
            times=times, first=draft.first, last=draft.last, voice=draft.voice.strip(),
        )  # fmt: skip
        before = None if replaces is None else the_broadcast(work, actor, replaces)
        if before is not None and before.case_uid == uid:
            made = replace(made, uid=before.uid, version=before.version)
        approval = approval_of_made(work, actor, book, project.settings, words, made, now)
        approved = [] if approval is None else [Change(None, approval)]
        work.apply(ChangeSet("case.broadcast", (Change(before, made), *approved)))
        work.commit()
        return made


def end_broadcast(project: Project, actor: Actor, broadcast: Uid, last: date) -> Applied:
    """It is read for the last time on this day; before its first day: never."""
    ask_leave(actor, "cases.work")
    with project.work(actor, "case.broadcast_ended") as work:
        before = the_broadcast(work, actor, broadcast)
        after = None if last < before.first else replace(before, last=last)
        work.apply(ChangeSet("case.broadcast_ended", (Change(before, after),)))
        return work.commit()


def log_reading(
    project: Project, actor: Actor, broadcast: Uid, at: datetime, now: datetime, by: str = "", note: str = ""
) -> Posting:
    """The text was read at `at` by somebody; the hash tells which words. Refused: `broadcast.not_yet` for a moment
    that has not come, `posting.not_approved`, `broadcast.not_approved`, `broadcast.read_already`."""
    ask_leave(actor, "cases.work")
    if at > now:
        raise Refused("broadcast.not_yet")
    with project.work(actor, "case.broadcast_read") as work:
        told = the_broadcast(work, actor, broadcast)
        case, _ = the_publication(work, actor, told.case_uid)
        edition, moment = shown_edition(work, case), at.astimezone(UTC)
        if not is_approved(work, told):
            raise Refused("broadcast.not_approved")
        made = Posting(
            uid=new_uid(), case_uid=case.uid, channel=SPEAKER, first=local_day(at), last=local_day(at), at=moment,
            by=mask_numbers_in(by.strip()) or told.voice or actor.name, note=mask_numbers_in(note.strip()),
            sha256=script_hash(told.script), edition=edition,
        )  # fmt: skip
        held = work.having(Posting, "case_uid", [case.uid])
        if any(one.channel == SPEAKER and one.at == moment for one in held):
            raise Refused("broadcast.read_already")
        work.apply(ChangeSet("case.broadcast_read", (Change(None, made),)))
        work.commit()
        return made


def to_read_on(reading: Reading, actor: Actor, day: date) -> list[ToRead]:
    """The loudspeakers' list of a day in the order of its times."""
    ask_leave(actor, "cases.work")
    running = [one for one in reading.get(Broadcast, _running(reading, day)) if times_of(one, day)]
    uids = list(dict.fromkeys(one.case_uid for one in running))
    cases = {one.uid: one for one in reading.get(Case, uids) if may_see(one, actor)}
    may_read = {one.uid for one in running if one.case_uid in cases and is_approved(reading, one)}
    logged = [one for one in reading.having(Posting, "case_uid", uids) if one.channel == SPEAKER and one.first == day]
    found = []
    for one in running:
        if (case := cases.get(one.case_uid)) is None:
            continue
        own = sorted((log for log in logged if log.case_uid == case.uid and log.at), key=_moment)
        for clock in times_of(one, day):
            at = datetime.combine(day, clock, BANGKOK)
            read = next((log for log in own if at <= _moment(log) < at + _LATER), None)
            if read is not None:
                own.remove(read)
            found.append(ToRead(one, case, at, read, one.uid in may_read and case.state not in OVER))
    return sorted(found, key=lambda line: (line.at, line.case.number))


def _running(reading: Reading, day: date) -> list[Uid]:
    columns = reading.columns(Broadcast, ("first", "last"))
    days = zip(columns.uids, columns["first"], columns["last"], strict=True)
    return [uid for uid, first, last in days if first <= day <= last]


def _moment(log: Posting) -> datetime:
    assert log.at is not None
    return log.at
