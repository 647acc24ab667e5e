"""Papers of cases, made from the open project: one composition for the window and for runs of many."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import groupby
from pathlib import Path

from ltaxgis.app.knowledge import shipped_office
from ltaxgis.app.opening import opened
from ltaxgis.app.own_templates import OwnTemplates, templates_of
from ltaxgis.domain.cases import local_day
from ltaxgis.domain.correspondence import Letter as LetterRecord
from ltaxgis.domain.correspondence import Loan, Recipient, Routing, StampPlace
from ltaxgis.domain.correspondence_desk import LETTERS_IN, LETTERS_OUT
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.papers.case_list import CaseList
from ltaxgis.domain.papers.draft import Draft, Memo
from ltaxgis.domain.papers.inspection import Photo
from ltaxgis.domain.papers.letter import Letter, Order, text_of
from ltaxgis.domain.papers.paper import Paper
from ltaxgis.domain.permit_desk import PERMITS
from ltaxgis.domain.permits import Permit, PermitCheck, PermitFloor, PermitPaper, PermitVisit
from ltaxgis.domain.petition_desk import PETITIONS
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity_desk import PUBLICITY
from ltaxgis.domain.records import Record
from ltaxgis.domain.users import may
from ltaxgis.formats.draft_files import word_draft
from ltaxgis.formats.letter_files import WordLetters
from ltaxgis.formats.papers import TypstPapers
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.resources import Resources, find_resources
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_file import CaseFile, case_file
from ltaxgis.services.case_papers import LetterTold, ListHead, case_list, of_desk, on_roll, route_slip, slip, to_whom
from ltaxgis.services.case_people import see_number
from ltaxgis.services.case_steps import the_case
from ltaxgis.services.check_report import check_report
from ltaxgis.services.chiefs_lists import chiefs_lists
from ltaxgis.services.issued_papers import is_kept, issued_name, was_issued
from ltaxgis.services.letter_notices import Notice, SentNotices, send_notices
from ltaxgis.services.letter_papers import recipients
from ltaxgis.services.letter_papers_asked import DESKS as LETTER_DESKS
from ltaxgis.services.letter_papers_asked import papers_of_letter
from ltaxgis.services.letterhead import sample_letter
from ltaxgis.services.office_book import book_of
from ltaxgis.services.papers_asked import MadePaper, PaperAsked, PaperText
from ltaxgis.services.permit_forms import ORDERS, inspection_record, licence, work_order
from ltaxgis.services.permit_letters import KINDS, permit_letter
from ltaxgis.services.permit_lists import EVENT_OF
from ltaxgis.services.petition_letters import answer_letter, forward_letter, may_name
from ltaxgis.services.posting_record import posting_record
from ltaxgis.services.progress import Progress, Step
from ltaxgis.services.publication_file import PUBLICITY_RECORDS
from ltaxgis.services.reading_sheet import reading_sheet
from ltaxgis.services.stationery import Stationery
from ltaxgis.storage.papers_beside import FolderBeside
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import Words, load_words

PIECE = 50
OFFICIAL = "th"
"""The language of the regulation on correspondence."""
_RECORDS: Mapping[str, tuple[type[Record], ...]] = {
    "petitions": (Petition,), "permits": (Permit, PermitFloor, PermitPaper, PermitVisit, PermitCheck),
    PUBLICITY.name: PUBLICITY_RECORDS,
    **dict.fromkeys(LETTER_DESKS, (LetterRecord, Routing, Recipient, Loan, StampPlace)),
}  # fmt: skip
_DESKS = {desk.name: desk for desk in (PETITIONS, PERMITS, LETTERS_IN, LETTERS_OUT, PUBLICITY)}


class PaperOffice:
    """Makes papers of a project, in the language of the project. Refused as the services say it."""

    def __init__(self, project: SqlProject, resources: Resources, actor: Actor, now: datetime) -> None:
        self.project, self._resources, self.actor, self._now = project, resources, actor, now
        self._words = _words(resources.words, project.settings.language)

    def pdf(self, uid: Uid, asked: PaperAsked) -> MadePaper:
        """A paper of a case; where there is one for each of a letter's recipients, all of them."""
        numbers = self._numbers(uid) if asked.kind == "licence" else {}
        with self.room() as (reading, own, paper):
            file = self.file(reading, uid)
            if file.case.desk in LETTER_DESKS and asked.kind not in ("slip", "route"):
                papers = papers_of_letter(self._official(paper), file, asked.kind, _owners(reading, file))
                return MadePaper(self.setter(own).papers(papers), papers[0].title)
            made, pictures = self._content(reading, paper, file, asked, numbers)
            pdf, keep_as = self.setter(own).papers([made], pictures), _keep_as(file, asked.kind, made.title)
            return MadePaper(pdf, made.title, keep_as)

    def text(self, uid: Uid, asked: PaperAsked) -> PaperText:
        """A letter or an order in words. Refused (`paper.no_letter`) for others."""
        with self.room() as (reading, _own, paper):
            made, _ = self._content(reading, paper, self.file(reading, uid), asked, {})
        if isinstance(made, Letter):
            return PaperText(made.subject, text_of(made.body), made.addressee)
        if isinstance(made, Order):
            return PaperText(made.subject, text_of(made.body), made.appeal)
        raise Refused("paper.no_letter")

    def docx(self, uid: Uid, asked: PaperAsked) -> bytes:
        """A letter for Word, in the town's own document where it has one. Refused (`paper.no_letter`) for others."""
        with self.room() as (reading, own, paper):
            file = self.file(reading, uid)
            if file.case.desk in LETTER_DESKS:
                made = papers_of_letter(self._official(paper), file, asked.kind, {})[0]
            else:
                made, _ = self._content(reading, paper, file, asked, {})
            if isinstance(made, Memo | Draft):
                return word_draft(made)
            if not isinstance(made, Letter):
                raise Refused("paper.no_letter")
            return WordLetters().letter(made, own.letter)

    def sample(self) -> bytes:
        """A letter as the office's letters look now."""
        with self.room() as (_reading, own, paper):
            return self.setter(own).papers([sample_letter(paper)])

    def list_pdf(self, query: CaseQuery, head: ListHead) -> MadePaper:
        """A work list on paper: what this person may see of it."""
        with self.room() as (reading, own, paper):
            page = reading.case_page(replace(query, viewer=self.actor.name))
            made: CaseList = case_list(paper, page, head, may_see_people=may(self.actor, "people.see"))
            return MadePaper(self.setter(own).papers([made]), made.title)

    def run(self, uids: Sequence[Uid], asked: PaperAsked, progress: Progress) -> bytes:
        """The same kind of paper for many cases in one PDF, set in pieces."""
        pieces = []
        for first in range(0, len(uids), PIECE):
            progress(Step("paper.step", first, len(uids)))
            with self.room() as (reading, own, paper):
                setter = self.setter(own)
                files = [self.file(reading, uid) for uid in uids[first : first + PIECE]]
                papers = [one for file in files for one in self._papers(reading, paper, file, asked)]
                pieces += [setter.papers(list(same)) for _, same in groupby(papers, key=lambda one: one.template)]
        if not pieces:
            raise Refused("paper.none")
        return TypstPapers(self._resources.templates, self._resources.fonts).joined(pieces)

    def for_chiefs(self, desk: str) -> MadePaper:
        """A page for each chief with what is put before him, the longest past first. Refused (`paper.none`) where
        nothing is."""
        with self.room() as (reading, own, paper):
            papers = chiefs_lists(reading, self.actor, paper, _DESKS[desk].table)
            if not papers:
                raise Refused("paper.none")
            return MadePaper(self.setter(own).papers(papers), papers[0].title)

    def send_notices(self, uids: Sequence[Uid], kind: str) -> SentNotices:
        """Letters of a kind went out about these cases, each with its number. Refused as the service."""
        with self.room() as (reading, _own, paper):
            letters = [(uid, permit_letter(paper, self.file(reading, uid), kind, LetterTold())) for uid in uids]
            notices = [Notice(uid, made.subject, text_of(made.body)) for uid, made in letters]
            book = paper.book
        return send_notices(self.project, self.actor, book, notices, EVENT_OF[kind], self._now)

    def reading_sheet(self, day: date) -> MadePaper:
        """The loudspeakers' texts of a day."""
        with self.room() as (reading, own, paper):
            made = reading_sheet(reading, self.actor, paper, day)
            return MadePaper(self.setter(own).papers([made]), made.title)

    def setter(self, own: OwnTemplates) -> TypstPapers:
        return TypstPapers(own.folder, self._resources.fonts)

    @contextmanager
    def room(self) -> Iterator[tuple[Reading, OwnTemplates, Stationery]]:
        with self.project.reading() as reading, templates_of(self.project, self._resources) as own:
            book = book_of(reading, shipped_office(self._resources))
            yield (
                reading,
                own,
                Stationery(self.project.settings, book, self._words, local_day(self._now), own.emblem, own.garuda),
            )

    def _official(self, paper: Stationery) -> Stationery:
        """Correspondence is Thai, whatever the project speaks: the regulation knows no other."""
        return replace(paper, words=_words(self._resources.words, OFFICIAL))

    def file(self, reading: Reading, uid: Uid) -> CaseFile:
        desk: Desk = _DESKS[the_case(reading, self.actor, uid).desk]
        return case_file(reading, self.actor, desk, uid, local_day(self._now), _RECORDS[desk.name])

    def _papers(self, reading: Reading, paper: Stationery, file: CaseFile, asked: PaperAsked) -> Sequence[Paper]:
        if file.case.desk in LETTER_DESKS and asked.kind not in ("slip", "route"):
            return papers_of_letter(self._official(paper), file, asked.kind, _owners(reading, file))
        return [self._content(reading, paper, file, _numbered(asked, file, paper), {})[0]]

    def _content(
        self, reading: Reading, paper: Stationery, file: CaseFile, asked: PaperAsked, numbers: Mapping[Uid, str]
    ) -> tuple[Paper, Mapping[str, bytes]]:
        made: Mapping[str, Callable[[], Paper]] = {
            "slip": lambda: slip(paper, file.case, self.actor, asked.pin),
            "slip_roll": lambda: on_roll(slip(paper, file.case, self.actor, asked.pin)),
            "route": lambda: route_slip(paper, file, named=may_name(file, self.actor)),
            "answer": lambda: answer_letter(paper, file, self.actor, asked.letter),
            "forward": lambda: forward_letter(paper, file, self.actor, asked.letter),
            "licence": lambda: self._licence(reading, paper, file, asked, numbers),
            "report": lambda: check_report(paper, reading, file),
            **{kind: self._permit_letter(paper, file, kind, asked) for kind in KINDS},
            **{f"order_{kind}": self._order(paper, file, kind, asked) for kind in ORDERS},
        }
        if asked.kind == "inspection":
            photos, pictures = _photos(reading, file)
            return inspection_record(paper, file, photos), pictures
        if asked.kind == "posting_record":
            return posting_record(reading, self.actor, paper, FolderBeside(self.project.path), file.case.uid)
        if asked.kind not in made:
            raise Refused("paper.unknown", kind=asked.kind)
        return made[asked.kind](), {}

    def _licence(
        self, reading: Reading, paper: Stationery, file: CaseFile, asked: PaperAsked, numbers: Mapping[Uid, str]
    ) -> Paper:
        """The licence; what left the office once is printed again as a copy."""
        made = licence(paper, file, numbers, replacement=asked.replacement)
        if not was_issued(reading, file.case.uid, _keep_as(file, "licence", made.title)):
            return made
        return licence(paper, file, numbers, replacement=asked.replacement, copy=True)

    def _permit_letter(self, paper: Stationery, file: CaseFile, kind: str, asked: PaperAsked) -> Callable[[], Paper]:
        return lambda: permit_letter(paper, file, kind, asked.letter)

    def _order(self, paper: Stationery, file: CaseFile, kind: str, asked: PaperAsked) -> Callable[[], Paper]:
        return lambda: work_order(paper, file, kind, asked.order)

    def _numbers(self, uid: Uid) -> Mapping[Uid, str]:
        """The identity number that the law's form bears, for who works with numbers; the journal gets its line."""
        if not may(self.actor, "numbers.see"):
            return {}
        with self.project.reading() as reading:
            person = to_whom(self.file(reading, uid))
        if person is None or person.number_key is None:
            return {}
        day = local_day(self._now)
        return {person.uid: see_number(self.project, self.actor, person.uid, "number", day)}


def _numbered(asked: PaperAsked, file: CaseFile, paper: Stationery) -> PaperAsked:
    """With the number of this case's letter and the day of today, where it went out with others."""
    number = asked.numbers.get(file.case.uid)
    return asked if not number else replace(asked, letter=replace(asked.letter, number=number, day=paper.today))


def _owners(reading: Reading, file: CaseFile) -> dict[str, Owner]:
    """Recipients of a letter that stand in the owner register, for their addresses."""
    uids = [Uid(one.owner_uid) for one in recipients(file) if one.owner_uid]
    return {str(one.uid): one for one in reading.get(Owner, uids)}


def _keep_as(file: CaseFile, kind: str, title: str) -> str:
    """The name under which a paper is kept once it leaves; none for a licence without its number."""
    if not is_kept(file.case.desk, kind):
        return ""
    permit = next(iter(of_desk(file, Permit)), None)
    if kind == "licence" and (permit is None or not permit.licence_no):
        return ""
    return issued_name(title, permit.renewals if permit is not None and kind == "licence" else 0)


@cache
def _words(folder: Path, language: str) -> Words:
    return load_words(folder, language)


def run_job(
    progress: Progress, path: Path, actor: Actor, uids: Sequence[Uid], asked: PaperAsked, now: datetime
) -> bytes:
    """The same paper of many cases, as one PDF; what a worker process is asked to do."""
    with opened(path) as project:
        return PaperOffice(project, find_resources(), actor, now).run(uids, asked, progress)


def _photos(reading: Reading, file: CaseFile) -> tuple[list[Photo], dict[str, bytes]]:
    """Photos of the case's visits, as they may leave: upright, without what the camera wrote into them."""
    wanted = {uid for visit in of_desk(file, PermitVisit) for uid in visit.photos.split(",")}
    photos: list[Photo] = []
    pictures: dict[str, bytes] = {}
    for one in file.attachments:
        content = reading.paper(one.leaves_as) if one.uid in wanted and one.leaves_as else None
        if content is not None:
            name = f"photo-{len(photos) + 1}.jpg"
            photos.append(Photo(picture=name, caption=one.note or one.name))
            pictures[name] = content
    return photos, pictures
