"""Running numbers: one series a kind, division and year, without gaps and never twice."""

import re
from dataclasses import dataclass
from datetime import date
from string import Formatter

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record
from ltaxgis.domain.thai.calendar import BE_OFFSET, fiscal_year

USED, RESERVED, VOID = "used", "reserved", "void"
GIVES_NUMBERS = frozenset({"case.receive", "number.reserve", "number.void", "number.use"})
"""Acts that cannot be undone: a number that was given is never taken back, it becomes void."""
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # I and O are too much like 1 and 0
_FIELDS = frozenset({"number", "year", "yy", "letters", "division", "check"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenNumber(Record):
    """A number of a series, whatever became of it: `used` by a case, `reserved` for one, or `void` with a reason.
    `year` is BE. `text` is the number as it stands on paper."""

    series: str
    division: str = ""
    year: int
    number: int
    text: str
    state: str = USED
    case_uid: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """How a series counts and looks. `form` may hold {number}, {year}, {yy}, {letters}, {division} and {check};
    `counts_by` is `calendar` or `fiscal`; `per_division` gives each division its own."""

    name: str
    form: str
    letters: str = ""
    counts_by: str = "calendar"
    per_division: bool = False

    def year(self, day: date) -> int:
        return fiscal_year(day) if self.counts_by == "fiscal" else day.year + BE_OFFSET

    def text(self, number: int, year: int, division: str = "") -> str:
        facts = {"number": number, "year": year, "yy": year % 100, "letters": self.letters, "division": division}
        plain = self.form.format(**facts, check="")
        return self.form.format(**facts, check=check_letter(plain))


def ask_form(form: str) -> None:
    """Refused (`number.form`) where a form lacks its number or names what nobody knows."""
    try:
        names = {name for _, name, _, _ in Formatter().parse(form) if name is not None}
        Series("", form).text(1, 2569)
    except (ValueError, KeyError, IndexError, AttributeError):
        raise Refused("number.form", form=form) from None
    if "number" not in names or not names <= _FIELDS:
        raise Refused("number.form", form=form)


def check_letter(text: str) -> str:
    """A letter that notices one wrong sign and two that changed places: places count 1, 2, 3 … modulo 23."""
    signs = re.sub(r"[^0-9A-Z]", "", text.upper())
    return _LETTERS[sum(place * int(sign, 36) for place, sign in enumerate(signs, 1)) % 23]


def check_holds(text: str) -> bool:
    """Whether a tracking number ends in its own check letter."""
    body, last = text.strip().upper()[:-1], text.strip().upper()[-1:]
    return bool(body) and check_letter(body) == last


def new_number(series: Series, number: int, year: int, uid: Uid, division: str = "", case_uid: str = "") -> GivenNumber:
    own = division if series.per_division else ""
    return GivenNumber(
        uid=uid, series=series.name, division=own, year=year, number=number,
        text=series.text(number, year, division), state=USED if case_uid else RESERVED, case_uid=case_uid,
    )  # fmt: skip
