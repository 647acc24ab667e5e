"""What lists of licences are asked."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EndingQuery:
    """Licences up to the day `last` whose case is in one of `states`, by day and number; `unbuilt` only those of which
    no building of the register came, in the order of the codes of their parcels. `viewer` is who asks."""

    last: date
    states: tuple[str, ...]
    unbuilt: bool = False
    viewer: str = ""
    limit: int = 100_000
    offset: int = 0
