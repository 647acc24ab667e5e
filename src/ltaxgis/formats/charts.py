"""Charts as pictures. Loads matplotlib: only where charts are made, in a process of their own."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ltaxgis.formats.density_chart import draw_density
from ltaxgis.ports.charts import Bars, ChartPage

FONT = "Sarabun"
_DPI = 130
_MOST_TOLD = 14  # groups of upright bars that have room for their figures; the table has them at any rate
_SIDE_BY_SIDE = 6
_WIDTH, _UPRIGHT_HEIGHT, _LINE_HEIGHT, _ROOM = 5.6, 2.9, 0.27, 0.75  # inches
# apart in grey as well, and for who does not see red beside green
_TONES = ("#1f5a7a", "#e0a030", "#9aa5ad")
_INK, _LINE = "#22282c", "#c9d0d4"
_SALT = "ltaxgis"  # the same figures make the same file
_NO_DATE: dict[str, dict[str, str | None]] = {"svg": {"Date": None}, "png": {}}


def chart_pictures(page: ChartPage, fonts: Path, form: Literal["svg", "png"]) -> list[bytes]:
    """A picture a chart, the map of density last. Letters in them are drawn, not written: what is to be found again
    stands beside them."""
    for font in sorted(fonts.rglob("*.ttf")):
        font_manager.fontManager.addfont(font)
    with mpl.rc_context({"font.family": FONT, "font.size": 10, "text.color": _INK, "svg.hashsalt": _SALT}):
        figures = [_figure(chart) for chart in page.charts]
        if page.places is not None:
            figures.append(draw_density(page.places))
        return [_saved(figure, form) for figure in figures]


def _saved(figure: Figure, form: Literal["svg", "png"]) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format=form, dpi=_DPI, facecolor="white", metadata=_NO_DATE[form])
    return out.getvalue()


def _figure(chart: Bars) -> Figure:
    lines = len(chart.labels) * max(len(chart.series), 1)
    height = max(_ROOM + _LINE_HEIGHT * lines, 1.4) if chart.lying else _UPRIGHT_HEIGHT
    figure = Figure(figsize=(_WIDTH, height), layout="constrained")
    _draw(figure.add_subplot(), chart)
    return figure


def _draw(axes: Axes, chart: Bars) -> None:
    places = np.arange(len(chart.labels), dtype=float)
    width = 0.8 / max(len(chart.series), 1)
    for number, series in enumerate(chart.series):
        at = places + (number - (len(chart.series) - 1) / 2) * width
        values = [0.0 if value is None else value for value in series.values]
        tone = _TONES[number % len(_TONES)]
        drawn = axes.barh(at, values, width, color=tone) if chart.lying else axes.bar(at, values, width, color=tone)
        drawn.set_label(series.name)
        told = [_told(value) for value in series.values]
        if chart.lying or len(chart.labels) <= _MOST_TOLD:
            axes.bar_label(drawn, told, fontsize=8, padding=2)
    _label(axes, chart, places)


def _label(axes: Axes, chart: Bars, places: Sequence[float] | np.ndarray) -> None:
    if chart.lying:
        axes.set_yticks(places, chart.labels)
        axes.invert_yaxis()
    else:
        narrow = len(chart.labels) > _SIDE_BY_SIDE  # a month and its year then stand below each other
        told = [one.replace(" ", "\n", 1) if narrow else one for one in chart.labels]
        axes.set_xticks(places, told, rotation=60 if len(told) > 12 else 0)
    axes.grid(visible=True, axis="x" if chart.lying else "y", color=_LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    (axes.xaxis if chart.lying else axes.yaxis).set_major_locator(MaxNLocator(integer=True))
    axes.margins(0.1 if chart.lying else 0.02, 0.02 if chart.lying else 0.12)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    if len(chart.series) > 1:
        axes.legend(frameon=False, fontsize=9, loc="best")


def _told(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
