"""A new project's coordinate system: projected, in metres, fit for the place of its first layer."""

import math

import pytest

from ltaxgis.domain.crs import DATUM_SHIFTS, require_metric
from ltaxgis.domain.fitting_crs import Box, degrees_of, fitting_systems, is_abroad, moved_by, utm_zone

TOWN: Box = (533_000, 1_988_000, 537_000, 1_992_000)


@pytest.mark.parametrize(
    ("box", "crs", "best"),
    [
        (TOWN, "32647", "32647"),
        (TOWN, "24047", "32647"),
        ((99.3, 17.9, 99.4, 18.0), "4326", "32647"),
        ((103.3, 15.9, 103.4, 16.0), "4326", "32648"),
        ((2.31, 48.66, 2.34, 48.69), "4326", "2154"),
        ((257_000, 6_219_000, 262_000, 6_223_000), "3857", "2154"),
        ((1_748_000, 5_427_000, 1_750_000, 5_429_000), "2193", "2193"),
        ((144.9, -37.9, 145.0, -37.8), "4326", "32755"),
    ],
)
def test_the_first_offer_fits_the_place(box: Box, crs: str, best: str) -> None:
    assert fitting_systems(box, crs)[0] == best


@pytest.mark.parametrize("crs", ["4326", "3857", "24047", "24048", "32647", "2154"])
def test_every_offer_is_projected_and_in_metres(crs: str) -> None:
    for code in fitting_systems((500_000, 1_500_000, 501_000, 1_501_000), crs):
        assert require_metric(code) == code


def test_an_unreadable_system_leaves_the_zones_of_thailand() -> None:
    assert fitting_systems(TOWN, "no such thing") == ("32647", "32648")


def test_a_zone_covers_six_degrees() -> None:
    assert [utm_zone((longitude, 10)) for longitude in (96.0, 101.99, 102.0, 180.0)] == [
        "32647",
        "32647",
        "32648",
        "32660",
    ]


def test_a_town_is_at_home_and_paris_abroad() -> None:
    assert not is_abroad(degrees_of(TOWN, "32647")[1])
    assert is_abroad((2.3, 48.7))


def test_sets_of_a_datum_move_a_town_by_some_hundred_metres_and_each_other_by_few() -> None:
    moves = {name: moved_by(TOWN, "24047", name) for name in DATUM_SHIFTS}
    assert all(300 < math.hypot(*move) < 450 for move in moves.values())
    first = moves["206,837,295"]
    apart = [math.hypot(move[0] - first[0], move[1] - first[1]) for move in moves.values()]
    assert apart[0] == 0
    assert all(0 < metres < 30 for metres in apart[1:])
