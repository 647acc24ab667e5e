"""The books of correspondence as the store cuts them into pages."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_project
from tests.letters import CHIEF, COUNTER, ENGINEER, PREFIX, Registry, the_book
from tests.petitions import a_lamp

from ltaxgis.domain.correspondence import Recipient
from ltaxgis.domain.ids import new_uid
from ltaxgis.ports.letters import RegisterPage, RegisterQuery
from ltaxgis.services.letter_numbers import reserve_letter_number
from ltaxgis.services.petitions import receive_petition
from ltaxgis.storage import case_search


@pytest.fixture
def registry(office_folder: Path) -> Iterator[Registry]:
    project = a_project(office_folder)
    yield Registry(project)
    project.close()


def page(registry: Registry, series: str = "letter_in", **asked: Any) -> RegisterPage:
    query = RegisterQuery(series, asked.pop("year", 2569), viewer=asked.pop("viewer", COUNTER.name), **asked)
    with registry.project.reading() as reading:
        return reading.letter_register(query)


def test_the_book_in_has_its_columns_in_the_order_of_numbers(registry: Registry) -> None:
    registry.receive()
    registry.receive(subject="เชิญประชุม", remark="ด่วน")

    lines = page(registry).lines

    assert [one.text for one in lines] == ["1/2569", "2/2569"]
    first, second = lines
    assert (first.day, first.their_number, first.dated) == (date(2026, 1, 5), "ชม 0017/1234", date(2026, 1, 2))
    assert (first.sender, first.addressee) == ("จังหวัดเชียงใหม่", "นายกเทศมนตรี")
    assert (second.subject, second.remark) == ("เชิญประชุม", "ด่วน")


def test_a_petition_that_took_a_number_stands_in_the_same_book_once(registry: Registry) -> None:
    registry.receive()
    petition = receive_petition(
        registry.project,
        COUNTER,
        registry.book,
        a_lamp(kind="nuisance", category="noise", text="เสียงดังทุกคืน"),
        registry.now,
    ).case
    registry.receive()

    lines = page(registry).lines

    assert [(one.number, one.desk) for one in lines] == [(1, "letters_in"), (2, "petitions"), (3, "letters_in")]
    assert lines[1].case_uid == petition.uid
    assert lines[1].sender == "นายสมชาย ใจดี"


def test_void_and_reserved_numbers_keep_their_lines(registry: Registry) -> None:
    registry.void(registry.quick(subject="ผิด").uid, "พิมพ์ผิด")
    reserve_letter_number(registry.project, COUNTER, registry.book, "clerk", registry.today, reason="รอลงนาม")
    registry.quick()

    lines = page(registry, "letter_out").lines

    assert [(one.text, one.state, one.reason) for one in lines] == [
        (f"{PREFIX}/1", "void", "พิมพ์ผิด"), (f"{PREFIX}/2", "reserved", "รอลงนาม"), (f"{PREFIX}/3", "used", ""),
    ]  # fmt: skip
    assert lines[1].day == registry.today


def test_a_secret_letter_tells_others_nothing_but_its_number(registry: Registry) -> None:
    registry.book = the_book(secret_books="shared")
    registry.receive(secrecy=2, named=[CHIEF.name], subject="เรื่องลับ")

    [theirs], [mine] = page(registry, viewer=ENGINEER.name).lines, page(registry, viewer=CHIEF.name).lines

    assert (theirs.text, theirs.hidden, theirs.subject, theirs.sender, theirs.case_uid) == (
        "1/2569",
        True,
        "",
        "",
        None,
    )
    assert (mine.subject, mine.hidden) == ("เรื่องลับ", False)


def test_a_book_is_narrowed_by_day_division_state_and_text(registry: Registry) -> None:
    registry.receive(division="engineering")
    registry.on(2026, 1, 6).receive(division="finance", subject="งบประมาณ")
    registry.on(2026, 2, 2).receive()

    assert [one.number for one in page(registry, first=date(2026, 1, 6), last=date(2026, 1, 31)).lines] == [2]
    assert [one.number for one in page(registry, worked_by="engineering").lines] == [1]
    assert [one.number for one in page(registry, text="บประมา").lines] == [2]
    assert [one.number for one in page(registry, text="๓/๒๕๖๙").lines] == [3]
    assert page(registry, states=("void",)).total == 0
    assert page(registry, year=2568).total == 0


def test_a_page_is_cut_out_of_the_whole(registry: Registry) -> None:
    for _ in range(5):
        registry.receive()

    told = page(registry, limit=2, offset=2)

    assert ([one.number for one in told.lines], told.total) == ([3, 4], 5)
    assert [one.number for one in page(registry, newest_first=True, limit=2).lines] == [5, 4]


def test_a_book_narrowed_by_word_or_division_is_cut_into_pages_too(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_search, "FEW", 1)
    for number in range(7):
        registry.receive(division="finance" if number % 2 else "engineering", subject="ขออนุมัติเบิกจ่าย")
    registry.book = the_book(secret_books="shared")
    registry.receive(secrecy=2, named=[CHIEF.name], subject="ขออนุมัติลับ", division="finance")

    def cut(**asked: Any) -> tuple[list[int], int]:
        told = page(registry, limit=2, viewer=asked.pop("viewer", ENGINEER.name), **asked)
        return [one.number for one in told.lines], told.total

    assert cut(text="อนุมัติ", offset=4) == ([5, 6], 7)
    assert cut(text="อนุมัติ", newest_first=True, viewer=CHIEF.name) == ([8, 7], 8)
    assert cut(worked_by="finance", offset=1) == ([4, 6], 4)
    assert cut(worked_by="finance", text="เบิกจ่าย", newest_first=True) == ([6, 4], 3)
    assert cut(text="อนุมัติ", offset=90) == ([], 7)


def test_a_number_written_in_thai_figures_is_found(registry: Registry) -> None:
    for _ in range(3):
        registry.quick()

    assert [one.number for one in page(registry, "letter_out", text="๕๒๓๐๓/๓").lines] == [3]


def test_who_gets_it_stands_in_the_book_and_how_many_they_are(registry: Registry) -> None:
    many = [Recipient(uid=new_uid(), case_uid=new_uid(), name=f"หมู่ที่ {n}") for n in range(1, 13)]
    registry.quick(addressee="", recipients=many)

    [line] = page(registry, "letter_out").lines

    assert (line.addressee, line.receivers) == ("หมู่ที่ 1", 12)
