"""One table of a copy, row by row: as it left (the version it names), as it stands now, as it came back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.fields import FIELDS
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.geometry import Shapes, drawn_areas, normalise
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.map_copies import PARCELS, SHAPE, UID, VERSION, Comparison, Departure, Edited
from ltaxgis.domain.parsing import Layout, Parsed, parse_columns
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.domain.round_trip import CellDiff, RefusedCell, RefusedRow
from ltaxgis.domain.sheet_facts import REGISTER, SheetFacts, row_key
from ltaxgis.domain.tables import Cell, SourceTable
from ltaxgis.ports.readers import ShapeTable
from ltaxgis.ports.stores import Reading
from ltaxgis.ports.workbooks import ReturnedRow, ReturnedSheet
from ltaxgis.services.excel_round_trip import RECORD_FIELD, shown_column
from ltaxgis.services.map_copies import EDITED, column_of, told_digest
from ltaxgis.services.returned_rows import ChangedRows, changed_rows
from ltaxgis.words import Words

SAME_M = 0.0005
"""A corner that moved less has not moved: other programs round."""

FIELD_KINDS = {PARCELS: "parcel", "land": "land"}
Departures = Mapping[str, Departure] | None


@dataclass(frozen=True, slots=True)
class _Rows:
    """Places of the copy's rows: of things we know as they left, and of those that were added there."""

    known: Mapping[int, Uid]
    added: Sequence[int]
    ended: Sequence[int]


def compare_table(
    reading: Reading,
    settings: ProjectSettings,
    table: ShapeTable,
    kind: type[Record],
    left: Departures,
    words: Words,
    lists: CodeLists,
) -> Comparison:
    """What the table would change, thing by thing. Without the list of what `left`, nothing counts as ended."""
    return _Comparing(reading, settings, table, kind, words, lists).run(left)


class _Comparing:
    def __init__(
        self,
        reading: Reading,
        settings: ProjectSettings,
        table: ShapeTable,
        kind: type[Record],
        words: Words,
        lists: CodeLists,
    ) -> None:
        self.reading, self.settings, self.table, self.kind = reading, settings, table, kind
        self.words, self.lists = words, lists
        # a table is known by what it holds: it may have been renamed on the way
        self.name = PARCELS if "land_no" in table.headers and "area_m2" in table.headers else "land"
        self.names = [name for name in EDITED[self.name] if name in table.headers]
        self.fields = [FIELDS[FIELD_KINDS[self.name]][name] for name in self.names]
        self.refused: list[RefusedCell] = []
        self.findings: list[Finding] = []

    def run(self, left: Departures) -> Comparison:
        rows = self._sorted_out()
        changed: dict[Uid, Edited] = {}
        self._attributes(rows, changed)
        if self.name == PARCELS:
            self._shapes(rows, changed)
            self._told(rows, left or {})
        edits = [edit for edit in changed.values() if edit.fields or edit.quarrels]
        added = self._additions(rows.added)
        ended = self._gone(left or {})
        same = len(rows.known) - len(edits)
        told = [RefusedRow(self.name, self.table.numbers[i], "returned.row_ended") for i in rows.ended]
        return Comparison((*edits, *added, *ended), len(self.table), same, tuple(self.refused), tuple(told),
                          tuple(self.findings))  # fmt: skip

    def _sorted_out(self) -> _Rows:
        """Which row is which thing. Of several with one identity (a parcel that was split or copied there) the one
        that covers most of the old shape keeps it, the others are new."""
        places: dict[tuple[Uid, int], list[int]] = defaultdict(list)
        added = []
        for index, (uid, version) in enumerate(zip(*(column_of(self.table, n) for n in (UID, VERSION)), strict=True)):
            if uid and (version or "").removesuffix(".0").isdigit():
                places[Uid(uid), int(float(version or 0))].append(index)
            else:
                added.append(index)
        self.base = self.reading.versions(self.kind, places)
        self.now = {record.uid: record for record in self.reading.get(self.kind, [uid for uid, _ in places])}
        known: dict[int, Uid] = {}
        ended = []
        for (uid, _), indices in places.items():
            if uid not in self.base:
                added += indices
                continue
            first = max(indices, key=lambda index: self._covers(uid, index)) if len(indices) > 1 else indices[0]
            added += [index for index in indices if index != first]
            if uid in self.now:
                known[first] = uid
            else:
                ended.append(first)
        return _Rows(known, sorted(added), ended)

    def _covers(self, uid: Uid, index: int) -> float:
        before, after = getattr(self.base[uid], SHAPE, None), self.table.shapes[index]
        if before is None or after is None:
            return 0.0
        return float(shapely.intersection(shapely.make_valid(before), shapely.make_valid(after)).area)

    # attributes

    def _attributes(self, rows: _Rows, changed: dict[Uid, Edited]) -> None:
        sheet = self._sheet(rows)
        facts = SheetFacts(REGISTER, FIELD_KINDS[self.name], self.names, {n: n for n in self.names},
                           codes=self.settings.codes)  # fmt: skip
        made = changed_rows(sheet, facts, {}, self.lists)
        for index, row in enumerate(made.rows):
            fields, quarrels = self._changed_fields(made, index, row.uid)
            if fields or quarrels:
                changed[row.uid] = Edited(row.uid, self.now[row.uid], fields, quarrels, base=self.base[row.uid])
        self.refused += made.refused

    def _sheet(self, rows: _Rows) -> ReturnedSheet:
        """The known rows as a sheet that came back, each with what its cells said when it left."""
        columns = [column_of(self.table, name) for name in self.names]
        uids = list(rows.known.values())
        was = [
            shown_column([getattr(self.base[uid], RECORD_FIELD.get(name, name)) for uid in uids], source, self.words,
                         self.lists)
            for name, source in zip(self.names, self.fields, strict=True)
        ]  # fmt: skip
        returned = [
            ReturnedRow(
                self.table.numbers[index],
                row_key(uid, [column[place] for column in was], self.base[uid].version),
                tuple(column[index] for column in columns),
            )
            for place, (index, uid) in enumerate(rows.known.items())
        ]
        return ReturnedSheet(self.name, "", tuple(self.names), tuple(returned))

    def _changed_fields(self, made: ChangedRows, index: int, uid: Uid) -> tuple[dict[str, Any], dict[str, Any]]:
        fields: dict[str, Any] = {}
        quarrels: dict[str, Any] = {}
        base, now = self.base[uid], self.now[uid]
        for name, values in made.after.columns.items():
            if not hasattr(now, name) or _plain(values[index]) == _plain(made.before.columns[name][index]):
                continue
            stands = getattr(now, name)
            if _plain(stands) != _plain(values[index]):
                where = fields if _plain(stands) == _plain(getattr(base, name)) else quarrels
                where[name] = "" if values[index] is None and isinstance(stands, str) else values[index]
        if "code" in quarrels and "code_read" in fields:
            quarrels["code_read"] = fields.pop("code_read")
        return fields, quarrels

    def _told(self, rows: _Rows, left: Mapping[str, Departure]) -> None:
        """Refuses what was typed into columns that only tell what the register says."""
        if not left:
            return
        for index, digest in enumerate(told_digest(replace(self.table, name=PARCELS))):
            uid = rows.known.get(index)
            if uid is not None and left.get(uid, Departure(0)).told not in ("", digest):
                code = str(getattr(self.now[uid], "code", ""))
                cell = CellDiff(self.name, self.table.numbers[index], code, "", "", "")
                self.refused.append(RefusedCell(cell, "copy.register_column", (("code", code),)))

    # shapes

    def _shapes(self, rows: _Rows, changed: dict[Uid, Edited]) -> None:
        indices = list(rows.known)
        uids = list(rows.known.values())
        came = np.array([self.table.shapes[index] for index in indices], dtype=object)
        before = np.array([getattr(self.base[uid], SHAPE) for uid in uids], dtype=object)
        stand = np.array([getattr(self.now[uid], SHAPE) for uid in uids], dtype=object)
        moved = np.flatnonzero(~same_shapes(came, before) & ~same_shapes(came, stand))
        mended = self._normal([indices[place] for place in moved])
        corrected = ~same_shapes(before, stand)
        for place, (shape, beside) in zip(moved.tolist(), mended, strict=True):
            if shape is None and came[place] is not None:
                continue  # told as a finding; what stands here stays
            uid = uids[place]
            edit = changed.get(uid) or Edited(uid, self.now[uid], base=self.base[uid])
            told = {SHAPE: shape}
            changed[uid] = replace(
                edit,
                fields=edit.fields if corrected[place] else {**edit.fields, **told},
                quarrels={**edit.quarrels, **told} if corrected[place] else edit.quarrels,
                beside={SHAPE: beside},
            )

    def _normal(self, indices: Sequence[int]) -> list[tuple[Any, dict[str, Any]]]:
        """The shapes at these places as the project keeps them, and what follows from each."""
        codes = column_of(self.table, "code")
        places = [Place(self.table.source, self.table.name, self.table.numbers[i], subject=codes[i] or "")
                  for i in indices]  # fmt: skip
        if not indices:
            return []
        normal = normalise(np.array([self.table.shapes[i] for i in indices], dtype=object), places.__getitem__)
        self.findings += normal.findings
        areas = [None if np.isnan(area) else float(area) for area in drawn_areas(normal.shapes)]
        return [
            (shape, {"shape_read": original, "area_m2": area})
            for shape, original, area in zip(normal.shapes, normal.originals, areas, strict=True)
        ]

    # additions and ends

    def _additions(self, indices: Sequence[int]) -> list[Edited]:
        if not indices:
            return []
        parsed = self._parsed(indices)
        self.findings += parsed.findings
        shapes = self._normal(indices) if self.name == PARCELS else []
        made = []
        for place in range(len(indices)):
            told = {name: values[place] for name, values in parsed.columns.items() if values[place] not in (None, "")}
            beside: dict[str, Mapping[str, Any]] = {}
            if shapes:
                told[SHAPE], beside[SHAPE] = shapes[place]
            made.append(Edited(new_uid(), None, told, beside=beside))
        return made

    def _parsed(self, indices: Sequence[int]) -> Parsed:
        columns: tuple[list[Cell], ...] = tuple(
            [column_of(self.table, name)[index] or None for index in indices] for name in self.names
        )
        lines = [self.table.numbers[index] for index in indices]
        table = SourceTable(self.table.source, self.table.name, tuple(self.names), columns, lines)
        layout = Layout(FIELD_KINDS[self.name], codes=self.settings.codes)
        return parse_columns(table, dict(enumerate(self.names)), layout, self.lists)

    def _gone(self, left: Mapping[str, Departure]) -> list[Edited]:
        here = set(column_of(self.table, UID))
        missing = [Uid(uid) for uid in left if uid not in here]
        return [Edited(record.uid, record, ended=True) for record in self.reading.get(self.kind, missing)]


def same_shapes(one: Shapes, other: Shapes) -> NDArray[np.bool_]:
    """Which shapes have the same corners, wherever their rings begin."""
    missing = shapely.is_missing(one) & shapely.is_missing(other)
    left, right = (shapely.force_2d(_multi(shapes)) for shapes in (one, other))
    same = shapely.equals_exact(shapely.normalize(left), shapely.normalize(right), SAME_M)
    # of two corners that lie straight above one another, rounding says which comes first
    doubtful = ~same & (shapely.get_num_coordinates(left) == shapely.get_num_coordinates(right))
    for place in np.flatnonzero(doubtful & ~shapely.is_missing(left) & ~shapely.is_missing(right)):
        same[place] = _same_corners(left[place], right[place])
    return np.asarray(missing | same, dtype=bool)


def _same_corners(one: shapely.Geometry, other: shapely.Geometry) -> bool:
    left, right = (shapely.MultiPoint(shapely.get_coordinates(shape)) for shape in (one, other))
    apart = float(shapely.hausdorff_distance(left, right))
    room = SAME_M * max(float(shapely.length(one)), 1.0)
    return apart <= SAME_M and abs(float(shapely.area(one) - shapely.area(other))) <= room


def _multi(shapes: Shapes) -> Shapes:
    found = np.asarray(shapes, dtype=object).copy()
    for place in np.flatnonzero(shapely.get_type_id(found) == shapely.GeometryType.POLYGON):
        found[place] = shapely.MultiPolygon([found[place]])
    return found


def _plain(value: Any) -> Any:
    return None if value == "" else value
