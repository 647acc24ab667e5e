"""A desk: what kind of cases it has, how they go, how they are numbered, and how long they may take."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime

from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.cases import Case
from ltaxgis.domain.clocks import ClockRule
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.numbering import Series
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.records import Record
from ltaxgis.domain.states import StateTable

LONGEST_NAME, LONGEST_LINE, LONGEST_TEXT = 500, 2_000, 200_000
_NAMES = frozenset({"prefix", "first_name", "last_name"})


@dataclass(frozen=True)
class Desk:
    """`series` numbers its cases, empty where each names its own; `rule` says how long one may take, None where
    nothing runs; `place` to which division and, where it is told, with which priority a new case goes (`division`,
    `priority`)."""

    name: str
    table: StateTable
    series: str
    rule: Callable[[Case, OfficeBook], ClockRule | None]
    place: Callable[[str, str, OfficeBook], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """Somebody in a new case: a known person by `uid`, or a new one as he was written down. `owner` carries names and
    address; numbers come in full and go where private numbers are."""

    role: str
    uid: Uid | None = None
    owner: Owner | None = None
    number: str = ""
    phone: str = ""
    licence_no: str = ""


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A case as it comes over the counter or out of a file. `shape` is a point in the project CRS; `links` are
    (kind, uid) of what it stands on beside the parcel under its point; `of_desk` the desk's own records, their
    `case_uid` filled in when it is stored. `received_at` None is now. `series` numbers it where the desk's does not;
    `secrecy` above 0 keeps papers out. `text_keys` are keys of private numbers that stood in the desk's own records."""

    kind: str
    category: str = ""
    title: str = ""
    details: str = ""
    channel: str = "walkin"
    priority: int | None = None
    received_at: datetime | None = None
    shape: BaseGeometry | None = None
    place_text: str = ""
    division: str = ""
    assignee: str = ""
    people: Sequence[PersonDraft] = ()
    links: Sequence[tuple[str, Uid]] = ()
    of_desk: Sequence[Record] = ()
    external_system: str = ""
    external_id: str = ""
    visible_to: str = ""
    reserved: str = ""
    with_pin: bool = True
    series: Series | None = None
    secrecy: int = 0
    text_keys: str = ""

    @property
    def texts(self) -> Iterator[tuple[str, int]]:
        """What a person wrote, each with the length beyond which it is no name or text that anybody means."""
        yield from ((text, LONGEST_LINE) for text in (self.title, self.place_text, self.external_id))
        yield self.details, LONGEST_TEXT
        for owner in (person.owner for person in self.people if person.owner is not None):
            for name in (one.name for one in fields(owner)):
                if isinstance(text := getattr(owner, name), str):
                    yield text, LONGEST_NAME if name in _NAMES else LONGEST_LINE


@dataclass(frozen=True, slots=True)
class Received:
    """What the receipt slip says: the stored case and its PIN in plain, which is kept nowhere."""

    case: Case
    pin: str = ""
    numbers: Sequence[str] = field(default_factory=tuple)
