"""Publicity: what the municipality tells its people, where it hung, and what of it was proved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record

ANNOUNCEMENT, STATEMENT, NEWS, ACTIVITY = "announcement", "statement", "news", "activity"
POSTER, PROCUREMENT, RECRUITMENT, ALERT, TAX, EVENT = "poster", "procurement", "recruitment", "alert", "tax", "event"
PRODUCTS = (
    ANNOUNCEMENT, STATEMENT, NEWS, ACTIVITY, POSTER, PROCUREMENT, RECRUITMENT, ALERT, TAX, EVENT,
)  # fmt: skip
"""Kinds of the cases of this desk."""

BOARD, WEB, FEED, LINE, FACEBOOK, SPEAKER, VINYL, SCREEN, PRESS = (
    "board", "web", "feed", "line", "facebook", "speaker", "vinyl", "screen", "press",
)  # fmt: skip
CHANNELS = (BOARD, WEB, FEED, LINE, FACEBOOK, SPEAKER, VINYL, SCREEN, PRESS)

SEVERITIES = ("minor", "moderate", "severe", "extreme")
"""Of alerts, as the Common Alerting Protocol names them."""

CONSENTS = ("", "given", "public_event", "not_needed", "refused")
"""Of a photo: not asked yet, given by those on it, taken of a public event, nobody to be known on it, refused."""
MAY_BE_SHOWN = frozenset({"given", "public_event", "not_needed"})
"""Consents with which a photo is shown to the public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(Record):
    """What a case of publicity has beyond the case, which keeps its title, place, number and state. Texts are
    paragraphs, one a line. `publish_from` and `publish_to` are when it is to be seen; `starts` and `ends` when an
    event or alert is. `area` is a Polygon or MultiPolygon in the project CRS. `channels` and `tags` are words with
    commas. `approved_text` is the hash of what was approved: what says something else is not approved any more.
    `announced_on` is the day of an announcement (ประกาศ ณ วันที่), `deadline` until when something may be handed in.
    `edition` grows when something published is corrected. `personal_seen` are keys of the personal data in it that
    somebody looked at and lets be read, with commas."""

    case_uid: Uid
    summary: str = ""
    body: str = ""
    title_en: str = ""
    body_en: str = ""
    reason: str = ""
    issue: str = ""
    announced_on: date | None = None
    signer: str = ""
    signer_position: str = ""
    agency: str = ""
    contact: str = ""
    link: str = ""
    tags: str = ""
    channels: str = ""
    publish_from: datetime | None = None
    publish_to: datetime | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    deadline: datetime | None = None
    severity: str = ""
    area: BaseGeometry | None = None
    approved_text: str = ""
    approved_at: datetime | None = None
    approved_by: str = ""
    published_at: datetime | None = None
    emergency: bool = False
    edition: int = 1
    proposed_as: str = ""
    personal_seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Record):
    """What was approved, word for word: `said` is all that the public reads (`publicity_said`), `sha256` its hash.
    It was out from `out_at` up to `out_to`; None: not yet, still. An alert is out before `approved_at`. What was
    `withdrawn` is never shown again, not for a day on which it was out either."""

    case_uid: Uid
    edition: int
    said: str
    sha256: str
    approved_at: datetime | None = None
    approved_by: str = ""
    out_at: datetime | None = None
    out_to: datetime | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting(Record):
    """Something was published on a channel: `place` is the board or the page, `first` to `last` the days it hung or
    stood there as planned, `down_on` when it was taken down. `photo_uid` is an attachment that shows it, `sha256` the
    hash of what was put out."""

    case_uid: Uid
    channel: str
    place: str = ""
    first: date
    last: date | None = None
    down_on: date | None = None
    at: datetime | None = None
    by: str = ""
    link: str = ""
    photo_uid: str = ""
    sha256: str = ""
    note: str = ""
    edition: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast(Record):
    """A text for the loudspeakers (เสียงตามสาย): read on the weekdays `days` (1 is Monday, with commas) at `times`
    (`06:00,17:00`) from `first` to `last`."""

    case_uid: Uid
    script: str
    days: str = "1,2,3,4,5,6,7"
    times: str = "06:00,17:00"
    first: date
    last: date
    voice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptApproval(Record):
    """Words for the loudspeakers that may be read: `script` is their hash, `text` that of the edition beside which
    they were approved. With another edition they may not be."""

    case_uid: Uid
    script: str
    text: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoMark(Record):
    """What is known of a photo: its `place` among the pictures of its text, from 1 (0: not picked), what it shows
    (`alt`), the line under it, whether those on it agree (one of CONSENTS), and by how many degrees it is turned to
    stand straight."""

    case_uid: Uid
    attachment_uid: Uid
    place: int = 0
    alt: str = ""
    caption: str = ""
    consent: str = ""
    turned: float = 0.0


def shown_of(editions: Iterable[Edition]) -> Edition | None:
    """The edition of a publication that was approved last or is out; None where nobody approved any."""
    known = [one for one in editions if not one.withdrawn and (one.approved_at is not None or one.out_at is not None)]
    return max(known, key=lambda one: one.edition, default=None)


def is_backwards(one: Publication) -> bool:
    """Whether something in it ends before it begins."""
    spans = ((one.starts, one.ends), (one.publish_from, one.publish_to))
    return any(first is not None and last is not None and last < first for first, last in spans)


def ask_sound(one: Publication) -> Publication:
    """The publication itself. Refused where it says what cannot be: `publicity.ends_before_start`,
    `publicity.no_channel`, `publicity.no_severity`."""
    if is_backwards(one):
        raise Refused("publicity.ends_before_start")
    if unknown := [name for name in one.channels.split(",") if name and name not in CHANNELS]:
        raise Refused("publicity.no_channel", name=unknown[0])
    if one.severity and one.severity not in SEVERITIES:
        raise Refused("publicity.no_severity", name=one.severity)
    return one
