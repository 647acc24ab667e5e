"""The register desk: toolbar, sheet, sums."""

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.round_trip import Diff
from ltaxgis.ui.excel_trips import ExcelTrips
from ltaxgis.ui.garbage import undisturbed_by_garbage
from ltaxgis.ui.office import Office
from ltaxgis.ui.projects import own_id
from ltaxgis.ui.register.bands import ColumnBand, PlanBand
from ltaxgis.ui.register.columns import LAND_COLUMNS, SheetColumn
from ltaxgis.ui.register.editing import SheetEditor
from ltaxgis.ui.register.excel_button import ExcelButton
from ltaxgis.ui.register.foot import Foot, Sums, sums_of
from ltaxgis.ui.register.keep_view import KeepView
from ltaxgis.ui.register.note import NoteBand
from ltaxgis.ui.register.ordering import Order, Ranks, Wish, arrange
from ltaxgis.ui.register.panes import Panes
from ltaxgis.ui.register.sheet import Sheet, empty_sheet, load_sheet
from ltaxgis.ui.register.table_model import JOINED_LOOK, RegisterModel
from ltaxgis.ui.register.views import View, Views
from ltaxgis.ui.returned_page import ReturnedPage
from ltaxgis.ui.shortcuts import with_twins
from ltaxgis.ui.tokens import GAP_2
from ltaxgis.ui.widgets.blocks import EmptyState, button, icon_button, label

# worked out while loading, so that the first click on their headings is quick too
_SORTED_MOST = ("code", "owner")
_BY_NAME = {column.name: column for column in LAND_COLUMNS}


class RegisterDesk(QWidget):
    """`import_wanted` from the empty desk; `form_wanted` carries a row's uid; `stored` and
    `rejoined` as the editor says."""

    import_wanted = Signal()
    form_wanted = Signal(str)
    stored = Signal(object, int)
    rejoined = Signal(object, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        labels = {column.list_name: office.code_list(column.list_name) for column in LAND_COLUMNS if column.list_name}
        labels["joined"] = {state: office.words(f"joined.{state}") for state in JOINED_LOOK}
        self.model = RegisterModel(office.words, office.icons, labels, self)
        # everything stands in its place from the beginning: to be moved, it would be dressed a second time
        self.pages = QStackedWidget(self)
        self._whole_sheet = QWidget(self.pages)
        self.panes = Panes(self.model, office.words, office.icons, self._whole_sheet)
        self.plan_band = PlanBand(office.words, self._whole_sheet)
        self.column_band = ColumnBand(LAND_COLUMNS, office.words, office.icons, self._whole_sheet)
        self.foot = Foot(office.words, self._whole_sheet)
        self.editor = SheetEditor(office, self.model, self.plan_band, self)
        self.views = Views(office.preferences)
        self.keep_view = KeepView(office.words, self._whole_sheet)
        self.note_band = NoteBand(office.words, self._whole_sheet)
        self.excel = ExcelTrips(office, "register.file_name", self)
        self.returned = ReturnedPage(office, self.pages)
        self._ranks = Ranks()
        self._wish = Wish()
        self._asked = 0
        self._comes_forward = False
        self.model.hides_people = office.announcer.hides_people
        self._lay_out()
        self._connect()

    # data

    def forget(self) -> None:
        """Nothing of the project before is seen, selected or edited while the next one's sheet is read."""
        sheet = empty_sheet()
        self._ranks = Ranks()
        self.model.show_sheet(sheet, np.empty(0, np.int64))
        self.pages.setCurrentWidget(self._whole_sheet)  # that there is no register is said when it is known
        self.foot.show_rows(0, sums_of(sheet, []))

    def reload(self) -> None:
        """The sheet as the project has it now, in the background."""
        project = self._office.project
        if project is None:
            return
        columns, wish, labels = _BY_NAME, self._wish, self.model.labels

        beginning = self.views.take_beginning()
        if beginning is not None:
            self.panes.set_filters(beginning.filters)
            wish = self._wish = Wish(tuple(beginning.filters.items()), beginning.sort, None)
            self._comes_forward = True

        def load() -> tuple[Sheet, Ranks, Order, Sums]:
            with undisturbed_by_garbage(), project.reading() as reading:
                sheet = load_sheet(reading)
                ranks = Ranks()
                for name in _SORTED_MOST:
                    ranks.of(sheet, columns[name], labels)
                order = arrange(sheet, columns, wish, labels, ranks)
                return sheet, ranks, order, sums_of(sheet, order.tolist())

        self._office.tasks.query(load, self._show_sheet)

    def wish(self, wish: Wish) -> None:
        """Another filter or order; the newest wish wins."""
        self._wish = wish
        self._asked += 1
        number, sheet, labels, ranks = self._asked, self.model.sheet, self.model.labels, self._ranks

        def order() -> tuple[int, Order, Sums]:
            found = arrange(sheet, _BY_NAME, wish, labels, ranks)
            return number, found, sums_of(sheet, found.tolist())

        self._office.tasks.query(order, self._show_order)

    @property
    def view(self) -> View:
        """Filters and order as they are now."""
        return View("", dict(self._wish.filters), self._wish.sort)

    def begin_with(self, view: View) -> None:
        """The next project's sheet comes with these filters and this order."""
        self.panes.set_filters(view.filters)
        self._wish = Wish(tuple(view.filters.items()), view.sort, None)

    def show_only(self, rows: list[int] | None) -> None:
        self.wish(Wish(self._wish.filters, self._wish.sort, None if rows is None else tuple(rows)))

    # selection

    def selected_rows(self) -> list[int]:
        return self.model.rows_shown(self.panes.selected_places())

    def select_parcels(self, uids: list[Uid]) -> None:
        """The rows that stand on these parcels, or are themselves named; rows that a filter hides stay hidden."""
        sheet = self.model.sheet
        rows = {row for uid in uids for row in sheet.rows_of_parcel.get(uid, ())}
        rows |= {sheet.place[uid] for uid in uids if uid in sheet.place}
        self.select_rows(rows)

    def select_rows(self, rows: set[int]) -> None:
        places = np.flatnonzero(np.isin(self.model.order, list(rows))).tolist() if rows else []
        self.panes.select_places(places)
        self._show_sums_of_selection()

    def select_uid(self, uid: Uid) -> None:
        row = self.model.sheet.place.get(uid)
        if row is not None:
            self.select_rows({row})

    # acts

    def fill_down(self) -> None:
        self.editor.fill(self.selected_rows(), self._columns())

    def paste(self) -> None:
        rows = self.selected_rows()
        places = self.panes.selected_places()
        if len(rows) == 1:
            # a block pasted at one cell goes on below it
            rows = [int(row) for row in self.model.order[places[0] :]]
        selected = self.panes.selected_columns()
        columns = [self.model.columns[number] for number in range(selected[0], len(self.model.columns))] if rows else []
        block = QGuiApplication.clipboard().text().rstrip("\n")
        if "\n" not in block and "\t" not in block:
            rows = self.selected_rows()
        self.editor.paste(block, rows, columns)

    def copy(self) -> None:
        columns = self._columns()
        lines = ("\t".join(self.model.text(column, row) for column in columns) for row in self.selected_rows())
        QGuiApplication.clipboard().setText("\n".join(lines))

    def flag(self) -> None:
        self.editor.flag(self.selected_rows())

    def begin_note(self) -> None:
        rows = self.selected_rows()
        if rows:
            data = self.model.sheet.data
            notes = {data["memo"][row] or "" for row in rows}
            self.note_band.begin(str(data["code"][rows[0]]), len(rows), notes.pop() if len(notes) == 1 else "")

    def show_diff(self, name: str, diff: Diff) -> None:
        self.returned.show_diff(name, diff)
        self.pages.setCurrentWidget(self.returned)

    def begin_replace(self) -> None:
        columns = self._columns()
        self.column_band.begin(columns[0] if columns else None)

    def want_form(self) -> None:
        rows = self.selected_rows()
        if rows:
            self.form_wanted.emit(self.model.sheet.uids[rows[0]])

    # inside

    def _columns(self) -> list[SheetColumn]:
        return [self.model.columns[number] for number in self.panes.selected_columns()]

    def _show_sheet(self, loaded: tuple[Sheet, Ranks, Order, Sums]) -> None:
        sheet, self._ranks, order, sums = loaded
        project = self._office.project
        self.model.writable = project is not None and project.writable
        self.model.show_sheet(sheet, order)
        if self.pages.currentWidget() is not self.returned:
            self._show_page()
        self._count_views()
        self._show_filter_state()
        if self._comes_forward:
            self._comes_forward = False
            self._office.announcer.wanted_desk.emit("register")
        self.foot.show_rows(len(sheet), sums)
        if self._office.announcer.selection:
            self.select_parcels(self._office.announcer.selection)

    def _show_page(self) -> None:
        self.pages.setCurrentIndex(1 if len(self.model.sheet) else 0)

    def _count_views(self) -> None:
        """How many rows wait in each kept view, for the start page."""
        project, sheet, labels, ranks = self._office.project, self.model.sheet, self.model.labels, self._ranks
        views, preferences = self.views.all(), self.views
        if project is None or not views:
            return
        wishes = {
            view.name: Wish(tuple(view.filters.items())) for view in views if view.filters.keys() <= _BY_NAME.keys()
        }

        def count() -> dict[str, int]:
            return {name: len(arrange(sheet, _BY_NAME, wish, labels, ranks)) for name, wish in wishes.items()}

        own = own_id(project)
        self._office.tasks.query(count, lambda counts: preferences.keep_counts(own, counts))

    def _show_order(self, answer: tuple[int, Order, Sums]) -> None:
        number, order, sums = answer
        if number == self._asked:
            self.model.show_order(order)
            self.foot.show_rows(len(self.model.sheet), sums)
            self._show_filter_state()

    def _filters_changed(self) -> None:
        self.wish(Wish(tuple(self.panes.filters()), self._wish.sort, self._wish.only))

    def _sort_by(self, section: int) -> None:
        name = self.model.columns[section].name
        downwards = self._wish.sort[:1] == (name,)
        self.panes.show_sort(section, downwards)
        self.wish(Wish(self._wish.filters, (f"-{name}" if downwards else name,), self._wish.only))

    def _show_sums_of_selection(self) -> None:
        self.foot.show_selected(sums_of(self.model.sheet, self.selected_rows()))

    def _show_filter_state(self) -> None:
        self.clear_filters.setVisible(bool(self._wish.filters) or self._wish.only is not None)

    def _clear(self) -> None:
        self.panes.set_filters({})
        self.wish(Wish((), self._wish.sort, None))

    def _replace(self, column: SheetColumn, find: str, value: str) -> None:
        rows = self.selected_rows()
        if find and len(rows) < 2:
            rows = self.model.order.tolist()
        self.editor.replace_in(column, find, value, rows)

    def _fill_views_menu(self) -> None:
        menu = self.views_button.menu()
        menu.clear()
        project = self._office.project
        counts = self.views.counts(own_id(project)) if project is not None else {}
        for view in self.views.all():
            told = f"{view.name}  ({counts[view.name]:,})" if view.name in counts else view.name
            menu.addAction(told, partial(self._use_view, view))
        if self.views.all():
            menu.addSeparator()
        menu.addAction(self._office.words("view.keep"), self.keep_view.begin)

    def _use_view(self, view: View) -> None:
        self.panes.set_filters(view.filters)
        self.wish(Wish(tuple(view.filters.items()), view.sort, None))

    def _keep_view(self, name: str) -> None:
        self.views.keep(View(name, dict(self._wish.filters), self._wish.sort))
        self._count_views()

    def _lay_out(self) -> None:
        words = self._office.words
        empty = EmptyState(self._office.icons, "table-2", words("register.empty"), self.pages)
        empty.offer(button(words("action.import.files"), self.import_wanted.emit, "primary", empty))
        inner = QVBoxLayout(self._whole_sheet)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        for widget in (self._toolbar(), self.keep_view, self.column_band, self.note_band, self.plan_band):
            inner.addWidget(widget)
        inner.addWidget(self.panes, 1)
        inner.addWidget(self.foot)
        self.pages.addWidget(empty)
        self.pages.addWidget(self._whole_sheet)
        self.pages.addWidget(self.returned)
        self.pages.setCurrentWidget(self._whole_sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _toolbar(self) -> QFrame:
        words, icons = self._office.words, self._office.icons
        bar = QFrame(self._whole_sheet)
        bar.setProperty("surface", "bar")
        bar.setFixedHeight(38)
        self.views_button = QToolButton(bar)
        self.views_button.setText(words("view.name"))
        self.views_button.setProperty("kind", "quiet")
        self.views_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.views_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        icons.dress(self.views_button, "bookmark", "quiet")
        menu = QMenu(self.views_button)
        menu.aboutToShow.connect(self._fill_views_menu)
        self.views_button.setMenu(menu)
        self.clear_filters = button(words("filter.clear"), self._clear, "link", bar)
        self.clear_filters.hide()
        row = QHBoxLayout(bar)
        row.setContentsMargins(GAP_2, 0, GAP_2, 0)
        row.setSpacing(2)
        row.addWidget(label(words("register.title"), "strong", bar))
        row.addSpacing(GAP_2)
        row.addWidget(self.views_button)
        row.addWidget(self._excel_button(bar))
        row.addWidget(self.clear_filters)
        row.addStretch(1)
        for picture, action, call in (
            ("pencil", "edit.form", self.want_form),
            ("flag", "edit.flag", self.flag),
            ("sticky-note", "edit.note", self.begin_note),
            ("arrow-down-to-line", "edit.fill", self.fill_down),
            ("clipboard-paste", "edit.paste", self.paste),
            ("replace", "edit.replace", self.begin_replace),
        ):
            row.addWidget(icon_button(icons, picture, words(f"action.{action}"), call, bar))
        return bar

    def _excel_button(self, parent: QWidget) -> ExcelButton:
        services = self._office.services

        def send(rows: list[int]) -> None:
            uids = [self.model.sheet.uids[row] for row in rows]
            self.excel.ask_to_send(partial(services.send_register, uids=uids))

        def counts() -> tuple[int, int]:
            return len(self.model.order), len(self.selected_rows())

        calls: dict[str, Callable[[], None]] = {
            "shown": lambda: send(self.model.order.tolist()),
            "chosen": lambda: send(self.selected_rows()),
            "bring": self.excel.ask_to_bring,
        }
        return ExcelButton(self._office, counts, calls, parent)

    def _connect(self) -> None:
        self.panes.filtered.connect(self._filters_changed)
        self.panes.sorted_by.connect(self._sort_by)
        self.panes.selected.connect(self._show_sums_of_selection)
        self.panes.opened.connect(lambda row: self.form_wanted.emit(self.model.sheet.uids[row]))
        self.column_band.asked.connect(self._replace)
        self.keep_view.named.connect(self._keep_view)
        self.editor.stored.connect(self.stored)
        self.editor.rejoined.connect(self.rejoined)
        self.note_band.told.connect(lambda note: self.editor.note(self.selected_rows(), note))
        self.excel.returned.connect(self.show_diff)
        self.returned.closed.connect(self._show_page)
        self.returned.stored.connect(self.rejoined)
        self._office.announcer.privacy.connect(self.model.hide_people)
        for shortcut, call in (("Ctrl+V", self.paste), ("Ctrl+C", self.copy), ("Ctrl+M", self.begin_note)):
            for sequence in with_twins(shortcut):
                made = QShortcut(QKeySequence(sequence), self.panes)
                made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                made.activated.connect(call)
