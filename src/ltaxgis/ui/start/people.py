"""The people of this computer: one of them is chosen, with a PIN where there is one, or another is added."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ltaxgis.domain.users import ROLES, User, may, pin_fits
from ltaxgis.ui.office import Office
from ltaxgis.ui.start.person import PersonCard, known_people, sign_in
from ltaxgis.ui.tokens import GAP_1, GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import Card, button, clear, label

_WIDTH = 460


class PeopleCard(Card):
    """`told` carries the User who works from now on; `another_wanted` asks for a new one."""

    told = Signal(object)
    another_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office.words("people.title"), parent)
        self._office = office
        self._chosen: User | None = None
        words = office.words
        self.list = QVBoxLayout()
        self.list.setSpacing(GAP_1)
        self.asked = QFrame(self)
        self.pin = QLineEdit(self.asked)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName(words("person.pin"))
        self.pin.returnPressed.connect(self.try_pin)
        self.whose = label("", "", self.asked, wrap=True)
        self.wrong = label(words("people.wrong_pin"), "wrong", self.asked, wrap=True)
        line = QHBoxLayout()
        line.setSpacing(GAP_2)
        line.addWidget(self.pin, 1)
        line.addWidget(button(words("people.enter"), self.try_pin, "primary", self.asked))
        column = QVBoxLayout(self.asked)
        column.setContentsMargins(0, GAP_1, 0, 0)
        column.setSpacing(GAP_1)
        column.addWidget(self.whose)
        column.addLayout(line)
        column.addWidget(self.wrong)
        self.another = button(words("people.another"), self.another_wanted.emit, "link", self)
        self.refused = label("", "quiet", self, wrap=True)
        self.body.addLayout(self.list)
        self.body.addWidget(self.asked)
        self.body.addWidget(self.another)
        self.body.addWidget(self.refused)

    def begin(self) -> None:
        """Who is known here now; adding people is for administrators."""
        clear(self.list)
        words, actor = self._office.words, self._office.actor
        for user in known_people(self._office.preferences):
            roles = words("people.all_roles") if set(user.roles) == set(ROLES) else self._roles(user)
            made = button(user.name, partial(self.choose, user), "", self)
            made.setToolTip(roles)
            self.list.addWidget(made)
            self.list.addWidget(label(" · ".join(part for part in (user.position, roles) if part), "small", self))
        self.asked.hide()
        allowed = actor is not None and may(actor, "settings")
        self.another.setVisible(allowed)
        self.refused.setVisible(actor is not None and not allowed)
        self.refused.setText(words("people.who_adds", role=words("role.administrator")))

    def choose(self, user: User) -> None:
        """At once without a PIN; else it is asked for."""
        self._chosen = user
        if not user.pin:
            self._enter()
            return
        self.whose.setText(self._office.words("people.pin_of", name=user.name))
        self.pin.clear()
        self.wrong.hide()
        self.asked.show()
        self.pin.setFocus()

    def try_pin(self) -> None:
        if self._chosen is not None and pin_fits(self._chosen, self.pin.text()):
            self._enter()
        else:
            self.wrong.show()
            self.pin.selectAll()

    def _enter(self) -> None:
        assert self._chosen is not None
        sign_in(self._office, self._chosen)
        self.told.emit(self._chosen)

    def _roles(self, user: User) -> str:
        return ", ".join(self._office.words(f"role.{role}") for role in user.roles)


class PeoplePopup(QFrame):
    """Under the button that shows who works: somebody else takes over, or is added. `told` carries the User."""

    told = Signal(object)

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._office = office
        self.setProperty("surface", "plain")
        self.setMinimumWidth(_WIDTH)
        self.people = PeopleCard(office, self)
        self.person = PersonCard(office.words, office.icons, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_3)
        whole.addWidget(self.people)
        whole.addWidget(self.person)
        self.people.told.connect(self._tell)
        self.people.another_wanted.connect(self._ask_another)
        self.person.told.connect(self._added)

    def begin(self, under: QWidget) -> None:
        self.people.begin()
        self.people.show()
        self.person.hide()
        self.adjustSize()
        self.move(under.mapToGlobal(QPoint(under.width() - self.width(), under.height())))
        self.show()

    def _ask_another(self) -> None:
        right = self.geometry().right()
        self.people.hide()
        self.person.show()
        self.adjustSize()
        self.move(right - self.width(), self.y())
        self.person.name.setFocus()

    def _added(self, user: User) -> None:
        sign_in(self._office, user)
        self._tell(user)

    def _tell(self, user: User) -> None:
        self.hide()
        self.told.emit(user)
