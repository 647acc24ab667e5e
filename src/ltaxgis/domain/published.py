"""What the public may see of a publication, and nothing else: pages, feeds, calendars and pictures read only this.

All texts are final; times are aware, places are longitude and latitude (WGS 84).
"""

from dataclasses import dataclass
from datetime import date, datetime

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class PublishedPicture:
    """A photo as it leaves, without place and device: a JPEG or PNG, what it shows, and the line under it."""

    name: str
    content: bytes
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class OfficeFace:
    """Who publishes. `emblem` is a PNG or SVG, empty where the town has given none; `colour` is `#rrggbb`."""

    name: str
    name_en: str = ""
    website: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    emblem: bytes = b""
    colour: str = "#0b5394"


@dataclass(frozen=True, slots=True)
class Published:
    """`uid` never changes and names the text in feeds; `slug` is the name of its page. `product` is a code with its
    name in both languages. Paragraphs are plain text. `expires_at` None: until it is withdrawn. `area` are the outer
    rings of what an alert is about."""

    uid: str
    slug: str
    product: str
    product_th: str
    product_en: str
    number: str
    title: str
    summary: str
    paragraphs: tuple[str, ...]
    published_at: datetime
    updated_at: datetime
    title_en: str = ""
    paragraphs_en: tuple[str, ...] = ()
    expires_at: datetime | None = None
    announced_on: date | None = None
    signer: str = ""
    signer_position: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    deadline: datetime | None = None
    place: str = ""
    point: tuple[float, float] | None = None
    area: tuple[Ring, ...] = ()
    severity: str = ""
    link: str = ""
    contact: str = ""
    tags: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    pictures: tuple[PublishedPicture, ...] = ()
    emergency: bool = False
    edition: int = 1
