"""What happens to a case: steps and their clock, remarks, minutes, undo, and two people at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.case_desk import CHIEF, COUNTER, DESK, MORNING, NUMBER, PHONE, VIEWER, Counter
from tests.private import leaks

from ltaxgis.domain.cases import COMMENT, MINUTE, NOTICE, Case, CaseLink, CaseStep, StepTold
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Conflict, Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.services.case_file import CaseFile, case_file, cases_on
from ltaxgis.services.case_steps import comment, edit_case, minute, move_folder, notice_sent
from ltaxgis.services.edit_register import take_back
from ltaxgis.storage.project import open_project


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Counter]:
    project = a_project(office_folder)
    yield Counter(project)
    project.close()


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def file_of(desk: Counter, uid: Uid, today: date | None = None) -> CaseFile:
    with desk.project.reading() as reading:
        return case_file(reading, desk.actor, DESK, uid, today or desk.now.date())


def test_a_case_is_received_and_done_in_one_morning(desk: Counter) -> None:
    case = desk.case()
    desk.step(case.uid, "start", text="ช่างออกไปแล้ว")
    desk.step(case.uid, "finish", {"receipt": "12/2569"}, actor=CHIEF)

    done = file_of(desk, case.uid)
    assert (done.case.state, done.case.closed_on) == ("done", date(2026, 1, 5))
    assert [(one.event, one.state, one.who) for one in done.steps] == [
        ("receive", "new", COUNTER.name), ("start", "going", COUNTER.name), ("finish", "done", CHIEF.name),
    ]  # fmt: skip


def test_steps_of_one_moment_stay_in_the_order_in_which_they_were_taken(desk: Counter) -> None:
    case = desk.case()
    for _ in range(8):
        desk.step(case.uid, "wait", reason="รอ", until=date(2026, 2, 1))
        desk.step(case.uid, "go_on")

    states = [one.state for one in file_of(desk, case.uid).steps]
    assert states == ["new", *["waiting", "going"] * 8]


def test_a_pause_moves_the_due_day_when_it_ends_and_nothing_is_late_before(desk: Counter) -> None:
    case = desk.case()
    assert case.due == date(2026, 2, 19)
    desk.pass_days(10)
    desk.step(case.uid, "wait", reason="รองบประมาณ", until=date(2026, 3, 2))
    desk.pass_days(60)
    paused = file_of(desk, case.uid)
    desk.step(case.uid, "go_on")

    assert (paused.case.paused, paused.clock.paused, list(paused.clock.notices)) == (True, True, [])
    after = desk.stored(case.uid)
    assert (after.paused, after.due_raw) == (False, date(2026, 4, 20))


def test_time_is_extended_from_the_raw_day_and_only_in_time(desk: Counter) -> None:
    case = desk.case()
    desk.pass_days(44)
    desk.step(case.uid, "extend", reason="รอแบบจากวิศวกร")
    first = desk.stored(case.uid)
    desk.pass_days(46)  # 5 April, a Sunday: the day is the 7th
    desk.step(case.uid, "extend", reason="รอแบบจากวิศวกร")
    second = desk.stored(case.uid)

    assert (first.due_raw, first.due) == (date(2026, 4, 5), date(2026, 4, 7))
    assert (second.due_raw, second.due) == (date(2026, 5, 20), date(2026, 5, 20))
    assert code_of(lambda: desk.step(case.uid, "extend", reason="อีก")) == "clock.no_more"


def test_on_the_due_day_it_is_too_late_to_extend(desk: Counter) -> None:
    case = desk.case()
    desk.pass_days(45)

    assert code_of(lambda: desk.step(case.uid, "extend", reason="ช้า")) == "clock.too_late"


def test_what_has_no_clock_cannot_be_extended(desk: Counter) -> None:
    case = desk.case(kind="endless")

    assert case.due is None
    assert code_of(lambda: desk.step(case.uid, "extend", reason="ช้า")) == "clock.none"


def test_a_late_case_owes_letters_and_knows_which_went_out(desk: Counter) -> None:
    case = desk.case()
    desk.pass_days(60)
    notice_sent(desk.project, COUNTER, case.uid, "late_notice", StepTold(text="แจ้งเหตุล่าช้า"), desk.now)

    clock = file_of(desk, case.uid).clock
    assert (clock.left, clock.mark, clock.sent) == (-15, 100, 1)
    assert list(clock.notices) == [date(2026, 2, 19), date(2026, 2, 26), date(2026, 3, 5)]


def test_a_closed_case_stands_as_on_the_day_it_was_closed(desk: Counter) -> None:
    case = desk.case()
    desk.pass_days(5)
    desk.step(case.uid, "drop")
    desk.pass_days(300)

    clock = file_of(desk, case.uid).clock
    assert (clock.left, list(clock.notices)) == (40, [])


def test_a_case_that_is_opened_again_has_what_was_left_of_its_time(desk: Counter) -> None:
    case = desk.case()
    desk.pass_days(2)
    desk.step(case.uid, "finish", {"receipt": "1"}, actor=CHIEF)
    done = desk.stored(case.uid)
    desk.pass_days(100)
    desk.step(case.uid, "reopen", reason="ยังไม่เรียบร้อย", actor=CHIEF)

    opened = desk.stored(case.uid)
    assert (done.due_raw, done.closed_on) == (date(2026, 2, 19), date(2026, 1, 7))
    assert (opened.due_raw, opened.closed_on) == (date(2026, 2, 19) + timedelta(days=100), None)
    assert file_of(desk, case.uid).clock.notices == []


def test_what_was_late_when_it_was_closed_stays_late_whatever_is_told_of_it_later(desk: Counter) -> None:
    case = desk.case()
    desk.pass_days(60)
    desk.step(case.uid, "finish", {"receipt": "1"}, actor=CHIEF)
    desk.pass_days(100)
    desk.step(case.uid, "reopen", reason="ยังไม่เรียบร้อย", actor=CHIEF)

    due = desk.stored(case.uid).due_raw
    assert due is not None
    assert desk.now.date() - due == timedelta(days=15)


def test_a_step_taken_back_gives_back_state_clock_and_day_of_closing(desk: Counter) -> None:
    case = desk.case()
    desk.step(case.uid, "start")
    before = desk.stored(case.uid)
    desk.pass_days(3)
    applied = desk.step(case.uid, "wait", reason="รอ", until=date(2026, 2, 1))
    take_back(desk.project, COUNTER, applied.number)
    dropped = desk.step(case.uid, "drop")
    take_back(desk.project, COUNTER, dropped.number)

    after = desk.stored(case.uid)
    assert replace(after, version=0) == replace(before, version=0)
    assert [one.event for one in file_of(desk, case.uid).steps] == ["receive", "start"]


def test_who_took_a_step_back_may_take_it_again(desk: Counter) -> None:
    case = desk.case()
    undone = take_back(desk.project, COUNTER, desk.step(case.uid, "start").number)
    again = take_back(desk.project, COUNTER, undone.number)

    assert (desk.stored(case.uid).state, again.undoes) == ("going", undone.number)


def test_a_step_on_which_another_stands_is_not_taken_back(desk: Counter) -> None:
    case = desk.case()
    first = desk.step(case.uid, "start")
    desk.step(case.uid, "drop")

    assert code_of(lambda: take_back(desk.project, COUNTER, first.number)) == "undo.stands_on"


def test_two_who_step_at_once_do_not_both_succeed(desk: Counter) -> None:
    """Each sees the state as it is when the step is stored; what was read before and changed since is a conflict."""
    case = desk.case()
    with desk.project.reading() as reading:
        read = reading.get(Case, [case.uid])[0]
    other = Counter(open_project(desk.project.path), CHIEF)
    other.step(case.uid, "finish", {"receipt": "1"})

    assert code_of(lambda: desk.step(case.uid, "start")) == "case.no_such_step"
    with desk.project.work(COUNTER, "case.edit") as work, pytest.raises(Conflict, match=r"change\.conflict"):
        work.apply(ChangeSet("case.edit", (Change(read, replace(read, folder_at="ปลัด")),)))
    other.project.close()


def test_remarks_and_minutes_stand_in_one_list_with_who_wrote_them(desk: Counter) -> None:
    case = desk.case()
    comment(desk.project, COUNTER, case.uid, "โทรแล้วไม่รับ", desk.now + timedelta(hours=1))
    told = StepTold(
        text="เห็นชอบ", who="ประสิทธิ์ มั่นคง", position="ปลัดเทศบาล", on_paper=True, at=MORNING + timedelta(hours=2)
    )
    desk.pass_days(2)
    minute(desk.project, COUNTER, case.uid, told, desk.now)

    kinds = [(one.kind, one.who, one.position, one.on_paper) for one in file_of(desk, case.uid).steps[1:]]
    assert kinds == [
        (COMMENT, COUNTER.name, COUNTER.position, False), (MINUTE, "ประสิทธิ์ มั่นคง", "ปลัดเทศบาล", True),
    ]  # fmt: skip
    assert code_of(lambda: comment(desk.project, COUNTER, case.uid, "  ", desk.now)) == "case.needs_text"


def test_a_notice_of_the_law_needs_no_text(desk: Counter) -> None:
    case = desk.case()
    notice_sent(desk.project, COUNTER, case.uid, "papers_asked", StepTold(), desk.now)

    assert [one.event for one in file_of(desk, case.uid).steps if one.kind == NOTICE] == ["papers_asked"]


def test_number_state_and_clock_are_not_edited_other_things_are(desk: Counter) -> None:
    case = desk.case()
    edit_case(desk.project, COUNTER, case.uid, {"title": "ไฟทางดับ 3 ดวง", "priority": 1})
    move_folder(desk.project, COUNTER, case.uid, "หัวหน้าฝ่าย")

    after = desk.stored(case.uid)
    assert (after.title, after.priority, after.folder_at) == ("ไฟทางดับ 3 ดวง", 1, "หัวหน้าฝ่าย")
    assert [change[0] for edit in file_of(desk, case.uid).edits for change in edit.changed] != []
    for name in ("number", "kind", "state", "received_at", "starts_on", "due", "paused", "pin", "text_keys"):
        assert code_of(partial(edit_case, desk.project, COUNTER, case.uid, {name: ""})) == "case.fixed_field"


@pytest.mark.parametrize("days", [-1, 11])
def test_nothing_happened_before_a_case_came_in_or_happens_tomorrow(desk: Counter, days: int) -> None:
    case = desk.case()
    desk.pass_days(10)
    at = MORNING + timedelta(days=days)

    assert code_of(partial(desk.step, case.uid, "start", at=at)) == "case.bad_moment"
    told = StepTold(text="เห็นชอบ", at=at)
    assert code_of(partial(minute, desk.project, COUNTER, case.uid, told, desk.now)) == "case.bad_moment"


def test_blanks_tell_nothing(desk: Counter) -> None:
    case = desk.case()

    assert code_of(partial(desk.step, case.uid, "note", text="  ")) == "case.needs_text"


def test_no_private_number_stays_in_what_is_typed_beside_the_texts(desk: Counter) -> None:
    case = desk.case()
    told = StepTold(text="เห็นชอบ", who=f"สมชาย {PHONE}", position=f"โทร {PHONE}")
    minute(desk.project, COUNTER, case.uid, told, desk.now)
    edit_case(desk.project, COUNTER, case.uid, {"assignee": f"ช่าง {PHONE}", "external_id": NUMBER})

    assert leaks(desk.project.path, {PHONE, NUMBER}) == {}


def test_a_case_for_named_people_is_closed_to_all_others(desk: Counter) -> None:
    case = desk.case(visible_to=f"{CHIEF.name}|สมชาย ลับ")
    open_to_all = desk.case()
    with desk.project.work(COUNTER, "case.link") as work:
        follows = CaseLink(uid=new_uid(), case_uid=open_to_all.uid, kind="case", target_uid=case.uid, how="follows")
        place = CaseLink(uid=new_uid(), case_uid=case.uid, kind="parcel", target_uid=Uid("p"))
        work.apply(ChangeSet("case.link", (Change(None, follows), Change(None, place))))
        work.commit()

    assert code_of(lambda: desk.step(case.uid, "start")) == "case.not_for_you"
    assert code_of(lambda: file_of(desk, case.uid)) == "case.not_for_you"
    assert code_of(lambda: comment(desk.project, COUNTER, case.uid, "ใคร", desk.now)) == "case.not_for_you"
    desk.step(case.uid, "start", actor=CHIEF)
    assert file_of(desk, open_to_all.uid).others == []
    with desk.project.reading() as reading:
        assert cases_on(reading, COUNTER, Uid("p")) == []
        assert [one.uid for one in cases_on(reading, CHIEF, Uid("p"))] == [case.uid]


def test_who_only_looks_takes_no_step_and_opens_no_file(desk: Counter) -> None:
    case = desk.case()

    assert code_of(lambda: desk.step(case.uid, "start", actor=VIEWER)) == "role.may_not"
    with desk.project.reading() as reading:
        assert code_of(lambda: case_file(reading, VIEWER, DESK, case.uid, MORNING.date())) == "role.may_not"


def test_a_case_that_is_not_there_is_said_so(desk: Counter) -> None:
    assert code_of(lambda: desk.step(Uid("0" * 32), "start")) == "case.gone"


def test_a_refused_step_leaves_nothing_behind(desk: Counter) -> None:
    case = desk.case()
    with desk.project.reading() as reading:
        lines = len(reading.journal())

    assert code_of(lambda: desk.step(case.uid, "finish", actor=CHIEF)) == "permit.needs_receipt"
    with desk.project.reading() as reading:
        assert len(reading.journal()) == lines
        assert len(reading.having(CaseStep, "case_uid", [case.uid])) == 1


def test_moving_a_case_to_a_later_owner_of_work_keeps_the_project_sound(desk: Counter) -> None:
    case = desk.case()
    desk.step(case.uid, "start", division="water", assignee="สมชาย ประปา")

    after = desk.stored(case.uid)
    assert (after.division, after.assignee) == ("water", "สมชาย ประปา")


def test_private_numbers_in_reasons_are_masked_in_step_and_journal(desk: Counter) -> None:
    case = desk.case()
    desk.step(case.uid, "wait", reason="รอผู้ร้อง โทร 089-123-4567", until=date(2026, 2, 1))

    step = file_of(desk, case.uid).steps[-1]
    assert "089" not in step.reason
    assert step.text_keys != ""
    with desk.project.reading() as reading:
        assert "089" not in reading.journal(1)[0].reason
