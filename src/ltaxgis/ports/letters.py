"""What the books of correspondence are asked, and what they answer."""

from dataclasses import dataclass
from datetime import date, datetime

from ltaxgis.domain.ids import Uid


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    """A book of numbers: `series` of a BE `year`, of one `division` where each has its own. `first` to `last` are
    days, both included; `worked_by` narrows to letters of, or routed to, a division; `states` to used, reserved or
    void ones; `text` to what holds these words. `viewer` is who looks: what is for named people only tells others
    nothing but its number."""

    series: str
    year: int
    division: str = ""
    first: date | None = None
    last: date | None = None
    worked_by: str = ""
    states: tuple[str, ...] = ()
    text: str = ""
    viewer: str = ""
    newest_first: bool = False
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True, slots=True)
class RoutedLine:
    """Where a letter of the book went: to a division or person, for what, when, under which number there."""

    division: str
    person: str
    purpose: str
    sent_at: datetime
    number: str
    done_on: date | None
    returned: bool


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A number of the book and what has it. `case_uid` is None for one that nobody has, or that is `hidden`. `dated`
    and `their_number` stand on the paper; `sender`, `addressee`, `subject`, `action`, `remark` are the columns;
    `routed` in their order. `receivers` is how many it went to."""

    number_uid: Uid
    series: str
    number: int
    text: str
    state: str
    reason: str
    day: date | None
    case_uid: Uid | None = None
    desk: str = ""
    kind: str = ""
    case_state: str = ""
    their_number: str = ""
    dated: date | None = None
    sender: str = ""
    addressee: str = ""
    subject: str = ""
    action: str = ""
    remark: str = ""
    division: str = ""
    assignee: str = ""
    urgency: int = 0
    secrecy: int = 0
    circular: bool = False
    hidden: bool = False
    due: date | None = None
    closed_on: date | None = None
    receivers: int = 0
    routed: tuple[RoutedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Some lines of a book in the order of their numbers, and how many it has."""

    lines: tuple[RegisterLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class InboxQuery:
    """Where letters wait: routings to `divisions` or `persons`, of `purposes`, not done yet; `received` whether the
    division has taken them in (None: both); `late_on`: due before this day."""

    divisions: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    received: bool | None = None
    late_on: date | None = None
    viewer: str = ""
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A letter that waits somewhere: the routing, and what the letter is."""

    routing_uid: Uid
    case_uid: Uid
    number: str
    own_number: str
    subject: str
    sender: str
    urgency: int
    secrecy: int
    division: str
    person: str
    purpose: str
    sent_at: datetime
    due: date | None
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class InboxPage:
    lines: tuple[InboxLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class AwaitedLine:
    """Somebody who was sent a letter and has not said that it came."""

    recipient_uid: Uid
    case_uid: Uid
    number: str
    subject: str
    name: str
    way: str
    sent_at: datetime
    urgency: int
    chased: int
    chased_on: date | None
    email: str
    tracking: str


@dataclass(frozen=True, slots=True)
class LetterStatistic:
    """Letters of a month (BE year, month), direction, kind of document and division: how many, of those ended, ended
    late, still open and late today, and the days that those which ended took."""

    year: int
    month: int
    direction: str
    document: str
    division: str
    count: int
    ended: int
    ended_late: int
    late: int
    days: int
