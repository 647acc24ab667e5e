"""The views a person has looked at, to go back to and forward again."""

from ltaxgis.render.view import View

MOST = 50


class History:
    """`settle` remembers a view once it has come to rest."""

    def __init__(self) -> None:
        self._views: list[View] = []
        self._at = -1

    def settle(self, view: View) -> None:
        """What lay ahead is forgotten; the same place at the same scale is not remembered twice."""
        if self._views and _same(self._views[self._at], view):
            return
        del self._views[self._at + 1 :]
        self._views = [*self._views, view][-MOST:]
        self._at = len(self._views) - 1

    def back(self) -> View | None:
        return self._step(-1)

    def forward(self) -> View | None:
        return self._step(1)

    def clear(self) -> None:
        self._views, self._at = [], -1

    def _step(self, by: int) -> View | None:
        if not 0 <= self._at + by < len(self._views):
            return None
        self._at += by
        return self._views[self._at]


def _same(one: View, other: View) -> bool:
    return (one.east, one.north, one.metres) == (other.east, other.north, other.metres)
