"""Numbers and dates of spreadsheets as the text a person saw: zeros and all 13 digits kept, no exponents."""

import operator as op
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

_BUILT_IN_DATES = frozenset([*range(14, 18), 22, *range(27, 37), *range(50, 59), *range(71, 82)])
_BUILT_IN_TIMES = frozenset([18, 19, 20, 21, 45, 46, 47])
_PLAIN = re.compile(r"(?:0|-?[1-9]\d*|-?(?:0|[1-9]\d{0,8})\.\d{0,4}[1-9])\Z", re.ASCII)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]")
_TOKENS = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|(.)', re.DOTALL)
_LITERAL_OF_CODES = frozenset("0123456789-/ ()")
_COMPARE = {"<": op.lt, "<=": op.le, ">": op.gt, ">=": op.ge, "=": op.eq, "<>": op.ne}


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a column shows its numbers: `kind` is plain, date, time or digits; `sections` serve digits."""

    kind: str = "plain"
    sections: tuple[str, ...] = ()


PLAIN = NumberFormat()


def number_format(number: int, code: str | None) -> NumberFormat:
    """The format of a spreadsheet's format number and, where the file defines it, its code."""
    if code is None:
        kind = "date" if number in _BUILT_IN_DATES else "time" if number in _BUILT_IN_TIMES else "plain"
        return NumberFormat(kind)
    first = _BRACKETS.sub("", _LITERALS.sub("", code.split(";")[0])).lower()
    if "general" not in first and re.search("[dmyhs]", first):
        return NumberFormat("date" if re.search("[dy]|m{3}", first) else "time")
    if re.search(r"\[[hms]+\]", code.lower()):
        return NumberFormat("time")
    sections = tuple(code.split(";")[:2])
    return NumberFormat("digits", sections) if any(_is_code_pattern(section) for section in sections) else PLAIN


def plain_number(text: str) -> str:
    """`2567` of `2567.0`, `0.5`, all digits of a long number, never an exponent; fractions to the 15 significant
    digits a spreadsheet works with."""
    if _PLAIN.match(text):
        return text
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return text
    if not exact.is_finite() or abs(exact.adjusted()) > 300:
        return text
    if exact != exact.to_integral_value():
        exact = Decimal(f"{float(exact):.15g}")
    shown = f"{exact:f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return "0" if shown in ("-0", "") else shown


def shown_number(text: str, form: NumberFormat, epoch_1904: bool = False) -> str:
    """What a cell with the number `text` shows under `form`; the plain number where that would add nothing."""
    plain = plain_number(text)
    if form.kind == "plain":
        return plain
    if form.kind == "digits":
        return _in_pattern(plain, form.sections)
    moment = _moment(plain, epoch_1904)
    if moment is None:
        return plain
    if form.kind == "time" and float(plain) < 1:
        return moment.time().isoformat("seconds")
    return iso_moment(moment)


def iso_moment(moment: datetime) -> str:
    """`2024-01-31`, with the time where there is one."""
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ", "seconds")


def plain_value(value: object) -> str | None:
    """A cell's value, as calamine gives it, as text."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return plain_number(repr(value))
    if isinstance(value, datetime):
        return iso_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _moment(plain: str, epoch_1904: bool) -> datetime | None:
    try:
        days = float(plain)
    except ValueError:
        return None
    if not 0 <= days < 2_958_466:
        return None
    # day 60 is the 29 February 1900 that never was; a sheet's date has no zone
    first = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30 if days >= 60 else 31)
    start = datetime.combine(first, time())
    try:
        return start + timedelta(seconds=round(days * 86_400))
    except OverflowError:
        return None


def _is_code_pattern(section: str) -> bool:
    """True for `000`, `0-0000-00000-00-0`, `"0"########`: digits that would be lost in the plain number."""
    bare = _BRACKETS.sub("", section)
    literals = ""
    places = ""
    for quoted, escaped, other in _TOKENS.findall(bare):
        if other and other in "0#?":
            places += other
        elif other and other not in "-/ ()":
            return False
        else:
            literals += quoted or escaped or (other if places else "")
    if not places or not set(literals) <= _LITERAL_OF_CODES:
        return False
    return places.count("0") > 1 or bool(literals.strip())


def _in_pattern(plain: str, sections: tuple[str, ...]) -> str:
    if not plain.isdigit():
        return plain
    section = sections[0]
    if (condition := _CONDITION.search(section)) and len(sections) > 1:
        sign, bound = condition.groups()
        section = section if _COMPARE[sign](float(plain), float(bound)) else sections[1]
    if not _is_code_pattern(section):
        return plain
    shown: list[str] = []
    digits = list(plain)
    tokens = _TOKENS.findall(_BRACKETS.sub("", section))
    places = [other for _quoted, _escaped, other in tokens if other and other in "0#?"]
    for quoted, escaped, other in reversed(tokens):
        if other and other in "0#?":
            place = places.pop()
            shown.append(digits.pop() if digits else "0" if place == "0" else "")
            if not places and digits:
                shown.append("".join(digits))
        elif (literal := quoted or escaped or other) and (digits or "0" in places or literal.isdigit()):
            shown.append(literal)
    return "".join(reversed(shown))
