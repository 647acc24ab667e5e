"""Licences that end, in the order in which they are told."""

from typing import Any

from sqlalchemy import Connection

from ltaxgis.domain.ids import Uid
from ltaxgis.ports.permits import EndingQuery
from ltaxgis.storage.cases import SEEN, viewer_of

_UNBUILT = " AND p.completed_on IS NULL AND p.building_uid = '' AND p.work NOT IN ('demolish', 'change_use')"
# the codes one after the other, parted by what comes before every letter: sorted as a list of them
_CODES = (
    "(SELECT group_concat(a.code, char(1) ORDER BY l.id) FROM case_links l JOIN parcels a ON a.uid = l.target_uid "
    "AND a.recorded_to IS NULL WHERE l.case_uid = c.uid AND l.kind = 'parcel' AND l.recorded_to IS NULL)"
)


def ending_permits(connection: Connection, query: EndingQuery) -> list[tuple[Uid, Uid]]:
    """The permit and the case of each."""
    order = f"coalesce({_CODES}, '')" if query.unbuilt else "p.valid_to"
    asked = (
        "SELECT p.uid, p.case_uid FROM permits p CROSS JOIN cases c ON c.uid = p.case_uid AND c.recorded_to IS NULL "
        f"WHERE p.recorded_to IS NULL AND p.valid_to <= ?{_UNBUILT if query.unbuilt else ''} "
        f"AND c.state IN ({', '.join('?' * len(query.states))}) AND {SEEN.replace('visible_to', 'c.visible_to')} "
        f"ORDER BY {order}, c.number LIMIT ? OFFSET ?"
    )
    values = (query.last.isoformat(), *query.states, viewer_of(query.viewer), query.limit, query.offset)
    driver: Any = connection.connection.cursor()  # without a row object each
    return [(Uid(permit), Uid(case)) for permit, case in driver.execute(asked, values)]
