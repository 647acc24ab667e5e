"""The whole picture: what it keeps from one to the next, when it gives up, how quick it is."""

import time
from collections.abc import Callable
from pathlib import Path

import pyogrio
import pytest
from tests.render.map_scene import colour_at, grid_town, layer, parcels, square, styles, view

from ltaxgis.domain.styles import MapChoice
from ltaxgis.render.picture import MapDrawing, paint_picture
from ltaxgis.render.surface import new_surface
from ltaxgis.render.view import view_of

pytestmark = [pytest.mark.needs_qt, pytest.mark.usefixtures("qapp")]
PLAIN = MapChoice(label="", hatched=False)


class Overtaken(Exception):
    """What a test raises in the middle of a picture."""


def test_another_theme_gives_other_colours_at_once() -> None:
    drawing = MapDrawing(styles(), [parcels([square(80, 30, 40)], land_use=["2"], joined=["map_only"])])
    themes = styles().themes

    found = {
        theme: colour_at(paint_picture(drawing, view(), MapChoice(theme, "", hatched=False)).image, view(), 100, 50)
        for theme in themes
    }

    assert found["land-use"] == themes["land-use"].classes[1].colour
    assert found["joined"] == themes["joined"].classes[2].colour
    assert found["value"] == themes["value"].classes[-1].colour
    assert found["area-difference"] == themes["area-difference"].classes[-1].colour


def test_a_replaced_layer_is_the_one_that_is_drawn() -> None:
    drawing = MapDrawing(styles(), [parcels([square(80, 30, 40)], land_use=["2"], code=["01A001"])])
    paint_picture(drawing, view(), MapChoice())

    drawing.replace_layer(parcels([square(0, 0, 10), square(80, 30, 40)], land_use=["1", "1"], code=["ใหม่", "01A002"]))
    labels = drawing.labels(view(metres=0.4), MapChoice())

    image = paint_picture(drawing, view(), PLAIN).image
    assert colour_at(image, view(), 100, 50) == styles().themes["land-use"].classes[0].colour
    assert [label.text for label in labels] == ["01A002"]


def test_a_picture_that_is_overtaken_ends_soon_and_the_next_is_whole() -> None:
    drawing = MapDrawing(styles(), [grid_town(60)])
    assert drawing.box is not None
    shown = view_of(drawing.box, 400, 400)
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls > 3:
            raise Overtaken

    with pytest.raises(Overtaken):
        drawing.paint(new_surface(400, 400), shown, PLAIN, check)

    assert paint_picture(drawing, shown, PLAIN).drawn.parcels_drawn == 3600


def test_each_layer_that_is_done_is_told() -> None:
    drawing = MapDrawing(styles(), [parcels([square(80, 30)], land_use=["1"]), layer("water", [square(0, 0)])])
    done = 0

    def part_done() -> None:
        nonlocal done
        done += 1

    drawing.paint(new_surface(200, 100), view(), PLAIN, part_done=part_done)

    assert done == 2


def test_only_what_the_view_shows_is_counted() -> None:
    drawing = MapDrawing(styles(), [parcels([square(80, 30), square(5000, 30)], land_use=["1", "1"])])

    assert paint_picture(drawing, view(), PLAIN).drawn.classes[0] == 1


def test_a_street_at_1_to_1000_is_painted_in_a_few_frames_though_the_town_is_large() -> None:
    drawing = MapDrawing(styles(), [grid_town(200)])
    shown = view(1920, 1080).at_scale(1000).moved(-3000, 3000)
    drawing.build(shown, PLAIN)
    surface = new_surface(*shown.device_size)

    best = min(_seconds(lambda: drawing.paint(surface, shown, PLAIN)) for _ in range(5))

    assert best < 0.08  # the goal is 0.016 s on a machine that does nothing else


def test_real_parcels_are_drawn_all_of_them(real_data: Path) -> None:
    shapes = pyogrio.read_dataframe(real_data / "melbourne" / "Property Boundaries.shp").geometry.to_numpy()
    drawing = MapDrawing(styles(), [parcels(list(shapes), land_use=["1"] * len(shapes))])
    assert drawing.box is not None

    picture = paint_picture(drawing, view_of(drawing.box, 800, 600), MapChoice(label=""))

    assert picture.drawn.parcels_drawn == len(shapes) == 14_947


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
