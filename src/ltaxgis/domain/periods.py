"""Years for which figures are told: by the fiscal year, as the money goes, or by the calendar year, as the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ltaxgis.domain.thai.calendar import BE_OFFSET, fiscal_year

FISCAL, CALENDAR = "fiscal", "calendar"
_FIRST_MONTH = 10


@dataclass(frozen=True, slots=True)
class Period:
    """`year` is BE; both days are included."""

    counts_by: str
    year: int
    first: date
    last: date


def fiscal_period(year: int, today: date) -> Period:
    """The fiscal year, so far where it is not over."""
    first, last = date(year - BE_OFFSET - 1, _FIRST_MONTH, 1), date(year - BE_OFFSET, _FIRST_MONTH - 1, 30)
    return Period(FISCAL, year, first, min(last, today))


def calendar_period(year: int, today: date) -> Period:
    """The calendar year, so far where it is not over."""
    return Period(CALENDAR, year, date(year - BE_OFFSET, 1, 1), min(date(year - BE_OFFSET, 12, 31), today))


def last_periods(today: date, years: int = 3) -> Sequence[Period]:
    """This fiscal year and those before, then this calendar year and those before."""
    fiscal, calendar = fiscal_year(today), today.year + BE_OFFSET
    return (
        *(fiscal_period(fiscal - back, today) for back in range(years)),
        *(calendar_period(calendar - back, today) for back in range(years)),
    )
