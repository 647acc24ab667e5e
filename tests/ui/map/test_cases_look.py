"""Cases on the map of the window: which way they are shown, what a sign of several answers, the legend."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from shapely import Point
from tests.render.map_scene import EAST, NORTH, layer, parcels, square, styles
from tests.ui.fakes import town as fake_town
from tests.ui.stage import make_office

from ltaxgis.domain.styles import CLUSTERS, HEAT, POINTS
from ltaxgis.ports.resources import Resources
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.ui.map.canvas import MapCanvas
from ltaxgis.ui.map.desk import MapDesk
from ltaxgis.ui.map.kept_choice import choice_from
from ltaxgis.ui.map.messages import Cluster, ClusterAt
from ltaxgis.ui.map.painter import DirectPainter
from ltaxgis.ui.office import Office

pytestmark = pytest.mark.needs_qt
# three in one place, two 60 m apart from each other
PLACES = ((100, 100), (100, 100), (100, 100), (900, 100), (960, 100))


def load() -> list[LayerShapes]:
    points = [Point(EAST + east, NORTH + north) for east, north in PLACES]
    told = layer("petitions", points, standing=["done", "open", "late", "open", "done"], age=[1] * 5,
                 kind=["service"] * 5, label=[f"PT69-{number}" for number in range(5)])  # fmt: skip
    return [parcels([square(0, 0, 2_000)]), told]


@pytest.fixture
def office(resources: Resources) -> Office:
    return make_office(resources)


@pytest.fixture
def desk(qtbot: QtBot, office: Office) -> Iterator[MapDesk]:
    made = MapDesk(office, styles(), lambda project: load, DirectPainter)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.open(fake_town(5))
    canvas = canvas_of(made)
    qtbot.waitUntil(lambda: canvas.drawn is not None)
    made.set_theme("petitions")
    yield made
    made.close_map()


def canvas_of(desk: MapDesk) -> MapCanvas:
    assert desk.canvas is not None
    return desk.canvas


def click(canvas: MapCanvas, east: float, north: float) -> None:
    x, y = canvas.view.to_screen(EAST + east, NORTH + north)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(round(x), round(y)))


def test_the_choice_of_look_stands_where_cases_are_seen_and_is_kept(desk: MapDesk, office: Office) -> None:
    look = desk.side.cases
    assert look.isVisibleTo(desk)
    assert not look.radius.isVisibleTo(desk)

    look.buttons[HEAT].click()
    look.radius.setCurrentIndex(2)
    look.radius.activated.emit(2)
    choice = canvas_of(desk).choice

    assert (choice.cases, choice.radius) == (HEAT, styles().cases.radii[2])
    assert look.radius.isVisibleTo(desk)
    desk.close_map()
    kept = choice_from(office.preferences.get("map.choice", {}), styles())
    assert (kept.cases, kept.radius) == (HEAT, styles().cases.radii[2])


@pytest.mark.parametrize("kept", [{"cases": "fog", "radius": "x"}, {"cases": None, "radius": -1}])
def test_a_look_that_nobody_knows_is_as_at_the_first_start(kept: dict[str, object]) -> None:
    choice = choice_from(kept, styles())

    assert (choice.cases, choice.radius) == (POINTS, 100.0)


def test_where_no_cases_are_seen_nothing_is_asked(desk: MapDesk) -> None:
    desk.set_theme("land-use")

    assert not desk.side.cases.isVisibleTo(desk)


def test_the_legend_of_a_heat_says_what_its_end_means(desk: MapDesk, qtbot: QtBot) -> None:
    desk.side.cases.buttons[HEAT].click()
    qtbot.waitUntil(lambda: bool(canvas_of(desk).drawn and canvas_of(desk).drawn.heat_top))  # type: ignore[union-attr]

    drawn = canvas_of(desk).drawn
    assert drawn is not None
    assert desk.side.legend.ramp == styles().cases.ramp
    assert f"{drawn.heat_top:,.0f}" in desk.side.legend.accessibleDescription()
    desk.side.cases.buttons[POINTS].click()
    assert desk.side.legend.ramp == ()
    assert desk.side.legend.rows[0].text == "เกินกำหนด"


def test_a_click_on_a_sign_goes_nearer_until_its_cases_part(desk: MapDesk) -> None:
    desk.side.cases.buttons[CLUSTERS].click()
    canvas = canvas_of(desk)
    before = canvas.view.denominator()

    click(canvas, 930, 100)

    assert canvas.view.denominator() < before
    assert canvas.view.box[0] < EAST + 900 < EAST + 960 < canvas.view.box[2]
    found: list[Cluster | None] = []
    canvas.painter.ask(ClusterAt(EAST + 930, NORTH + 100, canvas.view.metres, ("petitions",)), found.append)
    assert found == [None], "now they stand apart"


def test_cases_in_one_place_are_a_list_the_worst_first(desk: MapDesk, office: Office) -> None:
    desk.side.cases.buttons[CLUSTERS].click()
    canvas = canvas_of(desk)
    opened: list[str] = []
    listed: list[tuple[str, list[str]]] = []
    office.announcer.wanted_case.connect(opened.append)
    office.announcer.wanted_cases.connect(lambda name, uids: listed.append((name, uids)))
    before = canvas.view

    click(canvas, 100, 100)

    menu = next(one for one in desk.findChildren(QMenu) if one.isVisible())
    lines = [one.text() for one in menu.actions() if not one.isSeparator()]
    assert lines == ["PT69-2", "PT69-1", "PT69-0", "ดูทั้ง 3 เรื่องในรายการ"]
    assert canvas.view == before
    menu.actions()[0].trigger()
    menu.actions()[-1].trigger()
    menu.close()
    assert opened == ["petitions-2"]
    assert listed == [("petitions", ["petitions-2", "petitions-1", "petitions-0"])]


def test_beside_a_sign_and_in_other_looks_a_click_selects_the_parcel(desk: MapDesk) -> None:
    canvas = canvas_of(desk)
    click(canvas, 100, 100)
    assert canvas.selection == ["parcels-0"]

    canvas.clear_selection()
    desk.side.cases.buttons[CLUSTERS].click()
    click(canvas, 500, 500)
    assert canvas.selection == ["parcels-0"]
