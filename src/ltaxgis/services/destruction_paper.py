"""The list of papers to be destroyed on paper (form 25)."""

from collections.abc import Mapping
from datetime import date

from ltaxgis.domain.cases import Case
from ltaxgis.domain.correspondence import IN, DestructionLine, Folder, Letter
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.papers.destruction_list import DestructionList, DestructionRow
from ltaxgis.domain.papers.paper import FormMark
from ltaxgis.domain.retention import DESTROY, EXTEND, committee_of
from ltaxgis.domain.thai.calendar import brief_date
from ltaxgis.services.destruction import DestructionFile
from ltaxgis.services.stationery import Stationery

_COLUMNS = ("book.column.place", "book.column.folder", "book.column.number", "book.column.dated",
            "book.column.in_number", "book.column.subject", "form25.column.considered",
            "book.column.remark")  # fmt: skip


def destruction_list(paper: Stationery, file: DestructionFile, folders: Mapping[Uid, Folder]) -> DestructionList:
    """The list with what the committee marked so far, and room for it and the chiefs to sign."""
    paper = paper.letters()
    say, told = paper.say, file.list
    marks = [line.mark for line, _, _ in file.lines]
    columns = tuple(say(code) for code in _COLUMNS)
    facts = (
        (say("form25.year"), paper.figures(str(told.year))), (say("form25.ministry"), say("form25.ministry_name")),
        (say("form25.department"), paper.settings.name),
        (say("form25.division"), paper.division(told.division)), (say("form25.day"), paper.day(told.surveyed_on)),
    )  # fmt: skip
    people = committee_of(told.committee) or [("", "")] * 3
    committee = tuple(
        paper.signature(name, f"{position} {say('form25.chair' if place == 0 else 'form25.member')}".strip())
        for place, (name, position) in enumerate(people)
    )
    return DestructionList(
        head=paper.head(), title=f"{say('form25.heading')} {told.year}", made_on=paper.today,
        language=paper.words.language, thai_digits=paper.thai_digits,
        form=FormMark(number=say("book.form", number="25")), heading=say("form25.heading"), facts=facts,
        columns=columns,  # type: ignore[arg-type]
        rows=tuple(_row(paper, place, *one, folders) for place, one in enumerate(file.lines, 1)),
        empty=say("book.empty"),
        totals=say("form25.totals", count=len(marks), destroy=marks.count(DESTROY), extend=marks.count(EXTEND)),
        sheet_mark=say("book.sheet", page="{page}"), committee=committee, committee_label=say("form25.committee"),
        legend=say("form25.legend"),
        approval=(paper.signature(told.approved_by, say("form25.approve"), dated=True),
                  paper.signature("", say("form25.archives"), dated=True)),
    )  # fmt: skip


def _row(
    paper: Stationery, place: int, line: DestructionLine, case: Case, letter: Letter, folders: Mapping[Uid, Folder]
) -> DestructionRow:
    folder = folders.get(Uid(letter.folder_uid))
    came = letter.direction == IN
    return DestructionRow(
        place=paper.figures(str(place)), folder=paper.figures(folder.code) if folder is not None else "",
        number=paper.figures(letter.their_number if came else case.number), dated=_brief(paper, letter.dated),
        register_number=paper.figures(case.number) if came else "", subject=paper.figures(case.title),
        mark=_mark(paper, line.mark, line.until), note=line.note,
    )  # fmt: skip


def _brief(paper: Stationery, day: date | None) -> str:
    return paper.figures(brief_date(day, paper.words.language)) if day is not None else ""


def _mark(paper: Stationery, mark: str, until: date | None) -> str:
    if mark == DESTROY:
        return paper.say("form25.mark.destroy")
    return paper.say("form25.mark.extend", day=_brief(paper, until)) if mark == EXTEND else ""
