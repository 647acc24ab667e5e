"""A parcel's moo as its neighbours' rows say it."""

import numpy as np

from ltaxgis.domain.neighbours import said_by_neighbours


def test_a_parcel_takes_what_most_rows_of_its_block_say() -> None:
    places = ["01A", "01A", "01A", "01B", ""]

    said = said_by_neighbours(places, np.array([0, 1, 1, -1, 4]), ["3", "3", "5", "9", "7"])

    assert said == ["3", "3", "3", "", ""]


def test_divided_neighbours_say_nothing() -> None:
    assert said_by_neighbours(["01A", "01A"], np.array([0, 1, -1]), ["3", "5", "5"]) == ["", ""]
