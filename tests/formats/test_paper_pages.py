"""Papers as PDF: true scale, Thai text that can be found again, layers, ground, pieces, pictures."""

import io
import json
import re
import shutil
import struct
import subprocess
import unicodedata
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import shapely
from numpy.typing import NDArray

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.papers.map_sheet import LayerPicture, SheetClass, SheetLabel, SheetPage
from ltaxgis.domain.sheet_ground import ground_of
from ltaxgis.domain.sheet_pieces import cut
from ltaxgis.domain.sheets import Frame, Orientation, Paper, sheets_for
from ltaxgis.formats.papers import FAMILY, TypstPapers
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.ports.papers import PieceWords
from ltaxgis.ports.resources import Resources

DPI = 2400
WEST, SOUTH = 500_000.0, 2_077_000.0
WORDS = PieceWords("แผนผังการต่อแผ่น", "ตัดแล้วต่อ", "100 มม.", "แผ่นย่อย {name}", "ต่อกับ {name}")


@pytest.fixture(scope="session")
def setter(resources: Resources) -> TypstPapers:
    return TypstPapers(resources.templates, resources.fonts)


def a_frame(paper: Paper = Paper.A4, orientation: Orientation = Orientation.PORTRAIT) -> Frame:
    return sheets_for((WEST, SOUTH, WEST + 1, SOUTH + 1), 1000, paper, orientation)[0]


def a_page(frame: Frame, **given: object) -> SheetPage:
    texts: dict[str, object] = {
        "municipality": "เทศบาลตำบลตัวอย่าง", "title": "แผนที่ภาษี", "labels_name": "ป้ายข้อความ",
        "frame_name": "แผนที่", **given,
    }  # fmt: skip
    return SheetPage(frame=frame, ground=ground_of(frame.extent, 32647), **texts)  # type: ignore[arg-type]


def bars(frame: Frame) -> LayerPicture:
    """Four bars a tenth of a millimetre wide, 100 m apart in pairs, in the middle of the map."""
    x, y = round(frame.layout.map.width * 50) - 5000, round(frame.layout.map.height * 50) - 5000
    upright = "".join(f"{x + off} {y - 1000} m {x + off} {y + 11000} l S\n" for off in (0, 10_000))
    level = "".join(f"{x - 1000} {y + off} m {x + 11000} {y + off} l S\n" for off in (0, 10_000))
    return LayerPicture.of("มาตร", f"10 w 0 G\n{upright}{level}".encode())


def window(pdf: bytes, page: int, *part_mm: float) -> NDArray[np.uint8]:
    """A part of a page (mm from the left and the top, width, height) at 2400 dpi, as grey."""
    document = pypdfium2.PdfDocument(pdf)
    shown = document[page]
    full = [round(side / 72 * DPI) for side in shown.get_size()]
    x, y, width, height = (round(mm / 25.4 * DPI) for mm in part_mm)
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    pdfium.FPDF_RenderPageBitmap(bitmap, shown, -x, -y, *full, 0, 0)
    grey: NDArray[np.uint8] = bitmap.to_numpy().copy().reshape(height, width)
    document.close()
    return grey


def dark_middles(row: NDArray[np.uint8]) -> list[float]:
    """The middles of the dark stretches of a row of pixels, in mm."""
    dark = np.flatnonzero(row < 128)
    runs = np.split(dark, np.flatnonzero(np.diff(dark) > 1) + 1)
    return [(run[0] + run[-1] + 1) / 2 * 25.4 / DPI for run in runs if len(run)]


@pytest.mark.parametrize("paper", [Paper.A4, Paper.A0])
@pytest.mark.parametrize("orientation", list(Orientation))
def test_a_hundred_metres_at_1_to_1000_measure_a_hundred_millimetres_both_ways(
    setter: TypstPapers, paper: Paper, orientation: Orientation
) -> None:
    frame = a_frame(paper, orientation)
    pdf = setter.map_sheets([a_page(frame)], [[bars(frame)]])
    box = frame.layout.map
    middle_x, middle_y = box.x + box.width / 2, box.y + box.height / 2
    across = window(pdf, 0, middle_x - 55, middle_y - 20, 110, 1)
    down = window(pdf, 0, middle_x - 20, middle_y - 55, 1, 110)
    for row in (across[len(across) // 2], down[:, down.shape[1] // 2]):
        first, second = dark_middles(row)
        assert second - first == pytest.approx(100, abs=0.02)
        # and they stand where the frame says, not merely at the right distance
        assert first == pytest.approx(5, abs=0.03)


def test_a_page_has_the_size_of_its_paper(setter: TypstPapers) -> None:
    for paper, size in ((Paper.A4, (210, 297)), (Paper.A0, (841, 1189))):
        frame = a_frame(paper)
        with pikepdf.open(io.BytesIO(setter.map_sheets([a_page(frame)], [[]]))) as pdf:
            assert len(pdf.pages) == 1
            assert [float(edge) / 72 * 25.4 for edge in pdf.pages[0].mediabox[2:]] == pytest.approx(size, abs=1e-3)


def plain(text: str) -> str:
    """What searching goes by: NFC, without white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def read_by_pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return plain(text)


def read_by_poppler(pdf: bytes, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    path = folder / "แผ่นที่ 1.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    return plain(done.stdout.decode("utf-8"))


def thai_clusters() -> list[str]:
    """Every consonant with every vowel above or below or before it and every tone mark."""
    consonants = [chr(code) for code in range(0x0E01, 0x0E2F)]
    tones = ["", "่", "้", "๊", "๋", "์"]
    return [
        *(c + vowel + tone for c in consonants for vowel in ["", *"ิีึืุูั็"] for tone in tones),
        *(c + tone + "ำ" for c in consonants for tone in tones[:5]),
        *(lead + c + tone for c in consonants for lead in "เแโใไ" for tone in tones),
    ]


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_every_thai_cluster_is_found_again_once_by_pdftotext_and_by_pdfium(
    resources: Resources, office_folder: Path, weight: str
) -> None:
    clusters = thai_clusters()
    templates = office_folder / "แบบพิมพ์"
    templates.mkdir()
    (templates / "clusters.typ").write_text(
        "#let data = json(bytes(sys.inputs.data))\n"
        f'#set page(width: 200mm, height: 280mm)\n#set text(font: data.family, size: 9pt, weight: "{weight}")\n'
        "#columns(6)[#for line in data.lines [#line \\ ]]\n",
        encoding="utf-8",
    )
    lines = [f"{number:05d}กา{cluster}นี" for number, cluster in enumerate(clusters)]
    pdf = TypstPapers(templates, resources.fonts).set_pages("clusters.typ", {"family": FAMILY, "lines": lines})
    for read in (read_by_pdfium(pdf), read_by_poppler(pdf, office_folder)):
        parts = re.split(r"(\d{5})", read)
        found = dict(zip(parts[1::2], parts[2::2], strict=True))
        wrong = {line: found.get(line[:5]) for line in lines if found.get(line[:5]) != plain(line[5:])}
        assert wrong == {}


def test_labels_on_the_map_and_the_furniture_are_found_again(setter: TypstPapers, office_folder: Path) -> None:
    frame = a_frame()
    west, south, east, north = frame.extent
    labels = tuple(
        SheetLabel(text, (west + east) / 2, south + (north - south) * (number + 1) / 6, angle, halo=number % 2 == 0)
        for number, (text, angle) in enumerate([("ถนนศรีภูมิ", 33.0), ("01A001/002", 0.0), ("น้ำคล้ำ ที่ดินนี้", -60.0)])
    )
    signing = {"signers": ("ผู้อำนวยการกองคลัง",), "sign_words": ("ลงชื่อ", "วันที่")}
    page = a_page(frame, title="แผนที่ภาษี ปี ๒๕๖๙", labels=labels, **signing)
    pdf = setter.map_sheets([page], [[]])
    for read in (read_by_pdfium(pdf), read_by_poppler(pdf, office_folder)):
        for text in ("แผนที่ภาษีปี๒๕๖๙", "ผู้อำนวยการกองคลัง", "01A001/002", "ถนนศรีภูมิ", "น้ำคล้ำที่ดินนี้"):
            assert read.count(text) == 1, text


def test_a_label_stands_in_the_middle_of_its_place(setter: TypstPapers) -> None:
    frame = a_frame()
    e, n = frame.west + 50, frame.south + 50
    bare = setter.map_sheets([a_page(frame)], [[]])
    labelled = setter.map_sheets([a_page(frame, labels=(SheetLabel("HHH", e, n, size_pt=10),))], [[]])
    x, y = frame.on_paper(e, n)
    before, after = (window(pdf, 0, x - 10, y - 10, 20, 20).astype(int) for pdf in (bare, labelled))
    rows, columns = np.nonzero(np.abs(after - before) > 100)
    middle = [(part.min() + part.max()) / 2 * 25.4 / DPI for part in (columns, rows)]
    assert middle == pytest.approx([10, 10], abs=0.15)


@pytest.mark.parametrize("colour", [False, True])
def test_labels_are_black_on_a_sheet_for_the_copier(setter: TypstPapers, colour: bool) -> None:
    frame = a_frame()
    red = SheetLabel("01A001", frame.west + 90, frame.south + 90, size_pt=40, colour="#ff0000")
    pdf = setter.map_sheets([a_page(frame, labels=(red,), colour=colour)], [[]])
    page = np.concatenate(list(PdfiumPages().bands(pdf, 0, 60)))
    assert bool((page[:, :, 0] != page[:, :, 1]).any()) is colour


def test_layers_are_switches_shared_by_all_pages_the_uppermost_first(setter: TypstPapers) -> None:
    frame = a_frame()
    picture = [LayerPicture.of("แปลงที่ดิน", b"0 0 m 9 9 l S"), LayerPicture.of("ถนน", b"0 0 m 9 9 l S")]
    pdf = setter.map_sheets([a_page(frame), a_page(frame)], [picture, picture])
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 2
        shown = [str(group.Name) for group in opened.Root.OCProperties.D.Order]
    assert shown[-1] == "แปลงที่ดิน"
    assert sorted(shown) == sorted(["ป้ายข้อความ", "แปลงที่ดิน", "ถนน"])


def test_a_layer_that_is_switched_off_is_not_shown(setter: TypstPapers) -> None:
    frame = a_frame()
    pdf = setter.map_sheets([a_page(frame)], [[bars(frame)]])
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        groups = opened.Root.OCProperties
        groups.D.OFF = pikepdf.Array([group for group in groups.OCGs if str(group.Name) == "มาตร"])
        groups.D.ON = pikepdf.Array([group for group in groups.OCGs if str(group.Name) != "มาตร"])
        out = io.BytesIO()
        opened.save(out)
    box = frame.layout.map
    place = (box.x + box.width / 2 - 55, box.y + box.height / 2 - 20, 20, 1)
    assert (window(pdf, 0, *place) < 128).any()
    assert not (window(out.getvalue(), 0, *place) < 128).any()


@pytest.mark.parametrize("crs", [32647, 24047])
def test_gdal_reads_the_ground_of_a_sheet(setter: TypstPapers, office_folder: Path, crs: int) -> None:
    if shutil.which("gdalinfo") is None:
        pytest.skip("gdalinfo is not installed")
    frame = a_frame(Paper.A3, Orientation.LANDSCAPE)
    page = SheetPage(frame, ground_of(frame.extent, crs), "เทศบาล", "แผนที่", labels_name="ป้าย", frame_name="แผนที่")
    path = office_folder / "แผ่นที่.pdf"
    path.write_bytes(setter.map_sheets([page], [[]]))
    done = subprocess.run(["gdalinfo", "-json", str(path)], capture_output=True, check=True)
    told = json.loads(done.stdout)
    assert f'ID["EPSG",{crs}]' in told["coordinateSystem"]["wkt"]
    neat_line = shapely.from_wkt(told["metadata"][""]["NEATLINE"])
    assert neat_line.bounds == pytest.approx(frame.extent, abs=0.01)


def test_a_family_that_did_not_come_with_the_program_is_refused(resources: Resources, office_folder: Path) -> None:
    (office_folder / "letter.typ").write_text('#set text(font: "Comic Sans MS")\nแผนที่', encoding="utf-8")
    with pytest.raises(Refused) as refused:
        TypstPapers(office_folder, resources.fonts).set_pages("letter.typ", {})
    assert refused.value.code == "paper.font"
    assert "comic sans ms" in str(refused.value.facts["reason"])


def test_a_broken_template_is_refused_with_its_reason(resources: Resources, office_folder: Path) -> None:
    (office_folder / "letter.typ").write_text("#nothing", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        TypstPapers(office_folder, resources.fonts).set_pages("letter.typ", {})
    assert refused.value.code == "paper.template"
    assert "nothing" in str(refused.value.facts["reason"])


def test_text_of_users_is_printed_as_it_is_and_never_run(setter: TypstPapers) -> None:
    title = '#panic("x") *ก* $x$ "ข" \\ [ค] https://a.b <tag> @ref'
    pdf = setter.map_sheets([a_page(a_frame(), title=title)], [[]])
    assert plain(title) in read_by_pdfium(pdf)


def test_a_legend_of_twenty_lines_ten_signers_and_long_texts_still_fit_their_boxes(setter: TypstPapers) -> None:
    legend = tuple(SheetClass(f"การใช้ประโยชน์ประเภทที่ {i} ซึ่งมีชื่อยาวมาก", "#ffeeaa", "rising", "ก") for i in range(20))
    notes = tuple((f"หัวข้อ {i}", "ข้อความยาวเกี่ยวกับแหล่งข้อมูลของแผนที่ภาษี " * 2) for i in range(6))
    for orientation in Orientation:
        frame = a_frame(Paper.A4, orientation)
        page = a_page(frame, title="แผนที่ภาษีและทะเบียนทรัพย์สิน " * 6, legend=legend, notes=notes, legend_title="สัญลักษณ์",
                      disclaimer="ไม่ใช่หลักฐานแสดงสิทธิ " * 5, footer="พิมพ์โดย")  # fmt: skip
        pdf = setter.map_sheets([page], [[]])
        panel = frame.layout.panel
        # nothing is set below the outline of the panel
        foot = panel.y + panel.height + (frame.layout.signers.height if frame.layout.signers.width else 0)
        strip = window(pdf, 0, panel.x + panel.width * 0.5, foot + 0.4, panel.width * 0.1, 0.6)
        assert (strip > 200).all()


def test_pieces_keep_the_scale_and_join(setter: TypstPapers) -> None:
    frame = a_frame(Paper.A1, Orientation.LANDSCAPE)
    sheet = setter.map_sheets([a_page(frame)], [[bars(frame)]])
    plan = cut((frame.layout.width, frame.layout.height), Paper.A4)
    pdf = setter.pieces(sheet, 0, plan, WORDS)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1 + len(plan.pieces)
        assert len(pdf) < len(sheet) + 60_000
    text = read_by_pdfium(pdf)
    assert "แผนผังการต่อแผ่น" in text
    assert all(f"แผ่นย่อย{piece.name}" in text for piece in plan.pieces)
    box = frame.layout.map
    left_bar = box.x + box.width / 2 - 50, box.y + box.height / 2
    left, top = plan.margins
    shown = 0
    for number, piece in enumerate(plan.pieces, 1):
        x, y = left_bar[0] - piece.x, left_bar[1] - piece.y
        if 3 < x < plan.width - 3 and 3 < y < plan.height - 3:
            row = window(pdf, number, left + x - 2, top + y, 4, 0.2)[5]
            assert dark_middles(row) == pytest.approx([2], abs=0.03)
            shown += 1
    assert shown >= 1


def test_a_png_says_its_size_and_dots_and_is_grey_where_the_sheet_is_black_and_white(setter: TypstPapers) -> None:
    frame = a_frame()
    pdf = setter.map_sheets([a_page(frame)], [[bars(frame)]])
    picture = PdfiumPages().png(pdf, 0, 100)
    width, height, depth, kind = struct.unpack(">IIBB", picture[16:26])
    assert (width, height, depth, kind) == (827, 1169, 8, 0)
    assert struct.unpack(">II", picture[picture.index(b"pHYs") + 4 :][:8]) == (3937, 3937)
    red = LayerPicture.of("แดง", b"1 0 0 rg 0 0 5000 5000 re f")
    coloured = PdfiumPages().png(setter.map_sheets([a_page(frame)], [[red]]), 0, 100)
    assert coloured[25] == 2


def test_the_bands_of_a_page_together_are_the_page(setter: TypstPapers) -> None:
    frame = a_frame()
    pdf = setter.map_sheets([a_page(frame)], [[bars(frame)]])
    viewer = PdfiumPages()
    whole = np.concatenate(list(viewer.bands(pdf, 0, 72, rows=5000)))
    parts = np.concatenate(list(viewer.bands(pdf, 0, 72, rows=50)))
    assert whole.shape == (842, 595, 3)
    assert (whole == parts).mean() > 0.999
