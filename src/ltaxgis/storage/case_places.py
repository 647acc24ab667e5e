"""Where cases are, by the hundred thousand."""

from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy import Connection

from ltaxgis.domain.ids import Uid
from ltaxgis.ports.cases import Box, CasePlaces
from ltaxgis.storage.cases import SEEN, moment_of, viewer_of

_ENVELOPE = slice(6, 38)  # of SpatiaLite's form of a shape: four little-endian doubles, of a point twice the same
_IN_BOX = "id IN (SELECT pkid FROM idx_cases_shape WHERE xmax >= ? AND ymax >= ? AND xmin <= ? AND ymin <= ?)"


def case_places(
    connection: Connection, desk: str, viewer: str, box: Box | None, first: date | None, last: date | None
) -> CasePlaces:
    """Of a desk's cases that have a place and that the viewer may see, the oldest first."""
    where = ["c.recorded_to IS NULL", "c.shape IS NOT NULL", "c.desk = ?", SEEN]
    values: list[Any] = [desk, viewer_of(viewer)]
    if box is not None:
        where.append(f"c.{_IN_BOX}")
        values += box
    if first is not None:
        where.append("c.received_at >= ?")
        values.append(moment_of(first))
    if last is not None:
        where.append("c.received_at < ?")
        values.append(moment_of(last + timedelta(days=1)))
    driver: Any = connection.connection.cursor()  # a row object each would take half as long again
    asked = f"SELECT c.uid, c.kind, c.category, c.shape FROM cases c WHERE {' AND '.join(where)} ORDER BY c.received_at"
    rows = driver.execute(asked, values).fetchall()
    uids, kinds, categories, shapes = zip(*rows, strict=True) if rows else ((), (), (), ())
    envelopes = np.frombuffer(b"".join(shape[_ENVELOPE] for shape in shapes), "<f8").reshape(-1, 2, 2)
    return CasePlaces(tuple(map(Uid, uids)), kinds, categories, envelopes.mean(axis=1))
