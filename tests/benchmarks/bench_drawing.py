"""How fast the map is drawn: 100,000 made-up parcels, whole extent and a street, beside geopandas `.plot`; names; real
parcels where they are. `python tests/benchmarks/bench_drawing.py [--no-peer] [--cpu] [--bounds]` prints a JSON object
of seconds; `--bounds` measures only what has a bound.

Goals on two idle cores: whole extent with outlines 0.25 s, a street at 1:1000 0.016 s, labels 1 s over 47,000 parcels.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtGui import QGuiApplication

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.styles import LayerStyle, MapChoice
from ltaxgis.ports.resources import find_resources
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.picture import MapDrawing
from ltaxgis.render.styles import load_styles
from ltaxgis.render.surface import new_surface
from ltaxgis.render.view import View, view_of
from tests.render.map_scene import grid_town

REAL = Path(__file__).parents[3] / "shared" / "data" / "melbourne" / "Property Boundaries.shp"
PLAIN = MapChoice(label="", hatched=True)
REPEATS = 5
SHORT_WORK_S = 1.0  # what takes a frame is done for so long: of five, one seldom has the processor to itself
CLOCK = time.process_time if "--cpu" in sys.argv else time.perf_counter


def seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Of the best of some. `--cpu` counts the processor's seconds instead of the clock's, where others work too."""
    found = []
    for _ in range(repeats):
        began = CLOCK()
        work()
        found.append(CLOCK() - began)
    return round(min(found), 4)


def drawing_of(layer: LayerShapes) -> tuple[MapDrawing, float]:
    began = time.perf_counter()
    drawing = MapDrawing(load_styles(find_resources().styles), [layer])
    return drawing, round(time.perf_counter() - began, 3)


def painted(drawing: MapDrawing, view: View, choice: MapChoice = PLAIN) -> float:
    surface = new_surface(*view.device_size)
    drawing.build(view, choice)
    drawing.paint(surface, view, choice)
    began = time.perf_counter()
    drawing.paint(surface, view, choice)
    once = time.perf_counter() - began
    return seconds(lambda: drawing.paint(surface, view, choice), max(REPEATS, int(SHORT_WORK_S / once)))


def made_up(side: int = 317) -> dict[str, float]:
    """100,489 parcels of nine corners in six classes."""
    drawing, prepared = drawing_of(grid_town(side))
    assert drawing.box is not None
    whole = view_of(drawing.box, 1920, 1080)
    build = seconds(lambda: drawing.build(whole, PLAIN), 1)
    street = whole.at_scale(1000)
    return {
        "prepare": prepared,
        "build_whole": build,
        "draw_whole": painted(drawing, whole),
        "draw_quarter": painted(drawing, whole.zoomed(4, 960, 540)),
        "draw_street": painted(drawing, street),
        "draw_street_with_labels": painted(drawing, street, MapChoice()),
    }


def labels(side: int = 217) -> dict[str, float]:
    """47,089 parcels at the whole extent, and about 5,000 in view with names of two figures that fit."""
    town = grid_town(side, 60.0)
    lots = [str(number % 100) for number in range(side * side)]
    drawing, _ = drawing_of(LayerShapes("parcels", town.uids, town.shapes, {**town.columns, "lot": lots}))
    assert drawing.box is not None
    whole = view_of(drawing.box, 1920, 1080)
    drawing.styles = replace(drawing.styles, layers={"parcels": LayerStyle("parcels")})  # names at every scale
    choice = MapChoice(label="{lot}")
    first = seconds(lambda: drawing.labels(whole, choice), 1)
    return {
        "labels_first": first,
        "labels_whole": seconds(lambda: drawing.labels(whole, choice)),
        "labels_5000": seconds(lambda: drawing.labels(whole.at_scale(11_000), choice)),
    }


class Beside:
    """Moves places east by so many times twelve kilometres."""

    def __init__(self, times: int) -> None:
        self.by = np.array([times * 12_000.0, 0.0])

    def __call__(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        moved: NDArray[np.float64] = places + self.by
        return moved


def real() -> dict[str, float]:
    """14,947 parcels of Melbourne seven times beside each other: 104,629 with 0.95 million vertices."""
    if not REAL.is_file():
        return {}
    import pyogrio

    shapes = pyogrio.read_dataframe(REAL).geometry.to_numpy()
    many = np.concatenate([shapely.transform(shapes, Beside(copy)) for copy in range(7)])
    uses = [str(number % 7 + 1) for number in range(len(many))]
    drawing, prepared = drawing_of(
        LayerShapes("parcels", [Uid(str(n)) for n in range(len(many))], many, {"land_use": uses, "code": uses})
    )
    assert drawing.box is not None
    whole = view_of(drawing.box, 1920, 1080)
    one = view_of((drawing.box[0], drawing.box[1], drawing.box[0] + 11_000, drawing.box[3]), 1920, 1080)
    return {
        "real_prepare": prepared,
        "real_whole": painted(drawing, whole),
        "real_one_city": painted(drawing, one),
        "real_street": painted(drawing, one.at_scale(1000)),
    }


def peer(side: int = 317) -> dict[str, float]:
    """The usual recipe: geopandas over matplotlib, the same picture."""
    import geopandas
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    town = grid_town(side)
    frame = geopandas.GeoDataFrame({"use": town.columns["land_use"]}, geometry=town.shapes)

    def plot() -> None:
        figure, axes = pyplot.subplots(figsize=(19.2, 10.8), dpi=100)
        frame.plot(column="use", ax=axes, edgecolor="grey", linewidth=0.5)
        figure.canvas.draw()
        pyplot.close(figure)

    return {"geopandas_plot": seconds(plot, 1)}


def main() -> None:
    application = QGuiApplication([])
    found = made_up()
    if "--bounds" not in sys.argv:
        found |= labels() | real()
    if "--no-peer" not in sys.argv:
        found |= peer()
    print(json.dumps(found, indent=1))
    application.quit()


if __name__ == "__main__":
    main()
