"""Which parcel a row that did not join may stand on: ranked, with a score and a reason, for a person to decide.

Candidates are weighed by `evidence` and scored against each other and against the thought that the parcel is not on
the map at all. Nothing here is ever applied.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.candidates import Traits, candidates
from ltaxgis.domain.code_slips import Slip, code_forms, slips
from ltaxgis.domain.evidence import (
    LAND_NO,
    MOO,
    OWNER,
    ROAD,
    SHEET,
    TITLE,
    Agreement,
    Areas,
    Flags,
    Habit,
    Texts,
    Weights,
    area_weights,
    slip_weights,
    text_weights,
    texts_of,
)
from ltaxgis.domain.near_texts import Indices

STRONG = 0.9
_AT_MOST_WHERE_TAKEN = 0.89  # a parcel with a row of its own is never a strong suggestion
_KEPT_FOR_CLOSE_LOOK = 16
_SAME_AREA = 2  # the tier of AREA_TIERS up to which two areas are called the same: 2 %
_CLOSE_BONUS = 5.0  # until a slip in a rare text is weighed, so that it is not left out before


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Row `row` may stand on parcel `parcel`. `score` is 0 to 1, `reason` a code of the words (`suggest.…`), `also`
    what supports it besides, `facts` fill the sentence. `taken`: another row stands there already."""

    row: int
    parcel: int
    score: float
    reason: str
    also: list[str]
    facts: dict[str, object]
    taken: bool

    @property
    def strong(self) -> bool:
        """Worth accepting many at once after a look; not a licence to apply it unseen."""
        return self.score >= STRONG


_HABITS: dict[str, Habit] = {
    "owners": OWNER,
    "titles": TITLE,
    "sheets": SHEET,
    "land_nos": LAND_NO,
    "moos": MOO,
    "roads": ROAD,
}
# what lies in one block shares these anyhow: they say nothing more where the codes name the same block
_SHARED_BY_NEIGHBOURS = ("sheets", "moos", "roads")


def suggest(rows: Traits, parcels: Traits, taken: Flags, limit: int = 3) -> list[Suggestion]:
    """At most `limit` suggestions a row, by row and falling score. `rows` are those that did not join, `parcels`
    all of the map; `taken` marks the parcels that a row stands on."""
    if not len(rows) or not len(parcels):
        return []
    texts = {name: texts_of(rows.column(name), parcels.column(name)) for name in _HABITS}
    row_codes, parcel_codes = code_forms(rows.column("codes")), code_forms(parcels.column("codes"))
    row, parcel, close = candidates(rows, parcels, row_codes, parcel_codes, texts, taken)
    slip = slips(row_codes, parcel_codes, row, parcel)
    irregular = ~row_codes.regular[row] & parcel_codes.regular[parcel]
    free = int((~taken).sum())
    weight = slip_weights(slip, irregular, taken[parcel], len(parcels), free)
    # where a thing lies among its neighbours: its block, else its map sheet
    row_places = np.where(row_codes.block != 0, row_codes.block, texts["sheets"].row_hashes)
    parcel_places = np.where(parcel_codes.block != 0, parcel_codes.block, texts["sheets"].parcel_hashes)
    area, tier = area_weights(Areas(rows.areas, parcels.areas, row_places, parcel_places), row, parcel)
    weight += area + np.where(close, _CLOSE_BONUS, 0.0)
    neighbours = (row_codes.block[row] == parcel_codes.block[parcel]) & (row_codes.block[row] != 0)
    for name in ("owners", "titles", "sheets", "land_nos", "moos"):
        quick = _quickly(texts[name], _HABITS[name], row, parcel)
        weight += np.where(neighbours, 0.0, quick) if name in _SHARED_BY_NEIGHBOURS else quick
    kept = _best(row, weight, _KEPT_FOR_CLOSE_LOOK)
    pairs = _Pairs(row[kept], parcel[kept], slip[kept], tier[kept], neighbours[kept])
    base = slip_weights(pairs.slip, irregular[kept], taken[pairs.parcel], len(parcels), free) + area[kept]
    return _scored(rows, parcels, texts, pairs, base, taken, limit)


@dataclass(frozen=True, slots=True)
class _Pairs:
    row: Indices
    parcel: Indices
    slip: NDArray[np.int8]
    tier: NDArray[np.int8]
    neighbours: Flags
    agreements: dict[str, Agreement] = field(default_factory=dict)

    def same(self, name: str) -> Flags:
        return self.agreements[name].same if name in self.agreements else np.zeros(len(self.row), bool)

    def near(self, name: str) -> Flags:
        return self.agreements[name].near if name in self.agreements else np.zeros(len(self.row), bool)


def _scored(
    rows: Traits,
    parcels: Traits,
    texts: dict[str, Texts],
    pairs: _Pairs,
    weight: Weights,
    taken: Flags,
    limit: int,
) -> list[Suggestion]:
    for name, habit in _HABITS.items():
        if texts[name].useful:
            pairs.agreements[name] = text_weights(texts[name], habit, pairs.row, pairs.parcel)
            found = pairs.agreements[name].weight
            if name in _SHARED_BY_NEIGHBOURS:
                found = np.where(pairs.neighbours, np.minimum(found, 0.0), found)
            weight = weight + found
    odds = np.exp(np.clip(weight, -40, 40))
    total = 1 + np.bincount(pairs.row, odds, minlength=len(rows))
    score = odds / total[pairs.row]
    score = np.where(taken[pairs.parcel], np.minimum(score, _AT_MOST_WHERE_TAKEN), score)
    best = _best(pairs.row, weight, limit)
    signs = _signs(pairs, best)
    columns = (pairs.row[best], pairs.parcel[best], score[best].round(3), taken[pairs.parcel[best]])
    return [
        Suggestion(row, parcel, score, reason, also, _facts(rows, parcels, row, parcel), has_row)
        for (row, parcel, score, has_row), (reason, *also) in zip(
            zip(*(column.tolist() for column in columns), strict=True), signs, strict=True
        )
    ]


def _best(row: Indices, weight: Weights, limit: int) -> Indices:
    """The `limit` heaviest pairs of each row, by row and falling weight."""
    order = np.lexsort((-weight, row))
    ordered = row[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    rank = np.arange(len(ordered)) - np.repeat(starts, np.diff(starts, append=len(ordered)))
    return order[rank < limit]


def _quickly(texts: Texts, habit: Habit, row: Indices, parcel: Indices) -> Weights | float:
    """As `text_weights`, but what is not the same counts as unknown: enough to leave out the hopeless."""
    if not texts.useful:
        return 0.0
    same = (texts.row_hashes[row] == texts.parcel_hashes[parcel]) & (texts.row_hashes[row] != 0)
    return np.where(same, np.log(habit.same / texts.shared[row]), 0.0)


_BY_SLIP = {
    "same_code": Slip.SAME,
    "letter_for_digit": Slip.LETTER_FOR_DIGIT,
    "lost_zero": Slip.LOST_ZERO,
    "sub_lot_added": Slip.SUB_LOT_ADDED,
    "sub_lot_missing": Slip.SUB_LOT_MISSING,
    "transposed": Slip.TRANSPOSED,
    "block_letter": Slip.BLOCK_LETTER,
    "sub_lot_differs": Slip.SUB_LOT_DIFFERS,
    "one_character": Slip.ONE_CHARACTER,
}
REASONS = (
    *_BY_SLIP,
    "same_sheet",
    "same_title",
    "sheet_close",
    "title_close",
    "same_owner_and_area",
    "same_owner",
    "owner_close",
    "near_lot_same_area",
    "same_place_and_area",
    "same_place",
    "same_area",
    "resembles",
)


def _signs(pairs: _Pairs, best: Indices) -> list[list[str]]:
    """For each of the best pairs all that speaks for it, the most telling first: codes of the words."""
    area = (pairs.tier >= 0) & (pairs.tier <= _SAME_AREA)
    owner, sheet, land_no = pairs.same("owners"), pairs.same("sheets"), pairs.same("land_nos")
    same_block = pairs.slip == Slip.SAME_BLOCK
    place = (pairs.same("roads") | pairs.same("moos")) & ~pairs.neighbours & ~same_block
    said = {
        **{name: pairs.slip == slip for name, slip in _BY_SLIP.items()},
        "same_sheet": sheet & land_no,
        "same_title": pairs.same("titles"),
        "sheet_close": (sheet & pairs.near("land_nos")) | (land_no & pairs.near("sheets")),
        "title_close": pairs.near("titles"),
        "same_owner_and_area": owner & area,
        "same_owner": owner & ~area,
        "owner_close": pairs.near("owners"),
        "near_lot_same_area": same_block & area & ~owner,
        "same_place_and_area": place & area & ~owner,
        "same_place": place & ~area,
        "same_area": area & ~owner & ~same_block & ~place,
    }
    table = np.stack([said[name][best] for name in REASONS[:-1]], axis=1)
    signs: list[list[str]] = [[] for _ in best]
    for pair, reason in np.argwhere(table).tolist():
        signs[pair].append(f"suggest.{REASONS[reason]}")
    return [found or [f"suggest.{REASONS[-1]}"] for found in signs]


def _facts(rows: Traits, parcels: Traits, row: int, parcel: int) -> dict[str, object]:
    return {
        "row_code": rows.codes[row] if rows.codes else "",
        "parcel_code": parcels.codes[parcel] if parcels.codes else "",
        "row_area": int(rows.areas[row]),
        "parcel_area": int(parcels.areas[parcel]),
    }
