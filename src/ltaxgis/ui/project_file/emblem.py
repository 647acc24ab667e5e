"""The town's emblem for its papers: chosen here, kept in the project."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ltaxgis.domain.changes import Applied
from ltaxgis.services.progress import Progress
from ltaxgis.ui.office import Office
from ltaxgis.ui.projects import documents_folder
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.widgets.blocks import Card, button, label, row

_PICTURES = "PNG, JPEG, SVG (*.png *.jpg *.jpeg *.svg)"


class EmblemCard(Card):
    """What is wrong is said in the page's own band."""

    def __init__(self, office: Office, errors: ErrorBand, parent: QWidget | None = None) -> None:
        super().__init__(office.words("emblem.title"), parent)
        self._office, self._errors = office, errors
        words = office.words
        self.body.addWidget(label(words("emblem.what"), "quiet", self, wrap=True))
        self.body.addLayout(
            row(
                button(words("emblem.choose"), self.choose, "", self),
                button(words("emblem.remove"), lambda: self.keep(b"", ""), "", self), None,
            )
        )  # fmt: skip

    def choose(self) -> None:
        words = self._office.words
        path, _ = QFileDialog.getOpenFileName(self, words("emblem.choose"), str(documents_folder()), _PICTURES)
        if path:
            self.keep(Path(path).read_bytes(), Path(path).name)

    def keep(self, content: bytes, name: str) -> None:
        """The picture stands on the project's papers from now on; none takes it away."""
        office = self._office
        project, actor = office.project, office.actor
        if project is None or actor is None:
            return
        self._errors.hide()

        def work(_progress: Progress) -> Applied:
            return office.services.care.keep_emblem(project, actor, content, name)

        said = office.words("emblem.kept" if content else "emblem.removed", name=name)
        office.tasks.change(
            "work.emblem", work, lambda _done: office.announcer.said.emit(said, "good"), self._errors.show_failure
        )
