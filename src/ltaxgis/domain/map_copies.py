"""A copy of the map that left to be changed in another program: what in it was changed, beside what stands here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record
from ltaxgis.domain.round_trip import RefusedCell, RefusedRow

MANIFEST = "ltaxgis_copy"
PARCELS, LAND = "parcels", "land"
UID, VERSION = "uid", "version"
SHAPE = "shape"


@dataclass(frozen=True, slots=True)
class Departure:
    """What the copy's own list says of one thing that left: its version, and a digest of what was only told."""

    version: int
    told: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """One thing of the copy that is not as it left. `now` stands in the project, None for what was added there; `base`
    is how it left.

    `fields` were changed there alone, `quarrels` on both sides to something else; for what was added `fields` are all
    of it. `ended` is what is missing from the copy. `beside` are the fields that follow from another one.
    """

    uid: Uid
    now: Record | None
    fields: Mapping[str, Any] = field(default_factory=dict)
    quarrels: Mapping[str, Any] = field(default_factory=dict)
    beside: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    ended: bool = False
    base: Record | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one table of a copy would change. `read` rows it has, `same` of them as they left."""

    edits: tuple[Edited, ...] = ()
    read: int = 0
    same: int = 0
    refused: tuple[RefusedCell, ...] = ()
    rows_refused: tuple[RefusedRow, ...] = ()
    findings: tuple[Finding, ...] = ()


def left_here(headers: Sequence[str], columns: Sequence[Sequence[object]]) -> bool:
    """Whether a layer carries our identities: columns of these names stand in layers of others too, uids do not."""
    if UID not in headers or VERSION not in headers:
        return False
    cells = columns[headers.index(UID)]
    first = next((str(cell) for cell in cells if cell), "")
    return len(first) == 32 and all(sign in "0123456789abcdef" for sign in first)
