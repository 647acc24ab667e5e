"""A desk of no trade: what all desks share is tested on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from shapely import Point

from ltaxgis.domain.cases import Case, StepTold
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.clocks import ClockRule
from ltaxgis.domain.desks import CaseDraft, Desk, PersonDraft, Received
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook, read_book
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.project import Actor
from ltaxgis.domain.states import ANY, StateTable, Transition
from ltaxgis.domain.users import ROLES
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.case_steps import take_step
from ltaxgis.services.cases import receive
from ltaxgis.storage.project import SqlProject

MORNING = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
"""Monday, ten o'clock in Bangkok."""
TODAY = date(2026, 1, 5)
COUNTER = Actor("สมศรี ธุรการ", "เจ้าพนักงานธุรการ", ("clerk",))
CHIEF = Actor("วีระ ปลัด", "ปลัดเทศบาล", ("approver",))
VIEWER = Actor("วิชัย มองดู", "", ("viewer",))
NUMBER, OTHER_NUMBER, PHONE = "1000000000009", "2000000000007", "0891234567"

_STAFF = frozenset(ROLES) - {"viewer"}
_CHIEF = frozenset({"approver"})


def _paid(facts: Mapping[str, object]) -> str:
    return "" if facts.get("receipt") else "permit.needs_receipt"


SMALL = StateTable(
    desk="small",
    initial="new",
    states=("new", "going", "waiting", "done", "dropped"),
    final=frozenset({"done", "dropped"}),
    transitions=(
        Transition("start", frozenset({"new"}), "going", _STAFF),
        Transition("wait", frozenset({"new", "going"}), "waiting", _STAFF, (), ("reason", "until")),
        Transition("go_on", frozenset({"waiting"}), "going", _STAFF),
        Transition("finish", frozenset({"new", "going"}), "done", _CHIEF, ("paid",)),
        Transition("note", frozenset({ANY}), "", _STAFF, (), ("text",)),
        Transition("extend", frozenset({ANY}), "", _STAFF, (), ("reason",)),
        Transition("drop", frozenset({ANY}), "dropped", _STAFF),
        Transition("reopen", frozenset({"done"}), "going", _CHIEF, (), ("reason",)),
    ),
    guards={"paid": _paid},
    paused=frozenset({"waiting"}),
)


def _rule(case: Case, _book: OfficeBook) -> ClockRule | None:
    return None if case.kind == "endless" else ClockRule(45, extensions=2, extension=45)


def _place(_kind: str, _category: str, _book: OfficeBook) -> Mapping[str, object]:
    return {"division": "engineering", "priority": 2}


DESK = Desk("small", SMALL, "petition", _rule, _place)


def shipped_texts() -> dict[str, str]:
    pages = sorted((find_resources().root / "office").glob("*.toml"))
    return {path.stem: path.read_text(encoding="utf-8") for path in pages}


def shipped_book() -> OfficeBook:
    return read_book(shipped_texts())


def a_person(
    first: str = "สมหญิง", last: str = "ใจดี", number: str = "", phone: str = "", email: str = ""
) -> PersonDraft:
    owner = Owner(uid=new_uid(), kind="person", first_name=first, last_name=last, email=email)
    return PersonDraft("petitioner", owner=owner, number=number, phone=phone)


@dataclass
class Counter:
    """Somebody at the desk with a clock on the wall."""

    project: SqlProject
    actor: Actor = COUNTER
    now: datetime = MORNING
    book: OfficeBook = field(default_factory=shipped_book)

    def receive(self, title: str = "ไฟทางดับ", **told: Any) -> Received:
        told.setdefault("with_pin", False)
        at = told.pop("at", None)
        if isinstance(at, tuple):
            told["shape"] = Point(at)
        draft = CaseDraft(kind=told.pop("kind", "plain"), title=title, **told)
        return receive(self.project, self.actor, self.book, DESK, draft, self.now)

    def case(self, title: str = "ไฟทางดับ", **told: Any) -> Case:
        """As it is stored."""
        return self.stored(self.receive(title, **told).case.uid)

    def step(self, uid: Uid, event: str, facts: Mapping[str, object] | None = None, **told: Any) -> Applied:
        actor = told.pop("actor", self.actor)
        return take_step(self.project, actor, self.book, DESK, uid, event, StepTold(**told), self.now, facts)

    def stored(self, uid: Uid) -> Case:
        with self.project.reading() as reading:
            return reading.get(Case, [uid])[0]

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)
