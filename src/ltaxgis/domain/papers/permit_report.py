"""What the map said about a building that somebody wants to build: a report, never a decision."""

from dataclasses import dataclass
from typing import ClassVar

from ltaxgis.domain.papers.paper import Fact, Paper, Signature

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchLine:
    """`kind` says how it is drawn: `parcel`, `neighbour`, `building`, `road`, `water`, `measured`. Millimetres from
    the upper left corner of the sketch."""

    kind: str
    points: tuple[Point, ...]
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchText:
    """Its middle at a point, turned counter-clockwise by `angle` degrees; `halo` clears what lies behind it."""

    text: str
    at: Point
    angle: float = 0.0
    bold: bool = False
    halo: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A measured distance: a line with an arrow at each end and its text beside it."""

    first: Point
    last: Point
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    width: float
    height: float
    lines: tuple[SketchLine, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    texts: tuple[SketchText, ...] = ()
    north: str = ""
    scale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """`verdict` is pass, fail, survey or not_applicable; `sign` and `said` say it on paper, so that no colour is
    needed."""

    code: str
    name: str
    measured: str
    required: str
    margin: str
    verdict: str
    sign: str
    said: str
    rule: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport(Paper):
    """A4. `headings` of the table: rule, measured, required, margin, verdict, source. `no_decision` says that an
    officer decides."""

    template: ClassVar[str] = "check_report.typ"

    heading: str
    number: str
    facts: tuple[Fact, ...]
    headings: tuple[str, str, str, str, str, str]
    rows: tuple[CheckRow, ...]
    summary: str
    accuracy: str
    sketch_label: str
    sketch: Sketch | None = None
    sketch_missing: str = ""
    no_decision: str
    opinion_label: str
    signature: Signature
    qr: str = ""
    page_of: str = ""
