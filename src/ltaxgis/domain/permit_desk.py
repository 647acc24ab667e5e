"""The desk of building permits, and what the office's book says about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ltaxgis.domain.cases import Case
from ltaxgis.domain.clocks import ClockRule
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.permit_states import NOTICE, PERMIT_TABLE, WITHOUT_CLOCK

LICENCE_SERIES = "permit_licence"
PAGE = "permits"
M2 = 100
"""Areas are hundredths of a square metre."""


@dataclass(frozen=True, slots=True)
class BuildingUse:
    """A use of buildings and the rules that hang on it. `open_space` is per cent of the largest floor;
    `street_class`: the distances to wider roads hold whatever its height; `row`: row houses' rules; `controlled`: its
    use waits for a certificate."""

    code: str
    th: str
    en: str
    dwelling: bool = False
    open_space: int = 10
    street_class: bool = False
    row: bool = False
    controlled: bool = False

    def name(self, language: str) -> str:
        return self.th if language == "th" else self.en


@dataclass(frozen=True, slots=True)
class WorkKind:
    """A kind of work with its forms; `confirmed` where somebody compared them with the Gazette."""

    code: str
    th: str
    en: str
    form: str = ""
    form_title: str = ""
    licence: str = ""
    licence_title: str = ""
    division: str = ""
    blds: str = ""
    confirmed: bool = False

    def name(self, language: str) -> str:
        return self.th if language == "th" else self.en


def page(book: OfficeBook) -> Mapping[str, Any]:
    """Refused (`office.unreadable`) where the office's book has no page about permits."""
    if PAGE not in book.tables:
        raise Refused("office.unreadable", name=PAGE, why="")
    return book.tables[PAGE]


def work_kinds(book: OfficeBook) -> dict[str, WorkKind]:
    return {one["code"]: WorkKind(**one) for one in page(book).get("work", ())}


def building_uses(book: OfficeBook) -> dict[str, BuildingUse]:
    return {one["code"]: BuildingUse(**one) for one in page(book).get("use", ())}


def use_of(book: OfficeBook, code: str) -> BuildingUse:
    """An unknown use is as `other`: nothing of it is assumed."""
    return building_uses(book).get(code) or BuildingUse(code, code, code)


def form_for(book: OfficeBook, purpose: str) -> Mapping[str, Any]:
    """The form for a purpose (`renewal`, `transfer`, `collect`, …); empty where none is named."""
    return next((one for one in page(book).get("form", ()) if one["purpose"] == purpose), {})


@dataclass(frozen=True, slots=True)
class TextTemplate:
    """Sentences that come back in letters and orders of some kinds (`PaperAsked.kind`), a line each."""

    code: str
    kinds: tuple[str, ...]
    th: str
    en: str
    text_th: str
    text_en: str

    def name(self, language: str) -> str:
        return self.th if language == "th" else self.en

    def text(self, language: str) -> str:
        return self.text_th if language == "th" else self.text_en


def text_templates(book: OfficeBook, kind: str) -> list[TextTemplate]:
    """Those that fit a kind of paper, in the order of the office's book."""
    told = (TextTemplate(**{**one, "kinds": tuple(one["kinds"])}) for one in page(book).get("text", ()))
    return [one for one in told if kind in one.kinds]


def days_of(book: OfficeBook, name: str, default: int = 0) -> int:
    """The days of a term: `collect`, `papers`, `appeal`, `amended_clock`, `objection_clock`."""
    return int(page(book).get(name, {}).get("days", default))


def clock_rule(book: OfficeBook, name: str) -> ClockRule | None:
    told = page(book).get(name)
    return None if told is None else ClockRule(**told)


def is_over_limit(book: OfficeBook, area: int) -> bool:
    """Whether a building is larger than goes the simple way (hundredths of m²): told, never refused."""
    limit = page(book).get("limit", {})
    bound = round(float(limit.get("area_m2", 150)) * M2)
    return area > bound if limit.get("inclusive", True) else area >= bound


def valid_until(book: OfficeBook, issued: date, area: int | None) -> date:
    """The last day of a licence issued on a day, by the area of the building: the day before its anniversary."""
    rows = page(book).get("validity", ())
    fits = (one for one in rows if "below_m2" not in one or (area or 0) < one["below_m2"] * M2)
    years = int(next(fits, {"years": 1})["years"])
    return _years_after(issued, years)


def _years_after(day: date, years: int) -> date:
    try:
        anniversary = day.replace(year=day.year + years)
    except ValueError:  # 29 February
        anniversary = date(day.year + years, 3, 1)
    return date.fromordinal(anniversary.toordinal() - 1)


def _rule(case: Case, book: OfficeBook) -> ClockRule | None:
    """Of the application until it is decided. A clock that is gone does not come back: what is asked for after the
    decision is not late from its first day."""
    if case.state in WITHOUT_CLOCK or (case.version and case.due is None):
        return None
    return clock_rule(book, "notice_clock" if case.kind == NOTICE else "clock")


def _place(kind: str, _category: str, book: OfficeBook) -> Mapping[str, object]:
    known = work_kinds(book).get(kind)
    return {"division": known.division} if known is not None else {}


PERMITS = Desk(name="permits", table=PERMIT_TABLE, series="permit_request", rule=_rule, place=_place)
