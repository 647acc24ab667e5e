"""A day and an hour in one line."""

from datetime import datetime

import pytest

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.ui.letters.arrival_field import moment_from_keys


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("150169 12.00", 12, 0),
        ("๑๕๐๑๖๙ ๙.๓๐", 9, 30),
        ("15 ม.ค. 2569 12:05", 12, 5),
        ("15 Jan 2026 12:05", 12, 5),
        ("150169", 16, 30),
    ],
)
def test_a_day_with_its_hour_is_read_and_one_alone_ends_with_the_office(text: str, hour: int, minute: int) -> None:
    assert moment_from_keys(text) == datetime(2026, 1, 15, hour, minute, tzinfo=BANGKOK)


@pytest.mark.parametrize("text", ["", "เที่ยง", "150169 25.00", "310269 10.00", "10.00"])
def test_what_is_no_day_or_no_hour_is_not_read(text: str) -> None:
    assert moment_from_keys(text) is None
