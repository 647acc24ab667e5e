"""A large sheet on the pages of a smaller printer."""

from typing import Any

import pikepdf
from pikepdf import Name

from ltaxgis.domain.sheet_pieces import Piece, PiecePlan
from ltaxgis.domain.sheets import page_size
from ltaxgis.formats.papers_layers import POINTS_A_MM
from ltaxgis.ports.papers import PieceWords

# around the picture of the sheet on the joining plan, in mm: above it stands the heading, below it the check line
_PLAN_TOP, _PLAN_SIDE, _PLAN_BOTTOM = 34.0, 15.0, 28.0


def piece_data(plan: PiecePlan, sheet: pikepdf.Page, words: PieceWords, family: str) -> dict[str, Any]:
    """What the template of the pieces reads, millimetres."""
    width, height = page_size(plan.paper, plan.orientation)
    sheet_width, sheet_height = _sheet_size(sheet)
    x, y, shrunk = _plan_place(plan, (sheet_width, sheet_height))
    return {
        "family": family, "language": words.language,
        "page": {"width": width, "height": height},
        "margins": plan.margins, "overlap": plan.overlap,
        "window": {"width": plan.width, "height": plan.height},
        "plan": {
            "title": words.plan_title, "help": words.plan_help, "check": words.check_line,
            "x": x, "y": y, "shrunk": shrunk, "width": sheet_width * shrunk, "height": sheet_height * shrunk,
        },
        "pieces": [
            {
                "name": piece.name, "text": words.of.format(name=piece.name), "x": piece.x, "y": piece.y,
                "right": _neighbour(plan, piece, 0, 1, words), "below": _neighbour(plan, piece, 1, 0, words),
                "left": _neighbour(plan, piece, 0, -1, words), "above": _neighbour(plan, piece, -1, 0, words),
            }
            for piece in plan.pieces
        ],
    }  # fmt: skip


def lay_pieces(pdf: pikepdf.Pdf, source: pikepdf.Pdf, page: int, plan: PiecePlan) -> None:
    """Lays the sheet under the joining plan (small) and under each piece (at its true size, cut to its window)."""
    form = pdf.copy_foreign(source.make_indirect(source.pages[page].as_form_xobject()))
    if "/OCProperties" in source.Root:
        pdf.Root.OCProperties = pdf.copy_foreign(source.make_indirect(source.Root.OCProperties))
    sheet = _sheet_size(source.pages[page])
    page_height = page_size(plan.paper, plan.orientation)[1]
    x, y, shrunk = _plan_place(plan, sheet)
    small = sheet[0] * shrunk, sheet[1] * shrunk
    _under(pdf.pages[0], form, x, page_height - y - small[1], shrunk, (x, y, *small))
    left, top = plan.margins
    for number, piece in enumerate(plan.pieces, 1):
        bottom = page_height - top + piece.y - sheet[1]
        _under(pdf.pages[number], form, left - piece.x, bottom, 1.0, (left, top, plan.width, plan.height))


def _under(
    page: pikepdf.Page, form: pikepdf.Object, left: float, bottom: float, size: float,
    window: tuple[float, float, float, float],
) -> None:  # fmt: skip
    """`window` is x, y from the upper left, width, height in mm; left and bottom where the form's corner stands."""
    height = float(page.mediabox[3])
    x, y, wide, high = (length * POINTS_A_MM for length in window)
    name = page.add_resource(form, Name.XObject)
    clip = f"{x:.6f} {height - y - high:.6f} {wide:.6f} {high:.6f} re W n"
    matrix = f"{size:.9f} 0 0 {size:.9f} {left * POINTS_A_MM:.6f} {bottom * POINTS_A_MM:.6f} cm"
    page.contents_add(f"q {clip} {matrix} {name} Do Q\nq\n".encode("ascii"), prepend=True)
    page.contents_add(b"\nQ\n")


def _sheet_size(sheet: pikepdf.Page) -> tuple[float, float]:
    _, _, width, height = (float(edge) / POINTS_A_MM for edge in sheet.mediabox)
    return width, height


def _plan_place(plan: PiecePlan, sheet: tuple[float, float]) -> tuple[float, float, float]:
    """Upper left corner and size of the sheet's picture on the joining plan."""
    width, height = page_size(plan.paper, plan.orientation)
    room = width - 2 * _PLAN_SIDE, height - _PLAN_TOP - _PLAN_BOTTOM
    shrunk = min(room[0] / sheet[0], room[1] / sheet[1])
    x = (width - sheet[0] * shrunk) / 2
    return x, _PLAN_TOP + (room[1] - sheet[1] * shrunk) / 2, shrunk


def _neighbour(plan: PiecePlan, piece: Piece, down: int, right: int, words: PieceWords) -> str:
    for other in plan.pieces:
        if (other.row, other.column) == (piece.row + down, piece.column + right):
            return words.neighbour.format(name=other.name)
    return ""
