"""What is published goes out as a folder of pages, pictures, feeds and a calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.ids import Uid
from ltaxgis.ui.excel_trips import ask_where_to_send
from ltaxgis.ui.projects import documents_folder
from ltaxgis.ui.widgets.blocks import button

if TYPE_CHECKING:
    from ltaxgis.ui.office import Office
    from ltaxgis.ui.projects import Projects


class PublishedFiles(QWidget):
    """`changed` after the project kept what was put out as evidence."""

    changed = Signal()

    def __init__(self, office: Office, projects: Projects, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._projects = office, projects
        self.go = button(office.words("publicity.write_out"), self.ask, "", parent)

    def ask(self) -> None:
        words = self._office.words
        path = QFileDialog.getExistingDirectory(self, words("publicity.write_out"), str(documents_folder()))
        if path:
            self.write(Path(path) / words("publicity.folder"))

    def ask_for_picture(self, uid: str, size: str, ending: str, own: bool) -> None:
        words, chosen = self._office.words, ""
        if own:
            asked = words("publicity.own_picture")
            chosen, _ = QFileDialog.getOpenFileName(self, asked, str(documents_folder()), "*.png *.jpg *.jpeg")
            if not chosen:
                return
        kinds = "*.png *.jpg" if ending == "png" else f"*.{ending}"
        proposed = str(documents_folder() / f"{words('publicity.picture')} {size}.{ending}")
        path, _ = QFileDialog.getSaveFileName(self, words("publicity.make_picture"), proposed, kinds)
        if path:
            self.make_picture(uid, size, Path(path), Path(chosen) if chosen else None)

    def make_picture(self, uid: str, size: str, target: Path, own: Path | None = None) -> None:
        """The publication as a picture stands at `target`."""
        office, path = self._office, self._projects.path
        if path is None or office.actor is None:
            return
        told = (path, office.actor, Uid(uid), size, target, office.services.cases.now(), own)
        said = office.words("excel.sent", name=target.name)
        job = office.services.letters.picture_job
        office.tasks.run_in_process("work.print", job, told, lambda _path: office.announcer.said.emit(said, "good"))

    def ask_for_album(self, uid: str) -> None:
        path = QFileDialog.getExistingDirectory(self, self._office.words("publicity.album"), str(documents_folder()))
        if path:
            self.write_album(uid, Path(path))

    def write_album(self, uid: str, folder: Path) -> None:
        """The picked photos of a publication stand in the folder."""
        office, path = self._office, self._projects.path
        if path is None or office.actor is None:
            return
        told = (path, office.actor, Uid(uid), folder, office.services.cases.now())
        office.tasks.run_in_process("work.album", office.services.letters.album_job, told, self._album_written)

    def _album_written(self, done: Any) -> None:
        words = self._office.words
        told = words("publicity.album_written", count=len(done.files))
        if done.left_out:
            told += " " + words("publicity.album_left_out", count=len(done.left_out), names=", ".join(done.left_out))
        self._office.announcer.said.emit(told, "attention" if done.left_out else "good")

    def ask_for_evidence(self, first: date, last: date) -> None:
        name = self._office.words("evidence.title")
        target = ask_where_to_send(self, self._office, name)
        if target is not None:
            self.write_evidence(first, last, target)

    def write_evidence(self, first: date, last: date, target: Path) -> None:
        """What was published where between two days stands in a workbook, with its figures."""
        office, path = self._office, self._projects.path
        if path is None or office.actor is None:
            return
        told = (path, target, first, last, office.words.language, office.actor)
        said = office.words("excel.sent", name=target.name)
        job = office.services.letters.evidence_job
        office.tasks.run_in_process("work.send", job, told, lambda _path: office.announcer.said.emit(said, "good"))

    def write(self, folder: Path) -> None:
        """Pages of today stand in the folder, ready to be uploaded; nothing else does."""
        office, path, project = self._office, self._projects.path, self._office.project
        if path is None or office.actor is None or project is None:
            return
        told = (path, folder, local_day(office.services.cases.now()), office.actor, project.writable)
        office.tasks.run_in_process("work.publish", office.services.letters.publish_job, told, self._written)

    def _written(self, done: Any) -> None:
        told = self._office.words("publicity.written", count=sum(done.products.values()), files=len(done.files))
        self._office.announcer.said.emit(told, "good")
        self.changed.emit()
