"""The map's styles read from their files."""

import tomllib
from functools import cache
from pathlib import Path

from ltaxgis.domain.styles import MapStyles, parse_cases, parse_layers, parse_themes


@cache
def load_styles(folder: Path) -> MapStyles:
    """Themes and layer styles of the folder `styles/map`, read once in a process."""
    layers = parse_layers(tomllib.loads((folder / "map" / "layers.toml").read_text(encoding="utf-8")))
    reference = layers.pop("reference")
    themes = parse_themes(tomllib.loads((folder / "map" / "themes.toml").read_text(encoding="utf-8")))
    cases = parse_cases(tomllib.loads((folder / "map" / "cases.toml").read_text(encoding="utf-8")))
    return MapStyles(themes, layers, reference, cases=cases)
