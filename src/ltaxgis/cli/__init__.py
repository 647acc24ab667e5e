"""The command line: a public interface over the same services as the window."""

import io
import locale
import logging
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from ltaxgis.app.faults import keep_log
from ltaxgis.cli.console import Console
from ltaxgis.cli.parser import COMMAND_NAMES, parse, plain_words, wants_window
from ltaxgis.cli.screen import has_screen
from ltaxgis.domain.errors import Refused
from ltaxgis.ports.resources import find_resources
from ltaxgis.ui.garbage import undisturbed_by_garbage
from ltaxgis.words import load_words

DONE, FINDINGS, REFUSED, INTERRUPTED = 0, 1, 2, 130


def run(arguments: Sequence[str]) -> int:
    """Does one command and answers the exit status: 0 done, 1 done with findings, 2 refused, 130 interrupted."""
    _speak_utf8()
    keep_log()
    words = load_words(find_resources().words, _language(arguments))
    console = Console(words, as_json="--json" in arguments)
    try:
        return _do(arguments, console)
    except Refused as refused:
        console.refuse(refused)
        return REFUSED
    except KeyboardInterrupt:
        console.interrupted()
        return INTERRUPTED
    except Exception as error:
        logging.getLogger(__name__).exception("command failed")
        console.refuse(Refused("work.fault", detail=str(error)))
        return REFUSED


def _do(arguments: Sequence[str], console: Console) -> int:
    if wants_window(arguments):
        return _open_window(plain_words(arguments), console)
    options = parse(arguments, console.words)
    with undisturbed_by_garbage():  # what the libraries bring stays until the end
        command = _command(options.command)
    return command(options, console)


def _command(name: str) -> Callable[[Namespace, Console], int]:
    """What does a command. Each brings its libraries when it is asked for: together they take more than a second."""
    if name == "demo":
        from ltaxgis.cli.demo import demo

        return demo
    if name in ("draw", "sheets"):
        from ltaxgis.cli.pictures import PICTURES

        return PICTURES[name]
    if name == "petitions":
        from ltaxgis.cli.petitions import petitions_command

        return petitions_command
    if name == "permits":
        from ltaxgis.cli.permits import permits_command

        return permits_command
    if name == "letters":
        from ltaxgis.cli.letters import letters_command

        return letters_command
    if name == "publish":
        from ltaxgis.cli.publish import publish_command

        return publish_command
    from ltaxgis.cli.commands import COMMANDS

    return COMMANDS[name]


def _open_window(words: Sequence[str], console: Console) -> int:
    """The window, with a project or at the start page. A word that is neither a command nor a file is a slip."""
    project = words[0] if words else ""
    if project and not (Path(project).exists() or project.lower().endswith(".ltax")):
        raise Refused("cli.unknown_command", text=project, names=", ".join(COMMAND_NAMES))
    if not has_screen():
        raise Refused("cli.no_screen")
    from ltaxgis.app.window import open_window  # Qt is for those who asked for a window

    return open_window(project, console.words.language)


def _language(arguments: Sequence[str]) -> str:
    """`--lang` before everything else, because it decides the help's language too."""
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return "en" if argument.endswith("en") else "th"
        if argument == "--lang" and index + 1 < len(arguments):
            return "en" if arguments[index + 1] == "en" else "th"
    told = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or _system_language()
    return "th" if told.lower().startswith(("th", "thai")) or not told else "en"


def _system_language() -> str:
    return locale.getlocale()[0] or ""


def _speak_utf8() -> None:
    """Thai comes out whole on every console, and into every pipe."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
