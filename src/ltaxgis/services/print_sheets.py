"""Printing the map: a view or a block becomes sheets at a true scale."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.crs import crs_label, datum_shift
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.papers.map_sheet import SheetClass, SheetLayer, SheetPage
from ltaxgis.domain.sheet_grid import grid_crosses, grid_step
from ltaxgis.domain.sheet_ground import ground_of
from ltaxgis.domain.sheet_labels import labels_inside
from ltaxgis.domain.sheet_letters import Letters, class_letters, sign_letters
from ltaxgis.domain.sheet_looks import told_apart
from ltaxgis.domain.sheet_pieces import OVERLAP_MM, cut
from ltaxgis.domain.sheets import Extent, Frame, Orientation, Paper, best_scale, occupied, sheets_for
from ltaxgis.domain.thai.calendar import long_date, short_date
from ltaxgis.domain.thai.numerals import to_thai
from ltaxgis.ports.papers import LayerPainter, MapPictureSource, PieceWords, SheetSetter
from ltaxgis.services.progress import Progress, Step, silent
from ltaxgis.words import Words

MOST_SHEETS = 200
DEFAULT_SIGNERS = ("sheet.signer.maker", "sheet.signer.head", "sheet.signer.director")


@dataclass(frozen=True, slots=True)
class SheetWish:
    """What a person asks for. Empty texts take the default of the words; `signers` None the three default ones, `()`
    none. `shift` names the set of the datum shift where the data came from Indian 1975; `reference` is the land
    office's map sheet. `legend` None: the classes of the layers that have a label. `letters`: on a sheet without colour
    the parcels bear the letter of their class. `emblem` is a picture in the folder of templates."""

    municipality: str
    crs: int
    scale: int
    paper: Paper = Paper.A4
    orientation: Orientation = Orientation.PORTRAIT
    title: str = ""
    subtitle: str = ""
    shift: str = ""
    reference: str = ""
    source: str = ""
    data_date: date | None = None
    signers: tuple[str, ...] | None = None
    disclaimer: str = ""
    printed_by: str = ""
    printed_at: datetime | None = None
    legend: tuple[SheetClass, ...] | None = None
    legend_title: str = ""
    colour: bool = False
    thai_digits: bool = False
    overlap_mm: float = 0.0
    letters: bool = True
    emblem: str = ""


@dataclass(frozen=True, slots=True)
class PrintDesk:
    """What printing needs of the world."""

    paint: LayerPainter
    setter: SheetSetter
    words: Words


def plan_sheets(extent: Extent, wish: SheetWish, shapes: NDArray[np.object_] | None = None) -> list[Frame]:
    """The sheets that show the extent (project CRS), one or as many as the scale needs, in reading order; with
    `shapes` only the sheets that one of them touches.

    Raises `Refused` with `sheet.scale`, `sheet.nothing_to_print` or `sheet.too_many`.
    """
    count = len(DEFAULT_SIGNERS) if wish.signers is None else len(wish.signers)
    # most of a large extent may be empty, so the limit counts after those are gone
    most = MOST_SHEETS if shapes is None else MOST_SHEETS * 50
    frames = sheets_for(
        extent, wish.scale, wish.paper, wish.orientation,
        signers=count, overlap_mm=wish.overlap_mm, most=most,
    )  # fmt: skip
    if shapes is not None:
        frames = occupied(frames, shapes)
    if not frames:
        raise Refused("sheet.nothing_to_print")
    if len(frames) > MOST_SHEETS:
        raise Refused("sheet.too_many", count=len(frames), limit=MOST_SHEETS)
    return frames


def fitted(extent: Extent, wish: SheetWish) -> SheetWish:
    """The wish at the largest usual scale at which the extent is one sheet, at the smallest usual one where none is."""
    count = len(DEFAULT_SIGNERS) if wish.signers is None else len(wish.signers)
    return replace(wish, scale=best_scale(extent, wish.paper, wish.orientation, count))


def print_sheets(
    wish: SheetWish, frames: Sequence[Frame], source: MapPictureSource, desk: PrintDesk, progress: Progress = silent,
    reference_of: Callable[[Frame], str] | None = None,
) -> bytes:  # fmt: skip
    """A PDF of one page a frame. The furniture says everything the paper needs to be judged by itself; `reference_of`
    names the land office's map sheets on a frame where the wish names none."""
    pages, pictures = [], []
    for number, frame in enumerate(frames):
        progress(Step("sheet.step.page", number, len(frames)))
        shown = source.layers(frame.extent, frame.scale)
        layers = [*(shown if wish.colour else map(told_apart, shown)), _grid(frame, desk.words)]
        pictures.append([desk.paint(layer, frame, colour=wish.colour) for layer in layers])
        names = labels_inside(source.labels(frame.extent, frame.scale), frame)
        letters = class_letters(layers, frame, names) if wish.letters and not wish.colour else Letters()
        told = replace(wish, reference=wish.reference or (reference_of(frame) if reference_of else ""))
        page = sheet_page(told, frame, layers, desk.words, letters.left_out)
        pages.append(replace(page, labels=(*names, *letters.labels, *sign_letters(layers, frame))))
    progress(Step("sheet.step.set", len(frames), len(frames)))
    return desk.setter.map_sheets(pages, pictures)


def print_pieces(
    wish: SheetWish, frame: Frame, sheets: bytes, page: int, paper: Paper, desk: PrintDesk
) -> bytes:  # fmt: skip
    """One page of printed sheets, cut for a smaller paper, with its joining plan first."""
    plan = cut((frame.layout.width, frame.layout.height), paper, OVERLAP_MM)
    words = desk.words
    help_text = words(
        "sheet.pieces.help", title=wish.title or words("sheet.title"), scale=frame.scale, sheet=frame.paper.value,
        paper=paper.value, count=len(plan.pieces), overlap=f"{plan.overlap:g}",
    )  # fmt: skip
    texts = PieceWords(
        words("sheet.pieces.title"), help_text, words("sheet.pieces.check"),
        words("sheet.pieces.of", name="{name}"), words("sheet.pieces.neighbour", name="{name}"), words.language,
    )  # fmt: skip
    return desk.setter.pieces(sheets, page, plan, texts)


def sheet_page(
    wish: SheetWish, frame: Frame, layers: Sequence[SheetLayer], words: Words, without_letter: int = 0
) -> SheetPage:
    """The page of a frame with all its texts, without labels; `without_letter` parcels had no room for theirs."""
    digits = to_thai if wish.thai_digits else str
    signers = wish.signers if wish.signers is not None else tuple(words(code) for code in DEFAULT_SIGNERS)
    legend = wish.legend if wish.legend is not None else _legend(layers)
    number = words("sheet.number", number=frame.number, count=frame.count) if frame.count > 1 else ""
    return SheetPage(
        frame=frame,
        ground=ground_of(frame.extent, wish.crs),
        municipality=wish.municipality,
        title=wish.title or words("sheet.title"),
        subtitle=wish.subtitle,
        sheet_no=digits(number),
        scale_text=digits(words("sheet.scale_text", scale=frame.scale)),
        grid_text=digits(words("sheet.grid_text")),
        north=words("sheet.north"),
        units=(words("sheet.metre"), words("sheet.kilometre")),
        legend_title=wish.legend_title or words("sheet.legend"),
        legend=tuple(replace(look, label=digits(look.label)) for look in legend),
        legend_empty=words("sheet.legend_empty"),
        notes=tuple(_notes(wish, frame, words, without_letter)),
        signers=signers,
        sign_words=(words("sheet.sign"), words("sheet.sign_date")),
        disclaimer=wish.disclaimer or words("sheet.disclaimer"),
        footer=digits(_footer(wish, words)),
        index_title=words("sheet.index"),
        labels_name=words("sheet.layer.labels"),
        frame_name=words("sheet.layer.frame"),
        thai_digits=wish.thai_digits,
        colour=wish.colour,
        language=words.language,
        emblem=wish.emblem,
    )


def _notes(wish: SheetWish, frame: Frame, words: Words, without_letter: int) -> list[tuple[str, str]]:
    """Codes, names of systems and sheet references keep Arabic digits, as the land office writes them."""
    digits = to_thai if wish.thai_digits else str
    notes = [(words("sheet.note.crs"), _crs_text(wish.crs, words))]
    if wish.shift:
        shift = datum_shift(wish.shift)
        text = words("sheet.shift_text", x=f"{shift.x:g}", y=f"{shift.y:g}", z=f"{shift.z:g}")
        notes.append((words("sheet.note.shift"), text))
    step = words("sheet.grid_step", step=grid_step(frame.scale, frame.layout.growth))
    notes.append((words("sheet.note.grid"), digits(step)))
    if wish.reference:
        notes.append((words("sheet.note.reference"), wish.reference))
    if wish.source:
        notes.append((words("sheet.note.source"), digits(wish.source)))
    if wish.data_date:
        notes.append((words("sheet.note.data_date"), digits(_date_text(wish.data_date, words))))
    if without_letter:
        left_out = words("sheet.letters_left_out", count=without_letter)
        notes.append((words("sheet.note.letters"), digits(left_out)))
    return notes


def _crs_text(crs: int, words: Words) -> str:
    label = crs_label(crs)
    utm = re.fullmatch(r"EPSG:(\d+) (.+) / UTM zone (\d+)N", label)
    return words("sheet.crs_utm", epsg=utm[1], datum=utm[2], zone=utm[3]) if utm else label


def _date_text(day: date, words: Words) -> str:
    return long_date(day) if words.language == "th" else short_date(day, words.language)


def _footer(wish: SheetWish, words: Words) -> str:
    if wish.printed_at is None:
        return ""
    time = wish.printed_at.strftime("%H:%M" if words.language == "en" else "%H.%M")
    return words("sheet.printed", who=wish.printed_by, date=_date_text(wish.printed_at, words), time=time)


def _legend(layers: Sequence[SheetLayer]) -> tuple[SheetClass, ...]:
    """The classes that a reader meets, each once: what the map is about, which has several, then the other layers,
    the uppermost first."""
    told = [[look for look in layer.classes if look.label] for layer in reversed(layers)]
    looks = [look for looks in sorted(told, key=lambda looks: len(looks) < 2) for look in looks]
    return tuple(dict.fromkeys(looks))


def _grid(frame: Frame, words: Words) -> SheetLayer:
    return grid_crosses(frame, words("sheet.layer.grid"))
