"""A planted fault, and the two notes beside it: where it stands and what the program should say of it."""

from dataclasses import dataclass, field

from sample_data.make.plots import Plot
from sample_data.make.register import Register
from shapely import Polygon


@dataclass(frozen=True, slots=True)
class Fault:
    """`table` and `row` name a row of the register, or the parcel layer (`parcel`) and a feature; row 0 is the file.

    `kind` is a plain name, `finding` the code expected ('' where nothing may be said), `meant` what is true, `only`
    the one copy of the register that has it ('' all).
    """

    table: str
    row: int
    field: str
    kind: str
    finding: str
    meant: str = ""
    only: str = ""


@dataclass(slots=True)
class Feature:
    """A polygon of the parcel layer as drawn: `code` as typed (None where empty), `shape` None where it has none."""

    number: int
    plot: Plot
    code: str | None
    shape: Polygon | None


@dataclass(slots=True)
class Planted:
    """The register and the parcel layer with their faults, and the list of these."""

    register: Register
    features: list[Feature]
    faults: list[Fault] = field(default_factory=list)
    moved_block: str = ""

    def add(
        self, table: str, row: int, field_name: str, kind: str, finding: str, meant: str = "", only: str = ""
    ) -> None:
        self.faults.append(Fault(table, row, field_name, kind, finding, meant, only))
