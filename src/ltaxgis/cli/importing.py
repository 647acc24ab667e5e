"""`ltaxgis import`: files into a project."""

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from ltaxgis.app.child import in_child
from ltaxgis.app.findings_file import may_write_findings, write_findings
from ltaxgis.app.jobs import import_job, settle
from ltaxgis.app.map_copies import take_copy_job
from ltaxgis.app.person import who_runs
from ltaxgis.cli.console import Console
from ltaxgis.cli.map_copies import say_copy
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.merging import OnConflict
from ltaxgis.ports.readers import ReadChoice, ShapeChoice
from ltaxgis.services.import_files import ImportReport, ImportRequest, RegisterFile
from ltaxgis.services.import_layers import MapFile
from ltaxgis.services.returned_map import ReturnedMap, TakenMap
from ltaxgis.services.store_rows import Updating


def import_command(options: Namespace, console: Console) -> int:
    """0 stored, 1 stored with findings that a person must look at."""
    request = _request(options)
    if not (request.registers or request.maps):
        raise Refused("import.no_files")
    if options.findings is not None:
        may_write_findings(options.findings)
    if not request.registers and (taken := _copy_taken(options, request, console)) is not None:
        return taken
    report = _imported(options.project, request, console)
    _say(report, console, dry_run=options.dry_run)
    if options.findings is not None:
        write_findings(options.findings, report.findings, console.words, report.tables)
        console.say("cli.findings_written", path=options.findings)
    console.answer(report.ledger.as_json())
    return 1 if report.needs_a_look else 0


def _copy_taken(options: Namespace, request: ImportRequest, console: Console) -> int | None:
    """A copy of the map that was changed elsewhere is compared by its identities; None where the file is another."""
    (file,) = request.maps if len(request.maps) == 1 else (None,)
    if file is None or file.layer != "parcels" or file.path.suffix.lower() != ".gpkg":
        return None
    asked = (options.project, who_runs(), file.path, request.updating, options.dry_run, console.words.language)
    done: tuple[ReturnedMap, TakenMap] | None = in_child(take_copy_job, asked, console.progress)
    if done is None:
        return None
    returned, taken = done
    return say_copy(file.path, returned, taken, console)


def _imported(project: Path, request: ImportRequest, console: Console) -> ImportReport:
    """All of it or nothing: where the work was ended half-way, the project is one whole file as before."""
    done = False
    try:
        report: ImportReport = in_child(import_job, (project, who_runs(), request), console.progress)
        done = True
    finally:
        if not done:
            settle(project)
    return report


def _request(options: Namespace) -> ImportRequest:
    columns, parcel_columns = _pairs(options.column), _pairs(options.parcel_column)
    registers = tuple(
        RegisterFile(path, profile=options.profile, columns=columns, choice=ReadChoice(encoding=options.encoding))
        for path in options.register
    )
    choice = ShapeChoice(encoding=options.encoding)
    maps = tuple(
        MapFile(path, layer, columns=parcel_columns if layer == "parcels" else {}, crs=options.source_crs,
                datum_shift=options.datum_shift, choice=choice)
        for layer in ("parcels", "buildings", "signs")
        if (path := getattr(options, layer)) is not None
    )  # fmt: skip
    updating = Updating(OnConflict(options.on_conflict), options.gone == "retire")
    rows_told = "" if options.findings is None else "found"
    return ImportRequest(registers, maps, options.key, updating, options.dry_run, rows_told)


def _pairs(texts: Iterable[str]) -> dict[str, str]:
    """`FIELD=HEADER` pairs. Raises `Refused("cli.pair")` for anything else."""
    pairs = {}
    for text in texts:
        name, equals, header = text.partition("=")
        if not equals or not name:
            raise Refused("cli.pair", text=text)
        pairs[name.strip()] = header.strip()
    return pairs


def _say(report: ImportReport, console: Console, *, dry_run: bool) -> None:
    ledger = report.ledger
    console.say("cli.import.tried" if dry_run else "cli.import.done")
    for name, tally in ledger.tallies.items():
        console.say("cli.import.tally", kind=console.words(f"kind.{name}"), read=tally.read, stored=tally.stored,
                    rejected=tally.rejected, skipped=tally.skipped)  # fmt: skip
    changes = ledger.changes
    console.say("cli.import.changes", new=changes.new, changed=changes.changed, same=changes.same, gone=changes.gone,
                conflicts=changes.conflicts)  # fmt: skip
    console.say_join(ledger.join)
    console.findings(ledger.findings.items())
