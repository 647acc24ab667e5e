"""What printing asks of the world: a map to print, a painter of its layers, and a setter of pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.papers.letter import Letter
from ltaxgis.domain.papers.map_sheet import LayerPicture, SheetLabel, SheetLayer, SheetPage
from ltaxgis.domain.papers.paper import Paper
from ltaxgis.domain.sheet_pieces import PiecePlan
from ltaxgis.domain.sheets import Extent, Frame


class MapPictureSource(Protocol):
    """The map as data, project CRS. `scale` is the denominator, for what shows only near by."""

    def layers(self, extent: Extent, scale: int) -> Sequence[SheetLayer]:
        """In painting order, the lowest first; shapes outside the extent do no harm."""
        ...

    def labels(self, extent: Extent, scale: int) -> Sequence[SheetLabel]:
        """Placed without overlaps for that scale."""
        ...


class LayerPainter(Protocol):
    def __call__(self, layer: SheetLayer, frame: Frame, *, colour: bool) -> LayerPicture: ...


@dataclass(frozen=True, slots=True)
class PieceWords:
    """Texts of the pieces; `of` is filled with `name`, `neighbour` with `name`."""

    plan_title: str
    plan_help: str
    check_line: str
    of: str
    neighbour: str
    language: str = "th"


class SheetSetter(Protocol):
    """Makes pages of maps. Raises as `PaperSetter`."""

    def map_sheets(self, pages: Sequence[SheetPage], pictures: Sequence[Sequence[LayerPicture]]) -> bytes: ...

    def pieces(self, sheet: bytes, page: int, plan: PiecePlan, words: PieceWords) -> bytes:
        """One page of the PDF (from 0) cut for smaller paper: the joining plan first, then the pieces."""
        ...

    def joined(self, pdfs: Sequence[bytes]) -> bytes:
        """All pages one after the other in one PDF."""
        ...


class PaperSetter(SheetSetter, Protocol):
    """Makes PDF pages. Raises `Refused("paper.template", …)` where a template is broken, and
    `Refused("paper.font", …)` where it names a family that did not come with the program."""

    def papers(self, papers: Sequence[Paper], pictures: Mapping[str, bytes] | None = None) -> bytes:
        """Papers of one kind, each from a page of its own, as PDF/A-2b. `pictures` are what the papers name (PNG,
        JPEG)."""
        ...


class LetterFiller(Protocol):
    """Letters as documents for Word."""

    def fields(self, template: bytes, name: str) -> frozenset[str]:
        """What a document of the town's own asks for, written `{{ … }}`. Refused where it cannot be read."""
        ...

    def letter(self, letter: Letter, template: bytes = b"") -> bytes:
        """The letter to go on with in Word: in the town's own document, or as the program lays it out."""
        ...


class PageViewer(Protocol):
    """Shows pages as pixels, for preview, printer and pictures alike; any thread may ask."""

    def bands(self, pdf: bytes, page: int, dpi: float, rows: int = 256) -> Iterator[NDArray[np.uint8]]:
        """The page from top to bottom in bands of rows × width × 3 (RGB)."""
        ...

    def png(self, pdf: bytes, page: int, dpi: float) -> bytes: ...

    def count(self, pdf: bytes) -> int: ...

    def size(self, pdf: bytes, page: int, dpi: float) -> tuple[int, int]:
        """Pixels across and down; at 25.4 dpi the page's millimetres."""
        ...
