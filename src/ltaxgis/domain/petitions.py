"""Petitions: what a citizen asks for or complains about."""

from dataclasses import dataclass
from datetime import date, datetime

from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.cases import Case
from ltaxgis.domain.desks import PersonDraft
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.records import Record

LONGEST_NAME, LONGEST_TEXT = 200, 20_000
PETITIONER = "petitioner"
MERGED_INTO = "merged_into"
_KNOW_PETITIONERS = frozenset({"clerk", "approver", "administrator"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Petition(Record):
    """What a case of the petitions' desk has beyond the case. `public_name`: the petitioner wants to be named;
    `hide_from_assignee`: only who receives petitions knows him; `anonymous`: nothing of him was kept. `agency` is the
    body it was forwarded to, `reject_code` why it was not taken; `stars` 1 to 5 of the petitioner after it was
    answered."""

    case_uid: Uid
    public_name: bool = False
    hide_from_assignee: bool = False
    anonymous: bool = False
    answered_on: date | None = None
    agency: str = ""
    agency_ref: str = ""
    reject_code: str = ""
    stars: int | None = None
    rating_text: str = ""
    reopened: int = 0


@dataclass(frozen=True, slots=True)
class PetitionDraft:
    """A petition as it comes over the counter or out of a file. `named` are who may see a complaint about an official,
    besides who receives it. `shape` is a point in the project CRS; without one the parcel's middle is meant.
    `received_at` None is now."""

    kind: str
    category: str = ""
    text: str = ""
    title: str = ""
    person: PersonDraft | None = None
    anonymous: bool = False
    public_name: bool = False
    hide_from_assignee: bool = False
    named: tuple[str, ...] = ()
    shape: BaseGeometry | None = None
    place_text: str = ""
    parcel: Uid | None = None
    channel: str = "walkin"
    received_at: datetime | None = None
    priority: int | None = None
    division: str = ""
    assignee: str = ""
    external_system: str = ""
    external_id: str = ""
    reserved: str = ""
    with_pin: bool = True


def may_see_petitioner(case: Case, petition: Petition, actor: Actor) -> bool:
    """Whether this person may read who made the petition: not who works on it where he is to be hidden from him, nor
    any role but those that receive petitions."""
    if petition.anonymous:
        return False
    if not petition.hide_from_assignee:
        return True
    return actor.name != case.assignee and not _KNOW_PETITIONERS.isdisjoint(actor.roles)
