"""From the start page to the map: how many clicks, and what is asked of the services."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton
from tests.ui.conftest import MakeWindow
from tests.ui.fakes import FakeServices, sample_looks, sample_report

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.ledger import ChangeTally
from ltaxgis.domain.merging import OnConflict
from ltaxgis.services.import_diff import DiffLine, ImportDiff
from ltaxgis.services.progress import Progress
from ltaxgis.services.store_rows import Updating
from ltaxgis.ui.import_assistant.assistant import CHECK, COLUMNS, CRS, FILES, RESULT
from ltaxgis.ui.import_assistant.join_keys import keys_of_both_sides
from ltaxgis.ui.import_assistant.messages import ImportPlan, ImportReport
from ltaxgis.ui.main_window import MainWindow


def services_of(window: MainWindow) -> FakeServices:
    assert isinstance(window.office.services, FakeServices)
    return window.office.services


def begin(make_window: MakeWindow, folder: Path) -> MainWindow:
    window = make_window("")
    services = services_of(window)
    services.looks = sample_looks(folder)
    services.report = sample_report()
    window.begin_import()
    window.assistant.look([look.path for look in services.looks])
    window.assistant.files.name.setText("ทต.ริมน้ำ")
    return window


def test_at_most_twelve_clicks_and_four_fields_lead_to_the_map(make_window: MakeWindow, office_folder: Path) -> None:
    window = make_window("")
    services = services_of(window)
    services.looks = sample_looks(office_folder)
    services.report = sample_report()
    clicks, fields = 0, 0

    def click(button: QPushButton) -> None:
        nonlocal clicks
        assert button.isEnabled()
        button.click()
        clicks += 1

    click(window.start.choices.findChildren(QPushButton)[0])
    # choosing files: the button, two files, the dialog's own button
    clicks += 4
    window.assistant.look([look.path for look in services.looks])
    window.assistant.files.name.setText("ทต.ริมน้ำ")
    fields += 1
    while window.pages.currentWidget() is window.assistant:
        click(window.assistant.next_button)

    assert window.pages.currentWidget() is window.work
    assert window.office.project is not None
    assert clicks <= 12
    assert fields <= 4


def test_nothing_goes_on_before_files_and_a_name_are_there(make_window: MakeWindow) -> None:
    window = make_window("")
    window.begin_import()

    assert window.assistant.step == FILES
    assert not window.assistant.next_button.isEnabled()


def test_the_coordinates_are_asked_only_where_they_are_in_doubt(make_window: MakeWindow, office_folder: Path) -> None:
    window = begin(make_window, office_folder)
    window.assistant.next()
    window.assistant.next()
    assert window.assistant.step == CRS

    plain = begin(make_window, office_folder)
    looks = sample_looks(office_folder)
    plain.assistant.files.show_looks(looks[:1])
    plain.assistant.next()
    plain.assistant.next()
    assert plain.assistant.step == CHECK


def test_a_corrected_column_reaches_the_plan(make_window: MakeWindow, office_folder: Path) -> None:
    window = begin(make_window, office_folder)
    window.assistant.next()
    assert window.assistant.step == COLUMNS
    box = window.assistant.columns.header.boxes[3]
    box.setCurrentIndex(box.findData("price"))

    for _ in range(3):
        window.assistant.next()

    assert window.assistant.step == RESULT
    plan = services_of(window).plans[0]
    assert plan.sources[0].mapping["เลขที่โฉนด"] == "price"
    assert plan.settings is not None
    assert plan.settings.name == "ทต.ริมน้ำ"
    assert plan.actor.name == "กัลยา ศรีสุวรรณ"


def test_one_field_stands_for_one_column_only(make_window: MakeWindow, office_folder: Path) -> None:
    window = begin(make_window, office_folder)
    window.assistant.next()
    box = window.assistant.columns.header.boxes[6]
    box.setCurrentIndex(box.findData("area_text"))

    mapping = window.assistant.columns.looks[0].mapping
    assert [heading for heading, field in mapping.items() if field == "area_text"] == ["หมายเหตุพิเศษ"]


def test_the_button_says_how_many_rows_will_be_stored(make_window: MakeWindow, office_folder: Path) -> None:
    window = begin(make_window, office_folder)
    for _ in range(3):
        window.assistant.next()

    assert window.assistant.step == CHECK
    assert window.assistant.next_button.text() == "นำเข้า 8,408 รายการ"


def test_a_refused_import_says_why_in_place_and_stays(make_window: MakeWindow, office_folder: Path) -> None:
    class Refusing(FakeServices):
        def try_import(self, progress: Progress, plan: ImportPlan) -> ImportReport:
            raise Refused("work.memory")

    window = begin(make_window, office_folder)
    window.office.services = Refusing()
    for _ in range(3):
        window.assistant.next()

    assert window.assistant.step == CRS
    assert window.assistant.errors.text == window.office.words("work.memory")


def test_going_back_keeps_what_was_chosen(make_window: MakeWindow, office_folder: Path) -> None:
    window = begin(make_window, office_folder)
    window.assistant.next()
    window.assistant.back()

    assert window.assistant.step == FILES
    assert len(window.assistant.files.looks) == 2


def read_again(make_window: MakeWindow, folder: Path) -> MainWindow:
    """At the check step, with one line of each kind."""
    window = make_window("เทศบาลตำบลตัวอย่าง")
    services = services_of(window)
    services.looks = sample_looks(folder)[:1]
    lines = (
        DiffLine("conflict", "register", Uid("a"), "01A001", "value", 100_00, 200_00, 300_00),
        DiffLine("changed", "owners", Uid("b"), "สมชาย ใจดี", "last_name", "ใจดี", "ใจดี", "ใจงาม"),
        DiffLine("gone", "register", Uid("c"), "01A003"),
        DiffLine("new", "register", Uid("d"), "01A004"),
    )
    counts = {"new": 1, "changed": 1, "same": 40, "gone": 1, "conflicts": 1}
    report = sample_report()
    ledger = replace(report.ledger, changes=ChangeTally(**counts))
    services.report = replace(report, ledger=ledger, diff=ImportDiff(counts, lines))
    window.begin_import()
    window.assistant.look([services.looks[0].path])
    window.assistant.next()
    window.assistant.next()
    assert window.assistant.step == CHECK
    return window


def test_a_new_project_is_compared_with_nothing(make_window: MakeWindow, office_folder: Path) -> None:
    window = begin(make_window, office_folder)
    for _ in range(3):
        window.assistant.next()

    assert window.assistant.check.diff.isHidden()


def test_reading_again_lists_conflicts_first_and_keeps_ours_by_rule(
    make_window: MakeWindow, office_folder: Path
) -> None:
    window = read_again(make_window, office_folder)
    diff = window.assistant.check.diff

    assert not diff.isHidden()
    assert [diff.model.texts(line)[2:] for line in diff.model.lines] == [
        ("01A001", window.office.words("field.land.value"), "100.00", "200.00", "300.00", "คงของเดิม")
    ]
    assert window.assistant.next_button.text() == window.office.words("import.go_again", new=1, changed=1)
    assert window.assistant.plan().updating == Updating(OnConflict.KEEP)


def test_a_line_is_decided_against_the_rule_and_back(make_window: MakeWindow, office_folder: Path) -> None:
    diff = read_again(make_window, office_folder).assistant.check.diff
    index = diff.model.index(0, 0)
    diff.model.toggle(index)
    assert diff.updating == Updating(OnConflict.KEEP, contrary=frozenset({(Uid("a"), "value")}))
    diff.conflicts.setCurrentIndex(diff.conflicts.findData("theirs"))
    assert diff.model.decision(diff.model.lines[0]) == "ours"
    diff.model.toggle(index)
    assert diff.model.decision(diff.model.lines[0]) == "theirs"


def test_people_are_hidden_in_what_differs_too(make_window: MakeWindow, office_folder: Path) -> None:
    window = read_again(make_window, office_folder)
    diff = window.assistant.check.diff
    diff.show_only("changed")
    window.office.announcer.hide_people(True)

    assert not {"สมชาย ใจดี", "ใจดี", "ใจงาม"} & set(diff.model.texts(diff.model.lines[0]))


def test_a_key_is_proposed_only_where_both_sides_carry_it(office_folder: Path) -> None:
    register, parcels = sample_looks(office_folder)
    assert keys_of_both_sides([register]) == []
    assert keys_of_both_sides([register, parcels]) == ["code", "text"]
    sheet = {"SHEET": "sheet", "LOT": "land_no"}
    with_sheet = [replace(register, mapping=sheet), replace(parcels, mapping=sheet)]
    assert keys_of_both_sides(with_sheet) == ["sheet"]
    assert keys_of_both_sides([replace(register, mapping={}), parcels]) == ["code"]


@pytest.mark.usefixtures("screen")
def test_leaving_the_result_another_way_opens_what_was_imported(make_window: MakeWindow, office_folder: Path) -> None:
    window = begin(make_window, office_folder)
    window.show()
    for _ in range(4):
        window.assistant.next()
    assert window.assistant.step == RESULT
    before = window.office.project

    window.back()
    QCoreApplication.processEvents()
    assert before is None
    assert window.office.project is not None
    assert window.pages.currentWidget() is window.work
