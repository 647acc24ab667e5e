"""An order for a view, a block or parcels becomes pages of the right ground."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box
from tests.services.test_print_sheets import Town

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.papers.map_sheet import LayerPicture, SheetPage
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.sheet_pieces import PiecePlan
from ltaxgis.domain.sheets import Extent, Orientation, Paper, best_scale
from ltaxgis.domain.styles import MapChoice
from ltaxgis.ports.papers import PieceWords
from ltaxgis.ports.stores import LayerShapes, Source
from ltaxgis.render.map_pages import paint_layer
from ltaxgis.services.print_map import (
    MapOrder,
    best_orientation,
    blocks_of,
    ordered_ground,
    print_map,
    smaller,
)
from ltaxgis.services.print_sheets import PrintDesk
from ltaxgis.services.sheet_sources import shift_used
from ltaxgis.words import Words

CLERK = Actor("สมศรี ทดสอบ")
SETTINGS = ProjectSettings("เทศบาลตำบลทดสอบ", 32647, map_source="สำนักงานที่ดิน")
CODES = ("01A001", "01A002", "01B001", "แปลงว่าง")
SHAPES = [box(500_000 + 100 * i, 2_000_000, 500_050 + 100 * i, 2_000_050) for i in range(3)]
LAYERS = [
    LayerShapes("parcels", [Uid(code) for code in CODES], np.array([*SHAPES, None], object), {"code": list(CODES)})
]


class Setter:
    """Pages as text, so that a test reads what was ordered."""

    def __init__(self) -> None:
        self.pages: list[SheetPage] = []

    def map_sheets(self, pages: Sequence[SheetPage], pictures: Sequence[Sequence[LayerPicture]]) -> bytes:
        self.pages = list(pages)
        return b"sheets"

    def pieces(self, sheet: bytes, page: int, plan: PiecePlan, words: PieceWords) -> bytes:
        return f"{page}:{plan.paper.value}:{len(plan.pieces)};".encode()

    def joined(self, pdfs: Sequence[bytes]) -> bytes:
        return b"".join(pdfs)


@pytest.fixture
def setter() -> Setter:
    return Setter()


@pytest.fixture
def desk(setter: Setter, words: Words) -> PrintDesk:
    return PrintDesk(paint_layer, setter, words)


def test_a_view_is_printed_as_it_is_seen() -> None:
    seen = (500_000.0, 2_000_000.0, 500_010.0, 2_000_010.0)

    assert ordered_ground(MapOrder(CLERK, extent=seen), LAYERS) == (seen, None)


def test_a_block_is_printed_with_some_room_about_its_own_parcels() -> None:
    (west, south, east, north), shapes = ordered_ground(MapOrder(CLERK, block=" 01a "), LAYERS)

    assert shapes is not None
    assert list(shapes) == SHAPES[:2]
    assert west < 500_000 < 500_150 < east < 500_200
    assert south < 2_000_000 < 2_000_050 < north


def test_chosen_parcels_are_printed_and_a_parcel_without_shape_is_no_ground() -> None:
    _, shapes = ordered_ground(MapOrder(CLERK, parcels=(Uid("01B001"),)), LAYERS)

    assert shapes is not None
    assert list(shapes) == [SHAPES[2]]
    with pytest.raises(Refused, match=r"sheet\.nothing_to_print"):
        ordered_ground(MapOrder(CLERK, parcels=(Uid("แปลงว่าง"),)), LAYERS)


def test_a_block_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(Refused) as refused:
        ordered_ground(MapOrder(CLERK, block="99Z"), LAYERS)

    assert (refused.value.code, refused.value.facts["block"]) == ("block.missing", "99Z")


def test_an_order_of_nothing_else_is_the_whole_map() -> None:
    extent, _ = ordered_ground(MapOrder(CLERK), LAYERS)

    assert extent[0] < 500_000
    assert extent[2] > 500_250


def test_a_block_that_fits_is_one_sheet_that_names_it(desk: PrintDesk, setter: Setter) -> None:
    order = MapOrder(CLERK, block="01A", title="แผนที่เพื่อการประชุม", signers=("นายกเทศมนตรี",))

    printed = print_map(order, LAYERS, SETTINGS, Town(), desk)

    page = setter.pages[0]
    assert (printed.sheets, printed.scale, page.frame.orientation) == (1, 1000, Orientation.LANDSCAPE)
    assert (page.title, page.subtitle, page.signers) == ("แผนที่เพื่อการประชุม", "01A", ("นายกเทศมนตรี",))
    assert page.legend_title == desk.words("theme.land-use")
    assert "สมศรี ทดสอบ" in page.footer
    assert not page.colour


def test_no_signers_at_all_is_a_choice_and_the_projects_own_the_default(desk: PrintDesk, setter: Setter) -> None:
    own = replace(SETTINGS, signers=("ผู้อำนวยการกองช่าง",))

    print_map(MapOrder(CLERK, block="01A"), LAYERS, own, Town(), desk)
    assert setter.pages[0].signers == ("ผู้อำนวยการกองช่าง",)

    print_map(MapOrder(CLERK, block="01A", signers=()), LAYERS, own, Town(), desk)
    assert not setter.pages[0].signers


def test_the_shift_is_noted_only_where_the_map_came_from_indian_1975(desk: PrintDesk, setter: Setter) -> None:
    print_map(MapOrder(CLERK, block="01A"), LAYERS, SETTINGS, Town(), desk)
    assert "sheet.note.shift" not in _notes(setter, desk)

    print_map(MapOrder(CLERK, block="01A", shift="206,837,295"), LAYERS, SETTINGS, Town(), desk)
    assert "sheet.note.shift" in _notes(setter, desk)


@pytest.mark.parametrize(
    ("kind", "choice", "shift"),
    [
        ("parcels", '{"crs": "24047", "datum_shift": "206,837,295"}', "206,837,295"),
        ("parcels", '{"crs": "32647", "datum_shift": "206,837,295"}', ""),
        ("roads", '{"crs": "24047", "datum_shift": "206,837,295"}', ""),
        ("parcels", "{}", ""),
    ],
)
def test_the_parcels_own_file_says_whether_there_was_a_shift(kind: str, choice: str, shift: str) -> None:
    source = Source(new_uid(), "แปลง.shp", "", 1, kind, "แปลง", choice=choice)

    assert shift_used([source]) == shift


def _notes(setter: Setter, desk: PrintDesk) -> set[str]:
    codes = {desk.words(code): code for code in ("sheet.note.crs", "sheet.note.shift", "sheet.note.source")}
    return {codes.get(name, name) for name, _ in setter.pages[0].notes}


def test_every_sheet_comes_in_pieces_for_a_smaller_printer(desk: PrintDesk) -> None:
    order = MapOrder(CLERK, block="01A", scale=100, paper=Paper.A3, pieces=Paper.A4)

    printed = print_map(order, LAYERS, SETTINGS, Town(), desk)

    parts = printed.pdf.decode().strip(";").split(";")
    assert len(parts) == printed.sheets > 1
    assert [part.split(":")[0] for part in parts] == [str(page) for page in range(printed.sheets)]
    assert all(part.split(":")[1] == "A4" and int(part.split(":")[2]) > 1 for part in parts)


def test_pieces_as_large_as_the_sheet_are_the_sheet(desk: PrintDesk) -> None:
    order = MapOrder(CLERK, block="01A", paper=Paper.A4, pieces=Paper.A4)

    assert print_map(order, LAYERS, SETTINGS, Town(), desk).pdf == b"sheets"


def test_the_theme_of_the_map_gives_the_legend_its_name(desk: PrintDesk, setter: Setter) -> None:
    print_map(MapOrder(CLERK, MapChoice(theme="joined"), block="01A"), LAYERS, SETTINGS, Town(), desk)

    assert setter.pages[0].legend_title == desk.words("theme.joined")


def test_blocks_are_named_by_canonical_codes_only() -> None:
    assert blocks_of(["01B001", "01A001/001", "01A002", "", "แปลง 5", "1234"]) == ["01A", "01B"]


def test_a4_is_smaller_than_a3_and_than_nothing_else() -> None:
    assert [smaller(Paper.A4, paper) for paper in Paper] == [paper is not Paper.A4 for paper in Paper]
    assert not smaller(Paper.A0, Paper.A4)


@given(st.floats(1, 5000), st.floats(1, 5000), st.sampled_from(Paper), st.integers(0, 6))
def test_no_other_orientation_shows_an_extent_larger(wide: float, high: float, paper: Paper, signers: int) -> None:
    extent: Extent = (0.0, 0.0, wide, high)
    chosen = best_orientation(extent, paper, signers)

    assert best_scale(extent, paper, chosen, signers) == min(
        best_scale(extent, paper, one, signers) for one in Orientation
    )
