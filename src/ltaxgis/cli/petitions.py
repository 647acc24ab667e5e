"""`ltaxgis petitions`: files of petitions into a project, and what may be published out of it."""

from argparse import Namespace
from collections import Counter
from pathlib import Path

from ltaxgis.app.child import in_child
from ltaxgis.app.findings_file import may_write_findings, write_findings
from ltaxgis.app.jobs import settle
from ltaxgis.app.person import who_runs
from ltaxgis.app.petitions import export_petitions_job, import_petitions_job
from ltaxgis.cli.console import Console
from ltaxgis.domain.errors import Refused
from ltaxgis.services.import_petitions import PetitionImport

DONE, FINDINGS = 0, 1


def petitions_command(options: Namespace, console: Console) -> int:
    """0 done, 1 imported with findings that a person must look at."""
    if (options.import_file is None) == (options.export_file is None):
        raise Refused("cli.petitions.one_of")
    if options.export_file is not None:
        _only_with("--import", {"--from": options.from_system, "--findings": options.findings})
        return _export(options, console)
    _only_with("--export", {"--as": options.as_system})
    return _import(options, console)


def _import(options: Namespace, console: Console) -> int:
    if options.findings is not None:
        may_write_findings(options.findings)
    done = _imported(options.project, options.import_file, options.from_system, console)
    counts = Counter(finding.code for finding in done.findings)
    console.say("cli.import.done")
    console.say("cli.import.tally", kind=console.words("kind.petitions"), **done.as_json())
    if options.findings is not None:
        write_findings(options.findings, done.findings, console.words)
        console.say("cli.findings_written", path=options.findings)
    console.findings(counts.items())
    console.answer({**done.as_json(), "findings": dict(counts)})
    return FINDINGS if done.needs_a_look else DONE


def _imported(project: Path, file: Path, system: str, console: Console) -> PetitionImport:
    """All of it or nothing: where the work was ended half-way, the project is one whole file as before."""
    done: PetitionImport | None = None
    try:
        done = in_child(import_petitions_job, (project, who_runs(), file, system), console.progress)
    finally:
        if done is None:
            settle(project)
    assert done is not None
    return done


def _export(options: Namespace, console: Console) -> int:
    asked = (options.project, options.export_file, options.as_system, console.words.language, who_runs())
    written: list[Path] = in_child(export_petitions_job, asked, console.progress)
    for path in written:
        console.say("cli.exported", path=path)
    console.answer({"files": [str(path) for path in written]})
    return DONE


def _only_with(other: str, options: dict[str, object]) -> None:
    for option, value in options.items():
        if value:
            raise Refused("cli.petitions.only_with", option=option, other=other)
