"""Running numbers: one series a kind, division and year, without gaps and never twice."""

import re
from dataclasses import dataclass
from datetime import date
from string import Formatter

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record
from ltaxgis.domain.thai.calendar import BE_OFFSET, fiscal_year
from ltaxgis.domain.thai.numerals import to_arabic

USED, RESERVED, VOID = "used", "reserved", "void"
COUNTS_BY = ("calendar", "fiscal")
_SIGNS = "0123456789ABCDEFGHIJKLMNPQRSTUVWXYZ"  # 35: O is read as 0
_FIELDS = frozenset({"number", "year", "yy", "letters", "division", "check"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenNumber(Record):
    """A number of a series, whatever became of it: `used` by a case, `reserved` for one, or `void` with a reason.
    `year` is BE. `text` is the number as it stands on paper, `dated` the day under which it stands in the book."""

    series: str
    division: str = ""
    year: int
    number: int
    text: str
    state: str = USED
    case_uid: str = ""
    reason: str = ""
    dated: date | None = None


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
        return self.form.format(**facts, check=check_sign(plain))


def ask_form(form: str) -> None:
    """Refused (`number.form`) where a form lacks its number, names what nobody knows or goes on after its check."""
    try:
        names = {name for _, name, _, _ in Formatter().parse(form) if name is not None}
        Series("", form).text(1, 2569)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError):
        raise Refused("number.form", form=form) from None
    last = "check" not in names or form.endswith("{check}")
    if "number" not in names or not names <= _FIELDS or not last:
        raise Refused("number.form", form=form)


def check_sign(text: str) -> str:
    """A sign that notices one wrong sign and two neighbours that changed places, itself among them.

    The number is read in base 2 over 35 signs, and the check sign makes the whole divisible by 35: a power of 2 times
    the difference of two signs never is, because 2 and 35 have no divisor in common.
    """
    value = 0
    for sign in _signs(text):
        value = (2 * value + _SIGNS.index(sign)) % 35
    return _SIGNS[-2 * value % 35]


def check_holds(text: str) -> bool:
    """Whether a tracking number ends in its own check sign; however it is written (Thai digits, small letters)."""
    signs = _signs(text)
    return len(signs) > 1 and check_sign(signs[:-1]) == signs[-1]


def _signs(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", to_arabic(text).upper()).replace("O", "0")


def new_number(
    series: Series, number: int, year: int, uid: Uid, division: str = "", case_uid: str = "", dated: date | None = None
) -> GivenNumber:
    """`dated` is the day under which it stands; without a case it is reserved."""
    own = division if series.per_division else ""
    return GivenNumber(
        uid=uid, series=series.name, division=own, year=year, number=number,
        text=series.text(number, year, division), state=USED if case_uid else RESERVED, case_uid=case_uid,
        dated=dated,
    )  # fmt: skip
