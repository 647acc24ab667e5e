"""What petitions, permits, correspondence and publicity share: a case with its people, places, papers and steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.clocks import BANGKOK, Pause
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.records import Record

CHANNELS = ("walkin", "phone", "line", "facebook", "web", "mail", "email", "app", "file")
NAMES_APART = "|"

FOLLOWS, ANSWERS, TOGETHER = "follows", "answers", "together"
HOWS = (FOLLOWS, ANSWERS, TOGETHER)
"""How a person says that cases belong to each other; merging is a step of a desk."""

EVENT, COMMENT, MINUTE, NOTICE = "event", "comment", "minute", "notice"
"""Kinds of steps: a change of state, a remark among colleagues, a chief's minute (เกษียน), a letter the law demands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Record):
    """A case of a desk. `kind` and `category` are codes of the desk's lists, `state` one of its table. `number` is
    the tracking number, `register_number` the one of correspondence where that kind is registered. `received_at` is
    when it came, `starts_on` the day its clock counts from, `due_raw` the last day as counted, `due` the working day
    of it; while the clock stands still (`paused`) both stay as they were. `folder_at` says where the paper folder is.
    `shape` is a point in the project CRS; `outside` where it lies beyond the municipality. `visible_to` names who
    alone may see it (`|` between them), empty for all who may see cases. `pin` is salt and hash. Identity and telephone
    numbers that stood in the texts are masked there; `text_keys` are their keys, the newest last, with commas. Where
    `secrecy` is above 0 (ลับ, ลับมาก, ลับที่สุด) the project keeps no papers of it."""

    desk: str
    kind: str
    category: str = ""
    number: str = ""
    register_number: str = ""
    title: str = ""
    details: str = ""
    state: str = ""
    channel: str = "walkin"
    priority: int = 0
    division: str = ""
    assignee: str = ""
    received_at: datetime
    starts_on: date
    due: date | None = None
    due_raw: date | None = None
    paused: bool = False
    closed_on: date | None = None
    folder_at: str = ""
    place_text: str = ""
    shape: BaseGeometry | None = None
    outside: bool = False
    external_system: str = ""
    external_id: str = ""
    pin: str = ""
    visible_to: str = ""
    text_keys: str = ""
    secrecy: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStep(Record):
    """Something that happened to a case: `at` when it happened, which may be before it was entered. `state` is the
    one it led to. `who` did it and in which position; `on_paper` where it was written down elsewhere and copied
    here. `until` ends a pause or a task. `public`: the citizen may read `text`."""

    case_uid: Uid
    kind: str
    event: str = ""
    state: str = ""
    at: datetime
    who: str
    position: str = ""
    text: str = ""
    reason: str = ""
    until: date | None = None
    on_paper: bool = False
    public: bool = False
    text_keys: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseParty(Record):
    """A person in a case: petitioner, applicant, owner, agent, architect, engineer, supervisor, official. The person
    is a record of the owner register, whether he owns anything or not."""

    case_uid: Uid
    owner_uid: Uid
    role: str
    licence_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLink(Record):
    """A case stands on a parcel, building, sign or land row, or belongs to another case. `kind` says which, `how` why:
    `place`, `merged_into`, `follows`, `answers`, `together`."""

    case_uid: Uid
    kind: str
    target_uid: Uid
    how: str = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence(Record):
    """Somebody is away, the last day included; what is assigned to him goes to `substitute`."""

    name: str
    substitute: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class StepTold:
    """What a person tells with a step. `at` None is now."""

    text: str = ""
    reason: str = ""
    until: date | None = None
    at: datetime | None = None
    who: str = ""
    position: str = ""
    on_paper: bool = False
    public: bool = False
    agency: str = ""
    division: str = ""
    assignee: str = ""


def may_see(case: Case, actor: Actor) -> bool:
    return not case.visible_to or actor.name in case.visible_to.split(NAMES_APART)


def local_day(at: datetime) -> date:
    return at.astimezone(BANGKOK).date()


def pauses_of(steps: Sequence[CaseStep], paused: frozenset[str]) -> list[Pause]:
    """When the clock stood still: from a step into a state of `paused` up to the next that leads out of it."""
    pauses: list[Pause] = []
    since: date | None = None
    for step in sorted(steps, key=lambda one: one.at):
        if step.kind != EVENT:
            continue
        if step.state in paused and since is None:
            since = local_day(step.at)
        elif step.state not in paused and since is not None:
            pauses.append(Pause(since, local_day(step.at)))
            since = None
    return [*pauses, Pause(since, None)] if since is not None else pauses


def standing_in(name: str, day: date, absences: Sequence[Absence]) -> str:
    """Who works for this person on a day: a substitute's substitute too, the person himself where that goes round."""
    seen = [name]
    while away := next((one for one in absences if one.name == seen[-1] and one.first <= day <= one.last), None):
        if away.substitute in seen:
            return name
        seen.append(away.substitute)
    return seen[-1]
