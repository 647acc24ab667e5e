"""What all stored things have in common: identity, version, and the days on which they were true."""

from dataclasses import dataclass
from datetime import date

from ltaxgis.domain.ids import Uid


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A version of a thing. `version` 0 is not stored yet; storage gives versions, and they only grow.

    `valid_from`/`valid_to`: the days on which it was true in the world, the last excluded; None is open.
    When we knew it (`recorded_from`, `recorded_to`) is storage's business.
    """

    uid: Uid
    version: int = 0
    valid_from: date | None = None
    valid_to: date | None = None
