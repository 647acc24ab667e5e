"""What a town has to announce in a month, by the office's own calendar; the texts for it, with their fields filled in.

The months of the tax year are those of the Act, moved by as many as the ministry said for that year.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from string import Formatter
from typing import Any

from ltaxgis.domain.clocks import OfficeDays
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.thai.calendar import BE_OFFSET

CALENDAR, TEXTS = "announce_calendar", "publication_texts"
MONTHLY, HOLIDAY = "month", "holiday"
FIELDS = frozenset(
    {
        "town", "year", "last_year", "month", "last_month", "first", "last", "today", "place", "phone", "website",
        "parcels", "rows", "owners", "buildings", "signs", "permits", "permits_issued", "holiday", "closed", "opens",
    }
)  # fmt: skip
"""What a text may ask for."""
_WRITTEN = ("title", "summary", "reason", "body", "title_en", "body_en")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be announced from a day to a day: `key` tells it from that of another year or month, `text` is the
    code of its text, `year` the BE year that it is about. `deadline`: what it asks for is over with its last day."""

    key: str
    text: str
    first: date
    last: date
    year: int
    source: str = ""
    confirmed: bool = False
    deadline: bool = False
    holiday: str = ""
    opens: date | None = None


@dataclass(frozen=True, slots=True)
class TextForm:
    """A text with fields in braces, as the office's book has it."""

    code: str
    product: str
    title: str
    summary: str = ""
    reason: str = ""
    body: str = ""
    title_en: str = ""
    body_en: str = ""
    tags: str = ""

    def filled(self, thai: Mapping[str, object], english: Mapping[str, object]) -> "TextForm":
        """With its fields filled in; lines that say nothing are left out."""
        told = {
            name: _tidy(getattr(self, name).format_map(english if name.endswith("_en") else thai)) for name in _WRITTEN
        }
        return TextForm(code=self.code, product=self.product, tags=self.tags, **told)

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(
            field for name in _WRITTEN for _, field, _, _ in Formatter().parse(getattr(self, name)) if field is not None
        )


def due_in(book: OfficeBook, year: int, month: int) -> list[Due]:
    """What is to be announced in a month (CE), by day. Refused (`office.unreadable`) where the calendar says what
    cannot be."""
    table = book.tables.get(CALENDAR, {})
    found: list[Due] = []
    try:
        for row in table.get("announce", ()):
            found += _due(row, table.get("moved_months", {}), year, month, book.days)
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("office.unreadable", name=CALENDAR, why=str(error)) from error
    return sorted(found, key=lambda one: (one.first, one.key))


def text_forms(book: OfficeBook) -> dict[str, TextForm]:
    """The office's texts by code. Refused: `office.unreadable`; `announce.unknown_field` where one asks for what
    nobody can fill in."""
    forms = {}
    for row in book.tables.get(TEXTS, {}).get("text", ()):
        try:
            one = TextForm(**row)
            asked = one.fields
        except (TypeError, ValueError, KeyError) as error:
            raise Refused("office.unreadable", name=TEXTS, why=str(error)) from error
        if unknown := sorted(asked - FIELDS):
            raise Refused("announce.unknown_field", name=one.code, field=unknown[0])
        forms[one.code] = one
    return forms


def _due(row: Mapping[str, Any], moved: Mapping[str, int], year: int, month: int, days: OfficeDays) -> Iterator[Due]:
    every = row.get("every", "")
    if every == HOLIDAY:
        yield from _closed(row, year, month, days)
    elif every == MONTHLY:
        yield _within(row, f"{row['code']}:{year}-{month:02}", year, month, year + BE_OFFSET)
    else:
        for about in (year - 1, year, year + 1):
            later = int(moved.get(str(about + BE_OFFSET), 0)) if row.get("moves") else 0
            place = (about + int(row.get("year_offset", 0))) * 12 + int(row["month"]) - 1 + later
            if place == year * 12 + month - 1:
                yield _within(row, f"{row['code']}:{about + BE_OFFSET}", year, month, about + BE_OFFSET)


def _within(row: Mapping[str, Any], key: str, year: int, month: int, about: int) -> Due:
    end = monthrange(year, month)[1]
    return Due(
        key=key, text=str(row["text"]), first=date(year, month, int(row.get("first", 1))),
        last=date(year, month, min(int(row.get("last", 0)) or end, end)), year=about, source=str(row.get("source", "")),
        confirmed=bool(row.get("confirmed")), deadline=bool(row.get("deadline")),
    )  # fmt: skip


def _closed(row: Mapping[str, Any], year: int, month: int, days: OfficeDays) -> Iterator[Due]:
    """The holidays that begin in a month, one for each run of days on which the office is closed."""
    told: set[date] = set()
    for day in sorted(day for day in days.holidays if (day.year, day.month) == (year, month) and day.weekday() < 5):
        if day in told:
            continue
        first = day
        while not days.is_working(first - _DAY):
            first -= _DAY
        opens = days.working_from(day)
        run = [first + n * _DAY for n in range((opens - first).days)]
        told.update(run)
        names = dict.fromkeys(days.holidays[one] for one in run if one in days.holidays)
        if (first.year, first.month) < (year, month) and any(
            one in days.holidays and one.weekday() < 5 and (one.year, one.month) < (year, month) for one in run
        ):
            continue  # told with the month before
        yield Due(
            key=f"{row['code']}:{first.isoformat()}", text=str(row["text"]), first=first, last=opens - _DAY,
            year=year + BE_OFFSET, source=str(row.get("source", "")), confirmed=bool(row.get("confirmed")),
            holiday=" ".join(names), opens=opens,
        )  # fmt: skip


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
