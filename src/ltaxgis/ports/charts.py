"""Charts as those see them who fill them in."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """A value for each label of its chart; None where there is none."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars side by side, a group a label; `lying` where the labels are long. All texts are in words already."""

    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    lying: bool = False


@dataclass(frozen=True, slots=True)
class ChartPage:
    """A page of charts, one below the other; `foot` says what was counted, and when."""

    title: str
    charts: Sequence[Bars]
    foot: str = ""
