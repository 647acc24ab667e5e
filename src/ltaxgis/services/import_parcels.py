"""A parcel layer becomes parcels of the project: in its CRS, mended beside the original, none lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np

from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.crs import transformer
from ltaxgis.domain.crs_doubts import doubt_layer
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.geometry import Shapes, drawn_areas, normalise, told_losses
from ltaxgis.domain.parcels import Feature, Parcel
from ltaxgis.domain.parsing import Layout, Parsed, parse_columns
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.tables import SourceTable
from ltaxgis.ports.readers import ShapeTable
from ltaxgis.ports.stores import Source
from ltaxgis.services.join_register import SHEET
from ltaxgis.services.store_rows import Incoming, encode_all


@dataclass(frozen=True, slots=True)
class ShapePlan:
    """How a layer is taken: `mapping` from column index to source field of kind `parcel`, `crs` what it is in
    (empty: what the layer says), `datum_shift` the set for Indian 1975."""

    table: ShapeTable
    source: Source
    mapping: Mapping[int, str]
    crs: str = ""
    datum_shift: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A layer ready to be stored, its findings, and where each of its rows was read."""

    rows: Incoming
    findings: tuple[Finding, ...]
    places: Sequence[Place]
    shapes: Shapes


def prepare_parcels(plan: ShapePlan, settings: ProjectSettings, lists: CodeLists) -> Prepared:
    """All rows of the layer as parcels. Raises `Refused("crs.needed")` where nobody knows its CRS."""
    table = plan.table
    parsed = parse_columns(_attributes(table), plan.mapping, Layout("parcel", codes=settings.codes), lists)
    places = LayerPlaces(table, texts_of(parsed, "code"))
    shapes, found = _bring(plan, settings, places)
    normal = normalise(shapes, places.__getitem__, told_losses((*table.findings, *found), table.numbers))
    areas = [None if np.isnan(area) else float(area) for area in drawn_areas(normal.shapes)]
    rest = encode_all(parsed.rest)
    columns: dict[str, Any] = dict(parsed.columns) | {
        "shape": normal.shapes,
        "shape_read": normal.originals,
        "area_m2": areas,
        "rest": rest,
    }
    names = tuple(name for name in columns if name not in ("area_m2", "rest", "shape_read"))
    rows = Incoming(Parcel, names, columns, _keys(parsed), table.numbers, rest, plan.source,
                    unkept=("area_m2", "rest", "shape_read"))  # fmt: skip
    findings = (*table.findings, *parsed.findings, *found, *normal.findings)
    return Prepared(rows, findings, places, normal.shapes)


def prepare_features(plan: ShapePlan, layer: str, settings: ProjectSettings) -> Prepared:
    """A layer of anything else (roads, water, buildings, a reference layer), with its own columns kept."""
    table = plan.table
    places = LayerPlaces(table, [""] * len(table))
    shapes, findings = _bring(plan, settings, places)
    labels = _labels(table)
    told = zip(*table.columns, strict=True) if table.columns else [()] * len(table)
    rest = encode_all([{header: cell for header, cell in zip(table.headers, row, strict=True) if cell} for row in told])
    columns: dict[str, Any] = {"layer": [layer] * len(table), "label": labels, "shape": shapes, "rest": rest}
    keys = [f"{layer}:{label or number}" for label, number in zip(labels, table.numbers, strict=True)]
    names = ("layer", "label", "shape", "rest")
    rows = Incoming(Feature, names, columns, keys, table.numbers, rest, plan.source, scope=f"{layer}:")
    return Prepared(rows, (*table.findings, *findings), places, shapes)


def _bring(plan: ShapePlan, settings: ProjectSettings, places: Sequence[Place]) -> tuple[Shapes, list[Finding]]:
    """The shapes in the project's CRS; what cannot be brought there is a finding."""
    crs = plan.crs or plan.table.crs
    if not crs:
        raise Refused("crs.needed", name=plan.table.source)
    shift = plan.datum_shift or settings.datum_shift
    layer = Place(plan.table.source, plan.table.name)
    doubts = doubt_layer(plan.table.shapes, crs, layer, places.__getitem__, shift)
    moved, lost = transformer(crs, settings.crs, shift).shapes(plan.table.shapes)
    return moved, doubts + [Finding("shape.not_placed", places[int(index)]) for index in np.flatnonzero(lost)]


def _attributes(table: ShapeTable) -> SourceTable:
    return SourceTable(table.source, table.name, table.headers, table.columns, table.numbers)


class LayerPlaces(Sequence[Place]):
    """Where each thing of a layer was read, put into words when a finding asks."""

    def __init__(self, table: ShapeTable, codes: Sequence[str]) -> None:
        self._source = table.source
        self._sheet = table.name if table.name not in table.source else ""
        self._numbers = table.numbers
        self._codes = codes

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, index: int) -> Place: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Place]: ...
    def __getitem__(self, index: int | slice) -> Place | Sequence[Place]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        return Place(self._source, self._sheet, self._numbers[index], subject=self._codes[index] or "")


def _keys(parsed: Parsed) -> list[str]:
    """Code, else sheet and land number: what makes a parcel the same in next year's layer."""
    parts = [texts_of(parsed, name) for name in SHEET]
    return [code or "|".join(sheet) for code, *sheet in zip(texts_of(parsed, "code"), *parts, strict=True)]


def texts_of(parsed: Parsed, name: str) -> list[str]:
    """A column as texts, empty where the file does not speak of it."""
    column = parsed.columns.get(name) or parsed.side.get(name)
    return [""] * len(parsed) if column is None else [str(value or "") for value in column]


def _labels(table: ShapeTable) -> list[str]:
    """The first column named like a name or code, else the first that has texts."""
    wanted = ("name", "label", "code", "ชื่อ", "รหัส", "title")
    named = [i for i, header in enumerate(table.headers) if any(word in header.lower() for word in wanted)]
    if not (named or table.columns):
        return [""] * len(table)
    return [cell or "" for cell in table.columns[(named or [0])[0]]]
