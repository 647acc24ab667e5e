"""Letters for Word: as the program lays them out, and in a document of the town's own."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from tests.paper_samples import HARD, LONG, every_paper

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.papers.letter import LETTER_FIELDS, Letter, letter_fields
from ltaxgis.formats.letter_files import WordLetters

WORD = WordLetters()


def a_letter(*, long: bool = False) -> Letter:
    made = every_paper(long=long)["answer"]
    assert isinstance(made, Letter)
    return made


def document(*paragraphs: str | tuple[str, ...]) -> bytes:
    """A document whose paragraphs are runs."""
    made = docx.Document()
    for runs in paragraphs:
        paragraph = made.add_paragraph()
        for text in (runs,) if isinstance(runs, str) else runs:
            paragraph.add_run(text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def texts(content: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]


def test_a_letter_without_a_document_of_the_town_holds_all_that_the_printed_one_says() -> None:
    letter = a_letter(long=True)
    whole = "\n".join(texts(WORD.letter(letter)))
    for told in letter_fields(letter).values():
        for line in told.splitlines():
            assert line in whole
    assert HARD in whole


def test_fields_are_filled_also_where_word_has_cut_them_in_pieces() -> None:
    template = document("ที่ {{ที่}}", ("เรื่อง {", "{ เรื่", "อง }", "} ลงวันที่ {{วันที่}} ครับ"), "{{เนื้อความ}}")
    letter = a_letter(long=True)
    number, subject, body = texts(WORD.letter(letter, template))
    assert number == f"ที่ {letter.number}"
    assert subject == f"เรื่อง {letter.subject} ลงวันที่ {letter.day} ครับ"
    assert LONG[:500].split("2")[0] in body


def test_fields_in_tables_heads_and_feet_are_filled() -> None:
    made = docx.Document()
    made.add_table(1, 1).cell(0, 0).text = "{{เรียน}}"
    made.sections[0].header.paragraphs[0].text = "{{เทศบาล}}"
    out = io.BytesIO()
    made.save(out)
    assert WORD.fields(out.getvalue(), "แบบ.docx") == {"เรียน", "เทศบาล"}
    filled = docx.Document(io.BytesIO(WORD.letter(a_letter(), out.getvalue())))
    assert filled.tables[0].cell(0, 0).text == "นายสมชาย ใจดี"
    assert filled.sections[0].header.paragraphs[0].text == "เทศบาลตำบลท่าแสงคำ"


def test_a_text_that_looks_like_a_field_stays_a_text() -> None:
    told = replace(a_letter(), subject="{{เรื่อง}} และ {{7*7}}")
    assert texts(WORD.letter(told, document("{{เรื่อง}}"))) == ["{{เรื่อง}} และ {{7*7}}"]


def test_every_field_of_a_letter_has_a_name() -> None:
    assert set(letter_fields(a_letter())) == LETTER_FIELDS


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half", b"%PDF-1.7", document("x")[:900]])
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match=r"file\.damaged"):
        WORD.fields(content, "แบบ.docx")


def test_a_document_that_swells_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (65 << 20))
    with pytest.raises(Refused, match=r"file\.zip_too_large"):
        WORD.fields(out.getvalue(), "แบบ.docx")


def test_a_document_that_would_read_other_files_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "ลับ.txt"
    secret.write_text("ความลับ", encoding="utf-8")
    source, out = zipfile.ZipFile(io.BytesIO(document("{{ที่}}"))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "word/document.xml":
                told = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
                content = content.replace(b"<w:document", told.encode() + b"<w:document", 1)
            package.writestr(info, content)
    with pytest.raises(Refused, match=r"file\.damaged"):
        WORD.fields(out.getvalue(), "แบบ.docx")
