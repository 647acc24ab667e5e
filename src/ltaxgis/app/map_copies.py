"""Copies of the map that come back, in worker processes; GDAL is loaded here before a project is opened."""

from pathlib import Path

from ltaxgis.app.knowledge import shipped_lists
from ltaxgis.app.opening import opened
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor
from ltaxgis.formats.map_copies import read_map_copy
from ltaxgis.ports.readers import ShapeTable
from ltaxgis.ports.resources import find_resources
from ltaxgis.ports.stores import Project
from ltaxgis.services.progress import Progress, Step
from ltaxgis.services.returned_map import ReturnedMap, TakenMap, read_map_back, take_map
from ltaxgis.services.store_rows import Updating
from ltaxgis.words import load_words


def read_copy_job(progress: Progress, path: Path, file: Path, language: str) -> ReturnedMap:
    """What a copy would change in the project at `path`. Refused: `copy.not_ours`, `copy.other_project`."""
    progress(Step("step.read"))
    tables = read_map_copy(file)
    progress(Step("step.compare"))
    with opened(path) as project:
        return _returned(project, tables, file, language)


def take_copy_job(
    progress: Progress, path: Path, actor: Actor, file: Path, updating: Updating, dry_run: bool, language: str
) -> tuple[ReturnedMap, TakenMap] | None:
    """A copy is read and taken by rule; None where the file is no copy of ours. Nothing is stored where it would
    change nothing."""
    progress(Step("step.read"))
    try:
        tables = read_map_copy(file)
    except Refused as refused:
        if refused.code == "copy.not_ours":
            return None
        raise
    progress(Step("step.compare"))
    with opened(path) as project:
        returned = _returned(project, tables, file, language)
        try:
            return returned, take_map(project, actor, returned, updating, file.name, dry_run=dry_run)
        except Refused as refused:
            if refused.code != "returned.nothing":
                raise
            return returned, take_map(project, actor, returned, updating, dry_run=True)


def _returned(project: Project, tables: dict[str, ShapeTable], file: Path, language: str) -> ReturnedMap:
    resources = find_resources()
    words, lists = load_words(resources.words, language), shipped_lists(resources)
    with project.reading() as reading:
        returned = read_map_back(reading, project.settings, tables, words, lists)
    if returned.changes.new == sum(returned.read.values()) > 0:
        raise Refused("copy.other_project", name=file.name)
    return returned
