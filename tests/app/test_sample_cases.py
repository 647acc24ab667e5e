"""The sample town's two years of cases: as if people had worked all that time, and the same each time."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from tests.builders import CLERK, a_parcel, a_project
from tests.case_desk import shipped_book

from ltaxgis.app.sample_cases import PERMITS, PETITIONS, add_sample_cases
from ltaxgis.domain.attachments import PHOTO_AFTER, Attachment
from ltaxgis.domain.cases import EVENT, Case, CaseLink, CaseParty, CaseStep
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.correspondence_desk import LETTERS_IN, LETTERS_OUT
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.numbering import GivenNumber, check_holds
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.permit_desk import PERMITS as PERMIT_DESK
from ltaxgis.domain.permits import Permit, PermitCheck
from ltaxgis.domain.petition_desk import PETITIONS as PETITION_DESK
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.publicity import PRODUCTS, Broadcast, Edition, PhotoMark, Posting
from ltaxgis.domain.publicity_desk import PUBLICITY
from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_steps import with_clock
from ltaxgis.services.permit_lists import LATE_NOTICE, late_permits
from ltaxgis.services.published import published_on
from ltaxgis.storage.project import SqlProject

R = TypeVar("R", bound=Record)
SAMPLE = Path(__file__).parents[2] / "sample_data"
TODAY = date(2026, 11, 20)
DESKS = {"petitions": PETITION_DESK, "permits": PERMIT_DESK, "publicity": PUBLICITY,
         "letters_in": LETTERS_IN, "letters_out": LETTERS_OUT}  # fmt: skip


def a_town(folder: Path) -> SqlProject:
    """Forty plots and thirty people, with their cases."""
    project = a_project(folder)
    born: list[Record] = [a_parcel(f"01A{n:03}", 500_000 + 25 * (n % 8), 2_000_000 + 25 * (n // 8)) for n in range(40)]
    born += [Owner(uid=new_uid(), kind="natural", first_name=f"สมชาย{n}", last_name="ใจดี") for n in range(30)]
    with project.work(CLERK, "import") as work:
        work.apply(ChangeSet("import", tuple(Change(None, one) for one in born)))
        work.commit()
    add_sample_cases(project, CLERK, SAMPLE, TODAY)
    return project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlProject]:
    made = a_town(tmp_path_factory.mktemp("ตัวอย่าง"))
    yield made
    made.close()


def all_of(reading: Reading, kind: type[R]) -> list[R]:
    return reading.get(kind, reading.columns(kind, ()).uids)


def test_two_years_of_petitions_and_permits_lie_there(project: SqlProject) -> None:
    with project.reading() as reading:
        cases = all_of(reading, Case)

    counts = Counter(one.desk for one in cases)
    assert (counts["petitions"], counts["permits"]) == (PETITIONS, PERMITS)
    assert counts["publicity"] in range(110, 145)
    assert all(date(2024, 11, 18) <= one.received_at.date() <= TODAY for one in cases)
    states = {one.state for one in cases}
    assert {"closed", "rejected", "cancelled", "house_number"} <= states
    assert any(one.closed_on is None and one.due and one.due < TODAY for one in cases)
    assert any(one.closed_on and one.due and one.closed_on > one.due for one in cases)
    assert any(one.outside for one in cases) is False  # no boundary is drawn in this town


def test_every_step_was_one_that_its_table_allows(project: SqlProject) -> None:
    allowed = {name: set(desk.table.diagram()) for name, desk in DESKS.items()}
    with project.reading() as reading:
        cases = {one.uid: one for one in all_of(reading, Case)}
        steps = sorted(all_of(reading, CaseStep), key=lambda one: one.at)

    state: dict[str, str] = {}
    for step in steps:
        case = cases[step.case_uid]
        if step.kind != EVENT or step.event in {"map_checked", "visit_planned", "visit_done"}:
            continue
        if step.event != "receive":
            assert (state[case.uid], step.event, step.state) in allowed[case.desk]
        state[case.uid] = step.state
    assert {uid: case.state for uid, case in cases.items()} == state
    assert {"merge", "hold", "reopen", "appeal", "appeal_upheld", "extend", "rate"} <= {one.event for one in steps}


def test_a_permits_title_tells_its_storeys_and_its_material_is_told_in_thai(project: SqlProject) -> None:
    with project.reading() as reading:
        titles = {one.uid: one.title for one in all_of(reading, Case)}
        permits = all_of(reading, Permit)

    assert {one.storeys for one in permits} == {1, 2}
    assert all(("ชั้นเดียว" in titles[one.case_uid]) == (one.storeys == 1) for one in permits)
    assert all(("สองชั้น" in titles[one.case_uid]) == (one.storeys == 2) for one in permits)
    assert {one.materials for one in permits} == {"คอนกรีตเสริมเหล็ก"}


def test_late_applicants_were_written_to_but_for_the_newest_one_or_two_letters(project: SqlProject) -> None:
    with project.reading() as reading:
        late = late_permits(reading, CLERK, shipped_book(), TODAY)
        letters = [one for one in all_of(reading, CaseStep) if one.event == LATE_NOTICE]

    assert len({one.case_uid for one in letters}) >= 3
    assert late
    assert all(one.owed <= 2 for one in late)


def test_due_days_are_those_that_the_clock_says(project: SqlProject) -> None:
    book = shipped_book()
    with project.reading() as reading:
        for case in all_of(reading, Case):
            steps = reading.having(CaseStep, "case_uid", [case.uid])
            if case.desk == "petitions" and case.closed_on is not None:
                assert with_clock(case, steps, book, PETITION_DESK, TODAY) == case


def test_no_series_has_a_gap_or_a_double_and_each_case_its_number(project: SqlProject) -> None:
    with project.reading() as reading:
        given = all_of(reading, GivenNumber)
        cases = {one.uid: one for one in all_of(reading, Case)}

    series: dict[tuple[str, str, int], list[int]] = {}
    for one in given:
        series.setdefault((one.series, one.division, one.year), []).append(one.number)
    assert all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in series.values())
    texts = {one.text for one in given}
    assert all(one.number in texts for one in cases.values())
    assert all(check_holds(one.number) for one in cases.values() if one.desk == "petitions")


def test_who_wants_to_be_hidden_is_and_what_is_done_is_pictured(project: SqlProject) -> None:
    with project.reading() as reading:
        petitions = all_of(reading, Petition)
        nameless = [one.case_uid for one in petitions if one.anonymous]
        assert nameless
        assert reading.having(CaseParty, "case_uid", nameless) == []
        staff = [one for one in all_of(reading, Case) if one.kind == "staff"]
        assert staff
        assert all(one.visible_to for one in staff)
        photos = [one for one in all_of(reading, Attachment) if one.kind == PHOTO_AFTER]
        assert photos
        assert all((reading.paper(one.sha256) or b"").startswith(b"\xff\xd8") for one in photos[:3])
        assert any(one.how == "merged_into" for one in all_of(reading, CaseLink))


def test_permits_have_their_report_fee_and_number(project: SqlProject) -> None:
    with project.reading() as reading:
        issued = [one for one in all_of(reading, Permit) if one.issued_on is not None]
        checked = {one.case_uid for one in all_of(reading, PermitCheck)}

    assert len(issued) > PERMITS / 2
    assert all(one.licence_no and one.receipt_no and one.case_uid in checked for one in issued)


def test_the_same_day_makes_the_same_cases(project: SqlProject, tmp_path: Path) -> None:
    again = a_town(tmp_path)
    told = []
    for one in (project, again):
        with one.reading() as reading:
            cases = all_of(reading, Case)
        told.append(sorted((case.number, case.title, case.state, case.received_at) for case in cases))
    again.close()

    assert told[0] == told[1]


def test_a_year_of_news_lies_there_in_every_state_with_its_postings(project: SqlProject) -> None:
    with project.reading() as reading:
        news = [one for one in all_of(reading, Case) if one.desk == "publicity"]
        postings, marks, broadcasts = all_of(reading, Posting), all_of(reading, PhotoMark), all_of(reading, Broadcast)
        shown = published_on(reading, shipped_book(), 32647, TODAY)
        out = {one.case_uid for one in all_of(reading, Edition) if one.out_at and not one.out_to}

    assert {one.kind for one in news} == set(PRODUCTS)
    assert {one.state for one in news} >= {
        "draft", "review", "scheduled", "published", "unapproved", "expired", "archived", "withdrawn"
    }  # fmt: skip
    assert {one.uid for one in shown} <= out
    assert any(one.pictures for one in shown)
    assert any(one.edition > 1 for one in shown)
    assert any(one.area for one in shown)
    assert any(one.photo_uid and one.down_on for one in postings)
    assert any(one.channel == "speaker" and one.at for one in postings)
    assert broadcasts
    assert all(one.consent for one in marks)
