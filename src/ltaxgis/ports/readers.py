"""Readers of foreign files, as the services see them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.findings import Finding
from ltaxgis.domain.tables import Cell, SourceTable
from ltaxgis.domain.telling import Told, untold


@dataclass(frozen=True, slots=True)
class ReadChoice:
    """What a person decided about a file; None lets the reader find out. `limit` reads only the first lines;
    `tables` only these sheets or tables. `header_line` counts from 1."""

    encoding: str | None = None
    delimiter: str | None = None
    header_line: int | None = None
    tables: tuple[str, ...] | None = None
    limit: int | None = None
    told: Told = field(default=untold, compare=False)
    """Called with rows read and rows there are."""


class RegisterReader(Protocol):
    """Reads .xlsx .xls .ods .csv .tsv .dbf .sql .sql.gz and zips of them.

    Raises `Refused` with a code `file.*` where the file as a whole cannot be read.
    """

    def __call__(self, path: Path, choice: ReadChoice) -> list[SourceTable]: ...


@dataclass(frozen=True, slots=True)
class ShapeTable:
    """A vector layer: `shapes[i]` is a Shapely geometry in the layer's own CRS or None; `numbers[i]` its number in
    the file, 1 the first; `columns` its attributes as text (as in SourceTable). `crs` is an EPSG code as
    text (`32647`), WKT where it has no code, empty where the file says nothing."""

    source: str
    name: str
    shapes: NDArray[np.object_]
    headers: tuple[str, ...]
    columns: tuple[list[Cell], ...]
    numbers: Sequence[int]
    crs: str = ""
    encoding: str = ""
    findings: tuple[Finding, ...] = ()
    facts: dict[str, object] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class ShapeChoice:
    """What a person decided about a vector file. `crs` is what the layer is to be taken for; `kinds` is `polygons` for
    parcels, where other layers are left out, or `any`; `take_damaged` takes what is left of a cut file."""

    layer: str | None = None
    encoding: str | None = None
    crs: str | None = None
    limit: int | None = None
    kinds: str = "polygons"
    take_damaged: bool = False
    told: Told = field(default=untold, compare=False)
    """Called with shapes read and shapes there are."""


class ShapeReader(Protocol):
    """Reads shapefiles (folder or zip), GeoPackage, GeoJSON, KML, DXF, FileGDB; `Refused` as above."""

    def __call__(self, path: Path, choice: ShapeChoice) -> list[ShapeTable]: ...
