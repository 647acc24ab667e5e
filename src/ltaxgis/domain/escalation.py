"""Before whom a case is put that runs out of its time, from the nearest chief up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ltaxgis.domain.clocks import reminder
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook

PAGE = "escalation"


@dataclass(frozen=True, slots=True)
class Rung:
    """A chief by what the name of the position begins with: from `used` per cent of a case's time on (50, 80 or 100),
    or, where it is 0, from so many days `past` the last one. `of_division`: one of them stands over each division."""

    position: str
    used: int = 0
    past: int = 0
    of_division: bool = False


def rungs_of(book: OfficeBook) -> tuple[Rung, ...]:
    """The chiefs from the nearest up. Refused (`office.unreadable`) where the page says something else."""
    try:
        return tuple(Rung(**one) for one in book.tables.get(PAGE, {}).get("rung", ()))
    except TypeError as error:
        raise Refused("office.unreadable", name=PAGE, why=str(error)) from error


def reached(rungs: Sequence[Rung], start: date, due: date, today: date) -> int:
    """How many of the chiefs a case of this time is put before today; each stands over those before him."""
    return max((height for height, rung in enumerate(rungs, 1) if _put_before(rung, start, due, today)), default=0)


def height_of(book: OfficeBook, position: str) -> int:
    """How high somebody of this position stands, 0 for who is none of the chiefs: `ผู้อำนวยการกองช่าง` is a
    `ผู้อำนวยการกอง`, the deputy (รองปลัดเทศบาล) is not the ปลัดเทศบาล. Whom the book names as a division's head stands
    with the highest of those over a division."""
    rungs = list(enumerate(rungs_of(book), 1))
    if position and any(one.head == position for one in book.divisions.values()):
        return max((height for height, rung in rungs if rung.of_division), default=0)
    return next((height for height, rung in rungs if position.startswith(rung.position)), 0)


def own_divisions(book: OfficeBook, position: str) -> frozenset[str]:
    """The divisions whose head this position is by the book, or by its own words; none for who stands over all."""
    divisions = book.divisions.items()
    return frozenset(
        code for code, one in divisions if position and (one.head == position or position.endswith(one.th))
    )


def _put_before(rung: Rung, start: date, due: date, today: date) -> bool:
    return reminder(start, due, today) >= rung.used if rung.used else (today - due).days >= rung.past
