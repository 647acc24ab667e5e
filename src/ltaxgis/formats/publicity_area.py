"""The area or point of a publication as a small drawing: no ground map, so it can stand on any page."""

import math
from collections.abc import Sequence

from markupsafe import Markup, escape

from ltaxgis.domain.publicity_texts import Say
from ltaxgis.domain.published import Published, Ring

_WIDE, _HIGH, _EDGE = 320.0, 220.0, 26.0
_METRES_A_DEGREE = 111_320.0
_LEAST_METRES = 200.0
_BARS = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
Spot = tuple[float, float]


def area_svg(published: Published, say: Say, place: str = "") -> Markup:
    """An SVG with scale bar and north; empty where nothing is known of the place."""
    rings = [_closed(ring) for ring in published.area if len(ring) >= 3]
    known = [spot for ring in rings for spot in ring] + ([published.point] if published.point else [])
    known = [spot for spot in known if all(map(math.isfinite, spot))]
    if not known:
        return Markup("")
    view = _View(known)
    shapes = [_polygon(view, ring) for ring in rings if all(math.isfinite(part) for spot in ring for part in spot)]
    if published.point is not None:
        x, y = view.at(published.point)
        shapes.append(f'<circle class="spot" cx="{x:.1f}" cy="{y:.1f}" r="8"/>')
    name = escape(say("page.map", place=place or published.place or published.title))
    return Markup(  # noqa: S704 - made of numbers and of escaped text only
        f'<svg viewBox="0 0 {_WIDE:.0f} {_HIGH:.0f}" width="{_WIDE:.0f}" height="{_HIGH:.0f}" role="img" '
        f'aria-label="{name}"><rect class="ground" width="100%" height="100%"/>{"".join(shapes)}'
        f'{_bar(view, say)}<path d="M300 34 l6 -18 l6 18 l-6 -5 z"/></svg>'
    )


class _View:
    """Degrees as places of the drawing, north up, both directions in one scale."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        xs, ys = [x for x, _ in spots], [y for _, y in spots]
        self.middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        self.narrow = max(math.cos(math.radians(self.middle[1])), 0.01)
        wide = max((max(xs) - min(xs)) * self.narrow * _METRES_A_DEGREE, _LEAST_METRES)
        high = max((max(ys) - min(ys)) * _METRES_A_DEGREE, _LEAST_METRES)
        self.a_metre = min((_WIDE - 2 * _EDGE) / wide, (_HIGH - 2 * _EDGE - 14) / high)

    def at(self, spot: Spot) -> Spot:
        east = (spot[0] - self.middle[0]) * self.narrow * _METRES_A_DEGREE
        north = (spot[1] - self.middle[1]) * _METRES_A_DEGREE
        return _WIDE / 2 + east * self.a_metre, _HIGH / 2 - 7 - north * self.a_metre


def _closed(ring: Ring) -> Ring:
    return ring if ring[0] == ring[-1] else (*ring, ring[0])


def _polygon(view: _View, ring: Ring) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(view.at, ring))
    return f'<polygon class="area" points="{points}"/>'


def _bar(view: _View, say: Say) -> str:
    metres = max((one for one in _BARS if one * view.a_metre <= _WIDE * 0.45), default=_BARS[0])
    wide, text = metres * view.a_metre, say("page.scale", metres=metres)
    if metres >= 1000:
        text = say("page.scale_km", km=metres // 1000)
    return (
        f'<line class="bar" x1="12" y1="{_HIGH - 12:.0f}" x2="{12 + wide:.1f}" y2="{_HIGH - 12:.0f}"/>'
        f'<text class="figures" x="12" y="{_HIGH - 19:.0f}">{escape(text)}</text>'
    )
