"""Cases on the picture: each by itself, as signs of several, and as a heat; and how long that takes."""

from itertools import pairwise
from time import perf_counter

import numpy as np
import pytest
from PySide6.QtGui import QColor
from shapely import Point
from tests.render.map_scene import EAST, NORTH, colour_at, layer, parcels, square, styles, view

from ltaxgis.domain.density import clusters
from ltaxgis.domain.styles import CLUSTERS, HEAT, LOOKS, POINTS, MapChoice
from ltaxgis.ports.resources import find_resources
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.paint_cases import class_of_each, ramp_pixels, ramp_top, sign_radius
from ltaxgis.render.picture import MapDrawing, paint_picture
from ltaxgis.render.sheet_source import SheetSource
from ltaxgis.words import load_words

pytestmark = [pytest.mark.needs_qt, pytest.mark.usefixtures("qapp")]
LETTERS = ("ก", "ใ", "ด", "ห", "ส", "–")
STATES = ["done", "open", "late"]


def cases(places: list[tuple[float, float]], standing: list[str], name: str = "petitions") -> LayerShapes:
    points = [Point(EAST + east, NORTH + north) for east, north in places]
    return layer(name, points, standing=standing, kind=["service"] * len(points), age=[1] * len(points),
                 label=[str(number) for number in range(len(points))])  # fmt: skip


def town(*layers: LayerShapes) -> MapDrawing:
    return MapDrawing(styles(), [parcels([square(0, 0, 200)]), *layers])


def colour_of(theme: str, code: str) -> str:
    return next(one.colour for one in styles().themes[theme].classes if one.code == code)


def chosen(look: str, theme: str = "petitions", radius: float = 50.0) -> MapChoice:
    return MapChoice(theme, label="", cases=look, radius=radius, letters=LETTERS)


def test_near_points_are_one_sign_in_the_colour_of_the_worst() -> None:
    drawing, shown = town(cases([(96, 50), (100, 50), (104, 50), (180, 50)], [*STATES, "open"])), view()
    image = paint_picture(drawing, shown, chosen(CLUSTERS)).image

    beside = 100 - sign_radius(3) * 0.7
    assert colour_at(image, shown, beside, 50) == colour_of("petitions", "late").upper()
    assert colour_at(image, shown, 180 - 5, 50) == colour_of("petitions", "open").upper(), "one alone is its own mark"
    signs = drawing.clusters_of("petitions", 1.0)
    assert sorted(signs.counts.tolist()) == [1, 3]
    assert sorted(drawing.clusters_of("petitions", 0.05).counts.tolist()) == [1, 1, 1, 1], "nearer they part"


def test_what_is_the_worst_is_the_theme_s_to_say_and_the_most_where_it_says_nothing() -> None:
    signs = clusters(np.zeros((3, 2)), 10)
    themes = styles().themes
    late, old, kind = (themes[name] for name in ("petitions", "petitions-age", "petitions-kind"))

    assert class_of_each(signs, np.array([4, 2, 5], np.int8), late).tolist() == [2]
    assert class_of_each(signs, np.array([5, 3, 1], np.int8), old).tolist() == [3]
    assert class_of_each(signs, np.array([5, 5, 0], np.int8), old).tolist() == [0], "closed ones are not the oldest"
    assert class_of_each(signs, np.array([2, 1, 1], np.int8), kind).tolist() == [1]


def test_a_heat_is_darkest_where_most_lie_and_nothing_where_none_lie() -> None:
    many = [(60.0 + n % 3, 50.0 + n // 3) for n in range(9)]
    drawing, shown = town(cases([*many, (150, 50)], ["late"] * 10)), view()
    picture = paint_picture(drawing, shown, chosen(HEAT))
    plain = paint_picture(town(), shown, MapChoice("land-use", label=""))
    light = [QColor(colour_at(picture.image, shown, east, 50)).lightness() for east in (61, 150, 5)]

    assert light[0] < light[1] < light[2]
    assert colour_at(picture.image, shown, 5, 95) == colour_at(plain.image, shown, 5, 95)
    assert picture.drawn.heat_top > 0
    assert paint_picture(drawing, shown, chosen(POINTS)).drawn.heat_top == 0


def test_the_ramp_means_the_same_wherever_the_map_is_moved() -> None:
    drawing = town(cases([(60, 50), (61, 50), (150, 50)], ["late"] * 3))
    tops = {paint_picture(drawing, view(metres=metres), chosen(HEAT)).drawn.heat_top for metres in (0.5, 1, 4)}

    assert len(tops) == 1
    drawing.replace_layer(cases([(60, 50)] * 9, ["late"] * 9))
    assert drawing.heat_top("petitions", 50.0) > max(tops), "read again, it means what is there now"


def test_permits_and_petitions_are_shown_in_the_same_way() -> None:
    for name in ("petitions", "permits"):
        drawing = town(cases([(100, 50), (101, 50)], ["open", "late"], name))
        for look in LOOKS:
            told = paint_picture(drawing, view(), chosen(look, name))
            assert told.drawn.classes[0] == told.drawn.classes[2] == 1


def test_the_ground_under_any_theme_of_cases_is_white() -> None:
    drawing, shown = town(cases([(100, 50)], ["late"])), view()

    for theme in ("petitions", "petitions-age", "petitions-kind"):
        assert colour_at(paint_picture(drawing, shown, chosen(POINTS, theme)).image, shown, 20, 20) == "#FFFFFF"


@pytest.mark.parametrize("look", LOOKS)
def test_a_sheet_prints_each_case_in_the_colour_of_its_class_over_parcels_of_none(look: str) -> None:
    drawing = town(cases([(60, 50), (61, 50), (150, 50)], STATES))
    source = SheetSource(drawing, chosen(look), load_words(find_resources().words, "th"))

    told = {one.shapes[0].geom_type: one for one in source.layers((EAST, NORTH, EAST + 200, NORTH + 100), 1_000)}

    fills = [told["Point"].classes[number].fill for number in told["Point"].numbers.tolist()]
    assert fills == [colour_of("petitions", state) for state in STATES]
    assert {one.sample for one in told["Point"].classes} == {"point"}
    assert (len(told["Polygon"].classes), len(told["Polygon"].numbers)) == (1, 1)
    assert told["Polygon"].classes[0].fill == ""


def test_the_ramp_gets_darker_all_the_way_and_keeps_away_from_the_selection() -> None:
    colours = [QColor(colour) for colour in styles().cases.ramp]
    grey = [0.3 * one.red() + 0.59 * one.green() + 0.11 * one.blue() for one in colours]
    selection = QColor("#FF9F1C")

    assert all(one - other > 15 for one, other in pairwise(grey))
    assert all(abs(one.red() - selection.red()) + abs(one.green() - selection.green())
               + abs(one.blue() - selection.blue()) > 90 for one in colours)  # fmt: skip
    assert ramp_pixels(styles().cases)[0] == 0


@pytest.mark.parametrize(("density", "top"), [(0, 0), (3.1e-6, 4), (1e-5, 10), (1.2e-3, 1500), (8.2e-5, 100)])
def test_the_ramp_ends_in_a_round_number_that_nothing_lies_above(density: float, top: float) -> None:
    assert ramp_top(density) == pytest.approx(top)


@pytest.mark.parametrize("look", [CLUSTERS, HEAT])
def test_five_thousand_cases_are_painted_while_nobody_notices(look: str) -> None:
    random = np.random.default_rng(7)
    places = np.concatenate([random.normal(1_000, 300, (2_500, 2)), random.uniform(0, 2_000, (2_500, 2))])
    drawing = town(cases(places.tolist(), random.choice(STATES, 5_000).tolist()))
    shown, choice = view(1366, 768, 2.0), chosen(look, radius=100.0)
    paint_picture(drawing, shown, choice)
    spent = []
    for step in range(6):
        started = perf_counter()
        paint_picture(drawing, shown.moved(9.0 * step, 4.0), choice)
        spent.append(perf_counter() - started)

    assert min(spent) < 0.05, "some 10 ms on an idle machine; the rest is for others who work on this one"
