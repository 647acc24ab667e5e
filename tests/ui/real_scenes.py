"""The program's own window on the sample town: the main desks as a person brings them on."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ltaxgis.app.window import APPEARANCE, LANGUAGE, Stage
from ltaxgis.domain.users import User
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.map.canvas import MapCanvas
from ltaxgis.ui.map.desk import MapDesk
from ltaxgis.ui.map.tools.tool import Mode
from ltaxgis.ui.preferences import Preferences
from ltaxgis.ui.publicity.text_card import TextCard
from ltaxgis.ui.start.person import remember_user
from ltaxgis.ui.tokens import Colours

PATIENCE_S = 60.0
QUIET_MS = 350


class RealWindow:
    """What a scene works with: the window, its map, and waiting until a picture stands."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def desk(self) -> MapDesk:
        desk = self.window.work.map
        assert isinstance(desk, MapDesk)
        return desk

    @property
    def canvas(self) -> MapCanvas:
        canvas = self.desk.canvas
        assert canvas is not None
        return canvas

    def paint(self, change: Callable[[], None]) -> None:
        """The change is made and its picture has come."""
        came: list[object] = []
        self.canvas.picture_changed.connect(came.append)
        change()
        until(lambda: bool(came))
        self.canvas.picture_changed.disconnect(came.append)

    def click(self) -> None:
        middle = QPoint(self.canvas.width() // 2 + 40, self.canvas.height() // 2 + 30)
        QTest.mouseClick(self.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
        until(lambda: bool(self.canvas.selection))


def _whole(real: RealWindow) -> None:
    real.paint(real.canvas.zoom_to_all)


def _street(real: RealWindow) -> None:
    real.paint(lambda: real.canvas.set_scale(1000))
    real.click()


def _block(real: RealWindow) -> None:
    real.paint(lambda: real.canvas.set_scale(4000))
    view = real.canvas.view
    ring = [(view.east + x, view.north + y) for x, y in ((-90, -70), (110, -50), (90, 80), (-60, 60))]
    real.canvas.select_within(ring, Mode.REPLACE)
    until(lambda: len(real.canvas.selection) > 1)


def _theme(name: str) -> Callable[[RealWindow], None]:
    return lambda real: real.paint(lambda: real.desk.set_theme(name))


def _desk(name: str) -> Callable[[RealWindow], None]:
    return lambda real: real.window.show_desk(name)


def _findings(real: RealWindow) -> None:
    real.window.show_desk("findings")
    until(lambda: real.window.findings.kinds.count() > 0)


def _case_desk(name: str) -> Callable[[RealWindow], None]:
    def show(real: RealWindow) -> None:
        real.window.show_desk(name)
        wait(QUIET_MS)
        real.window.case_desk(name).cases.select(1)

    return show


def _tab(desk: str, tab: str) -> Callable[[RealWindow], None]:
    def show(real: RealWindow) -> None:
        real.window.show_desk(desk)
        page = real.window.letters if desk == "letters" else real.window.publicity_page
        page.choose(tab)

    return show


def _begin(desk: str) -> Callable[[RealWindow], None]:
    return lambda real: real.window.begin_case(desk)


def _draft(real: RealWindow) -> None:
    real.window.draft_letter()
    wait(QUIET_MS)
    real.window.draft_page.texts.setCurrentRow(3)


def _written(real: RealWindow) -> None:
    """A publication with all the room, its text as a form."""
    _case_desk("publicity")(real)
    real.window.publicity.show_whole(True)
    wait(QUIET_MS)
    page = real.window.publicity.page
    cards = [one for one in page.findChildren(TextCard) if one.isVisibleTo(page)]
    cards[-1].edit()


def _cases_on_map(real: RealWindow) -> None:
    real.window.show_desk("map")
    real.paint(lambda: real.desk.set_theme("petitions"))


def _search(real: RealWindow) -> None:
    real.window.show_desk("map")
    real.window.top.search.setText("สม")
    real.window.top.search.ask()
    wait(600)


def _printing(real: RealWindow) -> None:
    real.window.top.search.clear()
    real.window.top.search.results.hide()
    real.window.show_printing()
    until(lambda: real.window.printing.pages is not None)


REAL_SCENES: dict[str, Callable[[RealWindow], None]] = {
    "whole": _whole,
    "block": _block,
    "street": _street,
    "value": _theme("value"),
    "joined": _theme("joined"),
    "area-difference": _theme("area-difference"),
    "search": _search,
    "register": _desk("register"),
    "join": _desk("join"),
    "findings": _findings,
    "petitions": _case_desk("petitions"),
    "permits": _case_desk("permits"),
    "petitions-map": _cases_on_map,
    "letters-in": _case_desk("letters_in"),
    "letters-out": _case_desk("letters_out"),
    "letters-register": _tab("letters", "register"),
    "letters-filing": _tab("letters", "filing"),
    "letters-post": _tab("letters", "post"),
    "letters-figures": _tab("letters", "figures"),
    "letters-texts": lambda real: real.window.show_texts(),
    "letters-intake": _begin("letters_in"),
    "letters-draft": _draft,
    "letters-number": lambda real: real.window.take_number(),
    "publicity": _case_desk("publicity"),
    "publicity-text": _written,
    "publicity-month": _tab("publicity", "month"),
    "publicity-intake": _begin("publicity"),
    "printing": _printing,
}


def take_real(
    application: QApplication, town: Path, language: str, colours: Colours, size: tuple[int, int]
) -> Iterator[tuple[str, QPixmap]]:
    """Each scene's name and picture, one window for all of them."""
    preferences = Preferences()
    preferences.set(APPEARANCE, colours.name)
    preferences.set(LANGUAGE, language)
    remember_user(preferences, User("กัลยา ศรีสุวรรณ", "นักวิชาการจัดเก็บรายได้"))
    stage = Stage(application, language, preferences)
    try:
        window = stage.show(town)
        window.resize(*size)
        real = RealWindow(window)
        until(lambda: window.office.project is not None)
        until(lambda: real.canvas.drawn is not None)
        for name, scene in REAL_SCENES.items():
            scene(real)
            wait(QUIET_MS)
            yield name, window.grab()
    finally:
        stage.close()


def until(happened: Callable[[], bool]) -> None:
    """Events go on until it happened; raises `TimeoutError` where it does not."""
    end = time.monotonic() + PATIENCE_S
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError
        wait(20)


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
