"""What must be announced in a month is proposed with its data, once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_parcel, a_project
from tests.petitions import the_book
from tests.publicity import OFFICER, PublicityDesk

from ltaxgis.domain.announcements import due_in, text_forms
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.services.announcements import Proposal, begin_proposed, proposals_for

BOOK = the_book()


@pytest.fixture
def desk(office_folder: Path) -> Iterator[PublicityDesk]:
    project = a_project(office_folder)
    yield PublicityDesk(project)
    project.close()


def with_page(page: str, **told: Any) -> OfficeBook:
    return replace(BOOK, tables={**BOOK.tables, page: {**BOOK.tables[page], **told}})


def keys(year: int, month: int, book: OfficeBook = BOOK) -> list[str]:
    return [
        one.key for one in due_in(book, year, month) if not one.key.startswith(("closed", "procurement", "permits"))
    ]


def proposed(desk: PublicityDesk, year: int, month: int) -> list[Proposal]:
    with desk.project.reading() as reading:
        return proposals_for(reading, OFFICER, desk.book, desk.project.settings, year, month)


def test_the_tax_year_has_its_months_and_moves_as_the_ministry_said() -> None:
    # 2569 is moved by two months, 2570 is not
    assert keys(2026, 1) == ["tax_lists:2569", "sign_tax:2569"]
    assert keys(2026, 3) == ["sign_tax_last:2569", "tax_prices:2569"]
    assert keys(2026, 6) == ["tax_pay:2569"]
    assert keys(2026, 10) == ["tax_survey:2570"]
    assert keys(2026, 11) == ["tax_lists:2570"]
    assert keys(2027, 1) == ["sign_tax:2570", "tax_prices:2570"]
    assert keys(2027, 4) == ["tax_pay:2570"]


def test_every_year_of_the_calendar_says_each_thing_once() -> None:
    told = [key for year in range(2022, 2030) for month in range(1, 13) for key in keys(year, month)]

    assert len(told) == len(set(told))


def test_days_off_that_hang_together_are_told_once_with_the_day_that_opens() -> None:
    closed = [one for one in due_in(BOOK, 2026, 4) if one.key.startswith("closed")]

    assert [(one.first, one.last, one.opens) for one in closed] == [
        (date(2026, 4, 4), date(2026, 4, 6), date(2026, 4, 7)),
        (date(2026, 4, 11), date(2026, 4, 15), date(2026, 4, 16)),
    ]


def test_a_proposal_has_its_data_and_is_done_once(desk: PublicityDesk) -> None:
    desk.keep(*(a_parcel(f"01A00{n}") for n in range(1, 4)))
    (one,) = [one for one in proposed(desk, 2026, 3) if one.key == "tax_prices:2569"]
    assert one.title.endswith("ประจำปี 2569")
    assert "ที่ดิน 3 แปลง" in one.body
    assert (one.product, one.confirmed, one.begun) == ("announcement", False, "")
    assert "{" not in one.title + one.body

    uid = begin_proposed(desk.project, OFFICER, desk.book, one.key, 2026, 3, desk.now).case.uid
    assert desk.publication(uid).proposed_as == "tax_prices:2569"
    assert "3 parcels" in desk.publication(uid).body_en
    (again,) = [one for one in proposed(desk, 2026, 3) if one.key == "tax_prices:2569"]
    assert (again.begun, again.state) == (uid, "draft")
    with pytest.raises(Refused, match="begun"):
        begin_proposed(desk.project, OFFICER, desk.book, one.key, 2026, 3, desk.now)

    desk.step(uid, "drop", reason="ยังไม่ต้อง")
    assert {one.begun for one in proposed(desk, 2026, 3)} == {""}


def test_what_asks_for_payment_has_its_deadline(desk: PublicityDesk) -> None:
    uid = begin_proposed(desk.project, OFFICER, desk.book, "tax_pay:2569", 2026, 6, desk.now).case.uid

    deadline = desk.publication(uid).deadline
    assert deadline is not None
    assert (deadline.isoformat(), desk.case(uid).kind) == ("2026-06-30T16:30:00+07:00", "tax")


def test_all_texts_of_the_book_can_be_filled_in(desk: PublicityDesk) -> None:
    told = [one for month in range(1, 13) for one in proposed(desk, 2026, month)]

    assert {one.key.partition(":")[0] for one in told} >= {"closed", "permits", "procurement", "tax_late"}
    assert all(one.title and one.body and "{" not in one.title + one.body for one in told)


@pytest.mark.parametrize(("row", "code"), [
    ({"code": "x", "product": "news", "title": "{nobody}"}, "announce.unknown_field"),
    ({"code": "x", "product": "news", "title": "{year.real}"}, "announce.unknown_field"),
    ({"code": "x", "product": "news", "title": "{"}, "office.unreadable"),
    ({"code": "x", "product": "news"}, "office.unreadable"),
])  # fmt: skip
def test_a_text_with_a_field_that_nobody_knows_is_told_in_one_sentence(row: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as why:
        text_forms(with_page("publication_texts", text=[row]))
    assert why.value.code == code


@pytest.mark.parametrize(
    "row",
    [
        {"code": "x"},
        {"code": "x", "text": "y", "month": "z"},
        {"code": "x", "text": "y", "every": "month", "first": 40},
    ],
)
def test_a_calendar_that_says_what_cannot_be_is_told(row: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="unreadable"):
        due_in(with_page("announce_calendar", announce=[row]), 2026, 1)
