"""Whatever people do at the desk, the public reads only what a chief approved, or an alert that was put out."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.builders import a_project
from tests.publicity import CHIEF, CRS, MONDAY, OFFICER, VIEWER, PublicityDesk, a_news

from ltaxgis.domain.cases import StepTold
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import PhotoMark
from ltaxgis.domain.publicity_states import PUBLICITY_STATES, WITHDRAWN
from ltaxgis.domain.published import Published
from ltaxgis.services.edit_register import take_back
from ltaxgis.services.publicity_due import step_due
from ltaxgis.services.publicity_photos import Marked
from ltaxgis.services.publicity_steps import schedule, step_publication
from ltaxgis.services.published import published_on

EVENTS = sorted({one.event for one in PUBLICITY_STATES.transitions})
DAYS = (0, 1, 4)


@pytest.fixture(scope="module", autouse=True)
def one_project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """All examples work in one project: each has a publication of its own."""
    project = a_project(tmp_path_factory.mktemp("ประชาสัมพันธ์"))
    Desk.desk = PublicityDesk(project)
    yield
    project.close()


class Desk(RuleBasedStateMachine):
    """One publication, led by random hands; `approved` are all texts that a chief saw when he approved, or that went
    out as an alert."""

    desk: ClassVar[PublicityDesk]

    @initialize(
        product=st.sampled_from(["news", "alert"]), so_far=st.sampled_from([(), ("approve",), ("approve", "publish")])
    )
    def begin(self, product: str, so_far: tuple[str, ...]) -> None:
        self.desk.now = MONDAY
        self.uid: Uid = self.desk.new(a_news(product, body="0"))
        self.photo = self.desk.photo(self.uid, consent="given", place=0)
        self.approved: set[tuple[str, tuple[str, ...], int]] = set()
        self.product = product
        for event in so_far:
            self.step(event, CHIEF, "")
        if len(so_far) == 1:
            self.plan(3, None)

    def now_said(self) -> tuple[str, tuple[str, ...], int]:
        case, publication = self.desk.case(self.uid), self.desk.publication(self.uid)
        return case.title, (publication.body,), sum(one.place > 0 for one in self.marks())

    def marks(self) -> list[PhotoMark]:
        with self.desk.project.reading() as reading:
            return reading.having(PhotoMark, "case_uid", [self.uid])

    @rule(
        event=st.sampled_from(EVENTS), who=st.sampled_from([OFFICER, CHIEF, VIEWER]), reason=st.sampled_from(["", "ผิด"])
    )
    def step(self, event: str, who: Actor, reason: str) -> None:
        said, before = self.now_said(), self.desk.case(self.uid)
        try:
            step_publication(
                self.desk.project, who, self.desk.book, self.uid, event, StepTold(reason=reason), self.desk.now
            )
        except Refused:
            assert self.desk.case(self.uid) == before
            return
        assert any(one.event == event and before.state in one.sources for one in PUBLICITY_STATES.transitions)
        if event in {"approve", "publish_at_once"}:
            self.approved.add(said)
            assert event != "approve" or who == CHIEF
            assert event != "publish_at_once" or self.product == "alert"

    @rule(text=st.sampled_from(["4", "5"]))
    def correct(self, text: str) -> None:
        self.step("correct", CHIEF, "ผิด")
        self.edit("body", text)

    @rule(what=st.sampled_from(["title", "body"]), text=st.sampled_from(["1", "2", "3"]))
    def edit(self, what: str, text: str) -> None:
        self.tried(lambda: self.desk.edit(self.uid, OFFICER, **{what: text}))

    @rule(place=st.sampled_from([0, 1]), consent=st.sampled_from(["given", "refused", "public_event"]))
    def mark(self, place: int, consent: str) -> None:
        self.tried(lambda: self.desk.mark(self.uid, {self.photo: Marked(place=place, consent=consent)}))

    @rule(days=st.sampled_from([0, 1, 3]), length=st.sampled_from([None, 2]))
    def plan(self, days: int, length: int | None) -> None:
        first = self.desk.now + timedelta(days=days)
        last = None if length is None else first + timedelta(days=length)
        self.tried(lambda: schedule(self.desk.project, OFFICER, self.desk.book, self.uid, first, last, self.desk.now))

    @rule(days=st.sampled_from([1, 2]))
    def wait(self, days: int) -> None:
        self.desk.wait(days=days)
        step_due(self.desk.project, OFFICER, self.desk.book, self.desk.now)

    @precondition(lambda self: self.desk.steps(self.uid)[1:])
    @rule()
    def undo(self) -> None:
        with self.desk.project.reading() as reading:
            line = reading.journal(1)[0]
        if line.action not in {"case.receive", "case.attach", "case.photos"}:
            self.tried(lambda: take_back(self.desk.project, CHIEF, line.number))

    def seen(self, days: int) -> list[Published]:
        with self.desk.project.reading() as reading:
            day = self.desk.today + timedelta(days=days)
            return published_on(reading, self.desk.book, CRS, day, uids=[self.uid])

    def tried(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Refused:
            return

    @invariant()
    def the_public_reads_only_what_was_approved(self) -> None:
        for days in DAYS:
            for one in self.seen(days):
                told = (one.title, one.paragraphs)
                assert told in {(title, body) for title, body, _ in self.approved}
                assert len(one.pictures) <= max(photos for title, body, photos in self.approved
                                                if (title, body) == told)  # fmt: skip
                consents = {mark.consent for mark in self.marks() if mark.place}
                assert not one.pictures or consents <= {"given", "public_event"}
                assert one.expires_at is None or one.expires_at.date() >= self.desk.today + timedelta(days=days)

    @invariant()
    def what_is_withdrawn_is_seen_of_no_day(self) -> None:
        if self.desk.case(self.uid).state == WITHDRAWN:
            assert not any(self.seen(days) for days in (-3, 0, 3))


TestDesk = Desk.TestCase
TestDesk.settings = settings(
    max_examples=12, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
