"""`ltaxgis letters`: registers out, messages in and out, with exit status."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.case_desk import shipped_book
from tests.cli.conftest import Command
from tests.letters import Registry

from ltaxgis.domain.correspondence import ECMS, Recipient
from ltaxgis.domain.ecms import EcmsFile, EcmsLetter, EcmsMessage, EcmsNotice
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.formats.ecms import read_message, write_message, write_message_file
from ltaxgis.services.letter_sending import send_letter

DAY = datetime(2026, 1, 5, tzinfo=UTC).date()


@pytest.fixture
def town(office_folder: Path) -> Path:
    """A project with a letter in and one that was sent by e-CMS."""
    project = a_project(office_folder)
    registry = Registry(project, book=shipped_book())
    registry.receive(subject="ขอข้อมูลแผนที่")
    case = registry.quick(recipients=[Recipient(uid=new_uid(), case_uid=Uid(""), name="อำเภอ", way=ECMS)])
    send_letter(project, registry.actor, registry.book, case.uid, registry.now)
    path = project.path
    project.close()
    return path


def a_message(**told: object) -> EcmsLetter:
    return EcmsLetter(**{"letter_id": "ชม 0017/9", "day": DAY, "subject": "เชิญประชุม", "secret_code": "001",
                         "speed_code": "003", **told})  # type: ignore[arg-type]  # fmt: skip


def test_the_register_in_is_written_for_excel_and_on_paper(command: Command, town: Path, tmp_path: Path) -> None:
    book, pages = tmp_path / "ทะเบียนรับ.xlsx", tmp_path / "ทะเบียนรับ.pdf"

    told = command("letters", town, "--register", "in", "--year", "2569", "--out", book, "--json")

    assert (told.status, told.json) == (0, {"file": str(book), "lines": 1})
    with zipfile.ZipFile(book) as package:
        assert "ขอข้อมูลแผนที่" in package.read("xl/worksheets/sheet1.xml").decode()
    assert command("letters", town, "--register", "in", "--year", "2569", "--out", pages).status == 0
    assert pages.read_bytes().startswith(b"%PDF")


def test_an_empty_register_is_a_book_without_lines(command: Command, town: Path, tmp_path: Path) -> None:
    told = command("letters", town, "--register", "out", "--year", "2571", "--out", tmp_path / "a.xlsx", "--json")

    assert (told.status, told.json["lines"]) == (0, 0)


def test_a_letter_of_another_office_is_received_with_its_file(command: Command, town: Path, tmp_path: Path) -> None:
    file = tmp_path / "หนังสือ.xml"
    write_message_file(file, EcmsMessage(a_message(main=EcmsFile("text/plain", "ขอเชิญ".encode()))))

    told = command("letters", town, "--import", file, "--json")

    assert told.status == 0
    assert (told.json["kind"], told.json["files"], told.json["state"]) == ("letter", 1, "registered")
    again = command("letters", town, "--import", file)
    assert again.status == 2
    assert told.json["number"] in again.err


def test_a_secret_letter_says_that_its_files_were_not_kept(command: Command, town: Path, tmp_path: Path) -> None:
    file = tmp_path / "ลับ.xml"
    write_message_file(file, EcmsMessage(a_message(secret_code="002", main=EcmsFile("text/plain", b"x"))))

    told = command("letters", town, "--import", file, "--lang", "th")

    assert told.status == 1
    assert "ชั้นความลับ" in told.out


def test_a_letter_leaves_and_the_answer_marks_it(command: Command, town: Path, tmp_path: Path) -> None:
    out, answer = tmp_path / "ออก.xml", tmp_path / "ตอบ.xml"

    assert command("letters", town, "--export", "๑", out).status == 0
    letter = read_message(out.read_bytes(), out.name).body
    assert isinstance(letter, EcmsLetter)
    write_message_file(answer, EcmsMessage(EcmsNotice("accept", letter.letter_id, letter.day, "", "441/2569")))
    told = command("letters", town, "--import", answer, "--json")

    assert (told.status, told.json["kind"], told.json["state"]) == (0, "accept", "answered")


def test_a_letter_that_was_written_here_leaves_as_it_is_printed(command: Command, office_folder: Path) -> None:
    project = a_project(office_folder)
    registry = Registry(project, book=shipped_book())
    receiver = Recipient(uid=new_uid(), case_uid=Uid(""), name="อำเภอ", way=ECMS)
    registry.quick(recipients=[receiver], body="ขอส่งข้อมูลมาเพื่อโปรดทราบ")
    order = registry.quick(document="order", division="clerk", subject="แต่งตั้งกรรมการ")
    project.close()
    out = office_folder / "ออก.xml"

    assert command("letters", project.path, "--export", "1", out).status == 0
    letter = read_message(out.read_bytes(), out.name).body
    assert isinstance(letter, EcmsLetter)
    assert letter.main is not None
    assert letter.main.content.startswith(b"%PDF")
    told = command("letters", project.path, "--export", order.number, office_folder / "คำสั่ง.xml", "--lang", "en")
    assert told.status == 2
    assert not (office_folder / "คำสั่ง.xml").exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "--register"),
        (("--register", "in", "--import", "a.xml"), "--register"),
        (("--register", "in"), "--year"),
        (("--import", "a.xml", "--year", "2569"), "--register"),
        (("--register", "in", "--year", "2569", "--out", "a.docx"), "a.docx"),
        (("--export", "ชม 1/99", "a.xml"), "ชม 1/99"),
        (("--export", "1", "a.pdf"), "a.pdf"),
        (("--import", "ไม่มี.xml"), "ไม่มี.xml"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    command: Command, town: Path, options: tuple[str, ...], sentence: str
) -> None:
    told = command("letters", town, *options, "--lang", "th")

    assert told.status == 2
    assert sentence in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize("evil", ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "<<"])
def test_a_dangerous_or_broken_file_changes_nothing(command: Command, town: Path, tmp_path: Path, evil: str) -> None:
    file = tmp_path / "ร้าย.xml"
    whole = write_message(EcmsMessage(a_message())).decode()
    file.write_text(whole.replace("<SOAP-ENV:Envelope", f"{evil}<SOAP-ENV:Envelope", 1), encoding="utf-8")

    told = command("letters", town, "--import", file)

    assert told.status == 2
    assert "ร้าย.xml" in told.err
    assert _lines(command, town, tmp_path) == 1


def _lines(command: Command, town: Path, folder: Path) -> int:
    told = command("letters", town, "--register", "in", "--year", "2569", "--out", folder / "n.xlsx", "--json")
    return int(told.json["lines"])
