"""Files become a project's register and map: read, checked, stored, joined, in one transaction or not at all."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.errors import Conflict, Refused
from ltaxgis.domain.findings import Finding, Severity, severity_counts
from ltaxgis.domain.ids import Uid, new_uids
from ltaxgis.domain.ledger import ChangeTally, JoinTally, Ledger, Tally
from ltaxgis.domain.merging import FieldConflict, OnConflict
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.parsing import Layout, parse_columns
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.tables import SourceTable
from ltaxgis.domain.thai.names import Titles
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.readers import ReadChoice, RegisterReader, ShapeReader
from ltaxgis.ports.stores import MakeReady, Project, Work
from ltaxgis.services.check_register import uses_that_differ
from ltaxgis.services.found_tables import MOST_KEPT, FoundTable, found_table, keep_rows
from ltaxgis.services.import_diff import DiffLine, ImportDiff, diff_lines, whole_diff
from ltaxgis.services.import_layers import Answers, Beside, Checked, MapFile, Ready, at_once, read_layers
from ltaxgis.services.import_parcels import Prepared
from ltaxgis.services.import_register import ReadTable, import_register
from ltaxgis.services.join_apart import arriving_rows, is_first_join, take_join
from ltaxgis.services.join_register import join_in
from ltaxgis.services.owner_doubles import doubles_in
from ltaxgis.services.plan_import import Knowledge, TablePlan, plan_table
from ltaxgis.services.progress import Progress, Step, telling
from ltaxgis.services.sources import source_of
from ltaxgis.services.store_rows import Fellows, Updating, store_rows

LARGE = 4_000_000
"""Bytes of map files from which a process of their own reads them."""


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A register file. `plans` say what its tables are; None: by profile or guess when it has been read.
    `columns` (our field to heading) overrides."""

    path: Path
    plans: tuple[TablePlan, ...] | None = None
    profile: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    choice: ReadChoice = field(default_factory=ReadChoice)


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Everything a person decided. `key` is kept with the project as the layer's join key; `rows_told` are the rows
    that the report brings back for the findings workbook: none, those with findings (`found`), or `all`; `own_files`
    are kept in the project by name (a layout as it was set out)."""

    registers: tuple[RegisterFile, ...] = ()
    maps: tuple[MapFile, ...] = ()
    key: str = ""
    updating: Updating = field(default_factory=Updating)
    dry_run: bool = False
    rows_told: str = ""
    own_files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did or would do. `applied` is None after a dry run."""

    ledger: Ledger
    findings: tuple[Finding, ...]
    conflicts: tuple[FieldConflict, ...]
    applied: Applied | None = None
    tables: tuple[FoundTable, ...] = ()
    diff: ImportDiff = field(default_factory=ImportDiff)

    @property
    def needs_a_look(self) -> bool:
        return any(finding.severity is not Severity.INFORMS for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads foreign files, what is known about their layouts, what goes through a map beside a register, and what
    takes the parcels that are found there."""

    register: RegisterReader
    shapes: ShapeReader
    knowledge: Knowledge
    titles: Titles
    beside: Beside = at_once
    make_ready: MakeReady | None = None


@dataclass(slots=True)
class _Account:
    """What is being counted while an import runs."""

    progress: Progress
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    changes: ChangeTally = field(default_factory=ChangeTally)
    conflicts: list[FieldConflict] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    join: JoinTally = field(default_factory=JoinTally)
    stored: list[tuple[ReadTable, list[Uid]]] = field(default_factory=list)
    lines: list[DiffLine] = field(default_factory=list)
    diff: ImportDiff = field(default_factory=ImportDiff)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.progress(Step(f"step.{name}"))
        start = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def import_files(
    project: Project,
    actor: Actor,
    request: ImportRequest,
    readers: Readers,
    progress: Progress,
    before_storing: Callable[[], None] | None = None,
) -> ImportReport:
    """All files of the request are in the project and joined. Raises `Refused` or `Stopped` with nothing changed.

    `before_storing` is called when everything is read and checked: the moment for a backup.
    """
    ask_leave(actor, "import")
    account = _Account(progress)
    settings = _settings(project.settings, request)
    beside = readers.beside if request.registers and _is_large(request.maps) else at_once
    make_ready = readers.make_ready if beside is not at_once and _is_first_map(project) else None
    with closing(
        beside(progress, read_layers, request.maps, readers.shapes, readers.knowledge, settings, make_ready)
    ) as layers:
        tables = _read_registers(request, readers, settings, account)
        apart = make_ready is not None and _is_first_join(project)
        layers.tell(arriving_rows(tables) if apart else None)
        with account.step("map"):
            prepared = [(file, next(layers)) for file in request.maps]
            for file, layer in prepared:
                account.findings.setdefault(_scope_of(file), []).extend(layer.findings)
        # nobody else can write while we do: what is not being checked elsewhere is checked before
        checks = list(layers) if beside is at_once else layers
        if before_storing is not None:
            before_storing()
        with project.work(actor, "import", _reason(request), large=True) as work:
            _store(work, tables, prepared, request, settings, account)
            apart = apart and any(isinstance(layer, Ready) for _, layer in prepared)
            _join(work, bool(tables), settings, readers, account, layers if apart else None)
            if not request.dry_run:
                with account.step("index"):
                    work.refresh_search()
            _take_checks(work, checks, bool(tables), account)
            if not request.dry_run:
                _keep_rows(work, account)
            applied = None if request.dry_run else _commit(work, account)
    return _report(account, applied, request.rows_told)


def _is_large(maps: Sequence[MapFile]) -> bool:
    """Whether a second process is worth its start. A folder counts with all that lies in it."""
    parts = (part for file in maps for part in (file.path, *file.path.glob("*")))
    return sum(part.stat().st_size for part in parts if part.is_file()) > LARGE


def _is_first_map(project: Project) -> bool:
    with project.reading() as reading:
        return not reading.imported(Parcel).uids


def _is_first_join(project: Project) -> bool:
    with project.reading() as reading:
        return is_first_join(reading)


def _read_registers(
    request: ImportRequest, readers: Readers, settings: ProjectSettings, account: _Account
) -> list[ReadTable]:
    told = telling(account.progress, "step.read")
    with account.step("read"):
        files = [(file, readers.register(file.path, replace(file.choice, told=told))) for file in request.registers]
    with account.step("check"):
        return [read for file, found in files for read in _understood(file, found, readers, settings)]


def _settings(now: ProjectSettings, request: ImportRequest) -> ProjectSettings:
    """The project's settings with what this import decided for it."""
    shift = next((file.datum_shift for file in request.maps if file.datum_shift), now.datum_shift)
    return replace(now, join_key=request.key or now.join_key, datum_shift=shift)


def _store(
    work: Work,
    tables: Sequence[ReadTable],
    prepared: Sequence[tuple[MapFile, Prepared | Ready]],
    request: ImportRequest,
    settings: ProjectSettings,
    account: _Account,
) -> None:
    updating = request.updating
    if request.dry_run and updating.on_conflict is OnConflict.STOP:
        updating = replace(updating, on_conflict=OnConflict.KEEP)
    with account.step("store"):
        work.keep_settings(settings)
        if tables:
            _store_tables(work, tables, updating, account)
        _store_layers(work, prepared, updating, account)
        for name, content in request.own_files.items():
            work.keep_own_file(name, content)
        account.diff = whole_diff(work, asdict(account.changes), account.lines)


def _join(
    work: Work,
    with_register: bool,
    settings: ProjectSettings,
    readers: Readers,
    account: _Account,
    apart: Answers | None,
) -> None:
    """What shows when all is stored: the join, the next answer of who makes it `apart`, and owners that may be one."""
    with account.step("join"):
        joined = take_join(work, next(apart)) if apart else join_in(work, settings)
        account.findings["join"] = list(joined.findings)
        account.join = joined.tally
    if with_register:
        with account.step("people"):
            account.findings["people"] = doubles_in(work, readers.titles)
            work.keep_findings("people", account.findings["people"])


def _take_checks(
    work: Work, layers: Iterable[Prepared | Ready | Checked], with_register: bool, account: _Account
) -> None:
    """What is wrong with the shapes: last, so that nothing waits for who looks for it elsewhere."""
    account.progress(Step("step.topology"))
    checks = [checked for checked in layers if isinstance(checked, Checked)]
    account.seconds["topology"] = sum(checked.seconds for checked in checks)
    if checks:
        account.findings["check"] = [finding for checked in checks for finding in checked.findings]
    if with_register:
        account.findings["uses"] = uses_that_differ(work)
    for scope in account.findings.keys() - {"register", "join", "people"}:
        work.keep_findings(scope, account.findings[scope])


def _scope_of(file: MapFile) -> str:
    """What is wrong with a layer that is not read now stays known."""
    return "parcels" if file.layer == "parcels" else f"layer {file.layer}"


def _keep_rows(work: Work, account: _Account) -> None:
    """The rows that findings stand on, for the workbook of findings."""
    if account.stored:
        found = [finding for group in account.findings.values() for finding in group]
        keep_rows(work, _tables_told(account, found, True, "found", MOST_KEPT))


def _store_tables(work: Work, tables: Sequence[ReadTable], updating: Updating, account: _Account) -> None:
    done = import_register(work, tables, updating, lambda kind: account.progress(Step(f"step.store_{kind}")))
    account.findings["register"] = done.findings
    work.keep_findings("register", done.findings)
    account.tallies |= done.tallies
    account.changes += done.changes
    account.conflicts += done.conflicts
    account.lines += done.diff
    account.stored += done.stored


def _store_layers(
    work: Work, prepared: Sequence[tuple[MapFile, Prepared | Ready]], updating: Updating, account: _Account
) -> None:
    """Several files may make one layer: what is gone shows after the last of them."""
    fellows: dict[str, Fellows] = defaultdict(Fellows)
    for file, _ in prepared:
        fellows[file.layer].awaited += 1
    for file, layer in prepared:
        fellows[file.layer].awaited -= 1
        if isinstance(layer, Ready):
            _take_layer(work, layer, account)
        else:
            _store_layer(work, file, layer, updating, account, fellows[file.layer])


def _take_layer(work: Work, layer: Ready, account: _Account) -> None:
    if work.imported(layer.kind).uids:
        raise Conflict("change.conflict", kind=layer.kind.__name__)
    work.take_ready(layer.kind, layer.source, layer.path)
    account.changes += ChangeTally(new=layer.count)
    account.tallies["parcels"] = Tally(layer.count, layer.count)


def _store_layer(
    work: Work, file: MapFile, layer: Prepared, updating: Updating, account: _Account, fellows: Fellows
) -> None:
    stored = store_rows(work, layer.rows, updating, fellows)
    account.changes += stored.changes
    account.conflicts += stored.conflicts
    account.lines += diff_lines(work, file.layer, layer.rows, stored)
    if file.layer == "parcels":
        account.tallies["parcels"] = account.tallies.get("parcels", Tally()) + Tally(len(layer.rows), len(layer.rows))


def _commit(work: Work, account: _Account) -> Applied:
    with account.step("commit"):
        return work.commit()


def _report(account: _Account, applied: Applied | None, rows_told: str) -> ImportReport:
    findings = tuple(finding for group in account.findings.values() for finding in group)
    ledger = Ledger(account.tallies, account.changes, account.join, severity_counts(findings), account.seconds)
    tables = _tables_told(account, findings, applied is not None, rows_told) if rows_told else ()
    return ImportReport(ledger, findings, tuple(account.conflicts), applied, tables, account.diff)


def _tables_told(
    account: _Account, findings: Sequence[Finding], is_stored: bool, rows_told: str, most: int | None = None
) -> tuple[FoundTable, ...]:
    """The rows behind the findings; after a dry run they have no records yet."""
    return tuple(
        found_table(
            read.table, read.mapping, read.layout, read.source.sha256,
            uids if is_stored else [None] * len(uids), findings, all_rows=rows_told == "all", most=most,
        )
        for read, uids in account.stored
    )  # fmt: skip


def _understood(
    file: RegisterFile, found: Sequence[SourceTable], readers: Readers, settings: ProjectSettings
) -> list[ReadTable]:
    """The tables of a file with their cells understood. Raises `Refused("import.nothing_known")` where none of them
    is anything of a register."""
    knowledge = readers.knowledge
    plans = file.plans
    if plans is None:
        guessed = (plan_table(table, knowledge, file.profile, _columns_of(file, table)) for table in found)
        plans = tuple(plan for plan in guessed if plan is not None)
    by_name = {table.name: table for table in found}
    if not plans:
        raise Refused("import.nothing_known", name=file.path.name)
    return [_parsed(file, plan, by_name, knowledge.lists, settings) for plan in plans]


def _columns_of(file: RegisterFile, table: SourceTable) -> Mapping[str, str]:
    """The overrides that speak of a heading of this table."""
    return {name: header for name, header in file.columns.items() if header in table.headers}


def _parsed(
    file: RegisterFile, plan: TablePlan, tables: Mapping[str, SourceTable], lists: CodeLists, settings: ProjectSettings
) -> ReadTable:
    table = tables.get(plan.table)
    if table is None:
        raise Refused("file.table_missing", name=file.path.name, table=plan.table)
    layout = Layout(plan.kind, plan.system, settings.codes)
    parsed = parse_columns(table, plan.mapping, layout, lists)
    source = source_of(file.path, "register", table.name, plan.profile)
    return ReadTable(table, parsed, source, plan.key, plan.mapping, layout, new_uids(len(parsed)))


def _reason(request: ImportRequest) -> str:
    paths = [*(file.path for file in request.registers), *(file.path for file in request.maps)]
    return ", ".join(dict.fromkeys(path.name for path in paths))
