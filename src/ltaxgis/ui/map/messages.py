"""What the window and the process that paints say to each other; all of it can be pickled."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.styles import MapChoice, MapStyles
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.picture import Drawn
from ltaxgis.render.view import Box, View


@dataclass(frozen=True, slots=True)
class Begin:
    """The first message: what reads the layers (it can be pickled), and how they look."""

    load_layers: Callable[[], list[LayerShapes]]
    styles: MapStyles


@dataclass(frozen=True, slots=True)
class Paint:
    """Paint this view into shared memory of this name."""

    job: int
    view: View
    choice: MapChoice
    memory: str


@dataclass(frozen=True, slots=True)
class Reload:
    """Read all layers again; of those that tell what changed, only what hangs on `touched`, where it is named."""

    touched: frozenset[Uid] | None = None


@dataclass(frozen=True, slots=True)
class ReplaceLayer:
    layer: LayerShapes


@dataclass(frozen=True, slots=True)
class Under:
    """What lies under a place, in the layers named or in all, the smallest first."""

    east: float
    north: float
    reach: float
    layers: tuple[str, ...] = ("parcels",)


@dataclass(frozen=True, slots=True)
class Within:
    """What lies within or touches the ring through some places (rows of E, N)."""

    ring: NDArray[np.float64]
    layers: tuple[str, ...] = ("parcels",)


@dataclass(frozen=True, slots=True)
class OutlineOf:
    """The rings of some things, for the selection; of more than `most` only the first."""

    uids: tuple[Uid, ...]
    most: int = 3000


@dataclass(frozen=True, slots=True)
class Outline:
    """Rings as rows of E, N from `origin`, beginning at `starts`; `box` is around all things asked for."""

    xy: NDArray[np.float64]
    starts: NDArray[np.int64]
    origin: tuple[float, float]
    box: Box | None


@dataclass(frozen=True, slots=True)
class About:
    """Some columns of one thing by name, with `layer` and `drawn_m2`; empty where it is not there."""

    uid: Uid
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """What has a name in some layers: layer, name and box of each, in the order of the names."""

    layers: tuple[str, ...] = ("zones", "blocks")


@dataclass(frozen=True, slots=True)
class ClusterAt:
    """The sign of several cases under a place, where a logical pixel is so many metres; the last of the layers lies
    uppermost."""

    east: float
    north: float
    metres: float
    layers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """The cases of a sign, the worst first, with their numbers, and the box around them."""

    layer: str
    uids: tuple[Uid, ...]
    labels: tuple[str, ...]
    box: Box


Question = Under | Within | OutlineOf | About | Places | ClusterAt


@dataclass(frozen=True, slots=True)
class Ask:
    number: int
    question: Question


@dataclass(frozen=True, slots=True)
class Answer:
    number: int
    value: Any


@dataclass(frozen=True, slots=True)
class Loaded:
    """The layers that are there: name, how many records, box."""

    layers: tuple[tuple[str, int, Box | None], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some layers of a job stand on the picture."""

    job: int


@dataclass(frozen=True, slots=True)
class Done:
    job: int
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class GivenUp:
    """The job was overtaken."""

    job: int


@dataclass(frozen=True, slots=True)
class CouldNotLoad:
    code: str
    facts: dict[str, object]


ToWorker = Begin | Paint | Reload | ReplaceLayer | Ask
FromWorker = Answer | Loaded | Part | Done | GivenUp | CouldNotLoad
