"""Drafts of every document of the regulation, with the least and with the most that they may say."""

from dataclasses import replace
from datetime import UTC, date, datetime
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
    Letter,
    Recipient,
)
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.papers.paper import Paper
from ltaxgis.services.case_file import CaseFile
from ltaxgis.services.letter_papers import LetterAsked, letter_paper
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
        Recipient(uid=new_uid(), case_uid=new_uid(), place=n, name=f"ผู้อำนวยการโรงเรียนบ้านท่าแสงคำที่ {n}") for n in range(1, count + 1)
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
        references="หนังสือจังหวัดเชียงใหม่ ที่ ชม 0017/1234 ลงวันที่ 2 มกราคม 2569\nหนังสือเทศบาล ที่ ชม 52303/99 ลงวันที่ 5 มกราคม 2569",
        enclosures="ข้อมูลแปลงที่ดิน จำนวน 1 ชุด\nแผนที่ จำนวน 2 แผ่น", arrive_by=datetime(2026, 1, 16, 5, 0, tzinfo=UTC),
        signer="นางสาววีณา รักษ์ดี", signer_position="ปลัดเทศบาล", acting_for="รักษาราชการแทน นายกเทศมนตรีตำบลท่าแสงคำ",
    )  # fmt: skip
    return letter_paper(office(), file, LetterAsked(minuted=True, copy=True))


def another_day(day: date) -> str:
    paper = a_draft(dated=day)
    return str(getattr(paper, "day"))  # noqa: B009
