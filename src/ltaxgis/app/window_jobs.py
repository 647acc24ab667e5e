"""The window's heavy work: functions that run in worker processes, in the window's own terms."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ltaxgis.app.jobs import import_job, opened
from ltaxgis.app.sample import SAMPLE_NAME, sample_job
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.merging import OnConflict
from ltaxgis.ports.readers import ReadChoice, ShapeChoice
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.services.import_files import ImportReport, ImportRequest, MapFile, RegisterFile
from ltaxgis.services.map_layers import map_layers
from ltaxgis.services.plan_import import TablePlan
from ltaxgis.services.print_map import MapOrder, Printed
from ltaxgis.services.progress import Progress
from ltaxgis.services.store_rows import Updating
from ltaxgis.storage.create import create_project
from ltaxgis.ui import office

EXAMPLES = 3
KINDS = {"register": "land", "owners": "owner", "uses": "use", "buildings": "building",
         "building_uses": "building_use", "signs": "sign"}  # fmt: skip


def make_sample(progress: Progress, folder: Path, language: str) -> Path:
    """The sample town as a project in a folder; an older one is opened as it is."""
    path = folder / f"{SAMPLE_NAME}.ltax"
    if not path.exists():
        sample_job(progress, path, language)
    return path


def try_import(progress: Progress, plan: office.ImportPlan) -> office.ImportReport:
    return _import(progress, plan, dry_run=True)


def do_import(progress: Progress, plan: office.ImportPlan) -> office.ImportReport:
    return _import(progress, plan, dry_run=False)


def print_pages(progress: Progress, path: Path, order: MapOrder, language: str) -> Printed:
    """The pages of an order on the project at `path`."""
    from ltaxgis.app.printing import print_job  # what sets pages is loaded by those who print

    return print_job(progress, path, order, language)


def _import(progress: Progress, plan: office.ImportPlan, *, dry_run: bool) -> office.ImportReport:
    """A new project that could not be filled does not stay behind."""
    made = plan.settings is not None and not plan.project.exists()
    if made:
        assert plan.settings is not None
        create_project(plan.project, plan.settings)
    keep = False
    try:
        report = import_job(progress, plan.project, plan.actor, request_of(plan, dry_run=dry_run))
        keep = not dry_run
    finally:
        if made and not keep:
            plan.project.unlink(missing_ok=True)
    return report_of(report)


def request_of(plan: office.ImportPlan, *, dry_run: bool) -> ImportRequest:
    """The assistant's decisions as the services understand them: a file once, with all its tables."""
    tables: dict[Path, list[office.SourceLook]] = defaultdict(list)
    maps = []
    for look in plan.sources:
        if look.kind == "ignore":
            continue
        if look.crs or look.kind in ("parcels", "features") or look.path.suffix.lower() in (".shp", ".gpkg"):
            maps.append(_map_file(look, plan))
        else:
            tables[look.path].append(look)
    registers = tuple(_register_file(path, looks) for path, looks in tables.items())
    updating = Updating(OnConflict(plan.on_conflict), plan.gone == "retire")
    return ImportRequest(registers, tuple(maps), plan.key, updating, dry_run)


def _register_file(path: Path, looks: Sequence[office.SourceLook]) -> RegisterFile:
    choice = ReadChoice(encoding=looks[0].encoding or None)
    return RegisterFile(path, tuple(_plan(look, KINDS[look.kind]) for look in looks), choice=choice)


def _plan(look: office.SourceLook, kind: str) -> TablePlan:
    mapping = {look.headers.index(header): name for header, name in look.mapping.items() if name}
    key = tuple(
        name for name in ("ref", "code", "title_kind", "title_no", "unit_no", "number") if name in mapping.values()
    )
    return TablePlan(look.table, kind, mapping, key[:1] if key[:1] == ("ref",) else key, profile=look.profile)


def _map_file(look: office.SourceLook, plan: office.ImportPlan) -> MapFile:
    layer = look.kind if look.kind != "features" else look.table
    return MapFile(
        look.path, layer, _plan(look, "parcel") if layer == "parcels" else None, crs=look.crs,
        datum_shift=plan.datum_shift, choice=ShapeChoice(layer=look.table, encoding=look.encoding or None),
    )  # fmt: skip


def report_of(report: ImportReport) -> office.ImportReport:
    ledger, join = report.ledger, report.ledger.join
    examples: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        if len(examples[finding.code]) < EXAMPLES:
            examples[finding.code].append(finding)
    tallies = tuple(
        office.Ledger(kind, t.read, t.stored, t.rejected, t.skipped) for kind, t in ledger.tallies.items()
    )  # fmt: skip
    c = ledger.changes
    changes: Mapping[str, int] = {
        "new": c.new, "changed": c.changed, "same": c.same, "gone": c.gone, "conflicts": c.conflicts
    }  # fmt: skip
    return office.ImportReport(
        tallies, dict(ledger.findings), examples, join.joined, join.register_only, join.ambiguous, join.map_only,
        sum(ledger.seconds.values()), changes,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LoadLayers:
    """What the painting process calls to read a project's layers."""

    path: Path

    def __call__(self) -> list[LayerShapes]:
        with opened(self.path) as project, project.reading() as reading:
            return map_layers(reading, project.settings)
