"""Cases that belong to each other: linked by a person, found to be linked, shown from both."""

from collections.abc import Sequence

from ltaxgis.domain.cases import HOWS, Case, CaseLink, may_see
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.petitions import MERGED_INTO
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.cases import CaseLine, CaseQuery
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.case_steps import the_case

CASE = "case"
LINK, UNLINK = "case.link", "case.unlink"


def linked_cases(reading: Reading, actor: Actor, uid: Uid) -> list[tuple[CaseLink, Case]]:
    """The cases that a case is linked with, either way, and all that were merged into those that were merged into it.
    Those that this person may not see are left out."""
    there = reading.having(CaseLink, "case_uid", [uid])
    pairs = [(one, one.target_uid) for one in there if one.kind == CASE]
    pairs += [(one, one.case_uid) for one in _linked_to(reading, [uid])]
    pairs += [(one, one.case_uid) for one in _merged_further(reading, pairs, uid)]
    found = reading.get(Case, dict.fromkeys(other for _, other in pairs))
    cases = {one.uid: one for one in found if may_see(one, actor)}
    return [(link, cases[other]) for link, other in pairs if other in cases]


def linkable(reading: Reading, actor: Actor, uid: Uid, text: str, limit: int = 8) -> Sequence[CaseLine]:
    """Cases of all desks that a person may mean, by number or words, without those that are linked already."""
    if not text.strip():
        return ()
    known = {uid, *(case.uid for _, case in linked_cases(reading, actor, uid))}
    asked = CaseQuery(text=text.strip(), viewer=actor.name, order="-received", limit=limit + len(known))
    return [line for line in reading.case_page(asked).lines if line.uid not in known][:limit]


def link_cases(project: Project, actor: Actor, uid: Uid, other: Uid, how: str) -> Applied:
    """The case stands to another as `how` of HOWS says. Refused: `case.link_how`, `case.link_itself`,
    `case.link_twice`, and as `the_case` for either."""
    ask_leave(actor, "cases.work")
    if how not in HOWS:
        raise Refused("case.link_how", how=how)
    if uid == other:
        raise Refused("case.link_itself")
    with project.work(actor, LINK) as work:
        case, target = the_case(work, actor, uid), the_case(work, actor, other)
        if any(target.uid in (one.target_uid, one.case_uid) for one in _of(work, case.uid)):
            raise Refused("case.link_twice", number=target.number)
        link = CaseLink(uid=new_uid(), case_uid=case.uid, kind=CASE, target_uid=target.uid, how=how)
        work.apply(ChangeSet(LINK, (Change(None, link),)))
        return work.commit()


def unlink_cases(project: Project, actor: Actor, link_uid: Uid) -> Applied:
    """A link that a person made is gone. Refused: `case.link_gone`, `case.link_merged` where cases were merged, which
    a step of their desk takes back; as `the_case` for either case."""
    ask_leave(actor, "cases.work")
    with project.work(actor, UNLINK) as work:
        link = next((one for one in work.get(CaseLink, [link_uid]) if one.kind == CASE), None)
        if link is None:
            raise Refused("case.link_gone")
        if link.how == MERGED_INTO:
            raise Refused("case.link_merged")
        for uid in (link.case_uid, link.target_uid):
            the_case(work, actor, uid)
        work.apply(ChangeSet(UNLINK, (Change(link, None),)))
        return work.commit()


def _of(reading: Reading, uid: Uid) -> list[CaseLink]:
    mine = [one for one in reading.having(CaseLink, "case_uid", [uid]) if one.kind == CASE]
    return [*mine, *_linked_to(reading, [uid])]


def _linked_to(reading: Reading, uids: Sequence[Uid]) -> list[CaseLink]:
    return [one for one in reading.having(CaseLink, "target_uid", uids) if one.kind == CASE]


def _merged_further(reading: Reading, pairs: Sequence[tuple[CaseLink, Uid]], uid: Uid) -> list[CaseLink]:
    """Links of a chain of merges beyond the first, nearest first."""
    known, further = {uid}, []
    at = [other for link, other in pairs if link.how == MERGED_INTO and link.case_uid == other]
    while at := [one for one in at if one not in known]:
        known.update(at)
        links = [one for one in _linked_to(reading, at) if one.how == MERGED_INTO]
        further += [one for one in links if one.case_uid not in known]
        at = [one.case_uid for one in links]
    return further
