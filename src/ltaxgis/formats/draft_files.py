"""Drafts of the regulation's other documents as .docx, to go on with in Word; letters are `letter_files`'s."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from ltaxgis.domain.papers.draft import Certificate, Directive, Draft, MeetingMinutes, Memo, StampedLetter
from ltaxgis.domain.papers.letter import AttachedList, OfficialDocument, Part
from ltaxgis.domain.papers.paper import Signature
from ltaxgis.formats.letter_files import dressed_document, run_of

_MIDDLE, _INDENT = Cm(7.5), Cm(2.5)
_RED = RGBColor(0xB0, 0x00, 0x20)
_RIGHT = Cm(16)
_OPEN = "." * 40


def word_draft(paper: Memo | Draft) -> bytes:
    """The draft in Word, with the margins, sizes and places of the printed one."""
    document = dressed_document()
    _marks(document, paper)
    if isinstance(paper, Memo):
        _memo(document, paper)
    else:
        _draft(document, paper)
    if paper.attached is not None:
        _attached(document, paper.attached)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _memo(document: Document, memo: Memo) -> None:
    number, subject, to, refers, enclosed, copies = memo.labels
    _line(document, memo.head.garuda_missing if not memo.head.garuda else "")
    title = _line(document, memo.heading, size=29, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    title.paragraph_format.line_spacing_rule, title.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(35)
    _labelled(document, [(memo.office_label, memo.office)])
    _labelled(document, [(number, memo.number), (memo.day_label, memo.day)])
    _labelled(document, [(subject, memo.subject)])
    _line(document, f"{to}  {memo.addressee}")
    for label, values in ((refers, memo.references), (enclosed, memo.enclosures)):
        for one in values:
            _line(document, f"{label}  {one}")
    _body(document, memo.body)
    _signed(document, memo.signature)
    for one in memo.copies:
        _line(document, f"{copies}  {one}")


def _draft(document: Document, paper: Draft) -> None:
    if isinstance(paper, Directive | MeetingMinutes):
        if isinstance(paper, Directive) and paper.with_garuda:
            _garuda(document, paper)
        for place, text in enumerate(paper.heading):
            _line(document, text, bold=place == 0, align=WD_ALIGN_PARAGRAPH.CENTER)
    elif isinstance(paper, StampedLetter):
        _garuda(document, paper)
        _line(document, f"{paper.labels[0]} {paper.number}")
        _line(document, f"{paper.labels[1]}  {paper.addressee}")
    elif isinstance(paper, Certificate):
        _garuda(document, paper)
        _line(document, paper.number)
        for text in (paper.head.name, *paper.head.place):
            _line(document, text, left=Cm(9))
    _body(document, paper.body)
    _end(document, paper)


def _end(document: Document, paper: Draft) -> None:
    if isinstance(paper, StampedLetter):
        for text in (paper.seal, paper.issuer, paper.day):
            _line(document, text, left=_MIDDLE)
        for text in paper.owner:
            _line(document, text)
        return
    if isinstance(paper, Directive | Certificate):
        _line(document, paper.given, left=Cm(5) if not isinstance(paper, Directive) or paper.signed else _MIDDLE)
    if isinstance(paper, Directive) and not paper.signed:
        _line(document, paper.issuer, left=_MIDDLE)
        return
    _signed(document, paper.signature)
    if isinstance(paper, MeetingMinutes):
        _signed(document, paper.checked)


def _garuda(document: Document, paper: Draft) -> None:
    _line(document, paper.head.garuda_missing if not paper.head.garuda else "", align=WD_ALIGN_PARAGRAPH.CENTER)


def _marks(document: Document, paper: OfficialDocument) -> None:
    """Secrecy at the top and bottom of every page, urgency on the first."""
    section = document.sections[0]
    if paper.secrecy:
        for part in (section.header, section.footer):
            _red(part.paragraphs[0], paper.secrecy).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if paper.urgency:
        _red(document.add_paragraph(), paper.urgency)
    if paper.arrive_by:
        _red(document.add_paragraph(), paper.arrive_by, size=16)


def _red(paragraph: Paragraph, text: str, size: int = 32) -> Paragraph:
    run = run_of(paragraph, text, size, bold=True)
    run.font.color.rgb = _RED
    return paragraph


def _labelled(document: Document, pairs: Iterable[tuple[str, str]]) -> None:
    """Labels bold of 20 points, values of 16, dots up to the right margin."""
    paragraph, told = document.add_paragraph(), list(pairs)
    stops = paragraph.paragraph_format.tab_stops
    for place, (label, value) in enumerate(told):
        last = place == len(told) - 1
        stops.add_tab_stop(_RIGHT if last else _MIDDLE, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS)
        run_of(paragraph, label, 20, bold=True)
        run_of(paragraph, f"  {value}\t", 16)


def _body(document: Document, parts: Iterable[Part]) -> None:
    for part in parts:
        if part.heading:
            _line(document, part.heading, bold=True)
        for text in (*part.text.split("\n"), *part.points):
            if text.strip():
                _line(document, text).paragraph_format.first_line_indent = _INDENT


def _signed(document: Document, signature: Signature) -> None:
    for text in ("", "", f"({signature.name or _OPEN})", *signature.position):
        _line(document, text, left=_MIDDLE)


def _attached(document: Document, attached: AttachedList) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for place, text in enumerate(attached.heading):
        _line(document, text, bold=place == 0, align=WD_ALIGN_PARAGRAPH.CENTER)
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, attached.columns, strict=True):
        run_of(cell.paragraphs[0], text, 16, bold=True)
    for row in attached.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            run_of(cell.paragraphs[0], text, 16)


def _line(
    document: Document, text: str, *, size: int = 16, bold: bool = False, left: Any = None, align: Any = None
) -> Paragraph:
    paragraph = document.add_paragraph()
    run_of(paragraph, text, size, bold=bold)
    if left is not None:
        paragraph.paragraph_format.left_indent = left
    if align is not None:
        paragraph.alignment = align
    return paragraph
