"""Deed area beside drawn area, parcel by parcel, and the ledger of the join by zone and block."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.findings import Finding
from ltaxgis.domain.join_findings import Points, place_of, point_of
from ltaxgis.domain.joining import AMBIGUOUS, AMBIGUOUS_PARCEL, MAP_ONLY, NO_PARCEL, WITH_ROW, Join, Keys, ParcelKeys
from ltaxgis.domain.joining import Indices as Areas

NO_AREA = -1
WA100_OF_M2 = 25
# อ.ช.2 is the certificate of a condominium unit, written where others have the number of their deed
_UNIT_CERTIFICATE = re.compile(r"\s*(?:อ\s*\.?\s*ช\s*\.?\s*[2๒]|(?:หนังสือ)?กรรมสิทธิ์ห้องชุด)")
_ZONE_BLOCK = re.compile(r"(\d{2})([A-Z]{1,2})\d")


@dataclass(frozen=True, slots=True)
class AreaDifferences:
    """`difference` is drawn minus deed in hundredths of a square wa, 0 where one of them is unknown (`known`);
    `over` marks those beyond the tolerance."""

    drawn: Areas
    difference: Areas
    known: NDArray[np.bool_]
    over: NDArray[np.bool_]


def condominium_units(unit_nos: Sequence[str], title_nos: Sequence[str]) -> NDArray[np.bool_]:
    """Which rows are units of a condominium: by their number, or by the certificate they have instead of a deed."""
    told = zip(unit_nos, title_nos, strict=True)
    return np.array(
        [
            bool(unit) or bool(title and not title[0].isdigit() and _UNIT_CERTIFICATE.match(title))
            for unit, title in told
        ],
        dtype=bool,
    )


def deed_areas(
    parcel_of_row: Areas, areas: Areas, titles: Sequence[str], units: NDArray[np.bool_], parcels: int
) -> Areas:
    """The deed area that stands on each parcel, hundredths of a square wa, NO_AREA where a title does not say.

    Titles on one parcel are added up, rows of the same title (co-owners) counted once, at the largest area one of
    them names; rows without a title count as one title. Condominium units own no ground of their own: left out.
    """
    standing = np.flatnonzero((parcel_of_row >= 0) & ~units)
    rows_on = np.bincount(parcel_of_row[standing], minlength=parcels)
    alone = standing[rows_on[parcel_of_row[standing]] == 1]
    totals = np.zeros(parcels, np.int64)
    totals[parcel_of_row[alone]] = areas[alone]
    seen = rows_on > 0
    unknown = np.zeros(parcels, bool)
    unknown[parcel_of_row[alone]] = areas[alone] < 0
    largest: dict[tuple[int, str], int] = {}
    for row in standing[rows_on[parcel_of_row[standing]] > 1].tolist():
        title = (int(parcel_of_row[row]), titles[row] if titles else "")
        largest[title] = max(largest.get(title, NO_AREA), int(areas[row]))
    for (parcel, _), area in largest.items():
        unknown[parcel] |= area < 0
        totals[parcel] += area
    return np.where(seen & ~unknown, totals, NO_AREA)


def area_differences(deed: Areas, drawn_m2: NDArray[np.float64], part: float, wa: int) -> AreaDifferences:
    """Drawn beside deed area, both by parcel; the tolerance is the larger of `part` of the deed and `wa`.

    `deed` and `wa` in hundredths of a square wa, NO_AREA unknown; `drawn_m2` NaN where there is no shape. What lies
    exactly on the tolerance is within it.
    """
    known = (deed >= 0) & ~np.isnan(drawn_m2)
    drawn = np.where(np.isnan(drawn_m2), 0, np.rint(drawn_m2 * WA100_OF_M2)).astype(np.int64)
    difference = np.where(known, drawn - deed, 0)
    tolerance = np.maximum(deed * part, wa) + 1e-6
    return AreaDifferences(np.where(np.isnan(drawn_m2), NO_AREA, drawn), difference, known, abs(difference) > tolerance)


def area_findings(
    differences: AreaDifferences, deed: Areas, parcels: ParcelKeys, key: str, points: Points = None
) -> Iterator[Finding]:
    """One finding a parcel whose areas differ beyond the tolerance; areas in hundredths of a square wa."""
    for parcel in np.flatnonzero(differences.over).tolist():
        deed_area, drawn = int(deed[parcel]), int(differences.drawn[parcel])
        difference = drawn - deed_area
        percent = f"{100 * difference / deed_area:+.1f}" if deed_area else "–"
        facts = (("deed", deed_area), ("drawn", drawn), ("difference", difference), ("percent", percent))
        value, understood = f"{deed_area / 100:.2f}", f"{drawn / 100:.2f}"
        place, at = place_of(parcels, parcel, key), point_of(points, parcel)
        yield Finding("join.area_differs", place, value=value, understood=understood, facts=facts, at=at)


@dataclass(frozen=True, slots=True)
class BlockLine:
    """A zone and block of the join's report. Areas in hundredths of a square wa, over the parcels whose deed and
    drawn area are both known. Things without such a code stand under empty zone and block."""

    zone: str
    block: str
    joined: int
    register_only: int
    ambiguous: int
    with_row: int
    map_only: int
    ambiguous_parcels: int
    deed: int
    drawn: int
    differing: int


def by_block(join: Join, rows: Keys, parcels: Keys, deed: Areas, differences: AreaDifferences) -> list[BlockLine]:
    """The join's ledger by zone and block, in their order; its columns add up to the whole ledger's. A joined row
    counts in the block of its parcel, so that both sides of a line speak of the same ground."""
    codes = list(parcels.codes) or [""] * len(parcels)
    row_codes = list(rows.codes) or [""] * len(rows)
    taken = {code.parcel: code.after for code in join.taken_codes}
    blocks = [_block(taken.get(index, code)) for index, code in enumerate(codes)]
    row_blocks = [
        blocks[parcel] if parcel >= 0 else _block(code)
        for parcel, code in zip(join.parcel_of_row.tolist(), row_codes, strict=True)
    ]
    names = sorted(set(blocks) | set(row_blocks))
    place = {name: index for index, name in enumerate(names)}
    of_parcel = np.array([place[name] for name in blocks], np.int64)
    of_row = np.array([place[name] for name in row_blocks], np.int64)
    columns = _sums(join, of_row, of_parcel, deed, differences, len(names))
    return [BlockLine(*name, *(int(column[index]) for column in columns)) for index, name in enumerate(names)]


def _sums(
    join: Join, of_row: Areas, of_parcel: Areas, deed: Areas, differences: AreaDifferences, count: int
) -> list[Areas]:
    known = of_parcel[differences.known]
    rows_where = (join.parcel_of_row >= 0, join.parcel_of_row == NO_PARCEL, join.parcel_of_row == AMBIGUOUS)
    areas = (deed[differences.known], differences.drawn[differences.known])
    return [
        *(np.bincount(of_row[where], minlength=count) for where in rows_where),
        *(np.bincount(of_parcel[join.status == s], minlength=count) for s in (WITH_ROW, MAP_ONLY, AMBIGUOUS_PARCEL)),
        *(_summed(known, area, count) for area in areas),
        np.bincount(of_parcel[differences.over], minlength=count),
    ]


def _summed(index: Areas, values: Areas, count: int) -> Areas:
    """Whole numbers stay whole: bincount's weights would turn them into floats."""
    totals = np.zeros(count, np.int64)
    np.add.at(totals, index, values)
    return totals


def _block(code: str) -> tuple[str, str]:
    found = _ZONE_BLOCK.match(code)
    return (found[1], found[2]) if found else ("", "")
