"""Cells of a register as papers and findings may show them: identity and telephone numbers masked."""

from collections.abc import Mapping, Sequence

from ltaxgis.domain.fields import SourceField, ValueType
from ltaxgis.domain.tables import Cell
from ltaxgis.domain.thai.identity import SHORTEST_PRIVATE, mask_number, mask_numbers_in, mask_phone, numbers_in
from ltaxgis.domain.thai.text import squash

_TELEPHONES = ("โทร", "มือถือ", "tel", "phone", "mobile", "fax")


def masked_cell(cell: str, source: SourceField) -> str:
    """A cell of a field of ours."""
    if source.type is ValueType.PHONE:
        return mask_phone(cell)
    if source.type is ValueType.IDENTITY:
        return ";".join(mask_number(part) for part in cell.replace(",", ";").split(";"))
    return mask_numbers_in(cell)


def private_cells(column: Sequence[Cell], header: str) -> dict[str, tuple[str, list[str]]]:
    """For the cells of a column without a field that hold private numbers: the masked text and the numbers."""
    distinct = {cell for cell in column if cell}
    if any(word in squash(header) for word in _TELEPHONES):
        return {cell: (mask_phone(cell), [cell]) for cell in distinct}
    return {
        cell: (mask_numbers_in(cell), found)
        for cell in distinct
        if len(cell) >= SHORTEST_PRIVATE and (found := numbers_in(cell))
    }


def masked_columns(
    headers: Sequence[str], columns: Sequence[Sequence[Cell]], fields: Mapping[int, SourceField]
) -> list[list[Cell]]:
    """All columns of a table, `fields` naming those that have a field of ours."""
    return [
        _masked(column, header, fields.get(index))
        for index, (header, column) in enumerate(zip(headers, columns, strict=True))
    ]


def _masked(column: Sequence[Cell], header: str, source: SourceField | None) -> list[Cell]:
    if source is None:
        hidden = private_cells(column, header)
        return [hidden[cell][0] if cell and cell in hidden else cell for cell in column]
    shown = {cell: masked_cell(cell, source) for cell in set(column) if cell}
    return [shown[cell] if cell else cell for cell in column]
