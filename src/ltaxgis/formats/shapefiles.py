"""Shapefiles, also those with a missing, short or wrong part; the user's folder is never written to.

Geometry comes from GDAL off a copy of the .shp with an index of our own; attributes from the .dbf as bytes, so that
rows and shapes stay beside each other whatever is struck out or cut.
"""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ltaxgis.domain.crs import crs_code
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.tables import Cell
from ltaxgis.formats.attribute_table import Encoding, RawTable, columns_of, find_encoding, read_raw
from ltaxgis.formats.encodings import thai_sample
from ltaxgis.formats.ogr_layers import Shapes, read_layer
from ltaxgis.formats.shapefile_records import Records, read_records, write_index
from ltaxgis.ports.readers import ShapeChoice, ShapeTable

_PARTS = ("shp", "shx", "dbf", "prj", "cpg")


@dataclass(frozen=True, slots=True)
class Parts:
    """The files of one shapefile, whatever the case of their endings; None where one is missing."""

    shp: Path
    shx: Path | None
    dbf: Path | None
    prj: Path | None
    cpg: Path | None


def find_parts(shp: Path) -> Parts:
    """The parts beside a .shp; raises `Refused("shapes.shp_missing")` where the .shp itself is not there."""
    found = {
        beside.suffix.lower().lstrip("."): beside
        for beside in sorted(shp.parent.iterdir())
        if beside.stem.lower() == shp.stem.lower() and beside.is_file()
    }
    if "shp" not in found:
        raise Refused("shapes.shp_missing", name=shp.name)
    return Parts(found["shp"], *(found.get(ending) for ending in _PARTS[1:]))


def read_shapefile(shp: Path, choice: ShapeChoice, source: str = "", name: str = "") -> ShapeTable:
    """Every record of a shapefile, in order, those struck out in the .dbf left out with a finding.

    Raises `Refused` with `shapes.cut` where the .shp ends before its time, unless damaged files are to be taken.
    """
    parts = find_parts(shp)
    place = Place(source or shp.name, name or shp.stem)
    records = read_records(parts.shp, parts.shx)
    if records.cut and not choice.take_damaged:
        whole = int(records.whole.sum())
        raise Refused("shapes.cut", name=parts.shp.name, claimed=records.claimed, size=records.size, whole=whole)
    raw = read_raw(parts.dbf) if parts.dbf else None
    count = max(len(records), len(raw.records) if raw else 0)
    shapes, findings = _shapes(parts, records, count, place)
    findings += _about_parts(parts, records, raw, place)
    headers, columns, encoding, said = _attributes(parts, raw, count, choice.encoding, place)
    keep = _kept(raw, count, choice.limit)
    struck = int(raw.deleted.sum()) if raw else 0
    if struck:
        findings.append(Finding("shape.struck_out", place, facts=(("count", struck),)))
    rows = (keep + 1).tolist()
    here = set(rows)
    return ShapeTable(
        source=place.source,
        name=place.sheet,
        shapes=shapes[keep],
        headers=headers,
        columns=tuple([column[i] for i in keep] for column in columns),
        numbers=rows,
        crs=_crs(parts, choice),
        encoding=encoding,
        findings=tuple(f for f in [*findings, *said] if f.place.row is None or f.place.row in here),
        facts={"records": count, "struck_out": struck, "kind": records.kind},
    )


def _shapes(parts: Parts, records: Records, count: int, place: Place) -> tuple[Shapes, list[Finding]]:
    """As many shapes as there are rows; None with a finding for each record behind the end of the file."""
    shapes = np.full(count, None, dtype=object)
    whole = np.flatnonzero(records.whole)
    with tempfile.TemporaryDirectory(prefix="ltaxgis-") as folder:
        copy = Path(folder) / "layer.shp"
        shutil.copyfile(parts.shp, copy)
        write_index(records, copy, copy.with_suffix(".shx"))
        layer = read_layer(copy, None, place) if len(whole) else None
    findings: list[Finding] = []
    if layer is not None:
        shapes[whole[: len(layer.shapes)]] = layer.shapes[: len(whole)]
        findings = [
            Finding(f.code, Place(place.source, place.sheet, row=int(whole[f.place.row - 1]) + 1)) if f.place.row else f
            for f in layer.findings
        ]
    lost = [i for i in range(count) if i >= len(records) or not records.whole[i]]
    findings += [Finding("shape.truncated", Place(place.source, place.sheet, row=i + 1)) for i in lost]
    return shapes, findings


def _about_parts(parts: Parts, records: Records, raw: RawTable | None, place: Place) -> list[Finding]:
    findings = []
    if records.index != "good":
        findings.append(Finding("shape.index_rebuilt", place, value=records.index, facts=(("count", len(records)),)))
    if parts.prj is None:
        findings.append(Finding("shape.no_prj", place))
    rows = len(raw.records) if raw else 0
    if rows < len(records) or (raw is not None and raw.claimed > rows):
        claimed = raw.claimed if raw else 0
        facts = (("shapes", len(records)), ("rows", rows), ("claimed", claimed))
        state = "short" if raw else "unreadable" if parts.dbf else "missing"
        findings.append(Finding("shape.attributes_missing", place, value=state, facts=facts))
    return findings


def _attributes(
    parts: Parts, raw: RawTable | None, count: int, chosen: str | None, place: Place
) -> tuple[tuple[str, ...], tuple[list[Cell], ...], str, list[Finding]]:
    if raw is None:
        return (), (), "", []
    cpg = parts.cpg.read_bytes().decode("ascii", "replace") if parts.cpg else None
    found = Encoding(chosen) if chosen else find_encoding(raw, cpg)
    try:
        headers, columns = columns_of(raw, found.name)
    except LookupError as error:
        raise Refused("file.encoding_unknown", encoding=found.name) from error
    for column in columns:
        column.extend([None] * (count - len(column)))
    return headers, columns, found.name, _about_encoding(found, columns, place)


def _about_encoding(found: Encoding, columns: tuple[list[Cell], ...], place: Place) -> list[Finding]:
    if not (found.disagrees or found.guessed):
        return []
    texts = {cell for column in columns for cell in column[:2000] if cell and not cell.isascii()}
    sample = thai_sample("\n".join(sorted(texts)[:200]))
    facts = (("declared", found.declared), ("encoding", found.name), ("sample", sample))
    code = "file.cpg_disagrees" if found.disagrees else "file.encoding_guessed"
    return [Finding(code, place, value=found.declared, understood=found.name, facts=facts)]


def _kept(raw: RawTable | None, count: int, limit: int | None) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    keep = np.ones(count, dtype=bool)
    if raw is not None:
        keep[: len(raw.deleted)] = ~raw.deleted
    numbers: np.ndarray[tuple[int], np.dtype[np.int64]] = np.flatnonzero(keep)
    return numbers if limit is None else numbers[:limit]


def _crs(parts: Parts, choice: ShapeChoice) -> str:
    if choice.crs:
        return crs_code(choice.crs)
    return crs_code(parts.prj.read_bytes().decode("utf-8", "replace")) if parts.prj else ""
