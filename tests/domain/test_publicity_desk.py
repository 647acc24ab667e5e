"""What the office's page about publicity says."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.petitions import the_book

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.publicity import CHANNELS, PRODUCTS
from ltaxgis.domain.publicity_desk import neutral_on, picture_sizes, products

BOOK = the_book()


def with_page(**told: Any) -> OfficeBook:
    return replace(BOOK, tables={**BOOK.tables, "publicity": {**BOOK.tables["publicity"], **told}})


def test_every_product_is_in_the_book_with_channels_that_there_are() -> None:
    told = products(BOOK)

    assert set(told) == set(PRODUCTS)
    assert all(one.channels and set(one.channels) <= set(CHANNELS) for one in told.values())


def test_texts_have_to_stay_neutral_on_the_days_of_an_election() -> None:
    book = with_page(election=[{"first": date(2026, 3, 1), "last": date(2026, 4, 5), "th": "เลือกตั้งสภา"}])

    assert neutral_on(BOOK, date(2026, 3, 1)) is None
    assert neutral_on(book, date(2026, 2, 28)) is None
    assert neutral_on(book, date(2026, 4, 6)) is None
    found = neutral_on(book, date(2026, 2, 1), date(2026, 3, 1))
    assert found is not None
    assert (found.name("en"), found.confirmed) == ("เลือกตั้งสภา", False)


@pytest.mark.parametrize(
    "row",
    [
        {"first": date(2026, 3, 1)},
        {"first": date(2026, 3, 1), "last": date(2026, 2, 1)},
        {"first": "x", "last": date(2026, 2, 1)},
    ],
)
def test_an_election_without_its_days_is_told(row: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="unreadable"):
        neutral_on(with_page(election=[row]), date(2026, 1, 1))


def test_a_size_of_pictures_that_cannot_be_is_told() -> None:
    with pytest.raises(Refused, match="unreadable"):
        picture_sizes(with_page(size=[{"code": "x", "th": "x", "en": "x", "width": 10, "height": 99_999}]))
