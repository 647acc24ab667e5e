"""Fields of letters: filled once, left to the pen where nothing is known, refused by name where nobody knows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.letter_fields import FIELDS, OPEN, ask_fields, fields_in, filled


def test_a_field_is_filled_and_one_without_a_fact_is_left_to_the_pen() -> None:
    assert filled("ถึง {เจ้าของ} วัน {วันนัด}", {"เจ้าของ": "นายก"}, "แบบ") == f"ถึง นายก วัน {OPEN}"


def test_a_field_that_nobody_knows_is_refused_by_its_name() -> None:
    with pytest.raises(Refused, match=r"letter\.template\.unknown_field") as refused:
        ask_fields(["เรียน {เจ้าของ} {เงินเดือน}"], "แบบของเรา")
    assert refused.value.facts == {"field": "เงินเดือน", "name": "แบบของเรา"}


@given(st.sampled_from(sorted(FIELDS)), st.text(max_size=60))
def test_what_a_fact_says_is_never_a_field(name: str, said: str) -> None:
    told = filled("{" + name + "}", {name: said + "{เทศบาล}{0.__class__}"}, "แบบ")
    assert told == said + "{เทศบาล}{0.__class__}"


@given(st.text(alphabet=st.characters(exclude_characters="{}"), max_size=80))
def test_a_text_without_fields_stays_as_it_is(text: str) -> None:
    assert filled(text, {}, "แบบ") == text
    assert list(fields_in([text])) == []
