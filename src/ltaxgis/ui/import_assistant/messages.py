"""What the assistant and the processes that look and import for it tell one another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.ledger import Ledger
from ltaxgis.domain.merging import OnConflict
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.services.import_diff import ImportDiff
from ltaxgis.services.plan_import import TablePlan
from ltaxgis.services.store_rows import Updating


@dataclass(frozen=True, slots=True)
class SourceLook:
    """A chosen file's table or layer before anything is stored. `kind`: register, parcels, buildings, signs or
    features; `lines` the first 50 lines as text under `headers`; `mapping` our field by heading, guessed, with
    `scores` 0 to 1; `encodings` each with a Thai sample; `crs` as in ShapeTable; `crs_offers` EPSG codes that
    would put it into Thailand or the project's area, the best first; `box` where most of its shapes lie, in its own
    CRS; `layer` its name in the project; `plan` what was understood; `numbers` the numbers of `lines`;
    `chosen_*` what a person decided."""

    path: Path
    table: str
    kind: str
    rows: int
    headers: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    mapping: Mapping[str, str]
    scores: Mapping[str, float]
    profile: str = ""
    encoding: str = ""
    encodings: tuple[tuple[str, str], ...] = ()
    crs: str = ""
    crs_offers: tuple[str, ...] = ()
    header_line: int = 1
    findings: tuple[Finding, ...] = ()
    plan: TablePlan | None = None
    layer: str = ""
    box: tuple[float, float, float, float] | None = None
    numbers: tuple[int, ...] = ()
    chosen_encoding: str = ""
    chosen_header: int | None = None


@dataclass(frozen=True, slots=True)
class LookAsk:
    """Which files to look at, and what a person chose about one of them: its encoding, the line of its header, what
    its table is. `project` may know layouts of its own."""

    paths: tuple[Path, ...]
    encoding: str = ""
    table: str = ""
    header_line: int | None = None
    kind: str = ""
    project: Path | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """An import that was begun at a moment; `is_new` where no project stood at the path before."""

    path: Path
    is_new: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What the assistant decided. `project` is the file to import into; `settings` make it where it is new;
    `kept_gone` are records that the files have no more and that stay."""

    project: Path
    sources: tuple[SourceLook, ...]
    actor: Actor
    settings: ProjectSettings | None = None
    datum_shift: str = ""
    key: str = "code"
    updating: Updating = field(default_factory=lambda: Updating(OnConflict.KEEP))
    save_profile_as: str = ""
    kept_gone: frozenset[Uid] = frozenset()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did or, after a dry run, would do. `examples` of its findings by code."""

    ledger: Ledger
    examples: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    diff: ImportDiff = field(default_factory=ImportDiff)
