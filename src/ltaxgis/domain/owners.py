"""Owners: a person or body that holds land, a building or a sign."""

from dataclasses import dataclass

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner(Record):
    """`kind` is a code of the list `owner_kind`. Numbers are keys of the private numbers, never the numbers;
    `*_masked` is what lists may show. The second address is where the person lives now."""

    kind: str = ""
    prefix: str = ""
    first_name: str = ""
    last_name: str = ""
    number_key: int | None = None
    number_masked: str = ""
    nationality: str = ""
    house_no: str = ""
    moo: str = ""
    soi: str = ""
    road: str = ""
    tambon: str = ""
    amphoe: str = ""
    province: str = ""
    postcode: str = ""
    phone_key: int | None = None
    phone_masked: str = ""
    status: str = ""
    now_house_no: str = ""
    now_moo: str = ""
    now_soi: str = ""
    now_road: str = ""
    now_tambon: str = ""
    now_amphoe: str = ""
    now_province: str = ""
    now_postcode: str = ""
    email: str = ""
    send_to: str = ""
    pt4_code: str = ""
    community: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        return owner_name(self.prefix, self.first_name, self.last_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership(Record):
    """Who holds a thing (a land row, a building, a sign), as the `place`-th of its owners.

    Shares are kept as written; None where the register does not say.
    """

    subject_uid: Uid
    owner_uid: Uid
    place: int = 1
    share: int | None = None
    share_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerVerdict(Record):
    """What a person decided about two owners that looked like one. `same`: `one_uid` was merged into `other_uid`
    and means it in every later import; else they are two, and nobody is asked again."""

    one_uid: Uid
    other_uid: Uid
    same: bool


def owner_name(prefix: str, first_name: str, last_name: str) -> str:
    """`นายสมชาย ใจดี`: Thai prefixes join the name without a space, Latin ones with one."""
    glue = " " if prefix[-1:].isascii() and prefix[-1:].isalpha() else ""
    return f"{prefix}{glue}{first_name} {last_name}".strip()
