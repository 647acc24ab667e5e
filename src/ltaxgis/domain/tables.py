"""A table of a foreign file, as text: what readers hand to the register."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ltaxgis.domain.findings import Finding

Cell = str | None


@dataclass(frozen=True, slots=True)
class SourceTable:
    """`columns[j][i]` is the cell of line `lines[i]` (1 the first line of the sheet) under `headers[j]`.

    An empty cell is None; text is as it stood, decoded. Numbers are written plainly (`2567`, `0.5`, never
    `2567.0`), dates as `2024-01-31`, as shown by their number format where that keeps zeros. `skipped` are lines
    that carry no row, each a finding `line.*`; `findings` what the reader noticed besides.
    """

    source: str
    name: str
    headers: tuple[str, ...]
    columns: tuple[list[Cell], ...]
    lines: Sequence[int]
    skipped: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()
    encoding: str = ""
    facts: dict[str, object] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)
