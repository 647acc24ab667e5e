"""To whom a petition goes, and by when it is answered and done."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ltaxgis.domain.cases import Case
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook, read_book
from ltaxgis.domain.petition_book import petition_book
from ltaxgis.domain.petition_desk import PETITIONS, answer_due
from ltaxgis.ports.resources import find_resources


@pytest.fixture(scope="module")
def book() -> OfficeBook:
    folder = find_resources().root / "office"
    return read_book({path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")})


def a_case(kind: str, category: str = "", starts_on: date = date(2026, 2, 2)) -> Case:
    return Case(
        uid=Uid("1"), desk="petitions", kind=kind, category=category, starts_on=starts_on,
        received_at=datetime(2026, 2, 2, 3, tzinfo=UTC),
    )  # fmt: skip


def test_every_category_names_a_division_a_kind_and_a_clock_that_are_there(book: OfficeBook) -> None:
    known = petition_book(book)

    assert len(known.categories) == 15
    assert set(known.kinds) == {"service", "nuisance", "staff", "general", "information"}
    for one in known.categories.values():
        assert one.division in book.divisions
        assert one.kind in known.kinds
        assert one.level(date(2026, 1, 1)) is not None
    assert known.import_category in known.categories


def test_what_nobody_confirmed_says_so(book: OfficeBook) -> None:
    known = petition_book(book)

    clocks = [level.fix for one in known.categories.values() for level in one.levels]
    assert all(clock.source and not clock.confirmed for clock in clocks)


@pytest.mark.parametrize(
    ("category", "answer", "fix"),
    [("light", date(2026, 2, 3), date(2026, 2, 9)), ("road.surface", date(2026, 2, 5), date(2026, 2, 23)),
     ("hazard", date(2026, 2, 2), date(2026, 2, 2))],
)  # fmt: skip
def test_working_days_count_from_the_day_after(category: str, answer: date, fix: date, book: OfficeBook) -> None:
    case = a_case("service", category)
    rule = PETITIONS.rule(case, book)

    assert rule is not None
    assert book.days.later(case.starts_on, rule.days) == fix
    assert answer_due(case, book) == answer


def test_a_kind_without_a_category_is_answered_in_fifteen_days(book: OfficeBook) -> None:
    assert answer_due(a_case("information"), book) == date(2026, 2, 17)


def test_an_older_clock_counts_for_what_came_before_the_new_one(book: OfficeBook) -> None:
    page = dict(book.tables["petitions"])
    light = next(one for one in page["category"] if one["code"] == "light")
    newer = {**light["level"][0], "since": date(2026, 2, 10), "fix": 2}
    page["category"] = [{**light, "level": [newer, *light["level"]]}]
    changed = replace(book, tables={**book.tables, "petitions": page})

    before, after = (PETITIONS.rule(a_case("service", "light", day), changed) for day in
                     (date(2026, 2, 9), date(2026, 2, 10)))  # fmt: skip

    assert before is not None
    assert after is not None
    assert (before.days, after.days) == (5, 2)


def test_a_complaint_about_an_official_goes_to_the_lawyers_whatever_it_is_about(book: OfficeBook) -> None:
    assert PETITIONS.place("service", "light", book) == {"division": "engineering", "priority": 0}
    assert PETITIONS.place("staff", "light", book)["division"] == "legal"
    assert not petition_book(book).on_map("staff", "light")
    assert not petition_book(book).on_map("general", "tax")


def test_a_page_that_lacks_something_is_refused_by_name(book: OfficeBook) -> None:
    torn = replace(book, tables={**book.tables, "petitions": {"kind": [{"division": "clerk"}]}})

    with pytest.raises(Refused) as refused:
        petition_book(torn)
    assert refused.value.code == "office.unreadable"
