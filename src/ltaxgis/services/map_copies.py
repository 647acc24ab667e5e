"""A copy of parcels and register leaves for QGIS or its like: each thing with its identity and version, and a list of
all that left, so that what was changed there can be told from what was changed here."""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.fields import FIELDS
from ltaxgis.domain.map_copies import LAND, MANIFEST, PARCELS, UID, VERSION
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.tables import Cell
from ltaxgis.ports.readers import ShapeTable
from ltaxgis.ports.stores import Reading
from ltaxgis.services.excel_round_trip import RECORD_FIELD, SENT, shown_column
from ltaxgis.services.export_data import parcel_table
from ltaxgis.words import Words

EDITED = {PARCELS: ("code", "land_no"), LAND: SENT}
"""The columns that may be changed there; the others of a table are told for looking at."""

Table = tuple[tuple[str, ...], tuple[list[Cell], ...]]


def copy_tables(
    reading: Reading, settings: ProjectSettings, words: Words, lists: CodeLists, *, personal: bool
) -> list[ShapeTable]:
    """The parcels, the register's land rows, and the list of what left; owners' names only with personal data."""
    parcels = parcel_table(reading, settings, words, lists, personal=personal)
    headers, columns = _land(reading, words, lists)
    land = _table(settings, LAND, headers, columns)
    return [parcels, land, _manifest(settings, parcels, land)]


def told_digest(table: ShapeTable) -> list[str]:
    """For each row a digest of the columns that are only told, to notice that somebody typed into one."""
    own = {UID, VERSION, "area_m2", "rows", *EDITED[table.name]}
    told = [column for header, column in zip(table.headers, table.columns, strict=True) if header not in own]
    rows = zip(*told, strict=True) if told else ((),) * len(table)
    return [blake2b("\x1f".join(_plain(cell) for cell in row).encode(), digest_size=8).hexdigest() for row in rows]


def _plain(cell: Cell) -> str:
    """A number and its text are the same to us, whichever of them another program kept."""
    text = (cell or "").strip()
    try:
        return f"{float(text):.10g}"
    except ValueError:
        return text


def _land(reading: Reading, words: Words, lists: CodeLists) -> Table:
    rows = reading.columns(LandRow, [*(RECORD_FIELD.get(name, name) for name in SENT), VERSION])
    shown = [
        shown_column(rows[RECORD_FIELD.get(name, name)], FIELDS["land"][name], words, lists) for name in SENT
    ]  # fmt: skip
    versions: list[Cell] = [str(version) for version in rows[VERSION]]
    texts = [[None if cell is None else str(cell) for cell in column] for column in shown]
    return (UID, VERSION, *SENT), (list(rows.uids), versions, *texts)


def _manifest(settings: ProjectSettings, parcels: ShapeTable, land: ShapeTable) -> ShapeTable:
    layers: list[Cell] = [table.name for table in (parcels, land) for _ in range(len(table))]
    parts = [[*column_of(parcels, name), *column_of(land, name)] for name in (UID, VERSION)]
    told: list[Cell] = [*told_digest(parcels), *[""] * len(land)]
    return _table(settings, MANIFEST, ("layer", UID, VERSION, "told"), (layers, *parts, told))


def column_of(table: ShapeTable, header: str) -> list[Cell]:
    """A column by its heading; blank where the table has none."""
    if header not in table.headers:
        return [None] * len(table)
    return table.columns[table.headers.index(header)]


def _table(settings: ProjectSettings, name: str, headers: Sequence[str], columns: Sequence[list[Cell]]) -> ShapeTable:
    shapes = np.full(len(columns[0]), None, dtype=object)
    return ShapeTable(settings.name, name, shapes, tuple(headers), tuple(columns), range(1, len(shapes) + 1))
