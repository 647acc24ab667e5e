"""The map of density as a picture: hexagons with their counts over boundary and roads."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ltaxgis.ports.charts import DensityMap

RAMP = ("#f6ebc8", "#e9b9a8", "#ce7f93", "#9c4f86", "#5a2a6b")
"""Darker all the way, so that a grey copier shows it too."""
_DARK_FROM = 3  # the class from which the count stands in white
_INK, _ROAD, _MAIN_ROAD = "#22282c", "#b9bec5", "#8d959e"
_DASH = (0, (6, 2, 1.5, 2))
_WIDTH = 7.0  # inches
_HIGHEST = 8.2
_COUNT_IN_INCHES = 0.2  # the narrowest hexagon that has room for its count


def draw_density(told: DensityMap) -> Figure:
    """A figure as wide as a page, north up, without any name of a person."""
    low_e, low_n, high_e, high_n = told.box
    high = min(_WIDTH * (high_n - low_n) / (high_e - low_e), _HIGHEST)
    figure = Figure(figsize=(_WIDTH, high + 0.3))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_aspect("equal")
    axes.set_xlim(low_e, high_e)
    axes.set_ylim(low_n, high_n)
    axes.set_axis_off()
    axes.add_collection(LineCollection(list(told.roads), colors=_ROAD, linewidths=0.4))
    classes = np.minimum(np.searchsorted(np.asarray(told.steps), told.counts), len(told.steps) - 1)
    tones = _tones(len(told.steps))
    if len(told.corners):
        colours = [tones[number] for number in classes]
        axes.add_collection(PolyCollection(list(told.corners), facecolors=colours, edgecolors="white", linewidths=0.5,
                                           alpha=0.9))  # fmt: skip
    axes.add_collection(LineCollection(list(told.main_roads), colors=_MAIN_ROAD, linewidths=1.0))
    edge = LineCollection(list(told.boundary), colors=_INK, linewidths=1.4, linestyles=[_DASH])
    axes.add_collection(edge)
    _write_counts(axes, told, classes, _WIDTH / (high_e - low_e))
    for east, north, name in told.names:
        axes.text(east, north, name, fontsize=7, ha="center", va="center", color=_INK, clip_on=True,
                  bbox={"facecolor": "white", "alpha": 0.7, "edgecolor": "none", "pad": 0.6})  # fmt: skip
    _write_margin(axes, told, tones)
    return figure


def _tones(count: int) -> list[str]:
    """As many tones as there are classes, from the lightest to the darkest."""
    places = np.rint(np.linspace(0, len(RAMP) - 1, count)).astype(int) if count > 1 else [len(RAMP) - 2]
    return [RAMP[place] for place in places]


def _write_counts(axes: Axes, told: DensityMap, classes: np.ndarray, inches: float) -> None:
    """The count in each hexagon that has room for it."""
    if not len(told.corners) or np.ptp(told.corners[0][:, 0]) * inches < _COUNT_IN_INCHES:
        return
    dark = set(RAMP[_DARK_FROM:])
    tones = _tones(len(told.steps))
    for corners, count, number in zip(told.corners, told.counts.tolist(), classes.tolist(), strict=True):
        east, north = corners.mean(axis=0)
        colour = "white" if tones[number] in dark else _INK
        axes.text(east, north, str(count), fontsize=6.5, ha="center", va="center", color=colour, clip_on=True)


def _write_margin(axes: Axes, told: DensityMap, tones: list[str]) -> None:
    """Legend, scale and north."""
    patches = [Patch(facecolor=tone, edgecolor="#9aa0a6", linewidth=0.4, label=text)
               for tone, text in zip(tones, told.told, strict=True)]  # fmt: skip
    legend = axes.legend(handles=patches, title=told.legend, loc="lower left", fontsize=8, title_fontsize=8,
                         framealpha=0.92, edgecolor="#c9d0d4")  # fmt: skip
    legend.set_zorder(6)
    low_e, low_n, high_e, high_n = told.box
    metres, text = told.scale
    right, up = high_e - (high_e - low_e) * 0.03, low_n + (high_n - low_n) * 0.03
    axes.plot([right - metres, right], [up, up], color=_INK, linewidth=2.2, solid_capstyle="butt")
    above = up + (high_n - low_n) * 0.006
    axes.text(right - metres / 2, above, text, fontsize=8, ha="center", va="bottom", color=_INK)
    top = high_n - (high_n - low_n) * 0.03
    axes.annotate(told.north, xy=(right, top), xytext=(right, top - (high_n - low_n) * 0.07), ha="center", va="top",
                  fontsize=9, arrowprops={"arrowstyle": "-|>", "color": _INK, "linewidth": 1.2})  # fmt: skip
