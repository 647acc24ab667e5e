"""What a row of another system means here: a draft with its state, or the reason why it cannot be taken."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import numpy as np
from shapely import Point

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.crs import CrsTransform
from ltaxgis.domain.desks import PersonDraft
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.petition_book import PetitionBook
from ltaxgis.domain.petition_rows import CSV, PetitionFile, PetitionRow, read_metres_or_degrees, read_moment
from ltaxgis.domain.petition_states import NEW, PETITION_STATES
from ltaxgis.domain.petitions import PETITIONER, PetitionDraft
from ltaxgis.domain.thai.identity import check_digit_holds, mask_number, mask_numbers_in, plain_number
from ltaxgis.domain.thai.names import Titles
from ltaxgis.domain.thai.text import clean, squash
from ltaxgis.services.petitions import ask_complete

SHOWN = 120
_SOUTH, _NORTH, _WEST, _EAST = 5.0, 21.0, 97.0, 106.0
_EASTINGS, _NORTHINGS = (100_000.0, 900_000.0), (1_000_000.0, 2_400_000.0)
_CODES = {"petition.too_long": "petition_row.too_long"}


class Rejected(Exception):
    """A row that cannot be taken, with what is said about it."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class RowKnowledge:
    """`labels` are names of states, kinds, channels and reasons in any language, folded, by what they name:
    `labels["state"]["กำลังดำเนินการ"]` is `in_progress`. `to_project` brings degrees into the project's CRS;
    `actor` is who reads the file."""

    book: PetitionBook
    titles: Titles
    labels: Mapping[str, Mapping[str, str]]
    to_project: CrsTransform
    now: datetime
    actor: str


@dataclass(slots=True)
class UnderstoodRow:
    """A row that can be taken. `key` makes it the same when it comes again; `content` where another number says the
    same at the same moment and place, empty where that tells too little."""

    row: PetitionRow
    draft: PetitionDraft
    state: str
    updated: datetime
    until: date | None
    reject_code: str
    stars: int | None
    reopened: int
    key: tuple[str, str]
    content: str = ""
    findings: list[Finding] = field(default_factory=list)


def understood_row(row: PetitionRow, file: PetitionFile, known: RowKnowledge) -> UnderstoodRow:
    """What the row means. Raises `Rejected` for what cannot be stored: nothing told, a date that is none, an identity
    number that is none, a text or name that is too long."""
    return _Reader(row, file, known).read()


class _Reader:
    """One row being understood."""

    def __init__(self, row: PetitionRow, file: PetitionFile, known: RowKnowledge) -> None:
        self.row, self.file, self.known = row, file, known
        self.found: list[Finding] = []

    def read(self) -> UnderstoodRow:
        row = self.row
        received = self._moment(row.received, "received")
        category = self._category()
        kind = self.known.book.kind_for(self._label("kind", row.kind) or self._kind_of(category), category)
        text = clean(row.text or row.title).text or self._text_of(category)
        shape = self._place()
        person = self._person()
        state = self._state()
        key, content = _keys(row, self.file.system, received, category, text, shape)
        draft = PetitionDraft(
            kind=kind, category=category, text=text, title=clean(row.title).text if row.text else "", person=person,
            named=(self.known.actor,) if self.known.book.restricted(kind) else (), shape=shape,
            place_text=clean(row.place_text).text, channel=self._label("channel", row.channel) or "file",
            received_at=received, external_system=self.file.system, external_id=key[1], with_pin=False,
        )  # fmt: skip
        self._ask(draft)
        updated = max(self._later(row.updated) or received or self.known.now, received or self.known.now)
        until = self._later(row.until)
        return UnderstoodRow(
            row, draft, state, updated, until.astimezone(BANGKOK).date() if until is not None else None,
            self._label("reject", row.reject_code), _whole(row.stars, 1, 5), _whole(row.reopened, 0, 99) or 0, key,
            content, self.found,
        )  # fmt: skip

    def _moment(self, text: str, name: str) -> datetime | None:
        if not text.strip():
            self._say("petition_row.date_missing", name)
            return None
        told = read_moment(text, self.file.system)
        if told is None or told > self.known.now + timedelta(days=1):
            self._reject("petition_row.bad_date", text, name)
        return told

    def _later(self, text: str) -> datetime | None:
        return read_moment(text, self.file.system) if text.strip() else None

    def _category(self) -> str:
        said = self.row.category
        if not said.strip():
            return self.known.book.import_category
        for part in (said, *said.split("|"), *said.split("/")):
            if code := self._label("category", part):
                return code
        self._say("petition_row.category_unknown", "category", said)
        return self.known.book.import_category

    def _kind_of(self, category: str) -> str:
        known = self.known.book.categories.get(category)
        return known.kind if known is not None else self.known.book.import_kind

    def _text_of(self, category: str) -> str:
        """A petition that says only what it is about."""
        if not self.row.category.strip():
            self._reject("petition_row.nothing_told", "", "text")
        self._say("petition_row.text_missing", "text")
        return self.known.book.categories[category].th

    def _state(self) -> str:
        if self.row.state in PETITION_STATES.states:
            return self.row.state
        said = self.row.state_text
        code = self._label("state", said)
        if said.strip() and not code:
            self._say("petition_row.state_unknown", "state", said)
        return code or NEW

    def _place(self) -> Point | None:
        north, east = self.row.north.strip(), self.row.east.strip()
        if not north and not east:
            return None
        read = read_metres_or_degrees(north, east)
        if read is None:
            self._say("petition_row.place_unreadable", "place", f"{north}, {east}")
            return None
        first, second, degrees = read
        if _swapped(first, second, degrees):
            first, second = second, first
            self._say("petition_row.place_swapped", "place", f"{north}, {east}")
        point = self._projected(first, second) if degrees else (second, first)
        if point is None or not all(abs(one) < 1e7 for one in point):
            self._say("petition_row.place_unreadable", "place", f"{north}, {east}")
            return None
        return Point(point)

    def _projected(self, latitude: float, longitude: float) -> tuple[float, float] | None:
        if abs(latitude) > 90:
            return None
        moved = self.known.to_project(np.array([[longitude, latitude]]))
        east, north = moved[0].tolist()
        return (east, north) if np.isfinite(moved).all() else None

    def _person(self) -> PersonDraft | None:
        row = self.row
        if not any((row.first_name, row.last_name, row.number, row.phone, row.email)):
            return None
        number = plain_number(row.number)
        if len(number) == 13 and not check_digit_holds(number):
            self._reject("petition_row.bad_number", mask_number(number), "number")
        full = " ".join(filter(None, (row.prefix, row.first_name, row.last_name)))
        name = self.known.titles.split(mask_numbers_in(full))
        if row.last_name:
            first, last = (clean(mask_numbers_in(part)).text for part in (row.first_name, row.last_name))
            name = replace(name, first=first.removeprefix(name.prefix).strip() if name.prefix else first, last=last)
        owner = Owner(uid=new_uid(), prefix=name.prefix, first_name=name.first, last_name=name.last, email=row.email)
        return PersonDraft(role=PETITIONER, owner=owner, number=row.number, phone=row.phone)

    def _ask(self, draft: PetitionDraft) -> None:
        try:
            ask_complete(self.known.book, draft)
        except Refused as refused:
            if refused.code not in _CODES:
                raise
            self._reject(_CODES[refused.code], draft.text, "text", **refused.facts)

    def _label(self, what: str, said: str) -> str:
        return self.known.labels[what].get(squash(said).casefold(), "") if said.strip() else ""

    def _say(self, code: str, name: str, value: str = "", **facts: object) -> None:
        self.found.append(self._finding(code, name, value, facts))

    def _reject(self, code: str, value: str, name: str, **facts: object) -> None:
        raise Rejected(self._finding(code, name, value, facts))

    def _finding(self, code: str, name: str, value: str, facts: Mapping[str, object]) -> Finding:
        row = self.row
        subject = mask_numbers_in(row.external_id)[:SHOWN]
        place = Place(source=self.file.source, sheet=self.file.sheet, row=row.line, field=name, subject=subject)
        return Finding(code, place, mask_numbers_in(value)[:SHOWN], facts=tuple(facts.items()))


def _swapped(first: float, second: float, degrees: bool) -> bool:
    """Whether north and east stand in each other's place: in Thailand they cannot be mistaken."""
    if degrees:
        return _WEST <= first <= _EAST and _SOUTH <= second <= _NORTH
    return _EASTINGS[0] <= first <= _EASTINGS[1] and _NORTHINGS[0] <= second <= _NORTHINGS[1]


def _keys(
    row: PetitionRow, system: str, received: datetime | None, category: str, text: str, shape: Point | None
) -> tuple[tuple[str, str], str]:
    """By what the row is known when it comes again: its number there, else everything that it says."""
    place = f"{shape.x:.1f} {shape.y:.1f}" if shape is not None else ""
    moment = received.isoformat() if received is not None else ""
    said = "\n".join((category, squash(mask_numbers_in(text)), moment, place))
    people = (row.first_name, row.last_name, row.phone, row.number, row.place_text, row.title)
    whole = "\n".join((said, *(squash(one) for one in people)))
    number = mask_numbers_in(row.external_id.strip())[:SHOWN]
    exact = received is not None and received.astimezone(BANGKOK).time().replace(microsecond=0) != _MIDNIGHT
    content = said if exact and place and system != CSV else ""
    return (system, number or f"#{hashlib.sha256(whole.encode()).hexdigest()[:16]}"), content


_MIDNIGHT = datetime.min.time()


def _whole(text: str, least: int, most: int) -> int | None:
    try:
        value = round(float(text))
    except (ValueError, OverflowError):
        return None
    return value if least <= value <= most else None
