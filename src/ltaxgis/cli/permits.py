"""`ltaxgis permits`: permits as open data, and the map's report of one application."""

from argparse import Namespace

from ltaxgis.app.child import in_child
from ltaxgis.app.permits import check_permit_job, export_permits_job
from ltaxgis.app.person import who_runs
from ltaxgis.cli.console import Console
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.permit_checks.verdicts import FAIL, SURVEY

DONE, FINDINGS = 0, 1


def permits_command(options: Namespace, console: Console) -> int:
    """0 done; 1 checked, and something fails or needs a survey."""
    if (options.export_file is None) == (not options.check):
        raise Refused("cli.permits.one_of")
    if options.export_file is not None:
        if options.out is not None:
            raise Refused("cli.permits.only_with", option="--out", other="--check")
        return _export(options, console)
    if options.as_system:
        raise Refused("cli.permits.only_with", option="--as", other="--export")
    if options.out is None:
        raise Refused("cli.missing", command="permits", names="--out")
    return _check(options, console)


def _export(options: Namespace, console: Console) -> int:
    asked = (options.project, options.export_file, options.as_system, console.words.language, who_runs())
    counts: dict[str, int] = in_child(export_permits_job, asked, console.progress)
    console.say("cli.exported", path=options.export_file)
    console.say("cli.import.tally", kind=console.words("permits.title"), **counts)
    console.answer({"files": [str(options.export_file)], **counts})
    return DONE


def _check(options: Namespace, console: Console) -> int:
    asked = (options.project, options.check, options.out, console.words.language, who_runs())
    checks = in_child(check_permit_job, asked, console.progress)
    for one in checks:
        console.say("cli.permits.check", check=one["check"], name=console.words(f"permits.check.{one['check']}"),
                    verdict=console.words(f"permits.verdict.{one['verdict']}"))  # fmt: skip
    console.say("cli.permits.written", path=options.out)
    console.answer({"number": options.check, "checks": checks, "file": str(options.out)})
    return FINDINGS if any(one["verdict"] in (FAIL, SURVEY) for one in checks) else DONE
