"""Profiles, code lists and titles, as they came with the program (read once) and as a project keeps its own."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ltaxgis.domain.code_lists import CodeLists, parse_code_lists
from ltaxgis.domain.profiles import Profile, parse_profile
from ltaxgis.domain.thai.names import Titles
from ltaxgis.ports.resources import Resources
from ltaxgis.services.plan_import import Knowledge, knowledge_of
from ltaxgis.storage.project import SqlProject

PROFILES = "profiles/"


@cache
def shipped_profiles(resources: Resources) -> tuple[Profile, ...]:
    return tuple(parse_profile(text) for text in _texts(resources.profiles))


@cache
def shipped_lists(resources: Resources) -> CodeLists:
    return parse_code_lists(_texts(resources.code_lists))


@cache
def shipped_titles(resources: Resources) -> Titles:
    """Prefixes, ranks, titles of monks and nobility, and what companies call themselves."""
    return Titles.read(tomllib.loads((resources.code_lists / "prefixes.toml").read_text(encoding="utf-8")))


def shipped_office(resources: Resources) -> dict[str, str]:
    """The pages of the office's book, by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(resources.office.glob("*.toml"))}


def own_profiles(project: SqlProject) -> list[Profile]:
    """The layouts that people of this project have saved."""
    with project.reading() as reading:
        contents = [reading.own_file(name) for name in reading.own_file_names(PROFILES)]
    return [parse_profile(content.decode()) for content in contents if content]


def knowledge(resources: Resources, own: Iterable[Profile] = ()) -> Knowledge:
    return knowledge_of(shipped_profiles(resources), shipped_lists(resources), own)


def _texts(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))]
