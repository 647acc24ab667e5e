"""Petitions about one thing become one, and can be parted again; each keeps its petitioner and its number."""

from collections.abc import Sequence
from datetime import datetime

from ltaxgis.domain.cases import Case, CaseLink, CaseParty, StepTold
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.petition_book import petition_book
from ltaxgis.domain.petition_states import MERGED, PETITION_STATES
from ltaxgis.domain.petitions import MERGED_INTO, may_see_petitioner
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.petitions import merged_into, step_petition_in, the_petition


def merge_petitions(
    project: Project, actor: Actor, book: OfficeBook, uids: Sequence[Uid], into: Uid, now: datetime, reason: str = ""
) -> Applied:
    """Each of `uids` belongs to the petition `into` and is answered and closed with it; what was merged into one of
    them before goes along, and parts with it again. Refused: `petition.not_with_itself`, `petition.not_with_merged`,
    `petition.not_with_closed`, `petition.restricted_apart`, and as `StateTable.step`."""
    told = StepTold(reason=mask_numbers_in(reason))
    with project.work(actor, "case.merge", told.reason) as work:
        target, _ = the_petition(work, actor, into)
        for uid in dict.fromkeys(uids):
            _ask_alike(work, actor, book, uid, target)
            step_petition_in(work, actor, book, uid, "merge", told, now, into=into)
            link = CaseLink(uid=new_uid(), case_uid=uid, kind="case", target_uid=into, how=MERGED_INTO)
            work.apply(ChangeSet("case.merge", (Change(None, link),)))
        return work.commit()


def split_petition(project: Project, actor: Actor, book: OfficeBook, uid: Uid, now: datetime) -> Applied:
    """The petition goes its own way again, from where it was accepted; what was merged into it before waits for its
    answer, as then."""
    with project.work(actor, "case.split") as work:
        step_petition_in(work, actor, book, uid, "split", StepTold(), now)
        links = [one for one in work.having(CaseLink, "case_uid", [uid]) if one.how == MERGED_INTO]
        work.apply(ChangeSet("case.split", tuple(Change(one, None) for one in links)))
        return work.commit()


def petitioners(reading: Reading, actor: Actor, uid: Uid) -> list[tuple[Case, Owner | None]]:
    """Everybody who waits for the answer to a petition: its own petitioners and those of what was merged into it. None
    stands for who is nameless or not to be seen by this person."""
    waiting: list[tuple[Case, Owner | None]] = []
    for each in dict.fromkeys([uid, *(one.case_uid for one in merged_into(reading, uid))]):
        case, petition = the_petition(reading, actor, each)
        parties = reading.having(CaseParty, "case_uid", [each])
        people: Sequence[Owner | None] = reading.get(Owner, [one.owner_uid for one in parties])
        seen = may_see_petitioner(case, petition, actor)
        waiting += [(case, one if seen else None) for one in people or (None,)]
    return waiting


def _ask_alike(work: Work, actor: Actor, book: OfficeBook, uid: Uid, target: Case) -> None:
    known = petition_book(book)
    case, _ = the_petition(work, actor, uid)
    if case.uid == target.uid:
        raise Refused("petition.not_with_itself")
    if known.restricted(case.kind) or known.restricted(target.kind):
        raise Refused("petition.restricted_apart")
    if target.state == MERGED:
        raise Refused("petition.not_with_merged", number=target.number)
    if target.state in PETITION_STATES.final:
        raise Refused("petition.not_with_closed", number=target.number)
