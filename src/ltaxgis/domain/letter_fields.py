"""Fields of a letter's text: what `{…}` may stand for, filled from case, parcel, owner and office."""

import re
from collections.abc import Iterable, Iterator, Mapping

from ltaxgis.domain.errors import Refused

OPEN = "." * 24
"""What is left to the pen."""
_FIELD = re.compile(r"\{([^{}]*)\}")

FIELDS: Mapping[str, str] = {
    "เทศบาล": "The municipality's name",
    "อำเภอ": "Its district",
    "จังหวัด": "Its province",
    "กอง": "The division that writes",
    "โทรศัพท์": "The telephone number of the office",
    "วันนี้": "Today in full",
    "ปีนี้": "The Buddhist year of today",
    "ปีงบประมาณ": "The fiscal year of today",
    "ผู้รับ": "Whom the letter goes to",
    "เจ้าของ": "The owner's or applicant's name",
    "ที่อยู่เจ้าของ": "Where he lives, in one line",
    "รหัสแปลง": "The codes of the parcels",
    "เอกสารสิทธิ": "The title deeds with their numbers",
    "เลขที่ดิน": "The land numbers",
    "เนื้อที่": "The area by the register",
    "บ้านเลขที่": "The house number",
    "ที่ตั้ง": "Where the case, parcel or building lies",
    "เลขที่เรื่อง": "The case's number",
    "ชื่อเรื่อง": "The case's title",
    "วันที่รับเรื่อง": "When the case was received",
    "วันครบกำหนด": "When it is due",
    "หนังสือที่": "The number on the letter that came",
    "หนังสือลงวันที่": "The day on it",
    "หนังสือจาก": "Who sent it",
    "หนังสือเรื่อง": "Its subject",
    "จำนวนเงิน": "An amount, left to the pen",
    "วันนัด": "A day, left to the pen",
    "เวลานัด": "An hour, left to the pen",
    "สถานที่นัด": "A place, left to the pen",
    "รายการ": "A list, left to the pen",
    "เหตุผล": "Reasons, left to the pen",
    "ข้อความ": "Any text, left to the pen",
}
"""Every field and what it stands for, in English for who keeps the list."""


def fields_in(texts: Iterable[str]) -> Iterator[str]:
    """The names in braces, in their order."""
    for text in texts:
        yield from (found.group(1).strip() for found in _FIELD.finditer(text))


def ask_fields(texts: Iterable[str], template: str) -> None:
    """Refused (`letter.template.unknown_field`) where a text asks for what no letter fills."""
    for name in fields_in(texts):
        if name not in FIELDS:
            raise Refused("letter.template.unknown_field", field=name, name=template)


def filled(text: str, facts: Mapping[str, str], template: str) -> str:
    """The text with its fields filled, each once: what stands in a fact stays a text. A field without a fact is left
    to the pen. Refused as `ask_fields`."""
    ask_fields((text,), template)
    return _FIELD.sub(lambda found: facts.get(found.group(1).strip()) or OPEN, text)
