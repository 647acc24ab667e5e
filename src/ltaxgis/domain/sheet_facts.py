"""What travels hidden in a sheet, so that it can be read back: what its columns mean, and who each row is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.round_trip import sheet_text

FINDINGS, REGISTER = "findings", "register"


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """`headings` in their order, no two alike; `fields` maps them to source fields of `kind`. `source`, `sha256` and
    `table` name where the rows came from; empty for rows that come from the project itself."""

    purpose: str
    kind: str
    headings: Sequence[str]
    fields: Mapping[str, str]
    system: str = ""
    codes: str = "ltax"
    source: str = ""
    sha256: str = ""
    table: str = ""

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class RowKey:
    """Who a row is: its record and the version sent, or the line of its file; and what its cells said when it left,
    None where that was too long for a cell."""

    uid: Uid | None
    version: int = 0
    line: int = 0
    was: tuple[str, ...] | None = ()

    def as_text(self) -> str:
        key = {"uid": self.uid, "version": self.version, "line": self.line}
        text = json.dumps(key | {"was": self.was}, ensure_ascii=False, separators=(",", ":"))
        return text if sheet_text(text) == text else json.dumps(key, separators=(",", ":"))


def row_key(uid: Uid | None, cells: Sequence[object], version: int = 0, line: int = 0) -> str:
    """The hidden text of a row."""
    was = tuple("" if cell is None else sheet_text(str(cell)) for cell in cells)
    return RowKey(uid, version, line, was).as_text()


def read_facts(text: str) -> SheetFacts | None:
    """None where the text is none of ours."""
    try:
        return SheetFacts(**json.loads(text))
    except (ValueError, TypeError):
        return None


def read_key(text: str) -> RowKey | None:
    """None where the text is none of ours: a row that a person added."""
    try:
        key = json.loads(text)
        was = key.get("was")
        return RowKey(key["uid"], key["version"], key["line"], None if was is None else tuple(was))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
