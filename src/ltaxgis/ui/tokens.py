"""Every colour, distance, size and font of the window, in one place."""

from dataclasses import dataclass

GAP_1, GAP_2, GAP_3, GAP_4, GAP_5 = 4, 8, 12, 16, 24
CONTROL_HEIGHT = 30
ROW_HEIGHT = 26
ICON_SIZE = 18
CORNER = 6
RAIL_WIDTH = 84
TOP_HEIGHT = 46
STATUS_HEIGHT = 36
INSPECTOR_WIDTH = 300
LEAST_WINDOW = (1000, 540)

BODY_POINTS = 10.5
TABLE_POINTS = 9.5
SMALL_POINTS = 9.0
HEADING_POINTS = 13.0
TITLE_POINTS = 20.0
LINE_HEIGHT = 1.45

# The first that the computer has. Laksaman draws a third smaller than the others at the same size.
TEXT_FAMILIES = ("Sarabun", "Noto Sans Thai", "Leelawadee UI", "Thonburi", "Laksaman")
SMALL_DRAWN = {"Laksaman": 1.3, "TH Sarabun New": 1.4}
CODE_FAMILIES = ("Cascadia Mono", "Consolas", "Noto Sans Mono", "Menlo", "DejaVu Sans Mono")

TIP_DELAY_MS = 400
BAR_AFTER_MS = 2000


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours as `#rrggbb`; each text colour keeps 4.5:1 on every ground it may lie on."""

    name: str
    background: str
    surface: str
    sunken: str
    border: str
    strong_border: str
    text: str
    quiet: str
    disabled: str
    accent: str
    on_accent: str
    accent_hover: str
    tint: str
    hover: str
    good: str
    good_tint: str
    attention: str
    attention_tint: str
    wrong: str
    wrong_tint: str
    map_selection: str
    map_halo: str


LIGHT = Colours(
    name="light",
    background="#F4F6F8",
    surface="#FFFFFF",
    sunken="#EDF0F4",
    border="#DDE2E8",
    strong_border="#B9C2CD",
    text="#1B2430",
    quiet="#5A6675",
    disabled="#8D97A5",
    accent="#1D5B8F",
    on_accent="#FFFFFF",
    accent_hover="#174B77",
    tint="#E3EEF8",
    hover="#E9EDF2",
    good="#1A6F43",
    good_tint="#EAF6EF",
    attention="#8A5200",
    attention_tint="#FFF4DC",
    wrong="#B3261E",
    wrong_tint="#FCEDEB",
    map_selection="#FF9F1C",
    map_halo="#33302A",
)

DARK = Colours(
    name="dark",
    background="#14181F",
    surface="#1C222B",
    sunken="#171C24",
    border="#323B47",
    strong_border="#4A5666",
    text="#E8ECF1",
    quiet="#A3AEBB",
    disabled="#687382",
    accent="#86BBEE",
    on_accent="#10151C",
    accent_hover="#A3CDF5",
    tint="#223449",
    hover="#262E39",
    good="#6FCF97",
    good_tint="#1B3127",
    attention="#F2C46D",
    attention_tint="#362C18",
    wrong="#F2938C",
    wrong_tint="#3A2221",
    map_selection="#FF9F1C",
    map_halo="#0B0E12",
)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG counts it, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
