"""The table of what can be done from menus and keys: id, picture, shortcut, where it stands, when it is possible."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ltaxgis.ui.icons import Icons
from ltaxgis.ui.shortcuts import shown, with_twins
from ltaxgis.words import Words


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """`needs`: nothing, `project`, `writable` or `selection`. The text is the word `action.<id>`."""

    id: str
    menu: str
    icon: str = ""
    shortcut: str = ""
    needs: str = ""
    checkable: bool = False
    separator_before: bool = False


TABLE: tuple[ActionSpec, ...] = (
    ActionSpec("project.new", "file", "file-plus", "Ctrl+N"),
    ActionSpec("project.open", "file", "folder-open", "Ctrl+O"),
    ActionSpec("project.start", "file", "house", "Ctrl+Home"),
    ActionSpec("import.files", "file", "file-input", "Ctrl+I", separator_before=True),
    ActionSpec("print.sheet", "file", "printer", "Ctrl+P", "project"),
    ActionSpec("project.copies", "file", "copy", "Ctrl+Shift+X", "project"),
    ActionSpec("project.info", "file", "database-backup", "Ctrl+Shift+I", "project"),
    ActionSpec("office.book", "file", "settings", "Ctrl+Shift+B", "project"),
    ActionSpec("project.close", "file", "x", "Ctrl+W", "project", separator_before=True),
    ActionSpec("program.quit", "file", "", "Ctrl+Q"),
    ActionSpec("petitions.begin", "file", "file-plus", "Ctrl+Shift+N", "writable", separator_before=True),
    ActionSpec("permits.begin", "file", "hard-hat", "Ctrl+Shift+K", "writable"),
    ActionSpec("letters.begin", "file", "mail", "Ctrl+Shift+M", "writable"),
    ActionSpec("letters.number", "file", "hash", "F3", "writable"),
    ActionSpec("edit.undo", "edit", "undo-2", "Ctrl+Z", "writable"),
    ActionSpec("edit.redo", "edit", "redo-2", "Ctrl+Y", "writable"),
    ActionSpec("edit.find", "edit", "search", "Ctrl+K", "project", separator_before=True),
    ActionSpec("edit.replace", "edit", "replace", "Ctrl+H", "writable"),
    ActionSpec("edit.fill", "edit", "arrow-down-to-line", "Ctrl+D", "writable"),
    ActionSpec("edit.form", "edit", "pencil", "F4", "writable"),
    ActionSpec("edit.flag", "edit", "flag", "Ctrl+G", "writable"),
    ActionSpec("desk.map", "view", "map", "F5", "project"),
    ActionSpec("desk.register", "view", "table-2", "F6", "project"),
    ActionSpec("desk.join", "view", "link-2", "F7", "project"),
    ActionSpec("desk.findings", "view", "list-checks", "F8", "project"),
    ActionSpec("desk.petitions", "view", "message-square-warning", "F11", "project"),
    ActionSpec("desk.permits", "view", "hard-hat", "F12", "project"),
    ActionSpec("desk.letters", "view", "mail", "Shift+F11", "project"),
    ActionSpec("desk.publicity", "view", "megaphone", "Shift+F12", "project"),
    ActionSpec("view.hide_people", "view", "eye-off", "F9", "", checkable=True, separator_before=True),
    ActionSpec("view.inspector", "view", "info", "F10", "project", checkable=True),
    ActionSpec("view.dark", "view", "moon", "Ctrl+Shift+L", "", separator_before=True),
    ActionSpec("view.language", "view", "languages", "Ctrl+Shift+E"),
    ActionSpec("help.page", "help", "circle-help", "F1"),
    ActionSpec("help.keys", "help", "list-checks", "Shift+F1"),
)
MENUS = ("file", "edit", "view", "help")


class Actions:
    """The table made into actions of a window; `calls` says what each does, what has no call is left out."""

    def __init__(self, owner: QWidget, words: Words, icons: Icons, calls: Mapping[str, Callable[[], None]]) -> None:
        self.words = words
        self.specs = {spec.id: spec for spec in TABLE if spec.id in calls}
        self.by_id: dict[str, QAction] = {}
        for spec in self.specs.values():
            action = _make(owner, spec, words)
            action.triggered.connect(_Call(owner, calls[spec.id]).run)
            owner.addAction(action)
            self.by_id[spec.id] = action
        self.redress(icons)

    def __getitem__(self, name: str) -> QAction:
        return self.by_id[name]

    def redress(self, icons: Icons) -> None:
        for name, action in self.by_id.items():
            if self.specs[name].icon:
                action.setIcon(icons.icon(self.specs[name].icon))

    def enable(self, project_open: bool, writable: bool) -> None:
        possible = {"": True, "project": project_open, "writable": project_open and writable}
        for name, action in self.by_id.items():
            action.setEnabled(possible[self.specs[name].needs])

    def menu(self, parent: QWidget) -> QMenu:
        """All menus under one button."""
        whole = QMenu(parent)
        for name in MENUS:
            part = whole.addMenu(self.words(f"menu.{name}"))
            for spec in self.specs.values():
                if spec.menu == name:
                    if spec.separator_before:
                        part.addSeparator()
                    part.addAction(self.by_id[spec.id])
        return whole

    def keys(self) -> list[tuple[str, str]]:
        """What a page of keys lists: text and shortcut."""
        return [(self.words(f"action.{spec.id}"), shown(spec.shortcut)) for spec in self.specs.values()]


class _Call(QObject):
    """Drops the `checked` that Qt sends along, and lives as long as the window."""

    def __init__(self, owner: QWidget, call: Callable[[], None]) -> None:
        super().__init__(owner)
        self._call = call

    def run(self) -> None:
        self._call()


def _make(owner: QWidget, spec: ActionSpec, words: Words) -> QAction:
    action = QAction(words(f"action.{spec.id}"), owner)
    action.setCheckable(spec.checkable)
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    if spec.shortcut:
        sequences: list[QKeySequence] = with_twins(spec.shortcut)
        action.setShortcuts(sequences)
        action.setToolTip(f"{words(f'action.{spec.id}')}  {shown(spec.shortcut)}")
    return action
