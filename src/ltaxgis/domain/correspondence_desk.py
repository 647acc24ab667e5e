"""The two desks of correspondence: their states, numbers and clocks, and what the office's page says of letters."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ltaxgis.domain.cases import Case
from ltaxgis.domain.clocks import ClockRule
from ltaxgis.domain.correspondence import ANNOUNCEMENT, CERTIFICATE, NEWS, ORDER, STATEMENT
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.letter_states import LETTER_IN_STATES, LETTER_OUT_STATES
from ltaxgis.domain.numbering import Series
from ltaxgis.domain.office_book import OfficeBook

PAGE, LETTERS = "correspondence", "letters"
IN_SERIES, OUT_SERIES, CIRCULAR_SERIES, DIVISION_SERIES = "letter_in", "letter_out", "letter_circular", "division_in"
SECRET_IN_SERIES, SECRET_OUT_SERIES = "secret_in", "secret_out"
_OWN_SERIES = {ORDER: "order", ANNOUNCEMENT: "announcement", STATEMENT: "statement", NEWS: "news",
               CERTIFICATE: "certificate"}  # fmt: skip
SEPARATE = "separate"


@dataclass(frozen=True, slots=True)
class Urgency:
    """A degree of urgency as the office's page has it; `rule` None where no clock runs."""

    level: int
    th: str
    en: str
    rule: ClockRule | None
    chase_hours: int


def urgencies(book: OfficeBook) -> dict[int, Urgency]:
    """By their level. Refused (`office.unreadable`) where the page says what cannot be."""
    return {one.level: one for one in map(_urgency, book.tables.get(PAGE, {}).get("urgency", ()))}


def secret_apart(book: OfficeBook) -> bool:
    """Whether secret letters have books of their own (ทขล.)."""
    return book.tables.get(PAGE, {}).get("secret_books", SEPARATE) == SEPARATE and SECRET_IN_SERIES in book.series


def out_series(book: OfficeBook, document: str, circular: bool, division: str, secrecy: int = 0) -> Series:
    """What numbers a letter that goes out; the division's prefix stands before it. A circular (ว), and a secret one,
    count on their own where the office says so."""
    name = _OWN_SERIES.get(document, OUT_SERIES)
    separate = book.tables.get(PAGE, {}).get("circular_sequence", SEPARATE) == SEPARATE
    if name == OUT_SERIES and circular and separate:
        name = CIRCULAR_SERIES
    if name in (OUT_SERIES, CIRCULAR_SERIES) and secrecy and secret_apart(book):
        name = SECRET_OUT_SERIES
    if name not in book.series:
        raise Refused("number.no_series", name=name)
    series = book.series[name]
    if name not in (OUT_SERIES, CIRCULAR_SERIES, SECRET_OUT_SERIES):
        return series
    prefix = str(book.tables.get(LETTERS, {}).get("prefix", {}).get(division, "")) or series.letters
    together = circular and not separate and name == OUT_SERIES
    marked = series.form.replace("{number}", "ว {number}") if together else series.form
    form = marked if prefix else marked.replace("{letters}/", "")
    return replace(series, letters=prefix, form=form)


def _urgency(row: Mapping[str, Any]) -> Urgency:
    try:
        days = row.get("days")
        rule = None if days is None else ClockRule(
            days=int(days), unit=str(row.get("unit", "working")), source=str(row.get("source", "")),
            confirmed=bool(row.get("confirmed", False)),
        )  # fmt: skip
        return Urgency(int(row["level"]), str(row["th"]), str(row["en"]), rule, int(row.get("chase_hours", 24)))
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("office.unreadable", name=PAGE, why=str(error)) from error


def _in_rule(case: Case, book: OfficeBook) -> ClockRule | None:
    known = urgencies(book).get(case.priority)
    return known.rule if known is not None else None


def _no_rule(case: Case, book: OfficeBook) -> ClockRule | None:
    return None


def _nowhere(kind: str, category: str, book: OfficeBook) -> Mapping[str, object]:
    return {}


LETTERS_IN = Desk(name="letters_in", table=LETTER_IN_STATES, series=IN_SERIES, rule=_in_rule, place=_nowhere)
LETTERS_OUT = Desk(name="letters_out", table=LETTER_OUT_STATES, series="", rule=_no_rule, place=_nowhere)
