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
    """Pieces in reading order; each shows `width` × `height` mm of the sheet inside its unprintable margin. The right
    and the lower `overlap` mm of a piece lie under the next one."""

    paper: Paper
    orientation: Orientation
    width: float
    height: float
    overlap: float
    rows: int
    columns: int
    pieces: tuple[Piece, ...]


def cut(sheet: tuple[float, float], paper: Paper, overlap: float = OVERLAP_MM) -> PiecePlan:
    """The plan with the fewest pieces of that paper; portrait where both ways take as many."""
    plans = [_plan(sheet, paper, orientation, overlap) for orientation in Orientation]
    return min(plans, key=lambda plan: len(plan.pieces))


def _plan(sheet: tuple[float, float], paper: Paper, orientation: Orientation, overlap: float) -> PiecePlan:
    page = page_size(paper, orientation)
    width, height = page[0] - 2 * UNPRINTABLE_MM, page[1] - 2 * UNPRINTABLE_MM
    columns, rows = (_needed(sheet[i], (width, height)[i], overlap) for i in (0, 1))
    # the spare room goes evenly to all sides, so that no piece is a mere strip
    left = (columns * (width - overlap) + overlap - sheet[0]) / 2
    top = (rows * (height - overlap) + overlap - sheet[1]) / 2
    across, down = width - overlap, height - overlap
    pieces = tuple(
        Piece(f"{_letters(row)}{column + 1}", row, column, column * across - left, row * down - top)
        for row in range(rows)
        for column in range(columns)
    )
    return PiecePlan(paper, orientation, width, height, overlap, rows, columns, pieces)


def _needed(length: float, window: float, overlap: float) -> int:
    return max(1, ceil(round((length - overlap) / (window - overlap), 9)))


def _letters(row: int) -> str:
    return ascii_uppercase[row] if row < 26 else _letters(row // 26 - 1) + ascii_uppercase[row % 26]
