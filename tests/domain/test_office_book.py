"""The office's book: what comes with the program can be read, what a town writes is read or refused with its page."""

from datetime import date, time

import pytest

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook, read_book
from ltaxgis.ports.resources import find_resources

SHIPPED = {path.stem: path.read_text(encoding="utf-8")
           for path in sorted((find_resources().root / "office").glob("*.toml"))}  # fmt: skip


def with_page(name: str, text: str) -> OfficeBook:
    return read_book({**SHIPPED, name: text})


def test_the_book_that_comes_with_the_program_says_what_each_desk_needs() -> None:
    book = read_book(SHIPPED)

    assert {"petition", "permit_request", "permit_licence", "letter_in"} <= book.series.keys()
    assert (book.days.opens, book.days.closes) == (time(8, 30), time(16, 30))
    assert book.divisions["engineering"].name("th") == "กองช่าง"
    assert book.chain[0] == "เจ้าหน้าที่"
    assert all(kind.partition(".")[0] in ("petitions", "permits") for kind in book.registered)


def test_the_known_holidays_are_in_it() -> None:
    days = read_book(SHIPPED).days

    assert days.holidays[date(2026, 4, 6)] == "วันจักรี"
    assert not days.is_working(date(2026, 4, 13))
    assert {day.year for day in days.holidays} >= {2024, 2025, 2026, 2027}
    assert [day for day in days.holidays if day.weekday() >= 5] == []


def test_a_towns_own_page_says_otherwise() -> None:
    book = with_page("days", 'opens = "08:00"\ncloses = 17:00:00\n[holidays]\n2026-09-01 = "วันหยุดท้องถิ่น"\n')

    assert (book.days.opens, book.days.closes) == (time(8), time(17))
    assert list(book.days.holidays) == [date(2026, 9, 1)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("days", "opens = "),
        ("days", 'opens = "half past eight"'),
        ("days", '[holidays]\n2026-02-31 = "ก"'),
        ("days", "holidays = 3"),
        ("divisions", '[[division]]\ncode = "a"\nth = "ก"'),
        ("divisions", '[[division]]\nth = "ก"\nen = "A"'),
        ("divisions", 'division = "กองช่าง"'),
        ("series", '[[series]]\nname = "a"\nform = "{number}"\ncolour = "red"'),
        ("series", '[[series]]\nform = "{number}"'),
        ("series", '[[series]]\nname = "a"\nform = "{number}"\ncounts_by = "moon"'),
        ("chain", "positions = 7"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(Refused) as refused:
        with_page(name, text)

    assert refused.value.code == "office.unreadable"
    assert refused.value.facts["name"] == name


def test_a_series_without_its_number_is_refused() -> None:
    with pytest.raises(Refused, match=r"number\.form"):
        with_page("series", '[[series]]\nname = "a"\nform = "{year}"')
