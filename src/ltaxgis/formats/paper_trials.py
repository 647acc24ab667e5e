"""Trial of templates: each is set with a paper of samples when it is brought, so that one which asks for what no paper
has is known then, and not at the counter."""

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.papers import (  # noqa: F401  all kinds of papers are known once their modules are
    book,
    case_list,
    case_slip,
    destruction_list,
    draft,
    handing_over,
    inspection,
    letter,
    licence,
    permit_report,
    posting_record,
    reading_sheet,
    route_slip,
    statistics,
)
from ltaxgis.domain.papers.paper import Paper
from ltaxgis.formats.papers import TypstPapers

SAMPLE = "ตัวอย่าง"
DAY = date(2026, 1, 5)
_NO_FIELD = re.compile(r'does not (?:have|contain)[^"`]*["`]([^"`]+)["`]')
_IMPORT = re.compile(r'#(?:import|include)\s*"([^"]*)"')
_FROM_ELSEWHERE = re.compile(r'#?(?:import|include)\s*"@')
_PICTURE = "sample.svg"
_PICTURES = {_PICTURE: b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>'}
_NAMED = {"emblem": "", "garuda": "", "qr": "", "sketch": "", "picture": _PICTURE}
"""What fields say that name files."""


@cache
def kinds_of_papers() -> tuple[type[Paper], ...]:
    """All kinds that have a template."""
    found: dict[str, type[Paper]] = {}
    waiting: list[type[Paper]] = [Paper]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if one.template and hasattr(one, "__slots__"):
            found[one.template] = one
    return tuple(found[name] for name in sorted(found))


def templates_of_papers(folder: Path) -> tuple[str, ...]:
    """The templates of a folder that papers are set from: one for each kind, then the parts that they share."""
    own = [kind.template for kind in kinds_of_papers()]
    shared = set().union(*(_parts_of(folder, name) for name in own)) - set(own)
    return (*own, *sorted(shared))


def sample_of(kind: type[Paper]) -> Paper:
    """A paper in which every text is a sample and every list has one entry."""
    made: Paper = _filled(kind)
    return made


def try_template(templates: Path, fonts: Path, name: str, content: bytes) -> None:
    """Refused where papers could not be set with this template in the place of the one of its name: `template.text`
    (no text), `template.elsewhere` (wants files from elsewhere), `template.field` (naming the field that no paper has),
    `paper.template`, `paper.font`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("template.text", name=name) from error
    if _FROM_ELSEWHERE.search(text):
        raise Refused("template.elsewhere", name=name)
    with _with(templates, name, content) as folder:
        for kind in _concerned(folder, name):
            _try(TypstPapers(folder, fonts), kind, name)


def try_picture(fonts: Path, name: str, ending: str, content: bytes) -> None:
    """Refused (`emblem.damaged`) where papers cannot show this picture."""
    with tempfile.TemporaryDirectory(prefix="ltaxgis-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        (folder / f"picture{ending}").write_bytes(content)
        (folder / "trial.typ").write_text(f'#image("picture{ending}", width: 20mm)\n', encoding="utf-8")
        try:
            TypstPapers(folder, fonts).set_pages("trial.typ", {})
        except Refused as error:
            raise Refused("emblem.damaged", name=name) from error


def _try(setter: TypstPapers, kind: type[Paper], name: str) -> None:
    try:
        setter.papers([sample_of(kind)], _PICTURES)
    except Refused as refused:
        found = _NO_FIELD.search(str(refused.facts.get("reason", "")))
        if found is None:
            raise
        raise Refused("template.field", field=found[1], name=name) from refused


@contextmanager
def _with(templates: Path, name: str, content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="ltaxgis-", ignore_cleanup_errors=True) as place:
        folder = Path(place) / "templates"
        shutil.copytree(templates, folder)
        (folder / name).write_bytes(content)
        yield folder


def _concerned(folder: Path, name: str) -> Iterable[type[Paper]]:
    """The kinds whose template this is, or takes something from it."""
    return [kind for kind in kinds_of_papers() if name in _parts_of(folder, kind.template)]


def _parts_of(folder: Path, name: str) -> set[str]:
    """The template and all that it takes parts from."""
    found, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        path = folder / one
        if one not in found and path.is_file():
            found.add(one)
            waiting += _IMPORT.findall(path.read_text(encoding="utf-8-sig"))
    return found


def _filled(kind: type[Any]) -> Any:
    hints = get_type_hints(kind)
    return kind(**{one.name: _value(hints[one.name], one.name, one.default) for one in fields(kind) if one.init})


def _value(hint: Any, name: str, default: Any) -> Any:
    if name in _NAMED and hint is str:
        return _NAMED[name]
    if isinstance(default, bool | int | float) or (isinstance(default, str) and default):
        return default
    if get_origin(hint) in (Union, UnionType):
        return _value(next(one for one in get_args(hint) if one is not NoneType), name, MISSING)
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        return tuple(_value(one, "", MISSING) for one in parts if one is not Ellipsis)
    if isinstance(hint, type) and is_dataclass(hint):
        return _filled(hint)
    return {str: SAMPLE, bool: False, int: 1, float: 1.0, date: DAY}[hint]
