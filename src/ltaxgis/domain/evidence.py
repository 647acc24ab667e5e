"""What speaks for a row and a parcel being one: how likely what they share is, if it were so and if it were chance.

A weight is the logarithm of that ratio. What is rare in the town weighs more: the same moo as half the town says
little, the same area to the square wa in a field says much, in a row of shop-houses nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from ltaxgis.domain.code_slips import Slip
from ltaxgis.domain.near_texts import Hashes, Indices, text_hashes

Weights = NDArray[np.float64]
Flags = NDArray[np.bool_]

# of unmatched rows, so many have their parcel on the map under another name; the rest have none there
_ON_MAP, _NOT_ON_MAP, _ON_TAKEN = 0.6, 0.4, 0.01
# how often a slip is what happened, divided by the number of codes it could have led to
_SLIP_PART = {
    Slip.SAME: 1.0,
    Slip.LETTER_FOR_DIGIT: 0.05,
    Slip.LOST_ZERO: 0.1,
    Slip.SUB_LOT_ADDED: 0.1,
    Slip.SUB_LOT_MISSING: 0.05,
    Slip.TRANSPOSED: 0.05 / 4,
    Slip.BLOCK_LETTER: 0.08 / 20,
    Slip.SUB_LOT_DIFFERS: 0.01,
    Slip.ONE_CHARACTER: 0.15 / 65,
    Slip.SAME_BLOCK: 0.03 / 40,
}
_FAR_PART, _UNKNOWN_PART = 0.01, 1.5
# a code that no office would give out was certainly mistyped
_IRREGULAR = 10.0

# drawn and deed area lie so close to each other, in parts of the deed, that often
AREA_TIERS = np.array([0.004, 0.01, 0.02, 0.04, 0.08, 0.2, 0.6])
_AREA_TRUE = np.array([0.3, 0.25, 0.17, 0.12, 0.07, 0.05, 0.03, 0.01])
_LIMIT = 9.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """One trait of all pairs: its weight, and where it is the same or nearly so."""

    weight: Weights
    same: Flags
    near: Flags


def slip_weights(slip: NDArray[np.int8], irregular: Flags, taken: Flags, parcels: int, free: int) -> Weights:
    """The weight of each pair's codes against "its parcel is not on the map": `irregular` where the row's code is
    outside the pattern, `taken` where the parcel has a row already; of all `parcels`, `free` have none."""
    part = np.array([_SLIP_PART.get(Slip(kind), 0.0) for kind in range(len(Slip))]) * parcels
    part[Slip.FAR], part[Slip.UNKNOWN] = _FAR_PART, _UNKNOWN_PART
    before = np.where(taken, _ON_TAKEN / max(parcels, 1), _ON_MAP / max(free, 1)) / _NOT_ON_MAP
    mistyped = irregular & (slip != Slip.FAR) & (slip != Slip.UNKNOWN)
    return np.asarray(np.log(before * part[slip] * np.where(mistyped, _IRREGULAR, 1.0)))


@dataclass(frozen=True, slots=True)
class Areas:
    """Areas of both sides, hundredths of a square wa, -1 unknown; the place of each as a hash (its block or map
    sheet, 0 unknown), for neighbours are alike in size."""

    rows: Indices
    parcels: Indices
    row_places: Hashes
    parcel_places: Hashes


def area_weights(areas: Areas, row: Indices, parcel: Indices) -> tuple[Weights, NDArray[np.int8]]:
    """The weight of each pair's areas and its tier of AREA_TIERS, -1 where one is unknown: how often deeds and
    drawings differ so much, against the part of the town's parcels, or of those at the same place if that is more,
    that differ so much from this row."""
    everywhere = np.zeros(len(areas.parcels), np.uint64)
    by_chance = _chance(areas, np.zeros(len(areas.rows), np.uint64), everywhere)[:, row]
    here = (areas.row_places[row] == areas.parcel_places[parcel]) & (areas.row_places[row] != 0)
    at_place = _chance(areas, areas.row_places, areas.parcel_places)
    by_chance[:, here] = np.maximum(by_chance[:, here], at_place[:, row[here]])
    mine, theirs = areas.rows[row], areas.parcels[parcel]
    unknown = (mine <= 0) | (theirs <= 0)
    apart = abs(theirs - mine) / np.maximum(mine, 1)
    tier = np.searchsorted(AREA_TIERS, apart - 1e-9)
    ratio = np.log(_AREA_TRUE[tier] / by_chance[tier, np.arange(len(row))])
    weight = np.where(unknown, 0.0, np.clip(ratio, -_LIMIT, _LIMIT))
    return weight, np.where(unknown, -1, tier).astype(np.int8)


def _chance(areas: Areas, row_places: Hashes, parcel_places: Hashes) -> Weights:
    """For each tier and row the part of the parcels at its place that lie in that tier of its area; never 0."""
    known = areas.parcels > 0
    names, place = np.unique(parcel_places[known], return_inverse=True)
    stride = float(areas.parcels.max(initial=1)) * 4
    line = np.sort(place * stride + areas.parcels[known])
    at = np.searchsorted(names, row_places) * stride
    sought = np.maximum(areas.rows, 1)
    edges = [*AREA_TIERS, np.inf]
    upper = [np.searchsorted(line, at + np.minimum(sought * (1 + edge), stride / 2), "right") for edge in edges]
    lower = [np.searchsorted(line, at + np.maximum(sought * (1 - edge), 0)) for edge in edges]
    within = np.array(upper) - np.array(lower)
    total = np.maximum(within[-1], 1)
    return np.asarray((np.diff(within, axis=0, prepend=0) + 0.5) / total)


@dataclass(frozen=True, slots=True)
class Texts:
    """A trait of both sides as text, empty unknown, with its hashes; how much of the town shares each row's, and
    how much one parcel is of those that have the trait at all."""

    rows: Sequence[str]
    parcels: Sequence[str]
    row_hashes: Hashes
    parcel_hashes: Hashes
    shared: Weights
    one_parcel: float

    @property
    def useful(self) -> bool:
        return bool(self.row_hashes.any() and self.parcel_hashes.any())


def texts_of(rows: Sequence[str], parcels: Sequence[str]) -> Texts:
    row_hashes, parcel_hashes = text_hashes(rows), text_hashes(parcels)
    known = np.sort(parcel_hashes[parcel_hashes != 0])
    count = (np.searchsorted(known, row_hashes, "right") - np.searchsorted(known, row_hashes)).astype(np.float64)
    one_parcel = 1.0 / max(len(known), 1)
    return Texts(rows, parcels, row_hashes, parcel_hashes, (count + 1) * one_parcel, one_parcel)


@dataclass(frozen=True, slots=True)
class Habit:
    """How a trait behaves in one and the same land: `same` the part that agrees, `near` the part one slip apart
    (`near_chance` the part of chance pairs that are), the rest differs. Read off town registers by judgement."""

    same: float
    near: float
    near_chance: float


OWNER = Habit(0.75, 0.12, 2e-3)
TITLE = Habit(0.8, 0.15, 1e-3)
SHEET = Habit(0.85, 0.1, 1e-2)
LAND_NO = Habit(0.8, 0.15, 0.3)
MOO = Habit(0.92, 0.0, 1.0)
ROAD = Habit(0.8, 0.05, 5e-2)


def text_weights(texts: Texts, habit: Habit, row: Indices, parcel: Indices) -> Agreement:
    """The weight of a trait for each pair: the rarer what they share, the more."""
    left, right = texts.row_hashes[row], texts.parcel_hashes[parcel]
    known = (left != 0) & (right != 0)
    same = known & (left == right)
    near = np.zeros(len(row), bool)
    if habit.near:
        where = np.flatnonzero(known & ~same)
        near[where] = _nearly(texts, row[where], parcel[where])
    weight = np.where(known, np.log(1 - habit.same - habit.near), 0.0)
    weight[near] = np.log(habit.near / (habit.near_chance + 2 * texts.one_parcel)) if habit.near else 0.0
    weight[same] = np.log(habit.same / texts.shared[row[same]])
    return Agreement(np.clip(weight, -_LIMIT, _LIMIT), same, near)


def _nearly(texts: Texts, row: Indices, parcel: Indices) -> Flags:
    left = [texts.rows[index] for index in row.tolist()]
    right = [texts.parcels[index] for index in parcel.tolist()]
    if not left:
        return np.zeros(0, bool)
    return np.asarray(cpdist(left, right, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8) == 1)
