"""A petition as another system's file tells it, and how its cells are read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timezone

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.thai.calendar import read_date
from ltaxgis.domain.thai.numerals import to_arabic

CSV, OPEN311, TRAFFY = "csv", "open311", "traffy"
SYSTEMS = (CSV, OPEN311, TRAFFY)
_FIRST_YEAR = 1950
_CLOCK = re.compile(r"[T ,]\s*(\d{1,2})[:.](\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:น\.?)?\s*$")
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d{1,9})?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionRow:
    """What a row says, as text where it has to be understood yet. `line` is where a person finds it: a line of a
    table or of XML, the count of an entry in JSON. `state` is ours where the file's could be mapped; `state_text`
    what it said. `north` and `east` are latitude and longitude, or metres of the project's CRS. `notice` is why it
    waits, `answer` what the citizen was told."""

    line: int
    external_id: str = ""
    kind: str = ""
    category: str = ""
    title: str = ""
    text: str = ""
    state: str = ""
    state_text: str = ""
    received: str = ""
    updated: str = ""
    due: str = ""
    north: str = ""
    east: str = ""
    place_text: str = ""
    prefix: str = ""
    first_name: str = ""
    last_name: str = ""
    number: str = ""
    phone: str = ""
    email: str = ""
    notice: str = ""
    until: str = ""
    answer: str = ""
    reject_code: str = ""
    agency: str = ""
    merged_into: str = ""
    stars: str = ""
    reopened: str = ""
    media: str = ""
    channel: str = "file"


@dataclass(frozen=True, slots=True)
class PetitionFile:
    """A file of petitions as it was read: of which system, its rows, and what the reader noticed."""

    source: str
    system: str
    rows: Sequence[PetitionRow]
    findings: Sequence[Finding] = ()
    sheet: str = ""


def read_moment(text: str, system: str) -> datetime | None:
    """When a cell says something happened, None where it says no moment that exists. Open311 and Traffy write ISO 8601
    in CE, the former in Bangkok's time where it names none, the latter in UTC; tables as offices write, a day alone
    being its beginning."""
    plain = to_arabic(text).strip()
    if system != CSV:
        return _iso(plain, UTC if system == TRAFFY else BANGKOK)
    if found := _iso(plain, BANGKOK):
        return found
    clock = _CLOCK.search(plain)
    dated = read_date(plain[: clock.start()] if clock else plain)
    if dated is None:
        return None
    try:
        told = time(int(clock[1]), int(clock[2]), int(clock[3] or 0)) if clock else time()
    except ValueError:
        return None
    return _known(datetime.combine(dated.day, told, BANGKOK))


def read_metres_or_degrees(north: str, east: str) -> tuple[float, float, bool] | None:
    """North, east and whether they are degrees; None where they are no place on earth, or the empty one at 0, 0."""
    try:
        values = float(_plain(north)), float(_plain(east))
    except ValueError:
        return None
    if not all(abs(value) < 1e8 for value in values) or values == (0.0, 0.0):
        return None
    if all(abs(value) <= 180 for value in values):
        return (*values, True)
    return (*values, False) if min(values) > 1_000 else None


def split_pair(text: str) -> tuple[str, str]:
    """Two numbers of one cell, as `18.72, 98.93`, `[98.93,18.72]` or `POINT (98.93 18.72)`; empty where there are no
    two."""
    found = re.findall(r"-?\d+(?:\.\d+)?", to_arabic(text))
    return (found[0], found[1]) if len(found) == 2 else ("", "")


def _iso(text: str, zone: timezone) -> datetime | None:
    found = _ISO.fullmatch(text)
    if not found:
        return None
    day, clock, part, offset = found.groups()
    offset = "+00:00" if (offset or "").upper() == "Z" else offset or ""
    if offset and ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:] or '00'}"
    try:
        told = datetime.fromisoformat(f"{day}T{clock or '00:00'}{(part or '')[:7]}{offset}")
    except ValueError:
        return None
    return _known(told if told.tzinfo is not None else told.replace(tzinfo=zone))


def _known(told: datetime) -> datetime | None:
    """Years of the Buddhist era that were written as if they were common ones are no moment of any petition."""
    return told.astimezone(UTC) if _FIRST_YEAR <= told.year < _FIRST_YEAR + 250 else None


def _plain(text: str) -> str:
    return to_arabic(text).replace(",", "").strip()
