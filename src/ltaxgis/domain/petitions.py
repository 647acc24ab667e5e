"""Petitions: what a citizen asks for or complains about."""

from dataclasses import dataclass
from datetime import date

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record


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
