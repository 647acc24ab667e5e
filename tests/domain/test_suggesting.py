"""Suggestions for single rows: what they say and what they never do. The corpus is in `tests/matching`."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.candidates import Traits
from ltaxgis.domain.suggesting import REASONS, Suggestion, suggest
from ltaxgis.words import Words

TOWN = [f"{zone:02}{block}{lot:03}" for zone in (1, 2, 3) for block in "ABC" for lot in range(1, 41)]


def of(codes: list[str], area: int = 10_000, **columns: list[str]) -> Traits:
    return Traits(codes, np.full(len(codes), area, np.int64), **columns)


def in_town(code: str, free: list[str], area: int = 10_000, parcel_area: int = 10_000) -> list[Suggestion]:
    """Suggestions for one row in a town whose parcels all have rows but the free ones."""
    codes = TOWN + [code for code in free if code not in TOWN]
    areas = np.array([parcel_area if code in free else 3_000 + 40 * n for n, code in enumerate(codes)], np.int64)
    taken = np.array([code not in free for code in codes])
    return suggest(of([code], area), Traits(codes, areas), taken)


@pytest.mark.parametrize(
    ("row", "parcel", "reason"),
    [
        ("O1A012", "01A012", "letter_for_digit"),
        ("1A12", "01A012", "lost_zero"),
        ("01A021", "01A012", "transposed"),
        ("01A099", "01A009", "one_character"),
        ("01Z009", "01A009", "block_letter"),
        ("01A009", "01A009/002", "sub_lot_missing"),
        ("01A009/001", "01A009", "sub_lot_added"),
        ("01A077", "01A009", "near_lot_same_area"),
    ],
)
def test_a_row_finds_its_parcel_and_says_why(row: str, parcel: str, reason: str) -> None:
    first = in_town(row, [parcel])[0]

    assert first.facts["parcel_code"] == parcel
    assert first.reason == f"suggest.{reason}"
    assert not first.taken


def test_the_same_size_makes_a_slip_more_believable() -> None:
    fitting, differing = in_town("01A099", ["01A009"]), in_town("01A099", ["01A009"], parcel_area=25_000)

    assert fitting[0].score > differing[0].score


def test_two_equally_good_parcels_share_the_belief_and_neither_is_strong() -> None:
    alone, shared = in_town("O1A0l2", ["01A012"]), in_town("01A099", ["01A090", "01A009"])

    assert alone[0].score > shared[0].score == shared[1].score
    assert not shared[0].strong


def test_a_parcel_with_a_row_comes_behind_a_free_one_and_is_never_strong() -> None:
    suggestions = suggest(
        of(["1A12"]), Traits(["01A012", "01A013"], np.array([10_000, 10_000])), np.array([True, False])
    )

    assert all(not suggestion.strong for suggestion in suggestions if suggestion.taken)
    free_twin = suggest(of(["01A01"]), Traits(["01A011", "01A012"], np.array([9_000, 9_000])), np.array([True, False]))
    assert [suggestion.taken for suggestion in free_twin] == [False, True]


def test_an_owner_and_an_area_find_a_parcel_without_any_code() -> None:
    parcels = of([""] * 50, owners=[f"คนที่{n} ตัวอย่าง" for n in range(50)])

    first = suggest(of([""], owners=["คนที่7 ตัวอย่าง"]), parcels, np.zeros(50, bool))[0]

    assert first.parcel == 7
    assert first.reason == "suggest.same_owner_and_area"


def test_a_row_like_nothing_in_town_gets_no_strong_suggestion() -> None:
    assert not [s for s in in_town("77Q777", ["01A012"], area=990_000) if s.strong]


def test_nothing_is_suggested_from_nothing() -> None:
    nothing = of([])

    assert suggest(nothing, of(["01A001"]), np.zeros(1, bool)) == []
    assert suggest(of(["01A001"]), nothing, np.zeros(0, bool)) == []
    assert suggest(of([""], area=-1), of([""], area=-1), np.zeros(1, bool)) == []


codes = st.lists(st.sampled_from(["", "01A001", "01A010", "O1A001", "1A1", "01B001", "01A001/001", "ก๑"]), max_size=6)


@given(codes, codes, st.integers(1, 4), st.data())
def test_scores_are_shares_of_belief_in_falling_order(
    row_codes: list[str], parcel_codes: list[str], limit: int, data: st.DataObject
) -> None:
    area = st.integers(-1, 3).map(lambda size: size * 1000 if size > 0 else -1)
    rows = Traits(row_codes, np.array([data.draw(area) for _ in row_codes], np.int64))
    parcels = Traits(parcel_codes, np.array([data.draw(area) for _ in parcel_codes], np.int64))
    taken = np.array([data.draw(st.booleans()) for _ in parcel_codes], bool)

    suggestions = suggest(rows, parcels, taken, limit)

    for row in range(len(rows)):
        scores = [suggestion.score for suggestion in suggestions if suggestion.row == row]
        assert len(scores) <= limit
        assert scores == sorted(scores, reverse=True)
        assert sum(scores) <= 1.002
    assert all(suggestion.taken == taken[suggestion.parcel] for suggestion in suggestions)


def test_every_reason_has_its_words(words: Words) -> None:
    assert [reason for reason in REASONS if not words.knows(f"suggest.{reason}")] == []
