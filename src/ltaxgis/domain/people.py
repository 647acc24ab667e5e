"""Whether two owners of the register are one person or body, and for what reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.thai.names import Titles, sound_key
from ltaxgis.domain.thai.text import squash

REASONS = (
    "same_number",
    "same_number_other_name",
    "surname_changed",
    "same_name_and_address",
    "same_name",
    "prefix_differs",
    "spelling",
    "company_form",
    "other_number",
)
_SHORTEST_SPELLING = 4
_SHORTEST_BODY = 6


Reason = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Person:
    """An owner in comparable form. `first` and `last` of a person; `body` of a body, `form` its legal form, `written`
    its whole name. `homes` are its addresses, none where they cannot tell two houses apart; `sound` is the name's."""

    uid: Uid
    number: int | None
    first: str
    last: str
    body: str
    form: str
    prefix: str
    written: str
    sex: str
    homes: frozenset[str]
    sound: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two owners may be one: `reason` a code of the words (`double.…`), `score` 0 to 1."""

    one: Uid
    other: Uid
    reason: str
    score: float

    @property
    def pair(self) -> frozenset[Uid]:
        return frozenset((self.one, self.other))


def person_of(owner: Owner, titles: Titles) -> Person:
    """The owner's comparable form."""
    name = titles.about(owner.prefix, owner.first_name)
    first, last, body, form, written = "", "", "", "", ""
    if name.is_body:
        written = squash(owner.name)
        body = titles.body_key(owner.prefix, f"{owner.first_name} {owner.last_name}".strip())
        form = next((title.name for title in name.titles), "")
    else:
        first, _, last = titles.person_key(owner.first_name, owner.last_name).partition(" ")
    homes = (
        _home(owner.house_no, owner.moo, owner.road, owner.tambon),
        _home(owner.now_house_no, owner.now_moo, owner.now_road, owner.now_tambon),
    )
    sound = f"{sound_key(first)} {sound_key(last)}".strip() if not body else sound_key(body)
    return Person(
        owner.uid,
        owner.number_key,
        first,
        last,
        body,
        form,
        _squashed(owner.prefix),
        written,
        name.sex,
        frozenset(home for home in homes if home),
        sound,
    )


def _home(house_no: str, moo: str, road: str, tambon: str) -> str:
    """A house number alone is no address: it needs its moo or road."""
    if not house_no or not (moo or road):
        return ""
    return "|".join((house_no.replace(" ", ""), _squashed(moo) or _squashed(road), _squashed(tambon)))


_squashed = lru_cache(maxsize=1 << 14)(squash)  # prefixes, villages and roads are few


def likeness(one: Person, other: Person) -> Likeness | None:
    """Why the two may be one, None where nothing speaks for it. Different numbers speak against it: then only the
    same or nearly the same name at the same address is told, for a mistyped number."""
    same_number = one.number is not None and one.number == other.number
    found: Reason | None
    if same_number:
        found = _with_same_number(one, other)
    elif bool(one.body) != bool(other.body):
        return None
    elif one.number is not None and other.number is not None:
        found = _with_other_number(one, other)
    else:
        found = _bodies(one, other) if one.body else _people(one, other)
    return Likeness(min(one.uid, other.uid), max(one.uid, other.uid), *found) if found else None


def _with_same_number(one: Person, other: Person) -> Reason:
    if _same_name(one, other):
        if one.body:
            return ("same_number" if one.written == other.written else "company_form"), 0.99
        return ("same_number" if one.prefix == other.prefix else "prefix_differs"), 0.99
    if _nearly(one, other):
        return "spelling", 0.97
    if one.first and one.first == other.first:
        return "surname_changed", 0.96
    return "same_number_other_name", 0.6


def _with_other_number(one: Person, other: Person) -> Reason | None:
    """Brothers of like names live in one house, but hardly two people of one first name and one surname."""
    if one.homes.isdisjoint(other.homes) or one.first != other.first:
        return None
    return ("other_number", 0.55) if _same_name(one, other) or _nearly(one, other) else None


def _people(one: Person, other: Person) -> Reason | None:
    if not one.first or not other.first or (one.sex and other.sex and one.sex != other.sex):
        return None
    together, apart = _homes(one, other)
    if _same_name(one, other):
        if not one.last:
            return ("same_name_and_address", 0.7) if together else None
        reason = "prefix_differs" if one.prefix and other.prefix and one.prefix != other.prefix else "same_name"
        if together:
            return (reason if reason == "prefix_differs" else "same_name_and_address"), 0.95
        return reason, 0.6 if apart else 0.75
    if _nearly(one, other):
        return None if apart else ("spelling", 0.9 if together else 0.6)
    if together and one.first == other.first and one.last and other.last:
        return "surname_changed", 0.55 if "m" in (one.sex, other.sex) else 0.7
    return None


def _bodies(one: Person, other: Person) -> Reason | None:
    together, apart = _homes(one, other)
    if one.body == other.body:
        if one.form and other.form and {one.form, other.form} == {"หจก.", "บจก."}:
            return ("company_form", 0.6) if together else None
        if apart and not one.form.startswith(("บ", "ห")):
            return None  # temples and schools of one name stand in many places
        reason = "company_form" if one.written != other.written else "same_name"
        if together:
            return (reason if reason == "company_form" else "same_name_and_address"), 0.95
        return reason, 0.7 if apart else 0.85
    digits = [letter for letter in one.body if letter.isdigit()], [letter for letter in other.body if letter.isdigit()]
    if apart or digits[0] != digits[1] or min(len(one.body), len(other.body)) < _SHORTEST_BODY:
        return None
    if one.sound == other.sound or OSA.distance(one.body, other.body, score_cutoff=1) <= 1:
        return "spelling", 0.85 if together else 0.65
    return None


def _homes(one: Person, other: Person) -> tuple[bool, bool]:
    """Whether they live together, and whether they surely live apart."""
    together = not one.homes.isdisjoint(other.homes)
    return together, bool(one.homes and other.homes) and not together


def _same_name(one: Person, other: Person) -> bool:
    return (one.first, one.last, one.body) == (other.first, other.last, other.body)


def _nearly(one: Person, other: Person) -> bool:
    """One slip of the pen in the first name and one in the surname at most, or names that sound alike."""
    if one.body or other.body or not one.last or not other.last:
        return False
    if one.sound == other.sound:
        return True
    slips = [_slips(one.first, other.first), _slips(one.last, other.last)]
    return max(slips) <= 1 and sum(slips) <= 2


def _slips(one: str, other: str) -> int:
    """0 where they are equal or sound alike; short names one letter apart are two names."""
    if one == other:
        return 0
    if min(len(one), len(other)) < _SHORTEST_SPELLING:
        return 2
    if sound_key(one) == sound_key(other):
        return 0
    return OSA.distance(one, other, score_cutoff=1)


def fullest(owners: Iterable[Owner]) -> Owner:
    """The owner to keep: the one whose number is known, then the one of whom most is known, then the oldest."""
    return min(owners, key=lambda owner: (owner.number_key is None, -_known(owner), owner.uid))


def _known(owner: Owner) -> int:
    return sum(bool(getattr(owner, name)) for name in owner.__dataclass_fields__)
