"""Which parcels are worth weighing for a row that did not join: those that share with it what survives a slip.

A code without one letter, without zeros, without its sub-lot; an owner; a title; an area at a place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ltaxgis.domain.code_slips import CodeForms
from ltaxgis.domain.evidence import Flags, Texts
from ltaxgis.domain.near_texts import Hashes, Indices, deletion_hashes, meeting, unique_pairs

# what more parcels than that share tells nothing apart; codes are close to many others by nature
_CROWD, _LARGE_CROWD = 40, 400
_AREA_STEP = 0.02


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of rows or parcels, a column a trait; a column may be left out, an empty text is unknown.

    `codes` canonical, or as read where no code could be made of them. `areas` in hundredths of a square wa, -1
    unknown. `sheets` the five parts in one text, without the land number. `titles` kind and number within the
    amphoe. `owners` comparable names (`Titles.person_key` or `body_key`).
    """

    codes: Sequence[str]
    areas: Indices
    sheets: Sequence[str] = ()
    land_nos: Sequence[str] = ()
    titles: Sequence[str] = ()
    owners: Sequence[str] = ()
    moos: Sequence[str] = ()
    roads: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.areas)

    def column(self, name: str) -> Sequence[str]:
        column: Sequence[str] = getattr(self, name)
        return column or [""] * len(self)


def candidates(
    rows: Traits,
    parcels: Traits,
    row_codes: CodeForms,
    parcel_codes: CodeForms,
    texts: dict[str, Texts],
    taken: Flags,
) -> tuple[Indices, Indices, Flags]:
    """Pairs worth weighing, and which of them a slip in a rare text brought together. Slips of the code are looked
    for on all parcels, loose resemblance on free ones."""
    free = np.flatnonzero(~taken)
    loose = [
        meeting(getattr(row_codes, form), getattr(parcel_codes, form), _CROWD)
        for form in ("zeros", "both", "base", "without_block")
    ]
    loose.append(meeting(row_codes.deletions, parcel_codes.deletions, _LARGE_CROWD))
    loose += [meeting(texts[name].row_hashes, texts[name].parcel_hashes, _CROWD) for name in ("owners", "titles")]
    for row_place, parcel_place in _places(row_codes, parcel_codes, texts):
        near_areas = _area_hashes(rows.areas, row_place, (-1, 0, 1))
        free_areas = _area_hashes(parcels.areas[free], parcel_place[free], (0,))
        loose.append(_of_free(free, meeting(near_areas, free_areas, _CROWD)))
    close = [
        _of_free(free, meeting(deletion_hashes(left), deletion_hashes(right), _CROWD))
        for left, right in (
            (_joined(rows, names, range(len(rows))), _joined(parcels, names, free.tolist()))
            for names in (("titles",), ("sheets", "land_nos"), ("owners",))
        )
        if any(left) and any(right)
    ]
    row, parcel = _all_pairs([*loose, *close], len(parcels))
    close_row, close_parcel = _all_pairs(close, len(parcels))
    return row, parcel, np.isin(row * len(parcels) + parcel, close_row * len(parcels) + close_parcel)


def _all_pairs(found: list[tuple[Indices, Indices]], width: int) -> tuple[Indices, Indices]:
    nothing = np.zeros(0, np.int64)
    return unique_pairs(
        np.concatenate([nothing, *(f[0] for f in found)]), np.concatenate([nothing, *(f[1] for f in found)]), width
    )


def _of_free(free: Indices, pairs: tuple[Indices, Indices]) -> tuple[Indices, Indices]:
    """Pairs with the free parcels' places in their own list turned into places among all parcels."""
    return pairs[0], free[pairs[1]]


def _joined(traits: Traits, names: Sequence[str], wanted: Iterable[int]) -> list[str]:
    """Columns of the wanted things in one text, empty where one of them is unknown."""
    columns = [traits.column(name) for name in names]
    parts = ([column[index] for column in columns] for index in wanted)
    return ["#".join(texts) if all(texts) else "" for texts in parts]


def _places(row_codes: CodeForms, parcel_codes: CodeForms, texts: dict[str, Texts]) -> list[tuple[Hashes, Hashes]]:
    """Places within which an area tells something, from the block to the whole town."""
    moos, roads, sheets = texts["moos"], texts["roads"], texts["sheets"]
    return [
        (row_codes.block, parcel_codes.block),
        (_both(moos.row_hashes, roads.row_hashes), _both(moos.parcel_hashes, roads.parcel_hashes)),
        *((place.row_hashes, place.parcel_hashes) for place in (moos, roads, sheets)),
        (np.ones_like(row_codes.block), np.ones_like(parcel_codes.block)),
    ]


def _both(one: Hashes, other: Hashes) -> Hashes:
    return np.where((one != 0) & (other != 0), one * np.uint64(31) + other, np.uint64(0))


def _area_hashes(areas: Indices, places: Hashes, steps: tuple[int, ...]) -> Hashes:
    """A number for each place and step of area (2 % wide), so that neighbours in size at one place meet."""
    size = np.floor(np.log(np.maximum(areas, 1)) / np.log1p(_AREA_STEP)).astype(np.int64)
    hashes = np.stack([places * np.uint64(31) + (size + step).astype(np.uint64) for step in steps], axis=1)
    hashes[(areas <= 0) | (places == 0)] = 0
    return hashes
