"""F1 shows the guide at the page of what is seen, without a network."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from tests.ui.case_town import case_window, petition
from tests.ui.conftest import MakeWindow
from tests.ui.stage import remove

from ltaxgis.domain.errors import Refused
from ltaxgis.ports.resources import Resources
from ltaxgis.ui.case_topics import CASE, FILES, PAPERS
from ltaxgis.ui.cases.paper_dialog import PaperPage
from ltaxgis.ui.guide import Guide
from ltaxgis.ui.import_assistant.stepper import STEPS

SHIPPED = Path(__file__).parents[2] / "docs" / "guide"


def an_empty_pdf() -> bytes:
    document, file = pypdfium2.PdfDocument.new(), BytesIO()
    document.new_page(200, 200)
    document.save(file)
    document.close()
    return file.getvalue()


class Viewer:
    """A system that shows every page."""

    def __init__(self) -> None:
        self.shown: list[QUrl] = []

    def __call__(self, url: QUrl) -> bool:
        self.shown.append(url)
        return True


@pytest.fixture
def source(office_folder: Path, qapp: QGuiApplication) -> Path:
    (office_folder / "README.md").write_text("# คู่มือ\n\n1. [นำเข้า](01-import.md)\n", encoding="utf-8")
    text = "# นำเข้า\n\n![ภาพ](pictures/หน้า-1.png)\n\n<!-- F1: import -->\n## แฟ้ม\n\n**หนา** มาก\n\n"
    text += "<!-- F1: map -->\n## แผนที่\n"
    (office_folder / "01-import.md").write_text(text, encoding="utf-8")
    return office_folder


@pytest.mark.parametrize(
    ("topic", "page", "place"),
    [("map", "01-import", "map"), ("import.crs", "01-import", "import"), ("join", "README", "")],
)
def test_a_topic_is_found_where_the_guide_marks_it(
    source: Path, tmp_path: Path, topic: str, page: str, place: str
) -> None:
    viewer = Viewer()
    Guide(source, tmp_path / "เขียน", viewer).open(topic)

    written = Path(viewer.shown[0].toLocalFile())
    assert written == tmp_path / "เขียน" / f"{page}.html"
    assert f'location.hash = "{place}"' in written.read_text(encoding="utf-8")


def test_pages_are_html_with_anchors_links_and_pictures_where_they_lie(source: Path, tmp_path: Path) -> None:
    Guide(source, tmp_path / "เขียน").write("map")

    page = (tmp_path / "เขียน" / "01-import.html").read_text(encoding="utf-8")
    assert page.index('<a id="import">') < page.index("แฟ้ม") < page.index('<a id="map">') < page.index("แผนที่")
    assert "<b>" in page
    assert (source / "pictures" / "หน้า-1.png").as_uri() in page
    assert 'href="01-import.html"' in (tmp_path / "เขียน" / "README.html").read_text(encoding="utf-8")


def test_without_a_viewer_or_a_guide_one_sentence_says_where(source: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused) as no_viewer:
        Guide(source, tmp_path / "เขียน", lambda _url: False).open("map")
    assert no_viewer.value.code == "guide.no_viewer"
    assert str(no_viewer.value.facts["path"]).endswith("01-import.html")

    with pytest.raises(Refused, match=r"guide\.missing"):
        Guide(tmp_path / "ไม่มี", tmp_path / "เขียน").open("map")


def test_the_guide_that_is_shipped_tells_of_every_desk_and_step(qapp: QGuiApplication, tmp_path: Path) -> None:
    guide = Guide(SHIPPED, tmp_path)
    topics = ("start", "map", "register", "findings", "join", "print", "project", *(f"import.{step}" for step in STEPS),
              "petitions", "permits", "intake", "application", "office")  # fmt: skip

    assert [topic for topic in topics if guide.write(topic).stem == "README"] == []


def test_f1_is_about_what_is_seen(make_window: MakeWindow, tmp_path: Path) -> None:
    window = make_window()
    viewer = Viewer()
    window.guide = Guide(SHIPPED, tmp_path, viewer)
    window.actions_table["help.page"].trigger()
    assert viewer.shown

    told = [window.topic]
    for name in ("desk.findings", "import.files", "print.sheet", "project.start"):
        window.actions_table[name].trigger()
        told.append(window.topic)
    assert told == ["map", "findings", "import.files", "print", "start"]


def test_f1_is_about_the_desk_of_cases_and_what_is_taken_in(make_window: MakeWindow) -> None:
    window = make_window()

    told = []
    for name in ("desk.petitions", "petitions.begin", "desk.permits", "office.book"):
        window.actions_table[name].trigger()
        told.append(window.topic)
    window.begin_case("permits")
    told.append(window.topic)

    assert told == ["petitions", "intake", "permits", "office", "application"]


def test_f1_is_about_the_case_or_its_papers_where_the_keyboard_is(
    dressed: QApplication, resources: Resources, office_folder: Path
) -> None:
    window = case_window(resources, office_folder)
    received = petition(window)
    window.show_desk("petitions")
    desk = window.petitions
    desk.reload()
    desk.show_case(received.case.uid)
    told = [window.topic]
    desk.show_whole(True)
    told.append(window.topic)
    desk.show_whole(False)
    window.petition_files.told.show()
    told.append(window.topic)
    window.papers_out.page_made.emit(PaperPage(window.office, an_empty_pdf(), "ใบรับเรื่อง", None, window))
    told.append(window.topic)
    window.close()
    remove(window)

    assert told == ["petitions", "case", "petitions.files", "case.papers"]


def test_each_place_that_f1_asks_for_stands_in_the_guide(tmp_path: Path) -> None:
    guide = Guide(SHIPPED, tmp_path)

    assert [topic for topic in (PAPERS, CASE, FILES) if guide.write(topic).stem == "README"] == []


def test_f1_says_where_the_guide_lies_if_nothing_shows_it(make_window: MakeWindow, tmp_path: Path) -> None:
    window = make_window()
    window.guide = Guide(SHIPPED, tmp_path, lambda _url: False)

    window.actions_table["help.page"].trigger()

    assert window.errors.isVisibleTo(window)
    assert str(tmp_path) in window.errors.text
