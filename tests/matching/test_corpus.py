"""The suggestions held to a corpus of rows whose right parcel is known, or known to be missing from the map."""

from collections import Counter, defaultdict

import numpy as np
import pytest
from tests.matching.corpus import ABSENT, LAYERS, PARCELS, ROWS, SEED, Land, make, read, traits

from ltaxgis.domain.suggesting import Suggestion, suggest

Judged = list[tuple[Land, list[Suggestion], list[int]]]


@pytest.fixture(scope="module")
def judged() -> Judged:
    """Each row with its suggestions and the numbers of the parcels suggested."""
    all_parcels, all_rows = read(PARCELS), read(ROWS)
    result: Judged = []
    for town in LAYERS:
        parcels = [land for land in all_parcels if land.town == town]
        rows = [land for land in all_rows if land.town == town]
        taken = np.array([land.taken == "1" for land in parcels])
        by_row: defaultdict[int, list[Suggestion]] = defaultdict(list)
        for suggestion in suggest(traits(rows), traits(parcels), taken):
            by_row[suggestion.row].append(suggestion)
        result += [
            (row, by_row[index], [parcels[suggestion.parcel].number for suggestion in by_row[index]])
            for index, row in enumerate(rows)
        ]
    return result


def test_the_corpus_has_enough_of_each_kind() -> None:
    kinds = Counter(row.kind for row in read(ROWS))
    absent = kinds.pop(ABSENT)

    assert absent == 500
    assert sum(kinds.values()) >= 1500
    assert min(kinds.values()) >= 100
    assert len(kinds) >= 15


def test_the_corpus_is_what_its_script_makes() -> None:
    parcels, rows = make(SEED, lots=4000, pairs_a_kind=110, absent_rows=500)

    assert rows == read(ROWS)
    assert parcels == read(PARCELS)


def test_no_row_of_the_corpus_would_join_by_its_code() -> None:
    codes = {(land.town, land.code) for land in read(PARCELS) if land.code}

    assert not [row for row in read(ROWS) if (row.town, row.code) in codes]


def test_the_right_parcel_is_first_in_nine_of_ten_repairable_rows(judged: Judged) -> None:
    repairable = [(row, numbers) for row, _, numbers in judged if row.kind != ABSENT]

    assert sum(numbers[:1] == [row.number] for row, numbers in repairable) >= 0.90 * len(repairable)


def test_the_right_parcel_is_among_the_first_three_in_97_of_100(judged: Judged) -> None:
    repairable = [(row, numbers) for row, _, numbers in judged if row.kind != ABSENT]

    assert sum(row.number in numbers for row, numbers in repairable) >= 0.97 * len(repairable)


def test_a_row_whose_parcel_is_missing_seldom_gets_a_strong_suggestion(judged: Judged) -> None:
    absent = [suggestions for row, suggestions, _ in judged if row.kind == ABSENT]

    assert sum(any(s.strong for s in suggestions[:1]) for suggestions in absent) <= 0.03 * len(absent)


def test_a_strong_suggestion_is_hardly_ever_wrong(judged: Judged) -> None:
    strong = [
        numbers[0] == row.number
        for row, suggestions, numbers in judged
        if row.kind != ABSENT and suggestions and suggestions[0].strong
    ]

    assert len(strong) > 1000
    assert sum(strong) >= 0.98 * len(strong)


@pytest.mark.parametrize("kind", sorted({kind for layer in LAYERS.values() for kind in layer.kinds}))
def test_no_kind_of_degradation_is_left_alone(judged: Judged, kind: str) -> None:
    """The floors hold over all kinds together; none may be carried by the others."""
    of_kind = [(row, numbers) for row, _, numbers in judged if row.kind == kind]

    assert sum(row.number in numbers for row, numbers in of_kind) >= 0.85 * len(of_kind)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("letter_for_digit", "suggest.letter_for_digit"),
        ("lost_zero", "suggest.lost_zero"),
        ("transposed", "suggest.transposed"),
        ("sub_lot_missing", "suggest.sub_lot_missing"),
        ("sub_lot_added", "suggest.sub_lot_added"),
        ("block_letter", "suggest.block_letter"),
        ("one_character", "suggest.one_character"),
        ("title_digit", "suggest.title_close"),
        ("land_no_digit", "suggest.sheet_close"),
        ("sheet_digit", "suggest.sheet_close"),
        ("owner_misspelt", "suggest.owner_close"),
        ("code_missing_owner_known", "suggest.same_owner_and_area"),
        ("place_and_area", "suggest.same_place_and_area"),
    ],
)
def test_the_reason_names_what_happened(judged: Judged, kind: str, reason: str) -> None:
    reasons = [s[0].reason for row, s, numbers in judged if row.kind == kind and numbers[:1] == [row.number]]

    assert reasons.count(reason) >= 0.8 * len(reasons), Counter(reasons)
