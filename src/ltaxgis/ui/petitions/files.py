"""Petitions come out of other systems' files and go into them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QMenu, QToolButton, QWidget

from ltaxgis.ui.excel_trips import ask_where_to_send
from ltaxgis.ui.office import Office
from ltaxgis.ui.projects import documents_folder
from ltaxgis.ui.tokens import GAP_2
from ltaxgis.ui.widgets.blocks import button, label, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ltaxgis.domain.findings import Finding
    from ltaxgis.services.import_petitions import PetitionImport
    from ltaxgis.ui.projects import Projects

READABLE = "*.csv *.xlsx *.xls *.ods *.json *.xml"
WRITTEN_AS = {"open311": "json", "csv": "csv", "geojson": "geojson"}


class PetitionFiles(QToolButton):
    """`stored` carries what an import applied and the words for it. `told` is the line that stays and says what a file
    would bring (`looked`) or what the last import did; from there its rows are brought in and its findings go to a
    workbook."""

    stored = Signal(object, str)
    looked = Signal()

    def __init__(self, office: Office, projects: Projects, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._projects = office, projects
        self._findings: Sequence[Finding] = ()
        self._file: Path | None = None
        words = office.words
        self.setText(words("petitions.files"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self.bring_action = menu.addAction(words("petitions.bring"), self.ask_to_bring)
        menu.addSeparator()
        for system in WRITTEN_AS:
            menu.addAction(words(f"petitions.send.{system}"), partial(self.ask_to_send, system))
        menu.aboutToShow.connect(self._offer)
        self.setMenu(menu)
        self.told = QFrame(parent)
        self.told.setProperty("surface", "tint")
        self.tally = label("", "small", self.told, wrap=True)
        self.findings = button(words("petitions.findings"), self.ask_for_findings, "link", self.told)
        self.keep_button = button("", self.keep, "primary", self.told)
        self.keep_button.hide()
        away = button(words("petitions.told_away"), self.told.hide, "quiet", self.told)
        line = row(self.tally, self.findings, self.keep_button, away)
        line.setContentsMargins(GAP_2, GAP_2, GAP_2, GAP_2)
        line.setStretch(0, 1)
        self.told.setLayout(line)
        self.told.hide()

    def ask_to_bring(self) -> None:
        words = self._office.words
        kinds = f"{words('petitions.readable')} ({READABLE})"
        path, _ = QFileDialog.getOpenFileName(self, words("petitions.bring"), str(documents_folder()), kinds)
        if path:
            self.bring(Path(path))

    def bring(self, file: Path) -> None:
        """What the file would bring is told; nothing is stored yet. Which system wrote it the file itself says."""
        self._file = file
        self._run(file, self._looked_at, dry_run=True)

    def keep(self) -> None:
        """What was told just now is brought in."""
        if self._file is not None:
            self._run(self._file, self._brought, dry_run=False)

    def ask_to_send(self, system: str) -> None:
        words, ending = self._office.words, WRITTEN_AS[system]
        proposed = str(documents_folder() / f"{words('petitions.title')}.{ending}")
        path, _ = QFileDialog.getSaveFileName(self, words(f"petitions.send.{system}"), proposed, f"*.{ending}")
        if path:
            target = Path(path)
            self.send(target if target.suffix else target.with_suffix(f".{ending}"), system)

    def send(self, target: Path, system: str) -> None:
        """What may be published stands in a file; where it lies is said."""
        office, path = self._office, self._projects.path
        if path is None or office.actor is None:
            return
        told = (path, target, system, office.words.language, office.actor)
        job = office.services.cases.export_job
        office.tasks.run_in_process("work.petitions_out", job, told, self._sent)

    def ask_for_findings(self) -> None:
        target = ask_where_to_send(self, self._office, self._office.words("petitions.findings_name"))
        if target is not None:
            self.write_findings(target)

    def write_findings(self, target: Path) -> None:
        """What the last import found stands in a workbook."""
        office = self._office
        told = (list(self._findings), target, office.words.language)
        job = office.services.cases.findings_job
        office.tasks.run_in_process("work.send", job, told, lambda path: self._sent([path]))

    # inside

    def _offer(self) -> None:
        project = self._office.project
        self.bring_action.setEnabled(project is not None and project.writable)

    def _run(self, file: Path, on_done: Callable[[PetitionImport], None], *, dry_run: bool) -> None:
        office, path = self._office, self._projects.path
        if path is not None and office.actor is not None:
            told = (path, office.actor, file, "", dry_run)
            office.tasks.run_in_process("work.import", office.services.cases.import_job, told, on_done)

    def _looked_at(self, done: PetitionImport) -> None:
        """Counts and findings before anything is stored; what can be brought in is brought in at a click."""
        words = self._office.words
        self._tell(words("petitions.would_import", name=self._file.name if self._file else "", **done.as_json()), done)
        self.keep_button.setText(words("petitions.import_rows", count=done.stored))
        self.keep_button.setVisible(done.stored > 0)
        self.looked.emit()

    def _tell(self, text: str, done: PetitionImport) -> None:
        self._findings = done.findings
        self.tally.setText(text)
        self.findings.setVisible(bool(done.findings))
        self.told.show()

    def _brought(self, done: PetitionImport) -> None:
        text = self._office.words("petitions.imported", **done.as_json())
        self._tell(text, done)
        self.keep_button.hide()
        if done.applied is not None:
            self.stored.emit(done.applied, text)
        else:
            self._office.announcer.said.emit(text, "attention")

    def _sent(self, written: Sequence[Path]) -> None:
        names = ", ".join(path.name for path in written)
        self._office.announcer.said.emit(self._office.words("excel.sent", name=names), "good")
