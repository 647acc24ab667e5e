"""The books of correspondence in words and in Excel, and the figures of letters."""

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import a_project
from tests.letters import CHIEF, COUNTER, ENGINEER, PREFIX, VIEWER, Registry, the_book

from ltaxgis.domain.correspondence import FOR_INFORMATION, Recipient
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.formats.workbook_writer import write_workbook
from ltaxgis.ports.letters import RegisterQuery
from ltaxgis.services.case_workbook import CaseNames
from ltaxgis.services.letter_numbers import reserve_letter_number
from ltaxgis.services.letter_registers import (
    BookLine,
    book_lines,
    books,
    main_books,
    register,
    register_sheet,
    whole_book,
)
from ltaxgis.services.letter_routing import RouteTo, receive_routing, route
from ltaxgis.services.letter_sending import send_letter
from ltaxgis.services.letter_statistics import late_letters, letter_reports, report_sheets
from ltaxgis.words import Words


@pytest.fixture
def registry(office_folder: Path) -> Iterator[Registry]:
    project = a_project(office_folder)
    yield Registry(project)
    project.close()


@pytest.fixture
def names(words: Words) -> CaseNames:
    return CaseNames(words, the_book())


def lines(registry: Registry, names: CaseNames, series: str = "letter_in", who: object = COUNTER) -> list[BookLine]:
    with registry.project.reading() as reading:
        return list(book_lines(whole_book(reading, who, RegisterQuery(series, 2569)), names))  # type: ignore[arg-type]


def test_the_column_of_action_tells_where_it_went_and_the_number_there(registry: Registry, names: CaseNames) -> None:
    uid = registry.receive(urgency=1).case.uid
    to = [RouteTo("engineering"), RouteTo("finance", purpose=FOR_INFORMATION)]
    route(registry.project, COUNTER, registry.book, uid, to, registry.now)
    receive_routing(registry.project, ENGINEER, registry.book, registry.routings(uid)[0].uid, registry.now)

    [line] = lines(registry, names)

    assert line.action == "กองช่าง เพื่อดำเนินการ (รับที่ 1/2569); กองคลัง เพื่อทราบ"
    assert line.remark == "ด่วน"
    assert (line.number, line.their_number, line.dated) == ("1", "ชม 0017/1234", "2 ม.ค. 2569")


def test_void_and_reserved_lines_say_so_with_their_reason(registry: Registry, names: CaseNames) -> None:
    registry.void(registry.quick().uid, "พิมพ์ผิด")
    reserve_letter_number(registry.project, COUNTER, registry.book, "clerk", registry.today, reason="รอลงนาม")

    told = lines(registry, names, "letter_out")

    assert [(one.their_number, one.remark) for one in told] == [(f"{PREFIX}/1", "พิมพ์ผิด"), (f"{PREFIX}/2", "รอลงนาม")]
    assert [one.action for one in told] == [names.words("number.state.void"), names.words("number.state.reserved")]


def test_a_secret_line_says_that_it_is_and_no_more(registry: Registry, names: CaseNames) -> None:
    registry.book = the_book(secret_books="shared")
    registry.receive(secrecy=1, named=[CHIEF.name], subject="ย้ายเจ้าหน้าที่", remark="ห้ามเผยแพร่")

    [line] = lines(registry, names, who=ENGINEER)

    assert line.cells() == (line.number, "", "", "", "", names.words("letter_book.hidden"), "", "")


def test_three_hundred_receivers_are_one_cell(registry: Registry, names: CaseNames) -> None:
    many = [Recipient(uid=new_uid(), case_uid=Uid(""), name=f"หมู่ที่ {n}") for n in range(1, 301)]
    registry.quick(circular=True, addressee="", recipients=many)

    [line] = lines(registry, names, "letter_circular")

    assert line.addressee == "หมู่ที่ 1 และอีก 299 ราย"


def test_the_books_of_the_office_are_in_out_circulars_orders_and_each_divisions(registry: Registry) -> None:
    kept = books(registry.book)

    assert kept[:3] == [("letter_in", ""), ("letter_out", ""), ("letter_circular", "")]
    assert ("division_in", "engineering") in kept
    assert main_books(registry.book, "out") == ["letter_out", "letter_circular"]
    assert main_books(the_book(circular_sequence="shared"), "out") == ["letter_out"]


def test_the_workbook_has_a_line_for_each_day_and_runs_no_formula(
    registry: Registry, names: CaseNames, tmp_path: Path
) -> None:
    registry.receive(subject='=HYPERLINK("http://x.th","ก")', sender="+1", remark="@SUM(A1)")
    registry.on(2026, 1, 6).receive(subject="<b>เรื่อง</b>")
    target = tmp_path / "ทะเบียนรับ.xlsx"

    with registry.project.reading() as reading:
        sheet = register_sheet(reading, COUNTER, RegisterQuery("letter_in", 2569), names, "ทะเบียนหนังสือรับ")
        write_workbook(target, [sheet])

    with zipfile.ZipFile(target) as package:
        text = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in text
    assert "=HYPERLINK(" in text.replace("&quot;", '"')
    assert "&lt;b&gt;เรื่อง" in text
    assert text.index("วันที่ 5 ม.ค. 2569") < text.index("HYPERLINK") < text.index("วันที่ 6 ม.ค. 2569")


@settings(max_examples=8, deadline=None)
@given(acts=st.lists(st.sampled_from(["number", "void", "reserve", "back", "other"]), min_size=1, max_size=8))
def test_law_the_book_has_every_number_once_in_its_order(
    tmp_path_factory: pytest.TempPathFactory, acts: list[str]
) -> None:
    registry = Registry(a_project(tmp_path_factory.mktemp("ทต"))).on(2026, 1, 8)
    for act in acts:
        if act == "reserve":
            reserve_letter_number(registry.project, COUNTER, registry.book, "clerk", registry.today, reason="รอ")
        elif act == "other":
            registry.receive()
        else:
            back = {"dated": date(2026, 1, 6), "reason": "ลืม"} if act == "back" else {}
            case = registry.quick(**back)  # type: ignore[arg-type]
            if act == "void":
                registry.void(case.uid)

    with registry.project.reading() as reading:
        told = list(whole_book(reading, COUNTER, RegisterQuery("letter_out", 2569)))
        piece = [
            one.number
            for offset in range(0, len(told), 3)
            for one in register(reading, COUNTER, RegisterQuery("letter_out", 2569, limit=3, offset=offset)).lines
        ]
    registry.project.close()

    ours = [act for act in acts if act != "other"]
    states = {"void": "void", "reserve": "reserved"}
    assert [(one.number, one.state) for one in told] == [
        (number, states.get(act, "used")) for number, act in enumerate(ours, 1)
    ]
    assert piece == [one.number for one in told]


def test_a_viewer_sees_no_book(registry: Registry) -> None:
    with registry.project.reading() as reading, pytest.raises(Refused, match=r"role\.may_not"):
        register(reading, VIEWER, RegisterQuery("letter_in", 2569))


def test_letters_are_counted_by_month_kind_and_division_with_the_days_they_took(
    registry: Registry, names: CaseNames
) -> None:
    first = registry.receive(division="engineering").case
    registry.receive(urgency=3, document="internal")
    registry.on(2026, 1, 15).step(first.uid, "close")
    registry.on(2026, 2, 3).receive()
    out = registry.quick(recipients=[Recipient(uid=new_uid(), case_uid=Uid(""), name="อำเภอ")])
    send_letter(registry.project, COUNTER, registry.book, out.uid, registry.now)
    registry.void(registry.quick().uid)

    with registry.project.reading() as reading:
        reports = letter_reports(reading, VIEWER, date(2026, 1, 1), date(2026, 2, 28), registry.today)
        late = late_letters(reading, COUNTER, registry.today)

    came = reports["in"]
    assert [(month, one.count, one.ended) for month, one in came.months] == [((2569, 1), 2, 1), ((2569, 2), 1, 0)]
    assert (came.total.days, came.total.late) == (10.0, 1)
    assert dict(came.documents)["internal"].late == 1
    assert dict(came.divisions)["engineering"].ended == 1
    assert (reports["out"].total.count, reports["out"].total.ended) == (1, 1)
    assert late.total == 1
    sheets = report_sheets(reports, names)
    assert len({sheet.name for sheet in sheets}) == 6
    assert next(iter(sheets[0].rows)).cells[:3] == ["ม.ค. 2569", 2, 1]
