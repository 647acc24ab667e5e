"""`ltaxgis letters`: the registers of a year, and letters between offices as files of e-CMS."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from ltaxgis.app.child import in_child
from ltaxgis.app.jobs import settle
from ltaxgis.app.letters import MessageTaken, export_message_job, import_message_job, register_file_job
from ltaxgis.app.person import who_runs
from ltaxgis.cli.console import Console
from ltaxgis.domain.errors import Refused

DONE, FINDINGS = 0, 1


def letters_command(options: Namespace, console: Console) -> int:
    """0 done; 1 received, but files of the message were not kept: a person must look."""
    asked = [bool(options.register), options.import_file is not None, bool(options.export_letter)]
    if asked.count(True) != 1:
        raise Refused("cli.letters.one_of")
    if not options.register and (options.year is not None or options.out is not None):
        option = "--year" if options.year is not None else "--out"
        raise Refused("cli.letters.only_with", option=option, other="--register")
    if options.register:
        return _register(options, console)
    return _import(options, console) if options.import_file is not None else _export(options, console)


def _register(options: Namespace, console: Console) -> int:
    missing = [name for name in ("year", "out") if getattr(options, name) is None]
    if missing:
        raise Refused("cli.missing", command="letters", names=", ".join(f"--{name}" for name in missing))
    asked = (options.project, who_runs(), options.register, options.year, options.out, console.words.language, _now())
    count: int = in_child(register_file_job, asked, console.progress)
    console.say("cli.letters.register", path=options.out, count=count)
    console.answer({"file": str(options.out), "lines": count})
    return DONE


def _import(options: Namespace, console: Console) -> int:
    """All of it or nothing: where the work was ended half-way, the project is one whole file as before."""
    asked = (options.project, who_runs(), options.import_file, console.words.language, _now())
    taken: MessageTaken | None = None
    try:
        taken = in_child(import_message_job, asked, console.progress)
    finally:
        if taken is None:
            settle(options.project)
    assert taken is not None
    code = "cli.letters.received" if taken.kind == "letter" else "cli.letters.notice"
    console.say(code, number=taken.number, kind=console.words(f"ecms.kind.{taken.kind}"), files=taken.files)
    if taken.left_out:
        console.say("cli.letters.secret", count=taken.left_out)
    if taken.refused:
        console.say("cli.letters.refused", count=taken.refused)
    console.answer(taken.as_json())
    return FINDINGS if taken.refused or taken.left_out else DONE


def _export(options: Namespace, console: Console) -> int:
    number, name = options.export_letter
    target = Path(name)
    in_child(export_message_job, (options.project, who_runs(), number, target, _now()), console.progress)
    console.say("cli.exported", path=target)
    console.answer({"number": number, "file": str(target)})
    return DONE


def _now() -> datetime:
    return datetime.now(UTC)
