"""The join: its ledger adds up whatever comes, keys are exact, and a person's hand wins."""

import random
import time
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltaxgis.domain.findings import SEVERITIES
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.join_findings import join_findings
from ltaxgis.domain.joining import AMBIGUOUS, BY, NO_PARCEL, Join, ParcelKeys, RowKeys, join
from ltaxgis.ports.resources import find_resources
from ltaxgis.words import load_words


def rows(*codes: str, sheets: Sequence[str] = (), titles: Sequence[str] = ()) -> RowKeys:
    return RowKeys([Uid(f"r{i}") for i in range(len(codes))], list(codes), sheets, titles)


def parcels(*codes: str, sheets: Sequence[str] = (), titles: Sequence[str] = ()) -> ParcelKeys:
    return ParcelKeys([Uid(f"p{i}") for i in range(len(codes))], list(codes), sheets, titles)


def found(joined: Join) -> list[int]:
    return [int(parcel) for parcel in joined.parcel_of_row]


def by(joined: Join, row: int) -> str:
    return BY[joined.by_of_row[row]]


def codes_of(joined: Join, the_rows: RowKeys, the_parcels: ParcelKeys) -> list[str]:
    return [finding.code for finding in join_findings(joined, the_rows, the_parcels)]


def test_a_row_stands_on_the_parcel_with_its_code() -> None:
    joined = join(rows("01A002", "01A001", "01A009"), parcels("01A001", "01A002", "01A003"))

    assert found(joined) == [1, 0, NO_PARCEL]
    assert joined.counts == {
        "joined": 2,
        "register_only": 1,
        "ambiguous": 0,
        "by": {"code": 2, "sheet": 0, "title": 0, "text": 0, "hand": 0},
        "with_row": 2,
        "map_only": 1,
        "ambiguous_parcels": 0,
    }


def test_many_rows_may_stand_on_one_parcel_without_a_finding() -> None:
    the_rows, the_parcels = rows("01A001", "01A001", "01A001"), parcels("01A001")
    joined = join(the_rows, the_parcels)

    assert found(joined) == [0, 0, 0]
    assert codes_of(joined, the_rows, the_parcels) == []


def test_a_code_on_two_parcels_makes_row_and_parcels_ambiguous_and_is_told_once() -> None:
    the_rows, the_parcels = rows("01A001", "01A001"), parcels("01A001", "01A001", "01A001")
    joined = join(the_rows, the_parcels)

    assert found(joined) == [AMBIGUOUS, AMBIGUOUS]
    assert joined.counts["ambiguous_parcels"] == 3
    assert codes_of(joined, the_rows, the_parcels) == ["join.code_on_two_parcels"]


def test_a_code_on_two_parcels_is_told_also_where_no_row_has_it() -> None:
    the_rows, the_parcels = rows(), parcels("01A001", "01A001")
    joined = join(the_rows, the_parcels)

    (finding,) = join_findings(joined, the_rows, the_parcels)
    assert joined.counts["ambiguous_parcels"] == 2
    assert dict(finding.facts)["parcels"] == ("p0", "p1")


def test_a_parcel_without_code_is_map_only_and_has_its_own_finding() -> None:
    the_rows, the_parcels = rows("", "01A001"), parcels("", "01A001", "")
    joined = join(the_rows, the_parcels)

    assert joined.counts["map_only"] == 2
    assert codes_of(joined, the_rows, the_parcels) == [
        "join.row_without_parcel",
        "join.parcel_without_code",
        "join.parcel_without_code",
    ]


def test_a_parcel_without_the_chosen_key_is_told_so_though_it_has_another() -> None:
    the_rows, the_parcels = rows("01A001", titles=["t"]), parcels("", titles=["u"])
    joined = join(the_rows, the_parcels)

    assert codes_of(joined, the_rows, the_parcels) == ["join.row_without_parcel", "join.parcel_without_code"]


def test_a_row_that_its_code_does_not_place_is_joined_by_its_title() -> None:
    joined = join(rows("", titles=["1|123|ฝาง"]), parcels("01A001", titles=["1|123|ฝาง"]))

    assert found(joined) == [0]
    assert by(joined, 0) == "title"


def test_a_parcel_kept_out_joins_nothing_is_counted_and_not_told_again() -> None:
    the_rows = rows("01A001", "01A002")
    the_parcels = ParcelKeys([Uid("p0"), Uid("p1"), Uid("p2")], ["01A001", "01A002", "01A002"], out=[True, True, False])
    joined = join(the_rows, the_parcels)

    assert found(joined) == [NO_PARCEL, 2]
    assert (joined.counts["map_only"], joined.counts["ambiguous_parcels"]) == (2, 0)
    assert codes_of(joined, the_rows, the_parcels) == ["join.row_without_parcel"]


def test_free_text_joins_only_where_it_is_the_chosen_key() -> None:
    the_rows = RowKeys([Uid("r")], [""], texts=["-"])
    the_parcels = ParcelKeys([Uid("p")], [""], texts=["-"])

    assert found(join(the_rows, the_parcels)) == [NO_PARCEL]
    assert found(join(the_rows, the_parcels, key="text")) == [0]


def test_keys_that_point_to_different_parcels_make_the_row_ambiguous() -> None:
    the_rows = rows("01A001", titles=["1|2|ฝาง"])
    the_parcels = parcels("01A001", "01A002", titles=["1|1|ฝาง", "1|2|ฝาง"])
    joined = join(the_rows, the_parcels)

    assert found(joined) == [AMBIGUOUS]
    assert joined.counts["map_only"] == 2
    contradiction = next(f for f in join_findings(joined, the_rows, the_parcels) if f.code == "join.keys_contradict")
    assert (contradiction.value, contradiction.understood) == ("01A001", "1|2|ฝาง")
    assert dict(contradiction.facts)["parcels"] == ("p0", "p1")


def test_a_title_shared_by_two_parcels_agrees_with_the_one_the_code_names() -> None:
    joined = join(rows("01A001", titles=["t"]), parcels("01A001", "01A002", titles=["t", "t"]))

    assert found(joined) == [0]
    assert joined.counts["ambiguous_parcels"] == 0


def test_a_title_shared_by_two_other_parcels_contradicts_the_code() -> None:
    joined = join(rows("01A001", titles=["t"]), parcels("01A001", "01A002", "01A003", titles=["", "t", "t"]))

    assert found(joined) == [AMBIGUOUS]
    assert joined.contradicting.tolist() == [True]


def test_a_joined_row_whose_title_is_nowhere_on_the_map_is_told() -> None:
    the_rows, the_parcels = rows("01A001", titles=["1|9|ฝาง"]), parcels("01A001", titles=["1|1|ฝาง"])
    joined = join(the_rows, the_parcels)

    assert found(joined) == [0]
    assert codes_of(joined, the_rows, the_parcels) == ["join.title_differs"]


def test_where_the_sheet_joins_the_parcel_takes_the_register_code() -> None:
    joined = join(rows("01A007", sheets=["s"]), parcels("", sheets=["s"]), key="sheet")

    assert [(code.parcel, code.before, code.after) for code in joined.taken_codes] == [(0, "", "01A007")]


def test_no_code_is_taken_where_rows_disagree_or_two_parcels_would_share_it() -> None:
    disagreeing = join(rows("01A007", "01A008", sheets=["s", "s"]), parcels("", sheets=["s"]), key="sheet")
    sharing = join(rows("01A007", "01A007", sheets=["s", "t"]), parcels("", "", sheets=["s", "t"]), key="sheet")

    assert disagreeing.taken_codes == ()
    assert sharing.taken_codes == ()


def test_a_link_made_by_hand_wins_over_the_code() -> None:
    joined = join(rows("01A001"), parcels("01A001", "01A002"), hand={Uid("r0"): Uid("p1")})

    assert found(joined) == [1]
    assert by(joined, 0) == "hand"


def test_a_hand_settles_which_of_two_parcels_with_one_code_is_meant() -> None:
    joined = join(rows("01A001"), parcels("01A001", "01A001"), hand={Uid("r0"): Uid("p1")})

    assert found(joined) == [1]
    assert (joined.counts["with_row"], joined.counts["ambiguous_parcels"]) == (1, 1)


def test_a_hand_link_whose_parcel_is_gone_is_reported_and_the_key_joins() -> None:
    joined = join(rows("01A001"), parcels("01A001"), hand={Uid("r0"): Uid("gone")})

    assert found(joined) == [0]
    assert joined.lost_links == (("r0", "gone"),)


keys = st.sampled_from(["", "a", "b", "c", "d", "e"])


@st.composite
def towns(draw: st.DrawFn) -> tuple[RowKeys, ParcelKeys, str, dict[Uid, Uid]]:
    row_keys = draw(st.lists(st.tuples(keys, keys, keys), max_size=12))
    parcel_keys = draw(st.lists(st.tuples(keys, keys, keys), max_size=12))
    row_columns = [list(column) for column in zip(*row_keys, strict=True)] or [[], [], []]
    parcel_columns = [list(column) for column in zip(*parcel_keys, strict=True)] or [[], [], []]
    the_rows = RowKeys([Uid(f"r{i}") for i in range(len(row_keys))], *row_columns)
    the_parcels = ParcelKeys([Uid(f"p{i}") for i in range(len(parcel_keys))], *parcel_columns)
    key = draw(st.sampled_from(["code", "sheet", "title"]))
    hand = draw(st.dictionaries(st.integers(0, 13), st.integers(0, 13), max_size=3))
    return the_rows, the_parcels, key, {Uid(f"r{row}"): Uid(f"p{parcel}") for row, parcel in hand.items()}


@given(towns())
def test_the_ledger_always_adds_up(town: tuple[RowKeys, ParcelKeys, str, dict[Uid, Uid]]) -> None:
    the_rows, the_parcels, key, hand = town
    counts = join(the_rows, the_parcels, key, hand).counts

    assert counts["joined"] + counts["register_only"] + counts["ambiguous"] == len(the_rows)  # type: ignore[operator]
    assert counts["with_row"] + counts["map_only"] + counts["ambiguous_parcels"] == len(the_parcels)  # type: ignore[operator]
    assert sum(counts["by"].values()) == counts["joined"]  # type: ignore[union-attr]


@given(towns(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_parcels_changes_nothing(
    town: tuple[RowKeys, ParcelKeys, str, dict[Uid, Uid]], chance: random.Random
) -> None:
    the_rows, the_parcels, key, hand = town
    mixed_rows, mixed_parcels = mixed(the_rows, RowKeys, chance), mixed(the_parcels, ParcelKeys, chance)

    plain = by_uid(join(the_rows, the_parcels, key, hand), the_rows, the_parcels)
    assert by_uid(join(mixed_rows, mixed_parcels, key, hand), mixed_rows, mixed_parcels) == plain


KeysT = TypeVar("KeysT", RowKeys, ParcelKeys)


def mixed(columns: KeysT, kind: type[KeysT], chance: random.Random) -> KeysT:
    order = list(range(len(columns)))
    chance.shuffle(order)
    codes, sheets, titles = ([column[i] for i in order] for column in (columns.codes, columns.sheets, columns.titles))
    return kind([columns.uids[i] for i in order], codes, sheets, titles)


def by_uid(joined: Join, the_rows: RowKeys, the_parcels: ParcelKeys) -> tuple[dict[Uid, object], dict[Uid, int]]:
    uids = [*the_parcels.uids, AMBIGUOUS, NO_PARCEL]
    return (
        {uid: uids[parcel] for uid, parcel in zip(the_rows.uids, joined.parcel_of_row, strict=True)},
        dict(zip(the_parcels.uids, joined.status.tolist(), strict=True)),
    )


@given(towns())
def test_a_joined_row_shares_a_key_with_its_parcel_or_was_put_there_by_hand(
    town: tuple[RowKeys, ParcelKeys, str, dict[Uid, Uid]],
) -> None:
    the_rows, the_parcels, key, hand = town
    joined = join(the_rows, the_parcels, key, hand)

    for row in np.flatnonzero(joined.parcel_of_row >= 0).tolist():
        parcel = joined.parcel_of_row[row]
        name = by(joined, row)
        if name == "hand":
            assert hand[the_rows.uids[row]] == the_parcels.uids[parcel]
        else:
            assert the_rows.column(name)[row] == the_parcels.column(name)[parcel] != ""


@given(towns())
@settings(max_examples=50)
def test_each_parcel_without_a_row_and_each_row_without_a_parcel_is_told_exactly_once(
    town: tuple[RowKeys, ParcelKeys, str, dict[Uid, Uid]],
) -> None:
    the_rows, the_parcels, key, hand = town
    joined = join(the_rows, the_parcels, key, hand)
    told = codes_of(joined, the_rows, the_parcels)

    assert told.count("join.row_without_parcel") == joined.counts["register_only"]
    map_only = told.count("join.parcel_without_row") + told.count("join.parcel_without_code")
    assert map_only == joined.counts["map_only"]


def test_a_large_town_is_joined_while_nobody_waits() -> None:
    codes = [
        f"{zone:02}{block}{lot:03}" for zone in range(1, 6) for block in "ABCDEFGHIJKLMNOPQRST" for lot in range(999)
    ]
    titles = [f"1|{number}|ฝาง" for number in range(len(codes))]
    the_rows = RowKeys([Uid(f"r{i}") for i in range(len(codes))], codes[::-1], [], titles[::-1])
    the_parcels = ParcelKeys([Uid(f"p{i}") for i in range(len(codes))], codes, [], titles)

    began = time.process_time()
    joined = join(the_rows, the_parcels)

    assert joined.counts["joined"] == len(codes)
    assert time.process_time() - began < 5.0  # a guard against quadratic ways; benchmarks hold the real figure


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_finding_of_the_join_has_a_name_and_a_sentence(language: str) -> None:
    words = load_words(find_resources().words, language)
    codes = [code for code in SEVERITIES if code.startswith("join.")]

    assert [code for code in codes if not (words.knows(code) and words.knows(f"finding.{code}"))] == []
    assert [name for name in BY if not words.knows(f"join.by.{name}")] == []
