"""The map of a project as a picture and as printed sheets, without a window."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from ltaxgis.app.jobs import opened
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.sheets import SCALES, Extent, Orientation, Paper
from ltaxgis.domain.styles import MapChoice, MapStyles
from ltaxgis.formats.papers import TypstPapers
from ltaxgis.ports.resources import Resources
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.map_pages import paint_layer
from ltaxgis.render.picture import MapDrawing, paint_picture
from ltaxgis.render.sheet_source import SheetSource
from ltaxgis.render.styles import load_styles
from ltaxgis.render.view import view_of
from ltaxgis.services.map_layers import map_layers
from ltaxgis.services.print_sheets import PrintDesk, SheetWish, fitted, plan_sheets, print_sheets
from ltaxgis.services.progress import Progress
from ltaxgis.ui.fonts import load_fonts
from ltaxgis.words import Words


@dataclass(frozen=True, slots=True)
class DrawWish:
    """What `ltaxgis draw` was asked for; `box` None shows everything."""

    out: Path
    theme: str
    size: tuple[int, int]
    box: Extent | None
    labels: bool
    repeat: int


@dataclass(frozen=True, slots=True)
class PrintWish:
    """What `ltaxgis sheets` was asked for; `scale` None takes the largest at which all fits on one sheet."""

    out: Path
    theme: str
    scale: int | None
    paper: Paper
    box: Extent | None
    block: str


def drawing_room(resources: Resources) -> QGuiApplication:
    """What painting needs where there is no window; the caller keeps it."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    load_fonts(resources.fonts)
    return application


def draw(project: Path, wish: DrawWish, resources: Resources) -> dict[str, object]:
    """The picture stands at `wish.out`; answers the figures of `draw --json`."""
    room = drawing_room(resources)
    styles = load_styles(resources.styles)
    _check_theme(styles, wish.theme)
    start = time.perf_counter()
    layers, _ = _load(project)
    load_s = time.perf_counter() - start
    drawing = MapDrawing(styles, layers)
    choice = MapChoice(theme=wish.theme, label="{code}" if wish.labels else "")
    if not wish.labels:
        drawing.styles = replace(styles, layers={name: replace(s, label="") for name, s in styles.layers.items()})
    view = view_of(wish.box or drawing.box or (0, 0, 1, 1), *wish.size)
    drawing.build(view, choice)
    build_s = time.perf_counter() - start - load_s
    seconds = []
    for _ in range(max(1, wish.repeat)):
        begin = time.perf_counter()
        picture = paint_picture(drawing, view, choice)
        seconds.append(round(time.perf_counter() - begin, 4))
    if not picture.image.save(str(wish.out), "PNG"):  # type: ignore[call-overload]
        raise Refused("file.cannot_write", name=wish.out.name, why="")
    del room
    return {
        "parcels_drawn": picture.drawn.parcels_drawn, "labels_drawn": picture.drawn.labels_drawn,
        "load_s": round(load_s, 3), "build_s": round(build_s, 3), "draw_s": seconds,
    }  # fmt: skip


def sheets(project: Path, wish: PrintWish, actor: Actor, words: Words, resources: Resources, progress: Progress) -> int:
    """The PDF stands at `wish.out`; answers how many pages it has."""
    room = drawing_room(resources)
    styles = load_styles(resources.styles)
    _check_theme(styles, wish.theme)
    layers, settings = _load(project)
    drawing = MapDrawing(styles, layers)
    extent = wish.box or (block_extent(layers, wish.block) if wish.block else drawing.box)
    if extent is None:
        raise Refused("sheet.nothing_to_print")
    sheet = _sheet_wish(settings, wish, extent, actor, words(f"theme.{wish.theme}"))
    frames = plan_sheets(extent, sheet)
    desk = PrintDesk(paint_layer, TypstPapers(resources.templates, resources.fonts), words)
    pdf = print_sheets(sheet, frames, SheetSource(drawing, MapChoice(theme=wish.theme), words), desk, progress)
    try:
        wish.out.write_bytes(pdf)
    except OSError as error:
        raise Refused("file.cannot_write", name=wish.out.name, why=error.strerror or "") from error
    del room
    return len(frames)


def _sheet_wish(
    settings: ProjectSettings, wish: PrintWish, extent: Extent, actor: Actor, legend_title: str
) -> SheetWish:
    wide = extent[2] - extent[0] > extent[3] - extent[1]
    base = SheetWish(
        municipality=settings.name, crs=settings.crs, scale=wish.scale or SCALES[0], paper=wish.paper,
        orientation=Orientation.LANDSCAPE if wide else Orientation.PORTRAIT, source=settings.map_source,
        signers=settings.signers or None, disclaimer=settings.disclaimer, printed_by=actor.name,
        printed_at=datetime.now().astimezone(), subtitle=wish.block, legend_title=legend_title,
    )  # fmt: skip
    return base if wish.scale else fitted(extent, base)


def block_extent(layers: Sequence[LayerShapes], code: str) -> Extent:
    """The box around the parcels whose codes begin with a zone and block (`01A`). Raises `Refused("block.missing")`."""
    parcels = layers[0]
    wanted = code.strip().upper()
    boxes = [
        shape.bounds
        for shape, own in zip(parcels.shapes, parcels.columns["code"], strict=True)
        if shape is not None and own.startswith(wanted)
    ]
    if not boxes or not wanted:
        raise Refused("block.missing", block=code)
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _load(path: Path) -> tuple[list[LayerShapes], ProjectSettings]:
    with opened(path) as project, project.reading() as reading:
        return map_layers(reading, project.settings), project.settings


def _check_theme(styles: MapStyles, theme: str) -> None:
    if theme not in styles.themes:
        raise Refused("map.theme_unknown", theme=theme, themes=", ".join(styles.themes))
