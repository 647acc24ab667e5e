"""Publicity: what the municipality tells its people, where it hung, and what of it was proved."""

from dataclasses import dataclass
from datetime import date, datetime

from shapely.geometry.base import BaseGeometry

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(Record):
    """What a case of publicity has beyond the case, which keeps its title, place, number and state. Texts are
    paragraphs, one a line. `publish_from` and `publish_to` are when it is to be seen; `starts` and `ends` when an
    event or alert is. `area` is a Polygon or MultiPolygon in the project CRS. `channels` and `tags` are words with
    commas. `approved_text` is the hash of what was approved: what says something else is not approved any more.
    `announced_on` is the day of an announcement (ประกาศ ณ วันที่), `deadline` until when something may be handed in.
    `edition` grows when something published is corrected."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting(Record):
    """Something was published on a channel: `place` is the board or the page, `first` to `last` the days it hung or
    stood there. `photo_uid` is an attachment that shows it, `sha256` the hash of what was put out."""

    case_uid: Uid
    channel: str
    place: str = ""
    first: date
    last: date | None = None
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
