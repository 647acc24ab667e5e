"""A map sheet as the plain data that its template reads."""

import re
from typing import Any

import numpy as np

from ltaxgis.domain.papers.map_sheet import SheetClass, SheetPage
from ltaxgis.domain.sheet_grid import Tick, grid_ticks, scale_bar
from ltaxgis.domain.sheet_hatches import HATCHES, hatch, hatch_ink
from ltaxgis.domain.sheets import Box, Frame, Orientation
from ltaxgis.domain.thai.numerals import to_thai

_SWATCH_MM = (9.0, 4.4)
# what the scale bar may take, also beside the index of a set of sheets
_BAR_MM, _BAR_BESIDE_INDEX_MM = 38.0, 28.0
_INK = "#000000"
# a space that must not become the end of a line: before ๆ, between a word and its number
_KEPT = re.compile(r" (?=ๆ)|(?<=พ\.ศ\.) (?=[\d๐-๙])")


def sheet_data(page: SheetPage) -> dict[str, Any]:
    """Everything on the page but the map, millimetres and final texts."""
    frame, layout = page.frame, page.frame.layout
    eastings, northings = grid_ticks(frame)
    data = {
        "growth": layout.growth,
        "landscape": frame.orientation is Orientation.LANDSCAPE,
        "page": {"width": layout.width, "height": layout.height},
        "map": _box(layout.map), "border": _box(layout.border), "title_box": _box(layout.title),
        "panel": _box(layout.panel), "signers_box": _box(layout.signers), "foot": _box(layout.foot),
        "eastings": [_tick(tick, "E") for tick in eastings],
        "northings": [_tick(tick, "N") for tick in northings],
        "bar": _bar(page),
        "index": _index(frame, page.index_title),
        "municipality": page.municipality, "title": page.title, "subtitle": page.subtitle,
        "emblem": page.emblem,
        "sheet_no": page.sheet_no, "scale_text": page.scale_text, "grid_text": page.grid_text, "north": page.north,
        "legend_title": page.legend_title, "legend_empty": page.legend_empty,
        "legend": [
            {"label": look.label, "letter": look.letter, "swatch": swatch(look, layout.growth, colour=page.colour)}
            for look in page.legend
        ],
        "notes": page.notes, "signers": page.signers, "sign": page.sign_words,
        "disclaimer": page.disclaimer, "footer": page.footer,
        "labels": _labels(page),
    }  # fmt: skip
    return {name: kept_together(value) for name, value in data.items()}


def kept_together(value: Any) -> Any:
    """The same data with no-break spaces where Thai needs them."""
    if isinstance(value, str):
        return _KEPT.sub("\u00a0", value)
    if isinstance(value, dict):
        return {name: kept_together(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [kept_together(part) for part in value]
    return value


def swatch(look: SheetClass, growth: float, *, colour: bool) -> str:
    """The legend's sample as SVG: a rectangle, a stretch of line or a point, with the strokes of the map itself."""
    width, height = (side * growth for side in _SWATCH_MM)
    fill = look.fill if colour else ""
    line = (look.line if colour else _INK) if look.line and look.line_mm else "none"
    dashes = f' stroke-dasharray="{" ".join(map(str, look.dash_mm))}"' if look.dash_mm else ""
    pen = f'fill="none" stroke="{line}" stroke-width="{look.line_mm}"{dashes}'
    if look.sample == "line":
        inside = f'<path d="M0 {height / 2:.3f}H{width:.3f}" {pen}/>'
    elif look.sample == "point":
        inside = _sign(look, fill, line, width / 2, height / 2)
    else:
        edge = look.line_mm
        inside = (
            f'<rect width="{width:.3f}" height="{height:.3f}" fill="{fill or "white"}"/>'
            f"{_strokes(look, fill, width, height)}"
            f'<rect x="{edge / 2}" y="{edge / 2}" width="{width - edge:.3f}" height="{height - edge:.3f}" {pen}/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.3f} {height:.3f}">'
        f'<g transform="matrix(1 0 0 -1 0 {height:.3f})">{inside}</g></svg>'
    )


def _sign(look: SheetClass, fill: str, line: str, x: float, y: float) -> str:
    """As on the map: a dot, ringed where its class has a letter."""
    at = f'<circle cx="{x:.3f}" cy="{y:.3f}"'
    if not look.letter:
        return f'{at} r="{look.point_mm / 2}" fill="{fill or _INK}"/>'
    radius = (look.point_mm - look.line_mm) / 2
    return f'{at} r="{radius:.3f}" fill="{fill or "white"}" stroke="{line}" stroke-width="{look.line_mm}"/>'


def _strokes(look: SheetClass, fill: str, width: float, height: float) -> str:
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
    parts = []
    for strokes in HATCHES[look.hatch]:
        found = hatch(corners, np.roll(corners, -1, axis=0), np.zeros(4, np.int64), strokes, 1.0)
        path = " ".join(f"M{x1:.3f} {y1:.3f}L{x2 + 0.001:.3f} {y2:.3f}" for x1, y1, x2, y2 in found.tolist())
        cap = "round" if strokes.dot_mm else "butt"
        parts.append(
            f'<path d="{path}" stroke="{hatch_ink(fill)}" stroke-width="{strokes.width_mm}" stroke-linecap="{cap}"/>'
        )
    return "".join(parts)


def _box(box: Box) -> dict[str, float]:
    return {"x": box.x, "y": box.y, "width": box.width, "height": box.height}


def _tick(tick: Tick, letter: str) -> dict[str, Any]:
    figure = f"{tick.figure:,}".replace(",", " ")
    return {"at": tick.at, "text": f"{figure} {letter}"}


def _bar(page: SheetPage) -> dict[str, Any]:
    scale = page.frame.scale
    room = _BAR_BESIDE_INDEX_MM if page.frame.count > 1 else _BAR_MM
    part, parts = scale_bar(scale, room * page.frame.layout.growth)
    unit, each = (page.units[1], part / 1000) if part >= 1000 else (page.units[0], part)
    figures = [f"{each * number:,g}" for number in range(parts + 1)]
    figures[-1] += f" {unit}"
    if page.thai_digits:
        figures = [to_thai(figure) for figure in figures]
    return {"part_mm": part * 1000 / scale, "parts": parts, "figures": figures}


def _index(frame: Frame, title: str) -> dict[str, Any] | None:
    if frame.count < 2:
        return None
    return {
        "rows": frame.rows, "columns": frame.columns, "cells": frame.cells,
        "here": (frame.row, frame.column), "title": title,
    }  # fmt: skip


def _labels(page: SheetPage) -> list[dict[str, Any]]:
    labels = []
    for label in page.labels:
        x, y = page.frame.on_paper(label.e, label.n)
        labels.append({
            "text": label.text, "x": round(x, 3), "y": round(y, 3), "angle": round(label.angle, 2),
            "size": label.size_pt, "bold": label.bold, "halo": label.halo,
            "colour": label.colour if page.colour else _INK,
        })  # fmt: skip
    return labels
