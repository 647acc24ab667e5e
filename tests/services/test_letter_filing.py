"""Letters in their files, on loan, on hold, on the way to destruction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.case_desk import CHIEF, COUNTER, MORNING, shipped_book

from ltaxgis.domain.cases import Case, StepTold
from ltaxgis.domain.correspondence import DestructionLine, Folder, Letter, Loan
from ltaxgis.domain.correspondence_desk import LETTERS_IN
from ltaxgis.domain.desks import CaseDraft
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.services.case_steps import take_step
from ltaxgis.services.cases import receive
from ltaxgis.services.destruction import (
    approve_list,
    archives_answered,
    carry_out,
    destruction_file,
    destructions,
    make_list,
    mark_lines,
    name_committee,
    send_to_archives,
    surveyed,
)
from ltaxgis.services.letter_filing import (
    due_for_archives,
    file_letter,
    folders,
    give_back,
    hand_over,
    hold,
    keep_folder,
    lend,
    letter_of,
    loans,
    open_loan,
)
from ltaxgis.storage.project import SqlProject

BOOK = shipped_book()
COMMITTEE = [("วีระ ปลัด", "ปลัดเทศบาล"), ("สมศรี ธุรการ", "เจ้าพนักงานธุรการ"), ("ประยูร ช่าง", "นายช่างโยธา")]
SURVEY_DAY = date(2028, 1, 10)


@dataclass
class Shelf:
    """The storage unit of a town hall."""

    project: SqlProject
    now: datetime = MORNING

    def folder(self, retention: str = "routine", code: str = "03", year: int = 2569) -> Folder:
        made = Folder(uid=new_uid(), code=code, title="โต้ตอบทั่วไป", year=year, retention=retention)
        keep_folder(self.project, COUNTER, BOOK, made)
        return made

    def letter(self, title: str = "ขอความอนุเคราะห์", **told: str) -> Uid:
        letter = Letter(uid=new_uid(), case_uid=Uid(""), direction="in", sender="อำเภอตัวอย่าง")
        draft = CaseDraft(kind="external", title=title, of_desk=(letter,), with_pin=False, **told)  # type: ignore[arg-type]
        return receive(self.project, COUNTER, BOOK, LETTERS_IN, draft, self.now).case.uid

    def filed(self, folder: Folder, **told: str) -> Uid:
        uid = self.letter(**told)
        file_letter(self.project, COUNTER, BOOK, uid, folder.uid, self.now)
        return uid

    def case(self, uid: Uid) -> Case:
        with self.project.reading() as reading:
            return reading.get(Case, [uid])[0]

    def paper(self, uid: Uid) -> Letter:
        with self.project.reading() as reading:
            return letter_of(reading, self.case(uid))

    def due(self, day: date = SURVEY_DAY) -> list[Uid]:
        with self.project.reading() as reading:
            return [case.uid for case, _ in surveyed(reading, COUNTER, day)]

    def made_list(self, day: date = SURVEY_DAY) -> Uid:
        make_list(self.project, COUNTER, day)
        with self.project.reading() as reading:
            return destructions(reading)[0].uid

    def lines(self, list_uid: Uid) -> list[DestructionLine]:
        with self.project.reading() as reading:
            return sorted(reading.having(DestructionLine, "destruction_uid", [list_uid]), key=lambda one: one.place)

    def approved(self, uids: Sequence[Uid], mark: str = "destroy", until: date | None = None) -> Uid:
        told = self.made_list()
        name_committee(self.project, COUNTER, told, COMMITTEE)
        wanted = [one.uid for one in self.lines(told) if one.case_uid in uids]
        mark_lines(self.project, COUNTER, [one.uid for one in self.lines(told)], "destroy")
        mark_lines(self.project, COUNTER, wanted, mark, until)
        send_to_archives(self.project, COUNTER, told, SURVEY_DAY)
        archives_answered(self.project, COUNTER, told, "agreed", SURVEY_DAY)
        approve_list(self.project, CHIEF, BOOK, told, "วีระ ปลัด", SURVEY_DAY)
        return told


@pytest.fixture
def shelf(office_folder: Path) -> Shelf:
    return Shelf(a_project(office_folder))


LATER = datetime(2028, 5, 1, 3, 0, tzinfo=UTC)


def test_a_filed_letter_is_closed_and_its_time_runs_from_its_year(shelf: Shelf) -> None:
    folder = shelf.folder("routine")
    uid = shelf.filed(folder)

    assert shelf.case(uid).state == "filed"
    assert shelf.case(uid).closed_on == date(2026, 1, 5)
    assert (shelf.paper(uid).folder_uid, shelf.paper(uid).keep_until) == (folder.uid, date(2027, 12, 31))
    with shelf.project.reading() as reading:
        assert [(one.folder.code, one.count) for one in folders(reading)] == [("03", 1)]


def test_time_runs_from_when_the_matter_ended_not_from_when_it_was_filed(shelf: Shelf) -> None:
    uid = shelf.letter()
    take_step(shelf.project, COUNTER, BOOK, LETTERS_IN, uid, "close", StepTold(), shelf.now)
    shelf.now += timedelta(days=400)
    file_letter(shelf.project, COUNTER, BOOK, uid, shelf.folder("routine").uid, shelf.now)

    assert shelf.paper(uid).keep_until == date(2027, 12, 31)


def test_a_closed_file_takes_nothing_and_a_code_stands_once_a_year(shelf: Shelf) -> None:
    folder = shelf.folder()
    with pytest.raises(Refused, match=r"folder\.twice"):
        shelf.folder()
    shelf.folder(year=2570)
    keep_folder(shelf.project, COUNTER, BOOK, Folder(
        uid=folder.uid, code="03", title="โต้ตอบทั่วไป", year=2569, retention="routine", closed=True))  # fmt: skip

    with pytest.raises(Refused, match=r"folder\.closed"):
        shelf.filed(folder)


def test_a_lent_letter_cannot_be_lent_again_and_comes_back(shelf: Shelf) -> None:
    uid = shelf.filed(shelf.folder())
    lend(shelf.project, COUNTER, BOOK, uid, "นายช่าง ประยูร", "นายช่างโยธา", "engineering", date(2026, 1, 5))
    with pytest.raises(Refused, match=r"loan\.lent_already"):
        lend(shelf.project, COUNTER, BOOK, uid, "คนอื่น", "", "", date(2026, 1, 6))
    with shelf.project.reading() as reading:
        (line,) = loans(reading, COUNTER, date(2026, 1, 25))
    assert (line.loan.due, line.late) == (date(2026, 1, 20), 5)
    give_back(shelf.project, COUNTER, line.loan.uid, "", date(2026, 1, 25))

    with shelf.project.reading() as reading:
        assert open_loan(reading, uid) is None
        assert [one.returned_by for one in reading.having(Loan, "case_uid", [uid])] == ["นายช่าง ประยูร"]
        assert loans(reading, COUNTER, date(2026, 1, 25)) == []


def test_what_is_lent_held_or_not_due_is_not_surveyed(shelf: Shelf) -> None:
    routine, normal = shelf.folder("routine"), shelf.folder("normal", "04")
    due, lent, held = (shelf.filed(routine) for _ in range(3))
    shelf.filed(normal)
    shelf.letter()
    lend(shelf.project, COUNTER, BOOK, lent, "ประยูร", "", "", date(2026, 1, 5))
    hold(shelf.project, COUNTER, held, "มีคดีในศาลปกครอง")

    assert shelf.due() == [due]
    assert shelf.due(date(2027, 1, 10)) == []
    hold(shelf.project, COUNTER, held, "")
    assert set(shelf.due()) == {due, held}


def test_a_list_is_made_once_a_year(shelf: Shelf) -> None:
    with pytest.raises(Refused, match=r"destruction\.nothing_due"):
        shelf.made_list()
    shelf.filed(shelf.folder())
    told = shelf.made_list()

    assert len(shelf.lines(told)) == 1
    assert shelf.due() == []
    with pytest.raises(Refused, match=r"destruction\.made_already"):
        shelf.made_list()


def test_each_step_asks_for_the_one_before(shelf: Shelf) -> None:
    shelf.filed(shelf.folder())
    told = shelf.made_list()
    with pytest.raises(Refused, match=r"destruction\.committee_too_small"):
        name_committee(shelf.project, COUNTER, told, COMMITTEE[:2])
    with pytest.raises(Refused, match=r"destruction\.committee_too_small"):
        send_to_archives(shelf.project, COUNTER, told, SURVEY_DAY)
    name_committee(shelf.project, COUNTER, told, COMMITTEE)
    with pytest.raises(Refused, match=r"destruction\.unmarked"):
        send_to_archives(shelf.project, COUNTER, told, SURVEY_DAY)
    lines = [one.uid for one in shelf.lines(told)]
    with pytest.raises(Refused, match=r"destruction\.needs_until"):
        mark_lines(shelf.project, COUNTER, lines, "extend")
    mark_lines(shelf.project, COUNTER, lines, "destroy")
    with pytest.raises(Refused, match=r"destruction\.not_sent"):
        archives_answered(shelf.project, COUNTER, told, "agreed", SURVEY_DAY)
    send_to_archives(shelf.project, COUNTER, told, SURVEY_DAY)
    for days in (0, 59):
        with pytest.raises(Refused, match=r"destruction\.archives_open"):
            approve_list(shelf.project, CHIEF, BOOK, told, "", SURVEY_DAY + timedelta(days=days))
    with pytest.raises(Refused, match=r"destruction\.not_approved"):
        carry_out(shelf.project, CHIEF, told, "ย่อย", LATER)

    approve_list(shelf.project, CHIEF, BOOK, told, "", SURVEY_DAY + timedelta(days=60))
    with pytest.raises(Refused, match=r"destruction\.approved_already"):
        mark_lines(shelf.project, COUNTER, lines, "")


def test_what_is_carried_out_is_destroyed_and_stays_in_the_register(shelf: Shelf) -> None:
    folder = shelf.folder()
    gone, kept = shelf.filed(folder), shelf.filed(folder)
    told = shelf.approved([kept], "extend", date(2030, 12, 31))
    carry_out(shelf.project, CHIEF, told, "ย่อยด้วยเครื่อง", LATER)

    assert (shelf.case(gone).state, shelf.case(kept).state) == ("destroyed", "filed")
    assert shelf.paper(kept).keep_until == date(2030, 12, 31)
    with shelf.project.reading() as reading:
        seen = destruction_file(reading, COUNTER, BOOK, told, LATER.date())
    assert [case.uid for _, case, _ in seen.lines] == [gone, kept]
    assert seen.list.destroyed_on == date(2028, 5, 1)
    with pytest.raises(Refused, match=r"destruction\.done_already"):
        carry_out(shelf.project, CHIEF, told, "", LATER)
    assert shelf.due(date(2031, 1, 5)) == [kept]


@pytest.mark.parametrize("why", ["loan", "hold"])
def test_a_letter_lent_or_held_meanwhile_stops_the_whole_list(shelf: Shelf, why: str) -> None:
    folder = shelf.folder()
    first, second = shelf.filed(folder), shelf.filed(folder)
    told = shelf.approved([])
    if why == "loan":
        lend(shelf.project, COUNTER, BOOK, second, "ประยูร", "", "", SURVEY_DAY)
    else:
        hold(shelf.project, COUNTER, second, "มีคดี")

    with pytest.raises(Refused, match=r"letter\.(on_loan|held)"):
        carry_out(shelf.project, CHIEF, told, "", LATER)
    assert {shelf.case(first).state, shelf.case(second).state} == {"filed"}


def test_a_letter_is_not_destroyed_past_its_list(shelf: Shelf) -> None:
    uid = shelf.filed(shelf.folder())

    with pytest.raises(Refused, match=r"letter\.not_approved_for_destruction"):
        take_step(shelf.project, CHIEF, BOOK, LETTERS_IN, uid, "destroy", StepTold(), LATER)


def test_letters_of_twenty_years_go_to_the_archives_once(shelf: Shelf) -> None:
    shelf.now = datetime(2006, 6, 1, 3, 0, tzinfo=UTC)
    old = shelf.filed(shelf.folder("historic"))
    shelf.now = MORNING
    shelf.filed(shelf.folder("historic", "05"))
    with shelf.project.reading() as reading:
        assert due_for_archives(reading, COUNTER, BOOK, 2568) == []
        assert [case.uid for case, _ in due_for_archives(reading, COUNTER, BOOK, 2569)] == [old]
    hand_over(shelf.project, COUNTER, [old], date(2027, 1, 31))

    with shelf.project.reading() as reading:
        assert due_for_archives(reading, COUNTER, BOOK, 2569) == []


def test_who_may_not_see_a_letter_sees_it_on_no_list(shelf: Shelf) -> None:
    shelf.filed(shelf.folder(), title="เรื่องลับ", visible_to=COUNTER.name)

    with shelf.project.reading() as reading:
        assert len(surveyed(reading, COUNTER, SURVEY_DAY)) == 1
        assert surveyed(reading, CHIEF, SURVEY_DAY) == []
