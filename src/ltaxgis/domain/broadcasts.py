"""When a text is read over the loudspeakers (เสียงตามสาย)."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.publicity import Broadcast, Edition, ScriptApproval
from ltaxgis.domain.thai.numerals import to_arabic

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?:\s*น\.?)?$")


def times_of(broadcast: Broadcast, day: date) -> list[time]:
    """The times at which it is read on a day, the earliest first."""
    if not broadcast.first <= day <= broadcast.last or day.isoweekday() not in weekdays(broadcast.days):
        return []
    return clock_times(broadcast.times)


def readings_between(broadcast: Broadcast, first: date, last: date) -> int:
    """How often it is to be read from one day to another, both included."""
    first, last = max(first, broadcast.first), min(last, broadcast.last)
    return sum(len(times_of(broadcast, first + timedelta(days=n))) for n in range((last - first).days + 1))


def script_hash(script: str) -> str:
    return hashlib.sha256(script.encode("utf-8")).hexdigest()


def may_be_read(broadcast: Broadcast, shown: Edition | None, approvals: Iterable[ScriptApproval]) -> bool:
    """Whether somebody approved these words beside the edition that is shown."""
    words = script_hash(broadcast.script)
    return shown is not None and any((one.script, one.text) == (words, shown.sha256) for one in approvals)


def weekdays(text: str) -> frozenset[int]:
    """Refused (`broadcast.bad_days`) where one is no weekday, or there is none; 1 is Monday."""
    told = [one.strip() for one in to_arabic(text).split(",") if one.strip()]
    if not told or any(not (one.isdigit() and 1 <= int(one) <= 7) for one in told):
        raise Refused("broadcast.bad_days", text=text)
    return frozenset(int(one) for one in told)


def clock_times(text: str) -> list[time]:
    """`06:00,17.00 น.` as times, each once. Refused (`broadcast.bad_times`) where one is none, or there is none."""
    told = [_TIME.match(one.strip()) for one in to_arabic(text).split(",") if one.strip()]
    if not told or any(one is None for one in told):
        raise Refused("broadcast.bad_times", text=text)
    return sorted({time(int(one.group(1)), int(one.group(2))) for one in told if one is not None})


def written_times(times: Sequence[time]) -> str:
    return ",".join(f"{one:%H:%M}" for one in times)
