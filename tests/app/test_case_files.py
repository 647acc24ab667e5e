"""Cases as files: work lists for Excel, figures, charts; nobody's number in any of them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import normalize

import openpyxl
import pypdfium2
import pytest
from PIL import Image
from shapely import LineString, Point, box
from shapely.geometry.base import BaseGeometry
from tests.builders import a_project
from tests.case_desk import CHIEF, COUNTER, NUMBER, PHONE, TODAY, VIEWER, Counter, a_person

from ltaxgis.app.case_files import case_list_job, statistics_job
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.parcels import Feature
from ltaxgis.domain.petitions import Petition
from ltaxgis.formats.charts import chart_pictures
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.charts import Bars, ChartPage, Series
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.case_areas import cases_for_everybody
from ltaxgis.services.case_statistics import statistics_of
from ltaxgis.services.density_maps import class_counts, class_steps, density_map
from ltaxgis.services.progress import silent
from ltaxgis.words import load_words

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
MINE = CaseQuery("small", viewer=COUNTER.name, order="number")


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Counter]:
    """Four cases: done in time, done late, on hold, open and late."""
    project = a_project(office_folder)
    desk = Counter(project)
    in_time, late, held, _ = (
        desk.case("=1+1", people=[a_person(number=NUMBER, phone=PHONE)]),
        desk.case("+66 ไฟดับ", division="health",
                  of_desk=[Petition(uid=new_uid(), case_uid=Uid(""), hide_from_assignee=True)],
                  people=[a_person("ปกปิด", "ชื่อจริง")]),
        desk.case("@ท่อตัน"),
        desk.case(f"โทร {PHONE}"),
    )  # fmt: skip
    desk.pass_days(3)
    desk.step(in_time.uid, "drop")
    desk.step(held.uid, "wait", reason="รอ", until=date(2026, 9, 1))
    desk.pass_days(50)
    desk.step(late.uid, "finish", {"receipt": "1"}, actor=CHIEF)
    yield desk
    project.close()


def listed(desk: Counter, target: Path, *, personal: bool) -> list[list[Any]]:
    path = desk.project.path
    case_list_job(silent, path, target, MINE, "งานของฉัน", desk.now.date(), "th", COUNTER, personal, "ประชุม")
    sheet = openpyxl.load_workbook(target)["งานของฉัน"]
    rows: list[list[Any]] = [list(row) for row in sheet.iter_rows(values_only=True)]
    return [row[1:] if row[0] in (None, "LTaxGIS") else row for row in rows]


def test_a_work_list_in_excel_is_text_that_never_computes(desk: Counter, tmp_path: Path) -> None:
    target = tmp_path / "งาน (1).xlsx"
    rows = listed(desk, target, personal=False)

    column = rows[0].index("เรื่อง")
    assert [row[column] for row in rows[1:]] == ["=1+1", "+66 ไฟดับ", "@ท่อตัน", "โทร xxx-xxx-4567"]
    cells = [cell for row in openpyxl.load_workbook(target)["งานของฉัน"].iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert rows[1][rows[0].index("กอง/สำนัก")] == "กองช่าง"
    assert rows[4][rows[0].index("เหลือ (วัน)")] in (-8, "-8")


def test_names_leave_only_with_a_reason_hidden_ones_and_numbers_never(desk: Counter, tmp_path: Path) -> None:
    without, named = (listed(desk, tmp_path / f"{personal}.xlsx", personal=personal) for personal in (False, True))

    assert "ผู้ยื่น" not in without[0]
    column = named[0].index("ผู้ยื่น")
    assert [row[column] or "" for row in named[1:3]] == ["สมหญิง ใจดี", "(ปกปิดชื่อ)"]
    told = str([without, named])
    assert [one for one in (NUMBER, PHONE, "ชื่อจริง") if one in told] == []
    with pytest.raises(Refused, match=r"export\.reason_missing"):
        case_list_job(silent, desk.project.path, tmp_path / "x.xlsx", MINE, "x", TODAY, "th", COUNTER, True, " ")
    with pytest.raises(Refused, match=r"role\.may_not"):
        case_list_job(silent, desk.project.path, tmp_path / "x.xlsx", MINE, "x", TODAY, "th", VIEWER)
    with desk.project.reading() as reading:
        assert [(line.action, line.reason) for line in reading.journal(2)] == [
            ("export.personal", "ประชุม"), ("export", "ประชุม"),
        ]  # fmt: skip


def test_figures_add_up_however_they_are_cut(desk: Counter) -> None:
    with desk.project.reading() as reading:
        told = statistics_of(reading, "small", *YEAR)

    assert (told.total.came, told.total.closed, told.total.late, told.total.open) == (4, 2, 1, 2)
    assert told.total.days == (3 + 53) / 2
    for part in (told.months, told.kinds, told.categories, told.divisions):
        assert sum(one.came for _, one in part) == 4
        assert sum(one.late for _, one in part) == 1
    assert [code for code, _ in told.divisions] == ["engineering", "health"]


def test_a_workbook_of_figures_has_a_sheet_a_cut_each_with_its_sum(desk: Counter, tmp_path: Path) -> None:
    target = tmp_path / "สถิติ.xlsx"
    statistics_job(silent, desk.project.path, target, "small", *YEAR, "th", VIEWER)

    book = openpyxl.load_workbook(target)
    assert book.sheetnames[:4] == ["เดือน", "ชนิดเรื่อง", "หมวด", "กอง-สำนัก"]
    for name in book.sheetnames[:4]:
        *_, last = book[name].iter_rows(values_only=True)
        assert [str(cell) for cell in last if cell is not None][:5] == ["รวม", "4", "2", "2", "1"]


def test_the_figures_on_paper_are_text_that_is_found_again(desk: Counter, tmp_path: Path) -> None:
    target = tmp_path / "สถิติ ปี 2569.pdf"
    statistics_job(silent, desk.project.path, target, "small", *YEAR, "th", COUNTER)

    told = text_of(target)
    for wanted in ("เรื่องที่รับและแล้วเสร็จรายเดือน", "ม.ค.2569", "แล้วเสร็จช้า", "กองสาธารณสุขและสิ่งแวดล้อม", "ไม่มีชื่อบุคคล"):
        assert wanted in told, wanted
    assert [one for one in (NUMBER, PHONE, "ชื่อจริง", "ใจดี") if one in told] == []


def test_the_figures_as_a_picture_are_the_paper_s_first_page(desk: Counter, tmp_path: Path) -> None:
    target = tmp_path / "สถิติ.png"
    statistics_job(silent, desk.project.path, target, "small", *YEAR, "th", COUNTER)

    with Image.open(target) as picture:
        assert picture.size == pytest.approx((1240, 1754), abs=2)


def test_a_complaint_for_named_people_is_in_nobody_else_s_figures(desk: Counter, tmp_path: Path) -> None:
    secret = desk.case("ลับ", visible_to="ปลัด")
    totals = {}
    for actor in (VIEWER, replace(VIEWER, name="ปลัด")):
        target = tmp_path / f"{actor.name}.xlsx"
        statistics_job(silent, desk.project.path, target, "small", *YEAR, "th", actor)
        *_, last = openpyxl.load_workbook(target)["เดือน"].iter_rows(values_only=True)
        totals[actor.name] = [str(cell) for cell in last if cell is not None][1]

    assert secret.visible_to
    assert totals == {VIEWER.name: "4", "ปลัด": "5"}


def test_the_map_of_density_counts_each_case_in_the_municipality_once(desk: Counter, tmp_path: Path) -> None:
    lay_town(desk)
    for east in (500_110.0, 500_115.0, 500_910.0, 777_000.0):
        desk.case("จุด", shape=Point(east, 2_000_500.0))
    desk.case("ลับ", shape=Point(500_110, 2_000_500), visible_to="ปลัด")
    words = load_words(find_resources().words, "th")
    with desk.project.reading() as reading:
        shown = cases_for_everybody(reading, "small", *YEAR, lambda _kind, _category: True)
        made = density_map(reading, shown, words)
        nothing = density_map(reading, cases_for_everybody(reading, "none", *YEAR, lambda _k, _c: True), words)

    assert nothing is None
    assert made is not None
    assert sorted(made.counts.tolist()) == [1, 2]
    assert sum(cases for _, _, cases in class_counts(made)) == 3
    assert [note for note in made.notes if "1 เรื่อง" in note]
    assert [name for _, _, name in made.names] == ["ถนนใหญ่"]
    assert (len(made.boundary), len(made.roads), len(made.main_roads)) == (1, 2, 1)

    target = tmp_path / "สถิติ.xlsx"
    statistics_job(silent, desk.project.path, target, "small", *YEAR, "th", VIEWER)
    sheet: Any = openpyxl.load_workbook(target)["แผนภูมิ"]
    assert len(sheet._images) == 4
    paper = target.with_suffix(".pdf")
    statistics_job(silent, desk.project.path, paper, "small", *YEAR, "th", VIEWER)
    assert "ความหนาแน่นของเรื่อง" in text_of(paper)


@pytest.mark.parametrize(("most", "steps"), [(1, [1]), (5, [1, 2, 3, 4, 5]), (23, [2, 4, 7, 12, 23])])
def test_classes_of_the_map_begin_at_one_and_end_at_the_most(most: int, steps: list[int]) -> None:
    assert class_steps(most) == steps


def test_a_chart_without_any_figure_is_still_a_picture() -> None:
    nothing = ChartPage("ว่าง", [Bars("เดือน", [], [Series("รับ", [])]), Bars("กอง", ["ก"], [Series("วัน", [None])], True)])
    fonts = find_resources().fonts
    pictures = chart_pictures(nothing, fonts, "png")

    assert [len(one) > 1_000 for one in pictures] == [True, True]
    assert chart_pictures(nothing, fonts, "svg") == chart_pictures(nothing, fonts, "svg"), (
        "the same figures, the same file"
    )


def text_of(path: Path) -> str:
    """All text of a PDF, composed, without white space."""
    document = pypdfium2.PdfDocument(path)
    told = ""
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        told += text.get_text_range()
        text.close()
        page.close()
    document.close()
    return "".join(normalize("NFC", told).split())


def lay_town(desk: Counter) -> None:
    """A square kilometre with a wide road and a lane."""

    def feature(layer: str, shape: BaseGeometry, name: str = "", width: str = "") -> Change:
        rest = json.dumps({"width": width} if width else {})
        return Change(None, Feature(uid=new_uid(), layer=layer, label=name, shape=shape, rest=rest))

    drawn = (
        feature("boundary", box(500_000, 2_000_000, 501_000, 2_001_000)),
        feature("roads", LineString([(500_000, 2_000_500), (501_000, 2_000_500)]), "ถนนใหญ่", "12"),
        feature("roads", LineString([(500_500, 2_000_000), (500_500, 2_000_500)]), "ซอยเล็ก", "4"),
    )
    with desk.project.work(CHIEF, "edit.features") as work:
        work.apply(ChangeSet("edit.features", drawn))
        work.commit()


def test_an_ending_that_nobody_draws_is_refused(desk: Counter, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"file\.kind_unknown"):
        statistics_job(silent, desk.project.path, tmp_path / "x.gif", "small", *YEAR, "th", COUNTER)
    assert list(tmp_path.glob("x*")) == []


def test_only_who_draws_loads_what_draws() -> None:
    script = "import sys, ltaxgis.app.case_files; print('matplotlib' in sys.modules)"

    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)

    assert told.stdout.strip() == "False"
