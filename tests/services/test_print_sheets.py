"""From a view to sheets: what is asked of the map, and what every sheet says about itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pypdfium2
import pytest
import shapely

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.papers.map_sheet import LayerPicture, SheetClass, SheetLabel, SheetLayer, SheetPage
from ltaxgis.domain.sheet_pieces import PiecePlan
from ltaxgis.domain.sheets import SCALES, Extent, Frame, Orientation, Paper
from ltaxgis.formats.papers import TypstPapers
from ltaxgis.ports.papers import PieceWords
from ltaxgis.ports.resources import Resources
from ltaxgis.render.map_pages import paint_layer
from ltaxgis.services.print_sheets import PrintDesk, SheetWish, fitted, plan_sheets, print_pieces, print_sheets
from ltaxgis.services.progress import Step
from ltaxgis.words import Words, load_words

VIEW = (500_000.0, 2_077_000.0, 500_100.0, 2_077_100.0)
TOWN = (500_000.0, 2_077_000.0, 500_900.0, 2_077_500.0)
WISH = SheetWish(
    municipality="เทศบาลตำบลตัวอย่าง",
    crs=32647,
    scale=1000,
    shift="206,837,295",
    reference="4746 I 9876-05 (1:1000)",
    source="สำนักงานที่ดิน",
    data_date=date(2026, 1, 1),
    printed_by="สมศรี ใจดี",
    printed_at=datetime(2026, 11, 22, 14, 5),
)
USES = (SheetClass("เกษตรกรรม", "#cfe8c2", "rising", "ก"), SheetClass("ที่อยู่อาศัย", "#fbe3b0", "", "อ"))


class Town:
    """Two parcels and a road, wherever one looks."""

    def __init__(self) -> None:
        self.asked: list[tuple[Extent, int]] = []

    def layers(self, extent: Extent, scale: int) -> Sequence[SheetLayer]:
        self.asked.append((extent, scale))
        west, south, *_ = extent
        parcels = np.array([shapely.box(w, south + 10, w + 50, south + 60) for w in (west + 10, west + 60)], object)
        road = np.array([shapely.LineString([(west, south), (west + 90, south + 90)])], object)
        look = SheetClass("ถนน", line_mm=0.5, sample="line")
        return [
            SheetLayer("แปลงที่ดิน", parcels, np.array([0, 1]), USES),
            SheetLayer("ถนน", road, np.zeros(1, np.int64), (look,)),
        ]  # fmt: skip

    def labels(self, extent: Extent, scale: int) -> Sequence[SheetLabel]:
        west, south, *_ = extent
        return [SheetLabel("01A001", west + 35, south + 35), SheetLabel("01A999", west - 500, south)]


class Setter:
    """Keeps what it was given."""

    def __init__(self) -> None:
        self.pages: list[SheetPage] = []
        self.pictures: list[list[LayerPicture]] = []
        self.plan: PiecePlan | None = None
        self.piece_words: PieceWords | None = None

    def map_sheets(self, pages: Sequence[SheetPage], pictures: Sequence[Sequence[LayerPicture]]) -> bytes:
        self.pages, self.pictures = list(pages), [list(layers) for layers in pictures]
        return b"pdf"

    def joined(self, pdfs: Sequence[bytes]) -> bytes:
        return b"".join(pdfs)

    def pieces(self, sheet: bytes, page: int, plan: PiecePlan, words: PieceWords) -> bytes:
        self.plan, self.piece_words = plan, words
        return b"pieces"


def printed(wish: SheetWish, words: Words, extent: Extent = VIEW) -> tuple[Setter, Town, list[Frame]]:
    setter, town = Setter(), Town()
    frames = plan_sheets(extent, wish)
    print_sheets(wish, frames, town, PrintDesk(paint_layer, setter, words))
    return setter, town, frames


def test_a_view_that_fits_is_one_sheet_and_a_town_takes_several() -> None:
    assert len(plan_sheets(VIEW, WISH)) == 1
    assert len(plan_sheets(TOWN, WISH)) == 15
    assert len(plan_sheets(TOWN, replace(WISH, paper=Paper.A0, orientation=Orientation.LANDSCAPE))) == 1


@pytest.mark.parametrize("paper", list(Paper))
def test_an_extent_is_fitted_on_one_sheet_at_the_largest_usual_scale(paper: Paper) -> None:
    wish = fitted(TOWN, replace(WISH, paper=paper))
    assert len(plan_sheets(TOWN, wish)) == 1
    larger = [scale for scale in SCALES if scale < wish.scale]
    assert not larger or len(plan_sheets(TOWN, replace(wish, scale=larger[-1]))) > 1


def test_sheets_without_a_parcel_are_left_out_and_the_others_numbered_anew() -> None:
    parcels = np.array([shapely.box(500_010, 2_077_010, 500_020, 2_077_020), shapely.Point(500_890, 2_077_490), None])
    frames = plan_sheets(TOWN, WISH, parcels)
    assert [(frame.number, frame.count) for frame in frames] == [(1, 2), (2, 2)]
    assert frames[0].cells == ((0, 4), (2, 0))
    assert [(frame.row, frame.column) for frame in frames] == [(0, 4), (2, 0)]
    with pytest.raises(Refused) as refused:
        plan_sheets(TOWN, WISH, parcels[2:])
    assert refused.value.code == "sheet.nothing_to_print"


def test_more_sheets_than_anybody_wants_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        plan_sheets((500_000, 2_000_000, 600_000, 2_100_000), WISH)
    assert refused.value.code == "sheet.too_many"


def test_the_map_is_asked_for_each_sheet_and_its_ground_only(words: Words) -> None:
    _, town, frames = printed(WISH, words, TOWN)
    assert town.asked == [(frame.extent, 1000) for frame in frames]


def test_every_sheet_says_what_it_must_be_judged_by(words: Words) -> None:
    page = printed(WISH, words)[0].pages[0]
    notes = dict(page.notes)
    assert notes["ระบบพิกัด"].replace("\u00a0", " ") == "WGS 84 / UTM โซน 47 เหนือ (EPSG 32647)"
    assert "837" in notes["การย้ายพื้นหลักฐาน"]
    assert notes["ระวาง"] == "4746 I 9876-05 (1:1000)"
    assert notes["ข้อมูล ณ วันที่"] == "1 มกราคม 2569"
    assert page.scale_text == "มาตราส่วน 1:1,000"
    assert page.signers == ("ผู้จัดทำ", "หัวหน้าฝ่ายแผนที่ภาษีและทะเบียนทรัพย์สิน", "ผู้อำนวยการกองคลัง")
    assert "ไม่ใช่หลักฐานแสดงสิทธิ" in page.disclaimer
    assert page.footer == "พิมพ์โดย สมศรี ใจดี เมื่อ 22 พฤศจิกายน 2569 เวลา 14.05 น."


def test_what_the_office_sets_takes_the_place_of_the_defaults(words: Words) -> None:
    wish = replace(WISH, disclaimer="ใช้ในราชการเท่านั้น", signers=("ปลัดเทศบาล",), title="ผังเมือง", shift="")
    page = printed(wish, words)[0].pages[0]
    assert (page.disclaimer, page.signers, page.title) == ("ใช้ในราชการเท่านั้น", ("ปลัดเทศบาล",), "ผังเมือง")
    assert "การย้ายพื้นหลักฐาน" not in dict(page.notes)
    assert printed(replace(WISH, signers=()), words)[0].pages[0].signers == ()


def test_thai_digits_stand_in_sentences_but_never_in_codes(words: Words) -> None:
    page = printed(replace(WISH, thai_digits=True), words)[0].pages[0]
    assert page.scale_text == "มาตราส่วน ๑:๑,๐๐๐"
    assert dict(page.notes)["ข้อมูล ณ วันที่"] == "๑ มกราคม ๒๕๖๙"
    assert dict(page.notes)["ระวาง"] == "4746 I 9876-05 (1:1000)"
    assert page.labels[0].text == "01A001"


def test_the_legend_lists_what_the_map_is_about_and_then_the_other_layers(words: Words) -> None:
    page = printed(WISH, words)[0].pages[0]
    assert [look.label for look in page.legend] == ["เกษตรกรรม", "ที่อยู่อาศัย", "ถนน"]
    assert printed(replace(WISH, legend=()), words)[0].pages[0].legend == ()


def test_labels_off_the_sheet_are_left_out_and_the_grid_is_a_layer(words: Words) -> None:
    setter, _, _ = printed(WISH, words)
    assert [label.text for label in setter.pages[0].labels if not label.bold] == ["01A001"]
    assert [picture.name for picture in setter.pictures[0]] == ["แปลงที่ดิน", "ถนน", "กริด UTM"]


def test_black_and_white_is_the_default_and_colour_a_choice(words: Words) -> None:
    assert b" rg" not in printed(WISH, words)[0].pictures[0][0].operators
    assert b" rg" in printed(replace(WISH, colour=True), words)[0].pictures[0][0].operators


def test_sheets_of_a_set_are_numbered(words: Words) -> None:
    setter, _, frames = printed(WISH, words, TOWN)
    assert setter.pages[1].sheet_no == f"แผ่นที่ 2 จาก {len(frames)}"
    assert printed(WISH, words)[0].pages[0].sheet_no == ""


def test_progress_counts_the_sheets(words: Words) -> None:
    steps: list[Step] = []

    def keep(step: Step) -> None:
        steps.append(step)

    frames = plan_sheets(TOWN, WISH)
    print_sheets(WISH, frames, Town(), PrintDesk(paint_layer, Setter(), words), keep)
    assert [(step.done, step.total) for step in steps] == [(n, len(frames)) for n in range(len(frames) + 1)]


def test_pieces_are_planned_for_the_printers_paper_and_say_how_to_join(words: Words) -> None:
    wish = replace(WISH, paper=Paper.A1)
    setter = Setter()
    frame = plan_sheets(VIEW, wish)[0]
    print_pieces(wish, frame, b"pdf", 0, Paper.A3, PrintDesk(paint_layer, setter, words))
    assert setter.plan is not None
    assert setter.piece_words is not None
    assert setter.plan.paper is Paper.A3
    assert f"{len(setter.plan.pieces)} แผ่น" in setter.piece_words.plan_help
    assert setter.piece_words.of.format(name="B2") == "แผ่นย่อย B2"


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("orientation", list(Orientation))
def test_a_sheet_comes_out_whole_in_both_languages(
    resources: Resources, language: str, orientation: Orientation
) -> None:
    words = load_words(resources.words, language)
    desk = PrintDesk(paint_layer, TypstPapers(resources.templates, resources.fonts), words)
    wish = replace(WISH, orientation=orientation, colour=True)
    frames = plan_sheets(TOWN, wish)
    document = pypdfium2.PdfDocument(print_sheets(wish, frames, Town(), desk))
    assert len(document) == len(frames)
    text = document[0].get_textpage().get_text_bounded().replace(" ", "").replace("\u00a0", "")
    document.close()
    assert "01A001" in text
    for code in ("sheet.title", "sheet.legend", "sheet.note.crs", "sheet.signer.director"):
        assert words(code).replace(" ", "") in text.replace("\r\n", "")


def test_both_languages_have_the_same_sentences_about_sheets(resources: Resources) -> None:
    thai, english = (load_words(resources.words, language) for language in ("th", "en"))
    keys = {key for key in thai.sentences if key.startswith(("sheet.", "paper."))}
    assert keys == {key for key in english.sentences if key.startswith(("sheet.", "paper."))}


def test_a_sheet_without_colour_bears_the_letters_of_its_legend(words: Words) -> None:
    def letters(wish: SheetWish) -> list[str]:
        return [label.text for label in printed(wish, words)[0].pages[0].labels if label.bold]

    assert sorted(letters(WISH)) == ["ก", "อ"]
    assert letters(replace(WISH, colour=True)) == letters(replace(WISH, letters=False)) == []


def test_how_many_parcels_had_no_room_for_their_letter_is_noted(words: Words) -> None:
    notes = dict(printed(replace(WISH, scale=25_000), words)[0].pages[0].notes)
    assert "2 แปลง" in notes["ตัวอักษรประเภท"]


def test_the_land_office_s_sheets_are_named_frame_by_frame(words: Words) -> None:
    town, setter = Town(), Setter()
    wish = replace(WISH, reference="")
    frames = plan_sheets(TOWN, wish)
    print_sheets(
        wish, frames, town, PrintDesk(paint_layer, setter, words), reference_of=lambda one: f"ระวาง {one.number}"
    )
    assert [dict(page.notes)["ระวาง"] for page in setter.pages] == [f"ระวาง {one.number}" for one in frames]
