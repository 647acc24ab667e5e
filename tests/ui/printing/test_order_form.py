"""The choices of the printing desk, and the order they make."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.sheets import SCALES, Orientation, Paper
from ltaxgis.domain.styles import LayerChoice, MapChoice
from ltaxgis.ui.office import MapSeen, Office
from ltaxgis.ui.printing.order_form import BLOCK, KEPT, PARCELS, VIEW, OrderForm

CLERK = Actor("สมศรี ทดสอบ")
SEEN = MapSeen((0.0, 0.0, 100.0, 50.0), MapChoice("joined", "{owner}", (LayerChoice("roads", False, 1.0),)))
THEMES = ("land-use", "joined", "value")


@pytest.fixture
def form(qtbot: QtBot, office: Office) -> OrderForm:
    made = OrderForm(office, THEMES)
    qtbot.addWidget(made)
    made.begin(SEEN, ["01A", "01B"], [])
    return made


def test_the_first_order_is_the_view_in_black_that_fits_on_a4(form: OrderForm) -> None:
    order = form.order(CLERK)

    assert (order.extent, order.block, order.parcels) == (SEEN.extent, "", ())
    assert (order.scale, order.paper, order.orientation, order.pieces) == (None, Paper.A4, None, None)
    assert (order.colour, order.thai_digits, order.title) == (False, False, "")
    assert order.signers == ("ผู้จัดทำ", "หัวหน้าฝ่ายแผนที่ภาษีและทะเบียนทรัพย์สิน", "ผู้อำนวยการกองคลัง")


def test_the_map_is_printed_as_it_is_seen(form: OrderForm) -> None:
    assert form.order(CLERK).choice == SEEN.choice

    form.labels.click()
    assert form.order(CLERK).choice == MapChoice("joined", "", SEEN.choice.layers)


def test_a_block_is_chosen_by_its_code(form: OrderForm) -> None:
    form.what[BLOCK].click()
    form.blocks.setCurrentIndex(1)

    order = form.order(CLERK)
    assert (order.extent, order.block) == (None, "01B")


def test_selected_parcels_can_be_printed_only_where_there_are_some(form: OrderForm) -> None:
    assert not form.what[PARCELS].isEnabled()

    form.begin(SEEN, [], [Uid("a"), Uid("b")])
    form.what[PARCELS].click()

    assert form.order(CLERK).parcels == ("a", "b")
    assert "2" in form.what[PARCELS].text()
    assert not form.what[BLOCK].isEnabled()


def test_a_choice_that_is_gone_gives_way(form: OrderForm) -> None:
    form.begin(SEEN, ["01A"], [Uid("a")])
    form.what[PARCELS].click()

    form.begin(SEEN, ["01A"], [])
    assert form.chosen == VIEW
    form.begin(None, ["01A"], [])
    assert form.chosen == BLOCK


@pytest.mark.parametrize(
    ("typed", "scale"), [("1:1250", 1250), ("2000", 2000), ("๑:๔,๐๐๐", 4000), ("1:1,000", 1000), ("1:100", 100)]
)
def test_a_scale_may_be_typed(form: OrderForm, typed: str, scale: int) -> None:
    form.scale.setEditText(typed)

    assert form.acceptable
    assert form.order(CLERK).scale == scale


@pytest.mark.parametrize("typed", ["มาก", "1:50", "", "1:0"])
def test_what_is_no_scale_is_said_at_once(form: OrderForm, typed: str) -> None:
    form.scale.setEditText(typed)
    form.scale.lineEdit().editingFinished.emit()  # type: ignore[union-attr]

    assert not form.acceptable
    assert "1:1000" in form.scale_said.text()


def test_the_usual_scales_are_offered_after_fits(form: OrderForm) -> None:
    offered = []
    for place in range(form.scale.count()):
        form.scale.setCurrentIndex(place)
        offered.append(form.scale_wanted())

    assert offered == [None, *SCALES]


def test_pieces_are_for_printers_smaller_than_the_sheet(form: OrderForm) -> None:
    assert not form.pieces.isEnabled()

    form.paper.setCurrentText("A1")
    form.pieces.setCurrentIndex(2)
    assert form.order(CLERK).pieces is Paper.A3

    form.paper.setCurrentText("A3")
    assert form.order(CLERK).pieces is None
    form.pieces.setCurrentIndex(1)
    assert form.order(CLERK).pieces is Paper.A4


def test_signers_are_lines_and_none_is_allowed(form: OrderForm) -> None:
    form.signers.setPlainText("  นายช่างสำรวจ \n\nปลัดเทศบาล")
    assert form.order(CLERK).signers == ("นายช่างสำรวจ", "ปลัดเทศบาล")

    form.signers.setPlainText(" \n")
    assert form.order(CLERK).signers == ()


def test_what_is_the_same_from_sheet_to_sheet_is_remembered(form: OrderForm, office: Office, qtbot: QtBot) -> None:
    form.paper.setCurrentText("A2")
    form.orientation.setCurrentIndex(2)
    form.colour.setCurrentIndex(1)
    form.thai_digits.click()
    form.signers.setPlainText("ปลัดเทศบาล")

    again = OrderForm(office, THEMES)
    qtbot.addWidget(again)
    again.begin(SEEN, [], [])

    order = again.order(CLERK)
    assert (order.paper, order.orientation, order.colour) == (Paper.A2, Orientation.LANDSCAPE, True)
    assert (order.thai_digits, order.signers, order.scale) == (True, ("ปลัดเทศบาล",), None)


def test_damaged_memories_are_no_reason_to_refuse(office: Office, qtbot: QtBot) -> None:
    office.preferences.set(KEPT, {"paper": "B5", "orientation": 77})

    form = OrderForm(office, THEMES)
    qtbot.addWidget(form)

    assert form.order(CLERK).paper is Paper.A4


def test_every_choice_is_told(form: OrderForm, qtbot: QtBot) -> None:
    changes: tuple[Callable[[], None], ...] = (
        lambda: form.paper.setCurrentText("A0"),
        form.thai_digits.click,
        form.what[BLOCK].click,
        lambda: form.signers.setPlainText("ก"),
    )
    for change in changes:
        with qtbot.waitSignal(form.changed):
            change()
