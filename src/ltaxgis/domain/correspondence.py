"""Correspondence (สารบรรณ): what a letter has beyond its case, who has it, to whom it went, where it is kept.

Terms and columns follow the Prime Minister's Office regulation on correspondence of 2526 and its changes.
"""

from dataclasses import dataclass
from datetime import date, datetime

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record

IN, OUT = "in", "out"

EXTERNAL, INTERNAL, STAMPED = "external", "internal", "stamped"
ORDER, RULE, BY_LAW = "order", "rule", "by_law"
ANNOUNCEMENT, STATEMENT, NEWS = "announcement", "statement", "news"
CERTIFICATE, MINUTES, RECORD = "certificate", "minutes", "record"
DOCUMENTS = (
    EXTERNAL, INTERNAL, STAMPED, ORDER, RULE, BY_LAW, ANNOUNCEMENT, STATEMENT, NEWS, CERTIFICATE, MINUTES, RECORD,
)  # fmt: skip
"""The six kinds of the regulation's section 10, orders, publicity and records by their parts."""

URGENCIES = (0, 1, 2, 3)
"""Normal, ด่วน, ด่วนมาก, ด่วนที่สุด: the `priority` of the case."""
SECRECIES = (0, 1, 2, 3)
"""Open, ลับ, ลับมาก, ลับที่สุด: the `secrecy` of the case."""

FOR_ACTION, FOR_INFORMATION, FOR_OPINION, COPY = "action", "information", "opinion", "copy"
PURPOSES = (FOR_ACTION, FOR_INFORMATION, FOR_OPINION, COPY)

POST, REGISTERED_POST, HAND, EMAIL, ECMS, FAX = "post", "registered_post", "hand", "email", "ecms", "fax"
WAYS = (POST, REGISTERED_POST, HAND, EMAIL, ECMS, FAX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Record):
    """What a case of correspondence has beyond the case, which keeps subject (`title`), number, urgency (`priority`),
    secrecy and who may see it. `document` is one of DOCUMENTS. `their_number` and `dated` stand on the letter itself:
    the sender's of one that came in, our own of one that goes out. `sender` and `addressee` are จาก and ถึง of the
    register. `action` and `remark` are its last two columns. `arrive_by`: ด่วนภายใน with its day and hour.
    `references` and `enclosures` are lines. `body` is the text of a draft, a paragraph a line; `template` the code
    it was made from. `signer` signs; `signed_on` when he did, `numbered_on` when it got its number. `circular`: ว.
    `archived_on` is when the National Archives took it, `held` why it must not be destroyed."""

    case_uid: Uid
    direction: str
    document: str = EXTERNAL
    their_number: str = ""
    dated: date | None = None
    sender: str = ""
    addressee: str = ""
    salutation: str = ""
    action: str = ""
    remark: str = ""
    arrive_by: datetime | None = None
    references: str = ""
    enclosures: str = ""
    body: str = ""
    template: str = ""
    signer: str = ""
    signer_position: str = ""
    acting_for: str = ""
    signed_on: date | None = None
    numbered_on: date | None = None
    circular: bool = False
    pages: int = 0
    folder_uid: str = ""
    filed_on: date | None = None
    retention: str = ""
    keep_until: date | None = None
    archived_on: date | None = None
    held: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing(Record):
    """A letter goes to a division, or to a person of it, for one of PURPOSES; `place` is the order among readers.
    `due` by when something is done. `received_at` and `number` are the receipt there (เลขรับกอง) by `received_by`;
    `done_on` ends it with what was `told`; `returned` is why it came back undone."""

    case_uid: Uid
    place: int = 0
    division: str = ""
    person: str = ""
    purpose: str = FOR_ACTION
    sent_at: datetime
    due: date | None = None
    received_at: datetime | None = None
    received_by: str = ""
    number: str = ""
    done_on: date | None = None
    told: str = ""
    returned: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient(Record):
    """To whom a letter went: `way` is one of WAYS, `tracking` the post's number. `acknowledged_at` with
    `their_number` is the receiver's answer that it came, `rejected` why he did not take it; `chased` how often he was
    asked since `chased_on`. `owner_uid` where he stands in the owner register."""

    case_uid: Uid
    place: int = 0
    name: str = ""
    agency: str = ""
    address: str = ""
    email: str = ""
    agency_code: str = ""
    owner_uid: str = ""
    way: str = POST
    tracking: str = ""
    sent_at: datetime | None = None
    handed_to: str = ""
    awaited: bool = False
    acknowledged_at: datetime | None = None
    their_number: str = ""
    rejected: str = ""
    chased: int = 0
    chased_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder(Record):
    """A file (แฟ้ม) of the filing plan: `code` and `title`, its calendar `year` (BE), `retention` one of the classes,
    `box` and `shelf` where it stands, `division` whose it is."""

    code: str
    title: str
    year: int
    retention: str
    division: str = ""
    box: str = ""
    shelf: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan(Record):
    """A paper is lent (บัตรยืมหนังสือ, form 24): `case_uid` of a letter. `returned_on` ends it."""

    case_uid: Uid
    borrower: str
    position: str = ""
    division: str = ""
    lent_by: str = ""
    lent_on: date
    due: date
    returned_on: date | None = None
    returned_by: str = ""
    taken_back_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destruction(Record):
    """A year's list of papers to be destroyed (form 25). `year` is the BE year whose end began the survey.
    `committee` are lines `name|position`, the chair first. `sent_on` is when the list went to the National Archives,
    `answered_on` and `answer` (`agreed`, `keeps`) what came back. `approved_on` ends the list, `destroyed_on` too."""

    year: int
    surveyed_on: date
    division: str = ""
    committee: str = ""
    proposed_on: date | None = None
    sent_on: date | None = None
    answered_on: date | None = None
    answer: str = ""
    approved_on: date | None = None
    approved_by: str = ""
    destroyed_on: date | None = None
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionLine(Record):
    """A letter on a list and the committee's `mark`: `destroy`, or `extend` with `until` and why; empty is open."""

    destruction_uid: Uid
    case_uid: Uid
    place: int = 0
    mark: str = ""
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StampPlace(Record):
    """Where a receiving stamp stands on a scan: `page` from 1, `left` and `top` of the stamp as shares of the page.
    `division` is empty for the central stamp."""

    case_uid: Uid
    attachment_uid: Uid
    page: int = 1
    left: float = 0.0
    top: float = 0.0
    division: str = ""
