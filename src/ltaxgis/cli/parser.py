"""The words a person may type after `ltaxgis`."""

import argparse
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from ltaxgis.domain.errors import Refused
from ltaxgis.words import Words

COMMAND_NAMES = (
    "demo",
    "new",
    "import",
    "profiles",
    "join",
    "draw",
    "sheets",
    "check",
    "export",
    "petitions",
    "permits",
    "letters",
    "publish",
    "backup",
    "restore",
)
KEYS = ("code", "sheet", "title", "text")
LANGUAGE_NAMES = ("th", "en")
# what argparse says, and what we say instead
_FAULTS = (
    (r"the following arguments are required: (?P<names>.+)", "cli.missing"),
    (r"unrecognized arguments: (?P<text>.+)", "cli.unknown_option"),
    (r"argument (?P<option>.+?): expected .+", "cli.no_value"),
    (r"argument (?P<option>.+?): invalid choice: '(?P<text>.*)' \(choose from (?P<names>.+)\)", "cli.choice"),
    (r"argument (?P<option>.+?): not allowed with argument (?P<other>.+)", "cli.not_both"),
    (r"argument (?P<option>.+?): invalid int value: '(?P<text>.*)'", "cli.whole_number"),
)


def wants_window(arguments: Sequence[str]) -> bool:
    """`ltaxgis` alone or with a project opens the window; help and commands do not."""
    if any(argument in ("-h", "--help") for argument in arguments):
        return False
    plain = plain_words(arguments)
    return not plain or plain[0] not in COMMAND_NAMES


def plain_words(arguments: Sequence[str]) -> list[str]:
    """What is neither an option nor the language after `--lang`."""
    before = ["", *arguments]
    return [
        word for word, last in zip(arguments, before, strict=False) if last != "--lang" and not word.startswith("-")
    ]


class _Help(argparse.HelpFormatter):
    """argparse's page, with the first word in the user's language."""

    def __init__(self, usage_title: str, prog: str) -> None:
        super().__init__(prog)
        self._usage_title = usage_title

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix if prefix is not None else self._usage_title)


class Parser(argparse.ArgumentParser):
    """Refuses in one sentence of ours, and explains every option in the user's language."""

    def __init__(self, words: Words, command: str = "", **more: Any) -> None:
        title = f"{words('cli.help.title.usage')}: "
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=partial(_Help, title), **more)
        self.words, self.command = words, command
        self._positionals.title = words("cli.help.title.arguments")
        self._optionals.title = words("cli.help.title.options")
        self.add_argument("-h", "--help", action="help", help=words("cli.help.help"))
        # given before or after the command: the one that was not given must not hide the other
        default = argparse.SUPPRESS if command else None
        self.add_argument("--lang", choices=LANGUAGE_NAMES, default=default, help=words("cli.help.lang"))
        self.add_argument("--json", action="store_true", default=default or False, help=words("cli.help.json"))

    def explain(self) -> None:
        """Options that have no help yet get theirs from the words."""
        for action in self._actions:
            own, shared = f"cli.help.{self.command}.{action.dest}", f"cli.help.{action.dest}"
            action.help = action.help or self.words(own if self.words.knows(own) else shared)

    def error(self, message: str) -> NoReturn:
        for pattern, code in _FAULTS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                facts = {name: text.replace("'", "") for name, text in found.groupdict().items()}
                raise Refused(code, command=self.command or "", **facts)
        raise Refused("cli.usage", text=message)


def parse(arguments: Sequence[str], words: Words) -> argparse.Namespace:
    """What was asked for. Raises `Refused` with a code `cli.*` for what cannot be understood."""
    options, rest = _make_parser(words).parse_known_args(arguments)
    if rest:
        raise Refused("cli.unknown_option", command=options.command, text=rest[0])
    return options


def _make_parser(words: Words) -> Parser:
    parser = Parser(words, prog="ltaxgis", description=words("cli.help.program"))
    made: Any = partial(Parser, words)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=made)
    for name in COMMAND_NAMES:
        text = words(f"cli.help.{name}")
        command = commands.add_parser(name, help=text, description=text, command=name)
        _ARGUMENTS[name](command)
        command.explain()
    return parser


def _project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", type=Path, metavar="PROJECT")


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dir", type=Path)
    parser.add_argument("--no-window", action="store_true")


def _new(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    parser.add_argument("--name", required=True)
    parser.add_argument("--crs", required=True)
    parser.add_argument("--codes", choices=("ltax", "free"), default="ltax")


def _import(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    parser.add_argument("--register", type=Path, nargs="+", default=[], metavar="FILE", action="extend")
    for layer in ("parcels", "buildings", "signs"):
        parser.add_argument(f"--{layer}", type=Path, metavar="FILE")
    parser.add_argument("--profile", default="", metavar="NAME")
    parser.add_argument("--key", choices=KEYS, default="")
    parser.add_argument("--column", nargs="+", default=[], metavar="FIELD=HEADER", action="extend")
    parser.add_argument("--parcel-column", nargs="+", default=[], metavar="FIELD=NAME", action="extend")
    parser.add_argument("--encoding", metavar="ENC")
    parser.add_argument("--source-crs", default="", metavar="CRS")
    parser.add_argument("--datum-shift", default="", metavar="NAME")
    parser.add_argument("--on-conflict", choices=("keep", "take", "stop"), default="stop")
    parser.add_argument("--gone", choices=("keep", "retire"), default="keep")
    parser.add_argument("--dry-run", action="store_true")
    _findings(parser)


def _findings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--findings", type=Path, metavar="FILE.xlsx")


def _with_findings(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    _findings(parser)


def _draw(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.png")
    parser.add_argument("--theme", default="land-use", metavar="NAME")
    parser.add_argument("--size", default="1920x1080", metavar="WxH")
    parser.add_argument("--bbox", metavar="E,N,E,N")
    parser.add_argument("--labels", action="store_true")
    parser.add_argument("--repeat", type=int, default=1, metavar="N")


def _sheets(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    parser.add_argument("--scale", type=int, metavar="N")
    parser.add_argument("--paper", choices=("A4", "A3", "A2", "A1", "A0"), default="A3")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--block", metavar="CODE")
    where.add_argument("--bbox", metavar="E,N,E,N")
    parser.add_argument("--theme", default="land-use", metavar="NAME")


def _export(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    parser.add_argument("--to", type=Path, required=True, metavar="FILE")
    parser.add_argument("--with-personal-data", action="store_true")
    parser.add_argument("--reason", default="", metavar="TEXT")


def _petitions(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    parser.add_argument("--import", type=Path, metavar="FILE", dest="import_file")
    parser.add_argument("--from", choices=("csv", "open311", "traffy"), default="", dest="from_system")
    parser.add_argument("--export", type=Path, metavar="FILE", dest="export_file")
    parser.add_argument("--as", choices=("open311", "csv", "geojson"), default="", dest="as_system")
    _findings(parser)


def _permits(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    parser.add_argument("--export", type=Path, metavar="FILE", dest="export_file")
    parser.add_argument("--as", choices=("blds", "csv", "geojson"), default="", dest="as_system")
    parser.add_argument("--check", default="", metavar="NUMBER")
    parser.add_argument("--out", type=Path, metavar="FILE.pdf")


def _letters(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    parser.add_argument("--register", choices=("in", "out"), default="")
    parser.add_argument("--year", type=int, metavar="BE")
    parser.add_argument("--out", type=Path, metavar="FILE")
    parser.add_argument("--import", type=Path, metavar="FILE.xml", dest="import_file")
    parser.add_argument("--export", nargs=2, metavar=("NUMBER", "FILE.xml"), dest="export_letter")


def _publish(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    parser.add_argument("--out", type=Path, metavar="FOLDER", required=True)
    parser.add_argument("--date", default="", metavar="DAY")
    parser.add_argument("--record", action="store_true")


def _backup(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    parser.add_argument("file", type=Path, metavar="FILE")


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    _project(parser)


def _nothing(parser: argparse.ArgumentParser) -> None:
    """No arguments of its own."""


_ARGUMENTS = {
    "demo": _demo, "new": _new, "import": _import, "profiles": _nothing, "join": _with_findings, "draw": _draw,
    "sheets": _sheets, "check": _with_findings, "export": _export, "petitions": _petitions, "permits": _permits,
    "letters": _letters, "publish": _publish, "backup": _backup, "restore": _restore,
}  # fmt: skip
