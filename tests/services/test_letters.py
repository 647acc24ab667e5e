"""Letters taken in, numbered, made void, changed: what the book shows afterwards, and what is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_project
from tests.letters import CHIEF, COUNTER, ENGINEER, MONDAY, PREFIX, Registry, the_book
from tests.number_clerk import run_beside
from tests.petitions import a_lamp

from ltaxgis.domain.attachments import EML, MAIL, Attachment, PaperLook, Suggestion
from ltaxgis.domain.cases import CaseLink
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.correspondence import ANNOUNCEMENT, CERTIFICATE, COPY, NEWS, ORDER, STATEMENT, Recipient
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.numbering import VOID
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.letters import RegisterQuery
from ltaxgis.services.case_numbers import give_number
from ltaxgis.services.letter_numbers import enter_in_register, reserve_letter_number, reserved_numbers
from ltaxgis.services.letter_routing import RouteTo, receive_routing, route
from ltaxgis.services.letters import letter_from_look
from ltaxgis.services.petitions import receive_petition


@pytest.fixture
def registry(office_folder: Path) -> Iterator[Registry]:
    project = a_project(office_folder)
    yield Registry(project)
    project.close()


def test_a_letter_received_at_the_centre_has_the_next_number_and_is_due_by_its_urgency(registry: Registry) -> None:
    normal, most_urgent = registry.receive().case, registry.receive(urgency=3).case

    assert (normal.number, most_urgent.number) == ("1/2569", "2/2569")
    assert normal.due == date(2026, 1, 20)
    assert most_urgent.due == date(2026, 1, 5)


def test_the_first_letter_of_a_year_gets_one_whatever_the_last_year_ended_with(registry: Registry) -> None:
    with registry.project.work(COUNTER, "number.reserve") as work:
        series = registry.book.series["letter_in"]
        old = replace(give_number(work, series, date(2026, 12, 30)), uid=new_uid(), number=4317, text="4317/2569")
        work.apply(ChangeSet("number.reserve", (Change(None, old),)))
        work.commit()

    last = registry.on(2026, 12, 31).receive().case
    first = registry.on(2027, 1, 2).receive().case

    assert (last.number, first.number) == ("4318/2569", "1/2570")


def test_two_clerks_at_once_leave_no_gap_and_no_number_twice(registry: Registry) -> None:
    run_beside(registry.project.path, clerks=2, count=30, letters=True)

    assert [one.number for one in registry.given("letter_out")] == list(range(1, 41))
    assert [one.number for one in registry.given("letter_circular")] == list(range(1, 21))
    assert len({one.case_uid for one in registry.given("letter_out")}) == 40


def test_the_number_on_the_stamp_is_the_one_of_the_register(registry: Registry) -> None:
    case = registry.receive().case

    with registry.project.reading() as reading:
        [line] = reading.letter_register(RegisterQuery("letter_in", 2569, viewer=COUNTER.name)).lines

    assert (line.text, line.case_uid) == (case.number, case.uid)
    assert [one.text for one in registry.given("letter_in")] == [case.number]


def test_a_number_shown_in_thai_figures_is_found_by_arabic_ones(registry: Registry) -> None:
    for _ in range(12):
        case = registry.receive().case

    with registry.project.reading() as reading:
        found = [
            [one.uid for one in reading.case_page(CaseQuery("letters_in", text=text, viewer=COUNTER.name)).lines]
            for text in ("๑๒/๒๕๖๙", "12/2569")
        ]

    assert found == [[case.uid], [case.uid]]


def test_a_letter_is_found_by_half_a_word_of_whatever_it_says(registry: Registry) -> None:
    case = registry.receive(
        subject="ขอเชิญประชุมคณะกรรมการ", sender="อำเภอสันป่าตอง", their_number="ชม 0118/สป 77", remark="รอกองช่าง",
        summary="วาระเรื่องอ่างเก็บน้ำ",
    ).case  # fmt: skip
    registry.receive()

    with registry.project.reading() as reading:
        for text in ("กรรมกา", "สันป่า", "0118/สป", "กองช่า", "อ่างเก็บ"):
            page = reading.case_page(CaseQuery("letters_in", text=text, viewer=COUNTER.name))
            assert [one.uid for one in page.lines] == [case.uid], text


def test_a_separate_circular_does_not_use_an_ordinary_number(registry: Registry) -> None:
    numbers = [registry.quick().number, registry.quick(circular=True).number, registry.quick().number]

    assert numbers == [f"{PREFIX}/1", f"{PREFIX}/ว 1", f"{PREFIX}/2"]


def test_a_shared_circular_uses_the_ordinary_numbers(registry: Registry) -> None:
    registry.book = the_book(circular_sequence="shared")

    numbers = [registry.quick().number, registry.quick(circular=True).number, registry.quick().number]

    assert numbers == [f"{PREFIX}/1", f"{PREFIX}/ว 2", f"{PREFIX}/3"]


def test_a_void_number_keeps_its_line_and_is_never_given_again(registry: Registry) -> None:
    first = registry.quick()

    void, second = registry.void(first.uid), registry.quick()

    assert (void.state, void.number) == ("void", f"{PREFIX}/1")
    assert second.number == f"{PREFIX}/2"
    assert [(one.number, one.state, one.reason) for one in registry.given("letter_out")] == [
        (1, VOID, "พิมพ์ผิด"), (2, "used", ""),
    ]  # fmt: skip


def test_a_void_number_asks_for_its_reason(registry: Registry) -> None:
    numbered = registry.quick()

    with pytest.raises(Refused) as refusal:
        registry.void(numbered.uid, "  ")

    assert refusal.value.code == "case.needs_reason"


def test_a_number_by_telephone_needs_no_subject_which_comes_later(registry: Registry) -> None:
    numbered = registry.quick(subject="")

    filled = registry.edit(numbered.uid, subject="ตอบข้อหารือ", addressee="อำเภอเมือง")

    assert (numbered.state, numbered.title) == ("numbered", "")
    assert (filled.title, filled.number) == ("ตอบข้อหารือ", numbered.number)
    assert registry.letter(numbered.uid).addressee == "อำเภอเมือง"


def test_all_divisions_share_one_row_of_numbers_each_with_its_prefix(registry: Registry) -> None:
    numbers = [registry.quick(division="clerk").number, registry.quick(division="engineering").number]

    assert numbers == [f"{PREFIX}/1", f"{PREFIX}.2/2"]


@pytest.mark.parametrize("document", [ORDER, ANNOUNCEMENT, STATEMENT, NEWS, CERTIFICATE])
def test_orders_and_the_like_count_on_their_own(registry: Registry, document: str) -> None:
    registry.quick()

    assert registry.quick(document=document).number == "1/2569"


def test_a_number_dated_back_stands_under_its_day_with_who_and_why(registry: Registry) -> None:
    registry.on(2026, 1, 8)

    letter = registry.quick(dated=date(2026, 1, 6), reason="หนังสือลงนามวันที่ 6")

    assert registry.letter(letter.uid).numbered_on == date(2026, 1, 6)
    assert registry.given("letter_out")[0].dated == date(2026, 1, 6)
    with registry.project.reading() as reading:
        line = reading.journal(1)[0]
    assert (line.actor, line.reason) == (COUNTER.name, "หนังสือลงนามวันที่ 6")


@pytest.mark.parametrize(
    ("dated", "reason", "code"),
    [
        (date(2026, 1, 3), "ลืม", "number.past_day"),  # a Saturday
        (date(2025, 12, 30), "ลืม", "number.past_day"),  # another year
        (date(2026, 1, 9), "ลืม", "number.past_day"),  # to come
        (date(2026, 1, 6), "", "number.needs_why"),
    ],
)
def test_a_number_is_dated_back_only_with_a_reason_to_a_working_day_of_the_year(
    registry: Registry, dated: date, reason: str, code: str
) -> None:
    registry.on(2026, 1, 8)

    with pytest.raises(Refused) as refusal:
        registry.quick(dated=dated, reason=reason)

    assert refusal.value.code == code
    assert registry.given("letter_out") == []


def test_a_reserved_number_is_used_by_the_letter_it_was_kept_for(registry: Registry) -> None:
    kept = reserve_letter_number(registry.project, COUNTER, registry.book, "clerk", registry.today, reason="รอลงนาม")
    between = registry.quick()
    with registry.project.reading() as reading:
        waiting = reserved_numbers(reading, registry.book, "clerk", "external", False, 2569)

    used = registry.quick(reserved=waiting[0].uid, division="engineering")

    assert (kept.number, between.number) == (1, f"{PREFIX}/2")
    assert used.number == f"{PREFIX}.2/1"
    with pytest.raises(Refused, match="not_reserved"):
        registry.quick(reserved=kept.uid)


def test_a_draft_is_numbered_once(registry: Registry) -> None:
    draft = registry.draft().case
    assert draft.number == ""

    assert registry.number(draft.uid).number == f"{PREFIX}/1"

    with pytest.raises(Refused):
        registry.number(draft.uid)
    assert len(registry.given("letter_out")) == 1


def test_an_office_that_signs_first_gives_no_number_before(registry: Registry) -> None:
    registry.book = the_book(number_first=False)
    draft = registry.draft().case
    with pytest.raises(Refused) as refusal:
        registry.number(draft.uid)

    registry.step(draft.uid, "sign", CHIEF)

    assert refusal.value.code == "letter.needs_signature"
    assert registry.number(draft.uid).number == f"{PREFIX}/1"
    assert registry.letter(draft.uid).signer == CHIEF.name


def test_a_letter_for_many_has_one_number(registry: Registry) -> None:
    many = [Recipient(uid=Uid(""), case_uid=Uid(""), name=f"หมู่ที่ {n}") for n in range(300)]

    letter = registry.quick(circular=True, recipients=many)

    assert len(registry.given("letter_circular")) == 1
    people = registry.recipients(letter.uid)
    assert [one.name for one in people] == [f"หมู่ที่ {n}" for n in range(300)]
    assert len({one.uid for one in people}) == 300


def test_a_division_receives_directly_with_its_own_number(registry: Registry) -> None:
    numbers = [
        registry.receive(at_division=True, division="engineering").case.number,
        registry.receive(at_division=True, division="finance").case.number,
        registry.receive(at_division=True, division="engineering").case.number,
        registry.receive().case.number,
    ]

    assert numbers == ["1/2569", "1/2569", "2/2569", "1/2569"]


@pytest.mark.parametrize(("hour", "minute", "starts"), [(16, 29, date(2026, 1, 9)), (16, 31, date(2026, 1, 12))])
def test_what_comes_after_hours_counts_from_the_next_working_day(
    registry: Registry, hour: int, minute: int, starts: date
) -> None:
    at = datetime(2026, 1, 9, hour - 7, minute, tzinfo=UTC)  # a Friday

    case = registry.on(2026, 1, 12).receive(received_at=at).case

    assert (case.received_at, case.starts_on) == (at, starts)


def test_a_letter_of_a_holiday_counts_from_the_next_working_day(registry: Registry) -> None:
    at = datetime(2026, 1, 1, 3, 0, tzinfo=UTC)

    case = registry.receive(received_at=at).case

    assert case.starts_on == registry.book.days.working_from(date(2026, 1, 2))


def test_another_urgency_is_another_day(registry: Registry) -> None:
    case = registry.receive().case

    assert registry.edit(case.uid, urgency=2).due == date(2026, 1, 6)


def test_a_secret_letter_names_who_may_see_it_and_keeps_no_text(registry: Registry) -> None:
    with pytest.raises(Refused) as unnamed:
        registry.receive(secrecy=1)
    with pytest.raises(Refused) as text:
        registry.receive(secrecy=1, named=[CHIEF.name], body="เนื้อความ")

    case = registry.receive(secrecy=2, named=[CHIEF.name], subject="เรื่องลับ").case

    assert (unnamed.value.code, text.value.code) == ("letter.needs_named", "letter.secret_text")
    assert case.visible_to == f"{CHIEF.name}|{COUNTER.name}"
    with registry.project.reading() as reading:
        assert reading.search("เรื่องลับ") == []
    with pytest.raises(Refused) as other:
        registry.step(case.uid, "take", ENGINEER)
    assert other.value.code == "case.not_for_you"


def test_a_letter_with_papers_does_not_become_secret(registry: Registry) -> None:
    case = registry.receive().case
    scan = Attachment(uid=new_uid(), case_uid=case.uid, name="สแกน.pdf", kind="scan")
    with registry.project.work(COUNTER, "case.attach") as work:
        work.apply(ChangeSet("case.attach", (Change(None, scan),)))
        work.commit()

    with pytest.raises(Refused) as refusal:
        registry.edit(case.uid, secrecy=1, named=[CHIEF.name])

    assert refusal.value.code == "letter.secret_papers"


def test_identity_numbers_are_masked_and_telephone_numbers_of_the_text_stay(registry: Registry) -> None:
    case = registry.quick(subject="ของ 1000000000009", body="โทร 0891234567 เลข 1000000000009")

    letter = registry.letter(case.uid)

    assert "1000000000009" not in case.title + letter.body
    assert "0891234567" in letter.body
    assert case.text_keys


def test_a_reply_is_linked_to_what_it_answers(registry: Registry) -> None:
    asked = registry.receive().case

    reply = registry.draft(answers=asked.uid).case

    with registry.project.reading() as reading:
        links = reading.having(CaseLink, "case_uid", [reply.uid])
    assert [(one.target_uid, one.how) for one in links] == [(asked.uid, "answers")]


def test_a_mail_that_was_looked_at_fills_in_the_letter() -> None:
    said = Suggestion(title="เชิญประชุม", sender="อำเภอเมือง <a@b.th>", on=date(2026, 1, 2), number="ชม 0118/55")
    look = PaperLook(path=Path("ก.eml"), name="ก.eml", media=EML, size=1, sha256="0", text="ขอเชิญ", suggested=said)

    draft = letter_from_look(look)

    assert (draft.subject, draft.their_number, draft.dated) == ("เชิญประชุม", "ชม 0118/55", date(2026, 1, 2))
    assert (draft.channel, draft.summary, look.kind) == ("email", "ขอเชิญ", MAIL)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"subject": " "}, "letter.needs_subject"),
        ({"document": "rumour"}, "letter.no_document"),
        ({"urgency": 4}, "letter.no_degree"),
        ({"at_division": True}, "letter.needs_division"),
        ({"subject": "ก" * 2001}, "letter.too_long"),
    ],
)
def test_what_cannot_be_received_is_refused(registry: Registry, told: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        registry.receive(**told)

    assert refusal.value.code == code
    assert registry.given("letter_in") == []


def test_a_petition_that_is_a_letter_too_is_entered_once(registry: Registry) -> None:
    petition = receive_petition(registry.project, COUNTER, registry.book, a_lamp(), registry.now).case
    letter = registry.receive().case

    number = enter_in_register(registry.project, COUNTER, registry.book, petition.uid, registry.now)

    assert (letter.number, number, registry.case(petition.uid).register_number) == ("1/2569", "2/2569", "2/2569")
    assert len(registry.given("letter_in")) == 2
    codes = []
    for uid in (petition.uid, letter.uid):
        with pytest.raises(Refused) as refusal:
            enter_in_register(registry.project, COUNTER, registry.book, uid, registry.now)
        codes.append(refusal.value.code)
    assert codes == ["letter.numbered_already", "letter.in_register"]


def test_a_draft_becomes_another_kind_until_it_has_its_number(registry: Registry) -> None:
    draft = registry.draft().case
    changed = registry.edit(draft.uid, document=ORDER)

    numbered = registry.number(draft.uid)

    assert (changed.kind, numbered.number) == (ORDER, "1/2569")
    with pytest.raises(Refused) as refusal:
        registry.edit(draft.uid, document=NEWS)
    assert refusal.value.code == "letter.numbered_already"


def test_a_void_number_does_not_take_the_divisions_numbers_with_it(registry: Registry) -> None:
    case = registry.quick()
    copied = [RouteTo("finance", purpose=COPY)]
    route(registry.project, COUNTER, registry.book, case.uid, copied, registry.now)
    receive_routing(registry.project, COUNTER, registry.book, registry.routings(case.uid)[0].uid, registry.now)

    registry.void(case.uid)

    assert [one.state for one in registry.given("letter_out")] == [VOID]
    assert [one.state for one in registry.given("division_in")] == ["used"]


def test_a_secret_letter_stands_in_nobody_elses_list_search_or_count(registry: Registry) -> None:
    registry.receive(secrecy=1, named=[CHIEF.name], subject="ย้ายเจ้าหน้าที่", their_number="ลับ 77")
    asked = CaseQuery("letters_in", viewer=ENGINEER.name)

    with registry.project.reading() as reading:
        assert reading.case_page(asked).total == 0
        for text in ("ย้ายเจ้า", "1/2569", "ลับ 77", COUNTER.name):
            assert reading.case_page(replace(asked, text=text)).total == 0
            assert [hit for hit in reading.search(text) if hit.kind == "case"] == []
        assert reading.case_counts("letters_in", registry.today, ENGINEER.name).states == {}
        assert reading.case_page(replace(asked, viewer=CHIEF.name)).total == 1


def test_a_field_of_the_case_is_not_changed_with_the_letter(registry: Registry) -> None:
    case = registry.receive().case

    with pytest.raises(Refused) as refusal:
        registry.edit(case.uid, number="9/2569")

    assert refusal.value.code == "case.fixed_field"


def test_what_was_changed_is_undone(registry: Registry) -> None:
    case = registry.receive().case
    registry.edit(case.uid, subject="อีกเรื่อง", remark="ด่วน")
    with registry.project.reading() as reading:
        last = reading.journal(1)[0]

    with registry.project.work(COUNTER, "undo") as work:
        work.undo(last.number)
        work.commit()

    assert registry.case(case.uid).title == case.title
    assert registry.letter(case.uid).remark == ""


@pytest.mark.parametrize("urgency", [0, 3])
def test_what_must_arrive_by_a_day_is_due_on_it_through_all_its_steps(registry: Registry, urgency: int) -> None:
    saturday = datetime(2026, 1, 10, 12, 0, tzinfo=BANGKOK)
    case = registry.receive(arrive_by=saturday, urgency=urgency).case
    assert case.due == date(2026, 1, 10)
    registry.step(case.uid, "propose")
    registry.edit(case.uid, urgency=2)
    assert registry.case(case.uid).due == date(2026, 1, 10)
    registry.edit(case.uid, arrive_by=None)
    assert registry.case(case.uid).due == date(2026, 1, 6), "by its urgency again: one working day"


def test_a_letter_that_goes_out_is_due_where_it_must_arrive_by_a_day(registry: Registry) -> None:
    draft = registry.draft(arrive_by=MONDAY + timedelta(days=1)).case
    assert draft.due == date(2026, 1, 6)
    assert registry.number(draft.uid).due == date(2026, 1, 6)
    assert registry.draft().case.due is None


def test_secret_letters_count_in_books_of_their_own(registry: Registry) -> None:
    secret: dict[str, Any] = {"secrecy": 1, "named": [CHIEF.name]}
    assert [registry.receive(**told).case.number for told in ({}, secret, {})] == ["1/2569", "ลับ 1/2569", "2/2569"]
    numbers = [registry.quick(**told).number for told in ({}, {**secret, "circular": True}, {})]
    assert numbers == [f"{PREFIX}/1", f"{PREFIX}/ลับ 1", f"{PREFIX}/2"]
    registry.book = the_book(secret_books="shared")
    assert registry.receive(**secret).case.number == "3/2569"
