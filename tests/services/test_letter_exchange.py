"""Letters between offices: what leaves one town comes into another as it was, and notices mark the receiver."""

import email
import email.policy
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_project
from tests.letters import CHIEF, COUNTER, ENGINEER, PREFIX, Registry
from tests.paper_files import mail, photo

from ltaxgis.domain.attachments import Attachment, PaperLimits
from ltaxgis.domain.cases import NOTICE, Case
from ltaxgis.domain.correspondence import ECMS, EMAIL, Recipient
from ltaxgis.domain.ecms import ACCEPT, INVALID_ACCEPT, RECEIVE, REJECT, EcmsLetter, EcmsNotice
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.formats.ecms import read_message, write_message
from ltaxgis.formats.mail_files import read_mail
from ltaxgis.formats.mail_writer import write_mail, write_mail_file
from ltaxgis.formats.paper_looks import look_at_papers
from ltaxgis.formats.pdf_traces import without_traces
from ltaxgis.services.attachments import Taken, attach
from ltaxgis.services.letter_exchange import (
    delete_request,
    letter_as_message,
    notice_for,
    receive_message,
    take_notice,
)
from ltaxgis.services.letter_mail import letter_mail
from ltaxgis.services.letter_sending import send_letter
from ltaxgis.storage.papers_beside import FolderBeside
from ltaxgis.words import Words

LIMITS = PaperLimits()


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[tuple[Registry, Registry]]:
    made = []
    for name in ("เมืองหนึ่ง", "เมืองสอง"):
        (tmp_path / name).mkdir()
        made.append(Registry(a_project(tmp_path / name)))
    yield made[0], made[1]
    for one in made:
        one.project.close()


@pytest.fixture
def registry(towns: tuple[Registry, Registry]) -> Registry:
    return towns[0]


def beside(registry: Registry) -> FolderBeside:
    return FolderBeside(registry.project.path)


def somebody(way: str = ECMS, name: str = "นายอำเภอเมือง", email: str = "") -> Recipient:
    return Recipient(uid=new_uid(), case_uid=Uid(""), name=name, way=way, agency_code="12/12001", email=email)


def out(registry: Registry, *people: Recipient, **told: Any) -> Case:
    told.setdefault("signer", "สมชาย ใจดี")
    return registry.quick(recipients=people or (somebody(),), **told)


def looks(folder: Path, **files: bytes) -> list[Taken]:
    paths = []
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content)
        paths.append(path)
    found = look_at_papers(paths, LIMITS, folder / "ใน", lambda _done, _total: None)
    assert not found.refused
    return [Taken(one) for one in found.looks]


def put(registry: Registry, case: Case, taken: list[Taken]) -> None:
    attach(registry.project, COUNTER, beside(registry), LIMITS, case.uid, taken)


def as_letter(registry: Registry, case: Case) -> EcmsLetter:
    with registry.project.reading() as reading:
        message = letter_as_message(
            reading, COUNTER, registry.book, beside(registry), without_traces, case.uid, registry.now
        )
    body = read_message(write_message(message), "a.xml").body
    assert isinstance(body, EcmsLetter)
    assert body == message.body
    return body


def taken_in(registry: Registry, letter: EcmsLetter, files: list[Taken] | None = None) -> Case:
    return receive_message(
        registry.project, COUNTER, registry.book, beside(registry), LIMITS, letter, files or [], registry.now
    ).case


def test_a_letter_of_one_town_is_in_the_register_of_another(towns: tuple[Registry, Registry], tmp_path: Path) -> None:
    ours, theirs = towns
    asked = ours.receive().case
    case = out(ours, urgency=2, enclosures="แผนที่ 1 ฉบับ\nบัญชี 2 ฉบับ", answers=asked.uid, summary="สรุป")
    put(ours, case, looks(tmp_path, ก_txt="หนังสือ".encode(), ข_png=photo()))

    letter = as_letter(ours, case)
    (tmp_path / "มา").mkdir()
    files = {f"f{n}": one.content for n, one in enumerate(filter(None, (letter.main, *letter.files)))}
    came = taken_in(theirs, letter, looks(tmp_path / "มา", **{f"{name}_bin": one for name, one in files.items()}))

    told = theirs.letter(came.uid)
    assert (came.title, came.priority, came.number) == (case.title, 2, "1/2569")
    assert (told.their_number, told.dated) == (f"{PREFIX}/1", date(2026, 1, 5))
    assert told.enclosures.splitlines() == ["แผนที่ 1 ฉบับ", "บัญชี 2 ฉบับ"]
    assert told.references.startswith("ชม 0017/1234")
    assert told.signer == "สมชาย ใจดี"
    with theirs.project.reading() as reading:
        papers = reading.having(Attachment, "case_uid", [came.uid])
    assert sorted(one.sha256 for one in papers) == sorted(hashlib.sha256(one).hexdigest() for one in files.values())


def test_a_letter_that_comes_twice_is_there_once(towns: tuple[Registry, Registry]) -> None:
    ours, theirs = towns
    letter = as_letter(ours, out(ours))
    taken_in(theirs, letter)

    with pytest.raises(Refused) as refusal:
        taken_in(theirs, letter)

    assert (refusal.value.code, refusal.value.facts["number"]) == ("ecms.already_there", "1/2569")
    assert len(theirs.given("letter_in")) == 1


def test_a_letter_marked_secret_is_kept_by_its_line_alone(towns: tuple[Registry, Registry], tmp_path: Path) -> None:
    ours, theirs = towns
    letter = replace(as_letter(ours, out(ours, summary="ความลับ")), secret_code="002", attachments=("แผน",))

    case = taken_in(theirs, letter, looks(tmp_path, ก_txt=b"secret"))

    assert (case.secrecy, case.visible_to, case.details) == (1, COUNTER.name, "")
    assert theirs.letter(case.uid).enclosures == ""
    with theirs.project.reading() as reading:
        assert reading.having(Attachment, "case_uid", [case.uid]) == []


def test_an_unknown_code_of_secrecy_is_not_taken_for_an_open_letter(registry: Registry) -> None:
    letter = replace(as_letter(registry, out(registry)), secret_code="777")

    with pytest.raises(Refused) as refusal:
        taken_in(registry, letter)

    assert refusal.value.code == "ecms.unknown_code"


def test_the_other_office_accepts_and_our_letter_is_answered_with_its_number(
    towns: tuple[Registry, Registry],
) -> None:
    ours, theirs = towns
    case = out(ours)
    send_letter(ours.project, COUNTER, ours.book, case.uid, ours.now)
    came = taken_in(theirs, as_letter(ours, case))
    with theirs.project.reading() as reading:
        message = notice_for(reading, COUNTER, theirs.book, came.uid, ACCEPT, theirs.now)
    notice = read_message(write_message(message), "n.xml").body
    assert isinstance(notice, EcmsNotice)

    taken = take_notice(ours.project, COUNTER, ours.book, notice, ours.now, "ปฏิเสธ")

    [who] = ours.recipients(case.uid)
    assert (taken.kind, taken.case.state, who.their_number) == (ACCEPT, "answered", "1/2569")
    assert [one.event for one in ours.steps(case.uid) if one.kind == NOTICE] == ["ecms_accept"]


def test_a_rejecting_notice_marks_the_receiver_and_the_letter_can_be_asked_back(registry: Registry) -> None:
    case = out(registry)
    send_letter(registry.project, COUNTER, registry.book, case.uid, registry.now)
    notice = EcmsNotice(REJECT, case.number, date(2026, 1, 5), case.title)

    taken = take_notice(registry.project, COUNTER, registry.book, notice, registry.now, "ผู้รับปฏิเสธ")

    [who] = registry.recipients(case.uid)
    assert (taken.case.state, who.rejected) == ("rejected", "ผู้รับปฏิเสธ")
    with registry.project.reading() as reading:
        request = delete_request(reading, COUNTER, registry.book, case.uid, who.uid, registry.now)
    assert request.body.letter_id == case.number  # type: ignore[union-attr]
    assert request.body.accepter == "12001"  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", [RECEIVE, INVALID_ACCEPT])
def test_other_notices_stand_with_the_letters_steps_and_change_nothing(registry: Registry, kind: str) -> None:
    case = out(registry)
    send_letter(registry.project, COUNTER, registry.book, case.uid, registry.now)

    taken = take_notice(
        registry.project, COUNTER, registry.book, EcmsNotice(kind, case.number, date(2026, 1, 5)), registry.now, ""
    )

    assert taken.case.state == "sent"
    assert registry.recipients(case.uid)[0].acknowledged_at is None
    assert registry.steps(case.uid)[-1].event == f"ecms_{kind}"


def test_a_notice_of_a_letter_nobody_sent_or_to_many_is_refused(registry: Registry) -> None:
    many = out(registry, somebody(), somebody(name="อื่น"))
    send_letter(registry.project, COUNTER, registry.book, many.uid, registry.now)
    codes = []
    for number in ("ชม 1/1", many.number):
        with pytest.raises(Refused) as refusal:
            take_notice(
                registry.project, COUNTER, registry.book, EcmsNotice(ACCEPT, number, date(2026, 1, 5)), registry.now, ""
            )
        codes.append(refusal.value.code)

    assert codes == ["ecms.no_letter", "ecms.which_recipient"]
    chosen = registry.recipients(many.uid)[1].uid
    notice = EcmsNotice(ACCEPT, many.number, date(2026, 1, 5), accept_id="9")
    take_notice(registry.project, COUNTER, registry.book, notice, registry.now, "", chosen)
    assert [one.their_number for one in registry.recipients(many.uid)] == ["", "9"]


def test_a_secret_letter_and_one_without_number_do_not_leave(registry: Registry, words: Words) -> None:
    secret, draft = out(registry, secrecy=1, named=[CHIEF.name]), registry.draft().case
    codes = []
    for case in (secret, draft):
        with registry.project.reading() as reading, pytest.raises(Refused) as refusal:
            letter_as_message(reading, COUNTER, registry.book, beside(registry), without_traces, case.uid, registry.now)
        codes.append(refusal.value.code)
        with registry.project.reading() as reading, pytest.raises(Refused) as by_mail:
            letter_mail(
                reading, COUNTER, registry.book, beside(registry), without_traces, case.uid, registry.now, words
            )
        codes.append(by_mail.value.code)

    assert codes == ["ecms.secret", "mail.secret", "letter.needs_number", "letter.needs_number"]
    with registry.project.reading() as reading, pytest.raises(Refused, match="not_for_you"):
        letter_as_message(reading, ENGINEER, registry.book, beside(registry), without_traces, secret.uid, registry.now)


def test_a_mail_bears_the_letter_and_its_papers_as_they_may_leave(
    registry: Registry, words: Words, tmp_path: Path
) -> None:
    person = somebody(EMAIL, "อำเภอเมือง", email="a@example.go.th")
    case = out(registry, person, subject="ส่งข้อมูล\r\nBcc: x@y.th", body="ด้วยเทศบาล…")
    put(registry, case, looks(tmp_path, ภาพ_jpg=photo(), เมล_eml=mail()))

    with registry.project.reading() as reading:
        made = letter_mail(
            reading, COUNTER, registry.book, beside(registry), without_traces, case.uid, registry.now, words
        )
    target = tmp_path / "หนังสือ.eml"
    write_mail_file(target, made)

    message = email.message_from_bytes(target.read_bytes(), policy=email.policy.default)
    assert message["Bcc"] is None
    assert "a@example.go.th" in str(message["To"])
    [picture] = message.iter_attachments()
    assert (picture.get_content_type(), picture.get_filename()) == ("image/jpeg", "ภาพ.jpg")
    assert b"Exif" not in picture.get_content()
    assert made.left_out == ("เมล.eml",)
    again = read_mail(target.read_bytes(), target.name)
    assert again.subject == f"ที่ {case.number} ส่งข้อมูล Bcc: x@y.th"
    assert "ด้วยเทศบาล…" in again.text


def test_receivers_of_one_mail_do_not_see_each_other(registry: Registry, words: Words) -> None:
    people = [somebody(EMAIL, f"หมู่ {n}", email=f"m{n}@example.go.th") for n in range(300)]
    case = out(registry, *people)

    with registry.project.reading() as reading:
        made = letter_mail(
            reading, COUNTER, registry.book, beside(registry), without_traces, case.uid, registry.now, words
        )
    message = email.message_from_bytes(write_mail(made), policy=email.policy.default)

    assert message["To"] is None
    assert str(message["Bcc"]).count("@example.go.th") == 300


@pytest.mark.parametrize("address", ["", "not an address", "a@b", "a@b.th\nBcc: c@d.th"])
def test_a_mail_without_an_address_is_not_made(registry: Registry, words: Words, address: str) -> None:
    case = out(registry, somebody(EMAIL, email=address))

    with registry.project.reading() as reading, pytest.raises(Refused) as refusal:
        letter_mail(reading, COUNTER, registry.book, beside(registry), without_traces, case.uid, registry.now, words)

    assert refusal.value.code == "mail.no_address"


def test_a_mail_with_a_broken_attachment_is_received_with_what_is_whole(registry: Registry, tmp_path: Path) -> None:
    content = mail(หนังสือ_txt=b"text").replace(b"dGV4dA==", b"dGV4d*%=")
    assert b"dGV4d*%=" in content
    [taken] = looks(tmp_path, ก_eml=content)

    case = registry.receive().case
    put(registry, case, [taken])

    with registry.project.reading() as reading:
        assert [one.kind for one in reading.having(Attachment, "case_uid", [case.uid])] == ["mail"]
