"""Care of project files in memory."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.progress import Progress
from ltaxgis.ui.project_file.care import CopyFacts, ProjectFacts


class FakeCare:
    """What was asked is remembered; `refuses` is what every copy raises; `is_due` whether one is."""

    def __init__(self) -> None:
        self.places: list[Path] = []
        self.restored: list[Path] = []
        self.given: list[Path] = []
        self.emblems: list[bytes] = []
        self.people: list[str] = []
        self.copies: list[CopyFacts] = []
        self.refuses: Refused | None = None
        self.is_due = True

    def why_read_only(self, project: Project) -> Refused | None:
        return None if project.writable else Refused("project.on_network", path=f"Z:/{project.name}.ltax")

    def announce(self, project: Project, actor: Actor) -> None:
        self.people.append(actor.name)

    def facts(self, project: Project, place: Path | None) -> ProjectFacts:
        counts = {"register": 2986, "parcels": 3012, "links": 2890, "owners": 2410, "buildings": 0, "signs": 358}
        path = Path("แผนที่ภาษี 2569") / f"{project.name}.ltax"
        return ProjectFacts(
            path, "EPSG:32647 WGS 84 / UTM zone 47N", "206,837,295", counts, 29_000_000, "0.2.0", self.people,
            self.copies if place is not None else [],
        )  # fmt: skip

    def copy_is_due(self, project: Project, place: Path) -> bool:
        return self.is_due

    @property
    def keep_copy(self) -> Callable[[Progress, Path, Path], Path | None]:
        return self._keep

    def _keep(self, progress: Progress, path: Path, place: Path) -> Path | None:
        if self.refuses is not None:
            raise self.refuses
        self.places.append(place)
        copy = place / f"{path.stem} 2026-11-22 163000.ltax"
        self.copies.insert(0, CopyFacts(copy, datetime(2026, 11, 22, 16, 30), 29_000_000))
        return copy

    def keep_emblem(self, project: Project, actor: Actor, content: bytes, name: str) -> Applied:
        if self.refuses is not None:
            raise self.refuses
        self.emblems.append(content)
        return Applied(1, "emblem.keep", actor.name, datetime(2026, 11, 22, 16, 30), name, 0)

    def restore(self, project: Project, copy: Path) -> Path:
        self.restored.append(copy)
        return Path(f"{project.name}.ltax")

    def copy_here(self, project: Project, folder: Path) -> Path:
        if self.refuses is not None:
            raise self.refuses
        self.places.append(folder)
        return folder / f"{project.name}.ltax"

    @property
    def give_away(self) -> Callable[[Progress, Path, Path, Actor], Path]:
        return self._give

    def _give(self, progress: Progress, path: Path, target: Path, actor: Actor) -> Path:
        if self.refuses is not None:
            raise self.refuses
        self.given.append(target)
        return target
