"""What has to be told upwards: cases that used up half, four fifths or all of their time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ltaxgis.domain.clocks import reminder
from ltaxgis.ports.cases import CaseLine, CaseQuery
from ltaxgis.ports.stores import Reading

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Escalated:
    """`mark` is 50, 80 or 100 per cent of the time; `left` days of the calendar, negative when late."""

    line: CaseLine
    mark: int
    left: int


def escalated(reading: Reading, desk: str, today: date, viewer: str, least: int = 50) -> list[Escalated]:
    """The open cases whose clock runs and is over at least so many per cent, the latest first."""
    told = (
        Escalated(line, reminder(line.starts_on, line.due, today), (line.due - today).days)
        for line in _open(reading, desk, viewer)
        if line.due is not None and not line.paused
    )
    return sorted((one for one in told if one.mark >= least), key=lambda one: (-one.mark, one.left, one.line.number))


def _open(reading: Reading, desk: str, viewer: str) -> Sequence[CaseLine]:
    lines: list[CaseLine] = []
    while True:
        asked = CaseQuery(desk, open=True, viewer=viewer, order="received", limit=_AT_ONCE, offset=len(lines))
        page = reading.case_page(asked)
        lines += page.lines
        if len(lines) >= page.total or not page.lines:
            return lines
