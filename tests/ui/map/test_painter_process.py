"""The process that paints, seen from the window."""

from collections.abc import Callable, Iterator

import numpy as np
import psutil
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from tests.render.map_scene import EAST, NORTH, parcels, square, styles
from tests.ui.map.map_town import die, load_nothing, load_town

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.styles import MapChoice
from ltaxgis.ports.resources import Resources
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.picture import Drawn, draw_map
from ltaxgis.render.view import View, view_of
from ltaxgis.ui.map.messages import OutlineOf, Under, Within
from ltaxgis.ui.map.painter_process import ProcessPainter, still_useful
from ltaxgis.ui.map.workers import Workers

pytestmark = pytest.mark.needs_qt
PLAIN = MapChoice(label="", hatched=False)
WHOLE = view_of((EAST, NORTH, EAST + 1200, NORTH + 1200), 500, 400)
RING = np.array([(-50, -50), (1300, -50), (1300, 1300), (-50, 1300)]) + np.array([EAST, NORTH])
SPAWN_MS = 20_000
Make = Callable[[Callable[[], list[LayerShapes]]], ProcessPainter]


@pytest.fixture
def make(qapp: object, resources: Resources) -> Iterator[Make]:
    made: list[ProcessPainter] = []

    def build(load: Callable[[], list[LayerShapes]]) -> ProcessPainter:
        made.append(ProcessPainter(load, styles(), Workers(resources.fonts)))
        return made[-1]

    yield build
    for painter in made:
        painter.close()


def pictures_of(painter: ProcessPainter) -> list[tuple[QImage, Drawn]]:
    found: list[tuple[QImage, Drawn]] = []
    painter.painted.connect(lambda image, drawn, final: found.append((image.copy(), drawn)) if final else None)
    return found


def test_the_worker_paints_what_we_would_and_answers_and_leaves_nothing_behind(make: Make, qtbot: QtBot) -> None:
    painter = make(load_town)
    pictures = pictures_of(painter)
    painter.start()
    painter.paint(WHOLE, PLAIN)
    qtbot.waitUntil(lambda: len(pictures) == 1, timeout=SPAWN_MS)
    image, drawn = pictures[0]
    answers: list[object] = []

    painter.ask(Under(EAST + 20, NORTH, 1.0), answers.append)
    painter.ask(Within(RING), lambda uids: answers.append(len(uids)))
    painter.ask(OutlineOf((Uid("5"), Uid("6"), Uid("ไม่มี"))), lambda outline: answers.append(len(outline.starts) - 1))
    qtbot.waitUntil(lambda: len(answers) == 3, timeout=SPAWN_MS)
    process = painter.process_id
    painter.close()

    assert drawn.parcels_drawn == 3600
    assert image == draw_map(load_town(), styles(), WHOLE, PLAIN).image
    assert answers == [["1"], 3600, 2]
    assert process is not None
    assert not psutil.pid_exists(process)


def test_of_many_wishes_the_latest_is_the_one_that_comes_last(make: Make, qtbot: QtBot) -> None:
    painter = make(load_town)
    pictures = pictures_of(painter)
    painter.start()
    views = [WHOLE.moved(step * 300, 0) for step in range(30)]

    for view in views:
        painter.paint(view, PLAIN)
    qtbot.waitUntil(lambda: bool(pictures) and pictures[-1][1].view == views[-1], timeout=SPAWN_MS)

    assert len(pictures) < 10


def test_a_killed_worker_is_replaced_and_said_in_one_sentence(make: Make, qtbot: QtBot) -> None:
    painter = make(load_town)
    pictures = pictures_of(painter)
    said: list[str] = []
    painter.failed.connect(lambda code, facts: said.append(code))
    painter.start()
    painter.paint(WHOLE, PLAIN)
    qtbot.waitUntil(lambda: len(pictures) == 1, timeout=SPAWN_MS)
    assert painter.process_id is not None
    first = psutil.Process(painter.process_id)
    first.kill()
    qtbot.waitUntil(lambda: first.status() == psutil.STATUS_ZOMBIE if first.is_running() else True)

    painter.paint(WHOLE.moved(10, 10), PLAIN)
    qtbot.waitUntil(lambda: len(pictures) == 2, timeout=SPAWN_MS)

    assert said == ["map.painter_restarted"]
    assert pictures[1][1].view == WHOLE.moved(10, 10)


def test_a_worker_that_keeps_dying_is_given_up(make: Make, qtbot: QtBot) -> None:
    painter = make(die)
    said: list[str] = []
    painter.failed.connect(lambda code, facts: said.append(code))

    painter.start()
    qtbot.waitUntil(lambda: "map.painter_ended" in said, timeout=60_000)

    assert said == ["map.painter_restarted"] * 3 + ["map.painter_ended"]
    assert painter.process_id is None


def test_layers_that_cannot_be_read_are_said_with_their_reason(make: Make, qtbot: QtBot) -> None:
    painter = make(load_nothing)

    with qtbot.waitSignal(painter.failed, timeout=SPAWN_MS) as failed:
        painter.start()

    assert failed.args == ["file.missing", {"name": "ตัวอย่าง.ltax"}]


def test_a_changed_layer_is_painted_again_by_itself(make: Make, qtbot: QtBot) -> None:
    painter = make(load_town)
    pictures = pictures_of(painter)
    painter.start()
    painter.paint(WHOLE, PLAIN)
    qtbot.waitUntil(lambda: len(pictures) == 1, timeout=SPAWN_MS)

    painter.replace_layer(parcels([square(0, 0)], land_use=["1"]))
    qtbot.waitUntil(lambda: len(pictures) == 2, timeout=SPAWN_MS)

    assert pictures[1][1].parcels_drawn == 1


def test_a_picture_on_its_way_is_finished_while_it_still_shows_a_good_part() -> None:
    view = View(EAST, NORTH, 1.0, 1000, 800)

    assert still_useful(view, view.moved(300, 0))
    assert not still_useful(view, view.moved(900, 0))
    assert not still_useful(view, view.zoomed(4, 0, 0))
