"""The town beside a real one at the same scale, so that eyes can decide."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import shapely
from sample_data.make.measure import real_shapes
from sample_data.make.skeleton import CENTRE, CORNER
from shapely import Polygon

mpl.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.collections import PolyCollection

if TYPE_CHECKING:
    from sample_data.make.town import Town


def draw_beside(town: "Town", real: Path, path: Path) -> None:
    """Whole and middle of both, the town on the left."""
    ours = [plot.shape for plot in town.plots]
    theirs = real_shapes(real / "fr_cadastre" / "cadastre-91216-parcelles.json", 2154)
    there = np.array(shapely.get_coordinates(shapely.union_all(theirs).centroid)[0])
    here = np.array(CORNER)
    figure, axes = plt.subplots(2, 2, figsize=(18, 18))
    _draw(axes[0, 0], ours, np.add(here, (2000, 2250)), 2200, 0.25, "ท่าแสงคำ (invented)")
    _draw(axes[0, 1], theirs, there, 2200, 0.25, "Épinay-sur-Orge (Licence Ouverte, Etalab)")
    _draw(axes[1, 0], ours, np.add(here, np.add(CENTRE, (130, 0))), 420, 0.6, "")
    _draw(axes[1, 1], theirs, np.add(there, (300, 200)), 420, 0.6, "")
    figure.tight_layout()
    figure.savefig(path, dpi=75)
    plt.close(figure)


def _draw(axes: Any, shapes: list[Polygon], middle: np.ndarray, half: float, line: float, title: str) -> None:
    axes.add_collection(
        PolyCollection([np.asarray(p.exterior.coords) for p in shapes], facecolor="#f3ecd2", edgecolor="#222", lw=line)
    )
    axes.set_xlim(middle[0] - half, middle[0] + half)
    axes.set_ylim(middle[1] - half, middle[1] + half)
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_title(title, family="Laksaman" if any("ก" <= c <= "๛" for c in title) else None)
