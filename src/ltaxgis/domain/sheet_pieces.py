"""A sheet larger than the printer's paper, cut into pieces that overlap."""

from dataclasses import dataclass
from math import ceil
from string import ascii_uppercase

from ltaxgis.domain.sheets import Orientation, Paper, page_size

# what office printers cannot reach, and what one piece shows of its neighbour, in mm
UNPRINTABLE_MM = 10.0
OVERLAP_MM = 10.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A window of the sheet, mm from its upper left corner; `name` is row letter and column number: A1, A2, B1."""

    name: str
    row: int
    column: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PiecePlan:
    """Pieces in reading order; each shows `width` × `height` mm of the sheet in the middle of its page. The right and
    the lower `overlap` mm of a piece lie under the next one. All pieces are equally large."""

    paper: Paper
    orientation: Orientation
    width: float
    height: float
    overlap: float
    rows: int
    columns: int
    pieces: tuple[Piece, ...]

    @property
    def margins(self) -> tuple[float, float]:
        """What stays free at the left and right, and above and below."""
        page = page_size(self.paper, self.orientation)
        return (page[0] - self.width) / 2, (page[1] - self.height) / 2


def cut(sheet: tuple[float, float], paper: Paper, overlap: float = OVERLAP_MM) -> PiecePlan:
    """The plan with the fewest pieces of that paper; portrait where both ways take as many."""
    plans = [_plan(sheet, paper, orientation, overlap) for orientation in Orientation]
    return min(plans, key=lambda plan: len(plan.pieces))


def _plan(sheet: tuple[float, float], paper: Paper, orientation: Orientation, overlap: float) -> PiecePlan:
    page = page_size(paper, orientation)
    room = page[0] - 2 * UNPRINTABLE_MM, page[1] - 2 * UNPRINTABLE_MM
    columns, rows = (_needed(sheet[i], room[i], overlap) for i in (0, 1))
    width, height = (sheet[0] + (columns - 1) * overlap) / columns, (sheet[1] + (rows - 1) * overlap) / rows
    pieces = tuple(
        Piece(f"{_letters(row)}{column + 1}", row, column, column * (width - overlap), row * (height - overlap))
        for row in range(rows)
        for column in range(columns)
    )
    return PiecePlan(paper, orientation, width, height, overlap, rows, columns, pieces)


def _needed(length: float, window: float, overlap: float) -> int:
    return max(1, ceil(round((length - overlap) / (window - overlap), 9)))


def _letters(row: int) -> str:
    return ascii_uppercase[row] if row < 26 else _letters(row // 26 - 1) + ascii_uppercase[row % 26]
