"""Papers that came in: files that belong to a case, known by the hash of their bytes."""

from dataclasses import dataclass
from datetime import date

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record

PHOTO_BEFORE, PHOTO_AFTER = "photo_before", "photo_after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Record):
    """A file of a case as it came. `kind` says what it is (`photo_before`, `photo_after`, `document`, `scan`, `mail`,
    `issued`), `media` its type by content (`image/jpeg`), `size` its bytes. The bytes lie in the project, or beside
    it where `beside`, under `sha256`. What leaves is `leaves_as`, a cleaned picture's hash, where that is another.
    `text` is what its text layer says, for search."""

    case_uid: Uid
    name: str
    kind: str = "document"
    media: str = ""
    size: int = 0
    sha256: str = ""
    beside: bool = False
    leaves_as: str = ""
    taken_on: date | None = None
    text: str = ""
    note: str = ""
