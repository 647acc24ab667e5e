"""Register rows and parcels of a project are joined, and what the join noticed is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol, overload

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.deed_areas import area_differences, area_findings, condominium_units, deed_areas
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.geometry import representative_points
from ltaxgis.domain.ids import Uid, new_uids
from ltaxgis.domain.join_findings import join_findings
from ltaxgis.domain.joining import BY, HAND, WITH_ROW, Join, ParcelKeys, RowKeys, join
from ltaxgis.domain.ledger import JoinTally
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Columns, Project, Source, Work

SHEET = ("sheet_1", "sheet_2", "sheet_3", "sheet_4", "scale", "land_no")
ROW_NAMES = ("code", "code_read", "title_kind", "title_no", *SHEET, "amphoe", "area", "unit_no", "title_kind")
PARCEL_NAMES = ("code", "code_read", "title_kind", "title_no", *SHEET, "amphoe", "area_m2")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a join as columns, and their keys."""

    rows: Columns
    parcels: Columns
    row_keys: RowKeys
    parcel_keys: ParcelKeys


class Readable(Protocol):
    """What a join asks of a project, or of rows and parcels that are on their way into one."""

    def columns(self, kind: type[Record], names: Sequence[str] | None = None) -> Columns: ...

    def get(self, kind: type[Parcel], uids: Iterable[Uid]) -> list[Parcel]: ...

    def read_at(self, kind: type[Record]) -> tuple[list[Uid], list[int], list[Uid]]: ...

    def sources(self) -> list[Source]: ...


@dataclass(frozen=True, slots=True)
class Joined:
    """What a join found. `tally` is for the ledger."""

    join: Join
    sides: Sides
    tally: JoinTally
    findings: tuple[Finding, ...]


def join_again(project: Project, actor: Actor, reason: str = "") -> Joined:
    """Joins the whole project anew in one act."""
    ask_leave(actor, "join.edit")
    with project.work(actor, "join.run", reason) as work:
        done = join_in(work, project.settings)
        work.commit()
    return done


def join_in(work: Work, settings: ProjectSettings) -> Joined:
    """The links are those of now, hand-made ones kept; findings of the scope `join` are those of now."""
    sides = read_sides(work, settings)
    links = work.columns(Link, ("row_uid", "parcel_uid", "by"))
    hand = {
        row: parcel
        for row, parcel, by in zip(links["row_uid"], links["parcel_uid"], links["by"], strict=True)
        if by == HAND
    }
    found = join(sides.row_keys, sides.parcel_keys, settings.join_key, hand)
    _store_links(work, links, found, sides)
    take_codes(work, codes_taken(found, sides))
    joined = _joined(work, found, sides, settings)
    work.keep_findings("join", joined.findings)
    return joined


def join_first(rows_and_parcels: Readable, settings: ProjectSettings) -> tuple[Joined, Columns]:
    """The same for a project that holds neither yet, with nothing stored: what the join finds, and its links."""
    sides = read_sides(rows_and_parcels, settings)
    found = join(sides.row_keys, sides.parcel_keys, settings.join_key)
    links = _births([(row, parcel, by) for (row, parcel), by in _wanted(found, sides).items()])
    return _joined(rows_and_parcels, found, sides, settings), links


def codes_taken(found: Join, sides: Sides) -> dict[Uid, str]:
    """A parcel joined by map sheet or title goes by the register's code from now on."""
    return {sides.parcels.uids[taken.parcel]: taken.after for taken in found.taken_codes}


def take_codes(work: Work, codes: Mapping[Uid, str]) -> None:
    work.rewrite(Parcel, {uid: {"code": code} for uid, code in codes.items()})


def _joined(reading: Readable, found: Join, sides: Sides, settings: ProjectSettings) -> Joined:
    counts: Any = found.counts
    return Joined(found, sides, JoinTally(**counts), tuple(_findings(reading, found, sides, settings)))


def read_sides(reading: Readable, settings: ProjectSettings) -> Sides:
    """What the join compares: all open rows and parcels with their keys."""
    rows = reading.columns(LandRow, tuple(dict.fromkeys(ROW_NAMES)))
    parcels = reading.columns(Parcel, PARCEL_NAMES)
    row_keys = RowKeys(
        rows.uids,
        rows["code"],
        sheet_keys(rows),
        title_keys(rows, settings),
        _texts(rows),
        Places(reading, LandRow, rows),
    )
    parcel_keys = ParcelKeys(
        parcels.uids, parcels["code"], sheet_keys(parcels), title_keys(parcels, settings), _texts(parcels),
        Places(reading, Parcel, parcels), [area is None for area in parcels["area_m2"]],
    )  # fmt: skip
    return Sides(rows, parcels, row_keys, parcel_keys)


def sheet_keys(columns: Columns) -> list[str]:
    """The five parts of the map sheet and the land number as one text; empty where one of them is missing."""
    parts = [columns[name] for name in SHEET]
    if not all(map(any, parts)):
        return [""] * len(columns)
    return ["|".join(part) if all(part) else "" for part in zip(*parts, strict=True)]


def title_keys(columns: Columns, settings: ProjectSettings) -> list[str]:
    """Kind and number of title within the amphoe; units of a condominium have none, their title is not the land's."""
    units = condominium_units(columns.data.get("unit_no", [""] * len(columns)), columns["title_no"]).tolist()
    return [
        f"{kind}|{number}|{amphoe or settings.amphoe}" if kind and number and not unit else ""
        for kind, number, amphoe, unit in zip(
            columns["title_kind"], columns["title_no"], columns["amphoe"], units, strict=True
        )
    ]


def _texts(columns: Columns) -> list[str]:
    return [text.strip() for text in columns["code_read"]]


def _store_links(work: Work, links: Columns, found: Join, sides: Sides) -> None:
    """Closes links that no longer hold and opens the new ones; what stays the same is not touched."""
    wanted = _wanted(found, sides)
    lost = set(found.lost_links)
    kept = set()
    ended: list[Uid] = []
    for uid, row, parcel, by in zip(links.uids, links["row_uid"], links["parcel_uid"], links["by"], strict=True):
        if wanted.get((row, parcel)) == by or (row, parcel) in lost:
            kept.add((row, parcel))
        else:
            ended.append(uid)
    work.close(Link, ended)
    work.add(Link, _births([(*pair, by) for pair, by in wanted.items() if pair not in kept]))


def _wanted(found: Join, sides: Sides) -> dict[tuple[Uid, Uid], str]:
    """Each row and its parcel, with the key that joined them."""
    joined = np.flatnonzero(found.parcel_of_row >= 0)
    sides_of = zip(joined.tolist(), found.parcel_of_row[joined].tolist(), found.by_of_row[joined].tolist(), strict=True)
    return {(sides.rows.uids[row], sides.parcels.uids[parcel]): BY[by] for row, parcel, by in sides_of}


def _births(links: Sequence[tuple[Uid, Uid, str]]) -> Columns:
    columns = zip(*links, strict=True) if links else ([], [], [])
    data = {name: list(column) for name, column in zip(("row_uid", "parcel_uid", "by"), columns, strict=True)}
    return Columns(new_uids(len(links)), data)


def _findings(reading: Readable, found: Join, sides: Sides, settings: ProjectSettings) -> list[Finding]:
    deed = deeds_on_parcels(found, sides)
    drawn = np.array([np.nan if area is None else area for area in sides.parcels["area_m2"]], dtype=float)
    differences = area_differences(deed, drawn, settings.area_part, settings.area_wa)
    points = _points(reading, found, sides, differences.over)
    findings = list(join_findings(found, sides.row_keys, sides.parcel_keys, points))
    return findings + list(area_findings(differences, deed, sides.parcel_keys, settings.join_key, points))


def _points(reading: Readable, found: Join, sides: Sides, over: NDArray[np.bool_]) -> Floats:
    """A point inside each parcel that a finding may speak of, rows of E and N; NaN for the others, and where a parcel
    has no shape. Most parcels have no finding, and their shapes are not read."""
    points = np.full((len(sides.parcels), 2), np.nan)
    spoken_of = (found.status != WITH_ROW) | over
    for key in found.keys.values():
        hits = key.hits[found.contradicting]
        spoken_of[hits[hits >= 0]] = True
    uids = [sides.parcels.uids[index] for index in np.flatnonzero(spoken_of)]
    shapes = [parcel.shape for parcel in reading.get(Parcel, uids)]
    points[spoken_of] = representative_points(np.array(shapes, dtype=object)) if shapes else np.empty((0, 2))
    return points


def deeds_on_parcels(found: Join, sides: Sides) -> Any:
    """The deed area on each parcel, hundredths of a square wa, -1 where a title does not say."""
    areas = np.array([-1 if area is None else area for area in sides.rows["area"]], dtype=np.int64)
    units = condominium_units(sides.rows["unit_no"], sides.rows["title_no"])
    return deed_areas(found.parcel_of_row, areas, sides.row_keys.titles, units, len(sides.parcels))


class Places(Sequence[Place]):
    """Where each row of the project was read, looked up when a finding asks for it."""

    def __init__(self, reading: Readable, kind: type[Record], columns: Columns) -> None:
        self._reading = reading
        self._kind = kind
        self._uids = columns.uids
        self._codes = columns["code"]

    @cached_property
    def _lines(self) -> dict[Uid, tuple[int, Uid]]:
        uids, lines, sources = self._reading.read_at(self._kind)
        return dict(zip(uids, zip(lines, sources, strict=True), strict=True))

    @cached_property
    def _sources(self) -> dict[Uid, Source]:
        return {source.uid: source for source in self._reading.sources()}

    def __len__(self) -> int:
        return len(self._uids)

    @overload
    def __getitem__(self, index: int) -> Place: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Place]: ...
    def __getitem__(self, index: int | slice) -> Place | Sequence[Place]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = Place(field="code", subject=self._codes[index])
        if (told := self._lines.get(self._uids[index])) is None:
            return place
        line, source_uid = told
        source = self._sources[source_uid]
        return replace(place, source=source.name, sheet=source.table, row=line)
