"""What publicity has to do now: publish, let expire, approve, take down; and the steps that need nobody's hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ltaxgis.domain.cases import Case, StepTold, local_day, may_see
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import BOARD, VINYL, Posting, Publication
from ltaxgis.domain.publicity_desk import PUBLICITY
from ltaxgis.domain.publicity_states import PUBLISHED, SCHEDULED, UNAPPROVED
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.publication_file import approve_until
from ltaxgis.services.publicity_steps import step_publication_in

MOST = 10_000
_TAKEN_DOWN = frozenset({BOARD, VINYL})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A publication and the moment from which it waited; `late` where that was to have been done before."""

    case: Case
    publication: Publication
    since: datetime
    late: bool = False


@dataclass(frozen=True, slots=True)
class DueNow:
    """`publish`: scheduled and come. `expire`: over. `approve`: alerts that are out and approved by nobody, the late
    ones marked. `take_down`: what hangs on a board beyond its last day or on it."""

    publish: Sequence[Waiting] = ()
    expire: Sequence[Waiting] = ()
    approve: Sequence[Waiting] = ()
    take_down: Sequence[tuple[Case, Posting]] = ()

    @property
    def count(self) -> int:
        return len(self.publish) + len(self.expire) + len(self.approve) + len(self.take_down)


@dataclass(frozen=True, slots=True)
class Stepped:
    """The numbers that went out and those that expired, and those that did not with the code of why."""

    published: tuple[str, ...] = ()
    expired: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, object]:
        return {"published": len(self.published), "expired": len(self.expired),
                "kept": [{"number": number, "code": code} for number, code in self.kept]}  # fmt: skip


def due_now(reading: Reading, actor: Actor, book: OfficeBook, now: datetime) -> DueNow:
    """All that waits at a moment, the longest first."""
    ask_leave(actor, "cases.work")
    publish, expire, approve = [], [], []
    for case, publication in _going(reading, actor):
        if case.state == SCHEDULED and publication.publish_from is not None and publication.publish_from <= now:
            publish.append(Waiting(case, publication, publication.publish_from))
        elif case.state == PUBLISHED and publication.publish_to is not None and publication.publish_to <= now:
            expire.append(Waiting(case, publication, publication.publish_to))
        elif case.state == UNAPPROVED and (until := approve_until(publication, book)) is not None:
            approve.append(Waiting(case, publication, publication.published_at or until, late=now > until))
    return DueNow(_longest(publish), _longest(expire), _longest(approve), _hanging(reading, actor, now))


def step_due(project: Project, actor: Actor, book: OfficeBook, now: datetime) -> Stepped:
    """What was scheduled and approved and has come is published, what is over expires; all in one act. What a guard
    stands against stays, with the code of why."""
    ask_leave(actor, "cases.work")
    done: dict[str, list[str]] = {"publish": [], "expire": []}
    kept: list[tuple[str, str]] = []
    with project.work(actor, "case.publicity_due") as work:
        due = due_now(work, actor, book, now)
        for event, waiting in (("expire", due.expire), ("publish", due.publish)):
            for one in waiting:
                try:
                    step_publication_in(work, actor, book, one.case.uid, event, StepTold(), now)
                except Refused as refused:
                    kept.append((one.case.number, refused.code))
                else:
                    done[event].append(one.case.number)
        if any(done.values()):
            work.commit()
    return Stepped(tuple(done["publish"]), tuple(done["expire"]), tuple(kept))


def _going(reading: Reading, actor: Actor) -> Iterable[tuple[Case, Publication]]:
    query = CaseQuery(
        desk=PUBLICITY.name, states=(SCHEDULED, PUBLISHED, UNAPPROVED), viewer=actor.name, order="received", limit=MOST
    )
    uids = [line.uid for line in reading.case_page(query).lines]
    held = {one.case_uid: one for one in reading.having(Publication, "case_uid", uids)}
    return [(case, held[case.uid]) for case in reading.get(Case, uids) if case.uid in held]


def _hanging(reading: Reading, actor: Actor, now: datetime) -> list[tuple[Case, Posting]]:
    columns = reading.columns(Posting, ("channel", "last", "down_on"))
    rows = zip(columns.uids, columns["channel"], columns["last"], columns["down_on"], strict=True)
    uids = [
        uid for uid, channel, last, down in rows
        if channel in _TAKEN_DOWN and down is None and last is not None and last <= local_day(now)
    ]  # fmt: skip
    postings = reading.get(Posting, uids)
    cases = {one.uid: one for one in reading.get(Case, list(dict.fromkeys(one.case_uid for one in postings)))}
    found = [(cases[one.case_uid], one) for one in postings if one.case_uid in cases]
    seen = [(case, one) for case, one in found if may_see(case, actor)]
    return sorted(seen, key=lambda pair: (pair[1].last or pair[1].first, pair[1].place))


def _longest(waiting: Sequence[Waiting]) -> list[Waiting]:
    return sorted(waiting, key=lambda one: one.since)
