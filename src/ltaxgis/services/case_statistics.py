"""What came in, what was done and how long it took: summed by month, kind, category and division."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ltaxgis.ports.cases import CaseStatistic
from ltaxgis.ports.stores import Reading

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Figures:
    """Cases that came in; of those, closed ones, closed late, and the mean days those took (None without any)."""

    came: int
    closed: int
    late: int
    days: float | None

    @property
    def open(self) -> int:
        return self.came - self.closed


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of the cases that came in between two days. `months` are (BE year, month) in their order, the others begin with
    the one that came most."""

    total: Figures
    months: tuple[tuple[tuple[int, int], Figures], ...]
    kinds: tuple[tuple[str, Figures], ...]
    categories: tuple[tuple[str, Figures], ...]
    divisions: tuple[tuple[str, Figures], ...]


def statistics_of(reading: Reading, desk: str, first: date, last: date, viewer: str = "") -> Statistics:
    """Of the cases of a desk that came in between two days, both included; those for named people only where the viewer
    is one of them."""
    lines = reading.case_statistics(desk, first, last, viewer)
    return Statistics(
        total=_sum(lines),
        months=tuple(sorted(_by(lines, lambda one: (one.year, one.month)))),
        kinds=_most(_by(lines, lambda one: one.kind)),
        categories=_most(_by(lines, lambda one: one.category)),
        divisions=_most(_by(lines, lambda one: one.division)),
    )


def _by(lines: Iterable[CaseStatistic], key: Callable[[CaseStatistic], K]) -> list[tuple[K, Figures]]:
    grouped: dict[K, list[CaseStatistic]] = {}
    for one in lines:
        grouped.setdefault(key(one), []).append(one)
    return [(name, _sum(same)) for name, same in grouped.items()]


def _most(told: list[tuple[str, Figures]]) -> tuple[tuple[str, Figures], ...]:
    return tuple(sorted(told, key=lambda one: (-one[1].came, one[0])))


def _sum(lines: Iterable[CaseStatistic]) -> Figures:
    came = closed = late = 0
    days = 0.0
    for one in lines:
        came, closed, late = came + one.came, closed + one.closed, late + one.late
        days += (one.days or 0.0) * one.closed
    return Figures(came, closed, late, days / closed if closed else None)
