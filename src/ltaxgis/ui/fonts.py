"""The type of the window: the bundled family, else the first clear Thai family that the computer has."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from ltaxgis.ui import tokens

_TABULAR = QFont.Tag("tnum")


def load_fonts(folder: Path) -> list[str]:
    """The families that came with the program are known to Qt; a broken file is left out."""
    families: set[str] = set()
    for path in sorted(folder.glob("**/*")):
        if path.suffix.lower() in {".ttf", ".otf"}:
            families.update(QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path))))
    return sorted(families)


def text_family() -> str:
    return _first_known(tokens.TEXT_FAMILIES) or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def code_family() -> str:
    return _first_known(tokens.CODE_FAMILIES) or QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()


def text_font(points: float = tokens.BODY_POINTS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Figures of equal width, so that columns of numbers stand under each other."""
    family = text_family()
    font = QFont([family, code_family()])
    font.setPointSizeF(points * tokens.SMALL_DRAWN.get(family, 1.0))
    font.setWeight(weight)
    font.setFeature(_TABULAR, 1)
    return font


def code_font(points: float = tokens.TABLE_POINTS) -> QFont:
    """For parcel codes and other keys, where 0 and O must differ; Thai letters come from the text family."""
    font = QFont([code_family(), text_family()])
    font.setPointSizeF(points)
    return font


def _first_known(wanted: tuple[str, ...]) -> str:
    known = set(QFontDatabase.families())
    return next((family for family in wanted if family in known), "")
