"""The worker's pages of a real project file: one composition for window and command line."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
from shapely.geometry import Point
from tests.builders import CLERK, a_parcel, a_project
from tests.importing import bring
from tests.town import parcel_file, plots

from ltaxgis.app.opening import opened
from ltaxgis.app.printing import print_job
from ltaxgis.domain.cases import Case
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.sheets import Paper
from ltaxgis.domain.styles import MapChoice
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.own_templates import keep_emblem
from ltaxgis.services.print_map import MapOrder
from ltaxgis.services.progress import Step, silent
from ltaxgis.words import load_words

pytestmark = pytest.mark.needs_qt


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("พิมพ์") / "แผนที่ภาษี 2569" / "ทต.ตัวอย่าง (สำรอง)"
    folder.mkdir(parents=True)
    project = a_project(folder)
    parcels = [a_parcel(f"01A{number:03}", 500_000 + 25 * number) for number in range(1, 9)]
    with project.work(CLERK, "parcel.add") as work:
        work.apply(ChangeSet("parcel.add", tuple(Change(None, parcel) for parcel in parcels)))
        work.commit()
    project.close()
    return project.path


def test_a_block_comes_out_as_a_page_and_the_project_is_closed_again(path: Path) -> None:
    steps: list[Step] = []

    printed = print_job(lambda step: steps.append(step), path, MapOrder(CLERK, block="01A"), "th")

    assert (PdfiumPages().count(printed.pdf), printed.sheets, printed.scale) == (1, 1, 1500)
    assert PdfiumPages().size(printed.pdf, 0, 25.4) == (297, 210)
    assert {step.code for step in steps} == {"sheet.step.read", "sheet.step.page", "sheet.step.set"}
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_large_sheet_comes_in_pieces_behind_its_joining_plan(path: Path) -> None:
    order = MapOrder(CLERK, block="01A", paper=Paper.A2, pieces=Paper.A4)

    printed = print_job(silent, path, order, "th")

    viewer = PdfiumPages()
    assert printed.sheets == 1
    assert viewer.count(printed.pdf) > 4
    assert {tuple(sorted(viewer.size(printed.pdf, page, 25.4))) for page in range(viewer.count(printed.pdf))} == {
        (210, 297)
    }


def test_a_theme_nobody_knows_is_refused(path: Path) -> None:
    with pytest.raises(Refused, match=r"map\.theme_unknown"):
        print_job(silent, path, MapOrder(CLERK, MapChoice(theme="ไม่มี"), block="01A"), "th")


def test_a_project_without_anything_drawn_has_nothing_to_print(office_folder: Path) -> None:
    project = a_project(office_folder)
    project.close()

    with pytest.raises(Refused, match=r"sheet\.nothing_to_print"):
        print_job(silent, project.path, MapOrder(CLERK), "th")


@pytest.mark.parametrize(("crs", "noted"), [("24047", True), ("32647", False)])
def test_a_sheet_of_a_map_from_indian_1975_says_by_which_shift_it_came(
    office_folder: Path, crs: str, noted: bool
) -> None:
    project = a_project(office_folder)
    bring(project, parcels=parcel_file(office_folder, plots(6), crs=crs))
    project.close()

    printed = print_job(silent, project.path, MapOrder(CLERK), "en")

    document = pypdfium2.PdfDocument(printed.pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert ("Indian 1975" in text and "206" in text) is noted


def test_a_town_s_own_template_and_emblem_take_the_place_of_the_program_s(path: Path, tmp_path: Path) -> None:
    own = tmp_path / "เอง.ltax"
    own.write_bytes(path.read_bytes())
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#f00" d="M0 0H9V9H0z"/></svg>'
    plain = print_job(silent, own, MapOrder(CLERK, block="01A"), "th")
    parts = (find_resources().templates / "map_sheet_parts.typ").read_text(encoding="utf-8")
    changed = parts.replace("#let foot(s) = {", '#let foot(s) = {\n  "แบบของเทศบาล "')
    with opened(own) as project, project.work(CLERK, "template.keep") as work:
        work.keep_own_file("templates/map_sheet_parts.typ", changed.encode())
        work.commit()
    with opened(own) as project:
        keep_emblem(project, CLERK, square.encode(), "ตรา.svg")

    printed = print_job(silent, own, MapOrder(CLERK, block="01A"), "th")

    assert not is_red(plain.pdf)
    assert is_red(printed.pdf)
    text = pypdfium2.PdfDocument(printed.pdf)[0].get_textpage().get_text_bounded()
    assert "แบบของเทศบาล" in text.replace(" ", "")


@pytest.mark.parametrize("colour", [False, True])
def test_a_theme_of_cases_prints_their_signs_and_legend_and_nothing_of_people(
    office_folder: Path, *, colour: bool
) -> None:
    project = a_project(office_folder)
    parcel = a_parcel("01A001", 500_000)
    assert parcel.shape is not None
    place = parcel.shape.centroid
    late = a_case(1, place, title="สมหญิงร้องว่าท่อตัน", due=date(2020, 1, 1))
    hidden = [
        replace(a_case(2, place), visible_to="ปลัด"),
        replace(a_case(3, place), kind="officials", category="staff"),
    ]
    with project.work(CLERK, "case.received") as work:
        work.apply(ChangeSet("case.received", tuple(Change(None, one) for one in (parcel, late, *hidden))))
        work.commit()
    project.close()

    order = MapOrder(CLERK, MapChoice(theme="petitions"), block="01A", colour=colour, scale=500)
    printed = print_job(silent, project.path, order, "th")

    text = "".join(pypdfium2.PdfDocument(printed.pdf)[0].get_textpage().get_text_range().split())
    words = load_words(find_resources().words, "th")
    assert "".join(words("theme.petitions.late").split()) in text
    assert late.number in text
    assert "แผนที่คำร้อง" in text
    assert not any(one.number in text for one in hidden)
    assert "สมหญิง" not in text


def a_case(number: int, place: Point, title: str = "ท่อตัน", due: date | None = None) -> Case:
    at = datetime(2019, 12, 1, 3, tzinfo=UTC)
    return Case(
        uid=new_uid(), desk="petitions", kind="service", category="drain", number=f"PT69-{number:06}-K", title=title,
        state="assigned", received_at=at, starts_on=at.date(), due=due, due_raw=due, shape=place,
    )  # fmt: skip


def is_red(pdf: bytes) -> bool:
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=1).to_numpy()
    document.close()
    return bool(((picture[..., :3].max(axis=2) > 200) & (picture[..., :3].min(axis=2) < 40)).any())


def test_a_sheet_says_where_its_data_come_from_and_as_of_which_day(path: Path) -> None:
    printed = print_job(silent, path, MapOrder(CLERK, block="01A"), "th")
    text = pypdfium2.PdfDocument(printed.pdf)[0].get_textpage().get_text_bounded()
    assert "ข้อมูลณวันที่" in "".join(text.split())
