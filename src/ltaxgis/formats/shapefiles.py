"""Shapefiles, also those with a missing, short or wrong part; the user's folder is never written to.

Geometry comes from GDAL off a copy of the .shp with an index of our own; attributes from the .dbf as bytes, so that
rows and shapes stay beside each other whatever is struck out or cut.
"""

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.crs import crs_code
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.tables import Cell
from ltaxgis.formats.attribute_table import Attributes, read_attributes
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
    cpg = parts.cpg.read_bytes().decode("ascii", "replace") if parts.cpg else None
    attributes = read_attributes(parts.dbf, place.source, cpg, choice.encoding) if parts.dbf else None
    count = max(len(records), attributes.present if attributes else 0)
    choice.told(0, count)
    shapes, findings = _shapes(parts, records, count, place)
    choice.told(count, count)
    findings += _about_parts(parts, records, attributes, place)
    crs = _crs(parts, choice)
    if not crs:
        findings.append(Finding("shape.no_prj", place, value="unreadable" if parts.prj else "missing"))
    keep = _kept(attributes, count, choice.limit)
    struck = attributes.present - len(attributes.records) if attributes else 0
    if struck:
        findings.append(Finding("shape.struck_out", place, facts=(("count", struck),)))
    if attributes:
        findings += _about_text(attributes, place)
    rows = (keep + 1).tolist()
    here = set(rows)
    return ShapeTable(
        source=place.source,
        name=place.sheet,
        shapes=shapes[keep],
        headers=attributes.headers if attributes else (),
        columns=_columns(attributes, len(keep)),
        numbers=rows,
        crs=crs,
        encoding=attributes.encoding.name if attributes else "",
        findings=tuple(finding for finding in findings if finding.place.row is None or finding.place.row in here),
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


def _about_parts(parts: Parts, records: Records, attributes: Attributes | None, place: Place) -> list[Finding]:
    findings = []
    if records.index != "good":
        findings.append(Finding("shape.index_rebuilt", place, value=records.index, facts=(("count", len(records)),)))
    rows, claimed = (attributes.present, attributes.claimed) if attributes else (0, 0)
    if rows < max(len(records), claimed):
        facts = (("shapes", len(records)), ("rows", rows), ("claimed", claimed))
        state = "short" if attributes else "unreadable" if parts.dbf else "missing"
        findings.append(Finding("shape.attributes_missing", place, value=state, facts=facts))
    return findings


def _about_text(attributes: Attributes, place: Place) -> list[Finding]:
    """What reading the .dbf brought up, and whether the encoding is another than was declared."""
    said = [replace(finding, place=replace(finding.place, sheet=place.sheet)) for finding in attributes.findings]
    found = attributes.encoding
    if not (found.disagrees or found.guessed):
        return said
    texts = {cell for column in attributes.columns for cell in column[:2000] if cell and not cell.isascii()}
    sample = thai_sample("\n".join(sorted(texts)[:200]))
    facts = (("declared", found.declared), ("encoding", found.name), ("sample", sample))
    code = "file.cpg_disagrees" if found.disagrees else "file.encoding_guessed"
    return [Finding(code, place, value=sample, understood=found.name, facts=facts), *said]


def _kept(attributes: Attributes | None, count: int, limit: int | None) -> NDArray[np.int64]:
    """The positions of the records to be given: all but those struck out, up to the limit."""
    keep = np.ones(count, dtype=bool)
    if attributes is not None:
        keep[: attributes.present] = False
        keep[np.asarray(attributes.records, dtype=np.int64) - 1] = True
    return np.flatnonzero(keep)[:limit]


def _columns(attributes: Attributes | None, rows: int) -> tuple[list[Cell], ...]:
    """As many cells as rows are given; shapes behind the last record have none."""
    if attributes is None:
        return ()
    return tuple([*column[:rows], *[None] * (rows - len(column))] for column in attributes.columns)


def _crs(parts: Parts, choice: ShapeChoice) -> str:
    if choice.crs:
        return crs_code(choice.crs)
    return crs_code(parts.prj.read_bytes().decode("utf-8", "replace")) if parts.prj else ""
