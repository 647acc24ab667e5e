"""From the start page to the map: how many clicks, and what is asked of the services."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton
from tests.ui.conftest import MakeWindow
from tests.ui.fakes import FakeServices, sample_looks, sample_report

from ltaxgis.domain.errors import Refused
from ltaxgis.services.progress import Progress
from ltaxgis.ui.import_assistant.assistant import CHECK, COLUMNS, CRS, FILES, RESULT
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.office import ImportPlan, ImportReport


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
