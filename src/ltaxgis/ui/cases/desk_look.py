"""What makes one desk of cases different from another on the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from ltaxgis.domain.cases import Case, StepTold
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.records import Record
from ltaxgis.domain.states import Transition
from ltaxgis.services.case_areas import OnMap
from ltaxgis.services.case_steps import take_step
from ltaxgis.ui.cases.table_model import COLUMNS, ColumnLooks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ltaxgis.domain.changes import Applied
    from ltaxgis.domain.ids import Uid
    from ltaxgis.ports.cases import CaseLine
    from ltaxgis.ports.stores import Project, Reading
    from ltaxgis.services.case_file import CaseFile
    from ltaxgis.ui.cases.seen_case import SeenCase
    from ltaxgis.ui.office import Office

More = Mapping[str, str]
"""What a step of this desk asks beside what all steps may: `choice`, `stars`, `into`, by name."""
Step = Callable[["Project", Actor, OfficeBook, Desk, "Uid", str, StepTold, datetime, More], "Applied"]
MakeCard = Callable[["Office", "SeenCase", "QWidget"], "QWidget | None"]
"""A card for a case, None where this case has nothing for it. A card that stores something has the signal `stored`,
which carries what was applied and the words for it."""


def plain_step(
    project: Project, actor: Actor, book: OfficeBook, desk: Desk, uid: Uid, event: str, told: StepTold, now: datetime,
    _more: More,
) -> Applied:  # fmt: skip
    """A step whose guards ask for nothing beside what a person tells."""
    return take_step(project, actor, book, desk, uid, event, told, now)


def anything_goes(_file: CaseFile, _one: Transition) -> bool:
    return True


def no_categories(_book: OfficeBook, _language: str) -> Mapping[str, str]:
    return {}


def table_events(desk: Desk, case: Case, actor: Actor) -> Sequence[Transition]:
    """What the table lets this person do, whatever else may stand against it."""
    return desk.table.events(case.state, actor)


def all_on_map(_book: OfficeBook) -> OnMap:
    return lambda _kind, _category: True


def nobody_hidden(_seen: SeenCase) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Asks:
    """What an event of this desk asks beside its transition: further `parts`, those of `needed` at any rate, none of
    `never`, and for a part what there is to choose from, by code."""

    parts: Sequence[str] = ()
    needed: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def asks_nothing_more(_book: OfficeBook, _event: str, _language: str) -> Asks:
    return Asks()


ESCALATED = "escalated"
"""The work list of what is put before the chiefs."""


@dataclass(frozen=True, slots=True)
class WorkList:
    """A work list beside those that are told by a question: its name (the word is `case.list.<name>`), its picture and
    tone, which cases it has, the kind of the letter that each of them is owed, and what its lines tell otherwise."""

    name: str
    picture: str
    tone: str
    uids: Callable[[Reading, Actor, OfficeBook, date], Sequence[Uid]]
    letter: str = ""
    lines: Callable[[Reading, Actor, Sequence[CaseLine], date], Sequence[CaseLine]] | None = None


@dataclass(frozen=True)
class DeskLook:
    """`name` is the desk's and begins its words; `usual` names what mostly comes next, by state; `events`
    may be taken by whom; `tells_citizen` events whose text the citizen may read; `records` are the desk's own;
    `late_notices` whether the law wants letters where a case is late; `hides_people` whether the people of a case may
    not be seen by who looks; `categories` are names by code of what `sorted_by` says: `categories` or `kinds`;
    `possible` whether what a case is leaves an event; `columns` those of its table, `order` how its lists begin;
    `own_first`: the desk's cards stand over place and people; `on_map` says of which kinds and categories a case may be
    found by its place; `lists` are work lists of its own."""

    name: str
    picture: str
    usual: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    events: Callable[[Desk, Case, Actor], Sequence[Transition]] = table_events
    asks: Callable[[OfficeBook, str, str], Asks] = asks_nothing_more
    tells_citizen: frozenset[str] = frozenset()
    records: Sequence[type[Record]] = ()
    late_notices: bool = False
    categories: Callable[[OfficeBook, str], Mapping[str, str]] = no_categories
    sorted_by: str = "categories"
    cards: Sequence[MakeCard] = ()
    step: Step = plain_step
    hides_people: Callable[[SeenCase], bool] = nobody_hidden
    on_map: Callable[[OfficeBook], OnMap] = all_on_map
    columns: ColumnLooks = COLUMNS
    order: str = "due"
    possible: Callable[[CaseFile, Transition], bool] = anything_goes
    own_first: bool = False
    lists: Sequence[WorkList] = ()
