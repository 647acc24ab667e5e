"""Which of the dated copies of a project are kept: seven days, four weeks, twelve months."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

DAYS, WEEKS, MONTHS = 7, 4, 12


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """The newest copy of each of the last seven days, four weeks and twelve months that have one.

    Days without a copy do not count: an office that was closed for a month loses nothing by it. Moments are the
    office's own time, so that a day is a working day.
    """
    newest_first = sorted(set(moments), reverse=True)
    return {
        moment
        for bucket, count in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS))
        for moment in _newest_of_each(newest_first, bucket, count)
    }


def dropped(moments: Iterable[datetime]) -> set[datetime]:
    """The others."""
    told = set(moments)
    return told - kept(told)


def _newest_of_each(newest_first: list[datetime], bucket: Callable[[datetime], Hashable], count: int) -> list[datetime]:
    found: dict[Hashable, datetime] = {}
    for moment in newest_first:
        found.setdefault(bucket(moment), moment)
    return list(found.values())[:count]


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month
