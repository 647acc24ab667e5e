"""Cases as layers of the map: a point each, with what themes tell them apart by. What is only for named people is
never drawn."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import numpy as np

from ltaxgis.domain.cases import Case, local_day
from ltaxgis.domain.states import StateTable
from ltaxgis.ports.stores import Columns, LayerShapes
from ltaxgis.services.near_parcels import ReadsColumns

SHOWN_AFTER_CLOSING = timedelta(days=365)
SOON = timedelta(days=2)
_COLUMNS = ("desk", "number", "kind", "category", "state", "shape", "received_at", "due", "closed_on", "visible_to")


MayStand = Callable[[str, str, str], bool]
"""Whether cases of a desk, kind and category may stand on a map."""


def case_layers(
    reading: ReadsColumns, tables: Sequence[StateTable], today: date, may_stand: MayStand | None = None
) -> list[LayerShapes]:
    """A layer a desk, named as it; `label` the number, `standing` one of `late`, `soon`, `open`, `on_hold`, `done`,
    `age` whole days open (None of closed ones), `kind` and `state`. Desks without a point are left out, and what was
    closed more than a year ago. `may_stand` None: cases of all kinds."""
    cases = reading.columns(Case, _COLUMNS)
    rows: dict[str, list[int]] = {table.desk: [] for table in tables}
    for row, shape in enumerate(cases["shape"]):
        closed = cases["closed_on"][row]
        recent = closed is None or closed >= today - SHOWN_AFTER_CLOSING
        allowed = may_stand is None or may_stand(cases["desk"][row], cases["kind"][row], cases["category"][row])
        if shape is not None and recent and allowed and not cases["visible_to"][row]:
            rows.get(cases["desk"][row], []).append(row)
    return [_layer(cases, table, rows[table.desk], today) for table in tables if rows[table.desk]]


def _layer(cases: Columns, table: StateTable, rows: Sequence[int], today: date) -> LayerShapes:
    # the worst are drawn last, over the others
    standing = {row: _standing(cases, table, row, today) for row in rows}
    order = sorted(rows, key=lambda row: _WORST_LAST.index(standing[row]))
    closed = cases["closed_on"]
    return LayerShapes(
        table.desk,
        [cases.uids[row] for row in order],
        np.array([cases["shape"][row] for row in order], dtype=object),
        {
            "label": [cases["number"][row] for row in order],
            "standing": [standing[row] for row in order],
            "age": [None if closed[row] else (today - local_day(cases["received_at"][row])).days for row in order],
            "kind": [cases["kind"][row] for row in order],
            "state": [cases["state"][row] for row in order],
        },
    )


def _standing(cases: Columns, table: StateTable, row: int, today: date) -> str:
    due = cases["due"][row]
    if cases["closed_on"][row] is not None:
        return "done"
    if cases["state"][row] in table.paused:
        return "on_hold"
    if due is None or due > today + SOON:
        return "open"
    return "late" if due < today else "soon"


_WORST_LAST = ("done", "on_hold", "open", "soon", "late")
