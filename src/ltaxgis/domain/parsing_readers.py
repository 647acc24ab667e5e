"""One reader for each type of value: the text of a cell becomes a value, and what is wrong with it is named."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.codes import is_canonical, read_code, read_free_code
from ltaxgis.domain.fields import SourceField, ValueType
from ltaxgis.domain.map_sheets import MapSheet, pad_four, pad_sub, read_quadrant, read_scale, read_sheet
from ltaxgis.domain.measures import LAST_NGAN, M2, NGAN, RAI, WA, WA_IN_NGAN, area_text, read_area, read_number, scaled
from ltaxgis.domain.thai.calendar import BE_OFFSET, Era, read_date, read_year
from ltaxgis.domain.thai.identity import (
    LENGTH,
    check_digit_holds,
    mask_number,
    plain_number,
    plain_phone,
)
from ltaxgis.domain.thai.numerals import has_thai_digits

Value = int | str | date | MapSheet | None

# beyond any area or sum of a municipality, and within what a database keeps as a whole number
_TOO_LARGE = 10**12

_ON_LAND = frozenset({"land", "use", "parcel"})
_AREA_TYPES = frozenset({ValueType.RAI, ValueType.NGAN, ValueType.WA, ValueType.WA_TOTAL, ValueType.AREA_M2})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a text: a finding code, what was made of it, what would mend it."""

    code: str
    understood: str = ""
    suggestion: str = ""


Faults = tuple[Fault, ...]
Reading = tuple[Value, Faults]


@dataclass(frozen=True, slots=True)
class Reader:
    """What the readers of values need to know besides the text."""

    lists: CodeLists
    system: str = ""
    free_codes: bool = False


ReadValue = Callable[[str, SourceField, Reader], Reading]


def _code(text: str, source: SourceField, reader: Reader) -> Reading:
    """The canonical code, empty where it cannot be read."""
    if not reader.free_codes and is_canonical(text):
        faults: tuple[str, ...] = ()
        canonical = text
    else:
        reading = read_free_code(text) if reader.free_codes else read_code(text)
        canonical, faults = reading.canonical, reading.faults
    if "-" in canonical and not reader.free_codes and source.name == "code" and source.kind in _ON_LAND:
        faults = (*faults, "code.not_in_pattern")
    return canonical, tuple(Fault(code, canonical, canonical) for code in faults) if faults else ()


def _list(text: str, source: SourceField, reader: Reader) -> Reading:
    code_list = reader.lists[source.list]
    if code_list.is_open:
        return code_list.find_number(text, reader.system) or text, ()
    code = code_list.find(text, reader.system)
    return (text, (Fault("cell.unknown_code", suggestion=code_list.nearest(text)),)) if code is None else (code, ())


def _quarter(text: str, source: SourceField, reader: Reader) -> Reading:
    code = reader.lists["quarter"].find(text, reader.system)
    return (None, (Fault("cell.unknown_code"),)) if code is None else (int(code), ())


def _scaled(by: int, unit: str = "") -> ReadValue:
    """A reader of decimal numbers in whole parts."""

    def read(text: str, source: SourceField, reader: Reader) -> Reading:
        if text.isascii() and len(text) < LENGTH:
            if text.isdecimal():
                return int(text) * by, ()
            whole, _, part = text.partition(".")
            if by % 100 == 0 and whole.isdecimal() and part.isdecimal() and len(part) <= 2:
                return int(whole) * by + int(part) * (by // 10 ** len(part)), ()
        number = read_number(text, unit)
        if number is None or abs(number) >= _TOO_LARGE or _is_long(text) or (number < 0 and source.type in _AREA_TYPES):
            return None, (Fault("cell.not_a_number"),)
        value = scaled(number, by)
        faults = (Fault("cell.thai_digits", str(number)),) if not text.isascii() and has_thai_digits(text) else ()
        if Decimal(value) != number * by:
            faults = (*faults, Fault("cell.rounded", str(Decimal(value) / by)))
        return value, faults

    return read


def _is_long(text: str) -> bool:
    """Whether the digits before the decimal point are as many as an identity number's: no measure has so many."""
    return len("".join(filter(str.isdecimal, text.partition(".")[0]))) >= LENGTH


def _whole(text: str, source: SourceField, reader: Reader) -> Reading:
    """Counts: half a floor is not a number of floors."""
    value, faults = _scaled(1)(text, source, reader)
    if any(fault.code == "cell.rounded" for fault in faults):
        return None, (Fault("cell.not_a_number"),)
    return value, faults


def _within(read: ReadValue, below: int) -> ReadValue:
    """A part of an area that has a limit; over it the value stands, with a finding."""

    def checked(text: str, source: SourceField, reader: Reader) -> Reading:
        value, faults = read(text, source, reader)
        if isinstance(value, int) and value >= below:
            faults = (*faults, Fault("cell.area_part_range"))
        return value, faults

    return checked


def _area_text(text: str, source: SourceField, reader: Reader) -> Reading:
    reading = read_area(text)
    if reading is None or reading.area >= _TOO_LARGE:
        return None, (Fault("cell.not_a_number"),)
    faults = () if reading.in_range else (Fault("cell.area_part_range", suggestion=area_text(reading.area)),)
    return reading.area, faults if reading.exact else (*faults, Fault("cell.rounded"))


def _wa_to_m2(text: str, source: SourceField, reader: Reader) -> Reading:
    """Square wa, or rai-ngan-wa: one square wa is four square metres."""
    reading = read_area(text)
    return (reading.area * 4, ()) if reading and reading.area < _TOO_LARGE else _scaled(400, "wa")(text, source, reader)


def _date(text: str, source: SourceField, reader: Reader) -> Reading:
    reading = read_date(text)
    if reading is None:
        return None, (Fault("cell.not_a_date"),)
    guessed = reading.era is Era.GUESSED
    return reading.day, (Fault("cell.date_era_guessed", be_date(reading.day)),) if guessed else ()


def be_date(day: date) -> str:
    """`15/01/2569`, as offices write it."""
    return f"{day:%d/%m}/{day.year + BE_OFFSET}"


def _year_ce(text: str, source: SourceField, reader: Reader) -> Reading:
    """A year; a whole date gives its year."""
    read = read_year(text)
    if read is not None:
        return read[0], ()
    dated = read_date(text)
    return (dated.day.year, ()) if dated else (None, (Fault("cell.not_a_date"),))


def _year_be(text: str, source: SourceField, reader: Reader) -> Reading:
    year, faults = _year_ce(text, source, reader)
    return (year + BE_OFFSET if isinstance(year, int) else None), faults


def _identity(text: str, source: SourceField, reader: Reader) -> Reading:
    """Numbers of one or several persons, `;` between them, as plain digits; a lost first zero is put back where the
    check digit then holds."""
    if check_digit_holds(text):
        return text, ()
    numbers, faults = [], []
    for part in text.replace(",", ";").split(";"):
        number = plain_number(part)
        if not number:
            continue
        if len(number) == LENGTH - 1 and check_digit_holds("0" + number):
            number = "0" + number
            faults.append(Fault("person.number_length", mask_number(number), mask_number(number)))
        elif len(number) != LENGTH or not number.isdigit():
            faults.append(Fault("person.number_length"))
        elif not check_digit_holds(number):
            faults.append(Fault("person.number_check_digit"))
        numbers.append(number)
    return ";".join(numbers), tuple(faults)


def _phone(text: str, source: SourceField, reader: Reader) -> Reading:
    parts = (plain_phone(part) for part in text.replace(",", ";").replace("/", ";").split(";"))
    return ";".join(part for part in parts if part), ()


def _sheet(text: str, source: SourceField, reader: Reader) -> Reading:
    sheet = read_sheet(text)
    return ("", (Fault("cell.not_a_sheet"),)) if sheet is None else (sheet, ())


def _four_digits(text: str, source: SourceField, reader: Reader) -> Reading:
    """A part of a sheet; the first part may hold the whole sheet."""
    if len(text) > 4 and (sheet := read_sheet(text)):
        return sheet, ()
    part = pad_four(text)
    return (part, ()) if len(part) == 4 and part.isdigit() else ("", (Fault("cell.not_a_sheet"),))


def _quadrant(text: str, source: SourceField, reader: Reader) -> Reading:
    quadrant = read_quadrant(text)
    return ("", (Fault("cell.not_a_sheet"),)) if quadrant is None else (quadrant, ())


def _sub_sheet(text: str, source: SourceField, reader: Reader) -> Reading:
    return pad_sub(text), ()


def _scale(text: str, source: SourceField, reader: Reader) -> Reading:
    scale = read_scale(text)
    return scale, () if scale else (Fault("cell.not_a_number"),)


READERS: dict[ValueType, ReadValue] = {
    ValueType.CODE: _code,
    ValueType.WHOLE: _whole,
    ValueType.METRES: _scaled(100, "m"),
    ValueType.CENTIMETRES: _scaled(1, "cm"),
    ValueType.CM2: _scaled(1, "cm2"),
    ValueType.M2: _scaled(100, "m2"),
    ValueType.WA_TO_M2: _wa_to_m2,
    ValueType.MONEY: _scaled(100),
    ValueType.DATE: _date,
    ValueType.YEAR_BE: _year_be,
    ValueType.YEAR_CE: _year_ce,
    ValueType.LIST: _list,
    ValueType.QUARTER: _quarter,
    ValueType.IDENTITY: _identity,
    ValueType.PHONE: _phone,
    ValueType.RAI: _scaled(RAI, "rai"),
    ValueType.NGAN: _within(_scaled(NGAN, "ngan"), (LAST_NGAN + 1) * NGAN),
    ValueType.WA: _within(_scaled(WA, "wa"), WA_IN_NGAN * WA),
    ValueType.WA_TOTAL: _scaled(WA, "wa"),
    ValueType.AREA_TEXT: _area_text,
    ValueType.AREA_M2: _scaled(M2, "m2"),
    ValueType.SHEET: _sheet,
    ValueType.FOUR_DIGITS: _four_digits,
    ValueType.QUADRANT: _quadrant,
    ValueType.SUB_SHEET: _sub_sheet,
    ValueType.SCALE: _scale,
}
