"""Workbooks that leave for Excel and come back, as the services see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ltaxgis.domain.findings import Severity

CellValue = str | int | float | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet. `width` in letters; `choices` are offered as a list; what is `locked` is not typed over."""

    heading: str
    width: float = 14
    locked: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell that wants a look: how bad it is, and what is said about it."""

    severity: Severity
    comment: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """Cells under the sheet's columns; `key` travels in a hidden column, `marks` are by column index."""

    cells: Sequence[CellValue]
    key: str = ""
    marks: Mapping[int, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A picture (PNG) below a sheet's rows; `title` is told to who cannot see it."""

    png: bytes
    title: str


@dataclass(frozen=True, slots=True)
class WorkSheet:
    """A sheet to be written. With `facts` (JSON) it can be read back: each row carries its hidden key, and what is
    locked is protected. `intro` are lines above the headings of a sheet that is only read; `pictures` stand one below
    the other under the rows of one without comments."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[SheetRow]
    facts: str = ""
    intro: tuple[str, ...] = ()
    pictures: tuple[SheetPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row as it came back, on the `line` a person sees in Excel; cells that hold an error or a formula without
    result are None, and named in `faults` by their finding's code."""

    line: int
    key: str
    cells: tuple[str | None, ...]
    faults: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """A sheet of ours that came back, whatever it is called now."""

    name: str
    facts: str
    headings: tuple[str, ...]
    rows: tuple[ReturnedRow, ...]
