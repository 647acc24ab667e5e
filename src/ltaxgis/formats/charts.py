"""Charts as pictures and PDF pages. Loads matplotlib: only where charts are made, in a process of their own."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.drafts import drafted
from ltaxgis.ports.charts import Bars, ChartPage

ENDINGS = (".png", ".pdf")
FONT = "Sarabun"
_A4 = (8.27, 11.69)  # inches
_DPI = 150
# apart in grey as well, and for who does not see red beside green
_TONES = ("#1f5a7a", "#e0a030", "#9aa5ad")
_INK, _LINE = "#22282c", "#c9d0d4"


def draw_charts(path: Path, page: ChartPage, fonts: Path) -> None:
    """The page stands at `path`, as its ending asks. Refused: `file.kind_unknown`, `file.cannot_write`."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise Refused("file.kind_unknown", name=path.name)
    for font in sorted(fonts.rglob("*.ttf")):
        font_manager.fontManager.addfont(font)
    with mpl.rc_context({"font.family": FONT, "font.size": 11, "pdf.fonttype": 42, "text.color": _INK}):
        figure = _figure(page)
        with drafted(path) as draft:
            figure.savefig(draft, format=ending[1:], dpi=_DPI, facecolor="white", metadata=_NO_DATE.get(ending))


_NO_DATE = {".pdf": {"CreationDate": None}}
"""The same figures make the same file."""


def _figure(page: ChartPage) -> Figure:
    figure = Figure(figsize=_A4, layout=ConstrainedLayoutEngine(rect=(0.02, 0.03, 0.96, 0.92), hspace=0.06))
    figure.suptitle(page.title, fontsize=16, fontweight="bold")
    heights = [max(len(chart.labels), 4) if chart.lying else 7 for chart in page.charts]
    axes = figure.subplots(len(page.charts), 1, squeeze=False, height_ratios=heights)[:, 0]
    for one, chart in zip(axes, page.charts, strict=True):
        _draw(one, chart)
    figure.text(0.05, 0.012, page.foot, fontsize=9)
    return figure


def _draw(axes: Axes, chart: Bars) -> None:
    axes.set_title(chart.title, loc="left", fontweight="bold")
    places = np.arange(len(chart.labels), dtype=float)
    width = 0.8 / max(len(chart.series), 1)
    for number, series in enumerate(chart.series):
        at = places + (number - (len(chart.series) - 1) / 2) * width
        values = [0.0 if value is None else value for value in series.values]
        tone = _TONES[number % len(_TONES)]
        drawn = axes.barh(at, values, width, color=tone) if chart.lying else axes.bar(at, values, width, color=tone)
        drawn.set_label(series.name)
        told = [_told(value) for value in series.values]
        axes.bar_label(drawn, told, fontsize=8, padding=2)
    _label(axes, chart, places)


def _label(axes: Axes, chart: Bars, places: Sequence[float] | np.ndarray) -> None:
    if chart.lying:
        axes.set_yticks(places, chart.labels)
        axes.invert_yaxis()
    else:
        axes.set_xticks(places, chart.labels, rotation=60 if len(chart.labels) > 12 else 0)
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
