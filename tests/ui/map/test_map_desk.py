"""Beside the canvas: legend, layers, scale, coordinates, and all of it as the window knows it."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QToolTip
from pytestqt.qtbot import QtBot
from tests.render.map_scene import EAST, NORTH, layer, parcels, square, styles, view
from tests.ui.fakes import town as fake_town
from tests.ui.stage import make_office

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.styles import LayerChoice, MapChoice, MapStyles
from ltaxgis.ports.resources import Resources
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.picture import Drawn
from ltaxgis.ui.map.coordinates import Coordinates
from ltaxgis.ui.map.desk import MapDesk
from ltaxgis.ui.map.engine import LoadLayers
from ltaxgis.ui.map.kept_choice import choice_from
from ltaxgis.ui.map.layers_panel import LayersPanel
from ltaxgis.ui.map.legend import legend_rows
from ltaxgis.ui.map.messages import About, Question
from ltaxgis.ui.map.painter import DirectPainter, Reply
from ltaxgis.ui.map.place_box import PlaceBox
from ltaxgis.ui.map.scale_box import ScaleBox, read_scale, scale_text
from ltaxgis.ui.map.tip import tip_text
from ltaxgis.ui.map.tool_strip import ToolStrip
from ltaxgis.ui.map.tools.tool import Mode
from ltaxgis.ui.office import Office
from ltaxgis.words import Words

pytestmark = pytest.mark.needs_qt


def load() -> list[LayerShapes]:
    shapes = [square(x, 0, 18) for x in range(0, 200, 20)]
    owners = ["นายสมชาย ใจดี"] * 10
    return [
        parcels(shapes, land_use=["1", "2"] * 5, code=["01A001"] * 10, owner=owners),
        layer("roads", [square(0, 30, 10)]),
    ]


class Listening(DirectPainter):
    """Remembers what it was asked."""

    def __init__(self, load_layers: LoadLayers, map_styles: MapStyles, parent: QObject) -> None:
        super().__init__(load_layers, map_styles, parent)
        self.asked: list[Question] = []

    def ask(self, question: Question, reply: Reply) -> None:
        self.asked.append(question)
        super().ask(question, reply)


@pytest.fixture
def office(resources: Resources) -> Office:
    return make_office(resources)


@pytest.fixture
def desk(qtbot: QtBot, office: Office) -> Iterator[MapDesk]:
    made = MapDesk(office, styles(), lambda project: load, Listening)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.open(fake_town(5))
    assert made.canvas is not None
    canvas = made.canvas
    qtbot.waitUntil(lambda: canvas.drawn is not None)
    yield made
    made.close_map()


@given(st.integers(100, 9_000_000))
def test_a_scale_that_is_shown_can_be_typed_again(denominator: int) -> None:
    shown = scale_text(denominator)

    assert scale_text(read_scale(shown) or 0) == shown


@pytest.mark.parametrize(
    ("typed", "read"),
    [("1:1000", 1000), ("1000", 1000), ("1:1,000", 1000), ("1 : 2 500", 2500), ("๑:๕๐๐", 500), ("1/4000", 4000)],
)
def test_scales_are_read_as_people_type_them(typed: str, read: float) -> None:
    assert read_scale(typed) == read


@pytest.mark.parametrize("typed", ["", "abc", "1:0", "0", "1:", "-500", "1:1:1"])
def test_what_is_no_scale_is_refused(typed: str) -> None:
    assert read_scale(typed) is None


def test_a_typed_scale_is_wanted_and_nonsense_gives_the_old_one_back(qtbot: QtBot, words: Words) -> None:
    box = ScaleBox(words)
    qtbot.addWidget(box)
    box.show_scale(2000)
    line = box.lineEdit()
    assert line is not None

    with qtbot.waitSignal(box.scale_wanted) as wanted:
        line.setText("1:1000")
        QTest.keyClick(line, Qt.Key.Key_Return)
    line.setText("ก")
    QTest.keyClick(line, Qt.Key.Key_Return)

    assert wanted.args == [1000.0]
    assert box.currentText() == "1:1,000"


def test_the_legend_follows_theme_and_view(words: Words) -> None:
    theme = styles().themes["value"]
    drawn = Drawn(
        view(), 3, 0, (1, 0, 2, 0, 0, 0), ((None, 100.0), (100.0, 2500.0), (2500.0, None), *[(None, None)] * 3)
    )

    rows = legend_rows(theme, drawn, words)

    assert [(row.text, row.count) for row in rows] == [
        ("น้อยกว่า 100", 1), ("100 – 2,500", 0), ("2,500 ขึ้นไป", 2), ("ไม่มีราคา", 0),
    ]  # fmt: skip


def test_every_class_of_a_theme_of_codes_has_a_row(words: Words) -> None:
    for name in ("land-use", "joined", "area-difference"):
        theme = styles().themes[name]
        assert len(legend_rows(theme, None, words)) == len(theme.classes)


def test_coordinates_are_told_in_grid_and_degrees_with_the_zone(qtbot: QtBot, words: Words) -> None:
    line = Coordinates(words)
    qtbot.addWidget(line)
    line.set_crs(32647)

    line.show_place(499_273, 2_077_337)

    assert line.text().replace("\u00a0", " ") == "E 499 273   N 2 077 337   18.78770° N  98.99310° E   47N"


def test_degrees_of_an_indian_1975_map_use_the_projects_shift(qtbot: QtBot, words: Words) -> None:
    line = Coordinates(words)
    qtbot.addWidget(line)
    line.set_crs(24047, "206,837,295")

    line.show_place(500_000, 2_076_000)
    shifted = line.text()
    line.set_crs(32647)
    line.show_place(499_665.73, 2_076_303.40)

    assert shifted.split("   ")[2] == line.text().split("   ")[2]


def test_a_tip_tells_the_parcel_and_hides_its_owner_where_people_are_hidden(words: Words) -> None:
    facts = {"code": "01A001", "owner": "นายสมชาย ใจดี", "land_use": ["1"], "area": 60_050, "drawn_m2": 2400.0}
    theme = styles().themes["land-use"]

    shown = tip_text(facts, theme, words, hides_people=False).split("\n")

    assert shown == ["01A001", "นายสมชาย ใจดี", "เกษตรกรรม", "เนื้อที่ 1-2-0.5 ไร่ · วัดจากแผนที่ 1-2-0.0 ไร่"]
    assert "สมชาย" not in tip_text(facts, theme, words, hides_people=True)
    assert tip_text({"drawn_m2": 4.0}, theme, words, hides_people=True) == "ไม่มีรหัสแปลง\nวัดจากแผนที่ 0-0-1.0 ไร่"


def test_the_tip_of_the_parcel_under_the_pointer_shows(desk: MapDesk, qtbot: QtBot) -> None:
    canvas = desk.canvas
    assert canvas is not None
    x, y = canvas.view.to_screen(EAST + 105, NORTH + 5)

    told: list[str] = []

    def pointed_at() -> bool:
        """Windows of other tests on the same screen hide tips: the pointer comes again."""
        told.append(QToolTip.text())
        if len(told) % 100 == 1:
            QTest.mouseMove(canvas, QPoint(round(x) + len(told) // 100 % 2, round(y)))
        return "01A001" in told[-1]

    qtbot.waitUntil(pointed_at, timeout=20_000)
    QToolTip.hideText()


def test_ticks_the_slider_and_the_order_are_told(qtbot: QtBot, words: Words) -> None:
    panel = LayersPanel(words)
    qtbot.addWidget(panel)
    panel.show_layers(
        [(LayerChoice("water"), "layer.water", 3), (LayerChoice("parcels", True, 0.5), "layer.parcels", 9)]
    )
    told: list[object] = []
    panel.visible_changed.connect(lambda name, visible: told.append((name, visible)))
    panel.opacity_changed.connect(lambda name, opacity: told.append((name, opacity)))

    panel.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    panel.list.setCurrentRow(0)
    assert panel.slider.value() == 50
    panel.slider.setValue(80)

    assert told == [("water", False), ("parcels", 0.8)]
    assert panel.names() == ["water", "parcels"]


def test_the_desk_shows_its_layers_in_words_and_hides_one(desk: MapDesk, qtbot: QtBot) -> None:
    listed = [desk.side.layers.list.item(number).text() for number in range(2)]
    assert desk.canvas is not None

    with qtbot.waitSignal(desk.canvas.picture_changed):
        desk.side.layers.list.item(1).setCheckState(Qt.CheckState.Unchecked)

    assert listed == ["ถนน", "แปลงที่ดิน"]
    assert desk.canvas.drawn is not None
    assert desk.canvas.drawn.parcels_drawn == 0


def test_the_desk_tells_everybody_what_was_selected_on_the_map(desk: MapDesk, office: Office, qtbot: QtBot) -> None:
    canvas = desk.canvas
    assert canvas is not None

    with qtbot.waitSignal(office.announcer.selected) as selected:
        canvas.select_within([(EAST, NORTH), (EAST + 30, NORTH), (EAST + 30, NORTH + 5)], Mode.REPLACE)

    assert selected.args == [["parcels-0", "parcels-1"], "map"]


def test_a_theme_is_kept_for_the_next_time(desk: MapDesk, office: Office) -> None:
    desk.set_theme("joined")
    assert desk.canvas is not None

    desk.open(fake_town(5))

    assert desk.canvas is not None
    assert desk.canvas.choice.theme == "joined"
    assert len(desk.side.legend.rows) == 4


def test_owners_names_vanish_from_the_map_where_people_are_hidden(desk: MapDesk, office: Office) -> None:
    canvas = desk.canvas
    assert canvas is not None
    canvas.set_label("{owner}")

    office.announcer.hide_people(True)

    assert "{owner}" not in canvas.choice.label


def test_a_name_that_may_not_be_seen_is_not_asked_for(desk: MapDesk, office: Office, qtbot: QtBot) -> None:
    canvas = desk.canvas
    assert canvas is not None
    painter = canvas.painter
    assert isinstance(painter, Listening)

    canvas.tip_wanted.emit("parcels-1", QPoint())
    office.announcer.hide_people(True)
    canvas.tip_wanted.emit("parcels-1", QPoint())

    assert [("owner" in question.names) for question in painter.asked if isinstance(question, About)] == [True, False]
    QToolTip.hideText()


def test_what_waits_for_the_map_goes_on_when_it_stands_there_or_when_there_is_none(desk: MapDesk) -> None:
    told: list[str] = []

    desk.when_seen(lambda: told.append("stands"))
    desk.open(None)
    desk.when_seen(lambda: told.append("none"))

    assert told == ["stands", "none"]


def test_no_project_is_one_sentence(desk: MapDesk) -> None:
    desk.open(None)

    assert desk.canvas is None
    desk.select([Uid("parcels-1")])
    desk.zoom_to([Uid("parcels-1")])
    desk.refresh(frozenset())


def test_a_picked_parcel_gives_the_hand_back(desk: MapDesk, qtbot: QtBot) -> None:
    desk.pick_parcel()
    canvas = desk.canvas
    assert canvas is not None

    with qtbot.waitSignal(desk.picked) as picked:
        canvas.pick_at(EAST + 5, NORTH + 5)

    assert picked.args == ["parcels-0"]
    assert canvas.tool.code == "hand"


def test_what_is_seen_leaves_out_the_emptiness_around_the_town(desk: MapDesk) -> None:
    assert desk.canvas is not None
    desk.canvas.zoom_to_all()
    desk.canvas.set_scale(desk.canvas.view.denominator() * 10)
    whole = desk.canvas.whole_box()
    assert whole is not None

    seen = desk.seen()

    assert seen is not None
    assert seen.choice == desk.canvas.choice
    assert seen.extent[0] < whole[0] < whole[2] < seen.extent[2]
    assert seen.extent[2] - seen.extent[0] < 1.1 * (whole[2] - whole[0])


def test_what_is_seen_inside_the_town_is_all_that_is_seen(desk: MapDesk) -> None:
    assert desk.canvas is not None
    desk.canvas.zoom_to_all()
    desk.canvas.zoom_by(20)

    seen = desk.seen()

    assert seen is not None
    assert seen.extent == desk.canvas.view.box


def test_a_closed_map_shows_nothing(desk: MapDesk) -> None:
    desk.close_map()

    assert desk.seen() is None


def test_a_block_is_gone_to_by_its_name_whatever_the_keyboard(qtbot: QtBot, words: Words) -> None:
    box = PlaceBox(words)
    qtbot.addWidget(box)
    box.show_places([("zones", "01", (0.0, 0.0, 9.0, 9.0)), ("blocks", "01A", (1.0, 1.0, 2.0, 2.0))])
    line = box.lineEdit()
    assert line is not None

    for typed in ("01a", "จๅฤ"):
        with qtbot.waitSignal(box.place_wanted) as wanted:
            line.setText(typed)
            QTest.keyClick(line, Qt.Key.Key_Return)
        assert wanted.args == [(1.0, 1.0, 2.0, 2.0)]


def test_what_a_person_chose_for_the_map_is_there_again(desk: MapDesk, office: Office) -> None:
    assert desk.canvas is not None
    desk.set_theme("joined")
    desk.canvas.set_layer_order(["parcels", "roads"])
    desk.canvas.set_layer_opacity("roads", 0.25)
    chosen = desk.canvas.choice

    desk.open(fake_town(5))

    assert desk.canvas.choice == chosen
    assert chosen.letters == tuple(office.words(one.letter) for one in styles().themes["joined"].classes)


@pytest.mark.parametrize("kept", [None, [], ["land-use", "{code}"], {"theme": "gone", "label": 3}])
def test_a_choice_that_cannot_be_read_is_that_of_the_first_start(kept: object) -> None:
    assert choice_from(kept, styles()) == MapChoice()


def test_no_tool_lies_below_a_low_map(desk: MapDesk) -> None:
    assert desk.canvas is not None
    strip = desk.canvas.findChild(ToolStrip)
    assert strip is not None
    for height in (200, 300, 420, 900):
        strip.fit(height)
        strip.adjustSize()
        lowest = max(button.geometry().bottom() for button in strip.findChildren(QToolButton))
        assert strip.y() + lowest < height


def test_the_table_is_asked_for_the_rows_of_what_is_selected(desk: MapDesk, office: Office, qtbot: QtBot) -> None:
    assert desk.canvas is not None
    desk.canvas.select([Uid("parcels-1"), Uid("parcels-2")])

    with qtbot.waitSignal(office.announcer.wanted_rows) as wanted:
        desk._want_rows()

    assert wanted.args == [["parcels-1", "parcels-2"]]


def test_the_coordinates_are_those_of_the_middle_until_the_pointer_comes(desk: MapDesk) -> None:
    assert desk.coordinates.text() != ""


class BusyAtFirst(DirectPainter):
    """Finds the file busy when it first reads."""

    def __init__(self, load_layers: LoadLayers, map_styles: MapStyles, parent: QObject) -> None:
        super().__init__(load_layers, map_styles, parent)
        self.readings = 0

    def reload(self, touched: frozenset[Uid] | None = None) -> None:
        self.readings += 1
        if self.readings == 1:
            self.failed.emit("project.busy", {"path": "ทต.ตัวอย่าง.ltax", "who": "วิชัย"})
        else:
            super().reload(touched)


def test_a_map_that_could_not_be_read_at_once_is_read_again(qtbot: QtBot, office: Office) -> None:
    made = MapDesk(office, styles(), lambda project: load, BusyAtFirst)
    qtbot.addWidget(made)
    made.resize(900, 500)
    said: list[str] = []
    office.announcer.said.connect(lambda sentence, _tone: said.append(sentence))

    made.open(fake_town(3))

    assert len(said) == 1
    assert "วิชัย" in said[0]
    assert made.canvas is not None
    qtbot.waitUntil(lambda: made.canvas is not None and made.canvas.drawn is not None, timeout=10_000)
    made.close_map()
