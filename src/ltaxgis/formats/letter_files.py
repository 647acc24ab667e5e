"""Letters as .docx, to go on with in Word: laid out by the program, or in a document of the town's own.

A field is written `{{ name }}`, also where Word has cut it into several runs. Nothing in a town's document is carried
out: fields are replaced by plain text and by nothing else.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.papers.letter import Letter, Part, letter_fields, lines_of
from ltaxgis.domain.papers.paper import OfficeHead, Signature
from ltaxgis.formats.archives import damage_said

FONT = "TH Sarabun New"
"""Every office has it; Word shows another where it is not."""
_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_LARGEST, _MOST_PARTS = 64 << 20, 2000
_MIDDLE_CM = 7.5  # from the left margin to the middle of the page


class WordLetters:
    """`ports.papers.LetterFiller`."""

    def fields(self, template: bytes, name: str) -> frozenset[str]:
        """Refused where it is no document (`file.damaged`) or far too large (`file.zip_too_large`)."""
        document = _opened(template, name)
        return frozenset(name for one in _paragraphs(document) for name in _FIELD.findall(one.text))

    def letter(self, letter: Letter, template: bytes = b"") -> bytes:
        if not template:
            return _saved(_laid_out(letter))
        document = _opened(template, letter.title)
        fields = letter_fields(letter)
        for paragraph in list(_paragraphs(document)):
            _fill(paragraph, fields)
        return _saved(document)


def blank_letter() -> bytes:
    """The program's own letter with its fields in place of texts, for a town to make its own of."""
    field = "{{{{ {} }}}}".format
    return _saved(
        _laid_out(
            Letter(
                head=OfficeHead(name=field("เทศบาล"), place=(field("ที่อยู่"),)), title="", made_on=date.min,
                labels=("ที่", "เรื่อง", "เรียน", "อ้างถึง", "สิ่งที่ส่งมาด้วย", "สำเนาส่ง"), number=field("ที่"),
                day=field("วันที่"), subject=field("เรื่อง"), addressee=field("เรียน"), references=(field("อ้างถึง"),),
                enclosures=(field("สิ่งที่ส่งมาด้วย"),), body=(Part(text=field("เนื้อความ")),),
                closing=field("คำลงท้าย"), owner=(field("เจ้าของเรื่อง"),), copies=(field("สำเนาส่ง"),),
                signature=Signature(name=field("ชื่อผู้ลงนาม"), position=(field("ตำแหน่ง"),)),
            )
        )
    )  # fmt: skip


def _opened(content: bytes, name: str) -> Document:
    with damage_said(name), zipfile.ZipFile(BytesIO(content)) as package:
        infos = package.infolist()
        if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _LARGEST:
            raise Refused("file.zip_too_large", name=name)
        if any(
            b"<!DOCTYPE" in package.read(info)[:4096] for info in infos if info.filename.endswith((".xml", ".rels"))
        ):
            raise Refused("file.damaged", name=name)
    try:
        return docx.Document(BytesIO(content))
    except (PackageNotFoundError, SyntaxError, KeyError, ValueError) as error:
        raise Refused("file.damaged", name=name) from error


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """All of them: of the text, of tables and text boxes, of heads and feet."""
    parts: list[Any] = [document.element.body]
    for section in document.sections:
        parts += [one._element for one in (section.header, section.footer, section.first_page_header,
                                           section.first_page_footer) if not one.is_linked_to_previous]  # fmt: skip
    for part in parts:
        for element in part.iter(qn("w:p")):
            yield Paragraph(element, document._body)


def _fill(paragraph: Paragraph, fields: Mapping[str, str]) -> None:
    """Each field becomes its text in the look of the run it begins in; further lines follow as line breaks. From the
    last to the first, so that a text which looks like a field stays a text."""
    for found in reversed(list(_FIELD.finditer("".join(run.text for run in paragraph.runs)))):
        first, last = found.span()
        place, said = 0, fields.get(found.group(1), "")
        for run in paragraph.runs:
            text = run.text
            begins, ends = place, place + len(text)
            place = ends
            if ends <= first or begins >= last:
                continue
            before, after = text[: max(first - begins, 0)], text[max(last - begins, 0) :] if ends > last else ""
            # only the run in which the field begins takes the text
            run.text = before + (said if begins <= first else "") + after


def _laid_out(letter: Letter) -> Document:
    """As the printed letter: margins 3 and 2 cm, first lines set in 2.5 cm, day and closing from the middle."""
    document = dressed_document()
    number, subject, to, refers, enclosed, copies = letter.labels
    garuda = _line(document, letter.head.garuda_missing)
    garuda.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _line(document, f"{number} {letter.number}\t{letter.head.name}").paragraph_format.tab_stops.add_tab_stop(Cm(9))
    for one in letter.head.place:
        _line(document, one, Cm(9))
    _line(document, letter.day, Cm(_MIDDLE_CM))
    _line(document, f"{subject}  {letter.subject}")
    _line(document, f"{to}  {letter.addressee}")
    for label, values in ((refers, letter.references), (enclosed, letter.enclosures)):
        for one in values:
            _line(document, f"{label}  {one}")
    for one in lines_of(letter):
        _line(document, one).paragraph_format.first_line_indent = Cm(2.5)
    _line(document, letter.closing, Cm(_MIDDLE_CM))
    for one in ("", "", f"({letter.signature.name or '.' * 40})", *letter.signature.position):
        _line(document, one, Cm(_MIDDLE_CM))
    for one in (*letter.owner, *(f"{copies}  {copy}" for copy in letter.copies)):
        _line(document, one)
    return document


def dressed_document() -> Document:
    """An empty A4 document with the margins and the letters of the regulation."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Cm(3), Cm(2), Cm(1.5), Cm(2)
    _dress(document)
    return document


def run_of(paragraph: Paragraph, text: str, size: int, *, bold: bool = False) -> Run:
    """A run of text in points; Thai is a complex script, whose size and weight Word keeps apart."""
    run: Run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.cs_bold, run.font.complex_script = Pt(size), bold, bold, True
    properties = run.element.get_or_add_rPr()
    # Word wants the elements in the order of its schema
    properties.find(qn("w:sz")).addnext(properties.makeelement(qn("w:szCs"), {qn("w:val"): str(size * 2)}))
    return run


def _dress(document: Document) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(16)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), FONT)
    # Thai is a complex script: Word takes its size from elsewhere
    size = fonts.getparent().makeelement(qn("w:szCs"), {qn("w:val"): "32"})
    fonts.getparent().append(size)
    style.paragraph_format.space_after = Pt(0)


def _line(document: Document, text: str, indent: Any = None) -> Paragraph:
    paragraph = document.add_paragraph()
    run: Run = paragraph.add_run(text)
    run.element.get_or_add_rPr().append(run.element.makeelement(qn("w:cs"), {}))
    if indent is not None:
        paragraph.paragraph_format.left_indent = indent
    return paragraph


def _saved(document: Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()
