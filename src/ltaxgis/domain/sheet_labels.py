"""Labels of a printed sheet: those that stand inside the neat line as a whole."""

import unicodedata
from collections.abc import Iterable
from math import cos, radians, sin

from ltaxgis.domain.papers.map_sheet import SheetLabel
from ltaxgis.domain.sheets import Frame

_MM_A_POINT = 25.4 / 72
# of the type size: how wide a letter is on the average, how high a line with its marks
_WIDTH, _HEIGHT = 0.56, 1.2


def labels_inside(labels: Iterable[SheetLabel], frame: Frame) -> tuple[SheetLabel, ...]:
    """The labels that no edge of the map cuts; sizes are estimated, as no font is at hand here."""
    box = frame.layout.map
    kept = []
    for label in labels:
        x, y = frame.on_paper(label.e, label.n)
        wide, high = reach(label)
        inside_x = box.x + wide <= x <= box.x + box.width - wide
        if inside_x and box.y + high <= y <= box.y + box.height - high:
            kept.append(label)
    return tuple(kept)


def reach(label: SheetLabel) -> tuple[float, float]:
    """Half the width and height in mm of the upright box around a turned label."""
    letters = sum(not unicodedata.combining(letter) and unicodedata.category(letter) != "Mn" for letter in label.text)
    wide, high = (part * label.size_pt * _MM_A_POINT / 2 for part in (letters * _WIDTH, _HEIGHT))
    turn = radians(label.angle)
    return wide * abs(cos(turn)) + high * abs(sin(turn)), wide * abs(sin(turn)) + high * abs(cos(turn))
