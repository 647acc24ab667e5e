"""Messages of e-CMS: what is written is read again as it was, and nothing of a foreign file is trusted."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltaxgis.domain.ecms import (
    ACCEPT,
    INVALID_ACCEPT,
    NOTICES,
    REJECT,
    EcmsDelete,
    EcmsFile,
    EcmsLetter,
    EcmsMessage,
    EcmsNotice,
    EcmsParty,
    EcmsProcessed,
    EcmsReference,
    EcmsSignature,
)
from ltaxgis.domain.errors import Refused
from ltaxgis.formats.ecms import DEEPEST, read_message, write_message, write_message_file

SIGNS = st.characters(blacklist_categories=["Cc", "Cs"], blacklist_characters="\ufffe\uffff")
TEXT = st.text(SIGNS, max_size=40).map(str.strip)
LINE = TEXT.map(lambda text: " ".join(text.split())).filter(bool)
DAY = st.dates(date(2000, 1, 1), date(2100, 12, 31))
PARTY = st.builds(EcmsParty, TEXT, TEXT, TEXT, TEXT, TEXT)
FILE = st.builds(EcmsFile, TEXT, st.binary(min_size=1, max_size=80))
LETTERS = st.builds(
    EcmsLetter, letter_id=TEXT, day=DAY, subject=TEXT, secret_code=TEXT, speed_code=TEXT, sender=PARTY, receiver=PARTY,
    references=st.lists(st.builds(EcmsReference, TEXT, st.none() | DAY, TEXT), max_size=3).map(tuple),
    attachments=st.lists(LINE, max_size=3).map(tuple), sent_on=st.none() | DAY, description=TEXT,
    main=st.none() | FILE, files=st.lists(FILE, max_size=3).map(tuple),
    signature=st.none() | st.builds(EcmsSignature, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT),
)  # fmt: skip


def _notices(kind: str) -> st.SearchStrategy[EcmsNotice]:
    number = TEXT if kind in (ACCEPT, INVALID_ACCEPT) else st.just("")
    return st.builds(EcmsNotice, st.just(kind), TEXT, DAY, TEXT, number)


BODIES = st.one_of(
    LETTERS, st.sampled_from(NOTICES).flatmap(_notices), st.builds(EcmsDelete, TEXT, DAY, TEXT, TEXT),
    st.builds(EcmsProcessed, TEXT),
)  # fmt: skip
A_LETTER = EcmsLetter(
    letter_id="อก 0905/0007", day=date(2012, 9, 7), subject="ขอความอนุเคราะห์", secret_code="001", speed_code="001",
    sender=EcmsParty("สมชาย", "ใจดี", "อธิบดี", "11", "11008"), receiver=EcmsParty(department="12001", ministry="12"),
    references=(EcmsReference("ชม 1/2", date(2012, 8, 1), "เรื่องเดิม"),), attachments=("แผนที่ 1 ฉบับ",),
    sent_on=date(2012, 9, 7), description="ด่วน", main=EcmsFile("application/pdf", b"%PDF-1.4"),
    files=(EcmsFile("image/png", b"\x89PNG"),),
)  # fmt: skip


@settings(max_examples=150)
@given(body=BODIES, message_id=TEXT, to=TEXT)
def test_law_what_is_written_is_read_again(body: object, message_id: str, to: str) -> None:
    message = EcmsMessage(body, message_id, to)  # type: ignore[arg-type]

    assert read_message(write_message(message), "a.xml") == message


def test_elements_stand_in_the_order_of_the_exchange_with_days_of_the_common_era() -> None:
    text = write_message(EcmsMessage(A_LETTER)).decode()

    inside = text[text.index("<ram:CorrespondenceLetter>") : text.index("</ram:CorrespondenceLetter>")]
    names = re.findall(r"<ram:(ID|CorrespondenceDate|Subject|SecretCode|SpeedCode|SenderParty|ReceiverParty|"
                       r"ReferenceCorrespondence|Attachment|SendDate|Description|MainLetterBinaryObject|"
                       r"AttachmentBinaryObject)[ >]", inside)  # fmt: skip
    assert [name for name in names if name not in ("ID", "CorrespondenceDate", "Subject")] == [
        "SecretCode", "SpeedCode", "SenderParty", "ReceiverParty", "ReferenceCorrespondence", "Attachment", "SendDate",
        "Description", "MainLetterBinaryObject", "AttachmentBinaryObject",
    ]  # fmt: skip
    assert names[:3] == ["ID", "CorrespondenceDate", "Subject"]
    assert "<ram:CorrespondenceDate>2012-09-07</ram:CorrespondenceDate>" in inside
    assert 'mimeCode="application/pdf"' in inside
    assert inside.index("<ram:MinistryOrganization><ram:ID>12<") < inside.index(
        "<ram:DepartmentOrganization><ram:ID>12001<"
    )


OLDER = """<?xml version="1.0"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
 <soap:Header><wsa:MessageID xmlns:wsa="http://w3.org/2005/08/addressing">20120907.101112345</wsa:MessageID>
 <wsa:to xmlns:wsa="http://w3.org/2005/08/addressing">http://a.go.th/ecms</wsa:to></soap:Header>
 <soap:Body><CorrespondenceLetterOutboundRequest><AcceptLetterNotifier>
  <LetterID>ชม 52303/7</LetterID><AcceptID>441</AcceptID>
  <CorrespondenceDate>2026-01-05T00:00:00</CorrespondenceDate><Subject>เรื่อง</Subject>
 </AcceptLetterNotifier></CorrespondenceLetterOutboundRequest></soap:Body></soap:Envelope>"""


def test_an_older_clients_address_is_read_too() -> None:
    message = read_message(OLDER.encode(), "a.xml")

    assert (message.message_id, message.to) == ("20120907.101112345", "http://a.go.th/ecms")
    assert message.body == EcmsNotice(ACCEPT, "ชม 52303/7", date(2026, 1, 5), "เรื่อง", "441")


def test_a_letter_without_envelope_or_in_an_answer_is_read() -> None:
    whole = write_message(EcmsMessage(A_LETTER)).decode()
    document = whole[whole.index("<rsm:") : whole.index("</Corr")]
    answer = whole.replace("CorrespondenceLetterOutboundRequest", "CorrespondenceLetterInboundResponse")

    assert read_message(document.encode(), "a.xml").body == A_LETTER
    assert read_message(answer.encode(), "a.xml").body == A_LETTER


def _without(text: str, wanted: str, instead: str) -> bytes:
    return text.replace(wanted, instead).encode()


WHOLE = write_message(EcmsMessage(A_LETTER)).decode()
EVIL = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ฮา"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (_without(WHOLE, "<SOAP-ENV:Envelope", f"{EVIL}<SOAP-ENV:Envelope"), "ecms.forbidden"),
        (_without(WHOLE, "<SOAP-ENV:Envelope", f"{LAUGHS}<SOAP-ENV:Envelope"), "ecms.forbidden"),
        (_without(WHOLE, "2012-09-07", "2012-13-07"), "ecms.bad_day"),
        (_without(WHOLE, "2012-09-07", "7 ก.ย. 2555"), "ecms.bad_day"),
        (_without(WHOLE, "JVBERi0xLjQ=", "*?*"), "ecms.bad_file"),
        (_without(WHOLE, "GovernmentDocument", "Something"), "ecms.other"),
        (b"<a/>", "ecms.other"),
        (b"", "ecms.damaged"),
        (b"not xml", "ecms.damaged"),
        (WHOLE.encode()[:-20], "ecms.damaged"),
        (b"<a>" * (DEEPEST + 2), "ecms.damaged"),
        (b"\xff\xfe<", "ecms.damaged"),
    ],
)  # fmt: skip
def test_a_foreign_file_that_is_no_message_is_refused_in_one_sentence(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_message(content, "จดหมาย.xml")

    assert refusal.value.code == code
    assert refusal.value.facts["name"] == "จดหมาย.xml"


def test_signs_that_no_xml_may_hold_are_left_out() -> None:
    notice = EcmsNotice(REJECT, "ก\x00\x0b/1", date(2026, 1, 5))

    assert read_message(write_message(EcmsMessage(notice)), "a.xml").body == EcmsNotice(REJECT, "ก/1", date(2026, 1, 5))


def test_a_message_is_written_as_xml_only(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        write_message_file(tmp_path / "a.pdf", EcmsMessage(A_LETTER))

    write_message_file(tmp_path / "ก.xml", EcmsMessage(A_LETTER))

    assert read_message((tmp_path / "ก.xml").read_bytes(), "ก.xml").body == A_LETTER
