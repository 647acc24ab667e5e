"""Doubles among owners: proposed with a reason, never against a person's word, merged and taken apart again."""

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.changes import ChangeSet
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owner_doubles import DoubleCluster, double_findings, merge, merged_into, propose_doubles
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.people import REASONS
from ltaxgis.domain.records import Record
from ltaxgis.domain.thai.names import Titles
from ltaxgis.ports.resources import find_resources
from ltaxgis.words import load_words

LIST = find_resources().code_lists / "prefixes.toml"
TITLES = Titles.read(tomllib.loads(LIST.read_text(encoding="utf-8")))


def owner(name: str, uid: str = "", home: str = "", number: int | None = None) -> Owner:
    """`owner("นายสมชาย ใจดี", home="12 ม.3")`: the name taken apart, the home as house number and moo."""
    taken = TITLES.split(name)
    house, _, moo = home.partition(" ม.")
    key = Uid(uid or f"{name}|{home}|{number}")
    return Owner(
        uid=key,
        prefix=taken.prefix,
        first_name=taken.first,
        last_name=taken.last,
        house_no=house,
        moo=moo,
        number_key=number,
    )


def proposed(*owners: Owner, declined: frozenset[frozenset[Uid]] = frozenset()) -> list[DoubleCluster]:
    return propose_doubles(owners, TITLES, declined)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (owner("นายสมชาย ใจดี", "1", number=7), owner("นายสมชาย ใจดี", "2", number=7), "same_number"),
        (owner("นายสมชาย ใจดี", "1", number=7), owner("ร.ต.สมชาย ใจดี", "2", number=7), "prefix_differs"),
        (owner("นายสมชาย ใจดี", "1", number=7), owner("นายสมชัย ใจดี", "2", number=7), "spelling"),
        (owner("น.ส.มาลี ใจดี", "1", number=7), owner("นางมาลี มีสุข", "2", number=7), "surname_changed"),
        (owner("นายสมชาย ใจดี", "1", number=7), owner("นางดวงใจ มีสุข", "2", number=7), "same_number_other_name"),
        (owner("นายสมชาย ใจดี", "1", "9 ม.1"), owner("นายสมชาย ใจดี", "2", "9 ม.1"), "same_name_and_address"),
        (owner("นายสมชาย ใจดี", "1", "9 ม.1"), owner("ร.ต.อ.สมชาย ใจดี", "2", "9 ม.1"), "prefix_differs"),
        (owner("นายสมชาย ใจดี", "1", "9 ม.1"), owner("นายสมชาย ใจดี", "2"), "same_name"),
        (owner("นางรัตนา แก้วศรี", "1", "9 ม.1"), owner("นางลัตนา แก้วสี", "2", "9 ม.1"), "spelling"),
        (owner("นางน้ำฝน ใจดี", "1", "9 ม.1"), owner("นางนำฝน ใจดี", "2", "9 ม.1"), "spelling"),
        (owner("น.ส.มาลี ใจดี", "1", "9 ม.1"), owner("นางมาลี มีสุข", "2", "9 ม.1"), "surname_changed"),
        (owner("บริษัท เอบีซี จำกัด", "1", "9 ม.1"), owner("บจก.เอบีซี", "2", "9 ม.1"), "company_form"),
        (owner("บริษัท เอบีซี จำกัด", "1"), owner("บริษัท เอบีซี", "2"), "company_form"),
        (owner("บริษัท รุ่งเรืองกิจ", "1"), owner("บริษัท รุงเรืองกิจ", "2"), "spelling"),
        (owner("นายสมชาย ใจดี", "1", "9 ม.1", 7), owner("นายสมชาย ใจดี", "2", "9 ม.1", 8), "other_number"),
        (owner("นางมาลี ศรีวิไล", "1", "9 ม.1", 7), owner("นางสาวมาลี ศรีวิไ", "2", "9 ม.1", 8), "other_number"),
        (owner("บจก.เอบีซี", "1", "9 ม.1", 7), owner("บริษัทเอบีซี จำกัด", "2", "9 ม.1", 8), "other_number"),
    ],
)
def test_a_double_is_proposed_with_its_reason(one: Owner, other: Owner, reason: str) -> None:
    (cluster,) = proposed(one, other)

    assert set(cluster.uids) == {"1", "2"}
    assert cluster.reason == reason
    assert 0.5 <= cluster.score <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (owner("นายสมชาย ใจดี", "1"), owner("นายสมชาย มีสุข", "2")),
        (owner("นายสมชาย ใจดี", "1", number=7), owner("นายสมชาย ใจดี", "2", number=8)),
        (owner("นายสมชาย ใจดี", "1", "9 ม.1"), owner("นายสมศักดิ์ ใจดี", "2", "9 ม.1")),
        (owner("นายสมชาย ใจดี", "1", "9 ม.1", 7), owner("นายสมชัย ใจดี", "2", "9 ม.1", 8)),
        (owner("นายมานะ ใจดี", "1", "9 ม.1"), owner("นางมานา ใจดี", "2", "9 ม.1")),
        (owner("นางรัตนา แก้วศรี", "1", "9 ม.1"), owner("นางลัตนา แก้วสี", "2", "8 ม.5")),
        (owner("วัดป่า", "1", "9 ม.1"), owner("วัดป่า", "2", "7 ม.8")),
        (owner("บริษัท แสงทอง 1 จำกัด", "1"), owner("บริษัท แสงทอง 2 จำกัด", "2")),
        (owner("นายวัดป่า", "1"), owner("วัดป่า", "2")),
    ],
)
def test_two_people_are_not_taken_for_one(one: Owner, other: Owner) -> None:
    assert proposed(one, other) == []


def test_one_owner_under_three_spellings_is_one_cluster_and_one_finding() -> None:
    owners = [owner(f"{name} แก้วศรี", home="9 ม.1") for name in ("นางรัตนา", "นางลัตนา", "รัตนา")]

    clusters = proposed(*owners)
    (finding,) = double_findings(clusters, owners)

    assert len(clusters[0].uids) == 3
    assert finding.code == "person.possible_double"
    assert finding.understood.count(";") == 1


def test_what_was_declined_is_not_proposed_again_not_even_through_a_third() -> None:
    one, two, three = (owner("นายสมชาย ใจดี", uid, "9 ม.1") for uid in "123")
    declined = frozenset([frozenset([one.uid, two.uid])])

    assert proposed(one, two, declined=declined) == []
    (cluster,) = proposed(one, two, three, declined=declined)
    assert len(cluster.uids) == 2
    assert three.uid in cluster.uids


def test_two_numbers_are_not_brought_together_by_a_third_owner_without_one() -> None:
    clusters = proposed(
        owner("นายสมชาย ใจดี", "1", number=7), owner("นายสมชาย ใจดี", "2", number=8), owner("นายสมชาย ใจดี", "3")
    )

    assert [len(cluster.uids) for cluster in clusters] == [2]


def test_a_number_that_very_many_share_proves_nothing() -> None:
    names = [
        f"นาย{first}{second} {second}{first}"
        for first in ("กานดา", "มานิต", "ปรีชา", "วิชัย")
        for second in ("ทอง", "แสง", "เพชร", "แก้ว")
    ]

    assert proposed(*(owner(name, number=1) for name in names)) == []


def test_the_owner_of_whom_most_is_known_is_kept() -> None:
    (cluster,) = proposed(owner("นายสมชาย ใจดี", "1"), owner("นายสมชาย ใจดี", "2", "9 ม.1"))
    (with_number,) = proposed(owner("นายสมชาย ใจดี", "1", "9 ม.1"), owner("นายสมชาย ใจดี", "2", number=7))

    assert cluster.uids[0] == "2"
    assert with_number.uids[0] == "2"


def holds(owner_uid: str, subject: str, uid: str, share: int | None = None, share_of: int | None = None) -> Ownership:
    return Ownership(uid=Uid(uid), subject_uid=Uid(subject), owner_uid=Uid(owner_uid), share=share, share_of=share_of)


def applied(change_set: ChangeSet, records: dict[Uid, Record]) -> dict[Uid, Record]:
    after = dict(records)
    for change in change_set.changes:
        assert after.get(change.uid) == change.before
        if change.after is None:
            del after[change.uid]
        else:
            after[change.uid] = change.after
    return after


def test_a_merge_gives_all_holdings_to_the_kept_owner() -> None:
    keep, other = owner("นายสมชาย ใจดี", "1"), owner("นายสมชาย ใจดี", "2", "9 ม.1", number=7)
    holdings = [holds("1", "A", "x"), holds("2", "B", "y"), holds("3", "C", "z")]

    after = applied(merge(keep, [other], holdings), {r.uid: r for r in (keep, other, *holdings)})

    assert {o.subject_uid: o.owner_uid for o in after.values() if isinstance(o, Ownership)} == {
        "A": "1",
        "B": "1",
        "C": "3",
    }
    kept = after[Uid("1")]
    assert isinstance(kept, Owner)
    assert (kept.house_no, kept.moo, kept.number_key) == ("9", "1", 7)
    assert Uid("2") not in after


def test_no_address_is_made_up_of_two() -> None:
    keep, other = replace(owner("นายก ข", "1"), moo="5"), owner("นายก ข", "2", "9 ม.1")

    change = merge(keep, [other], []).changes[0]

    assert change.after == keep


def test_two_shares_of_one_land_become_their_sum() -> None:
    keep, other = owner("นายสมชาย ใจดี", "1"), owner("นายสมชาย ใจดี", "2")
    holdings = [holds("2", "A", "y", 1, 4), holds("1", "A", "x", 1, 2)]

    after = applied(merge(keep, [other], holdings), {r.uid: r for r in (keep, other, *holdings)})

    (left,) = (o for o in after.values() if isinstance(o, Ownership))
    assert (left.uid, left.share, left.share_of) == ("x", 3, 4)


def test_a_merge_says_who_became_whom() -> None:
    change_set = merge(owner("นายก ข", "1"), [owner("นายก ข", "2"), owner("นายก ข", "3")], [])

    assert merged_into(change_set) == {"2": "1", "3": "1"}
    assert change_set.action == "owner.merge"


shares = st.one_of(st.just((None, None)), st.tuples(st.integers(1, 5), st.integers(1, 9)))
holdings = st.lists(st.tuples(st.sampled_from("1234"), st.sampled_from("ABC"), shares), max_size=8)


@given(holdings, st.lists(st.booleans(), min_size=3, max_size=3))
def test_the_inverse_of_a_merge_restores_everything(
    held: list[tuple[str, str, tuple[int | None, int | None]]], known: list[bool]
) -> None:
    keep, *others = (owner("นายก ข", str(n + 1), "9 ม.1" if known[n] else "") for n in range(3))
    ownerships = [holds(who, what, f"h{n}", *share) for n, (who, what, share) in enumerate(held)]
    before: dict[Uid, Record] = {r.uid: r for r in (keep, *others, *ownerships)}

    change_set = merge(keep, others, ownerships)
    after = applied(change_set, before)

    assert applied(change_set.inverse(), after) == before
    assert not [o for o in after.values() if isinstance(o, Ownership) and o.owner_uid in ("2", "3")]
    assert {o.subject_uid for o in after.values() if isinstance(o, Ownership)} == {o.subject_uid for o in ownerships}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["นายก้อง", "นายกอง", "ก้อง", "นางก้อง"]),
            st.sampled_from(["", "9 ม.1", "8 ม.2"]),
            st.sampled_from([None, 1, 2]),
        ),
        max_size=8,
    )
)
def test_no_owner_is_in_two_clusters_and_order_changes_nothing(seen: list[tuple[str, str, int | None]]) -> None:
    owners = [owner(f"{name} มีสุขใจ", f"o{n}", home, number) for n, (name, home, number) in enumerate(seen)]

    clusters = proposed(*owners)
    members = [uid for cluster in clusters for uid in cluster.uids]

    assert len(members) == len(set(members))
    assert proposed(*reversed(owners)) == clusters


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_reason_has_its_words(language: str) -> None:
    words = load_words(find_resources().words, language)

    assert [reason for reason in REASONS if not words.knows(f"double.{reason}")] == []
