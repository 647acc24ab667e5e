"""The table of permits: no way through it breaks what the law says, whoever tries whatever in whatever order."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.permits import CHIEF, COUNTER, MONDAY, SURVEYOR, the_book

from ltaxgis.domain.cases import Case, local_day
from ltaxgis.domain.clocks import ClockRule, due_on
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.permit_desk import PERMITS, days_of, use_of, valid_until, work_kinds
from ltaxgis.domain.permit_states import DECIDED, PERMIT_TABLE, WITHOUT_CLOCK, next_events
from ltaxgis.domain.project import Actor
from ltaxgis.ports.resources import find_resources
from ltaxgis.words import LANGUAGES, load_words

BOOK = the_book()
START = date(2026, 1, 5)
PEOPLE = (COUNTER, SURVEYOR, CHIEF, Actor("นภา มองดู", "", ("viewer",)), Actor("มานะ", "", ("administrator",)))
EVENTS = sorted({one.event for one in PERMIT_TABLE.transitions})


def a_case(**more: Any) -> Case:
    made = Case(uid=new_uid(), desk="permits", kind="build", state="submitted", received_at=MONDAY, starts_on=START)
    return replace(made, **more)


class PermitWays(RuleBasedStateMachine):
    """An application on its way; each fact is as some step or person left it."""

    @initialize(notice=st.booleans())
    def begin(self, notice: bool) -> None:
        self.state, self.today = PERMIT_TABLE.initial, START
        self.facts: dict[str, object] = {
            "notice": notice, "extended": 0, "extensions": 2, "missing": 4, "due": START + timedelta(45),
            "object_by": START + timedelta(120) if notice else None,
        }  # fmt: skip
        self.past: list[tuple[str, str, Mapping[str, object]]] = []

    @rule(days=st.integers(1, 200))
    def wait(self, days: int) -> None:
        self.today += timedelta(days)

    @rule(name=st.sampled_from(["map_report", "receipt_no", "exempt_reason"]), said=st.booleans())
    def tell(self, name: str, said: bool) -> None:
        self.facts[name] = said

    @rule(count=st.integers(0, 2))
    def bring_papers(self, count: int) -> None:
        self.facts["missing"] = count

    @rule(event=st.sampled_from(EVENTS), who=st.sampled_from(PEOPLE), on_paper=st.booleans(), told=st.booleans())
    def try_step(self, event: str, who: Actor, on_paper: bool, told: bool) -> None:
        self._take(event, who, on_paper=on_paper, told=told)

    def _take(self, event: str, who: Actor, *, on_paper: bool, told: bool) -> None:
        more = {"text": "ข้อความ", "reason": "เหตุผล", "until": self.today + timedelta(400), "appeal_told": True}
        asked = {**self.facts, "today": self.today, "on_paper": on_paper, "signer": on_paper and "ประสิทธิ์",
                 **(more if told else {})}  # fmt: skip
        if event == "issue":
            asked["valid_to"] = self.today + timedelta(365)
        try:
            taken = PERMIT_TABLE.step(self.state, event, who, asked)
        except Refused:
            return
        self.past.append((self.state, event, {**asked, "who": who}))
        self.state = PERMIT_TABLE.after(self.state, taken)
        self._follow(event, asked)

    @rule(data=st.data(), who=st.sampled_from(PEOPLE), on_paper=st.booleans())
    def go_on(self, data: st.DataObject, who: Actor, on_paper: bool) -> None:
        """Blind tries seldom come far: here one of what the state allows."""
        events = sorted({one.event for one in PERMIT_TABLE.events(self.state, PEOPLE[-1])})
        if events:
            self._take(data.draw(st.sampled_from(events)), who, on_paper=on_paper, told=True)

    def _follow(self, event: str, asked: Mapping[str, object]) -> None:
        if event == "ask_papers":
            self.facts |= {"papers_asked": True, "papers_until": asked["until"]}
        if event == "extend":
            count = self.facts["extended"]
            assert isinstance(count, int)
            self.facts["extended"] = count + 1
        if event in ("issue", "give_receipt"):
            self.facts |= {"licence_no": "1/2569", "valid_to": self.today + timedelta(365),
                           "collect_by": self.today + timedelta(30)}  # fmt: skip
        if event in ("renew", "prolong"):
            self.facts["valid_to"] = asked["until"]

    @invariant()
    def what_the_law_says_was_kept(self) -> None:
        events = [event for _, event, _ in self.past]
        assert events.count("ask_papers") <= 1
        assert events.count("extend") <= 2
        for state, event, asked in self.past:
            who = asked["who"]
            assert isinstance(who, Actor)
            assert "viewer" not in who.roles
            if event in ("issue", "give_receipt"):
                assert asked.get("map_report")
                assert asked.get("receipt_no") or asked.get("exempt_reason")
            if event == "issue":
                assert state in ("signed", "fee_due")
            if event == "extend":
                assert asked["today"] < asked["due"]  # type: ignore[operator]
            if event in ("refuse", "return", "revoke"):
                assert asked.get("reason")
            if event == "refuse":
                assert asked.get("appeal_told")
            if event in ("sign", "refuse", "revoke") and "clerk" in who.roles:
                assert asked["on_paper"]

    @invariant()
    def a_notice_never_gets_a_licence_nor_a_licence_a_receipt(self) -> None:
        events = {event for _, event, _ in self.past}
        never = {"accept", "issue", "renew"} if self.facts["notice"] else {"give_receipt", "prolong", "object"}
        assert not events & never


def test_no_way_through_the_table_breaks_the_law() -> None:
    run_state_machine_as_test(PermitWays, settings=settings(max_examples=60, stateful_step_count=60, deadline=None))


def test_every_state_and_event_is_reached_and_has_words() -> None:
    reached, steps = {PERMIT_TABLE.initial}, list(PERMIT_TABLE.diagram())
    while more := {to for state, _, to in steps if state in reached} - reached:
        reached |= more

    assert reached == set(PERMIT_TABLE.states)
    for language in LANGUAGES:
        words = load_words(find_resources().words, language)
        wanted = [f"permits.state.{one}" for one in PERMIT_TABLE.states]
        wanted += [f"permits.event.{one}" for one in (*EVENTS, "receive")]
        wanted += [f"permits.kind.{one}" for one in work_kinds(BOOK)]
        assert [key for key in wanted if not words.knows(key)] == []


def test_each_kind_is_offered_its_own_steps_once() -> None:
    licence = [one.event for one in next_events(a_case(), COUNTER)]
    notice = [one.event for one in next_events(a_case(kind="notify"), COUNTER)]

    assert "accept" in licence
    assert "give_receipt" not in licence
    assert "give_receipt" in notice
    assert "accept" not in notice
    assert len(licence) == len(set(licence))


def test_the_clock_runs_until_it_is_decided_and_does_not_come_back() -> None:
    fresh, stored = a_case(), a_case(version=3, due=date(2026, 2, 19))

    assert PERMITS.rule(fresh, BOOK) == PERMITS.rule(replace(stored, state="issued"), BOOK)
    assert all(PERMITS.rule(replace(stored, state=state), BOOK) is None for state in WITHOUT_CLOCK)
    assert PERMITS.rule(replace(stored, state="active", due=None), BOOK) is None
    assert not WITHOUT_CLOCK & DECIDED


def test_45_days_from_5_january_and_their_extensions() -> None:
    rule = PERMITS.rule(a_case(), BOOK)
    assert isinstance(rule, ClockRule)

    dues = [due_on(local_day(MONDAY), rule, BOOK.days, START, (), times) for times in range(3)]

    assert [one.raw for one in dues] == [date(2026, 2, 19), date(2026, 4, 5), date(2026, 5, 20)]
    assert [one.day for one in dues] == [date(2026, 2, 19), date(2026, 4, 7), date(2026, 5, 20)]


def test_a_licence_ends_the_day_before_its_anniversary_by_the_area_of_the_building() -> None:
    assert valid_until(BOOK, date(2026, 1, 5), 15_000) == date(2027, 1, 4)
    assert valid_until(BOOK, date(2026, 1, 5), 999_999) == date(2027, 1, 4)
    assert valid_until(BOOK, date(2026, 1, 5), 1_000_000) == date(2028, 1, 4)
    assert valid_until(BOOK, date(2026, 1, 5), 10_000_000) == date(2029, 1, 4)
    assert valid_until(BOOK, date(2028, 2, 29), None) == date(2029, 2, 28)


def test_what_the_book_does_not_know_is_not_assumed() -> None:
    assert use_of(BOOK, "castle").street_class is False
    assert days_of(BOOK, "nothing", 7) == 7
    assert PERMITS.place("castle", "", BOOK) == {}
    assert PERMITS.place("build", "", BOOK) == {"division": "engineering"}
