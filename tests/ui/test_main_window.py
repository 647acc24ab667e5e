"""The window as a person uses it: open, search, select, edit, undo, hide names, close."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from tests.ui.conftest import MakeWindow
from tests.ui.fakes import FakeMap, FakeProject, FakeServices
from tests.ui.stage import make_office

from ltaxgis.domain.parcels import Link
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.users import User
from ltaxgis.ports.resources import Resources
from ltaxgis.ui.office import Office
from ltaxgis.ui.register.ordering import Wish
from ltaxgis.ui.widgets.blocks import EmptyState


def project_of(office: Office) -> FakeProject:
    assert isinstance(office.project, FakeProject)
    return office.project


def test_opening_shows_the_map_and_all_rows(make_window: MakeWindow) -> None:
    window = make_window()

    assert window.pages.currentWidget() is window.work
    assert window.work.register.model.rowCount() == 300
    assert window.top.project.text() == "เทศบาลตำบลตัวอย่าง"
    assert window.office.preferences.get("recent") == ["เทศบาลตำบลตัวอย่าง.ltax"]


def test_what_waits_is_counted_on_the_rail(make_window: MakeWindow) -> None:
    window = make_window()

    assert window.rail.badge("join").text() == "30"
    assert window.rail.badge("findings").text() == "99+"


def test_a_file_that_cannot_be_opened_is_one_sentence(make_window: MakeWindow) -> None:
    window = make_window("")
    window.open_path(Path("ไม่มี.ltax"))

    assert window.errors.isVisibleTo(window)
    assert window.errors.text == window.office.words("work.refused")


def test_a_parcel_clicked_on_the_map_is_selected_in_the_table_and_inspected(make_window: MakeWindow) -> None:
    window = make_window()
    parcel = window.work.map.parcels[3]  # type: ignore[attr-defined]

    window.office.announcer.select([parcel.uid], "map")

    register = window.work.register
    assert [register.model.sheet.data["code"][row] for row in register.selected_rows()] == ["01A004"]
    assert window.inspector.title.text() == "01A004"


def test_what_is_selected_before_the_rows_have_come_is_selected_among_them(make_window: MakeWindow) -> None:
    window = make_window()
    register, announcer = window.work.register, window.office.announcer
    parcel = window.work.map.parcels[3]  # type: ignore[attr-defined]
    register.panes.go_to(5, 3)

    announcer.select([], "closed")
    register.forget()
    assert register.model.rowCount() == 0
    empty = register.pages.findChild(EmptyState)
    assert empty is not None
    assert not empty.isVisibleTo(register), "that there is no register is not said while it is read"
    announcer.select([parcel.uid], "search")
    register.reload()

    assert announcer.selection == [parcel.uid]
    assert [register.model.sheet.data["code"][row] for row in register.selected_rows()] == ["01A004"]


def test_a_row_clicked_in_the_table_is_selected_on_the_map(make_window: MakeWindow) -> None:
    window = make_window()
    window.work.register.panes.go_to(5, 3)

    sheet = window.work.register.model.sheet
    assert isinstance(window.work.map, FakeMap)
    assert tuple(window.work.map.selected) == sheet.parcels[5]


def test_search_understands_the_other_layout_and_goes_to_the_parcel(make_window: MakeWindow) -> None:
    window = make_window()
    window.top.search.setText("จๅฤจจภ")
    window.top.search.ask()

    assert window.top.search.results.list.count() == 1
    assert "01A004" in window.top.search.results.note.text()

    window.top.search.picked.emit(window.top.search.results.list.item(0).data(Qt.ItemDataRole.UserRole))
    assert window.inspector.title.text() == "01A004"


def test_a_typed_cell_is_kept_said_and_undone(make_window: MakeWindow) -> None:
    window = make_window()
    model = window.work.register.model
    index = model.index(0, model.position("road"))
    uid = model.sheet.uids[0]
    before = index.data()

    model.setData(index, "ถนนใหม่")
    assert project_of(window.office).get(LandRow, [uid])[0].road == "ถนนใหม่"
    assert window.status.said.text() == "บันทึกแล้ว 1 แถว"

    window.actions_table["edit.undo"].trigger()
    assert project_of(window.office).get(LandRow, [uid])[0].road == before
    assert model.index(0, model.position("road")).data() == before
    assert "บันทึกแล้ว 1 แถว" in window.status.said.text()

    window.actions_table["edit.redo"].trigger()
    assert project_of(window.office).get(LandRow, [uid])[0].road == "ถนนใหม่"


def test_a_pasted_block_is_shown_before_it_is_kept_and_is_one_undo(make_window: MakeWindow) -> None:
    window = make_window()
    register = window.work.register
    before = [row.area for row in project_of(window.office).get(LandRow, register.model.sheet.uids[:3])]
    QGuiApplication.clipboard().setText("1-2-50\nxx\n2-0-0")
    register.panes.go_to(0, register.model.position("area"))

    register.paste()
    stored = [row.area for row in project_of(window.office).get(LandRow, register.model.sheet.uids[:3])]
    assert stored == before
    assert "ไม่รับ 1" in register.plan_band.text.text()

    register.plan_band.go.click()
    stored = [row.area for row in project_of(window.office).get(LandRow, register.model.sheet.uids[:3])]
    assert stored == [65000, before[1], 80000]

    window.actions_table["edit.undo"].trigger()
    assert [row.area for row in project_of(window.office).get(LandRow, register.model.sheet.uids[:3])] == before


def test_one_value_for_all_selected_rows(make_window: MakeWindow) -> None:
    window = make_window()
    register = window.work.register
    register.select_rows({4, 7, 9})
    register.column_band.asked.emit(register.model.columns[register.model.position("community")], "", "ชุมชนใหม่")
    register.plan_band.go.click()

    found = register.model.sheet.data["community"]
    assert [row for row, value in enumerate(found) if value == "ชุมชนใหม่"] == [4, 7, 9]


def test_fill_down_takes_the_first_rows_value(make_window: MakeWindow) -> None:
    window = make_window()
    register = window.work.register
    model = register.model
    column = model.position("moo")
    register.editor.fill([3, 4, 5], [model.columns[column]])
    register.plan_band.go.click()

    assert [model.sheet.data["moo"][row] for row in (3, 4, 5)] == [model.sheet.data["moo"][3]] * 3


def test_a_filter_hides_rows_and_the_foot_adds_up(make_window: MakeWindow) -> None:
    window = make_window()
    register = window.work.register
    register.wish(Wish((("road", "ริมน้ำ"),)))

    assert register.model.rowCount() == 60
    assert register.foot.count.text() == "60 จาก 300 แถว"


def test_what_was_just_typed_is_found_by_the_filter(make_window: MakeWindow) -> None:
    register = make_window().work.register
    register.wish(Wish((("road", "ใหม่เอี่ยม"),)))
    assert register.model.rowCount() == 0
    register.wish(Wish())

    register.model.setData(register.model.index(7, register.model.position("road")), "ใหม่เอี่ยม")
    register.wish(Wish((("road", "ใหม่เอี่ยม"),)))

    assert register.model.order.tolist() == [7]


def test_a_view_kept_by_name_comes_back(make_window: MakeWindow) -> None:
    window = make_window()
    register = window.work.register
    register.wish(Wish((("road", "ริมน้ำ"),), ("-area",)))
    register.keep_view.named.emit("ถนนริมน้ำ")
    register.wish(Wish())

    view = register.views.all()[0]
    register._use_view(view)

    assert view.name == "ถนนริมน้ำ"
    assert register.model.rowCount() == 60
    assert register.panes.filters() == [("road", "ริมน้ำ")]


def test_f9_hides_people_everywhere(make_window: MakeWindow) -> None:
    window = make_window()
    window.office.announcer.select([window.work.map.parcels[3].uid], "map")  # type: ignore[attr-defined]
    name = window.work.register.model.sheet.data["owner"][3]

    window.actions_table["view.hide_people"].trigger()

    labels = window.inspector.findChildren(QLabel)
    texts = [label.text() for label in labels if label.isVisibleTo(window.inspector)]
    assert not any(name in text for text in texts)
    assert window.work.register.model.index(3, window.work.register.model.position("owner")).data() == "•••"


def test_who_may_not_edit_is_told_who_may(make_window: MakeWindow) -> None:
    window = make_window()
    window.office.actor = User("เด็กฝึกงาน", roles=("viewer",)).actor
    model = window.work.register.model
    before = model.sheet.data["road"][0]

    model.setData(model.index(0, model.position("road")), "อื่น")

    assert project_of(window.office).get(LandRow, [model.sheet.uids[0]])[0].road == before
    assert "เจ้าหน้าที่จัดเก็บรายได้" in window.errors.text


def test_what_waits_is_counted_before_anybody_reads_the_lists(make_window: MakeWindow) -> None:
    window = make_window()

    assert window.rail.badge("join").text() == "30"
    assert window.rail.badge("findings").text() == "99+"
    assert not {"join", "findings"} & window.__dict__.keys()

    window.show_desk("join")

    assert window.join.counts["register_only"].text().endswith("30")


def test_all_findings_of_a_kind_are_mended_at_once_and_undone(make_window: MakeWindow) -> None:
    window = make_window()
    window.show_desk("findings")
    desk = window.findings
    codes = [kind.code for kind in desk.kinds.kinds]
    assert codes[0] == "code.missing"
    desk.kinds.setCurrentRow(codes.index("code.letter_for_digit"))

    desk.details.mend_button.click()

    assert len(project_of(window.office).lines) == 1
    assert window.undo is not None
    assert window.undo.stack.canUndo()


def test_accepted_findings_are_not_told_again(make_window: MakeWindow) -> None:
    window = make_window()
    window.show_desk("findings")
    desk = window.findings
    desk.kinds.setCurrentRow(len(desk.kinds.kinds) - 1)
    code = desk.kinds.kinds[-1].code

    desk.details.accept_button.click()

    assert code not in [kind.code for kind in desk.kinds.kinds]


def test_suggestions_are_joined_only_when_ticked_and_accepted(make_window: MakeWindow) -> None:
    window = make_window()
    links = project_of(window.office).records[Link]
    before = len(links)
    window.show_desk("join")
    window.join.show_list("offers")
    assert not window.join.accept_button.isEnabled()

    window.join.tick_strong()
    window.join.accept_button.click()

    assert len(links) == before + 3
    assert window.join.counts["register_only"].text().endswith("27")


def test_joining_by_hand_takes_a_row_and_a_parcel(make_window: MakeWindow) -> None:
    window = make_window()
    window.show_desk("join")
    join = window.join
    links = project_of(window.office).records[Link]
    before = len(links)
    join.show_list("register_only")
    join._row_clicked(join.model.index(0, 0))
    join.pair.pick_on_map()
    assert window.pages.currentWidget() is window.work
    bare = project_of(window.office)
    free = FakeServices().join_lists(bare).map_only[0]
    window.office.announcer.select([free.uid], "map")

    assert window.pages.currentWidget() is window.join
    join.pair.join_button.click()
    assert len(links) == before + 1


def test_the_form_keeps_what_was_typed_by_keypad(make_window: MakeWindow) -> None:
    window = make_window()
    uid = window.work.register.model.sheet.uids[5]
    window.show_form(uid)
    area = window.form.fields["area"]
    area.findChildren(QLineEdit)[0].setText("1.2.50.5")

    window.form.keep.click()

    assert project_of(window.office).get(LandRow, [uid])[0].area == 65050
    assert window.pages.currentWidget() is window.work


def test_a_form_with_a_wrong_field_is_not_kept(make_window: MakeWindow) -> None:
    window = make_window()
    uid = window.work.register.model.sheet.uids[5]
    window.show_form(uid)
    window.form.fields["area"].findChildren(QLineEdit)[0].setText("หนึ่งไร่")

    window.form.keep.click()

    assert window.pages.currentWidget() is window.form
    assert project_of(window.office).lines == []


@pytest.mark.parametrize("name", ["edit.find", "edit.undo", "project.open", "import.files"])
def test_each_shortcut_has_its_twin_under_the_thai_layout(make_window: MakeWindow, name: str) -> None:
    action = make_window("").actions_table[name]
    shown = [sequence.toString(QKeySequence.SequenceFormat.PortableText) for sequence in action.shortcuts()]

    assert len(shown) == 2
    assert shown[1].rpartition("+")[2] >= "ก"


def test_no_two_actions_share_a_shortcut(make_window: MakeWindow) -> None:
    table = make_window("").actions_table
    sequences = [sequence.toString() for action in table.by_id.values() for sequence in action.shortcuts()]

    assert len(sequences) == len(set(sequences))


def test_closing_closes_the_project(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    project = project_of(window.office)

    window.close()

    assert project.closed


def test_first_start_asks_who_works_here_and_remembers(make_window: MakeWindow, resources: Resources) -> None:
    office = make_office(resources, known_person=False)
    window = make_window("", office)
    assert window.top.person.isHidden()
    assert not window.start.choices.isVisibleTo(window.start)

    window.start.person.name.setText("สมหญิง ใจดี")
    window.start.person.position.setText("ผู้อำนวยการกองคลัง")
    window.start.person.go.click()

    assert office.actor is not None
    assert office.actor.name == "สมหญิง ใจดี"
    assert window.start.choices.isVisibleTo(window.start)
    assert office.preferences.get("person")["position"] == "ผู้อำนวยการกองคลัง"
