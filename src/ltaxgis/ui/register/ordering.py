"""Which rows a table shows and in which order: arrays of row numbers, made away from the window's thread."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.thai.keyboard import area_from_keys, code_from_keys, figures_from_keys
from ltaxgis.domain.thai.numerals import to_arabic
from ltaxgis.domain.thai.text import fold, sort_keys
from ltaxgis.ui.register.columns import Labels, SheetColumn, show
from ltaxgis.ui.register.sheet import Sheet

Order = NDArray[np.int64]
PIECE = 4_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked of a table: a filter a column, and the columns it is sorted by (`-name` downwards)."""

    filters: tuple[tuple[str, str], ...] = ()
    sort: tuple[str, ...] = ()
    only: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A column's different values: `which[row]` says which one; their texts folded for comparing, and their places
    in sorting order (NaN for no value)."""

    which: NDArray[np.int32]
    folded: list[str]
    ranks: NDArray[np.float64]


class Ranks:
    """What sorting and filtering need of each column, worked out once for a column and its data."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Sequence[Any], Seen]] = {}

    def of(self, sheet: Sheet, column: SheetColumn, labels: Labels) -> Seen:
        values = sheet.data[column.name]
        known = self._known.get(column.name)
        if known is None or known[0] is not values:
            known = (values, _see(column, values, labels))
            self._known[column.name] = known
        return known[1]


def arrange(sheet: Sheet, columns: Mapping[str, SheetColumn], wish: Wish, labels: Labels, ranks: Ranks) -> Order:
    """The rows that pass all filters, sorted; rows without a value come last in either direction."""
    rows: Order = np.arange(len(sheet)) if wish.only is None else np.array(wish.only, dtype=np.int64)
    for name, text in wish.filters:
        if text.strip():
            seen = ranks.of(sheet, columns[name], labels)
            rows = rows[_matching(columns[name], sheet.data[name], seen, text.strip())[rows]]
    for wanted in reversed(wish.sort):
        name = wanted.lstrip("-")
        seen = ranks.of(sheet, columns[name], labels)
        rank = seen.ranks[seen.which[rows]]
        rows = rows[np.argsort(-rank if wanted.startswith("-") else rank, kind="stable")]
    return rows


def _see(column: SheetColumn, values: Sequence[Any], labels: Labels) -> Seen:
    # loops, not single calls: nothing here holds the interpreter for long, and the window goes on painting
    place: dict[Any, int] = {}
    for value in values:
        place.setdefault(value, len(place))
    which = np.array([place[value] for value in values], dtype=np.int32)
    plain = column.kind in {"text", "figures", "code", "flag"}
    texts = [value or "" for value in place] if plain else [show(column, value, labels) for value in place]
    if column.numeric or column.kind == "m2":
        ranks = np.array([np.nan if value is None else value for value in place], dtype=np.float64)
    else:
        ranks = np.full(len(texts), np.nan)
        keys = sort_keys(texts)
        order = _sorted_in_pieces([number for number, text in enumerate(texts) if text], keys.__getitem__)
        ranks[order] = np.arange(len(order))
    return Seen(which, _folded(texts), ranks)


def _sorted_in_pieces(numbers: list[int], key: Callable[[int], str]) -> list[int]:
    """Sorted, but never for long in one call: what is sorted already in pieces is soon sorted as a whole."""
    found = []
    for start in range(0, len(numbers), PIECE):
        found += sorted(numbers[start : start + PIECE], key=key)
    found.sort(key=key)
    return found


def _folded(texts: list[str]) -> list[str]:
    """Stored texts are clean: only digits and case are left to fold, for all at once."""
    folded = to_arabic("\n".join(texts)).casefold().split("\n")
    return folded if len(folded) == len(texts) else [fold(text) for text in texts]


_COMPARED = re.compile(r"(<=|>=|<|>|=|!)?\s*(.*)", re.DOTALL)


def _matching(column: SheetColumn, values: Sequence[Any], seen: Seen, wanted: str) -> NDArray[np.bool_]:
    """`=` alone finds empty cells, `!` those that are not; `>`, `<` and `a..b` compare figures; text is contained."""
    sign, text = _COMPARED.fullmatch(wanted).groups()  # type: ignore[union-attr]
    if not text:
        empty = np.array([value is None or value == "" for value in values], dtype=np.bool_)
        return ~empty if sign == "!" else empty if sign == "=" else np.ones(len(values), dtype=np.bool_)
    if column.numeric or column.kind == "m2":
        between = _between(column, sign or "", text)
        if between is not None:
            numbers = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
            return np.asarray((numbers >= between[0]) & (numbers <= between[1]))
    keys = {"code": code_from_keys, "figures": figures_from_keys}.get(column.kind)
    sought = fold(keys(text) if keys else text)
    hits = np.array([_text_hit(text, sought, sign or "") for text in seen.folded], dtype=np.bool_)
    return hits[seen.which]


def _text_hit(text: str, sought: str, sign: str) -> bool:
    if sign == "=":
        return text == sought
    return (sought not in text) if sign == "!" else (sought in text)


def _between(column: SheetColumn, sign: str, text: str) -> tuple[float, float] | None:
    if ".." in text:
        low, high = (_figure(column, part) for part in text.split("..", 1))
        return None if low is None or high is None else (low, high)
    figure = _figure(column, text)
    if figure is None or not sign or sign == "!":
        return None
    small = 1e-9
    return {
        "<": (-np.inf, figure - small),
        "<=": (-np.inf, figure),
        ">": (figure + small, np.inf),
        ">=": (figure, np.inf),
        "=": (figure, figure),
    }[sign]


def _figure(column: SheetColumn, text: str) -> float | None:
    plain = code_from_keys(text.strip()).replace(",", "")
    if column.kind == "area":
        return area_from_keys(plain)
    if not re.fullmatch(r"\d+(\.\d+)?", plain):
        return None
    return float(Decimal(plain) * (100 if column.kind == "money" else 1))
