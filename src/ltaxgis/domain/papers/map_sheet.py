"""What a printed map sheet shows: the contract between the services, the painter and the template.

All texts are final (language, digits, dates); nothing is looked up further down.
"""

import zlib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.sheets import Frame


@dataclass(frozen=True, slots=True)
class SheetClass:
    """How the shapes of a class look on paper, and their line in the legend (none where `label` is empty).
    Colours `#rrggbb`, empty for none; `hatch` is a name of `sheet_hatches`; widths and dashes in mm; `point_mm`
    the diameter of a point, ringed where it has a letter; `sample` what the legend shows: area, line or point. On a
    sheet for black-and-white copiers fill and line colour are not used."""

    label: str = ""
    fill: str = ""
    hatch: str = ""
    letter: str = ""
    line: str = "#1b2430"
    line_mm: float = 0.13
    dash_mm: tuple[float, ...] = ()
    point_mm: float = 1.6
    sample: str = "area"


@dataclass(frozen=True, slots=True)
class SheetLayer:
    """Shapes of any kind in project CRS (metres), None allowed; `numbers[i]` is the class of `shapes[i]`.
    A layer is one switch in the PDF, named `name`. `over` are the classes from the lowest to the uppermost where that
    is not their order in the legend."""

    name: str
    shapes: NDArray[np.object_]
    numbers: NDArray[np.integer]
    classes: tuple[SheetClass, ...]
    over: tuple[int, ...] = ()

    @property
    def painted(self) -> tuple[int, ...]:
        """The classes in painting order."""
        return self.over or tuple(range(len(self.classes)))


@dataclass(frozen=True, slots=True)
class SheetLabel:
    """A text with its middle at E, N (project CRS), turned by `angle` degrees counter-clockwise. `halo` clears the
    paper behind it so that it reads over a hatch."""

    text: str
    e: float
    n: float
    angle: float = 0.0
    size_pt: float = 6.5
    bold: bool = False
    halo: bool = True
    colour: str = "#000000"


@dataclass(frozen=True, slots=True)
class LayerPicture:
    """A layer painted for one frame: PDF path operators in hundredths of a millimetre from the lower left corner of
    the neat line; no text, no resources. Kept deflated, as the PDF stores them: a set of large sheets is many."""

    name: str
    deflated: bytes

    @classmethod
    def of(cls, name: str, operators: bytes) -> "LayerPicture":
        # digits hardly get smaller with more effort, which would double the time
        return cls(name, zlib.compress(operators, 3) if operators else b"")

    @property
    def operators(self) -> bytes:
        return zlib.decompress(self.deflated) if self.deflated else b""


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One page. `notes` are lines of (what, text): datum, shift, sheet reference, source, date of the data.
    `ground` georeferences the page; `signers` are positions; `sheet_no` is empty on a single sheet."""

    frame: Frame
    ground: "SheetGround"
    municipality: str
    title: str
    subtitle: str = ""
    sheet_no: str = ""
    scale_text: str = ""
    grid_text: str = ""
    north: str = "N"
    units: tuple[str, str] = ("m", "km")
    legend_title: str = ""
    legend: tuple[SheetClass, ...] = ()
    legend_empty: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    signers: tuple[str, ...] = ()
    sign_words: tuple[str, str] = ("", "")
    disclaimer: str = ""
    footer: str = ""
    index_title: str = ""
    labels: tuple[SheetLabel, ...] = ()
    labels_name: str = ""
    frame_name: str = ""
    thai_digits: bool = False
    colour: bool = False
    language: str = "th"
    emblem: str = ""
    """A picture in the folder of templates, beside the title."""


@dataclass(frozen=True, slots=True)
class SheetGround:
    """Where the neat line's corners lie: (latitude, longitude) from the lower left, clockwise, in the geographic
    system of the project CRS; `wkt` the project CRS for readers of georeferenced PDF; `epsg` its code."""

    corners: tuple[tuple[float, float], ...]
    wkt: str
    epsg: int = field(default=0)
