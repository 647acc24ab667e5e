"""One person, one owner: doubles are proposed, a person merges or declines, both are remembered."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from ltaxgis.domain.cases import CaseLink, CaseParty
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.owner_doubles import DoubleCluster, double_findings, merge, propose_doubles
from ltaxgis.domain.owners import Owner, Ownership, OwnerVerdict
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.names import Titles
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading

FINDING = "person.possible_double"


def doubles_in(reading: Reading, titles: Titles) -> list[Finding]:
    """A finding for each cluster of owners that may be one."""
    owners = comparable_owners(reading)
    return list(double_findings(propose_doubles(owners, titles, _declined(reading)), owners))


def clusters(reading: Reading, titles: Titles) -> list[DoubleCluster]:
    return propose_doubles(comparable_owners(reading), titles, _declined(reading))


@dataclass(frozen=True, slots=True)
class DoubleGroup:
    """A cluster with its owners, the one to keep first, and how many things each of them holds."""

    cluster: DoubleCluster
    owners: tuple[Owner, ...]
    held: tuple[int, ...]


def double_groups(reading: Reading, titles: Titles) -> list[DoubleGroup]:
    """The clusters as a person looks at them, the surest first."""
    owners = {owner.uid: owner for owner in comparable_owners(reading)}
    found = propose_doubles(list(owners.values()), titles, _declined(reading))
    held = Counter(reading.columns(Ownership, ("owner_uid",))["owner_uid"])
    return [
        DoubleGroup(each, tuple(owners[uid] for uid in each.uids), tuple(held[uid] for uid in each.uids))
        for each in found
    ]


def doubles_of(reading: Reading, owners: Sequence[Owner], titles: Titles) -> list[DoubleGroup]:
    """The groups in which one of these owners stands, compared with whom they share a number, telephone, first or last
    name: what a person looks at beside a case, without reading the whole register."""
    told = {owner.uid for owner in owners}
    near = {owner.uid: owner for owner in owners}
    for name in ("number_key", "phone_key", "first_name", "last_name"):
        values = {str(value) for owner in owners if (value := getattr(owner, name))}
        near |= {one.uid: one for one in reading.having(Owner, name, values)} if values else {}
    found = [
        one for one in propose_doubles(list(near.values()), titles, _declined(reading)) if told.intersection(one.uids)
    ]
    uids = [uid for one in found for uid in one.uids]
    held = Counter(one.owner_uid for one in reading.having(Ownership, "owner_uid", uids))
    return [
        DoubleGroup(one, tuple(near[uid] for uid in one.uids), tuple(held[uid] for uid in one.uids)) for one in found
    ]


def group_findings(groups: Sequence[DoubleGroup]) -> list[Finding]:
    """The groups as findings, as they are now."""
    owners = [owner for group in groups for owner in group.owners]
    return list(double_findings([group.cluster for group in groups], owners))


def comparable_owners(reading: Reading) -> list[Owner]:
    """All owners but those who can be nobody's double: without a name, with a number of their own. A register that
    names owners by number only has many of them."""
    known_by = reading.columns(Owner, ("first_name", "last_name", "number_key"))
    shared = Counter(known_by["number_key"])
    named = zip(*known_by.data.values(), strict=True)
    told = [bool(first or last) or (number is not None and shared[number] > 1) for first, last, number in named]
    if not any(told):
        return []
    columns = reading.columns(Owner)
    names = list(columns.data)
    rows = compress(zip(columns.uids, *columns.data.values(), strict=True), told)
    return [Owner(uid=uid, **dict(zip(names, values, strict=True))) for uid, *values in rows]


def merged_owners(reading: Reading) -> dict[Uid, Uid]:
    """Who was merged into whom, to the end of each chain."""
    verdicts = reading.columns(OwnerVerdict)
    into = {one: other for one, other, same in _told(verdicts.data) if same}
    return {one: _end(one, into) for one in into}


def merge_owners(project: Project, actor: Actor, keep: Uid, others: Sequence[Uid]) -> Applied:
    """All that the others hold is held by `keep`, who stands in their cases too; one undo takes it back, and later
    imports know it."""
    ask_leave(actor, "register.edit")
    with project.work(actor, "owner.merge") as work:
        kept, *rest = work.get(Owner, [keep, *others])
        held = work.columns(Ownership, ("owner_uid",))
        theirs = {keep, *others}
        uids = [uid for uid, owner in zip(held.uids, held["owner_uid"], strict=True) if owner in theirs]
        changes = merge(kept, rest, work.get(Ownership, uids))
        verdicts = tuple(
            Change(None, OwnerVerdict(uid=new_uid(), one_uid=other.uid, other_uid=keep, same=True)) for other in rest
        )
        work.apply(ChangeSet(changes.action, (*changes.changes, *verdicts, *_in_cases(work, keep, others))))
        return work.commit()


def _in_cases(reading: Reading, keep: Uid, others: Sequence[Uid]) -> Iterator[Change]:
    """The kept one stands where the others stood, once in each role of a case."""
    there = {(one.case_uid, one.role) for one in reading.having(CaseParty, "owner_uid", [keep])}
    for party in reading.having(CaseParty, "owner_uid", others):
        known = (party.case_uid, party.role) in there
        there.add((party.case_uid, party.role))
        yield Change(party, None if known else replace(party, owner_uid=keep))
    for link in reading.having(CaseLink, "target_uid", others):
        yield Change(link, replace(link, target_uid=keep))


def decline_double(project: Project, actor: Actor, uids: Sequence[Uid]) -> Applied:
    """These owners are different people, whatever they look like."""
    ask_leave(actor, "register.edit")
    pairs = [(one, other) for number, one in enumerate(uids) for other in uids[number + 1 :]]
    with project.work(actor, "owner.decline") as work:
        changes = (
            Change(None, OwnerVerdict(uid=new_uid(), one_uid=one, other_uid=other, same=False)) for one, other in pairs
        )
        work.apply(ChangeSet("owner.decline", tuple(changes)))
        return work.commit()


def _declined(reading: Reading) -> set[frozenset[Uid]]:
    verdicts = reading.columns(OwnerVerdict)
    return {frozenset((one, other)) for one, other, same in _told(verdicts.data) if not same}


def _told(data: dict[str, list[object]]) -> list[tuple[Uid, Uid, bool]]:
    rows = zip(data["one_uid"], data["other_uid"], data["same"], strict=True)
    return [(Uid(str(one)), Uid(str(other)), bool(same)) for one, other, same in rows]


def _end(uid: Uid, into: dict[Uid, Uid]) -> Uid:
    seen = {uid}
    while (following := into.get(uid)) is not None and following not in seen:
        seen.add(following)
        uid = following
    return uid
