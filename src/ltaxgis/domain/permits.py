"""Building permits: what is to be built, by whom, on which paper, and what was found."""

from dataclasses import dataclass
from datetime import date

from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit(Record):
    """What a case of the permits' desk has beyond the case. `work` is build, alter, demolish, move, change_use or
    notify (39 ทวิ); `use` a code of the building's uses. Heights in centimetres, areas in hundredths of a square
    metre, lengths in centimetres, money in satang. `footprint` is a Polygon in the project CRS, `accuracy_m` how far
    its place and the parcel's may be wrong. `walls` is a JSON list, one object a side of the footprint: `openings`
    true or false. `drawings` is a JSON list of names. `notified` is what kind of work a notice tells of. The last day
    to collect is `collect_by`; `fee_steps` a JSON list of how the fee was worked out."""

    case_uid: Uid
    work: str = "build"
    notified: str = "build"
    use: str = "house"
    storeys: int = 1
    height: int | None = None
    area: int | None = None
    largest_floor: int | None = None
    units: int = 1
    heavy_load: bool = False
    parking_area: int = 0
    sign_area: int = 0
    fence_length: int = 0
    materials: str = ""
    footprint: BaseGeometry | None = None
    accuracy_m: float = 1.0
    walls: str = "[]"
    neighbour_consents: bool = False
    drawings: str = "[]"
    cost: int | None = None
    papers_asked_on: date | None = None
    papers_until: date | None = None
    extended: int = 0
    amended_on: date | None = None
    upheld_on: date | None = None
    signed_on: date | None = None
    collect_by: date | None = None
    fee: int | None = None
    fee_steps: str = "[]"
    exempt_reason: str = ""
    receipt_no: str = ""
    paid_on: date | None = None
    licence_no: str = ""
    issued_on: date | None = None
    valid_to: date | None = None
    conditions: str = ""
    refusal: str = ""
    renewals: int = 0
    renewal_fee: int | None = None
    renewal_receipt: str = ""
    completed_on: date | None = None
    house_no: str = ""
    building_uid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitFloor(Record):
    """A storey's floor, in hundredths of a square metre; its height in centimetres. No `use`: that of the building."""

    case_uid: Uid
    floor: int
    area: int
    use: str = ""
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitPaper(Record):
    """A line of the checklist: whether this case needs it, and when it came."""

    case_uid: Uid
    code: str
    needed: bool = True
    came_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitVisit(Record):
    """A visit to the site, planned or done. `photos` are uids of attachments with commas, `points` a JSON list of
    what was found where: `e`, `n`, `text`."""

    case_uid: Uid
    planned_on: date
    done_on: date | None = None
    inspector: str = ""
    result: str = ""
    text: str = ""
    next_on: date | None = None
    photos: str = ""
    points: str = "[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitCheck(Record):
    """What the map said about one rule. `verdict` is pass, fail, survey or not_applicable; `measured` and `required`
    in the rule's unit, `margin` how much is over or, negative, wanting; `sketch` the measured line or area in the
    project CRS; `facts` a JSON object."""

    case_uid: Uid
    check: str
    verdict: str
    measured: float | None = None
    required: float | None = None
    unit: str = "m"
    margin: float | None = None
    uncertainty: float = 0.0
    rule: str = ""
    source: str = ""
    facts: str = "{}"
    sketch: BaseGeometry | None = None
