"""Which rows a table shows and in which order: arrays of row numbers, made away from the window's thread."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.thai.keyboard import area_from_keys, code_from_keys
from ltaxgis.domain.thai.text import fold, sort_key
from ltaxgis.ui.register.columns import Labels, SheetColumn, show
from ltaxgis.ui.register.sheet import Sheet

Order = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked of a table: a filter a column, and the columns it is sorted by (`-name` downwards)."""

    filters: tuple[tuple[str, str], ...] = ()
    sort: tuple[str, ...] = ()
    only: tuple[int, ...] | None = None


class Ranks:
    """Places of the values of each column in sorting order, worked out once a column and data."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], NDArray[np.float64]] = {}

    def of(self, sheet: Sheet, column: SheetColumn, labels: Labels) -> NDArray[np.float64]:
        values = sheet.data[column.name]
        key = (id(values), column.name)
        if key not in self._known:
            self._known[key] = _ranks(column, values, labels)
        return self._known[key]

    def forget(self) -> None:
        self._known.clear()


def arrange(sheet: Sheet, columns: Mapping[str, SheetColumn], wish: Wish, labels: Labels, ranks: Ranks) -> Order:
    """The rows that pass all filters, sorted; rows without a value come last in either direction."""
    rows: Order = np.arange(len(sheet)) if wish.only is None else np.array(wish.only, dtype=np.int64)
    for name, text in wish.filters:
        if text.strip():
            rows = rows[_matching(columns[name], sheet.data[name], text.strip(), labels)[rows]]
    for wanted in reversed(wish.sort):
        name = wanted.lstrip("-")
        rank = ranks.of(sheet, columns[name], labels)[rows]
        rows = rows[np.argsort(-rank if wanted.startswith("-") else rank, kind="stable")]
    return rows


def _ranks(column: SheetColumn, values: Sequence[Any], labels: Labels) -> NDArray[np.float64]:
    if column.numeric or column.kind == "m2":
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    texts = {value: show(column, value, labels) for value in set(values)}
    ordered = sorted({text for text in texts.values() if text}, key=sort_key)
    place: dict[str, float] = {text: float(number) for number, text in enumerate(ordered)}
    by_value = {value: place.get(text, np.nan) for value, text in texts.items()}
    return np.array([by_value[value] for value in values], dtype=np.float64)


_COMPARED = re.compile(r"(<=|>=|<|>|=|!)?\s*(.*)", re.DOTALL)


def _matching(column: SheetColumn, values: Sequence[Any], wanted: str, labels: Labels) -> NDArray[np.bool_]:
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
    sought = fold(code_from_keys(text) if column.kind == "code" else text)
    hits = {value: _text_hit(fold(show(column, value, labels)), sought, sign or "") for value in set(values)}
    return np.array([hits[value] for value in values], dtype=np.bool_)


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
