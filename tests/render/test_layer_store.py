"""What lies under a place, and what a drawn shape touches."""

import pytest
import shapely
from tests.render.map_scene import EAST, NORTH, layer, square

from ltaxgis.render.layer_store import AskedColumns, LayerStore

pytestmark = pytest.mark.needs_qt


def test_surfaces_are_hit_inside_only_and_lines_and_points_within_reach() -> None:
    line = shapely.LineString([(EAST, NORTH + 50), (EAST + 100, NORTH + 50)])
    store = LayerStore(layer("นำเข้า", [square(0, 0), line, shapely.Point(EAST + 60, NORTH + 10), None]))

    assert store.at(EAST + 10, NORTH + 10, 3) == ["นำเข้า-0"]
    assert store.at(EAST + 21, NORTH + 10, 3) == []
    assert store.at(EAST + 30, NORTH + 48, 3) == ["นำเข้า-1"]
    assert store.at(EAST + 62, NORTH + 10, 3) == ["นำเข้า-2"]
    assert store.at(EAST + 30, NORTH + 40, 3) == []


def test_of_shapes_over_each_other_the_smallest_comes_first() -> None:
    store = LayerStore(layer("parcels", [square(0, 0, 100), square(10, 10, 20)]))

    assert store.at(EAST + 15, NORTH + 15, 1) == ["parcels-1", "parcels-0"]


def test_a_drawn_shape_finds_what_it_contains_and_what_it_only_touches() -> None:
    store = LayerStore(layer("parcels", [square(0, 0), square(20, 0), square(60, 0)]))

    assert store.touching(square(-5, -5, 25)) == ["parcels-0", "parcels-1"]


def test_an_empty_layer_holds_nothing() -> None:
    store = LayerStore(layer("parcels", []))

    assert len(store) == 0
    assert store.at(EAST, NORTH, 5) == []
    assert store.box is None


def test_a_column_asked_for_after_a_change_says_what_changed() -> None:
    asked: list[str] = []

    class Told(dict[str, list[int]]):
        def __getitem__(self, name: str) -> list[int]:
            asked.append(name)
            return super().__getitem__(name)

    columns = AskedColumns(Told(seen=[1, 2, 3], later=[4, 5, 6]))
    assert columns["seen"] == [1, 2, 3]

    columns.change([1], {"seen": [20], "later": [50]})

    assert asked == ["seen"]
    assert (columns["seen"], columns["later"]) == ([1, 20, 3], [4, 50, 6])
