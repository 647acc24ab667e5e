"""What a permit costs, with the figures of the rates old and new."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.permits import the_book

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.permit_fees import counted, licence_fee, other_fee, permit_fee
from ltaxgis.domain.permits import Permit
from ltaxgis.services.permits import a_permit

BOOK = the_book()
NOW, BEFORE = date(2026, 1, 5), date(2020, 1, 5)


def fee(day: date = NOW, **fields: Any) -> int | None:
    return permit_fee(a_permit(**fields), BOOK, day).total


def plans(**fields: Any) -> dict[str, int | None]:
    """Each step but the licence, in satang."""
    return {step.code: step.amount for step in permit_fee(a_permit(**fields), BOOK, NOW).steps[1:]}


@pytest.mark.parametrize(("area", "satang"), [(14_840, 7_400), (14_850, 7_450), (15_000, 7_500)])
def test_half_a_square_metre_counts_as_one_and_less_as_none(area: int, satang: int) -> None:
    assert plans(area=area) == {"low": satang}


def test_150_m2_cost_275_baht_since_2564_and_95_before() -> None:
    assert fee(area=15_000) == 27_500
    assert fee(BEFORE, area=15_000) == 9_500
    assert fee(date(2021, 6, 4), area=15_000) == 9_500
    assert fee(date(2021, 6, 5), area=15_000) == 27_500


@pytest.mark.parametrize(
    ("work", "new", "old"),
    [("build", 20_000, 2_000), ("alter", 10_000, 1_000), ("demolish", 5_000, 1_000), ("move", 5_000, 1_000),
     ("change_use", 20_000, 2_000)],
)  # fmt: skip
def test_each_licence_has_its_fee(work: str, new: int, old: int) -> None:
    assert (fee(work=work), fee(BEFORE, work=work)) == (new, old)


@pytest.mark.parametrize(
    ("storeys", "height", "rate"),
    [(1, 400, "low"), (2, 1200, "low"), (2, 1201, "middle"), (3, 900, "middle"), (3, 1500, "middle"),
     (3, 1501, "high"), (4, 900, "high"), (2, None, "low"), (4, None, "high")],
)  # fmt: skip
def test_storeys_and_height_make_the_class_the_dearer_one_counting(storeys: int, height: int | None, rate: str) -> None:
    assert list(plans(area=10_000, storeys=storeys, height=height)) == [rate]


def test_parking_signs_fences_and_heavy_floors_have_their_own_rates() -> None:
    assert plans(area=10_000, parking_area=2_550, sign_area=600, fence_length=4_040, heavy_load=True) == {
        "heavy": 40_000, "parking": 5_200, "sign": 2_400, "fence": 4_000,
    }  # fmt: skip


def test_demolition_and_moving_pay_no_plans() -> None:
    assert plans(work="demolish", area=10_000) == {}


def test_a_notice_pays_as_the_work_it_tells_of() -> None:
    assert fee(work="notify", notified="alter", area=10_000) == 10_000 + 5_000


def test_who_is_exempt_pays_nothing_and_the_steps_stand() -> None:
    bill = permit_fee(a_permit(area=10_000, exempt_reason="วัด"), BOOK, NOW)

    assert bill.total == 0
    assert len(bill.steps) == 2


def test_every_line_names_its_source_and_what_nobody_confirmed() -> None:
    bill = permit_fee(a_permit(area=10_000, height=400), BOOK, NOW)

    assert all(step.source for step in bill.steps)
    assert not bill.confirmed
    assert permit_fee(a_permit(work="demolish"), BOOK, BEFORE).confirmed


def test_what_is_not_known_is_no_sum() -> None:
    assert other_fee(a_permit(), BOOK, "replacement", NOW).total is None
    assert other_fee(a_permit(), BOOK, "replacement", BEFORE).total == 500
    # renewals cost what the licence costs, which nobody confirmed for the new rates
    renewal = other_fee(a_permit(), BOOK, "renewal", NOW)
    assert (renewal.total, renewal.confirmed) == (20_000, False)
    assert licence_fee(BOOK, "build", date(1984, 1, 1)).amount is None


def test_a_book_without_fees_is_named() -> None:
    empty = OfficeBook(BOOK.days, {}, {}, (), frozenset(), {})

    with pytest.raises(Refused, match=r"office\.unreadable"):
        permit_fee(a_permit(), empty, NOW)


@given(st.integers(0, 10_000_000))
def test_rounding_is_never_off_by_more_than_half(area: int) -> None:
    assert -50 <= area - 100 * counted(area) < 50


@given(st.integers(0, 1_000_000), st.integers(0, 100_000), st.integers(1, 6), st.integers(200, 2000))
def test_more_floor_or_height_never_costs_less(area: int, more: int, storeys: int, height: int) -> None:
    def total(**fields: Any) -> int:
        found = permit_fee(Permit(uid=a_permit().uid, case_uid=a_permit().uid, **fields), BOOK, NOW).total
        assert found is not None
        return found

    small = total(area=area, storeys=storeys, height=height)

    assert total(area=area + more, storeys=storeys, height=height) >= small
    assert total(area=area, storeys=storeys + 1, height=height) >= small
    assert total(area=area, storeys=storeys, height=height + 300) >= small
