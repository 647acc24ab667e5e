"""The bar above: menu, project, tax year, the search box, and who works."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from ltaxgis.domain.users import User
from ltaxgis.ui.office import Office
from ltaxgis.ui.search_box import SearchBox
from ltaxgis.ui.start.people import PeoplePopup
from ltaxgis.ui.start.person import known_people, show_as_allowed
from ltaxgis.ui.tokens import GAP_2, GAP_3, TOP_HEIGHT
from ltaxgis.ui.widgets.blocks import icon_button, label


class TopBar(QFrame):
    year_chosen = Signal(int)

    def __init__(self, office: Office, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.setProperty("surface", "bar")
        self.setFixedHeight(TOP_HEIGHT)
        self.menu_button = QToolButton(self)
        self.menu_button.setText(office.words("menu.name"))
        self.menu_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.menu_button.setProperty("kind", "quiet")
        self.menu_button.setShortcut("Alt+M")
        office.icons.dress(self.menu_button, "menu")
        self.menu_button.setMenu(menu)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.project = label("", "strong", self)
        self.year = QToolButton(self)
        self.year.setProperty("kind", "quiet")
        self.year.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.search = SearchBox(office, self)
        self.search.setMinimumWidth(220)
        self.search.setMaximumWidth(560)
        self.appearance = icon_button(office.icons, "moon", office.words("action.view.dark"), lambda: None, self)
        self.person = QToolButton(self)
        self.person.setProperty("kind", "quiet")
        self.person.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        office.icons.dress(self.person, "user-round", "quiet")
        self.people = PeoplePopup(office, self)
        self.people.told.connect(self._person_changed)
        self.person.clicked.connect(lambda: self.people.begin(self.person))
        show_as_allowed(office)
        self._lay_out()
        self.show_project(None)

    def show_project(self, name: str | None, year: int | None = None, years: tuple[int, ...] = ()) -> None:
        words = self._office.words
        self.project.setText(self._short(name) if name else words("program.name"))
        self.project.setToolTip(name or "")
        self.year.setVisible(name is not None and year is not None)
        self.search.setVisible(name is not None)
        if year is not None:
            self.year.setText(words("year.chosen", year=str(year)))
            menu = QMenu(self)
            for each in years:
                menu.addAction(words("year.chosen", year=str(each)), partial(self.year_chosen.emit, each))
            self.year.setMenu(menu)

    def show_person(self, name: str, position: str) -> None:
        self.person.setVisible(bool(name) or bool(known_people(self._office.preferences)))
        self.person.setText(self._short(name, 130) or self._office.words("people.sign_in"))
        self.person.setToolTip(f"{name}\n{position}".strip())

    def _person_changed(self, user: User) -> None:
        self.show_person(user.name, user.position)
        self._office.announcer.said.emit(self._office.words("people.changed", name=user.name), "good")

    def _short(self, text: str, width: int = 190) -> str:
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(GAP_2, 0, GAP_3, 0)
        whole.setSpacing(GAP_2)
        for widget in (self.menu_button, self.project, self.year):
            whole.addWidget(widget)
        whole.addStretch(1)
        whole.addWidget(self.search, 6)
        whole.addStretch(1)
        for widget in (self.appearance, self.person):
            whole.addWidget(widget)
