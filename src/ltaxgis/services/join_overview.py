"""The join by zone and block, areas side by side, and the links that people made."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from ltaxgis.domain.deed_areas import BlockLine, area_differences, by_block
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.joining import HAND, Join, join
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.stores import Reading
from ltaxgis.services.join_register import Sides, deeds_on_parcels, read_sides
from ltaxgis.services.owner_names import owner_names


@dataclass(frozen=True, slots=True)
class AreaLine:
    """A parcel's deed and drawn area and their difference (drawn minus deed), in hundredths of a square wa; `over`
    where it is beyond the tolerance."""

    parcel: Uid
    code: str
    deed: int
    drawn: int
    difference: int
    over: bool

    @property
    def percent(self) -> float | None:
        return 100 * self.difference / self.deed if self.deed else None


@dataclass(frozen=True, slots=True)
class HandLink:
    """A row that stands on a parcel because a person said so."""

    row: Uid
    parcel: Uid
    row_code: str
    parcel_code: str
    owner: str
    actor: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class JoinOverview:
    """`areas` are the parcels whose deed and drawn area are both known, the widest apart first."""

    blocks: list[BlockLine]
    areas: list[AreaLine]
    by_hand: list[HandLink]


def join_overview(reading: Reading, settings: ProjectSettings) -> JoinOverview:
    """The state of the join as it is now; nothing is stored."""
    sides = read_sides(reading, settings)
    links = reading.columns(Link, ("row_uid", "parcel_uid", "by"))
    by_hand = [
        (uid, row, parcel)
        for uid, row, parcel, by in zip(links.uids, links["row_uid"], links["parcel_uid"], links["by"], strict=True)
        if by == HAND
    ]
    found = join(sides.row_keys, sides.parcel_keys, settings.join_key, {row: parcel for _, row, parcel in by_hand})
    blocks, areas = _areas(found, sides, settings)
    return JoinOverview(blocks, areas, _hand_links(reading, by_hand))


def _areas(found: Join, sides: Sides, settings: ProjectSettings) -> tuple[list[BlockLine], list[AreaLine]]:
    deed = deeds_on_parcels(found, sides)
    drawn = np.array([np.nan if area is None else area for area in sides.parcels["area_m2"]], dtype=float)
    differences = area_differences(deed, drawn, settings.area_part, settings.area_wa)
    blocks = by_block(found, sides.row_keys, sides.parcel_keys, deed, differences)
    uids, codes = sides.parcels.uids, sides.parcels["code"]
    apart = np.flatnonzero(differences.known)
    apart = apart[np.argsort(-abs(differences.difference[apart]), kind="stable")]
    lines = [
        AreaLine(uids[i], codes[i], int(deed[i]), int(differences.drawn[i]), int(differences.difference[i]),
                 bool(differences.over[i]))
        for i in apart.tolist()
    ]  # fmt: skip
    return blocks, lines


def _hand_links(reading: Reading, links: list[tuple[Uid, Uid, Uid]]) -> list[HandLink]:
    if not links:
        return []
    owners = owner_names(reading)
    rows = {row.uid: row.code or row.code_read for row in reading.get(LandRow, [row for _, row, _ in links])}
    parcels = {each.uid: each.code or each.code_read for each in reading.get(Parcel, [parcel for *_, parcel in links])}
    made = []
    for uid, row, parcel in links:
        history = reading.history(Link, uid)
        at, actor = history[0][1:] if history else (None, "")
        name = owners.get(row, "")
        made.append(HandLink(row, parcel, rows.get(row, ""), parcels.get(parcel, ""), name, actor, at))
    return made
