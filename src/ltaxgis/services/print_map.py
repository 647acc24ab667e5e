"""What a person orders at the printing desk or the command line, made into pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import numpy as np
import shapely
from numpy.typing import NDArray

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.sheets import SCALES, Extent, Frame, Orientation, Paper, lay_out
from ltaxgis.domain.styles import MapChoice
from ltaxgis.ports.papers import MapPictureSource
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.services.print_sheets import (
    DEFAULT_SIGNERS,
    PrintDesk,
    SheetWish,
    fitted,
    plan_sheets,
    print_pieces,
    print_sheets,
)
from ltaxgis.services.progress import Progress, silent
from ltaxgis.services.sheet_sources import DataFacts, reference_text

LETTER = "{letter}"
ROOM = 0.03
"""What stays free around a block or parcels, as part of their extent."""


@dataclass(frozen=True, slots=True)
class MapOrder:
    """What to print: `extent` (a view), else the parcels of a `block`, else the `parcels` named, else everything.

    `scale` None is the largest usual one at which it fits on one sheet, `orientation` None the one that shows it
    larger. `signers` None are the project's, else the usual three. `pieces` cuts each sheet for that printer's paper.
    `shift` names the set of the datum shift where the map came from Indian 1975; `facts` is what else is known of the
    data, `emblem` a picture in the folder of templates.
    """

    by: Actor
    choice: MapChoice = field(default_factory=MapChoice)
    extent: Extent | None = None
    block: str = ""
    parcels: tuple[Uid, ...] = ()
    scale: int | None = None
    paper: Paper = Paper.A4
    orientation: Orientation | None = None
    title: str = ""
    signers: tuple[str, ...] | None = None
    colour: bool = False
    thai_digits: bool = False
    pieces: Paper | None = None
    shift: str = ""
    facts: DataFacts = field(default_factory=DataFacts)
    emblem: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """The pages, the scale they have, and of how many sheets they are (pieces of a sheet are more pages)."""

    pdf: bytes
    scale: int
    sheets: int


def print_map(
    order: MapOrder, layers: Sequence[LayerShapes], settings: ProjectSettings, source: MapPictureSource,
    desk: PrintDesk, progress: Progress = silent,
) -> Printed:  # fmt: skip
    """Raises `Refused`: `block.missing`, `sheet.nothing_to_print`, `sheet.too_many`, `sheet.scale`."""
    extent, shapes = ordered_ground(order, layers)
    wish = sheet_wish(order, extent, settings, desk)
    frames = plan_sheets(extent, wish, shapes)
    pdf = print_sheets(wish, frames, source, desk, progress, partial(_reference, order.facts, layers))
    if order.pieces is not None and smaller(order.pieces, order.paper):
        pdf = _in_pieces(wish, frames, pdf, order.pieces, desk)
    return Printed(pdf, wish.scale, len(frames))


def ordered_ground(order: MapOrder, layers: Sequence[LayerShapes]) -> tuple[Extent, NDArray[np.object_] | None]:
    """The extent to print, and the shapes which a sheet must touch to be printed at all (None: each is)."""
    if order.extent is not None:
        return order.extent, None
    if order.block:
        shapes = _shapes(
            layers[0], [code.startswith(order.block.strip().upper()) for code in layers[0].columns["code"]]
        )
        if not len(shapes):
            raise Refused("block.missing", block=order.block)
    elif order.parcels:
        wanted = set(order.parcels)
        shapes = _shapes(layers[0], [uid in wanted for uid in layers[0].uids])
    else:
        shapes = np.concatenate([_shapes(layer, [True] * len(layer.uids)) for layer in layers])
    if not len(shapes):
        raise Refused("sheet.nothing_to_print")
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    room = max(east - west, north - south, 1.0) * ROOM
    return (west - room, south - room, east + room, north + room), shapes


def blocks_of(codes: Sequence[str]) -> list[str]:
    """The blocks (`01A`) that the parcels' codes name, in order; none where codes are free."""
    return sorted({code[:3] for code in codes if len(code) > 3 and code[:2].isdigit() and code[2].isalpha()})


def smaller(one: Paper, other: Paper) -> bool:
    """A4 is smaller than A3."""
    return one.value > other.value


def sheet_wish(order: MapOrder, extent: Extent, settings: ProjectSettings, desk: PrintDesk) -> SheetWish:
    signers = order.signers if order.signers is not None else settings.signers or None
    count = len(DEFAULT_SIGNERS if signers is None else signers)
    theme = f"theme.{order.choice.theme}"
    cases = f"sheet.title.{order.choice.theme.split('-')[0]}"  # of a map of cases, whose themes begin with their desk
    is_cases = desk.words.knows(cases)
    wish = SheetWish(
        municipality=settings.name, crs=settings.crs, scale=order.scale or SCALES[0], paper=order.paper,
        orientation=order.orientation or best_orientation(extent, order.paper, count),
        source=settings.map_source or order.facts.source, data_date=order.facts.as_of,
        shift=order.shift, signers=signers,
        disclaimer=settings.disclaimer or (desk.words("sheet.disclaimer.cases") if is_cases else ""),
        printed_by=order.by.name, printed_at=datetime.now().astimezone(),
        title=order.title or (desk.words(cases) if is_cases else ""), subtitle=order.block,
        legend_title=desk.words(theme) if desk.words.knows(theme) else "", colour=order.colour,
        thai_digits=order.thai_digits, letters=LETTER not in order.choice.label, emblem=order.emblem,
    )  # fmt: skip
    return wish if order.scale else fitted(extent, wish)


def _reference(facts: DataFacts, layers: Sequence[LayerShapes], frame: Frame) -> str:
    """The land office's map sheets of the parcels on a sheet."""
    if not facts.sheets:
        return ""
    shown = np.flatnonzero(shapely.intersects(layers[0].shapes, shapely.box(*frame.extent)))
    uids = (layers[0].uids[index] for index in shown)
    return reference_text([facts.sheets[uid] for uid in uids if uid in facts.sheets])


def best_orientation(extent: Extent, paper: Paper, signers: int = 3) -> Orientation:
    """The one whose map shows the extent larger."""

    def needed(orientation: Orientation) -> float:
        box = lay_out(paper, orientation, signers).map
        return max((extent[2] - extent[0]) / box.width, (extent[3] - extent[1]) / box.height)

    return min(Orientation, key=needed)


def _in_pieces(wish: SheetWish, frames: Sequence[Frame], sheets: bytes, paper: Paper, desk: PrintDesk) -> bytes:
    return desk.setter.joined(
        [print_pieces(wish, frame, sheets, page, paper, desk) for page, frame in enumerate(frames)]
    )


def _shapes(layer: LayerShapes, wanted: Sequence[bool]) -> NDArray[np.object_]:
    found = [shape for shape, one in zip(layer.shapes, wanted, strict=True) if one and shape is not None]
    return np.array([*found, None], dtype=object)[:-1]
