"""What the map does not say of a parcel, its neighbours' register rows do: the moo, the road."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from ltaxgis.domain.joining import Indices

_MOST = 0.6


def said_by_neighbours(places: Sequence[str], parcel_of_row: Indices, values: Sequence[str]) -> list[str]:
    """For each parcel the value that most joined rows at its place have, empty where they are too divided.

    `places` is the block or map sheet of each parcel, empty unknown; `values` is a column of the rows. For
    `Traits.moos` and `Traits.roads` of a layer that has neither.
    """
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in np.flatnonzero(parcel_of_row >= 0).tolist():
        place = places[parcel_of_row[row]]
        if place and values[row]:
            said[place][values[row]] += 1
    agreed = {place: _agreed(counts) for place, counts in said.items()}
    return [agreed.get(place, "") for place in places]


def _agreed(counts: Counter[str]) -> str:
    value, count = counts.most_common(1)[0]
    return value if count >= _MOST * counts.total() else ""
