"""Texts one slip apart are found, whatever the texts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from ltaxgis.domain.near_texts import deletion_hashes, meeting, meeting_within, text_hashes

texts = st.lists(st.text(st.sampled_from("กขa1/"), max_size=5), min_size=1, max_size=8)


def pairs(found: tuple[np.ndarray, np.ndarray]) -> set[tuple[int, int]]:
    return set(zip(*(side.tolist() for side in found), strict=True))


@given(texts, texts)
def test_equal_texts_meet_and_no_others(left: list[str], right: list[str]) -> None:
    equal = {(i, j) for i, one in enumerate(left) for j, other in enumerate(right) if one == other != ""}

    assert pairs(meeting(text_hashes(left), text_hashes(right), 100)) == equal


@given(texts, texts)
def test_all_texts_one_slip_apart_meet(left: list[str], right: list[str]) -> None:
    near = {
        (i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if len(one) > 1 and len(other) > 1 and OSA.distance(one, other) <= 1
    }

    assert near <= pairs(meeting(deletion_hashes(left), deletion_hashes(right), 1000))


@given(texts, texts)
def test_texts_more_than_two_letters_apart_do_not_meet(left: list[str], right: list[str]) -> None:
    met = pairs(meeting(deletion_hashes(left), deletion_hashes(right), 1000))

    assert all(OSA.distance(left[i], right[j]) <= 2 for i, j in met)


@given(texts)
def test_within_one_list_each_pair_is_found_once_and_none_with_itself(some: list[str]) -> None:
    left, right = meeting_within(text_hashes(some), 100)

    assert (left < right).all()
    assert len(pairs((left, right))) == len(left)


def test_what_a_crowd_shares_is_passed_over() -> None:
    left, _ = meeting(text_hashes(["a", "b"]), text_hashes(["a", "a", "a", "b"]), crowd=2)

    assert left.tolist() == [1]


def test_nothing_meets_nothing() -> None:
    assert pairs(meeting(text_hashes([]), text_hashes(["a"]), 10)) == set()
    assert pairs(meeting(deletion_hashes(["", ""]), deletion_hashes(["", "a"]), 10)) == set()
