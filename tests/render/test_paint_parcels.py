"""Surfaces on the picture: the right colour at the right pixel."""

import numpy as np
import pytest
import shapely
from PySide6.QtGui import QGuiApplication
from tests.render.map_scene import EAST, NORTH, colour_at, grid_town, parcels, square, styles, view

from ltaxgis.domain.styles import MapChoice
from ltaxgis.render.picture import MapDrawing, draw_map, paint_picture
from ltaxgis.render.view import view_of

pytestmark = [pytest.mark.needs_qt, pytest.mark.usefixtures("qapp")]
PLAIN = MapChoice(label="", hatched=False)
COLOURS = {one.code: one.colour for one in styles().themes["land-use"].classes}
BACKGROUND = styles().background


def test_each_parcel_has_the_colour_of_its_class_and_the_ground_is_left() -> None:
    layer = parcels([square(20, 20), square(60, 20), square(100, 20), None], land_use=["1", "2", None, "1"])
    shown = view()

    picture = draw_map([layer], styles(), shown, PLAIN)

    assert colour_at(picture.image, shown, 30, 30) == COLOURS["agriculture"]
    assert colour_at(picture.image, shown, 70, 30) == COLOURS["home_main"]
    assert colour_at(picture.image, shown, 110, 30) == COLOURS["none"]
    assert colour_at(picture.image, shown, 50, 30) == BACKGROUND
    assert picture.drawn.parcels_drawn == 3


def test_a_hole_shows_the_ground_and_what_lies_in_it() -> None:
    ring = shapely.Polygon(square(20, 20, 60).exterior, [square(40, 40, 20).exterior.coords])
    layer = parcels([ring, square(46, 46, 8)], land_use=["1", "2"])
    shown = view()

    image = draw_map([layer], styles(), shown, PLAIN).image

    assert colour_at(image, shown, 25, 25) == COLOURS["agriculture"]
    assert colour_at(image, shown, 43, 43) == BACKGROUND
    assert colour_at(image, shown, 50, 50) == COLOURS["home_main"]


def test_neighbours_meet_without_a_seam_of_ground() -> None:
    layer = parcels([square(60, 20, 40.37), square(100.37, 20, 40.37)], land_use=["1", "1"])
    style = styles()
    shown = view(metres=0.31)
    layer_style = style.layers["parcels"]
    without_edges = type(style)(style.themes, {"parcels": type(layer_style)("parcels")}, style.reference)

    image = draw_map([layer], without_edges, shown, PLAIN).image

    row = {colour_at(image, shown, east, 50) for east in np.arange(75, 125, 0.3)}
    assert row == {COLOURS["agriculture"]}


def test_an_outline_runs_along_the_edge() -> None:
    shown = view(metres=0.5)

    image = draw_map([parcels([square(80, 30, 40)], land_use=["1"])], styles(), shown, PLAIN).image

    edge = {colour_at(image, shown, 80.0 + step, 50) for step in (-0.4, -0.1, 0.2)}
    assert any(lightness(colour) < lightness(COLOURS["agriculture"]) - 40 for colour in edge)


def test_parcels_smaller_than_three_pixels_still_colour_the_map() -> None:
    town = grid_town(40, size=20.0)
    drawing = MapDrawing(styles(), [town])
    box = drawing.box
    assert box is not None
    shown = view_of(box, 60, 60)  # a parcel is about one pixel and a half

    picture = paint_picture(drawing, shown, PLAIN)

    assert drawing.stores["parcels"].surfaces.small(6).all()
    seen = {colour_at(picture.image, shown, x, y) for x in range(40, 760, 40) for y in range(40, 760, 40)}
    assert BACKGROUND not in seen
    assert picture.drawn.parcels_drawn == 1600
    assert sum(picture.drawn.classes) == 1600


def test_small_and_large_ways_of_painting_agree_on_where_things_are() -> None:
    town = grid_town(30)
    drawing = MapDrawing(styles(), [town])
    fine = view(400, 400, metres=1.5).moved(-130, 130)
    coarse = view(200, 200, metres=3.0).moved(-65, 65)

    fine_image, coarse_image = (paint_picture(drawing, each, PLAIN).image for each in (fine, coarse))

    # the centre of a parcel has its colour at any grain
    for number in range(0, 900, 7):
        east, north = (number % 30) * 20.0, (number // 30) * 20.0
        if 5 < east < 550 and 5 < north < 550:
            assert colour_at(fine_image, fine, east, north) == colour_at(coarse_image, coarse, east, north)


def test_of_identical_shapes_one_is_painted_and_all_are_counted() -> None:
    layer = parcels([square(20, 20)] * 40 + [square(60, 20)], land_use=["2"] * 41)

    drawing = MapDrawing(styles(), [layer])
    picture = paint_picture(drawing, view(), PLAIN)

    assert drawing.stores["parcels"].surfaces.drawn.sum() == 2
    assert picture.drawn.parcels_drawn == 41


def test_a_hatch_is_drawn_only_where_parcels_are_large_enough_to_show_it() -> None:
    layer = parcels([square(80, 30, 40)], land_use=["7"])
    near, far = view(metres=0.5), view(metres=2.5)

    for shown, hatched in ((near, True), (far, False)):
        image = draw_map([layer], styles(), shown, MapChoice(label="")).image
        inside = {colour_at(image, shown, x, y) for x in range(92, 108) for y in np.arange(44, 56, 0.5)}
        assert (len(inside) > 1) is hatched


def test_a_picture_at_twice_the_pixels_shows_the_same_places() -> None:
    layer = parcels([square(20, 20), square(150, 60)], land_use=["1", "2"])
    shown = view(ratio=2.0)

    image = draw_map([layer], styles(), shown, PLAIN).image

    assert (image.width(), image.height()) == (400, 200)
    assert colour_at(image, shown, 30, 30) == COLOURS["agriculture"]
    assert colour_at(image, shown, 160, 70) == COLOURS["home_main"]


def test_broken_and_empty_shapes_do_not_stop_the_picture() -> None:
    bow_tie = shapely.Polygon([(EAST, NORTH), (EAST + 20, NORTH + 20), (EAST + 20, NORTH), (EAST, NORTH + 20)])
    shapes = [None, shapely.Polygon(), bow_tie, shapely.Point(EAST, NORTH), square(60, 20)]

    picture = draw_map([parcels(shapes, land_use=["1"] * 5)], styles(), view(), PLAIN)

    assert colour_at(picture.image, view(), 70, 30) == COLOURS["agriculture"]


def test_a_layer_of_nothing_but_missing_shapes_is_an_empty_map() -> None:
    layer = parcels([None, None], land_use=["1", "1"])

    picture = draw_map([layer], styles(), view(), MapChoice())

    assert picture.drawn.parcels_drawn == 0
    assert MapDrawing(styles(), [layer]).box is None


def test_a_hundred_thousand_polygons_are_painted_and_the_process_lives(qapp: QGuiApplication) -> None:
    # PySide6 6.12.0 lost a reference of None at each painter call and ended the process after some 20,000
    town = grid_town(317)
    drawing = MapDrawing(styles(), [town])
    box = drawing.box
    assert box is not None
    shown = view_of(box, 1920, 1080)

    counts = {paint_picture(drawing, shown, PLAIN).drawn.parcels_drawn for _ in range(4)}

    assert counts == {100_489}


def lightness(colour: str) -> int:
    return sum(int(colour[start : start + 2], 16) for start in (1, 3, 5))
