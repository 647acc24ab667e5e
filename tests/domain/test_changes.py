"""Change sets: what takes one back, twice, is the same again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_parcel, a_row

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.parcels import Parcel

row = a_row()
changes = st.sampled_from([Change(None, row), Change(row, None), Change(row, replace(row, memo="x")),
                           Change(None, a_parcel())])  # fmt: skip


@given(st.lists(changes, max_size=6))
def test_the_inverse_of_the_inverse_is_the_change_set(some: list[Change]) -> None:
    whole = ChangeSet("row.edit", tuple(some))

    assert whole.inverse().inverse() == whole
    assert whole.inverse().touched == whole.touched
    assert [change.before for change in whole.inverse().changes] == [change.after for change in reversed(some)]


def test_a_change_knows_what_it_is_about() -> None:
    born = a_parcel()
    assert (Change(None, born).uid, Change(born, None).uid) == (born.uid, born.uid)
    assert Change(None, born).kind is Parcel


def test_a_change_of_nothing_is_none() -> None:
    with pytest.raises(AssertionError):
        _ = Change(None, None).uid
