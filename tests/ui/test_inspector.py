"""The inspector on a real project: all that hangs on what is selected, for those who may see it."""

import pytest
from PySide6.QtWidgets import QLabel
from tests.builders import CLERK
from tests.ui.real_town import open_town, parcel_of, row_of

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.parcels import Feature
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import UseRow
from ltaxgis.domain.signs import Sign
from ltaxgis.domain.users import User
from ltaxgis.services.all_about import all_about
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.start.person import sign_in


def shown(window: MainWindow) -> str:
    """Every text on the cards that are there now."""
    cards = window.inspector._cards
    return "\n".join(label.text() for label in cards.findChildren(QLabel) if label.isVisibleTo(cards))


def select(window: MainWindow, code: str) -> None:
    window.office.announcer.select([parcel_of(open_town(window.office), code).uid], "map")


def add(window: MainWindow, *things: Record) -> None:
    with open_town(window.office).work(CLERK, "register.edit") as work:
        work.apply(ChangeSet("register.edit", tuple(Change(None, thing) for thing in things)))
        work.commit()


def test_owner_with_masked_number_findings_and_other_columns_are_shown(real_window: MainWindow) -> None:
    select(real_window, "01A001")

    text = shown(real_window)
    assert "ริมน้ำการช่าง" in text
    assert "x-xxxx-xxxx0-12-3" in text
    assert "๑๒" in text
    assert "ผู้สำรวจ" in text
    assert "ช่างเอก" in text


def test_uses_and_signs_are_shown(real_window: MainWindow) -> None:
    row = row_of(open_town(real_window.office), "01A002")
    add(
        real_window,
        UseRow(uid=new_uid(), land_uid=row.uid, use_kind="agriculture", area=2_500),
        Sign(uid=new_uid(), land_uid=row.uid, words="ร้านริมน้ำ", sign_class="1"),
    )
    select(real_window, "01A002")

    text = shown(real_window)
    assert real_window.office.code_list("land_use")["agriculture"] in text
    assert "ร้านริมน้ำ" in text


def test_history_says_who_changed_what_from_what_to_what(real_window: MainWindow) -> None:
    register = real_window.work.register
    place = register.model.sheet.data["code"].index("01A001")
    register.editor.note([place], "รอโฉนด")
    select(real_window, "01A001")

    text = shown(real_window)
    assert "กัลยา ศรีสุวรรณ" in text
    assert "รอโฉนด" in text
    project = open_town(real_window.office)
    with project.reading() as reading:
        about = all_about(reading, row_of(project, "01A001").uid, project.settings)
    assert about.past[0].changed == (("memo", "", "รอโฉนด"),)
    assert about.past[-1].changed == ()


def test_hidden_names_are_on_no_card_nor_in_columns_whose_meaning_is_unknown(real_window: MainWindow) -> None:
    select(real_window, "01A001")
    real_window.office.announcer.hide_people(True)

    text = shown(real_window)
    assert "ริมน้ำการช่าง" not in text
    assert "ช่างเอก" not in text
    assert "ผู้สำรวจ" in text


def test_a_viewer_sees_no_names_whatever_key_is_pressed(real_window: MainWindow) -> None:
    select(real_window, "01A001")
    sign_in(real_window.office, User("วิชัย", "", ("viewer",)))
    real_window.actions_table["view.hide_people"].trigger()

    assert "ริมน้ำการช่าง" not in shown(real_window)
    assert real_window.office.words("people.not_for_role") in shown(real_window)


def test_names_come_back_with_somebody_who_may_see_them(real_window: MainWindow) -> None:
    select(real_window, "01A001")
    sign_in(real_window.office, User("วิชัย", "", ("viewer",)))
    sign_in(real_window.office, User("มานี", "", ("revenue",)))

    assert "ริมน้ำการช่าง" in shown(real_window)


@pytest.mark.parametrize(("wa", "differs"), [(20_000, True), (10_000, False)])
def test_the_difference_of_areas_goes_by_the_projects_tolerance(
    real_window: MainWindow, wa: int, differs: bool
) -> None:
    project = open_town(real_window.office)
    register = real_window.work.register
    place = register.model.sheet.data["code"].index("01A001")
    column = register.model.columns[register.model.position("area")]
    register.editor.paste(f"{wa // 100 // 400}-{wa // 100 % 400 // 100}-0", [place], [column])
    with project.reading() as reading:
        about = all_about(reading, parcel_of(project, "01A001").uid, project.settings)

    assert about.deed == wa
    assert (about.over is not None) == differs


def test_asking_what_is_here_tells_of_the_parcel_and_of_what_lies_over_it(real_window: MainWindow) -> None:
    parcel = parcel_of(open_town(real_window.office), "01A001")
    block = Feature(uid=new_uid(), layer="blocks", label="01A", rest='{"ผู้สำรวจเขต": "ช่างโท"}')
    add(real_window, block)

    real_window.office.announcer.asked_here.emit([block.uid, parcel.uid])
    text = shown(real_window)
    assert real_window.inspector.title.text() == "01A001"
    assert "ริมน้ำการช่าง" in text
    assert "ช่างโท" in text

    real_window.office.announcer.asked_here.emit([block.uid])
    assert "ช่างโท" in shown(real_window)
    assert real_window.office.words("card.owner") not in shown(real_window)


def test_of_several_selected_parcels_the_inspector_says_that_it_shows_the_first(real_window: MainWindow) -> None:
    project = open_town(real_window.office)
    both = [parcel_of(project, code).uid for code in ("01A001", "01A002")]

    real_window.office.announcer.select(both, "map")

    words = real_window.office.words
    assert real_window.inspector.title.text() == words("inspector.one_of", name="01A001", count=2)
