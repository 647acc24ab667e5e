"""A map sheet as the plain data that its template reads."""

from typing import Any

import numpy as np

from ltaxgis.domain.papers.map_sheet import SheetClass, SheetPage
from ltaxgis.domain.sheet_grid import Tick, grid_ticks, scale_bar
from ltaxgis.domain.sheet_hatches import HATCHES, hatch, hatch_ink
from ltaxgis.domain.sheets import Box, Frame, Orientation
from ltaxgis.domain.thai.numerals import to_thai

_SWATCH_MM = (7.4, 4.2)
_BAR_MM = 38.0


def sheet_data(page: SheetPage) -> dict[str, Any]:
    """Everything on the page but the map, millimetres and final texts."""
    frame, layout = page.frame, page.frame.layout
    eastings, northings = grid_ticks(frame)
    return {
        "growth": layout.growth,
        "landscape": frame.orientation is Orientation.LANDSCAPE,
        "page": {"width": layout.width, "height": layout.height},
        "map": _box(layout.map), "border": _box(layout.border), "title_box": _box(layout.title),
        "panel": _box(layout.panel), "signers_box": _box(layout.signers), "foot": _box(layout.foot),
        "eastings": [_tick(tick, "E", page) for tick in eastings],
        "northings": [_tick(tick, "N", page) for tick in northings],
        "bar": _bar(page),
        "index": _index(frame, page.index_title),
        "municipality": page.municipality, "title": page.title, "subtitle": page.subtitle,
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


def swatch(look: SheetClass, growth: float, *, colour: bool) -> str:
    """The legend's little rectangle as SVG, with the strokes of the map itself."""
    width, height = (side * growth for side in _SWATCH_MM)
    fill = look.fill if colour else ""
    line = (look.line if colour else "#000000") if look.line and look.line_mm else "none"
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
    parts = []
    for strokes in HATCHES[look.hatch]:
        found = hatch(corners, np.roll(corners, -1, axis=0), np.zeros(4, np.int64), strokes, 1.0)
        path = " ".join(f"M{x1:.3f} {y1:.3f}L{x2 + 0.001:.3f} {y2:.3f}" for x1, y1, x2, y2 in found.tolist())
        cap = "round" if strokes.dot_mm else "butt"
        ink = hatch_ink(fill)
        parts.append(f'<path d="{path}" stroke="{ink}" stroke-width="{strokes.width_mm}" stroke-linecap="{cap}"/>')
    edge = max(look.line_mm, 0.1) if line != "none" else 0
    dashes = f' stroke-dasharray="{" ".join(map(str, look.dash_mm))}"' if look.dash_mm else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.3f} {height:.3f}">'
        f'<g transform="matrix(1 0 0 -1 0 {height:.3f})">'
        f'<rect width="{width:.3f}" height="{height:.3f}" fill="{fill or "white"}"/>{"".join(parts)}'
        f'<rect x="{edge / 2}" y="{edge / 2}" width="{width - edge:.3f}" height="{height - edge:.3f}" fill="none"'
        f' stroke="{line}" stroke-width="{edge}"{dashes}/></g></svg>'
    )


def _box(box: Box) -> dict[str, float]:
    return {"x": box.x, "y": box.y, "width": box.width, "height": box.height}


def _tick(tick: Tick, letter: str, page: SheetPage) -> dict[str, Any]:
    figure = f"{tick.figure:,}".replace(",", " ")
    return {"at": tick.at, "text": f"{to_thai(figure) if page.thai_digits else figure} {letter}"}


def _bar(page: SheetPage) -> dict[str, Any]:
    scale = page.frame.scale
    part, parts = scale_bar(scale, _BAR_MM * page.frame.layout.growth)
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
            "size": label.size_pt, "bold": label.bold, "halo": label.halo, "colour": label.colour,
        })  # fmt: skip
    return labels
