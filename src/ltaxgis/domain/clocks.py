"""When an answer is due: working days and holidays, pauses, extensions, and what a late one owes.

Receipt outside office hours counts from the next working moment (Electronic Administration Act 2565); days are counted
from the day after receipt (Civil Code 193/3), and a last day that is a holiday rolls to the next working day (193/8).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

from ltaxgis.domain.errors import Refused

BANGKOK = timezone(timedelta(hours=7))
REMIND_AT = (50, 80, 100)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OfficeDays:
    """When the office is open: every day but Saturdays, Sundays and `holidays` (day: its name)."""

    holidays: Mapping[date, str] = field(default_factory=dict)
    opens: time = time(8, 30)
    closes: time = time(16, 30)

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays

    def working_from(self, day: date) -> date:
        """The day itself, or the next one on which the office is open."""
        while not self.is_working(day):
            day += _DAY
        return day

    def deemed_received(self, at: datetime) -> datetime:
        """The moment from which receipt counts, in Bangkok's time: itself within office hours (the closing minute
        included), else the next opening."""
        local = at.astimezone(BANGKOK)
        clock = local.time().replace(second=0, microsecond=0)
        if self.is_working(local.date()) and self.opens <= clock <= self.closes:
            return local
        first = local.date() if clock < self.opens else local.date() + _DAY
        return datetime.combine(self.working_from(first), self.opens, BANGKOK)

    def later(self, day: date, working_days: int) -> date:
        """So many working days after a day."""
        for _ in range(working_days):
            day = self.working_from(day + _DAY)
        return day

    def between(self, first: date, last: date) -> int:
        """Working days after `first` up to and with `last`."""
        return sum(self.is_working(first + n * _DAY) for n in range(1, (last - first).days + 1))


@dataclass(frozen=True, slots=True)
class ClockRule:
    """`unit` is `calendar` or `working`. `extension` days may be added `extensions` times. `source` of the rule, and
    whether somebody of the office confirmed it."""

    days: int
    unit: str = "calendar"
    extensions: int = 0
    extension: int = 0
    source: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood still from a day on, up to the day on which it went on; None: it still does."""

    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Due:
    """`raw` is the last day as counted, `day` the working day it falls on."""

    raw: date
    day: date


def due_on(
    start: date, rule: ClockRule, days: OfficeDays, today: date, pauses: Sequence[Pause] = (), extended: int = 0
) -> Due:
    """The last day of a clock whose day of receipt is `start`. Extensions count from the raw day. A pause that still
    goes on counts up to today."""
    if rule.unit == "working":
        stood = sum(days.between(one.first, one.last or max(today, one.first)) for one in pauses)
        last = days.later(start, rule.days + stood + extended * rule.extension)
        return Due(last, last)
    stood = sum(((one.last or max(today, one.first)) - one.first).days for one in pauses)
    raw = start + timedelta(days=rule.days + stood + extended * rule.extension)
    return Due(raw, days.working_from(raw))


def ask_extension(rule: ClockRule, due: Due, today: date, extended: int) -> None:
    """Refused where no extension is left (`clock.no_more`) or the due day has come (`clock.too_late`)."""
    if extended >= rule.extensions:
        raise Refused("clock.no_more", count=rule.extensions)
    if today >= due.day:
        raise Refused("clock.too_late", day=due.day)


def reminder(start: date, due: date, today: date) -> int:
    """The highest of 50, 80 and 100 per cent of the time that is over; 0 before the first."""
    whole = max((due - start).days, 1)
    used = 100 * (today - start).days / whole
    return max((mark for mark in REMIND_AT if used >= mark), default=0)


def late_notices(due: date, today: date, every: int = 7, after: int = 0) -> list[date]:
    """The days up to today on which the applicant had to be told that it is late: `after` days after the due day (0:
    on the day itself, on whose evening the time is over), and every seventh day from then (Licensing Facilitation Act
    2558 s. 10)."""
    first = due + timedelta(days=after)
    return [first + timedelta(days=n) for n in range(0, (today - first).days + 1, every)]
