"""Drafts of every document of the regulation, with the least and with the most that they may say."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ltaxgis.domain.correspondence import (
    ANNOUNCEMENT,
    BY_LAW,
    CERTIFICATE,
    EXTERNAL,
    INTERNAL,
    MINUTES,
    NEWS,
    ORDER,
    OUT,
    RULE,
    STAMPED,
    STATEMENT,
    Destruction,
    DestructionLine,
    Folder,
    Letter,
    Loan,
    Recipient,
)
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.papers.handing_over import ENVELOPES
from ltaxgis.domain.papers.paper import Paper
from ltaxgis.ports.letters import RegisterLine
from ltaxgis.services.case_file import CaseFile
from ltaxgis.services.destruction import DestructionFile
from ltaxgis.services.destruction_paper import destruction_list
from ltaxgis.services.letter_books import (
    LetterLine,
    archive_list,
    delivery_book,
    kept_register,
    loan_card,
    register_book,
    transfer_list,
)
from ltaxgis.services.letter_papers import LetterAsked, letter_paper, recipients, the_letter
from ltaxgis.services.post_room import envelopes, letter_receipts, minute_sheet, receiving_stamp
from ltaxgis.services.stationery import Stationery
from tests.paper_samples import HARD, LONG, SENTENCE, TITLE, TODAY, a_case, a_file, a_minute, book, stationery

DRAFTS = (EXTERNAL, INTERNAL, STAMPED, ORDER, RULE, BY_LAW, ANNOUNCEMENT, STATEMENT, NEWS, CERTIFICATE, MINUTES)
BODY = f"ตามหนังสือที่อ้างถึง ขอให้เทศบาลส่งข้อมูลที่ดิน นั้น\nเทศบาลได้ดำเนินการแล้ว {HARD}\nจึงเรียนมาเพื่อโปรดทราบ"
LONG_BODY = "\n".join(
    ["# เรื่องเดิม", LONG[:1800], "# ข้อเท็จจริง", SENTENCE, "1. ข้อแรก", "2. ข้อที่สอง", LONG[:1500], "จึงเรียนมาเพื่อโปรดพิจารณา"]
)


def office(**page: Any) -> Stationery:
    """The stationery of a town that has told its prefix, telephone and chief."""
    told = book()
    letters = {
        **told.tables["letters"], "prefix": {"clerk": "ชม 52303", "engineering": "ชม 52303.2"}, "phone": "0 5321 1234",
        "email": "saraban@thasaengkham.go.th", "address": ["ถนนเจริญราษฎร์ อำเภอเมือง", "จังหวัดเชียงใหม่ 50000"],
        "signer": {"name": "นายสมชาย ใจดี", "position": "นายกเทศมนตรีตำบลท่าแสงคำ"}, **page,
    }  # fmt: skip
    return stationery(book=replace(told, tables={**told.tables, "letters": letters}))


def people(count: int) -> tuple[Recipient, ...]:
    return tuple(
        Recipient(uid=new_uid(), case_uid=new_uid(), place=n, name=f"ผู้อำนวยการโรงเรียนบ้านท่าแสงคำที่ {n}")
        for n in range(1, count + 1)
    )


def a_letter_file(
    document: str = EXTERNAL, *, to: int = 0, case: dict[str, Any] | None = None, minutes: int = 0, **told: Any
) -> CaseFile:
    """A letter of today; `case` are fields of its case, `to` how many it goes to."""
    of_case = {"number": "ชม 52303/123", "title": "ส่งข้อมูลที่ดินและสิ่งปลูกสร้าง", "division": "clerk", "state": "draft",
               "kind": document, **(case or {})}  # fmt: skip
    made = a_case("letters_out", **of_case)
    given = {"dated": TODAY, "addressee": "ผู้ว่าราชการจังหวัดเชียงใหม่", "body": BODY, **told}
    letter = Letter(uid=new_uid(), case_uid=made.uid, direction=OUT, document=document, **given)
    steps = tuple(a_minute(made, "หัวหน้าฝ่ายธุรการ", f"เพื่อโปรดพิจารณา {HARD}", 6 + n) for n in range(minutes))
    return a_file(made, {}, (letter, *people(to)), steps)


def a_draft(document: str = EXTERNAL, asked: LetterAsked | None = None, **told: Any) -> Paper:
    return letter_paper(office(), a_letter_file(document, **told), asked)


def long_draft(document: str) -> Paper:
    """With references, enclosures, all marks, a long text, many addressees, minutes."""
    file = a_letter_file(
        document, to=40, minutes=3, case={"title": TITLE, "priority": 3, "secrecy": 1}, body=LONG_BODY,
        references="หนังสือจังหวัดเชียงใหม่ ที่ ชม 0017/1234 ลงวันที่ 2 มกราคม 2569\n"
                   "หนังสือเทศบาล ที่ ชม 52303/99 ลงวันที่ 5 มกราคม 2569",
        enclosures="ข้อมูลแปลงที่ดิน จำนวน 1 ชุด\nแผนที่ จำนวน 2 แผ่น", arrive_by=datetime(2026, 1, 16, 5, 0, tzinfo=UTC),
        signer="นางสาววีณา รักษ์ดี", signer_position="ปลัดเทศบาล", acting_for="รักษาราชการแทน นายกเทศมนตรีตำบลท่าแสงคำ",
    )  # fmt: skip
    return letter_paper(office(), file, LetterAsked(minuted=True, copy=True))


def another_day(day: date) -> str:
    paper = a_draft(dated=day)
    return str(getattr(paper, "day"))  # noqa: B009


def a_register_line(number: int, day: date = TODAY, **told: Any) -> RegisterLine:
    """A number of the register of letters that came."""
    given = {
        "series": "letter_in", "number": number, "text": f"{number}/2569", "state": "used", "reason": "", "day": day,
        "their_number": f"ชม 0017/{number}", "dated": day, "sender": "จังหวัดเชียงใหม่", "addressee": "นายกเทศมนตรี",
        "subject": TITLE if number % 4 == 0 else "ขอข้อมูลที่ดินและสิ่งปลูกสร้าง", "division": "engineering", **told,
    }  # fmt: skip
    return RegisterLine(number_uid=new_uid(), **given)


def register_lines(count: int, per_day: int = 12) -> list[RegisterLine]:
    lines = [a_register_line(n, date(2026, 1, 5) + timedelta(days=(n - 1) // per_day)) for n in range(1, count + 1)]
    if count > 3:
        lines[2] = replace(lines[2], state="void", reason="ออกเลขซ้ำ")
    return lines


def letter_lines(count: int) -> list[LetterLine]:
    made = []
    for n in range(1, count + 1):
        file = a_letter_file(case={"number": f"ชม 52303/{n}"}, to=1, filed_on=TODAY, keep_until=date(2036, 12, 31))
        folder = Folder(uid=new_uid(), code="09", title="พัสดุ", year=2569, retention="normal")
        made.append(LetterLine(file.case, the_letter(file), folder, recipients(file)))
    return made


def a_destruction(count: int) -> DestructionFile:
    told = Destruction(
        uid=new_uid(), year=2568, surveyed_on=date(2026, 1, 10), division="clerk",
        committee="นางสาววีณา รักษ์ดี|ปลัดเทศบาล\nนายชัย ทดสอบ|หัวหน้าสำนักปลัด\n"
                  "นายสมชาย ใจดี|เจ้าพนักงานธุรการชำนาญงาน" if count else "",
    )  # fmt: skip
    lines = []
    for n in range(1, count + 1):
        file = a_letter_file(case={"number": f"ชม 52303/{n}"}, dated=date(2023, 3, 15))
        mark = (
            {"mark": "extend", "until": date(2030, 12, 31), "note": "ยังใช้อ้างอิง"} if n % 5 == 0 else {"mark": "destroy"}
        )
        line = DestructionLine(uid=new_uid(), destruction_uid=told.uid, case_uid=file.case.uid, place=n, **mark)
        lines.append((line, file.case, the_letter(file)))
    return DestructionFile(told, lines, False)


def loans(count: int) -> list[Loan]:
    return [
        Loan(uid=new_uid(), case_uid=new_uid(), borrower="นายวิชัย ช่าง", position="ผู้อำนวยการกองช่าง",
             division="engineering", lent_by="สมศรี สารบรรณ", lent_on=TODAY, due=date(2026, 1, 30))
        for _ in range(count)
    ]  # fmt: skip


def every_book() -> dict[str, Paper]:
    """All books and small papers."""
    paper, file = office(), a_letter_file(to=2, minutes=3, case={"title": TITLE, "priority": 3})
    lines = letter_lines(30)
    return {
        "in": register_book(paper, "in", register_lines(60)),
        "out": register_book(paper, "out", register_lines(30)),
        "empty": register_book(paper, "in", []),
        "delivery": delivery_book(paper, lines[:8], TODAY),
        "transfer": transfer_list(paper, lines, "clerk"),
        "kept": kept_register(paper, lines, 2569),
        "archive": archive_list(paper, lines, 2549),
        "loan": loan_card(paper, file.case, the_letter(file), loans(2)),
        "form25": destruction_list(paper, a_destruction(40), {}),
        "form25_empty": destruction_list(paper, a_destruction(0), {}),
        "stamp": receiving_stamp(paper, "1234/2569", datetime(2026, 1, 5, 2, 12, tzinfo=UTC)),
        "stamp_division": receiving_stamp(paper, "88/2569", datetime(2026, 1, 5, 2, 12, tzinfo=UTC), "health"),
        **{f"envelope_{size}": envelopes(paper, file, size)[0] for size in ENVELOPES},
        "receipt": letter_receipts(paper, file)[0],
        "minutes": minute_sheet(paper, file),
    }  # fmt: skip
