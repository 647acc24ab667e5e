"""No text cut, no control on another, nothing faint or out of reach on the smallest screen; `make look` sees others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from tests.ui.faults import faults
from tests.ui.scenes import SCENES, window_for
from tests.ui.stage import dress, remove

from ltaxgis.ports.resources import Resources
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.tokens import DARK, LIGHT, Colours, contrast

SMALLEST = (1093, 580)  # 1366×768 at 125 %, less the task bar
TEXTS = ("text", "quiet", "accent", "good", "attention", "wrong")
GROUNDS = ("background", "surface", "tint", "hover", "sunken")


@pytest.fixture(scope="module", params=[("th", LIGHT, SMALLEST), ("en", DARK, SMALLEST)])
def setting(
    request: pytest.FixtureRequest, qapp: QApplication, resources: Resources, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Colours, tuple[int, int]]]:
    language, colours, size = request.param
    dress(qapp, resources, colours, tmp_path_factory.mktemp("look"))
    yield language, colours, size
    dress(qapp, resources, LIGHT, tmp_path_factory.mktemp("look"))


@pytest.mark.usefixtures("screen")
@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_has_no_fault(
    setting: tuple[str, Colours, tuple[int, int]], scene: str, qapp: QApplication, resources: Resources
) -> None:
    language, colours, size = setting
    window = window_for(scene, resources, language, colours)
    try:
        _show(window, size, qapp)

        assert faults(window) == []
    finally:
        window.close()
        remove(window)


def _show(window: MainWindow, size: tuple[int, int], application: QApplication) -> None:
    window.resize(*size)
    window.show()
    for _ in range(3):
        application.processEvents()


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_each_text_colour_is_readable_on_each_ground(colours: Colours) -> None:
    faint = [
        (text, ground)
        for text in TEXTS
        for ground in GROUNDS
        if contrast(getattr(colours, text), getattr(colours, ground)) < 4.5
    ]

    assert faint == []
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    for tone in ("good", "attention", "wrong"):
        assert contrast(getattr(colours, tone), getattr(colours, f"{tone}_tint")) >= 4.5


def test_the_style_sheet_knows_no_colour_of_its_own(resources: Resources) -> None:
    text = (resources.styles / "window.qss").read_text(encoding="utf-8")

    assert "#" not in text.replace("QWidget#page", "").replace("QWidget#cards", "")


def test_every_picture_that_is_named_is_there(resources: Resources) -> None:
    import re

    source = Path(__file__).parents[2] / "src" / "ltaxgis" / "ui"
    named = {
        name
        for path in source.rglob("*.py")
        for name in re.findall(r'(?:pixmap|dress|icon)\([^)]*?"([a-z][a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }
    roles = {"text", "quiet", "accent", "good", "attention", "wrong", "strong_border"}

    missing = {name for name in named - roles if "-" in name and not (resources.icons / f"{name}.svg").is_file()}
    assert missing == set()


@pytest.mark.usefixtures("screen", "dressed")
def test_faults_that_are_planted_are_found(qapp: QApplication) -> None:
    window = QWidget()
    window.resize(600, 300)
    faint, cut, nameless = QLabel("เลือนราง", window), QPushButton("ตกลงและบันทึกทั้งหมด", window), QPushButton(window)
    arrow = QLabel("→", window)
    faint.setStyleSheet("color: #b0b0b0; background: #ffffff")
    arrow.setStyleSheet("color: #808080; background: #ffffff")
    for number, (widget, width) in enumerate(((faint, 200), (arrow, 200), (cut, 40), (nameless, 200))):
        widget.setGeometry(20, 20 + 60 * number, width, 40)
    try:
        window.show()
        qapp.processEvents()

        told = [line.split(":")[0] for line in faults(window)]

        assert sorted(told) == ["cut", "faint", "nameless"]
    finally:
        window.close()
