"""Suggestions for rows that did not join, and the links that a person makes by hand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ltaxgis.domain.candidates import Traits
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.joining import HAND
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.suggesting import Suggestion, suggest
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Columns, Project, Reading, Work
from ltaxgis.services.join_register import SHEET, join_in, title_keys
from ltaxgis.services.owner_names import owner_names

WA100_OF_M2 = 25
UNSURE = 0.5
SHARED = ("code", "code_read", "title_kind", "title_no", *SHEET, "amphoe")


def suggestions(reading: Reading, settings: ProjectSettings) -> list[tuple[Uid, Uid, str, str, Suggestion]]:
    """For each row without a parcel its best candidates: row, parcel, their codes, and the suggestion."""
    rows = reading.columns(LandRow, (*SHARED, "area", "moo", "road", "unit_no"))
    parcels = reading.columns(Parcel, (*SHARED, "area_m2"))
    links = reading.columns(Link, ("row_uid", "parcel_uid"))
    joined = set(links["row_uid"])
    free = [index for index, uid in enumerate(rows.uids) if uid not in joined]
    standing = set(links["parcel_uid"])
    taken = np.array([uid in standing for uid in parcels.uids], dtype=bool)
    row_codes = [code or read for code, read in zip(rows["code"], rows["code_read"], strict=True)]
    found = suggest(_row_traits(reading, rows, row_codes, free, settings), _parcel_traits(parcels, settings), taken)
    often = Counter(code for code in parcels["code"] if code)
    return [
        (rows.uids[free[one.row]], parcels.uids[one.parcel], row_codes[free[one.row]], parcels["code"][one.parcel],
         _unsure(one) if often[parcels["code"][one.parcel]] > 1 else one)
        for one in found
        if parcels["area_m2"][one.parcel] is not None
    ]  # fmt: skip


def _unsure(one: Suggestion) -> Suggestion:
    """One of several parcels of the same code: which of them is meant, only a person can say."""
    return replace(one, score=min(one.score, UNSURE))


def _row_traits(
    reading: Reading, rows: Columns, codes: Sequence[str], free: Sequence[int], settings: ProjectSettings
) -> Traits:
    owners = owner_names(reading)
    sheets, titles = _sheets(rows), title_keys(rows, settings)
    return Traits(
        codes=[codes[i] for i in free],
        areas=np.array([-1 if rows["area"][i] is None else rows["area"][i] for i in free], dtype=np.int64),
        owners=[owners.get(rows.uids[i], "") for i in free],
        titles=[titles[i] for i in free],
        sheets=[sheets[i] for i in free],
        land_nos=[rows["land_no"][i] for i in free],
        moos=[rows["moo"][i] for i in free],
        roads=[rows["road"][i] for i in free],
    )


def _parcel_traits(parcels: Columns, settings: ProjectSettings) -> Traits:
    areas = [-1 if area is None else round(area * WA100_OF_M2) for area in parcels["area_m2"]]
    return Traits(
        codes=[code or read for code, read in zip(parcels["code"], parcels["code_read"], strict=True)],
        areas=np.array(areas, dtype=np.int64),
        titles=title_keys(parcels, settings),
        sheets=_sheets(parcels),
        land_nos=parcels["land_no"],
    )


def _sheets(columns: Columns) -> list[str]:
    """The five parts of the map sheet in one text, without the land number."""
    parts = (columns[name] for name in SHEET[:-1])
    return ["|".join(part) if all(part) else "" for part in zip(*parts, strict=True)]


def link_by_hand(project: Project, actor: Actor, pairs: Sequence[tuple[Uid, Uid]]) -> Applied:
    """Each row stands on its parcel because a person says so; remembered over every later import, undone as one."""
    ask_leave(actor, "join.edit")
    with project.work(actor, "join.by_hand") as work:
        _link(work, pairs)
        join_in(work, project.settings)
        return work.commit()


def _link(work: Work, pairs: Sequence[tuple[Uid, Uid]]) -> None:
    links = work.columns(Link, ("row_uid",))
    old = {row: uid for uid, row in zip(links.uids, links["row_uid"], strict=True)}
    standing = work.get(Link, [old[row] for row, _ in pairs if row in old])
    if len(work.get(Parcel, [parcel for _, parcel in pairs])) != len({parcel for _, parcel in pairs}):
        raise Refused("join.parcel_gone")
    changes = [Change(link, None) for link in standing]
    changes += [Change(None, Link(uid=new_uid(), row_uid=row, parcel_uid=parcel, by=HAND)) for row, parcel in pairs]
    work.apply(ChangeSet("join.by_hand", tuple(changes)))


def unlink(project: Project, actor: Actor, rows: Sequence[Uid]) -> Applied:
    """Links made by hand are taken back; what keys say counts again."""
    ask_leave(actor, "join.edit")
    with project.work(actor, "join.unlink") as work:
        links = work.columns(Link, ("row_uid", "by"))
        wanted = set(rows)
        ended = [uid for uid, row, by in zip(links.uids, links["row_uid"], links["by"], strict=True)
                 if row in wanted and by == HAND]  # fmt: skip
        work.close(Link, ended)
        join_in(work, project.settings)
        return work.commit()
