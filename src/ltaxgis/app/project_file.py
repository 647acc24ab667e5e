"""Care of a project file, put together for the window."""

from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from ltaxgis.app.opening import opened
from ltaxgis.domain.buildings import Building
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.crs import crs_label
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.project import Actor
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.signs import Sign
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.resources import find_resources
from ltaxgis.ports.stores import Project
from ltaxgis.services.own_templates import keep_emblem, picture_ending
from ltaxgis.services.progress import Progress, Step
from ltaxgis.storage.backup import copy_with_papers
from ltaxgis.storage.copies import copy_is_due, keep_dated, restore_beside
from ltaxgis.storage.dated_copies import dated_copies
from ltaxgis.storage.give_away import ACTION, give_away
from ltaxgis.storage.project import SqlProject
from ltaxgis.ui.project_file.care import CopyFacts, ProjectFacts

COUNTED: dict[str, type[Record]] = {
    "register": LandRow, "parcels": Parcel, "links": Link, "owners": Owner, "buildings": Building, "signs": Sign,
}  # fmt: skip


class ProjectCare:
    """`ui.project_file.care.Care`, filled in."""

    def why_read_only(self, project: Project) -> Refused | None:
        file = _file(project)
        return Refused(file.read_only_because, path=str(file.path)) if file.read_only_because else None

    def announce(self, project: Project, actor: Actor) -> None:
        _file(project).announce(actor)

    def facts(self, project: Project, place: Path | None) -> ProjectFacts:
        file = _file(project)
        with file.reading() as reading:
            counts = {name: reading.count(kind) for name, kind in COUNTED.items()}
        copies = dated_copies(file.path, place) if place is not None else []
        return ProjectFacts(
            file.path, crs_label(file.settings.crs), file.settings.datum_shift, counts, file.path.stat().st_size,
            version("ltaxgis"), file.who_is_in(), [CopyFacts(copy.path, copy.at, copy.size) for copy in copies],
        )  # fmt: skip

    def copy_is_due(self, project: Project, place: Path) -> bool:
        return copy_is_due(_file(project), place)

    @property
    def keep_copy(self) -> Callable[[Progress, Path, Path], Path | None]:
        return keep_copy_job

    def keep_emblem(self, project: Project, actor: Actor, content: bytes, name: str) -> Applied:
        from ltaxgis.formats.paper_trials import try_picture  # Typst comes with the first paper

        def trial(name: str, content: bytes) -> None:
            try_picture(find_resources().fonts, name, picture_ending(content), content)

        return keep_emblem(project, actor, content, name, trial=trial)

    def restore(self, project: Project, copy: Path) -> Path:
        return restore_beside(copy, _file(project).path)

    def copy_here(self, project: Project, folder: Path) -> Path:
        source = _file(project).path
        names = [folder / source.name, *(folder / f"{source.stem} ({number}).ltax" for number in range(2, 100))]
        target = next(name for name in names if not name.exists())
        copy_with_papers(source, target)
        return target

    @property
    def give_away(self) -> Callable[[Progress, Path, Path, Actor], Path]:
        return give_away_job


def keep_copy_job(progress: Progress, path: Path, place: Path) -> Path | None:
    """The dated copy stands in the second place; None where nothing was done since the last one."""
    with opened(path) as project:
        return keep_dated(project, place, _now(), lambda done, total: progress(Step("step.copy", done, total)))


def give_away_job(progress: Progress, path: Path, target: Path, actor: Actor) -> Path:
    """The copy without personal data stands at `target`; that it was made is a line of the project's journal."""
    ask_leave(actor, "people.see")
    progress(Step("work.give_away"))
    with opened(path) as project:
        give_away(project, target)
        if project.writable:
            with project.work(actor, ACTION, target.name) as work:
                work.commit()
    return target


def _file(project: Project) -> SqlProject:
    assert isinstance(project, SqlProject)
    return project


def _now() -> datetime:
    """The office's own time: a copy is named by it, as people read it."""
    return datetime.now()  # noqa: DTZ005
