"""What a person chose for the map, as the preferences keep it."""

from typing import Any

from ltaxgis.domain.styles import LOOKS, LayerChoice, MapChoice, MapStyles


def kept_from(choice: MapChoice) -> dict[str, Any]:
    """Theme, names and layers as JSON can hold them."""
    layers = [[one.name, one.visible, one.opacity] for one in choice.layers]
    return {"theme": choice.theme, "label": choice.label, "layers": layers, "cases": choice.cases,
            "radius": choice.radius}  # fmt: skip


def choice_from(kept: Any, styles: MapStyles) -> MapChoice:
    """The choice that was kept; what is not there, or of another form, is as at the first start."""
    first = MapChoice()
    if not isinstance(kept, dict):
        return first
    theme, label, layers = kept.get("theme"), kept.get("label"), kept.get("layers", [])
    cases, radius = kept.get("cases"), kept.get("radius")
    return MapChoice(
        str(theme) if theme in styles.themes else first.theme,
        label if isinstance(label, str) else first.label,
        tuple(LayerChoice(str(name), bool(visible), float(opacity)) for name, visible, opacity in layers),
        cases=cases if cases in LOOKS else first.cases,
        radius=radius if radius in styles.cases.radii else first.radius,
    )
