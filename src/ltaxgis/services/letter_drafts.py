"""Drafts of letters: a text of the office filled from case, parcel, owner and the municipality itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ltaxgis.domain.buildings import Building
from ltaxgis.domain.cases import Case, CaseLink, CaseParty, local_day
from ltaxgis.domain.correspondence import Letter
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.letter_fields import fields_in, filled
from ltaxgis.domain.measures import area_text
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.petitions import Petition, may_see_petitioner
from ltaxgis.domain.project import Actor
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.salutations import salutation_for
from ltaxgis.domain.thai.calendar import BE_OFFSET, fiscal_year, long_date
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_steps import the_case
from ltaxgis.services.letter_texts import LetterText, letter_texts
from ltaxgis.services.letters import LetterDraft
from ltaxgis.services.stationery import Stationery

_ROLES = ("applicant", "petitioner", "owner", "sender", "agent")


@dataclass(frozen=True, slots=True)
class DraftAbout:
    """What a draft is about, as far as it is told: a case (a letter that came, a petition, a request), a parcel, a
    person of the register. `addressee` is whom it goes to where the person who drafts says so; `division` writes.
    `title_kinds` are the names of title deeds by their codes."""

    case: Uid | None = None
    parcel: Uid | None = None
    owner: Uid | None = None
    addressee: str = ""
    division: str = ""
    title_kinds: Mapping[str, str] = field(default_factory=dict)


def draft_of(reading: Reading, actor: Actor, paper: Stationery, template: str, about: DraftAbout) -> LetterDraft:
    """The texts of a letter filled as far as the project knows them, to be stored by `services.letters.draft_letter`;
    the rest is left to the pen. The salutation is the one that fits the addressee; who signs is the office's chief.
    Refused: `letter.template.unknown` where there is no such text, `letter.template.unknown_field` naming the field,
    and as `the_case`."""
    text = letter_texts(reading, paper.book).get(template)
    if text is None:
        raise Refused("letter.template.unknown", name=template)
    # letters keep Arabic figures; those of the paper are chosen when it is set
    facts = facts_of(reading, actor, paper, about)
    told = {name: filled(getattr(text, name), facts, text.th) for name in ("to", "subject", "references",
                                                                           "enclosures", "body")}  # fmt: skip
    case = the_case(reading, actor, about.case) if about.case else None
    addressee = about.addressee or (told["to"] if facts_known(text.to, facts) else "")
    signer = paper.page.get("signer", {})
    return LetterDraft(
        subject=told["subject"], document=text.document, addressee=addressee, sender=paper.settings.name,
        salutation=salutation_for(paper.book, addressee).code, references=_known(told["references"], text, facts),
        enclosures=told["enclosures"], body=told["body"], template=template, signer=str(signer.get("name", "")),
        signer_position=str(signer.get("position", "")), urgency=case.priority if case is not None else 0,
        division=about.division or (case.division if case is not None else ""),
        answers=about.case, channel="file",
    )  # fmt: skip


def facts_of(reading: Reading, actor: Actor, paper: Stationery, about: DraftAbout) -> dict[str, str]:
    """What each field says; those that the project does not know are left out. A petitioner whom this person may not
    know is not told."""
    facts = _of_office(paper, about.division)
    if about.case is not None:
        facts |= _of_case(reading, actor, paper, about.case)
    parcels = _parcels(reading, about)
    facts |= _of_parcels(reading, parcels, about.title_kinds)
    person = _person(reading, actor, about, parcels)
    if person is not None:
        facts |= {"เจ้าของ": person.name, "ที่อยู่เจ้าของ": paper.address(person)}
    if about.addressee:
        facts["ผู้รับ"] = about.addressee
    elif letter_from := facts.get("หนังสือจาก"):
        facts["ผู้รับ"] = letter_from
    elif person is not None:
        facts["ผู้รับ"] = person.name
    return {name: said for name, said in facts.items() if said}


def facts_known(text: str, facts: Mapping[str, str]) -> bool:
    """Whether a text can be filled without a gap."""
    return all(name in facts for name in fields_in([text]))


def _known(filled_text: str, text: LetterText, facts: Mapping[str, str]) -> str:
    """References to a letter that nobody named would be nothing but dots."""
    return filled_text if facts_known(text.references, facts) else ""


def _of_office(paper: Stationery, division: str) -> dict[str, str]:
    settings, today = paper.settings, paper.today
    return {
        "เทศบาล": settings.name, "อำเภอ": settings.amphoe, "จังหวัด": settings.province,
        "กอง": paper.division(division), "โทรศัพท์": str(paper.page.get("phone", "")),
        "วันนี้": _day(today), "ปีนี้": str(today.year + BE_OFFSET), "ปีงบประมาณ": str(fiscal_year(today)),
    }  # fmt: skip


def _of_case(reading: Reading, actor: Actor, paper: Stationery, uid: Uid) -> dict[str, str]:
    case = the_case(reading, actor, uid)
    facts = {
        "เลขที่เรื่อง": case.number, "ชื่อเรื่อง": case.title, "ที่ตั้ง": case.place_text,
        "วันที่รับเรื่อง": _day(local_day(case.received_at)), "วันครบกำหนด": _day(case.due),
    }  # fmt: skip
    if case.division:
        facts["กอง"] = paper.division(case.division)
    for letter in reading.having(Letter, "case_uid", [uid]):
        facts |= {
            # of a letter of ours the number is the case's own
            "หนังสือที่": letter.their_number or case.number, "หนังสือลงวันที่": _day(letter.dated),
            "หนังสือจาก": letter.sender, "หนังสือเรื่อง": case.title,
        }  # fmt: skip
    return facts


def _day(day: date | None) -> str:
    return long_date(day) if day is not None else ""


def _parcels(reading: Reading, about: DraftAbout) -> list[Parcel]:
    uids = [about.parcel] if about.parcel else []
    if about.case:
        uids += [one.target_uid for one in reading.having(CaseLink, "case_uid", [about.case]) if one.kind == "parcel"]
    return reading.get(Parcel, list(dict.fromkeys(uids)))


def _of_parcels(reading: Reading, parcels: list[Parcel], kinds: Mapping[str, str]) -> dict[str, str]:
    rows = _rows(reading, parcels)
    buildings = reading.having(Building, "land_uid", [one.uid for one in rows]) if rows else []
    land: list[LandRow | Parcel] = [*rows, *parcels]
    titled: list[LandRow | Parcel] = [one for one in rows if one.title_no]
    titled = titled or [one for one in parcels if one.title_no]
    deeds = [_deed(kinds, one) for one in titled]
    areas = [one.area for one in rows if one.area]
    houses = [one.house_no for one in buildings if one.house_no] or [one.house_no for one in rows if one.house_no]
    return {
        "รหัสแปลง": ", ".join(one.code for one in parcels if one.code), "เอกสารสิทธิ": ", ".join(dict.fromkeys(deeds)),
        "เลขที่ดิน": ", ".join(dict.fromkeys(one.land_no for one in land if one.land_no)),
        "เนื้อที่": f"{area_text(sum(areas))} ไร่" if areas else "", "บ้านเลขที่": ", ".join(dict.fromkeys(houses)),
        **({"ที่ตั้ง": place} if (place := _place(rows)) else {}),
    }  # fmt: skip


def _rows(reading: Reading, parcels: list[Parcel]) -> list[LandRow]:
    links = reading.having(Link, "parcel_uid", [one.uid for one in parcels]) if parcels else []
    return reading.get(LandRow, [one.row_uid for one in links])


def _deed(kinds: Mapping[str, str], one: LandRow | Parcel) -> str:
    return f"{kinds.get(one.title_kind, 'เอกสารสิทธิ')} เลขที่ {one.title_no}"


def _place(rows: list[LandRow]) -> str:
    if not rows:
        return ""
    told = (("หมู่ที่ ", rows[0].moo), ("ถนน", rows[0].road), ("ตำบล", rows[0].tambon))
    return " ".join(f"{label}{text}" for label, text in told if text)


def _person(reading: Reading, actor: Actor, about: DraftAbout, parcels: list[Parcel]) -> Owner | None:
    """Who is told by name, else the first of the case's people, else the first owner of the land."""
    if about.owner:
        return next(iter(reading.get(Owner, [about.owner])), None)
    if about.case and _may_name(reading, actor, about.case):
        parties = {one.role: one.owner_uid for one in reversed(reading.having(CaseParty, "case_uid", [about.case]))}
        uid = next((parties[role] for role in _ROLES if role in parties), None)
        if uid is not None:
            return next(iter(reading.get(Owner, [uid])), None)
    if about.case:
        return None
    rows = [one.uid for one in _rows(reading, parcels)]
    shares = sorted(reading.having(Ownership, "subject_uid", rows), key=lambda one: one.place) if rows else []
    return next(iter(reading.get(Owner, [shares[0].owner_uid])), None) if shares else None


def _may_name(reading: Reading, actor: Actor, uid: Uid) -> bool:
    case: Case = the_case(reading, actor, uid)
    return all(may_see_petitioner(case, one, actor) and not one.anonymous
               for one in reading.having(Petition, "case_uid", [uid]))  # fmt: skip
