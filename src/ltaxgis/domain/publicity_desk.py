"""The desk of publicity: its states, its numbers, and what the office's page says of channels and products."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ltaxgis.domain.cases import Case
from ltaxgis.domain.clocks import ClockRule
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.publicity_states import PUBLICITY_STATES

PAGE = "publicity"


@dataclass(frozen=True, slots=True)
class Product:
    """A kind of publication: where it goes usually, and the number of its form where it has one."""

    code: str
    th: str
    en: str
    channels: tuple[str, ...] = ()
    form: str = ""
    days: int = 0
    confirmed: bool = False

    def name(self, language: str) -> str:
        return self.th if language == "th" else self.en


@dataclass(frozen=True, slots=True)
class PrintSize:
    """A size of paper, board or vinyl in centimetres."""

    code: str
    th: str
    en: str
    wide: float
    high: float
    source: str = ""
    confirmed: bool = False

    @property
    def sides(self) -> tuple[float, float]:
        return self.wide, self.high

    def name(self, language: str) -> str:
        return self.th if language == "th" else self.en


@dataclass(frozen=True, slots=True)
class PictureSize:
    """A size of pictures in pixels. `keep_top` and `keep_bottom` are shares of the height that stay without text;
    `safe` is a width and height in the middle in which all text has to stand, (0, 0) where all of it is."""

    code: str
    th: str
    en: str
    width: int
    height: int
    keep_top: float = 0.0
    keep_bottom: float = 0.0
    safe: tuple[int, int] = (0, 0)
    dated: str = ""
    source: str = ""

    def name(self, language: str) -> str:
        return self.th if language == "th" else self.en


@dataclass(frozen=True, slots=True)
class Election:
    """Days, both included, on which what is published has to stay neutral between parties and persons."""

    first: date
    last: date
    th: str = ""
    en: str = ""
    confirmed: bool = False

    def name(self, language: str) -> str:
        return self.th if language == "th" else self.en or self.th


def page(book: OfficeBook) -> Mapping[str, Any]:
    """Refused (`office.unreadable`) where the office's book has no page about publicity."""
    if PAGE not in book.tables:
        raise Refused("office.unreadable", name=PAGE, why="")
    return book.tables[PAGE]


def products(book: OfficeBook) -> dict[str, Product]:
    rows = page(book).get("product", ())
    return {one["code"]: Product(**{**one, "channels": tuple(one.get("channels", ()))}) for one in rows}


def print_sizes(book: OfficeBook) -> dict[str, PrintSize]:
    """Refused (`office.unreadable`) where a size is none."""
    try:
        made = {one["code"]: PrintSize(**one) for one in page(book).get("print", ())}
        if odd := next((one for one in made.values() if not (10 <= min(one.sides) <= max(one.sides) <= 2_000)), None):
            raise ValueError(f"{odd.code}: {odd.wide} × {odd.high}")
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("office.unreadable", name=PAGE, why=str(error)) from error
    return made


def picture_sizes(book: OfficeBook) -> dict[str, PictureSize]:
    """Refused (`office.unreadable`) where a size is none."""
    try:
        rows = page(book).get("size", ())
        made = {one["code"]: PictureSize(**{**one, "safe": tuple(one.get("safe", (0, 0)))}) for one in rows}
    except (KeyError, TypeError) as error:
        raise Refused("office.unreadable", name=PAGE, why=str(error)) from error
    for one in made.values():
        if not (64 <= one.width <= 20_000 and 64 <= one.height <= 20_000):
            raise Refused("office.unreadable", name=PAGE, why=f"{one.code}: {one.width} × {one.height}")
    return made


def elections(book: OfficeBook) -> list[Election]:
    """Refused (`office.unreadable`) where one ends before it begins or has no days."""
    try:
        made = [Election(**one) for one in page(book).get("election", ())]
        if any(one.last < one.first for one in made):
            raise ValueError("last < first")
    except (TypeError, ValueError) as error:
        raise Refused("office.unreadable", name=PAGE, why=str(error)) from error
    return made


def neutral_on(book: OfficeBook, first: date, last: date | None = None) -> Election | None:
    """The election whose days something that is out from `first` to `last` touches; None where there is none."""
    return next((one for one in elections(book) if one.first <= (last or first) and first <= one.last), None)


def _rule(case: Case, book: OfficeBook) -> ClockRule | None:
    return None


def _placed(kind: str, category: str, book: OfficeBook) -> Mapping[str, object]:
    return {"division": str(page(book).get("division", ""))}


PUBLICITY = Desk(name="publicity", table=PUBLICITY_STATES, series="publicity", rule=_rule, place=_placed)
