"""Papers that came in: files that belong to a case, known by the hash of their bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.records import Record

PHOTO_BEFORE, PHOTO_AFTER, DOCUMENT, SCAN, MAIL = "photo_before", "photo_after", "document", "scan", "mail"
PHOTO_KINDS = (PHOTO_BEFORE, PHOTO_AFTER)
ISSUED = "issued"
KINDS = (*PHOTO_KINDS, DOCUMENT, SCAN, MAIL, ISSUED)

JPEG, PNG, WEBP, TIFF, HEIC = "image/jpeg", "image/png", "image/webp", "image/tiff", "image/heic"
PDF, EML, TEXT, MP4, ZIP = "application/pdf", "message/rfc822", "text/plain", "video/mp4", "application/zip"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

PICTURES = frozenset({JPEG, PNG, WEBP, TIFF, HEIC})
SUFFIXES: Mapping[str, tuple[str, ...]] = {
    JPEG: (".jpg", ".jpeg", ".jpe"), PNG: (".png",), WEBP: (".webp",), TIFF: (".tif", ".tiff"),
    HEIC: (".heic", ".heif"), PDF: (".pdf",), EML: (".eml",), DOCX: (".docx",), XLSX: (".xlsx",), TEXT: (".txt",),
    MP4: (".mp4", ".m4v", ".mov"), ZIP: (".zip",),
}  # fmt: skip
"""By type: how names end, the usual one first."""

MEGABYTE = 1_000_000
_PAGE = "attachments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Record):
    """A file of a case as it came. `kind` says what it is (`photo_before`, `photo_after`, `document`, `scan`, `mail`,
    `issued`), `media` its type by content (`image/jpeg`), `size` its bytes. The bytes lie in the project, or beside
    it where `beside`, under `sha256`. What leaves is `leaves_as`, a cleaned picture's hash, where that is another;
    `preview_as` the hash of a small picture of it. Both lie in the project. `text` is what its text layer says, for
    search, its private numbers masked; `text_keys` are their keys with commas, those in name and note first."""

    case_uid: Uid
    name: str
    kind: str = DOCUMENT
    media: str = ""
    size: int = 0
    sha256: str = ""
    beside: bool = False
    leaves_as: str = ""
    preview_as: str = ""
    taken_on: date | None = None
    text: str = ""
    note: str = ""
    text_keys: str = ""


@dataclass(frozen=True, slots=True)
class PaperLimits:
    """What the office takes, of its page `attachments`. Sizes in bytes; `inside` is the largest that lies in the
    project itself; pictures leave no longer than `leaves_px` on their longer side. `most` a case, by desk; `other`
    for desks that are not named."""

    inside: int = 2 * MEGABYTE
    largest: int = 25 * MEGABYTE
    most: Mapping[str, int] = field(default_factory=lambda: {"other": 40})
    allowed: frozenset[str] = frozenset({JPEG, PNG, WEBP, TIFF, HEIC, PDF, EML, DOCX, XLSX, TEXT, MP4})
    pixels: int = 120 * MEGABYTE
    leaves_px: int = 2400
    preview_px: int = 640
    scan_folder: str = ""

    def most_of(self, desk: str) -> int:
        return self.most.get(desk, self.most.get("other", 40))


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the words with its facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a paper's text says of itself; empty where it says nothing. `number` is the sender's own."""

    title: str = ""
    sender: str = ""
    on: date | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class PaperLook:
    """A file that was looked at and may be taken in; `path` is where it lies. `place` is a photo's latitude and
    longitude. `preview` and `leaving` are JPEGs, empty where there is none; `doubts` are told beside it. `inside` are
    papers inside this one, of a mail or an archive, that lie in the folder for what was unpacked."""

    path: Path
    name: str
    media: str
    size: int
    sha256: str
    taken_on: date | None = None
    place: tuple[float, float] | None = None
    pages: int = 0
    text: str = ""
    preview: bytes = b""
    leaving: bytes = b""
    suggested: Suggestion = Suggestion()
    doubts: tuple[Said, ...] = ()
    inside: tuple["PaperLook", ...] = ()

    @property
    def kind(self) -> str:
        """What it most likely is to a case."""
        if self.media in PICTURES:
            return PHOTO_BEFORE
        return MAIL if self.media == EML else DOCUMENT


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What came of looking at many files: those that may be taken in, and why others may not."""

    looks: tuple[PaperLook, ...]
    refused: tuple[Said, ...] = ()


def paper_limits(book: OfficeBook) -> PaperLimits:
    """The office's own. Refused (`office.unreadable`) where its page says what cannot be."""
    page = book.tables.get(_PAGE, {})
    usual = PaperLimits()
    allowed = frozenset(_media(str(name)) for name in page.get("allowed", ())) or usual.allowed
    return PaperLimits(
        inside=_size(page, "inside_mb", usual.inside),
        largest=_size(page, "largest_mb", usual.largest),
        most={str(desk): int(count) for desk, count in page.get("most_per_case", usual.most).items()},
        allowed=allowed,
        pixels=_size(page, "most_megapixels", usual.pixels),
        leaves_px=int(page.get("leaves_longest_px", usual.leaves_px)),
        preview_px=usual.preview_px,
        scan_folder=str(page.get("scan_folder", "")),
    )


def suffix_of(media: str) -> str:
    return SUFFIXES.get(media, ("",))[0]


def _size(page: Mapping[str, Any], name: str, usual: int) -> int:
    value = page.get(name, usual / MEGABYTE)
    if not isinstance(value, int | float) or value <= 0:
        raise Refused("office.unreadable", name=_PAGE, why=f"{name} = {value!r}")
    return round(value * MEGABYTE)


def _media(name: str) -> str:
    for media, suffixes in SUFFIXES.items():
        if f".{name.lower().lstrip('.')}" in suffixes:
            return media
    raise Refused("office.unreadable", name=_PAGE, why=name)
