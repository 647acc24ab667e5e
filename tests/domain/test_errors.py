"""Refusals travel between processes with their facts."""

import pickle

import pytest

from ltaxgis.domain.errors import Conflict, Refused, Stopped


@pytest.mark.parametrize("kind", [Refused, Conflict])
def test_a_refusal_is_the_same_on_the_other_side(kind: type[Refused]) -> None:
    there = pickle.loads(pickle.dumps(kind("file.missing", name="ทะเบียน.xlsx", rows=3)))

    assert type(there) is kind
    assert (there.code, there.facts) == ("file.missing", {"name": "ทะเบียน.xlsx", "rows": 3})


def test_stopping_is_no_refusal() -> None:
    assert not issubclass(Stopped, Refused)
