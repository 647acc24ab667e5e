"""Roads, water, signs and imported layers on the picture."""

import pytest
import shapely
from shapely import Point
from tests.render.map_scene import EAST, NORTH, colour_at, layer, parcels, square, styles, view

from ltaxgis.domain.styles import LayerChoice, MapChoice
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.picture import Picture, draw_map, layer_order

pytestmark = [pytest.mark.needs_qt, pytest.mark.usefixtures("qapp")]
PLAIN = MapChoice(label="", hatched=False)
ROAD = shapely.LineString([(EAST, NORTH + 50), (EAST + 200, NORTH + 50)])


def test_a_road_lies_over_parcels_with_its_casing_beside_it() -> None:
    layers = [layer("roads", [ROAD]), parcels([square(0, 0, 200)], land_use=["1"])]
    shown = view(metres=0.5)

    image = draw_map(layers, styles(), shown, PLAIN).image

    assert colour_at(image, shown, 100, 50) == "#FFFFFF"
    beside = colour_at(image, shown, 100, 51.1)
    assert beside not in ("#FFFFFF", styles().themes["land-use"].classes[0].colour)


def test_a_road_that_tells_its_width_is_drawn_so_wide() -> None:
    layers = [layer("roads", [ROAD], width=[20.0]), parcels([square(0, 0, 200)], land_use=["1"])]
    shown = view(metres=0.5)

    image = draw_map(layers, styles(), shown, PLAIN).image

    field = styles().themes["land-use"].classes[0].colour
    assert [colour_at(image, shown, 100, 50 + beside) for beside in (-9, 9, -12, 12)] == ["#FFFFFF"] * 2 + [field] * 2


def test_lines_get_thinner_where_a_town_is_seen_whole() -> None:
    style = styles().style_of("zones")

    assert style.line_share(style.thins_from) == 1.0
    assert 0.3 < style.line_share(style.thins_from * 4) <= 0.5
    assert style.line_share(10_000_000) > 0.3


def test_signs_show_near_and_not_far() -> None:
    sign = layer("signs", [shapely.Point(EAST + 100, NORTH + 50)])
    ground = styles().background

    for metres, seen in ((0.5, True), (3.0, False)):
        shown = view(metres=metres)
        image = draw_map([sign], styles(), shown, PLAIN).image
        around = {colour_at(image, shown, 100, 50 + up * metres) for up in range(7)}
        assert (around != {ground}) is seen


def test_an_imported_layer_of_mixed_shapes_is_drawn_whole() -> None:
    mixed = layer("นำเข้า 2568", [square(20, 20, 30), ROAD, shapely.MultiPoint([(EAST + 150, NORTH + 20)]), None])
    shown = view()

    image = draw_map([mixed], styles(), shown, PLAIN).image

    for place in ((20, 30), (100, 50), (150, 20)):
        colours = {colour_at(image, shown, place[0] + x, place[1] + y) for x in (-1, 0, 1) for y in (-1, 0, 1)}
        assert colours != {styles().background}, place


def test_half_opacity_lets_half_of_what_lies_below_through() -> None:
    layers = [parcels([square(80, 30, 40)], land_use=["2"]), layer("water", [square(80, 30, 40)])]
    choice = MapChoice(label="", hatched=False, layers=(LayerChoice("water"), LayerChoice("parcels", opacity=0.5)))

    image = draw_map(layers, styles(), view(), choice).image

    water, home = "#CFE4EF", styles().themes["land-use"].classes[1].colour
    middle = [(int(water[i : i + 2], 16) + int(home[i : i + 2], 16)) / 2 for i in (1, 3, 5)]
    found = colour_at(image, view(), 100, 50)
    assert [int(found[i : i + 2], 16) for i in (1, 3, 5)] == pytest.approx(middle, abs=2)


def test_a_hidden_layer_is_not_drawn_and_its_parcels_are_not_counted() -> None:
    choice = MapChoice(label="", layers=(LayerChoice("parcels", visible=False),))

    picture = draw_map([parcels([square(80, 30, 40)], land_use=["2"])], styles(), view(), choice)

    assert colour_at(picture.image, view(), 100, 50) == styles().background
    assert picture.drawn.parcels_drawn == 0


def test_layers_lie_in_the_order_of_the_styles_until_a_person_says_otherwise() -> None:
    names = ["signs", "ภาพถ่าย", "parcels", "water", "roads"]

    standard = layer_order(names, styles(), MapChoice())
    chosen = layer_order(names, styles(), MapChoice(layers=(LayerChoice("signs"), LayerChoice("parcels"))))

    assert standard == ["water", "parcels", "ภาพถ่าย", "roads", "signs"]
    # what was not chosen lies over what it always lies over
    assert chosen == ["water", "signs", "parcels", "ภาพถ่าย", "roads"]
    assert set(chosen) == set(names)


def a_town_with_cases() -> list[LayerShapes]:
    return [
        parcels([square(80, 30, 40)], land_use=["2"]),
        layer("petitions", [Point(EAST + 60, NORTH + 50), Point(EAST + 140, NORTH + 50)], standing=["late", "open"]),
    ]


def around(picture: Picture, east: float) -> set[str]:
    return {colour_at(picture.image, view(), east + x, 50 + y) for x in (-4, 0, 4) for y in (-4, 0, 4)}


def test_a_theme_of_points_colours_them_by_class_over_white_parcels_and_counts_them() -> None:
    choice = MapChoice(theme="petitions", label="", hatched=False)

    picture = draw_map(a_town_with_cases(), styles(), view(), choice)

    classes = {one.code: one.colour.upper() for one in styles().themes["petitions"].classes}
    assert classes["late"] in around(picture, 60)
    assert classes["open"] in around(picture, 140)
    assert colour_at(picture.image, view(), 100, 50) == classes["none"]
    assert picture.drawn.classes == (1, 0, 1, 0, 0, 0)
    assert picture.drawn.parcels_drawn == 1


def test_cases_are_hidden_until_their_theme_or_a_person_wants_them() -> None:
    plain = draw_map(a_town_with_cases(), styles(), view(), MapChoice(label=""))
    wanted = MapChoice(label="", layers=(LayerChoice("parcels"), LayerChoice("petitions")))

    assert around(plain, 60) == {styles().background}
    assert around(draw_map(a_town_with_cases(), styles(), view(), wanted), 60) != {styles().background}


def test_a_theme_whose_layer_is_not_there_leaves_the_parcels_plain() -> None:
    picture = draw_map(a_town_with_cases()[:1], styles(), view(), MapChoice(theme="petitions", label=""))

    assert colour_at(picture.image, view(), 100, 50) == "#FFFFFF"
    assert picture.drawn.classes == ()
