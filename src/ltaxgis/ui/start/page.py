"""The start page: what was open last, a new project, another one, the sample town."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ltaxgis.domain.users import User
from ltaxgis.ui.office import Office, RecentProject
from ltaxgis.ui.projects import id_at
from ltaxgis.ui.register.views import Views
from ltaxgis.ui.start.people import PeopleCard
from ltaxgis.ui.start.person import PersonCard, known_people, known_user, sign_in
from ltaxgis.ui.start.today import today_told
from ltaxgis.ui.tokens import GAP_1, GAP_2, GAP_3, GAP_4, GAP_5
from ltaxgis.ui.widgets.blocks import Card, button, clear, icon_button, label, scrolling
from ltaxgis.words import Words

_WIDTH = 860
_STALE_DAYS = 7
_WORK_LISTS = 4


class StartPage(QWidget):
    """`open_wanted` and `forget_wanted` carry a path; the others say what was pressed; `told` a User."""

    new_wanted = Signal()
    import_wanted = Signal()
    browse_wanted = Signal()
    sample_wanted = Signal()
    open_wanted = Signal(object)
    forget_wanted = Signal(object)
    told = Signal(object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.setObjectName("page")
        words = office.words
        inner = QWidget()
        middle = QWidget(inner)
        middle.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(GAP_4, GAP_5, GAP_4, GAP_5)
        column.setSpacing(GAP_3)
        column.addWidget(label(words("program.name"), "title", middle))
        column.addWidget(label(words("start.what"), "quiet", middle, wrap=True))
        column.addSpacing(GAP_2)
        self.person = PersonCard(words, office.icons, middle)
        self.person.told.connect(self._person_told)
        column.addWidget(self.person)
        self.people = PeopleCard(office, middle)
        self.people.told.connect(self._person_known)
        column.addWidget(self.people)
        self.choices = self._choices(middle)
        column.addWidget(self.choices)
        self.recent = Card(words("start.recent"), middle)
        column.addWidget(self.recent)
        column.addStretch(1)
        outer = QHBoxLayout(inner)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        outer.addWidget(middle, 20)
        outer.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner, self))
        self.show_recent([])
        self._show_person(known_user(office.preferences))

    def reload(self) -> None:
        paths = [Path(text) for text in self._office.preferences.get("recent", [])]
        self._show_person(known_user(self._office.preferences))
        self._office.tasks.query(lambda: self._office.services.recent(paths), self.show_recent)

    def show_recent(self, projects: Sequence[RecentProject]) -> None:
        clear(self.recent.body)
        for project in projects[:8]:
            line = _RecentLine(self._office, project, self.open_wanted, self.recent)
            line.forget_wanted.connect(self._forget)
            self.recent.body.addWidget(line)
        self.recent.setVisible(bool(projects) and self.choices.isVisibleTo(self))

    def _forget(self, path: Path) -> None:
        self.forget_wanted.emit(path)
        self.reload()

    def _person_told(self, user: User) -> None:
        sign_in(self._office, user)
        self._person_known(user)

    def _person_known(self, user: User) -> None:
        self._show_person(user)
        self.told.emit(user)

    def _show_person(self, user: User | None) -> None:
        known = bool(known_people(self._office.preferences))
        self.person.setVisible(user is None and not known)
        self.people.setVisible(user is None and known)
        if user is None and known:
            self.people.begin()
        self.choices.setVisible(user is not None)
        self.recent.setVisible(user is not None and bool(self.recent.body.count()))

    def _choices(self, parent: QWidget) -> QFrame:
        words = self._office.words
        whole = QFrame(parent)
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP_3)
        for picture, name, signal, kind in (
            ("file-input", "own", self.import_wanted, "primary"),
            ("folder-open", "open", self.browse_wanted, ""),
            ("sparkles", "sample", self.sample_wanted, ""),
        ):
            card = Card(words(f"start.{name}.title"), whole)
            image = QLabel(card)
            image.setPixmap(self._office.icons.pixmap(picture, "accent", 28, 2.0))
            card.head.insertWidget(0, image)
            text = label(words(f"start.{name}.text"), "quiet", card, wrap=True)
            text.setAlignment(Qt.AlignmentFlag.AlignTop)
            card.body.addWidget(text, 1)
            card.body.addWidget(button(words(f"start.{name}.go"), signal.emit, kind, card))
            card.setMinimumHeight(150)
            line.addWidget(card, 1)
        return whole


class _RecentLine(QFrame):
    """A project that was open before: name, place, age of its copy, what waits in it. One that is gone is grey and
    can be forgotten: `forget_wanted` carries its path."""

    forget_wanted = Signal(object)

    def __init__(self, office: Office, project: RecentProject, wanted: SignalInstance, parent: QWidget) -> None:
        super().__init__(parent)
        self._project, self._wanted = project, wanted
        self.setProperty("surface", "plain")
        where = label(str(project.path), "small", self)
        where.setToolTip(str(project.path))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._name(), 0, Qt.AlignmentFlag.AlignLeft)
        texts.addWidget(where)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, GAP_1, 0, GAP_1)
        line.setSpacing(GAP_3)
        own = id_at(office.preferences, project.path)
        for _, text in today_told(office.preferences, own, office.words) if project.is_there else ():
            texts.addWidget(label(text, "attention", self))
        lists = self._work_lists(Views(office.preferences), office) if project.is_there else None
        if lists is not None:
            texts.addLayout(lists)
        line.addLayout(texts, 1)
        for widget in self._state(office.words) if project.is_there else self._gone(office):
            line.addWidget(widget)

    def _name(self) -> QWidget:
        project = self._project
        return (
            button(project.name, self._open, "link", self) if project.is_there else label(project.name, "quiet", self)
        )

    def _state(self, words: Words) -> list[QWidget]:
        waiting, age = self._project.waiting, _days(self._project.backup)
        tone = "quiet" if age is not None and age < _STALE_DAYS else "attention"
        code = "backup.none" if age is None else "backup.today" if age == 0 else "backup.days"
        told: list[QWidget] = [label(words("start.waiting", count=waiting), "attention", self)] if waiting else []
        return [*told, label(words(code, days=age), tone, self)]

    def _gone(self, office: Office) -> list[QWidget]:
        words = office.words
        path = self._project.path
        forget = icon_button(office.icons, "x", words("start.forget"), lambda: self.forget_wanted.emit(path), self)
        return [label(words("start.gone"), "quiet", self), forget]

    def _work_lists(self, views: Views, office: Office) -> QHBoxLayout | None:
        """The person's kept filters with how many rows waited in each; a click opens the project with it."""
        counts = {
            name: count for name, count in views.counts(id_at(office.preferences, self._project.path)).items() if count
        }
        if not counts:
            return None
        line = QHBoxLayout()
        line.setSpacing(GAP_3)
        for name, count in list(counts.items())[:_WORK_LISTS]:
            text = office.words("start.work_list", name=name, count=count)
            line.addWidget(button(text, partial(self._open_list, views, name), "link", self))
        line.addStretch(1)
        return line

    def _open_list(self, views: Views, name: str) -> None:
        views.begin_with(name)
        self._open()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._open()

    def _open(self) -> None:
        if self._project.is_there:
            self._wanted.emit(self._project.path)


def _days(moment: datetime | None) -> int | None:
    return None if moment is None else max(0, (datetime.now(UTC) - moment).days)
