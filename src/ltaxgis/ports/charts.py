"""Charts as those see them who fill them in."""

from __future__ import annotations  # arrays are named, not loaded

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Series:
    """A value for each label of its chart; None where there is none."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars side by side, a group a label; `lying` where the labels are long. All texts are in words already; `heading`
    is what the labels are, over the table that stands beside."""

    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    lying: bool = False
    heading: str = ""


@dataclass(frozen=True, slots=True)
class DensityMap:
    """Hexagons with their counts over the town, metres of the project CRS. `corners` six of each, `steps` the highest
    count of each class with its words in `told`; `boundary` and `roads` are lines, the wide ones in `main_roads`;
    `names` stand at places; `scale` metres are as long as its word's line. `box` is what is shown."""

    title: str
    box: tuple[float, float, float, float]
    corners: NDArray[np.float64]
    counts: NDArray[np.int64]
    steps: Sequence[int]
    told: Sequence[str]
    legend: str
    boundary: Sequence[NDArray[np.float64]] = ()
    roads: Sequence[NDArray[np.float64]] = ()
    main_roads: Sequence[NDArray[np.float64]] = ()
    names: Sequence[tuple[float, float, str]] = ()
    scale: tuple[float, str] = (0.0, "")
    north: str = ""
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ChartPage:
    """Charts, one below the other, and a map; `foot` says what was counted, and when."""

    title: str
    charts: Sequence[Bars]
    foot: str = ""
    places: DensityMap | None = None
