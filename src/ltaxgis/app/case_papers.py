"""Papers of cases, made from the open project: one composition for the window and for runs of many."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from ltaxgis.app.knowledge import shipped_office
from ltaxgis.app.opening import opened
from ltaxgis.app.own_templates import OwnTemplates, templates_of
from ltaxgis.domain.cases import local_day
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.papers.case_list import CaseList
from ltaxgis.domain.papers.inspection import Photo
from ltaxgis.domain.papers.letter import Letter
from ltaxgis.domain.papers.paper import Paper
from ltaxgis.domain.permit_desk import PERMITS
from ltaxgis.domain.permits import Permit, PermitCheck, PermitFloor, PermitPaper, PermitVisit
from ltaxgis.domain.petition_desk import PETITIONS
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import may
from ltaxgis.formats.letter_files import WordLetters
from ltaxgis.formats.papers import TypstPapers
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.resources import Resources, find_resources
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_file import CaseFile, case_file
from ltaxgis.services.case_papers import ListHead, case_list, of_desk, route_slip, slip, to_whom
from ltaxgis.services.case_people import see_number
from ltaxgis.services.case_steps import the_case
from ltaxgis.services.check_report import check_report
from ltaxgis.services.office_book import book_of
from ltaxgis.services.papers_asked import MadePaper, PaperAsked
from ltaxgis.services.permit_forms import ORDERS, inspection_record, licence, work_order
from ltaxgis.services.permit_letters import KINDS, permit_letter
from ltaxgis.services.petition_letters import answer_letter, forward_letter, may_name
from ltaxgis.services.progress import Progress, Step
from ltaxgis.services.stationery import Stationery
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import Words, load_words

PIECE = 50
_RECORDS = {
    "petitions": (Petition,), "permits": (Permit, PermitFloor, PermitPaper, PermitVisit, PermitCheck),
}  # fmt: skip
_DESKS = {desk.name: desk for desk in (PETITIONS, PERMITS)}


class PaperOffice:
    """Makes papers of a project, in the language of the project. Refused as the services say it."""

    def __init__(self, project: SqlProject, resources: Resources, actor: Actor, now: datetime) -> None:
        self._project, self._resources, self._actor, self._now = project, resources, actor, now
        self._words = _words(resources.words, project.settings.language)

    def pdf(self, uid: Uid, asked: PaperAsked) -> MadePaper:
        numbers = self._numbers(uid) if asked.kind == "licence" else {}
        with self._room() as (reading, own, paper):
            file = self._file(reading, uid)
            made, pictures = self._content(reading, paper, file, asked, numbers)
            return MadePaper(TypstPapers(own.folder, self._resources.fonts).papers([made], pictures), made.title)

    def docx(self, uid: Uid, asked: PaperAsked) -> bytes:
        """A letter for Word, in the town's own document where it has one. Refused (`paper.no_letter`) for others."""
        with self._room() as (reading, own, paper):
            file = self._file(reading, uid)
            made, _ = self._content(reading, paper, file, asked, {})
            if not isinstance(made, Letter):
                raise Refused("paper.no_letter")
            return WordLetters().letter(made, own.letter)

    def list_pdf(self, query: CaseQuery, head: ListHead) -> MadePaper:
        """A work list on paper: what this person may see of it."""
        with self._room() as (reading, own, paper):
            page = reading.case_page(replace(query, viewer=self._actor.name))
            made: CaseList = case_list(paper, page, head, may_see_people=may(self._actor, "people.see"))
            return MadePaper(TypstPapers(own.folder, self._resources.fonts).papers([made]), made.title)

    def run(self, uids: Sequence[Uid], asked: PaperAsked, progress: Progress) -> bytes:
        """The same kind of paper for many cases in one PDF, set in pieces."""
        pieces = []
        for first in range(0, len(uids), PIECE):
            progress(Step("paper.step", first, len(uids)))
            with self._room() as (reading, own, paper):
                setter = TypstPapers(own.folder, self._resources.fonts)
                files = [self._file(reading, uid) for uid in uids[first : first + PIECE]]
                papers = [self._content(reading, paper, file, asked, {})[0] for file in files]
                pieces.append(setter.papers(papers))
        if not pieces:
            raise Refused("paper.none")
        return TypstPapers(self._resources.templates, self._resources.fonts).joined(pieces)

    @contextmanager
    def _room(self) -> Iterator[tuple[Reading, OwnTemplates, Stationery]]:
        with self._project.reading() as reading, templates_of(self._project, self._resources) as own:
            book = book_of(reading, shipped_office(self._resources))
            yield (
                reading,
                own,
                Stationery(self._project.settings, book, self._words, local_day(self._now), own.emblem, own.garuda),
            )

    def _file(self, reading: Reading, uid: Uid) -> CaseFile:
        desk: Desk = _DESKS[the_case(reading, self._actor, uid).desk]
        return case_file(reading, self._actor, desk, uid, local_day(self._now), _RECORDS[desk.name])

    def _content(
        self, reading: Reading, paper: Stationery, file: CaseFile, asked: PaperAsked, numbers: Mapping[Uid, str]
    ) -> tuple[Paper, Mapping[str, bytes]]:
        made: Mapping[str, Callable[[], Paper]] = {
            "slip": lambda: slip(paper, file.case, self._actor, asked.pin),
            "route": lambda: route_slip(paper, file, named=may_name(file, self._actor)),
            "answer": lambda: answer_letter(paper, file, self._actor, asked.letter),
            "forward": lambda: forward_letter(paper, file, self._actor, asked.letter),
            "licence": lambda: licence(paper, file, numbers, replacement=asked.replacement),
            "report": lambda: check_report(paper, reading, file),
            **{kind: self._permit_letter(paper, file, kind, asked) for kind in KINDS},
            **{f"order_{kind}": self._order(paper, file, kind, asked) for kind in ORDERS},
        }
        if asked.kind == "inspection":
            photos, pictures = _photos(reading, file)
            return inspection_record(paper, file, photos), pictures
        if asked.kind not in made:
            raise Refused("paper.unknown", kind=asked.kind)
        return made[asked.kind](), {}

    def _permit_letter(self, paper: Stationery, file: CaseFile, kind: str, asked: PaperAsked) -> Callable[[], Paper]:
        return lambda: permit_letter(paper, file, kind, asked.letter)

    def _order(self, paper: Stationery, file: CaseFile, kind: str, asked: PaperAsked) -> Callable[[], Paper]:
        return lambda: work_order(paper, file, kind, asked.order)

    def _numbers(self, uid: Uid) -> Mapping[Uid, str]:
        """The identity number that the law's form bears, for who works with numbers; the journal gets its line."""
        if not may(self._actor, "numbers.see"):
            return {}
        with self._project.reading() as reading:
            person = to_whom(self._file(reading, uid))
        if person is None or person.number_key is None:
            return {}
        day = local_day(self._now)
        return {person.uid: see_number(self._project, self._actor, person.uid, "number", day)}


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
