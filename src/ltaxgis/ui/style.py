"""Qt's Fusion style under one style sheet and one palette, both made from the tokens."""

from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ltaxgis.ui import fonts, tokens
from ltaxgis.ui.tokens import Colours

_ROLES = {
    QPalette.ColorRole.Window: "background",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "wrong",
    QPalette.ColorRole.Highlight: "tint",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.PlaceholderText: "quiet",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "strong_border",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Accent: "accent",
}
_TEXTS = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def palette(colours: Colours) -> QPalette:
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, QColor(str(getattr(colours, token))))
    for role in _TEXTS:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return made


_POINTS = {
    "body": tokens.BODY_POINTS, "table": tokens.TABLE_POINTS, "small": tokens.SMALL_POINTS,
    "heading": tokens.HEADING_POINTS, "title": tokens.TITLE_POINTS,
}  # fmt: skip


def style_sheet(colours: Colours, sheet: Path, icons: Path) -> str:
    """The sheet with every `$token` filled in; an unknown token is an error."""
    values = {name: str(getattr(colours, name)) for name in colours.__dataclass_fields__}
    for name in ("GAP_1", "GAP_2", "GAP_3", "GAP_4", "GAP_5", "CONTROL_HEIGHT", "CORNER", "ROW_HEIGHT"):
        values[name.lower()] = str(getattr(tokens, name))
    scale = tokens.SMALL_DRAWN.get(fonts.text_family(), 1.0)
    for name, points in _POINTS.items():
        values[f"{name}_size"] = f"{points * scale:.1f}pt"
    values["code_family"] = fonts.code_family()
    values["code_size"] = f"{tokens.TABLE_POINTS}pt"
    values["icons"] = icons.as_posix()
    return Template(sheet.read_text(encoding="utf-8")).substitute(values)


def dress_application(application: QApplication, colours: Colours, sheet: Path, icons: Path) -> None:
    """The whole application wears these colours from now on."""
    application.setStyle("Fusion")
    application.setPalette(palette(colours))
    application.setFont(fonts.text_font())
    application.setStyleSheet(style_sheet(colours, sheet, icons))
