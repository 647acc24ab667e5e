"""Every paper of a case, with the least and with the most that it may say."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache

from ltaxgis.app.knowledge import shipped_office
from ltaxgis.domain.cases import EVENT, MINUTE, Case, CaseParty, CaseStep
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.office_book import OfficeBook, read_book
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.papers.inspection import Photo
from ltaxgis.domain.papers.paper import Paper
from ltaxgis.domain.papers.permit_report import CheckReport, CheckRow, Dimension, Sketch, SketchLine, SketchText
from ltaxgis.domain.permits import Permit, PermitFloor, PermitPaper, PermitVisit
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.ports.cases import CaseLine, CasePage
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.case_file import CaseFile, Clock
from ltaxgis.services.case_papers import LetterTold, ListHead, case_list, route_slip, slip
from ltaxgis.services.permit_forms import ORDERS, OrderTold, inspection_record, licence, work_order
from ltaxgis.services.permit_letters import KINDS, permit_letter
from ltaxgis.services.petition_letters import answer_letter, forward_letter
from ltaxgis.services.stationery import Stationery
from ltaxgis.words import load_words
from tests.builders import CLERK, a_parcel

TODAY = date(2026, 1, 15)
HARD = "ที่ นี้ ปู่ กตัญญู ฐิติ กฤษฏิ์ ก๊วยเตี๋ยว น้ำ A วันที่"
"""Thai that programs get wrong."""
SENTENCE = f"ถนนหน้าบ้านเป็นหลุมลึก น้ำขังมาหลายวัน รถจักรยานยนต์ล้มแล้วสองคัน {HARD} "
LONG = (SENTENCE * 60)[:4000].strip()
NAME = "นางสาวกฤติญาณัฏฐ์ชุติกาญจน์ พิพัฒน์วัฒนานุกูลชัยเจริญรุ่งเรืองกิจ ณ ท่าแสงคำ"
TITLE = "ขอให้ซ่อมแซมถนนและระบายน้ำท่วมขังหน้าบ้านเลขที่ 123/45 หมู่ที่ 9 เพราะเด็กนักเรียนเดินไปโรงเรียนไม่ได้มาสิบสี่วันแล้ว"
CHIEF = "ผู้อำนวยการกองช่าง"


@cache
def book() -> OfficeBook:
    return read_book(shipped_office(find_resources()))


def stationery(language: str = "th", **given: object) -> Stationery:
    settings = ProjectSettings("เทศบาลตำบลท่าแสงคำ", 32647, amphoe="เมือง", province="เชียงใหม่")
    told: dict[str, object] = {"settings": settings, "book": book(), "today": TODAY, **given}
    return Stationery(words=load_words(find_resources().words, language), **told)  # type: ignore[arg-type]


def a_case(desk: str = "petitions", **given: object) -> Case:
    told: dict[str, object] = {
        "kind": "nuisance" if desk == "petitions" else "build", "number": "PT69-000123-K",
        "state": "new" if desk == "petitions" else "accepted", "title": "ไฟฟ้าสาธารณะดับ", **given,
    }  # fmt: skip
    at = datetime(2026, 1, 5, 2, 12, tzinfo=UTC)
    return Case(uid=new_uid(), desk=desk, received_at=at, starts_on=date(2026, 1, 5), due=date(2026, 2, 19), **told)  # type: ignore[arg-type]


def a_person(name: str = "สมชาย", last: str = "ใจดี", **given: object) -> Owner:
    return Owner(uid=new_uid(), prefix="นาย", first_name=name, last_name=last, **given)  # type: ignore[arg-type]


def a_minute(case: Case, position: str, text: str, day: int, who: str = "นายชัย ทดสอบ") -> CaseStep:
    at = datetime(2026, 1, day, 3, 0, tzinfo=UTC)
    return CaseStep(
        uid=new_uid(), case_uid=case.uid, kind=MINUTE, at=at, who=who, position=position, text=text, on_paper=True
    )


def a_file(
    case: Case, people: Mapping[str, Owner], records: tuple[Record, ...] = (), steps: tuple[CaseStep, ...] = ()
) -> CaseFile:
    of_desk: dict[type[Record], list[Record]] = {}
    for one in records:
        of_desk.setdefault(type(one), []).append(one)
    parties = [
        (CaseParty(uid=new_uid(), case_uid=case.uid, owner_uid=owner.uid, role=role, licence_no="ภย. 12345"
                   if role in ("engineer", "architect") else ""), owner)
        for role, owner in people.items()
    ]  # fmt: skip
    clock = Clock(case.due, 30, 0, False, 1, (), 0)
    return CaseFile(case, parties, (), [a_parcel("01A045")], (), steps, (), (), (), of_desk, clock)


def a_petition_file(long: bool = False) -> CaseFile:
    told = {"details": LONG, "title": TITLE, "register_number": "1023/2569", "place_text": "หน้าตลาดสด ตำบลท่าแสงคำ"}
    case = a_case(division="engineering", **(told if long else {"title": "ไฟดับ"}))
    petition = Petition(uid=new_uid(), case_uid=case.uid, agency="pea")
    steps: tuple[CaseStep, ...] = ()
    if long:
        steps = (
            a_minute(case, "เจ้าพนักงานธุรการ", f"เพื่อโปรดพิจารณา {SENTENCE}", 6),
            a_minute(case, "หัวหน้าฝ่ายแบบแผนและก่อสร้าง", "เห็นควรมอบงานไฟฟ้าดำเนินการ", 7),
            a_minute(case, CHIEF, LONG[:900], 8),
        )
    person = a_person(*NAME.removeprefix("นางสาว").split(" ", 1)) if long else a_person()
    return a_file(case, {"petitioner": person}, (petition,), steps)


def a_permit_file(long: bool = False) -> CaseFile:
    case = a_case("permits", number="BP-2569-00012", title="บ้านพักอาศัย", division="engineering",
                  place_text="ถนนเจริญราษฎร์ ตำบลท่าแสงคำ" if long else "")  # fmt: skip
    permit = Permit(
        uid=new_uid(), case_uid=case.uid, storeys=2, height=750, area=14840, fee=27500, licence_no="12/2569",
        issued_on=date(2026, 2, 10), valid_to=date(2027, 2, 9), papers_until=date(2026, 1, 30),
        collect_by=date(2026, 3, 12), receipt_no="1023/45", paid_on=date(2026, 2, 10),
        conditions="\n".join([SENTENCE.strip()] * 12) if long else "",
    )  # fmt: skip
    records: list[Record] = [permit, PermitPaper(uid=new_uid(), case_uid=case.uid, code="D03")]
    steps = tuple(
        CaseStep(uid=new_uid(), case_uid=case.uid, kind=EVENT, event=event, at=case.received_at, who="ก ข",
                 reason=LONG if long else "แบบแปลนไม่ครบ")
        for event in ("extend", "refuse", "object", "return")
    )  # fmt: skip
    if long:
        records += [PermitPaper(uid=new_uid(), case_uid=case.uid, code=f"D{n:02}") for n in (1, 2, 4, 5)]
        records += [PermitFloor(uid=new_uid(), case_uid=case.uid, floor=n, area=7420) for n in (1, 2)]
        records += [
            PermitVisit(uid=new_uid(), case_uid=case.uid, planned_on=date(2026, 1, n), done_on=date(2026, 1, n),
                        inspector=NAME, result="differs", text=LONG[:1500],
                        points='[{"e": 499273.5, "n": 2077337.25, "text": "เสาเกินแนว"}]')
            for n in (7, 14)
        ]  # fmt: skip
        records.append(PermitVisit(uid=new_uid(), case_uid=case.uid, planned_on=date(2026, 2, 2)))
    people = {"applicant": a_person(house_no="12/3", moo="4", tambon="ท่าแสงคำ", amphoe="เมือง", province="เชียงใหม่")}
    if long:
        people |= {"engineer": a_person("วิศว", "กร"), "architect": a_person("สถา", "ปนิก")}
    return a_file(case, people, tuple(records), steps)


def a_line(number: int, late: bool, title: str = "ไฟฟ้าสาธารณะดับ") -> CaseLine:
    return CaseLine(
        new_uid(), "petitions", f"PT69-{number:06}-K", f"{number}/2569", "nuisance", "", title, "new", "engineering",
        "", datetime(2026, 1, 5, 2, tzinfo=UTC), date(2026, 1, 5), date(2026, 1, 10 if late else 30), None, "", "", 0,
        NAME, False,
    )  # fmt: skip


def a_report(long: bool = False) -> CheckReport:
    paper = stationery()
    rows = tuple(
        CheckRow(
            code=f"C{n}", name="ผนังที่มีช่องเปิดห่างแนวเขตที่ดิน", measured="1.85 ม.", required="2.00 ม.",
            margin="-0.15 ม.", verdict=("pass", "fail", "survey", "not_applicable")[n % 4],
            sign=("✓", "✗", "?", "–")[n % 4],
            said=("ผ่าน", "ไม่ผ่าน", "ต้องรังวัด: ไม่ทราบความกว้างของถนน", "ไม่ใช้กับอาคารนี้")[n % 4],
            rule="ผนังที่มีหน้าต่าง ประตู ช่องระบายอากาศ หรือระเบียง สูงไม่เกิน 9 เมตร ห่างแนวเขตไม่น้อยกว่า 2 เมตร",
            source="กฎกระทรวง ฉบับที่ 55 (พ.ศ. 2543) (ยังไม่ได้ยืนยัน)",
        )
        for n in range(1, 15 if long else 2)
    )  # fmt: skip
    square = ((40.0, 20.0), (130.0, 20.0), (130.0, 90.0), (40.0, 90.0))
    sketch = Sketch(
        width=173, height=105,
        lines=(SketchLine(kind="parcel", points=square, closed=True),
               SketchLine(kind="building", points=((60, 35), (105, 40), (100, 75), (55, 70)), closed=True),
               SketchLine(kind="road", points=((5, 100), (168, 96)))),
        dimensions=(Dimension(first=(105, 40), last=(130, 40), text="C6: 5.00 ม."),
                    Dimension(first=(77, 72.5), last=(77, 98.2), text="C2: 6.20 ม.")),
        texts=(SketchText(text="9.02 ม.", at=(82, 40), angle=-6.3, halo=False),
               SketchText(text="01A045", at=(80, 56), bold=True)),
        north="น", scale="มาตราส่วน 1 : 200",
    )  # fmt: skip
    return CheckReport(
        head=paper.head("engineering"), title="รายงานตรวจกับแผนที่", made_on=TODAY, heading="รายงานตรวจสอบแนวอาคารกับแผนที่",
        number="BP-2569-00012", facts=(("งาน", "ก่อสร้างอาคาร · บ้านเดี่ยว"), ("แปลงที่ดิน", "01A045")),
        headings=("ข้อตรวจ", "วัดได้", "เกณฑ์", "เหลือ/ขาด", "ผล", "หลักเกณฑ์และที่มา"), rows=rows,
        summary="ตรวจ 14 ข้อ", accuracy="คลาดเคลื่อน ± 1.00 ม.",
        sketch_label="แผนผังสังเขป", sketch=sketch if long else None,
        sketch_missing="ยังไม่มีแนวอาคาร", no_decision="รายงานนี้ไม่ใช่คำสั่ง", opinion_label="ความเห็นของนายช่าง",
        signature=paper.signature(dated=True), qr="LTAX:BP-2569-00012", page_of="หน้า {page} จาก {count}",
    )  # fmt: skip


def every_paper(*, long: bool) -> dict[str, Paper]:
    """All papers by name; `long` with all that they can hold."""
    paper, petition, permit = stationery(), a_petition_file(long), a_permit_file(long)
    text = LONG if long else ""
    told = LetterTold(
        text=text, number="ชม 52303/123", day=TODAY, copies=("ที่ว่าการอำเภอเมือง",), enclosures=("แบบคำขอ จำนวน 1 ฉบับ",)
    ) if long else LetterTold()  # fmt: skip
    page = CasePage(tuple(a_line(n, n % 3 == 0, TITLE) for n in range(60 if long else 0)), 60 if long else 0)
    order = OrderTold(
        (SENTENCE.strip(),) * (9 if long else 1), text or "พบว่าก่อสร้างผิดแบบ", date(2026, 3, 1), "125/2569", TODAY
    )
    clerk = Actor(NAME, "เจ้าพนักงานธุรการชำนาญงาน") if long else CLERK
    photos = (Photo(picture="photo-1.png", caption=f"ภาพที่ 1 {HARD}"),) * 3 if long else ()
    return {
        "slip": slip(paper, petition.case, clerk, "123456" if long else "", next_steps=(SENTENCE,) * 2 if long else ()),
        "route": route_slip(paper, petition),
        "list": case_list(paper, page, ListHead("รายการเรื่องร้องทุกข์ที่ยังไม่แล้วเสร็จ", ("กองช่าง",)), may_see_people=long),
        "answer": answer_letter(paper, petition, CLERK, told),
        "forward": forward_letter(paper, petition, CLERK, told),
        **{f"letter_{kind}": permit_letter(paper, permit, kind, told) for kind in KINDS},
        **{f"order_{kind}": work_order(paper, permit, kind, order) for kind in ORDERS},
        "licence": licence(paper, permit, replacement=long),
        "inspection": inspection_record(paper, permit, photos),
        "report": a_report(long),
    }  # fmt: skip
