"""What many small acts do, gathered and stored in one go: the same as one after the other."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import CLERK, a_project
from tests.case_desk import COUNTER, DESK, NUMBER, OTHER_NUMBER, Counter, a_person

from ltaxgis.domain.cases import Case, CaseParty, CaseStep
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.desks import CaseDraft
from ltaxgis.domain.errors import Conflict
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.numbering import GivenNumber
from ltaxgis.domain.owners import Owner
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.services.cases import receive_in
from ltaxgis.services.edit_register import take_back
from ltaxgis.services.gathered_work import GatheredWork
from ltaxgis.storage.project import SqlProject

DRAFTS = (
    CaseDraft(kind="plain", title="ไฟดับ", people=(a_person(number=NUMBER),), with_pin=False),
    CaseDraft(kind="plain", title="ท่อตัน", people=(a_person("มานี", number=OTHER_NUMBER),), with_pin=False),
    CaseDraft(kind="plain", title="ไฟดับอีก", people=(a_person(number=NUMBER, phone="0891234567"),), with_pin=False),
)


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    made = a_project(office_folder)
    yield made
    made.close()


def gather(project: SqlProject, *drafts: CaseDraft) -> int:
    desk = Counter(project)
    with project.work(COUNTER, "case.receive") as work:
        together = GatheredWork(work)
        for draft in drafts:
            receive_in(together.work, COUNTER, desk.book, DESK, draft, desk.now)
        together.store("case.receive")
        return work.commit().number


def told(project: SqlProject) -> list[tuple[str, str, list[tuple[str, str]], int]]:
    """Of each case: number, title, who stands in it with telephone, how many steps."""
    with project.reading() as reading:
        cases = reading.get(Case, reading.columns(Case, ("number",)).uids)
        found = []
        for case in sorted(cases, key=lambda one: one.number):
            parties = reading.having(CaseParty, "case_uid", [case.uid])
            people = reading.get(Owner, [one.owner_uid for one in parties])
            steps = len(reading.having(CaseStep, "case_uid", [case.uid]))
            found.append((case.number, case.title, [(one.first_name, one.phone_masked) for one in people], steps))
    return found


def test_cases_that_were_gathered_are_those_that_come_one_by_one(project: SqlProject, tmp_path: Path) -> None:
    other = a_project(tmp_path, "ทีละเรื่อง.ltax")
    desk = Counter(other)
    for draft in DRAFTS:
        with other.work(COUNTER, "case.receive") as work:
            receive_in(work, COUNTER, desk.book, DESK, draft, desk.now)
            work.commit()

    gather(project, *DRAFTS)

    assert told(project) == told(other)
    with project.reading() as reading:
        assert reading.count(Owner) == 2
        assert [one.number for one in reading.having(GivenNumber, "series", ["petition"])] == [1, 2, 3]
    other.close()


def test_what_was_gathered_goes_on_from_what_is_stored_and_is_found(project: SqlProject) -> None:
    first = Counter(project).receive("ไฟดับ", people=(a_person(number=NUMBER),)).case

    gather(project, DRAFTS[2])

    numbers = [number for number, *_ in told(project)]
    assert len(set(numbers)) == 2
    with project.reading() as reading:
        assert reading.count(Owner) == 1
        assert reading.having(Owner, "first_name", ["สมหญิง"])[0].phone_masked == "xxx-xxx-4567"
        hits = reading.case_page(CaseQuery(DESK.name, text="ดับอีก")).lines
        assert [one.title for one in hits] == ["ไฟดับอีก"]
        assert first.number in numbers


def test_all_of_it_is_one_act_that_is_refused_to_undo_as_it_gave_numbers(project: SqlProject) -> None:
    number = gather(project, *DRAFTS)

    with pytest.raises(Exception, match=r"undo\.number_given"):
        take_back(project, COUNTER, number)


def test_a_thing_born_and_changed_here_is_one_version_and_one_ended_is_none(project: SqlProject) -> None:
    one, gone = (Owner(uid=new_uid(), kind="person", first_name=name) for name in ("ก", "ข"))
    with project.work(CLERK, "x") as work:
        together = GatheredWork(work)
        together.apply(ChangeSet("x", (Change(None, one), Change(None, gone))))
        (read,) = together.having(Owner, "first_name", ["ก"])
        together.apply(ChangeSet("x", (Change(read, replace(read, first_name="ค")), Change(gone, None))))
        assert (together.having(Owner, "first_name", ["ก", "ข"]), together.get(Owner, [gone.uid])) == ([], [])
        assert [each.first_name for each in together.having(Owner, "first_name", ["ค"])] == ["ค"]
        together.store("x")
        work.commit()

    with project.reading() as reading:
        assert [(each.first_name, version) for each, version in _versions(reading.get(Owner, [one.uid]))] == [("ค", 1)]
        assert reading.get(Owner, [gone.uid]) == []


def test_a_change_of_what_is_no_longer_so_is_a_conflict(project: SqlProject) -> None:
    case = Counter(project).case()
    with project.work(CLERK, "x") as work:
        together = GatheredWork(work)
        read = together.get(Case, [case.uid])[0]
        together.apply(ChangeSet("x", (Change(read, replace(read, title="ก")),)))
        assert together.get(Case, [case.uid])[0].title == "ก"
        with pytest.raises(Conflict):
            together.apply(ChangeSet("x", (Change(replace(read, version=9), replace(read, title="ข")),)))


def _versions(owners: list[Owner]) -> list[tuple[Owner, int]]:
    return [(one, one.version) for one in owners]
