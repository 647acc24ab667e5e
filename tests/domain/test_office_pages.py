"""A page of the office's book survives being edited."""

import tomllib
from pathlib import Path
from string import printable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import read_book
from ltaxgis.domain.office_pages import PAGES, Page, page_text
from ltaxgis.ports.resources import find_resources

SHIPPED = {path.stem: path.read_text(encoding="utf-8") for path in find_resources().office.glob("*.toml")}
DAYS, DIVISIONS, SERIES, CHAIN = PAGES
TEXTS = st.text(st.sampled_from(printable + "กขคงจ่้ำ\"\\'='"), max_size=20).map(str.strip)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_that_nobody_changed_says_the_same(page: Page) -> None:
    shipped, book = tomllib.loads(SHIPPED[page.name]), read_book(SHIPPED)

    text = page_text(page, shipped, page.lines(shipped))

    again = read_book({**SHIPPED, page.name: text})
    assert page.lines(tomllib.loads(text)) == page.lines(shipped)
    assert (again.days, again.series, again.chain) == (book.days, book.series, book.chain)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=5, unique_by=lambda line: line[0]))
def test_divisions_come_back_as_they_were_typed(typed: list[tuple[str, str, str]]) -> None:
    lines = [(code, th, en, "") for code, th, en in typed if code]

    again = DIVISIONS.lines(tomllib.loads(page_text(DIVISIONS, {}, lines)))

    assert again == lines


def test_a_holiday_may_be_typed_in_any_of_the_offices_forms() -> None:
    text = page_text(DAYS, {}, [("130470", "สงกรานต์"), ("6 เม.ย. 2570", "จักรี"), ("", "")])

    assert DAYS.lines(tomllib.loads(text)) == [("06/04/2570", "จักรี"), ("13/04/2570", "สงกรานต์")]


def test_office_hours_stay_when_holidays_are_edited() -> None:
    text = page_text(DAYS, tomllib.loads(SHIPPED["days"]), [("01/01/2570", "ปีใหม่")])

    days = read_book({**SHIPPED, "days": text}).days
    assert (days.opens.isoformat(), len(days.holidays)) == ("08:30:00", 1)


@pytest.mark.parametrize(
    ("page", "line", "code"),
    [
        (DAYS, ("31/02/2570", "ไม่มีวันนี้"), "office.page.bad_day"),
        (DIVISIONS, ("", "กองช่าง", "", ""), "office.page.no_code"),
        (SERIES, ("petition", "{no_such}", "", "calendar", ""), "number.form"),
        (SERIES, ("petition", "{number}", "", "lunar", ""), "office.page.counts_by"),
    ],
)
def test_a_line_that_cannot_be_is_refused_by_its_reason(page: Page, line: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refused) as refused:
        page_text(page, {}, [line])

    assert refused.value.code == code


def test_the_same_day_twice_is_refused_with_its_line() -> None:
    with pytest.raises(Refused) as refused:
        page_text(DAYS, {}, [("13/04/2570", "สงกรานต์"), ("130470", "สงกรานต์")])

    assert refused.value.code == "office.page.twice"
    assert refused.value.facts["line"] == 2


def test_every_page_of_the_program_can_be_read(tmp_path: Path) -> None:
    book = read_book(SHIPPED)

    assert {"petition", "permit_request", "permit_licence", "letter_in"} <= set(book.series)
    assert book.divisions["engineering"].name("th") == "กองช่าง"
    assert book.chain[0] == "เจ้าหน้าที่"
