"""Which rows are shown, and in which order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ui.fakes import town

from ltaxgis.domain.thai.text import sort_key, sort_keys
from ltaxgis.ui.register.columns import LAND_COLUMNS
from ltaxgis.ui.register.ordering import Ranks, Wish, arrange
from ltaxgis.ui.register.sheet import Sheet, load_sheet

COLUMNS = {column.name: column for column in LAND_COLUMNS}


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return load_sheet(town(120))


def rows(sheet: Sheet, *filters: tuple[str, str], sort: tuple[str, ...] = ()) -> list[int]:
    found: list[int] = arrange(sheet, COLUMNS, Wish(filters, sort), {}, Ranks()).tolist()
    return found


def test_leading_vowels_sort_behind_their_consonant() -> None:
    sheet = load_sheet(town(4))
    sheet.data["road"] = ["เมือง", "ราช", "แก้ว", "งาม"]

    assert [sheet.data["road"][row] for row in rows(sheet, sort=("road",))] == ["แก้ว", "งาม", "เมือง", "ราช"]


@pytest.mark.parametrize("sort", ["area", "-area"])
def test_rows_without_a_value_come_last_in_either_direction(sort: str) -> None:
    sheet = load_sheet(town(3))
    sheet.data["area"] = [None, 5, 9]

    assert rows(sheet, sort=(sort,))[-1] == 0


def test_the_second_column_decides_where_the_first_is_equal(sheet: Sheet) -> None:
    found = rows(sheet, sort=("road", "-area"))
    pairs = [(sheet.data["road"][row], -sheet.data["area"][row]) for row in found]
    by_road = {road: [pair[1] for pair in pairs if pair[0] == road] for road, _ in pairs}

    assert all(areas == sorted(areas) for areas in by_road.values())


@pytest.mark.parametrize(
    ("name", "wanted", "holds"),
    [
        ("area", ">1-0-0", lambda value: value > 40_000),
        ("area", "0-1-0..0-2-0", lambda value: 10_000 <= value <= 20_000),
        ("price", "<=100", lambda value: value <= 10_000),
        ("road", "=ริมน้ำ", lambda value: value == "ริมน้ำ"),
        ("road", "!เทศบาล", lambda value: "เทศบาล" not in value),
        ("code", "จๅฤ", lambda value: value.startswith("01A")),
        ("house_no", "๑๒/", lambda value: "12/" in value),
        ("flag", "!", lambda value: value != ""),
    ],
)
def test_a_filter_shows_exactly_what_it_names(sheet: Sheet, name: str, wanted: str, holds: object) -> None:
    shown = set(rows(sheet, (name, wanted)))

    assert shown == {row for row, value in enumerate(sheet.data[name]) if holds(value)}  # type: ignore[operator]


@given(st.lists(st.text("กขเแไ่้Aa1 \n")))
def test_many_keys_at_once_are_the_keys_one_by_one(texts: list[str]) -> None:
    assert sort_keys(texts) == [sort_key(text) for text in texts]


def test_filters_of_several_columns_all_hold(sheet: Sheet) -> None:
    shown = rows(sheet, ("road", "ริมน้ำ"), ("joined", "alone"))

    assert all(sheet.data["road"][row] == "ริมน้ำ" and sheet.data["joined"][row] == "alone" for row in shown)


def test_a_hundred_thousand_rows_sort_in_well_under_a_second() -> None:
    import time

    count = 100_000
    chance = np.random.default_rng(1)
    sheet = load_sheet(town(1))
    texts = [f"{number:06}" for number in chance.permutation(count)]
    sheet.uids = [str(number) for number in range(count)]  # type: ignore[misc]
    sheet.data = dict.fromkeys(sheet.data, texts)
    ranks = Ranks()
    begun = time.process_time()
    arrange(sheet, COLUMNS, Wish((("road", "12"),), ("code",)), {}, ranks)
    first = time.process_time() - begun
    begun = time.process_time()
    arrange(sheet, COLUMNS, Wish((), ("-code",)), {}, ranks)

    assert first < 3.0  # the first time works out every text of both columns
    assert time.process_time() - begun < 0.2
