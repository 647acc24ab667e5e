"""The tables of letters in and out: no way through them breaks the regulation, whoever tries whatever in any order."""

from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.letters import CHIEF, COUNTER, ENGINEER, VIEWER

from ltaxgis.domain.correspondence import DOCUMENTS
from ltaxgis.domain.correspondence_desk import LETTERS_IN, LETTERS_OUT
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.letter_states import ANSWERED, DESTROYED, LETTER_IN_STATES, LETTER_OUT_STATES, SENT, VOID
from ltaxgis.domain.project import Actor
from ltaxgis.domain.states import StateTable
from ltaxgis.ports.resources import find_resources
from ltaxgis.words import LANGUAGES, load_words

ADMINISTRATOR = Actor("มานะ", "", ("administrator",))
PEOPLE = (COUNTER, CHIEF, ENGINEER, VIEWER, ADMINISTRATOR)
TOLD = {"text": "ข้อความ", "reason": "เหตุผล", "division": "engineering"}
TABLES = (LETTER_IN_STATES, LETTER_OUT_STATES)


class Ways(RuleBasedStateMachine):
    """A letter on its way; each fact is as some step or person left it."""

    table: ClassVar[StateTable]
    facts_told: ClassVar[tuple[str, ...]] = ("folder", "held", "on_loan", "destruction_approved")

    @initialize()
    def begin(self) -> None:
        self.state = self.table.initial
        self.facts: dict[str, object] = {}
        self.past: list[tuple[str, str, dict[str, object], Actor]] = []

    @rule(data=st.data(), said=st.booleans())
    def tell(self, data: st.DataObject, said: bool) -> None:
        self.facts[data.draw(st.sampled_from(self.facts_told))] = "ใช่" if said else ""

    @rule(data=st.data(), who=st.sampled_from(PEOPLE), told=st.booleans())
    def try_step(self, data: st.DataObject, who: Actor, told: bool) -> None:
        events = sorted({one.event for one in self.table.transitions})
        self.take(data.draw(st.sampled_from(events)), who, told=told)

    @rule(data=st.data(), who=st.sampled_from(PEOPLE))
    def go_on(self, data: st.DataObject, who: Actor) -> None:
        """Blind tries seldom come far: here one of what the state allows."""
        if events := sorted({one.event for one in self.table.events(self.state, ADMINISTRATOR)}):
            self.take(data.draw(st.sampled_from(events)), who, told=True)

    def take(self, event: str, who: Actor, *, told: bool) -> None:
        asked = {**self.facts, **(TOLD if told else {})}
        try:
            taken = self.table.step(self.state, event, who, asked)
        except Refused:
            return
        self.past.append((self.state, event, asked, who))
        self.state = self.table.after(self.state, taken)
        if event == "number":
            self.facts["number"] = "ชม 52303/1"
        if event in ("sign", "revise"):
            self.facts["signed"] = event == "sign"

    @invariant()
    def who_only_looks_does_nothing_and_nothing_comes_after_destruction(self) -> None:
        for place, (state, event, asked, who) in enumerate(self.past):
            assert "viewer" not in who.roles
            if event == "destroy":
                assert place == len(self.past) - 1
                assert asked.get("destruction_approved")
                assert not asked.get("held")
                assert not asked.get("on_loan")
            if event == "file":
                assert asked.get("folder")
            assert state != DESTROYED


class WaysIn(Ways):
    table = LETTER_IN_STATES
    facts_told = (*Ways.facts_told, "open_routings")

    @invariant()
    def nothing_ends_while_somebody_has_to_act(self) -> None:
        for state, event, asked, who in self.past:
            if event in ("close", "file"):
                assert not asked.get("open_routings")
            if event in ("command", "report"):
                assert asked.get("text")
            if event == "send_back":
                assert asked.get("reason")
                assert state in ("registered", "proposed")
            if event in ("command", "destroy"):
                assert {"clerk", "approver", "administrator"}.intersection(who.roles)


class WaysOut(Ways):
    table = LETTER_OUT_STATES
    facts_told = (*Ways.facts_told, "subject", "recipients")

    @invariant()
    def a_number_is_given_once_and_a_void_one_is_the_end(self) -> None:
        events = [event for _, event, _, _ in self.past]
        assert events.count("number") <= 1
        assert events.count("void") + events.count("drop") <= 1
        if "void" in events or "drop" in events:
            assert events[-1] in ("void", "drop")
            assert self.state == VOID
        if "drop" in events:
            assert "number" not in events

    @invariant()
    def nothing_leaves_without_number_subject_and_receiver(self) -> None:
        numbered = False
        for state, event, asked, _ in self.past:
            numbered = numbered or event == "number"
            if event == "send":
                assert numbered
                assert asked.get("subject")
                assert asked.get("recipients")
            if event in ("answered", "rejected"):
                assert state == SENT
            if event in ("chase", "await_reply", "reply_came"):
                assert state in (SENT, ANSWERED)
            if event in ("void", "revise", "rejected", "unfile", "drop"):
                assert asked.get("reason")


@pytest.mark.parametrize("ways", [WaysIn, WaysOut])
def test_no_way_through_a_table_breaks_the_regulation(ways: type[Ways]) -> None:
    run_state_machine_as_test(ways, settings=settings(max_examples=40, stateful_step_count=50, deadline=None))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.desk)
def test_every_state_and_event_of_letters_is_reached_and_has_words(table: StateTable) -> None:
    reached, steps = {table.initial}, list(table.diagram())
    while more := {to for state, _, to in steps if state in reached} - reached:
        reached |= more

    assert reached == set(table.states)
    for language in LANGUAGES:
        words = load_words(find_resources().words, language)
        wanted = [f"{table.desk}.state.{one}" for one in table.states]
        wanted += [f"{table.desk}.event.{one}" for one in ("receive", *(one.event for one in table.transitions))]
        wanted += [f"{table.desk}.kind.{one}" for one in DOCUMENTS]
        assert [key for key in wanted if not words.knows(key)] == []


def test_each_desk_has_its_own_table() -> None:
    assert (LETTERS_IN.table, LETTERS_OUT.table) == TABLES
