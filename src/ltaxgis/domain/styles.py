"""How the map looks, as data: themes and their classes, layer styles, label templates.

A theme gives each parcel a class by one of its columns. What the columns of the layer `parcels` hold:
`code`, `lot` (เลขที่ดิน), `owner`, `deed` (title number) text; `area` hundredths of a square wa of the deed;
`land_use` a use code or several; `joined` one of `joined`, `map_only`, `ambiguous`; `value` appraised value in
satang; `area_difference` (drawn - deed) / deed. None or "" where nothing is known.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import floor, log10, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.measures import area_text

HATCHES = ("", "rising", "falling", "level", "upright", "cross", "diamond", "dots")
PARCELS = "parcels"
POINTS, CLUSTERS, HEAT = LOOKS = ("points", "clusters", "heat")
"""How cases are shown: each by itself, those that would lie on each other as one sign, or how densely they lie."""
THINNEST = 0.35  # of its width that a line keeps at any scale


@dataclass(frozen=True, slots=True)
class MapClass:
    """A class of a theme: told apart by colour, by hatch and by the letter of its word `letter`."""

    code: str
    colour: str
    hatch: str
    word: str
    letter: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """`kind`: `codes` (a class names its values), `breaks` (fixed bounds between the classes) or `quantiles`
    (bounds from the data, equal counts, rounded). The last class is for what has no value.
    `several` is the class of a parcel whose values fall into more than one class. Bounds and data are divided by
    `unit` for the legend. `layer` is the one whose records it classes: parcels, or one of points that lie over them.
    `worst` says with which class those begin that want a person: `first`, `last`, or none where no class is worse."""

    code: str
    column: str
    kind: str
    classes: tuple[MapClass, ...]
    bounds: tuple[float, ...] = ()
    several: str = ""
    unit: float = 1.0
    layer: str = PARCELS
    worst: str = ""

    def badness(self) -> NDArray[np.int64] | None:
        """A number for each class, the worst highest; None where no class is worse than another."""
        known = np.arange(len(self.classes) - 1)
        if not self.worst:
            return None
        return np.append(known[::-1] if self.worst == "first" else known, -1)


@dataclass(frozen=True, slots=True)
class Classified:
    """Which class each record has: `numbers[i]` is an index into `theme.classes`."""

    theme: Theme
    numbers: NDArray[np.int8]
    bounds: tuple[float, ...] = ()

    def range_of(self, number: int) -> tuple[float | None, float | None]:
        """The bounds of a class in the legend's unit; None where it is open or the theme has no numbers."""
        if not self.bounds or number >= len(self.bounds) + 1:
            return None, None
        low = self.bounds[number - 1] / self.theme.unit if number > 0 else None
        high = self.bounds[number] / self.theme.unit if number < len(self.bounds) else None
        return low, high


@dataclass(frozen=True, slots=True)
class LayerStyle:
    """How a layer is painted. Widths and sizes in logical pixels; `nearest`/`farthest` are the scale denominators
    between which it shows (0 is open), `label_farthest` the one beyond which it has no names, `thins_from` the one
    beyond which its lines get thinner. `true_width`: a line whose record tells a `width` in metres is drawn that wide,
    and never narrower than `width`."""

    name: str
    fill: str = ""
    hatch: str = ""
    outline: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()
    casing: str = ""
    casing_width: float = 0.0
    symbol: str = ""
    symbol_size: float = 7.0
    nearest: float = 0.0
    farthest: float = 0.0
    thins_from: float = 0.0
    true_width: bool = False
    label: str = ""
    label_colour: str = "#1B2430"
    label_size: float = 12.0
    label_farthest: float = 0.0
    visible: bool = True
    opacity: float = 1.0
    word: str = ""

    @property
    def is_cases(self) -> bool:
        """Points that may be shown as signs of several, or by how densely they lie."""
        return self.symbol == "case"

    def shows_at(self, denominator: float) -> bool:
        return self.nearest <= denominator and (not self.farthest or denominator <= self.farthest)

    def line_share(self, denominator: float) -> float:
        """The part of its width that a line keeps at a scale."""
        if not self.thins_from or denominator <= self.thins_from:
            return 1.0
        return max(THINNEST, sqrt(self.thins_from / denominator))


@dataclass(frozen=True, slots=True)
class CasesStyle:
    """How many cases are shown at once. `ramp` goes from few to many, under `opacity`; `radii` in metres are those of
    the kernel that a person may choose from; points nearer than `pixels` are one sign."""

    ramp: tuple[str, ...] = ("#FFFFFF", "#000000")
    opacity: float = 1.0
    radii: tuple[float, ...] = (100.0,)
    pixels: float = 40.0


@dataclass(frozen=True, slots=True)
class MapStyles:
    """All that is data about the map's look. `layers` stand in painting order, the lowest first."""

    themes: Mapping[str, Theme]
    layers: Mapping[str, LayerStyle]
    reference: LayerStyle
    background: str = "#F7F6F2"
    cases: CasesStyle = field(default_factory=CasesStyle)

    def style_of(self, layer: str) -> LayerStyle:
        return self.layers.get(layer, self.reference)

    def shows(self, layer: str, choice: "MapChoice") -> bool:
        """Whether a layer is wanted: ticked, or the one whose points the theme tells apart."""
        return choice.of(layer, self.style_of(layer)).visible or self.themes[choice.theme].layer == layer != PARCELS

    def cases_shown(self, layers: Sequence[str], choice: "MapChoice") -> list[str]:
        """Those of some layers that hold cases and are wanted, in the same order."""
        return [name for name in layers if self.style_of(name).is_cases and self.shows(name, choice)]


@dataclass(frozen=True, slots=True)
class LayerChoice:
    """What a person chose for a layer."""

    name: str
    visible: bool = True
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class MapChoice:
    """What a person chose for the map. `layers` in painting order, those not named follow their style;
    `label` is a template for parcels, empty for none; `letters` are those of the theme's classes, for `{letter}`;
    `hatched` shows the hatches on screen too; `cases` is one of `LOOKS`, `radius` the heat's in metres."""

    theme: str = "land-use"
    label: str = "{code}"
    layers: tuple[LayerChoice, ...] = field(default=())
    hatched: bool = True
    letters: tuple[str, ...] = ()
    cases: str = POINTS
    radius: float = 100.0

    def of(self, name: str, style: LayerStyle) -> LayerChoice:
        for choice in self.layers:
            if choice.name == name:
                return choice
        return LayerChoice(name, style.visible, style.opacity)


def classify(theme: Theme, columns: Mapping[str, Sequence[Any]], count: int) -> Classified:
    """The class of each of `count` records; a missing column makes all of them the class without a value."""
    values = columns.get(theme.column)
    if values is None:
        return Classified(theme, np.full(count, len(theme.classes) - 1, np.int8))
    if theme.kind == "codes":
        return Classified(theme, _by_code(theme, values))
    numbers = np.array([np.nan if value is None or value == "" else value for value in values], dtype=float)
    bounds = theme.bounds if theme.kind == "breaks" else _quantiles(numbers, len(theme.classes) - 1)
    found = np.searchsorted(np.array(bounds), numbers, side="right").astype(np.int8)
    found[np.isnan(numbers)] = len(theme.classes) - 1
    return Classified(theme, found, tuple(bounds))


def _by_code(theme: Theme, values: Sequence[Any]) -> NDArray[np.int8]:
    numbers = {value: number for number, one in enumerate(theme.classes) for value in one.values}
    several = next((n for n, one in enumerate(theme.classes) if one.code == theme.several), len(theme.classes) - 1)
    known: dict[Any, int] = {}
    seen = list(map(_hashable, values)) if {list, set} & set(map(type, values)) else values
    for value in set(seen):
        parts = value if isinstance(value, tuple | frozenset) else (value,)
        found = {numbers[part] for part in parts if part in numbers}
        known[value] = found.pop() if len(found) == 1 else several if found else len(theme.classes) - 1
    return np.fromiter(map(known.__getitem__, seen), np.int8, len(values))


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | set) else value


def _quantiles(numbers: NDArray[np.float64], classes: int) -> tuple[float, ...]:
    """Bounds between classes of about equal counts, two significant digits, ascending and different."""
    known = numbers[~np.isnan(numbers)]
    if not len(known):
        return ()
    wanted = np.quantile(known, np.arange(1, classes) / classes)
    rounded = {rounded_to_two_digits(float(value)) for value in wanted}
    return tuple(sorted(value for value in rounded if known.min() < value <= known.max()))


def rounded_to_two_digits(value: float) -> float:
    if value == 0:
        return 0.0
    step = 10.0 ** (floor(log10(abs(value))) - 1)
    return round(value / step) * step


def label_texts(template: str, columns: Mapping[str, Sequence[Any]], count: int) -> list[str]:
    """The text of each record's label; a line of the template whose tokens are all empty is left out."""
    tokens = [token for token in label_tokens(template) if token in columns]
    texts = {token: _texts(token, columns[token]) for token in tokens}
    if template == "{%s}" % (tokens[0] if tokens else ""):
        return texts[tokens[0]]
    lines = [_line_parts(line) for line in template.split("\n")]
    return [_filled(lines, texts, number) for number in range(count)]


def label_tokens(template: str) -> list[str]:
    """The columns that a label's template names."""
    return re.findall(r"{(\w+)}", template)


def _texts(name: str, values: Sequence[Any]) -> list[str]:
    if name == "area":
        return ["" if value is None or value == "" else area_text(int(value)) for value in values]
    return ["" if value is None else str(value) for value in values]


def _line_parts(line: str) -> list[tuple[bool, str]]:
    """A line as plain pieces (False) and tokens (True)."""
    return [(number % 2 == 1, part) for number, part in enumerate(re.split(r"{(\w+)}", line))]


def _filled(lines: list[list[tuple[bool, str]]], texts: Mapping[str, list[str]], number: int) -> str:
    kept = []
    for parts in lines:
        tokens = [texts[part][number] if part in texts else "" for is_token, part in parts if is_token]
        if tokens and not any(tokens):
            continue
        filling = iter(tokens)
        kept.append("".join(next(filling) if is_token else part for is_token, part in parts).strip())
    return "\n".join(kept)


def parse_themes(data: Mapping[str, Any]) -> dict[str, Theme]:
    """Themes from their file's tables; raises KeyError where a theme lacks a part."""
    themes = {}
    for code, table in data.items():
        classes = tuple(
            MapClass(
                code=one["code"],
                colour=one["colour"],
                hatch=one.get("hatch", ""),
                word=f"theme.{code}.{one['code']}",
                letter=f"letter.{code}.{one['code']}",
                values=tuple(one.get("values", ())),
            )
            for one in table["classes"]
        )
        themes[code] = Theme(
            code, table["column"], table["kind"], classes, tuple(table.get("bounds", ())), table.get("several", ""),
            float(table.get("unit", 1.0)), table.get("layer", PARCELS), table.get("worst", ""),
        )  # fmt: skip
    return themes


def parse_layers(data: Mapping[str, Any]) -> dict[str, LayerStyle]:
    """Layer styles in the order of their file, the lowest layer first."""
    styles = {}
    for name, table in data.items():
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
        }
        styles[name] = LayerStyle(name=name, word=f"layer.{name}", **values)
    return styles


def parse_cases(data: Mapping[str, Any]) -> CasesStyle:
    """How cases are shown, from its file's tables; raises KeyError where a part is missing."""
    heat = data["heat"]
    radii = tuple(float(radius) for radius in heat["radii"])
    return CasesStyle(tuple(heat["ramp"]), float(heat["opacity"]), radii, float(data["clusters"]["pixels"]))
