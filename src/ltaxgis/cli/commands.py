"""The commands, each a function of its options; what they print is words for people or codes for programs."""

from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ltaxgis.app.child import in_child
from ltaxgis.app.findings_file import may_write_findings, write_findings
from ltaxgis.app.jobs import check_job, export_job, join_job
from ltaxgis.app.knowledge import shipped_lists, shipped_profiles
from ltaxgis.app.opening import opened
from ltaxgis.app.person import who_runs
from ltaxgis.cli.console import Console
from ltaxgis.cli.importing import import_command
from ltaxgis.domain.crs import require_metric
from ltaxgis.domain.fields import FIELDS
from ltaxgis.domain.findings import Finding, Severity
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.found_tables import kept_tables
from ltaxgis.storage.backup import backup, restore
from ltaxgis.storage.create import create_project

DONE, FINDINGS = 0, 1


def new_command(options: Namespace, console: Console) -> int:
    crs = int(require_metric(options.crs))
    create_project(options.project, ProjectSettings(options.name, crs, options.codes))
    console.say("cli.new.done", path=options.project)
    console.answer({"project": str(options.project), "crs": crs, "codes": options.codes})
    return DONE


def profiles_command(options: Namespace, console: Console) -> int:
    """Profiles, and the field names that `--column` takes."""
    shipped = shipped_profiles(find_resources())
    told = {profile.name: sorted({table.kind for table in profile.tables}) for profile in shipped}
    fields = {kind: sorted(names) for kind, names in FIELDS.items()}
    for profile in shipped:
        console.line(f"{profile.name}  {profile.title(console.words.language)}")
    for kind, names in fields.items():
        console.line(f"{kind}: {', '.join(names)}")
    console.answer({"profiles": told, "fields": fields})
    return DONE


def join_command(options: Namespace, console: Console) -> int:
    _may_tell(options)
    tally, findings = in_child(join_job, (options.project, who_runs()), console.progress)
    console.say_join(tally)
    console.answer({"join": tally.as_json(), "findings": dict(_counts(findings))})
    return _told(findings, options, console)


def check_command(options: Namespace, console: Console) -> int:
    _may_tell(options)
    findings = in_child(check_job, (options.project, who_runs()), console.progress)
    counts = _counts(findings)
    console.say("cli.checked", count=len(findings))
    console.answer({"findings": dict(counts)})
    return _told(findings, options, console)


def export_command(options: Namespace, console: Console) -> int:
    asked = (
        options.project,
        options.to,
        options.with_personal_data,
        options.reason,
        console.words.language,
        who_runs(),
    )
    written: list[Path] = in_child(export_job, asked, console.progress)
    for path in written:
        console.say("cli.exported", path=path)
    console.answer({"files": [str(path) for path in written]})
    return DONE


def backup_command(options: Namespace, console: Console) -> int:
    with opened(options.project) as project:
        backup(project, options.file)
    console.say("cli.backup.done", path=options.file)
    console.answer({"file": str(options.file), "bytes": options.file.stat().st_size})
    return DONE


def restore_command(options: Namespace, console: Console) -> int:
    restore(options.file, options.project)
    console.say("cli.restore.done", path=options.project)
    console.answer({"project": str(options.project)})
    return DONE


def _may_tell(options: Namespace) -> None:
    if options.findings is not None:
        may_write_findings(options.findings)


def _told(findings: Iterable[Finding], options: Namespace, console: Console) -> int:
    """Prints findings by kind, writes the workbook where one was asked for, answers the exit status."""
    found = list(findings)
    if options.findings is not None:
        lists = shipped_lists(find_resources())
        with opened(options.project) as project, project.reading() as reading:
            tables = kept_tables(reading, found, console.words, lists)
        write_findings(options.findings, found, console.words, tables)
        console.say("cli.findings_written", path=options.findings)
    console.findings(_counts(found).items())
    return FINDINGS if any(finding.severity is not Severity.INFORMS for finding in found) else DONE


def _counts(findings: Iterable[Finding]) -> Mapping[str, int]:
    return Counter(finding.code for finding in findings)


COMMANDS: Mapping[str, Callable[[Namespace, Console], int]] = {
    "new": new_command, "import": import_command, "profiles": profiles_command, "join": join_command,
    "check": check_command, "export": export_command, "backup": backup_command, "restore": restore_command,
}  # fmt: skip
