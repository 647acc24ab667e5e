"""The map of a sheet as PDF operators: exact, clipped, readable in black."""

import re
import time

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from ltaxgis.domain.papers.map_sheet import SheetClass, SheetLayer
from ltaxgis.domain.sheets import Frame, Orientation, Paper, sheets_for
from ltaxgis.render.map_pages import UNIT_MM, paint_layer

WEST, SOUTH = 500_000.0, 2_077_000.0


def a_frame(scale: int = 1000, paper: Paper = Paper.A4) -> Frame:
    return sheets_for((WEST, SOUTH, WEST + 1, SOUTH + 1), scale, paper, Orientation.PORTRAIT)[0]


def layer(*shapes: object, look: SheetClass | None = None) -> SheetLayer:
    return SheetLayer("แปลงที่ดิน", np.array([*shapes, None], object)[:-1], np.zeros(len(shapes), np.int64),
                      (look or SheetClass(),))  # fmt: skip


def box_at(frame: Frame, x: float, y: float, width: float, height: float) -> shapely.Polygon:
    """A rectangle of the ground, given in mm from the lower left of the neat line."""
    metres = frame.scale / 1000
    e, n = frame.west + x * metres, frame.south + y * metres
    return shapely.box(e, n, e + width * metres, n + height * metres)


def places(operators: bytes) -> NDArray[np.float64]:
    """All places in mm."""
    found = re.findall(rb"(-?\d+) (-?\d+) [ml]\b", operators)
    return np.array(found, float) * UNIT_MM


def operators_of(painted: bytes) -> list[bytes]:
    return [line.rsplit(b" ", 1)[-1] for line in painted.split(b"\n") if line]


@pytest.mark.parametrize("scale", [500, 1000, 4000, 25_000])
def test_a_shape_stands_where_its_ground_is_to_a_hundredth_of_a_millimetre(scale: int) -> None:
    frame = a_frame(scale)
    painted = paint_layer(layer(box_at(frame, 10, 20, 100, 50)), frame)
    corners = {tuple(place) for place in places(painted.operators)}
    assert corners == {(10, 20), (110, 20), (110, 70), (10, 70)}


def test_a_hole_is_part_of_the_path_of_its_shape() -> None:
    frame = a_frame()
    ring = box_at(frame, 10, 10, 80, 80).difference(box_at(frame, 30, 30, 20, 20))
    painted = paint_layer(layer(ring, look=SheetClass(fill="#cccccc")), frame, colour=True).operators
    assert painted.count(b" m\n") == 2
    assert operators_of(painted).count(b"B*") == 1
    assert operators_of(painted).count(b"h") == 1


def test_each_shape_is_a_path_of_its_own() -> None:
    frame = a_frame()
    two = layer(box_at(frame, 10, 10, 20, 20), box_at(frame, 30, 10, 20, 20))
    assert operators_of(paint_layer(two, frame).operators).count(b"S") == 2


def test_what_goes_far_beyond_the_neat_line_is_cut_and_what_lies_outside_is_not_stored() -> None:
    frame = a_frame()
    painted = paint_layer(layer(box_at(frame, -5000, 50, 10_000, 10), box_at(frame, 900, 900, 5, 5)), frame)
    found = places(painted.operators)
    assert found[:, 0].min() >= -5
    assert found[:, 0].max() <= frame.layout.map.width + 5
    assert len(np.unique(found, axis=0)) == 4


def test_a_shape_that_crosses_itself_and_the_neat_line_is_painted_like_any_other() -> None:
    frame = a_frame()
    west, south = frame.west, frame.south
    bow_tie = shapely.Polygon(
        [(west - 50, south + 20), (west + 50, south + 80), (west - 50, south + 80), (west + 50, south + 20)]
    )
    look = SheetClass(hatch="cross")
    assert len(places(paint_layer(layer(bow_tie, look=look), frame).operators)) > 10


def test_nothing_to_paint_is_nothing() -> None:
    frame = a_frame()
    assert paint_layer(layer(None, shapely.Polygon()), frame).operators == b""
    assert paint_layer(layer(), frame).operators == b""


def test_without_colour_everything_is_black_and_classes_differ_by_their_strokes() -> None:
    frame = a_frame()
    looks = tuple(SheetClass(fill="#ff0000", hatch=hatch, line="#0000ff") for hatch in ("", "rising", "dots"))
    shapes = np.array([box_at(frame, 10 + 30 * i, 10, 20, 20) for i in range(3)], object)
    many = SheetLayer("ใช้ประโยชน์", shapes, np.arange(3), looks)
    black = paint_layer(many, frame).operators
    assert set(re.findall(rb"[\d.]+(?: [\d.]+ [\d.]+)? (?:RG|rg|G|g)\b", black)) == {b"0.000 G"}
    assert b"B*" not in black
    lengths = [len(places(paint_layer(layer(shapes[i], look=looks[i]), frame).operators)) for i in range(3)]
    assert lengths[0] == 4
    assert lengths[1] > 10
    assert lengths[2] > lengths[1]


def test_in_colour_a_fill_lies_under_strokes_of_a_darker_shade() -> None:
    frame = a_frame()
    look = SheetClass(fill="#ff8000", hatch="rising", line="#0000ff")
    painted = paint_layer(layer(box_at(frame, 10, 10, 20, 20), look=look), frame, colour=True).operators
    inks = re.findall(rb"([\d.]+ [\d.]+ [\d.]+) (RG|rg)", painted)
    assert inks == [(b"0.000 0.000 1.000", b"RG"), (b"1.000 0.502 0.000", b"rg"), (b"0.549 0.275 0.000", b"RG")]
    assert painted.index(b"B*") < painted.index(b"0.549")


def test_strokes_of_adjoining_sheets_are_in_step() -> None:
    extent = (WEST, SOUTH, WEST + 300, SOUTH + 100)
    left, right = sheets_for(extent, 1000, Paper.A4, Orientation.PORTRAIT)
    field = shapely.box(WEST - 100, SOUTH - 100, WEST + 500, SOUTH + 300)
    look = SheetClass(hatch="level", line="")
    heights = [
        np.unique(places(paint_layer(layer(field, look=look), frame).operators)[:, 1]) for frame in (left, right)
    ]  # fmt: skip
    assert heights[0] == pytest.approx(heights[1])


def test_lines_points_and_dashes_are_drawn() -> None:
    frame = a_frame()
    e, n = frame.west + 50, frame.south + 50
    road = shapely.LineString([(e, n), (e + 20, n), (e + 20, n + 20)])
    painted = paint_layer(layer(road, look=SheetClass(line_mm=0.5, dash_mm=(4, 1.2))), frame).operators
    assert b"[400 120] 0 d" in painted
    assert painted.endswith(b"7000 7000 l S\n\nQ")
    sign = paint_layer(layer(shapely.Point(e, n), look=SheetClass(point_mm=2.0)), frame).operators
    assert b"1 J 200 w" in sign
    assert b"5000 5000 m 5001 5000 l" in sign


@pytest.mark.parametrize(("colour", "ground"), [(True, b"1.000 0.000 0.000 RG"), (False, b"1.000 G")])
def test_a_point_with_a_letter_is_a_ring_with_room_for_it(*, colour: bool, ground: bytes) -> None:
    frame = a_frame()
    look = SheetClass(fill="#ff0000", letter="ก", line="#000000", line_mm=0.2, point_mm=2.4, sample="point")
    painted = paint_layer(layer(shapely.Point(frame.west + 50, frame.south + 50), look=look), frame, colour=colour)
    ring, inside = painted.operators.index(b"1 J 240 w"), painted.operators.index(b"1 J 200 w")
    assert ring < inside
    assert ground in painted.operators[ring:inside]


def test_the_classes_are_painted_in_the_order_that_their_layer_tells() -> None:
    frame = a_frame()
    points = np.array([shapely.Point(frame.west + 50, frame.south + 50)] * 2, dtype=object)
    looks = (SheetClass(point_mm=1.0), SheetClass(point_mm=2.0))
    told = SheetLayer("เรื่อง", points, np.array([0, 1]), looks, over=(1, 0))
    painted = paint_layer(told, frame).operators
    assert painted.index(b"1 J 200 w") < painted.index(b"1 J 100 w")


def test_twenty_thousand_parcels_are_painted_in_seconds_even_on_a_busy_machine() -> None:
    frame = a_frame(4000, Paper.A0)
    west, south, east, north = frame.extent
    x, y = np.linspace(west, east, 101)[:-1], np.linspace(south, north, 201)[:-1]
    e, n = (grid.ravel() for grid in np.meshgrid(x, y))
    shapes = shapely.box(e, n, e + x[1] - x[0], n + y[1] - y[0])
    looks = tuple(SheetClass(hatch=hatch) for hatch in ("", "rising", "falling", "level", "dots"))
    town = SheetLayer("แปลงที่ดิน", shapes, np.arange(len(shapes)) % 5, looks)
    began = time.process_time()
    painted = paint_layer(town, frame)
    assert time.process_time() - began < 5
    assert painted.operators.count(b"h S") == 20_000
