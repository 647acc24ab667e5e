"""What came back from Excel: what changed there, what of it is taken, and why the rest is not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ltaxgis.domain.changes import ChangeSet
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid

LONGEST_CELL = 32_000  # Excel holds 32,767 characters in a cell
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def sheet_text(text: str) -> str:
    """The text as a sheet can hold it: without control characters, lines ended one way, not longer than a cell."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_CELL]


def same_cell(before: str | None, now: str | None) -> bool:
    """Whether a person left a cell alone: spaces around a text get lost on the way."""
    return sheet_text(before or "").strip() == sheet_text(now or "").strip()


@dataclass(frozen=True, slots=True)
class CellDiff:
    """A cell that was changed in Excel. `line` is the row that Excel shows, `subject` what the row is known by,
    `understood` what the new text was taken for where that is not what was typed. Private numbers are masked."""

    sheet: str
    line: int
    subject: str
    heading: str
    before: str
    after: str
    understood: str = ""


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell that is not taken: `code` and `facts` make the sentence."""

    cell: CellDiff
    code: str
    facts: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not taken as a whole: it is unknown here, has ended, or stands in the sheet twice."""

    sheet: str
    line: int
    code: str


@dataclass(frozen=True, slots=True)
class Diff:
    """What bringing a workbook back would do. Rows that are missing from it are left alone.

    `changes` is empty of private numbers: `numbers` gives the full ones of a record by the field of their key.
    `mended` are findings that rested on the cells taken.
    """

    changes: ChangeSet
    taken: tuple[CellDiff, ...] = ()
    refused: tuple[RefusedCell, ...] = ()
    rows_refused: tuple[RefusedRow, ...] = ()
    mended: tuple[Finding, ...] = ()
    numbers: Mapping[Uid, Mapping[str, str]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.taken or self.refused or self.rows_refused)
