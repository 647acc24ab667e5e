"""The command line: a public interface over the same services as the window."""

import io
import locale
import os
import sys
from collections.abc import Sequence

from ltaxgis.cli.commands import COMMANDS
from ltaxgis.cli.console import Console
from ltaxgis.cli.parser import make_parser, wants_window
from ltaxgis.domain.errors import Refused
from ltaxgis.ports.resources import find_resources
from ltaxgis.words import load_words

DONE, FINDINGS, REFUSED, INTERRUPTED = 0, 1, 2, 130


def run(arguments: Sequence[str]) -> int:
    """Does one command and answers the exit status: 0 done, 1 done with findings, 2 refused, 130 interrupted."""
    _speak_utf8()
    resources = find_resources()
    language = _language(arguments)
    words = load_words(resources.words, language)
    if wants_window(arguments):
        return _open_window(arguments, language)
    options = make_parser(words).parse_args(arguments)
    console = Console(words, as_json=options.json)
    try:
        return COMMANDS[options.command](options, console)
    except Refused as refused:
        console.refuse(refused)
        return REFUSED
    except KeyboardInterrupt:
        console.end_progress()
        return INTERRUPTED


def _open_window(arguments: Sequence[str], language: str) -> int:
    from ltaxgis.app.window import open_window  # Qt is for those who asked for a window

    project = next((argument for argument in arguments if not argument.startswith("-")), "")
    return open_window(project, language)


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
