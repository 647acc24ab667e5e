"""The join's report as a workbook: by zone and block, each of its lists, areas side by side, links made by hand."""

from collections.abc import Iterable, Sequence

from ltaxgis.domain.deed_areas import BlockLine
from ltaxgis.domain.measures import area_text
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.ports.stores import Reading
from ltaxgis.ports.workbooks import CellValue, SheetColumn, SheetRow, WorkSheet
from ltaxgis.services.join_lists import JoinLine, join_lists
from ltaxgis.services.join_overview import AreaLine, HandLink, join_overview
from ltaxgis.words import Words

BLOCK = ("zone", "block", "joined", "register_only", "ambiguous", "with_row", "map_only", "ambiguous_parcels",
         "differing", "deed", "drawn")  # fmt: skip
AREAS = ("code", "deed", "drawn", "difference", "percent", "over")
HAND = ("row_code", "parcel_code", "owner", "actor", "at")
LINES = ("code", "owner", "title", "detail")
_WIDTHS = {"owner": 40.0, "actor": 28.0, "detail": 22.0, "title": 18.0, "over": 18.0}


def join_workbook(reading: Reading, settings: ProjectSettings, words: Words, *, personal: bool) -> list[WorkSheet]:
    """Owners' names only with `personal`."""
    overview, lists = join_overview(reading, settings), join_lists(reading)
    sheets = [
        _sheet("join.blocks", BLOCK, words, (block_cells(line) for line in overview.blocks)),
        _sheet("join.areas", AREAS, words, (_area_cells(line, words) for line in overview.areas)),
        _sheet("join.hand", HAND, words, (_hand_cells(link) for link in overview.by_hand), personal),
    ]
    for name in ("joined", "register_only", "map_only", "ambiguous"):
        lines: Sequence[JoinLine] = getattr(lists, name)
        cells = ((line.code, line.owner, line.title, line.detail) for line in lines)
        sheets.append(_sheet(f"join.{name}", LINES, words, cells, personal))
    return sheets


def block_cells(line: BlockLine) -> Sequence[CellValue]:
    """A zone and block under `BLOCK`; areas in rai-ngan-wa."""
    told = {"deed": area_text(line.deed), "drawn": area_text(line.drawn)}
    return [told.get(name, getattr(line, name)) for name in BLOCK]


def _area_cells(line: AreaLine, words: Words) -> Sequence[CellValue]:
    percent = None if line.percent is None else round(line.percent, 1)
    over = words("join.over") if line.over else ""
    return line.code, line.deed / 100, line.drawn / 100, line.difference / 100, percent, over


def _hand_cells(link: HandLink) -> Sequence[CellValue]:
    at = "" if link.at is None else link.at.astimezone().strftime("%Y-%m-%d %H:%M")
    return link.row_code, link.parcel_code, link.owner, link.actor, at


def _sheet(
    name: str, columns: Sequence[str], words: Words, rows: Iterable[Sequence[CellValue]], personal: bool = True
) -> WorkSheet:
    kept = [index for index, column in enumerate(columns) if personal or column != "owner"]
    headings = tuple(
        SheetColumn(words(f"join.column.{columns[index]}"), _WIDTHS.get(columns[index], 14.0)) for index in kept
    )
    return WorkSheet(words(name), headings, (SheetRow([cells[index] for index in kept]) for cells in rows))
