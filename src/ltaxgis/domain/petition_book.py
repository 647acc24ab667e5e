"""What the office's book says about petitions: kinds, categories with their clocks, reasons, and other bodies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from ltaxgis.domain.clocks import ClockRule
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook

PAGE = "petitions"
NEVER = "never"


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its names; `open311` is the state that other systems are told with it."""

    code: str
    th: str
    en: str
    open311: str = ""

    def name(self, language: str) -> str:
        return self.th if language == "th" else self.en


@dataclass(frozen=True, slots=True)
class KindClock:
    """From `since` on, a citizen is answered first within so many days."""

    since: date
    rule: ClockRule


@dataclass(frozen=True, slots=True)
class PetitionKind:
    """`anonymous`: one without a name may be taken. `restricted`: only named people see it, and nobody outside.
    `text_public`: what is told outside may quote it."""

    code: str
    division: str
    anonymous: bool
    restricted: bool
    text_public: bool
    clocks: Sequence[KindClock]

    def answer(self, day: date) -> ClockRule | None:
        return next((one.rule for one in reversed(self.clocks) if one.since <= day), None)


@dataclass(frozen=True, slots=True)
class Level:
    """From `since` on: days until the first answer and until it is done."""

    since: date
    answer: ClockRule
    fix: ClockRule


@dataclass(frozen=True, slots=True)
class Category:
    """`kind` is what a petition of it mostly is. `radius` in metres and `within` in days say which other one is
    probably the same; `decimals` how exactly its place may be told. `open311` is empty where it never leaves."""

    code: str
    th: str
    en: str
    kind: str
    division: str
    open311: str
    group: str
    priority: int
    radius: float
    within: int
    photo_after: bool
    anonymous: bool
    on_map: str
    decimals: int
    traffy: Sequence[str]
    keywords: Sequence[str]
    levels: Sequence[Level]

    def name(self, language: str) -> str:
        return self.th if language == "th" else self.en

    def level(self, day: date) -> Level | None:
        return next((one for one in reversed(self.levels) if one.since <= day), None)


@dataclass(frozen=True, slots=True)
class PetitionBook:
    """`import_kind` and `import_category` are what a petition of a file is where it does not say; `state_names` how
    offices write the states."""

    kinds: Mapping[str, PetitionKind]
    categories: Mapping[str, Category]
    rejects: Mapping[str, Named]
    holds: Mapping[str, Named]
    agencies: Mapping[str, Named]
    reopen_most: int
    rating_days: int
    import_kind: str
    import_category: str
    state_names: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def may_be_anonymous(self, kind: str, category: str) -> bool:
        return self.kinds[kind].anonymous and (category not in self.categories or self.categories[category].anonymous)

    def kind_for(self, kind: str, category: str) -> str:
        """The kind itself, or the category's where that is only for named people: whatever a complaint about an
        official is called, it is one."""
        own = self.categories[category].kind if category in self.categories else ""
        return own if self.restricted(own) else kind

    def restricted(self, kind: str) -> bool:
        return kind in self.kinds and self.kinds[kind].restricted

    def on_map(self, kind: str, category: str) -> bool:
        """Whether one may be drawn at all. What the list does not know is not."""
        known = self.categories.get(category)
        return not self.restricted(kind) and known is not None and known.on_map != NEVER


def petition_book(book: OfficeBook) -> PetitionBook:
    """Refused (`office.unreadable`) where the page lacks what each entry needs."""
    return _read(_Page(book.tables.get(PAGE, {})))


@dataclass(frozen=True, eq=False)
class _Page:
    """A page that is the same only as itself: it is read once, however often its book is asked."""

    told: Mapping[str, Any]

    def __hash__(self) -> int:
        return id(self.told)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Page) and other.told is self.told


@lru_cache(maxsize=4)
def _read(of: _Page) -> PetitionBook:
    page = of.told
    try:
        return PetitionBook(
            kinds={one["code"]: _kind(one) for one in page.get("kind", ())},
            categories={one["code"]: _category(one) for one in page.get("category", ())},
            rejects=_named(page, "reject"),
            holds=_named(page, "hold"),
            agencies=_named(page, "agency"),
            reopen_most=int(page.get("reopen_most", 3)),
            rating_days=int(page.get("rating_days", 7)),
            import_kind=str(page.get("import_kind", "general")),
            import_category=str(page.get("import_category", "other")),
            state_names=dict(page.get("states", {})),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("office.unreadable", name=PAGE, why=str(error)) from error


def _kind(one: Mapping[str, Any]) -> PetitionKind:
    clocks = [KindClock(row["since"], _rule(row, row["days"])) for row in one.get("clock", ())]
    return PetitionKind(
        one["code"],
        one.get("division", ""),
        bool(one.get("anonymous", False)),
        bool(one.get("restricted", False)),
        bool(one.get("text_public", False)),
        tuple(sorted(clocks, key=lambda clock: clock.since)),
    )


def _category(one: Mapping[str, Any]) -> Category:
    levels = [Level(row["since"], _rule(row, row["answer"]), _rule(row, row["fix"])) for row in one.get("level", ())]
    return Category(
        code=one["code"], th=one["th"], en=one["en"], kind=one["kind"], division=one["division"],
        open311=one.get("open311", ""), group=one.get("group", ""), priority=int(one.get("priority", 0)),
        radius=float(one.get("radius", 0)), within=int(one.get("within", 0)),
        photo_after=bool(one.get("photo_after", False)), anonymous=bool(one.get("anonymous", False)),
        on_map=one.get("on_map", NEVER), decimals=int(one.get("decimals", 3)), traffy=tuple(one.get("traffy", ())),
        keywords=tuple(one.get("keywords", ())), levels=tuple(sorted(levels, key=lambda level: level.since)),
    )  # fmt: skip


def _rule(row: Mapping[str, Any], days: object) -> ClockRule:
    return ClockRule(
        days=int(str(days)),
        unit=row.get("unit", "working"),
        source=row.get("source", ""),
        confirmed=bool(row.get("confirmed", False)),
    )


def _named(page: Mapping[str, Any], name: str) -> dict[str, Named]:
    return {one["code"]: Named(**one) for one in page.get(name, ())}
