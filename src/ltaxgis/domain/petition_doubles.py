"""Which petitions are probably about the same thing: by place, category, days and words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import shapely
from rapidfuzz.fuzz import partial_ratio, ratio

from ltaxgis.domain.cases import Case, local_day
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.petition_book import Category
from ltaxgis.domain.searching import search_form

ALIKE, VERY_ALIKE = 0.65, 0.85
SHORTEST_PART = 12


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A petition that another probably repeats. `score` 0 to 1; `reason` is a code of the words
    (`petitions.duplicate.<reason>`), `facts` fill it."""

    uid: Uid
    number: str
    score: float
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What is compared: the petition that is new. `person` and `parcels` are uids."""

    category: str
    text: str
    day: date
    place: shapely.Point | None = None
    person: Uid | None = None
    parcels: frozenset[Uid] = frozenset()


def likely_double(
    told: Told,
    other: Case,
    category: Category,
    people: frozenset[Uid] = frozenset(),
    parcels: frozenset[Uid] = frozenset(),
) -> Duplicate | None:
    """The other petition as a duplicate of what was told, None where it is none. `people` and `parcels` are the
    other's. One without a place is a duplicate where its words say so."""
    days = abs((told.day - local_day(other.received_at)).days)
    if told.category != other.category or days > category.within:
        return None
    words = max(likeness(told.text, text) for text in (other.title, other.details))
    metres = _metres(told, other)
    recent = 1 - days / (category.within + 1)
    found = _reason(told, words, metres, category, people, parcels)
    if found is None:
        return None
    reason, near = found
    facts: dict[str, object] = {"days": days}
    if metres is not None:
        facts["metres"] = round(metres)
    return Duplicate(other.uid, other.number, round(0.5 * near + 0.35 * words + 0.15 * recent, 3), reason, facts)


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1. Thai runs words together, so letters are compared; a longer text that holds
    the shorter whole says the same."""
    left, right = (search_form(" ".join(text.split())) for text in (one, other))
    if not left or not right:
        return 0.0
    best = ratio(left, right)
    if min(len(left), len(right)) >= SHORTEST_PART:
        best = max(best, 0.95 * partial_ratio(left, right))
    return best / 100


def _metres(told: Told, other: Case) -> float | None:
    if told.place is None or other.shape is None:
        return None
    return float(told.place.distance(other.shape))


def _reason(
    told: Told, words: float, metres: float | None, category: Category, people: frozenset[Uid], parcels: frozenset[Uid]
) -> tuple[str, float] | None:
    """Why it is one, and how near 0 to 1."""
    near = 1 - metres / (2 * category.radius) if metres is not None and 0 < metres <= category.radius else 0.0
    near = 1.0 if metres == 0 else near
    same_person = told.person is not None and told.person in people
    if same_person and (near or words >= ALIKE):
        return "same_person", max(near, 0.9)
    if near:
        return ("near_alike" if words >= ALIKE else "near"), near
    if told.parcels & parcels:
        return "same_parcel", 0.9
    return ("alike", 0.5) if metres is None and words >= VERY_ALIKE else None
