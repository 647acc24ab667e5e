"""Tables of states: no path through any of them breaks a guard, whoever tries whatever in whatever order."""

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.case_desk import SMALL

from ltaxgis import domain
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor
from ltaxgis.domain.states import ANY, StateTable, Transition
from ltaxgis.domain.users import ROLES

_STAFF = frozenset(ROLES) - {"viewer"}


def _tables() -> Iterator[StateTable]:
    """The small one here, and each desk's: whatever `domain/<noun>_states.py` declares."""
    yield SMALL
    for module in pkgutil.iter_modules(domain.__path__):
        if module.name.endswith("_states"):
            members = vars(importlib.import_module(f"{domain.__name__}.{module.name}")).values()
            yield from (one for one in members if isinstance(one, StateTable))


TABLES = list(_tables())
every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.desk)


class Facts(dict[str, object]):
    """Whatever a guard asks about is so or not so, and stays it."""

    def __init__(self, data: st.DataObject) -> None:
        super().__init__()
        self.data = data

    def get(self, key: str, default: object = None) -> object:
        if key not in self:
            self[key] = self.data.draw(st.booleans(), label=key)
        return self[key]


class Desk(RuleBasedStateMachine):
    """A case on which people of all roles try all events."""

    table = SMALL

    @initialize()
    def receive(self) -> None:
        self.state = self.table.initial
        self.taken: list[tuple[str, str, str]] = []

    @rule(data=st.data(), roles=st.sets(st.sampled_from(ROLES), min_size=1))
    def try_event(self, data: st.DataObject, roles: set[str]) -> None:
        known = sorted({one.event for one in self.table.transitions})
        event = data.draw(st.sampled_from([*known, "fly"]), label="event")
        self._try(event, Actor("ก", "", tuple(roles)), Facts(data))

    @rule(data=st.data(), roles=st.sets(st.sampled_from(sorted(_STAFF)), min_size=1))
    def try_what_is_offered(self, data: st.DataObject, roles: set[str]) -> None:
        actor = Actor("ก", "", tuple(roles))
        if offered := self.table.events(self.state, actor):
            self._try(data.draw(st.sampled_from(offered), label="offered").event, actor, Facts(data))

    def _try(self, event: str, actor: Actor, facts: Facts) -> None:
        before, leading = self.state, [one for one in self.table.transitions if one.event == event]
        leading = [one for one in leading if self._leads_from(one, before)]
        mine = [one for one in leading if one.roles & set(actor.roles)]
        taken, code = self._answer(before, event, actor, facts)
        assert (code == "case.no_such_step") == (not leading)
        assert (code == "role.may_not") == bool(leading and not mine)
        if taken is None:
            return
        assert taken in mine
        assert all(facts[name] for name in taken.asks)
        assert [self.table.guards[name](facts) for name in taken.guards] == [""] * len(taken.guards)
        self.state = self.table.after(before, taken)
        self.taken.append((before, event, self.state))

    def _answer(self, state: str, event: str, actor: Actor, facts: Facts) -> tuple[Transition | None, str]:
        try:
            return self.table.step(state, event, actor, facts), ""
        except Refused as refused:
            return None, refused.code

    def _leads_from(self, one: Transition, state: str) -> bool:
        return state in one.sources or (ANY in one.sources and state not in self.table.final)

    @invariant()
    def every_step_is_drawn_in_the_diagram(self) -> None:
        assert set(self.taken) <= set(self.table.diagram())

    @invariant()
    def what_is_over_goes_on_only_where_that_is_named(self) -> None:
        for before, event, _after in self.taken:
            if before in self.table.final:
                assert any(one.event == event and before in one.sources for one in self.table.transitions)


@every_table
def test_no_path_through_a_table_breaks_a_guard(table: StateTable) -> None:
    run_state_machine_as_test(
        type("ItsDesk", (Desk,), {"table": table}),
        settings=settings(max_examples=40, stateful_step_count=30, deadline=None),
    )


@every_table
def test_a_table_speaks_only_of_its_own_states_guards_and_roles(table: StateTable) -> None:
    states = set(table.states)

    assert len(states) == len(table.states)
    assert {table.initial} | table.final | table.paused <= states
    for one in table.transitions:
        assert one.sources <= states | {ANY}
        assert one.target in states | {""}
        assert set(one.guards) <= table.guards.keys()
        assert one.roles <= _STAFF, f"{one.event}: who only looks takes no step"
        assert one.roles


@every_table
def test_every_state_is_reached_and_what_is_open_can_be_brought_to_an_end(table: StateTable) -> None:
    steps = list(table.diagram())

    reached = _spread({table.initial}, [(one, other) for one, _, other in steps])
    ended = _spread(set(table.final), [(other, one) for one, _, other in steps])
    assert set(table.states) - reached == set()
    assert set(table.open_states()) - ended == set()


@every_table
def test_no_event_has_two_ways_from_one_state_for_one_role(table: StateTable) -> None:
    """Else the second could never be taken."""
    ways = [(state, one.event, role) for one in table.transitions for state in table.states for role in one.roles
            if state in one.sources or (ANY in one.sources and state not in table.final)]  # fmt: skip

    assert sorted({way for way in ways if ways.count(way) > 1}) == []


def _spread(seen: set[str], steps: list[tuple[str, str]]) -> set[str]:
    while more := {other for one, other in steps if one in seen} - seen:
        seen = seen | more
    return seen


def actor(*roles: str) -> Actor:
    return Actor("ก", "", roles)


def code_of(state: str, event: str, who: Actor, **facts: object) -> str:
    with pytest.raises(Refused) as refused:
        SMALL.step(state, event, who, facts)
    return refused.value.code


def test_states_may_be_skipped_forward_where_the_table_allows_it() -> None:
    taken = SMALL.step("new", "finish", actor("approver"), {"receipt": "1/2569"})

    assert SMALL.after("new", taken) == "done"


def test_what_a_step_asks_for_is_asked_in_its_order() -> None:
    assert code_of("new", "wait", actor("clerk")) == "case.needs_reason"
    assert code_of("new", "wait", actor("clerk"), reason="รองบประมาณ") == "case.needs_until"
    told = {"reason": "รองบประมาณ", "until": date(2026, 1, 5)}
    assert code_of("new", "wait", actor("clerk"), **told, today=date(2026, 1, 6)) == "case.until_past"
    assert SMALL.step("new", "wait", actor("clerk"), {**told, "today": date(2026, 1, 5)}).target == "waiting"


def test_a_guard_says_why_not() -> None:
    assert code_of("going", "finish", actor("approver")) == "permit.needs_receipt"


def test_a_step_that_is_not_there_is_named_with_its_desk() -> None:
    with pytest.raises(Refused) as refused:
        SMALL.step("done", "start", actor("clerk"), {})

    assert refused.value.facts == {"event": "small.start", "state": "small.done"}


def test_who_may_not_is_told_who_may() -> None:
    with pytest.raises(Refused) as refused:
        SMALL.step("new", "finish", actor("clerk"), {"receipt": "1"})

    assert (refused.value.code, refused.value.facts["roles"]) == ("role.may_not", ("approver",))


def test_only_what_the_person_may_do_is_offered() -> None:
    assert [one.event for one in SMALL.events("done", actor("clerk"))] == []
    assert [one.event for one in SMALL.events("done", actor("approver"))] == ["reopen"]
    assert [one.event for one in SMALL.events("new", actor("viewer"))] == []
