"""What the import assistant decided, tried and done in worker processes, and told in the window's own terms."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ltaxgis.app.findings_file import write_findings
from ltaxgis.app.jobs import import_job
from ltaxgis.app.knowledge import PROFILES
from ltaxgis.app.looking import KINDS, is_map
from ltaxgis.app.opening import opened
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.profiles import Profile, profile_of, profile_to_toml
from ltaxgis.ports.readers import ReadChoice, ShapeChoice
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.gone_rows import KEPT_GONE, as_file, kept_gone, with_decisions
from ltaxgis.services.import_files import ImportReport, ImportRequest, RegisterFile
from ltaxgis.services.import_layers import MapFile
from ltaxgis.services.plan_import import TablePlan, own_key
from ltaxgis.services.progress import Progress
from ltaxgis.storage.create import create_project
from ltaxgis.ui.import_assistant import messages
from ltaxgis.words import load_words

EXAMPLES = 3
MAP_KINDS = ("parcels", "features")


def try_import(progress: Progress, plan: messages.ImportPlan) -> messages.ImportReport:
    """What the import would do."""
    kept = _kept_gone(plan.project)
    report = report_of(_import(progress, plan, request_of(plan, dry_run=True)))
    return replace(report, diff=with_decisions(report.diff, kept))


def do_import(progress: Progress, plan: messages.ImportPlan) -> messages.ImportReport:
    """The files are in the project, or nothing is."""
    request = request_of(plan, dry_run=False)
    if plan.kept_gone:
        decided = {KEPT_GONE: as_file(_kept_gone(plan.project) | plan.kept_gone)}
        request = replace(request, own_files={**request.own_files, **decided})
    return report_of(_import(progress, plan, request))


def _kept_gone(path: Path) -> frozenset[Uid]:
    """What was decided before; nothing in a project that is still to be made."""
    if not path.is_file():
        return frozenset()
    with opened(path) as project, project.reading() as reading:
        return kept_gone(reading)


def findings_of_try(progress: Progress, plan: messages.ImportPlan, path: Path, language: str) -> Path:
    """The findings of an import that was not made stand in a workbook, with the rows they stand on."""
    report = _import(progress, plan, replace(request_of(plan, dry_run=True), rows_told="found"))
    write_findings(path, report.findings, load_words(find_resources().words, language), report.tables)
    return path


def _import(progress: Progress, plan: messages.ImportPlan, request: ImportRequest) -> ImportReport:
    """A new project that could not be filled does not stay behind."""
    made = plan.settings is not None and not plan.project.exists()
    if made:
        assert plan.settings is not None
        create_project(plan.project, plan.settings)
    keep = False
    try:
        report = import_job(progress, plan.project, plan.actor, request)
        keep = not request.dry_run
    finally:
        if made and not keep:
            plan.project.unlink(missing_ok=True)
    return report


def request_of(plan: messages.ImportPlan, *, dry_run: bool) -> ImportRequest:
    """The assistant's decisions as the services understand them: tables that are read alike are read at once."""
    tables: dict[tuple[Path, str, int | None], list[messages.SourceLook]] = defaultdict(list)
    maps = []
    for look in plan.sources:
        if look.kind == "ignore":
            continue
        if look.kind in MAP_KINDS or is_map(look.path):
            maps.append(_map_file(look, plan))
        else:
            tables[look.path, look.chosen_encoding, look.chosen_header].append(look)
    registers = tuple(_register_file(looks) for looks in tables.values())
    return ImportRequest(
        registers, tuple(maps), plan.key, plan.updating, dry_run, own_files={} if dry_run else _own_files(plan)
    )


def _register_file(looks: Sequence[messages.SourceLook]) -> RegisterFile:
    first = looks[0]
    choice = ReadChoice(encoding=first.chosen_encoding or None, header_line=first.chosen_header)
    return RegisterFile(first.path, tuple(map(plan_of, looks)), choice=choice)


def _map_file(look: messages.SourceLook, plan: messages.ImportPlan) -> MapFile:
    layer = look.kind if look.kind != "features" else look.layer or look.table
    choice = ShapeChoice(layer=look.table or None, encoding=look.chosen_encoding or None)
    return MapFile(
        look.path, layer, plan_of(look) if layer == "parcels" else None, crs=look.crs,
        datum_shift=plan.datum_shift, choice=choice,
    )  # fmt: skip


def plan_of(look: messages.SourceLook) -> TablePlan:
    """What was understood of a table, with what a person corrected."""
    made = look.plan or TablePlan(look.table, KINDS[look.kind], {})
    if {look.headers[index]: name for index, name in made.mapping.items()} == dict(look.mapping):
        return made
    mapping = {look.headers.index(header): name for header, name in look.mapping.items() if name}
    here = set(mapping.values())
    key = made.key if made.key and set(made.key) <= here else own_key(mapping)
    return replace(made, mapping=mapping, key=key)


def _own_files(plan: messages.ImportPlan) -> Mapping[str, bytes]:
    """The layouts of this import under the name a person gave them."""
    if not plan.save_profile_as:
        return {}
    looks = [look for look in plan.sources if look.kind != "ignore" and look.mapping]
    plans = [plan_of(look) for look in looks]
    tables = tuple(
        profile_of("", made.kind, look.headers, made.mapping, key=made.key).tables[0]
        for look, made in zip(looks, plans, strict=True)
    )
    name = plan.save_profile_as
    system = next((made.system for made in plans if made.system), "")
    codes = next((made.codes for made in plans if made.codes), "")
    profile = Profile(name, tables, title_th=name, title_en=name, system=system, codes=codes)
    return {f"{PROFILES}{name}.toml": profile_to_toml(profile).encode()} if tables else {}


def report_of(report: ImportReport) -> messages.ImportReport:
    examples: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        if len(examples[finding.code]) < EXAMPLES:
            examples[finding.code].append(finding)
    return messages.ImportReport(report.ledger, examples, report.diff)
