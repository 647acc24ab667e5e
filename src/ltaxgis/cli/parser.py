"""The words a person may type after `ltaxgis`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from ltaxgis.words import Words

COMMAND_NAMES = ("demo", "new", "import", "profiles", "join", "draw", "sheets", "check", "export", "backup", "restore")
KEYS = ("code", "sheet", "title", "text")


def wants_window(arguments: Sequence[str]) -> bool:
    """`ltaxgis` alone or with a project opens the window; help and commands do not."""
    if any(argument in ("-h", "--help") for argument in arguments):
        return False
    plain = [argument for argument in arguments if not argument.startswith("-") and argument not in ("th", "en")]
    return not plain or plain[0] not in COMMAND_NAMES


def make_parser(words: Words) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ltaxgis", description=words("cli.help.program"))
    _common(parser, words)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMAND_NAMES:
        text = words(f"cli.help.{name}")
        command = commands.add_parser(name, help=text, description=text)
        _common(command, words)
        _ARGUMENTS[name](command)
    return parser


def _common(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--lang", choices=("th", "en"), help=words("cli.help.lang"))
    parser.add_argument("--json", action="store_true", help=words("cli.help.json"))


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
    "sheets": _sheets, "check": _with_findings, "export": _export, "backup": _backup, "restore": _restore,
}  # fmt: skip
