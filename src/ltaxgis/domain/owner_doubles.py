"""Doubles among the owners: proposed in clusters with a reason, merged by a person, reversible."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, replace
from fractions import Fraction

import numpy as np

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.near_texts import deletion_hashes, meeting_within, text_hashes, unique_pairs
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.people import Likeness, Person, fullest, likeness, person_of
from ltaxgis.domain.thai.names import Titles

MERGE = "owner.merge"
PROPOSED = 0.5
_CROWD = 30
_DUMMY_NUMBER = 12  # a number that so many owners share was typed for want of a real one


@dataclass(frozen=True, slots=True)
class DoubleCluster:
    """Owners that may be one, the one to keep first. `links` say why, as few as hold them together,
    the surest first; `score` is the weakest."""

    uids: tuple[Uid, ...]
    links: tuple[Likeness, ...]

    @property
    def reason(self) -> str:
        return self.links[0].reason

    @property
    def score(self) -> float:
        return min(link.score for link in self.links)


def propose_doubles(
    owners: Sequence[Owner], titles: Titles, declined: AbstractSet[frozenset[Uid]] = frozenset()
) -> list[DoubleCluster]:
    """Clusters of possible doubles, the surest first. No cluster holds a pair that was declined before, nor two
    owners of different numbers unless name and address are the same."""
    people = [person_of(owner, titles) for owner in owners]
    links = [link for link in _likenesses(people) if link.score >= PROPOSED and link.pair not in declined]
    links.sort(key=lambda link: (-link.score, sorted(link.pair)))
    by_uid = {owner.uid: owner for owner in owners}
    clusters = [_cluster(members, used, by_uid) for members, used in _united(links, people, declined)]
    return sorted(clusters, key=lambda cluster: (-cluster.score, cluster.uids))


def double_findings(clusters: Iterable[DoubleCluster], owners: Iterable[Owner]) -> Iterator[Finding]:
    """One finding a cluster, at the owner to keep; the others' names stand beside it."""
    names = {owner.uid: owner.name for owner in owners}
    for cluster in clusters:
        kept, *others = (names[uid] for uid in cluster.uids)
        other = "; ".join(others)
        facts = (("other", other), ("reason", cluster.reason), ("score", cluster.score), ("owners", cluster.uids))
        yield Finding("person.possible_double", Place(subject=kept), value=kept, understood=other, facts=facts)


def _likenesses(people: Sequence[Person]) -> Iterator[Likeness]:
    """All pairs worth comparing: one number, one sound of the name or a slip away from it, one first name and home."""
    numbers = np.array([_number_hash(person.number) for person in people], np.uint64)
    sounds = [person.sound for person in people]
    at_home = [_first_at_home(person) for person in people]
    widest = max((len(homes) for homes in at_home), default=0)
    homes = np.stack(
        [text_hashes([h[place] if place < len(h) else "" for h in at_home]) for place in range(max(widest, 1))], axis=1
    )
    found = [
        meeting_within(numbers, _DUMMY_NUMBER),
        meeting_within(text_hashes(sounds), _CROWD),
        meeting_within(deletion_hashes(sounds), _CROWD),
        meeting_within(homes, _CROWD),
    ]
    one, other = np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])
    for left, right in zip(*(side.tolist() for side in unique_pairs(one, other, len(people))), strict=True):
        if link := likeness(people[left], people[right]):
            yield link


def _number_hash(number: int | None) -> int:
    return 0 if number is None else (number + 1) * 0x9E3779B97F4A7C15 % (1 << 64)


def _first_at_home(person: Person) -> list[str]:
    return [f"{person.first}|{home}" for home in sorted(person.homes)] if person.first else []


def _united(
    links: Sequence[Likeness], people: Sequence[Person], declined: AbstractSet[frozenset[Uid]]
) -> list[tuple[set[Uid], list[Likeness]]]:
    """Clusters grown from the surest link on; a link that would bring together what must not be is left out."""
    number = {person.uid: person.number for person in people}
    cluster_of: dict[Uid, tuple[set[Uid], list[Likeness]]] = {}
    for link in links:
        one = cluster_of.setdefault(link.one, ({link.one}, []))
        other = cluster_of.setdefault(link.other, ({link.other}, []))
        if one is other:
            continue
        together = one[0] | other[0]
        if link.reason != "other_number" and len({number[uid] for uid in together} - {None}) > 1:
            continue
        if declined and any(frozenset((a, b)) in declined for a in one[0] for b in other[0]):
            continue
        united = (together, [*one[1], *other[1], link])
        cluster_of.update(dict.fromkeys(together, united))
    distinct = {id(cluster): cluster for cluster in cluster_of.values()}
    return [cluster for cluster in distinct.values() if len(cluster[0]) > 1]


def _cluster(members: set[Uid], links: list[Likeness], owners: dict[Uid, Owner]) -> DoubleCluster:
    keep = fullest(owners[uid] for uid in members).uid
    surest = sorted(links, key=lambda link: (-link.score, sorted(link.pair)))
    return DoubleCluster((keep, *sorted(members - {keep})), tuple(surest))


def merge(keep: Owner, others: Sequence[Owner], ownerships: Iterable[Ownership]) -> ChangeSet:
    """All that the others hold is held by `keep`, who takes what was known of them only; the others end.

    `ownerships` are those of all of them. Where two of them hold the same thing one ownership remains, with the sum
    of their shares where both are known. The inverse restores everything.
    """
    merged = {owner.uid for owner in others}
    by_subject: defaultdict[Uid, list[Ownership]] = defaultdict(list)
    for ownership in ownerships:
        if ownership.owner_uid in merged or ownership.owner_uid == keep.uid:
            by_subject[ownership.subject_uid].append(ownership)
    changes = [Change(keep, _completed(keep, others))]
    for held in by_subject.values():
        changes += _one_ownership(keep.uid, held)
    changes += [Change(owner, None) for owner in others]
    return ChangeSet(MERGE, tuple(changes))


def merged_into(change_set: ChangeSet) -> dict[Uid, Uid]:
    """Who became whom by a merge: what a later import needs to find the kept owner under the old spelling."""
    owners = [change for change in change_set.changes if change.kind is Owner]
    kept = [change.uid for change in owners if change.before is not None and change.after is not None]
    return {change.uid: kept[0] for change in owners if change.after is None} if len(kept) == 1 else {}


def _one_ownership(keep: Uid, held: list[Ownership]) -> list[Change]:
    held = sorted(held, key=lambda ownership: (ownership.owner_uid != keep, ownership.place, ownership.uid))
    first, *rest = held
    after = replace(first, owner_uid=keep)
    if rest and (total := _summed_share(held)):
        after = replace(after, share=total.numerator, share_of=total.denominator)
    changes = [Change(first, after)] if after != first else []
    return changes + [Change(ownership, None) for ownership in rest]


def _summed_share(held: Sequence[Ownership]) -> Fraction | None:
    """None where one of the shares is unknown."""
    shares = [Fraction(o.share, o.share_of) for o in held if o.share is not None and o.share_of]
    return sum(shares, Fraction()) if len(shares) == len(held) else None


# fields that belong together are taken together, so that no address is made up of two
_TOGETHER = (
    ("number_key", "number_masked"),
    ("phone_key", "phone_masked"),
    ("house_no", "moo", "soi", "road", "tambon", "amphoe", "province", "postcode"),
    tuple(f"now_{part}" for part in ("house_no", "moo", "soi", "road", "tambon", "amphoe", "province", "postcode")),
)
_NOT_TAKEN = {"uid", "version", "valid_from", "valid_to", "first_name", "last_name", *(n for g in _TOGETHER for n in g)}


def _completed(keep: Owner, others: Sequence[Owner]) -> Owner:
    groups = [*_TOGETHER, *((field.name,) for field in fields(Owner) if field.name not in _NOT_TAKEN)]
    for other in others:
        for group in groups:
            if not any(getattr(keep, name) for name in group):
                keep = replace(keep, **{name: getattr(other, name) for name in group})
    return keep
