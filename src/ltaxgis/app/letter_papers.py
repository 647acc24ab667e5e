"""Papers of correspondence that are not of one case: registers, lists, form 25; and stamps on scans."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from ltaxgis.app.case_papers import PaperOffice
from ltaxgis.app.opening import opened
from ltaxgis.domain.cases import Case, may_see
from ltaxgis.domain.correspondence import Folder, Letter, Recipient, StampPlace
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.papers.book import Book
from ltaxgis.domain.project import Actor
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.formats.stamped_scans import StampOnPage, as_pdf, page_size_mm, with_stamps
from ltaxgis.ports.letters import RegisterLine, RegisterQuery
from ltaxgis.ports.resources import find_resources
from ltaxgis.ports.stores import Reading
from ltaxgis.services.attachments import bytes_of, the_attachment
from ltaxgis.services.destruction import destruction_file
from ltaxgis.services.destruction_paper import destruction_list
from ltaxgis.services.letter_books import (
    LetterLine,
    archive_list,
    delivery_book,
    goes_on,
    in_pieces,
    kept_register,
    loans_list,
    register_book,
    transfer_list,
)
from ltaxgis.services.letter_filing import loans
from ltaxgis.services.letter_papers_asked import direction_of, is_secret
from ltaxgis.services.letter_report_paper import report_book
from ltaxgis.services.letter_sending import delivery_book as sent_by_day
from ltaxgis.services.letter_statistics import letter_reports
from ltaxgis.services.papers_asked import MadePaper
from ltaxgis.services.post_room import stamps_of, usual_place
from ltaxgis.services.progress import Progress, Step
from ltaxgis.storage.papers_beside import FolderBeside

AT_ONCE = 1_000
LENT = "lent"
LISTS = ("transfer", "kept", "archive", "delivery", LENT)


class LetterOffice(PaperOffice):
    """Makes books and lists of a project. Refused as the services say it."""

    def register(self, query: RegisterQuery, progress: Progress) -> bytes:
        """The book of numbers as it looks on paper: all lines that the query finds, whatever its `limit`, set in
        pieces whose sheets are counted on."""
        pieces: list[bytes] = []
        sheets, first = 1, 0
        with self.room() as (reading, own, paper):
            lines = self._lines(reading, query)
            setter, direction = self.setter(own), direction_of(query.series)
            for part in in_pieces(lines) if lines else [lines]:
                progress(Step("paper.step", first, len(lines)))
                book = goes_on(
                    register_book(paper, direction, part, query.division, secret=is_secret(query.series)), sheets
                )
                pieces.append(setter.papers([book]))
                sheets += PdfiumPages().count(pieces[-1])
                first += len(part)
            return setter.joined(pieces)

    def listed(
        self, kind: str, uids: Sequence[Uid], year: int, division: str = "", day: date | None = None
    ) -> MadePaper:
        """One of `LISTS` of these letters, in their order; letters that this person may not see are left out."""
        if kind == LENT:
            return self._lent()
        with self.room() as (reading, own, paper):
            lines = self._letters(reading, uids)
            made = {
                "transfer": lambda: transfer_list(paper, lines, division),
                "kept": lambda: kept_register(paper, lines, year),
                "archive": lambda: archive_list(paper, lines, year),
                "delivery": lambda: delivery_book(paper, lines, day or paper.today),
            }.get(kind)  # fmt: skip
            if made is None:
                raise Refused("paper.unknown", kind=kind)
            book: Book = made()
            return MadePaper(self.setter(own).papers([book]), book.title)

    def _lent(self) -> MadePaper:
        """What is lent today, whatever was asked for; letters that this person may not see are left out."""
        with self.room() as (reading, own, paper):
            lent = loans(reading, self.actor, paper.today)
            letters = {one.case_uid: one for one in reading.having(Letter, "case_uid", [one.case.uid for one in lent])}
            made = loans_list(paper, lent, letters)
            return MadePaper(self.setter(own).papers([made]), made.title)

    def sent_on(self, day: date, ways: Sequence[str]) -> MadePaper:
        """The delivery book (form 16) of what went out on a day by these ways, a line for each receiver."""
        with self.room() as (reading, own, paper):
            lines = list(self._sent(reading, day, ways))
            made = delivery_book(paper, lines, day)
            return MadePaper(self.setter(own).papers([made]), made.title)

    def figures(self, first: date, last: date) -> MadePaper:
        """The figures of letters between two days. They name nobody."""
        with self.room() as (reading, own, paper):
            made = report_book(paper, letter_reports(reading, self.actor, first, last, paper.today), first, last)
            return MadePaper(self.setter(own).papers([made]), made.title)

    def destruction(self, uid: Uid) -> MadePaper:
        """Form 25 of a list."""
        with self.room() as (reading, own, paper):
            told = destruction_file(reading, self.actor, paper.book, uid, paper.today)
            folders = {
                one.uid: one
                for one in reading.get(Folder, list({Uid(letter.folder_uid) for _, _, letter in told.lines}))
            }
            made = destruction_list(paper, told, folders)
            return MadePaper(self.setter(own).papers([made]), made.title)

    def stamped(self, uid: Uid, attachment_uid: Uid) -> bytes:
        """A scan with its receiving stamps, where they were put or at the upper right; the stored scan stays as it
        came. Refused as `the_attachment`, `bytes_of`, `stamps_of`, `as_pdf`, `with_stamps`."""
        with self.room() as (reading, own, paper):
            file = self.file(reading, uid)
            scan = the_attachment(reading, self.actor, attachment_uid)
            content = bytes_of(reading, FolderBeside(self.project.path), scan)
            # one that was put on another paper of the letter stands there and nowhere else
            stamps = [one for one in stamps_of(paper, file) if one[0] is None or one[0].attachment_uid == scan.uid]
            pdf = as_pdf(content, scan.media, scan.name)
            wide, high = page_size_mm(pdf, 1, scan.name)
            usual = [usual_place(wide, high, order) for order in range(len(stamps))]
            setter = self.setter(own)
            laid = [_on_page(setter.papers([stamp]), place) for place, stamp in stamps]
            return with_stamps(pdf, laid, scan.name, usual)

    def _lines(self, reading: Reading, query: RegisterQuery) -> list[RegisterLine]:
        lines: list[RegisterLine] = []
        asked = replace(query, viewer=self.actor.name, newest_first=False, limit=AT_ONCE, offset=0)
        while True:
            page = reading.letter_register(replace(asked, offset=len(lines)))
            lines += page.lines
            if not page.lines or len(lines) >= page.total:
                return lines

    def _sent(self, reading: Reading, day: date, ways: Sequence[str]) -> Iterator[LetterLine]:
        """A line for each receiver, in the order in which they were sent it."""
        people = {one.uid: one for one in reading.get(
            Recipient, [line.recipient_uid for line in sent_by_day(reading, self.actor, day, ways)])}  # fmt: skip
        told = {one.case.uid: one for one in self._letters(reading, [one.case_uid for one in people.values()])}
        for one in people.values():
            if one.case_uid in told:
                yield replace(told[one.case_uid], recipients=(one,))

    def _letters(self, reading: Reading, uids: Sequence[Uid]) -> list[LetterLine]:
        cases = [one for one in reading.get(Case, uids) if may_see(one, self.actor)]
        asked = [one.uid for one in cases]
        letters = {one.case_uid: one for one in reading.having(Letter, "case_uid", asked)}
        folders = {one.uid: one for one in reading.get(Folder, [Uid(one.folder_uid) for one in letters.values()])}
        sent: dict[Uid, list[Recipient]] = {}
        for one in reading.having(Recipient, "case_uid", asked):
            sent.setdefault(one.case_uid, []).append(one)
        return [
            LetterLine(one, letters[one.uid], folders.get(Uid(letters[one.uid].folder_uid)), sent.get(one.uid, ()))
            for one in cases if one.uid in letters
        ]  # fmt: skip


def _on_page(stamp: bytes, place: StampPlace | None) -> StampOnPage:
    if place is None:
        return StampOnPage(stamp)
    return StampOnPage(stamp, place.page, place.left, place.top)


def register_job(progress: Progress, path: Path, actor: Actor, query: RegisterQuery, now: datetime) -> bytes:
    """What a worker process is asked to do: the register as one PDF."""
    with opened(path) as project:
        return LetterOffice(project, find_resources(), actor, now).register(query, progress)


def stamped_job(progress: Progress, path: Path, actor: Actor, uid: Uid, attachment_uid: Uid, now: datetime) -> bytes:
    """What a worker process is asked to do: a foreign scan is opened there, and leaves with its stamps."""
    progress(Step("paper.step", 0, 1))
    with opened(path) as project:
        return LetterOffice(project, find_resources(), actor, now).stamped(uid, attachment_uid)
