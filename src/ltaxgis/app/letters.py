"""Letters in and out as files, in worker processes: registers, reports, messages of e-CMS, mail.

Readers of foreign files are imported here, at the top: GDAL must be in the process before SpatiaLite is.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ltaxgis.app.knowledge import shipped_office
from ltaxgis.app.letter_papers import LetterOffice
from ltaxgis.app.opening import opened
from ltaxgis.domain.attachments import PDF, LookedAt, paper_limits
from ltaxgis.domain.cases import Case, may_see
from ltaxgis.domain.correspondence_desk import LETTERS_OUT
from ltaxgis.domain.ecms import EcmsFile, EcmsLetter, EcmsNotice, ecms_codes
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.letter_mail import MailFile
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.numerals import to_arabic
from ltaxgis.domain.users import ask_leave
from ltaxgis.formats.drafts import drafted
from ltaxgis.formats.ecms import LARGEST, read_message, write_message_file
from ltaxgis.formats.mail_writer import write_mail_file
from ltaxgis.formats.paper_looks import look_at_papers, read_whole
from ltaxgis.formats.papers import TypstPapers
from ltaxgis.formats.pdf_traces import without_traces
from ltaxgis.formats.workbook_writer import write_workbook
from ltaxgis.ports.letters import RegisterQuery
from ltaxgis.ports.resources import find_resources
from ltaxgis.ports.stores import Reading
from ltaxgis.services.attachments import Taken
from ltaxgis.services.case_steps import the_case
from ltaxgis.services.case_workbook import CaseNames
from ltaxgis.services.letter_exchange import letter_as_message, receive_message, take_notice
from ltaxgis.services.letter_filing import letter_of
from ltaxgis.services.letter_mail import letter_mail
from ltaxgis.services.letter_registers import main_books, register, register_sheet
from ltaxgis.services.letter_statistics import letter_reports, report_sheets
from ltaxgis.services.office_book import book_of
from ltaxgis.services.papers_asked import PaperAsked
from ltaxgis.services.progress import Progress, Step
from ltaxgis.storage.papers_beside import FolderBeside
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import Words, load_words

EXCEL, PAPER = ".xlsx", ".pdf"


@dataclass(frozen=True, slots=True)
class MessageTaken:
    """What a file of the exchange brought: `kind` is `letter` or the notice's, `number` our letter's and its `state`.
    `files` were kept; `refused` and `left_out` were not: the first by their kind or size, the others because the
    letter is secret."""

    kind: str
    uid: Uid
    number: str
    state: str
    files: int = 0
    refused: int = 0
    left_out: int = 0

    def as_json(self) -> dict[str, Any]:
        names = ("kind", "number", "state", "files", "refused", "left_out")
        return {name: getattr(self, name) for name in names}


def register_file_job(
    progress: Progress, path: Path, actor: Actor, direction: str, year: int, target: Path, language: str, now: datetime
) -> int:
    """The register in or out of a BE year stands at `target`, circulars that count on their own after it; answers how
    many lines it has. That it left is a line of the journal. Refused: `file.kind_unknown`, `file.cannot_write`."""
    ask_leave(actor, "cases.work")
    _only(target, (EXCEL, PAPER))
    progress(Step("step.export_read"))
    with opened(path) as project:
        with project.reading() as reading:
            names = _names(reading, language)
            asked = [RegisterQuery(series, year) for series in main_books(names.book, direction)]
            counts = [register(reading, actor, query).total for query in asked]
            kept = [query for query, count in zip(asked, counts, strict=True) if count] or asked[:1]
            if target.suffix.lower() == EXCEL:
                titles = [names.words(f"letter_book.title.{query.series}") for query in kept]
                write_workbook(
                    target,
                    [
                        register_sheet(reading, actor, one, names, title)
                        for one, title in zip(kept, titles, strict=True)
                    ],
                )
        if target.suffix.lower() == PAPER:
            _write(target, _papers(progress, project, actor, kept, now))
        _journal(project, actor, target.name)
    return sum(counts)


def book_file_job(
    progress: Progress, path: Path, actor: Actor, query: RegisterQuery, target: Path, language: str, now: datetime
) -> int:
    """One book of numbers, as the query names it, stands in a workbook; answers how many lines it has. That it left is
    a line of the journal. Refused: `file.kind_unknown`, `file.cannot_write`."""
    ask_leave(actor, "cases.work")
    _only(target, (EXCEL,))
    progress(Step("step.export_read"))
    with opened(path) as project:
        with project.reading() as reading:
            names = _names(reading, language)
            whole = RegisterQuery(query.series, query.year, query.division)
            title = names.words(f"letter_book.title.{query.series}")
            write_workbook(target, [register_sheet(reading, actor, whole, names, title)])
            count = register(reading, actor, whole).total
        _journal(project, actor, target.name)
    return count


def letter_report_job(
    progress: Progress, path: Path, actor: Actor, first: date, last: date, today: date, target: Path, language: str
) -> Path:
    """The figures of letters between two days stand in a workbook. They name nobody."""
    ask_leave(actor, "look")
    _only(target, (EXCEL,))
    progress(Step("step.export_read"))
    with opened(path) as project:
        with project.reading() as reading:
            names = _names(reading, language)
            write_workbook(target, report_sheets(letter_reports(reading, actor, first, last, today), names))
        _journal(project, actor, target.name)
    return target


def import_message_job(
    progress: Progress, path: Path, actor: Actor, file: Path, language: str, now: datetime,
    named: Sequence[str] = (), recipient: Uid | None = None,
) -> MessageTaken:  # fmt: skip
    """A letter of e-CMS is in the register with its files, or its notice has marked the receiver. Refused as
    `read_message`, `receive_message` and `take_notice`."""
    ask_leave(actor, "cases.work")
    progress(Step("step.read"))
    body = read_message(read_whole(file, LARGEST), file.name).body
    words = load_words(find_resources().words, language)
    with opened(path) as project:
        with project.reading() as reading:
            book = _book(reading)
        if isinstance(body, EcmsLetter):
            return _letter_taken(project, actor, book, body, words, now, named)
        if isinstance(body, EcmsNotice):
            reason = words("ecms.rejected_by_receiver")
            taken = take_notice(project, actor, book, body, now, reason, recipient)
            return MessageTaken(taken.kind, taken.case.uid, taken.case.number, taken.case.state)
    raise Refused("ecms.other", name=file.name)


def export_message_job(progress: Progress, path: Path, actor: Actor, number: str, target: Path, now: datetime) -> Path:
    """A letter out stands at `target` as a message of e-CMS, as it is printed where no paper of it is kept. Refused:
    `letter.no_such_number`, and as `letter_as_message`."""
    ask_leave(actor, "cases.work")
    progress(Step("step.export_read"))
    with opened(path) as project:
        with project.reading() as reading:
            case = _by_number(reading, actor, number)
            book, beside = _book(reading), FolderBeside(path)
            message = letter_as_message(reading, actor, book, beside, without_traces, case.uid, now)
            code = ecms_codes(book).media_code(PDF)
        body = message.body
        if isinstance(body, EcmsLetter) and body.main is None and (printed := _printed(project, actor, case.uid, now)):
            message = replace(message, body=replace(body, main=EcmsFile(code, printed)))
        write_message_file(target, message)
        _journal(project, actor, target.name)
    return target


def letter_mail_job(
    progress: Progress, path: Path, actor: Actor, uid: Uid, target: Path, now: datetime, recipients: Sequence[Uid] = ()
) -> tuple[str, ...]:
    """The letter stands at `target` as a mail to be sent on; answers the names of papers of which no copy may leave.
    Refused as `letter_mail`."""
    ask_leave(actor, "cases.work")
    progress(Step("step.export_read"))
    with opened(path) as project:
        words = load_words(find_resources().words, project.settings.language)
        with project.reading() as reading:
            book, beside = _book(reading), FolderBeside(path)
            made = letter_mail(reading, actor, book, beside, without_traces, uid, now, words, recipients)
        if not made.files and (printed := _printed(project, actor, uid, now)):
            made = replace(made, files=(MailFile(f"{words('paper.kind.letter')}.pdf", PDF, printed),))
        write_mail_file(target, made)
        _journal(project, actor, target.name)
    return made.left_out


def _printed(project: SqlProject, actor: Actor, uid: Uid, now: datetime) -> bytes:
    """The letter as the office prints it; nothing of one that is written elsewhere and only has its number here."""
    with project.reading() as reading:
        if not letter_of(reading, the_case(reading, actor, uid)).body.strip():
            return b""
    return LetterOffice(project, find_resources(), actor, now).pdf(uid, PaperAsked("letter")).pdf


def _letter_taken(
    project: SqlProject, actor: Actor, book: OfficeBook, letter: EcmsLetter, words: Words, now: datetime,
    named: Sequence[str],
) -> MessageTaken:  # fmt: skip
    limits = paper_limits(book)
    with tempfile.TemporaryDirectory() as told:
        folder = Path(told)
        looked = _looked(folder, letter, words, book)
        taken = [Taken(one) for one in looked.looks]
        beside = FolderBeside(project.path)
        case = receive_message(project, actor, book, beside, limits, letter, taken, now, named).case
    kept = 0 if case.secrecy else len(taken)
    return MessageTaken(
        "letter", case.uid, case.number, case.state, kept, len(looked.refused), len(taken) - kept
    )  # fmt: skip


def _looked(folder: Path, letter: EcmsLetter, words: Words, book: OfficeBook) -> LookedAt:
    """The files of a message, looked at as any foreign file is: by their bytes, whatever they are said to be."""
    paths = []
    if letter.main is not None:
        paths.append(folder / words("ecms.file.main"))
        paths[-1].write_bytes(letter.main.content)
    for number, one in enumerate(letter.files, 1):
        paths.append(folder / words("ecms.file.enclosed", number=number))
        paths[-1].write_bytes(one.content)
    return look_at_papers(paths, paper_limits(book), folder / "in", lambda _done, _total: None)


def _papers(
    progress: Progress, project: SqlProject, actor: Actor, asked: Sequence[RegisterQuery], now: datetime
) -> bytes:
    from ltaxgis.app.letter_papers import LetterOffice  # who only wants a workbook need not load what sets pages

    office = LetterOffice(project, find_resources(), actor, now)
    pieces = [office.register(query, progress) for query in asked]
    resources = find_resources()
    return pieces[0] if len(pieces) == 1 else TypstPapers(resources.templates, resources.fonts).joined(pieces)


def _by_number(reading: Reading, actor: Actor, number: str) -> Case:
    """The letter out of a number, as it stands or in Thai figures; of several years the newest."""
    wanted = " ".join(to_arabic(number).split())
    found = [
        one for one in reading.having(Case, "number", [wanted])
        if one.desk == LETTERS_OUT.name and may_see(one, actor)
    ]  # fmt: skip
    if not found:
        raise Refused("letter.no_such_number", number=number)
    return max(found, key=lambda one: one.received_at)


def _names(reading: Reading, language: str) -> CaseNames:
    return CaseNames(load_words(find_resources().words, language), _book(reading))


def _book(reading: Reading) -> OfficeBook:
    return book_of(reading, shipped_office(find_resources()))


def _only(target: Path, endings: tuple[str, ...]) -> None:
    if target.suffix.lower() not in endings:
        raise Refused("file.kind_unknown", name=target.name)


def _write(target: Path, content: bytes) -> None:
    with drafted(target) as draft:
        draft.write_bytes(content)


def _journal(project: SqlProject, actor: Actor, name: str) -> None:
    if project.writable:
        with project.work(actor, "export.letters", name) as work:
            work.commit()
