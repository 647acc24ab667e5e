"""From the texts of a column to values: each distinct text once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ltaxgis.domain.fields import SourceField, ValueType
from ltaxgis.domain.parsing_readers import READERS, Fault, Faults, Reader, Value
from ltaxgis.domain.thai.calendar import Era, read_date, read_year
from ltaxgis.domain.thai.identity import SHORTEST_PRIVATE, mask_numbers_in, numbers_in
from ltaxgis.domain.thai.numerals import has_thai_digits, to_arabic
from ltaxgis.domain.thai.text import clean_all

# a cell that says "nothing" in words
NOTHING = frozenset({"", "-", "–", "—", "--", "NULL", "N/A", "n/a", "0000-00-00", "0000-00-00 00:00:00"})
_TEXTS = frozenset({ValueType.TEXT, ValueType.NUMBER_TEXT, ValueType.NAME, ValueType.LIST,
                    ValueType.IDENTITY, ValueType.PHONE, ValueType.SCALE, ValueType.SUB_SHEET,
                    ValueType.FOUR_DIGITS, ValueType.QUADRANT, ValueType.SHEET})  # fmt: skip
FREE_TEXTS = frozenset({ValueType.TEXT, ValueType.NUMBER_TEXT, ValueType.NAME})
_DATED = frozenset({ValueType.DATE, ValueType.YEAR_BE, ValueType.YEAR_CE})
_KEEPS_TEXT = FREE_TEXTS | {ValueType.LIST, ValueType.SUB_SHEET}


@dataclass(slots=True)
class Converted:
    """The values of a column's distinct texts. `values` holds every text and None; `faults` only the faulty ones.
    `private` are identity numbers found inside free text, which `values` has masked."""

    values: dict[str | None, Value] = field(default_factory=dict)
    faults: dict[str, Faults] = field(default_factory=dict)
    eras: dict[str, Era] = field(default_factory=dict)
    private: dict[str, list[str]] = field(default_factory=dict)


def empty_value(source: SourceField) -> Value:
    """What an empty cell is: no text, or no value."""
    return "" if source.type in _TEXTS else None


def convert(source: SourceField, texts: Iterable[str], reader: Reader) -> Converted:
    """Each distinct text as a value of the field's type."""
    distinct = set(texts)
    made = Converted({None: empty_value(source)})
    dirty = clean_all(distinct)
    _take(made, source, reader, dict.fromkeys(distinct - dirty.keys()))
    _take(made, source, reader, {text: cleaned.text for text, cleaned in dirty.items()})
    for text, cleaned in dirty.items():
        if cleaned.faults:
            shown = "" if source.private else mask_numbers_in(cleaned.text)
            made.faults[text] = (*(Fault(code, shown) for code in cleaned.faults), *made.faults.get(text, ()))
    return made


def _take(made: Converted, source: SourceField, reader: Reader, texts: dict[str, str | None]) -> None:
    """Reads texts, each with its clean form or None where it is clean as it stands."""
    said = [text for text in NOTHING if text in texts]
    for text in said + [text for text, plain in texts.items() if plain is not None and plain in NOTHING]:
        made.values[text] = made.values[None]
        del texts[text]
    if source.type in FREE_TEXTS:
        _take_texts(made, source, texts)
    else:
        read, values = READERS[source.type], made.values
        for text, plain in texts.items():
            values[text], faults = read(plain or text, source, reader)
            if faults:
                made.faults[text] = faults
    if source.type in _KEEPS_TEXT:
        _hide_numbers(made, texts)
    if source.type in _DATED:
        eras = ((text, _era(plain or text)) for text, plain in texts.items())
        made.eras.update({text: era for text, era in eras if era})


def _era(text: str) -> Era | None:
    """How the year of a date, or a year alone, is written."""
    if year := read_year(text):
        return year[1]
    reading = read_date(text)
    return reading.era if reading else None


def _take_texts(made: Converted, source: SourceField, texts: dict[str, str | None]) -> None:
    """Text stays text; Thai digits of numbers become Arabic."""
    made.values.update({text: plain or text for text, plain in texts.items()})
    if source.type is ValueType.NUMBER_TEXT:
        for text, plain in texts.items():
            if not text.isascii() and has_thai_digits(plain or text):
                made.values[text] = to_arabic(plain or text)
                made.faults[text] = (Fault("cell.thai_digits", to_arabic(plain or text)),)


def _hide_numbers(made: Converted, texts: Iterable[str]) -> None:
    """Identity and telephone numbers do not stay in text, whatever field it was given to."""
    for text in texts:
        if len(text) >= SHORTEST_PRIVATE and (found := numbers_in(value := str(made.values[text]))):
            masked = mask_numbers_in(value)
            made.values[text] = masked
            made.private[text] = found
            made.faults[text] = (*made.faults.get(text, ()), Fault("person.number_in_text", masked))
