"""Running numbers: how they look, in which year they count, and what their check sign notices."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.numbering import RESERVED, USED, Series, ask_form, check_holds, check_sign, new_number

SIGNS = "0123456789ABCDEFGHIJKLMNPQRSTUVWXYZ"
PETITION = Series("petition", "{letters}{yy:02}-{number:06}-{check}", "PT")
tracking = st.builds(PETITION.text, st.integers(1, 999_999), st.integers(2560, 2699))


def test_a_tracking_number_is_short_and_says_whose_and_which_year() -> None:
    assert PETITION.text(123, 2569)[:-1] == "PT69-000123-"
    assert Series("letter", "{number}/{year}").text(125, 2569) == "125/2569"
    assert Series("out", "{division}/{number}", per_division=True).text(12, 2569, "ชม 52303") == "ชม 52303/12"


def test_a_calendar_series_starts_anew_in_january_a_fiscal_one_in_october() -> None:
    calendar, fiscal = Series("a", "{number}"), Series("b", "{number}", counts_by="fiscal")

    assert [calendar.year(day) for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 12, 31))] == [2569] * 3
    assert calendar.year(date(2027, 1, 2)) == 2570
    assert [fiscal.year(day) for day in (date(2026, 9, 30), date(2026, 10, 1))] == [2569, 2570]


@given(tracking, st.data())
def test_each_single_wrong_sign_is_noticed(number: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([place for place, sign in enumerate(number) if sign != "-"]))
    wrong = data.draw(st.sampled_from([sign for sign in SIGNS if sign != number[place]]))

    assert check_holds(number)
    assert not check_holds(number[:place] + wrong + number[place + 1 :])


@given(tracking, st.data())
def test_two_neighbours_that_changed_places_are_noticed(number: str, data: st.DataObject) -> None:
    signs = number.replace("-", "")
    place = data.draw(st.integers(0, len(signs) - 2))
    swapped = signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :]
    assume(swapped != signs)

    assert not check_holds(swapped)


def test_no_pair_of_signs_can_be_mistaken_for_another_in_any_place() -> None:
    """The law above with nothing left to chance: all pairs of signs, as neighbours and one for the other."""
    for head in ("", "7", "PT69-0"):
        for one in SIGNS:
            checks = {check_sign(head + other) for other in SIGNS}
            assert len(checks) == len(SIGNS)
            assert [other for other in SIGNS if other != one
                    and check_sign(head + one + other) == check_sign(head + other + one)] == []  # fmt: skip


@pytest.mark.parametrize("written", ["pt69-000123-{}", "PT 69 000123 {}", "PT๖๙-๐๐๐๑๒๓-{}", "PT69OOO123{}"])
def test_however_a_citizen_writes_it_it_is_the_same_number(written: str) -> None:
    assert check_holds(written.format(PETITION.text(123, 2569)[-1]))


@pytest.mark.parametrize("text", ["", "-", "A", "ก", "--"])
def test_what_is_no_number_does_not_hold(text: str) -> None:
    assert not check_holds(text)


@pytest.mark.parametrize(
    "form", ["", "{year}", "{number", "{number}/{month}", "{number:x2z}", "{0}{number}", "{number.real}{year!q}",
             "{number}{check}/{year}"],
)  # fmt: skip
def test_a_form_that_cannot_be_used_is_refused(form: str) -> None:
    with pytest.raises(Refused, match=r"number\.form"):
        ask_form(form)


def test_a_number_without_a_case_is_reserved() -> None:
    assert new_number(PETITION, 1, 2569, new_uid()).state == RESERVED
    assert new_number(PETITION, 1, 2569, new_uid(), case_uid="c").state == USED


def test_only_a_series_that_counts_by_division_keeps_the_division() -> None:
    whole, own = Series("a", "{number}"), Series("b", "{number}", per_division=True)

    assert [new_number(series, 1, 2569, new_uid(), "clerk").division for series in (whole, own)] == ["", "clerk"]
