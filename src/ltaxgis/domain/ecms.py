"""Letters between government offices as files of e-CMS (TH e-GIF 1.0): what a message says.

Structure and order as two clients of the exchange agree on them. Codes of secrecy, urgency and kinds of files are the
exchange's own lists, kept on the office's page `correspondence`: nobody here knows them by heart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ltaxgis.domain.correspondence_desk import PAGE
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook

RECEIVE, ACCEPT, REJECT, INVALID, INVALID_ACCEPT = "receive", "accept", "reject", "invalid", "invalid_accept"
NOTICES = (RECEIVE, ACCEPT, REJECT, INVALID, INVALID_ACCEPT)


@dataclass(frozen=True, slots=True)
class EcmsParty:
    """Who writes or gets a letter: a person in a position, of a department of a ministry by their codes."""

    given_name: str = ""
    family_name: str = ""
    job_title: str = ""
    ministry: str = ""
    department: str = ""

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.given_name, self.family_name)))


@dataclass(frozen=True, slots=True)
class EcmsReference:
    """A letter that is referred to."""

    letter_id: str
    day: date | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class EcmsFile:
    """A file inside a message; `code` says what it is, of the exchange's list."""

    code: str
    content: bytes


@dataclass(frozen=True, slots=True)
class EcmsSignature:
    type_code: str = ""
    given_name: str = ""
    family_name: str = ""
    title: str = ""
    ministry: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class EcmsLetter:
    """A letter as it is exchanged. `letter_id` is the sender's number, `day` the letter's. `attachments` are lines
    that tell what is enclosed; `main` the letter itself, `files` what comes with it."""

    letter_id: str
    day: date
    subject: str
    secret_code: str
    speed_code: str
    sender: EcmsParty = EcmsParty()
    receiver: EcmsParty = EcmsParty()
    references: tuple[EcmsReference, ...] = ()
    attachments: tuple[str, ...] = ()
    sent_on: date | None = None
    description: str = ""
    main: EcmsFile | None = None
    files: tuple[EcmsFile, ...] = ()
    signature: EcmsSignature | None = None


@dataclass(frozen=True, slots=True)
class EcmsNotice:
    """What became of a letter; `kind` is one of NOTICES, `accept_id` the receiver's own number where it tells one."""

    kind: str
    letter_id: str
    day: date
    subject: str = ""
    accept_id: str = ""


@dataclass(frozen=True, slots=True)
class EcmsDelete:
    """A letter that was sent is to be taken out of the exchange, so that it may be sent again."""

    letter_id: str
    day: date
    sender: str
    accepter: str


@dataclass(frozen=True, slots=True)
class EcmsProcessed:
    """A message is to be taken out of one's queue."""

    process_id: str


EcmsBody = EcmsLetter | EcmsNotice | EcmsDelete | EcmsProcessed


@dataclass(frozen=True, slots=True)
class EcmsMessage:
    body: EcmsBody
    message_id: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class EcmsCodes:
    """The exchange's lists as the office has them, and who the office is there. By code: degree of secrecy, of
    urgency, type of file."""

    secrecy: Mapping[str, int] = field(default_factory=dict)
    urgency: Mapping[str, int] = field(default_factory=dict)
    media: Mapping[str, str] = field(default_factory=dict)
    ministry: str = ""
    department: str = ""
    to: str = ""

    def secrecy_of(self, code: str) -> int:
        """Refused (`ecms.unknown_code`) for a code that stands in no list: a letter whose secrecy nobody knows is not
        taken for an open one."""
        return self._known(self.secrecy, code)

    def urgency_of(self, code: str) -> int:
        """As `secrecy_of`."""
        return self._known(self.urgency, code)

    def secret_code(self, secrecy: int) -> str:
        return self._code(self.secrecy, secrecy)

    def speed_code(self, urgency: int) -> str:
        return self._code(self.urgency, urgency)

    def media_of(self, code: str) -> str:
        """What a file is said to be, empty where the list does not know: its bytes tell."""
        return self.media.get(code, "")

    def media_code(self, media: str) -> str:
        return self._code(self.media, media)

    def _known(self, table: Mapping[str, int], code: str) -> int:
        if code not in table:
            raise Refused("ecms.unknown_code", text=code)
        return table[code]

    def _code(self, table: Mapping[str, Any], wanted: object) -> str:
        code = next((code for code, one in table.items() if one == wanted), None)
        if code is None:
            raise Refused("ecms.no_code", name=str(wanted))
        return code


def ecms_codes(book: OfficeBook) -> EcmsCodes:
    """The office's own. Refused (`office.unreadable`) where its page says what cannot be."""
    page = book.tables.get(PAGE, {})
    own = page.get("ecms", {})
    try:
        return EcmsCodes(
            secrecy={str(one["code"]): int(one["secrecy"]) for one in page.get("ecms_secret", ())},
            urgency={str(one["code"]): int(one["urgency"]) for one in page.get("ecms_speed", ())},
            media={str(one["code"]): str(one["media"]) for one in page.get("ecms_mime", ())},
            ministry=str(own.get("ministry", "")), department=str(own.get("department", "")), to=str(own.get("to", "")),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("office.unreadable", name=PAGE, why=str(error)) from error
