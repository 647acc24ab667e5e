"""The sums under the sheet are never cut: where there is no room, fewer words say them, and the tips all."""

import pytest
from PySide6.QtWidgets import QApplication

from ltaxgis.ports.resources import Resources
from ltaxgis.ui.register.foot import Foot, Sums
from ltaxgis.words import load_words

ALL, PICKED = Sums(100_000, 1_234_567_890, 98_765_432_100), Sums(128, 4_567_890, 765_432_100)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("width", [1300, 900, 700, 560, 480])
def test_what_is_said_fits(dressed: QApplication, resources: Resources, width: int, language: str) -> None:
    foot = Foot(load_words(resources.words, language))
    foot.resize(width, 28)
    foot.show_rows(ALL.rows, ALL)
    foot.show_selected(PICKED)
    foot.show()
    foot.resize(width, 28)
    dressed.processEvents()

    for part in (foot.count, foot.sums, foot.picked):
        assert part.fontMetrics().horizontalAdvance(part.text()) <= max(part.width(), 0) or not part.isVisible()
    assert foot.picked.isVisible()
    assert "7,654,321.00" in foot.picked.text()
    assert "987,654,321.00" in foot.count.toolTip()


def test_without_a_selection_the_sums_stand_alone(dressed: QApplication, resources: Resources) -> None:
    foot = Foot(load_words(resources.words, "th"))
    foot.resize(900, 28)
    foot.show_rows(ALL.rows, ALL)
    foot.show_selected(Sums(1, 5, 5))

    assert foot.picked.text() == ""
    assert "987,654,321.00" in foot.sums.text()
