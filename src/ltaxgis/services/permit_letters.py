"""Letters about building permits: papers that are missing, more time, lateness, refusal, collecting, expiry."""

from dataclasses import replace
from datetime import date

from ltaxgis.domain.cases import EVENT, local_day
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.papers.letter import Letter
from ltaxgis.domain.papers.paper import FormMark
from ltaxgis.domain.permit_desk import form_for
from ltaxgis.domain.permit_papers import missing, paper_kinds
from ltaxgis.domain.permits import Permit, PermitPaper
from ltaxgis.services.case_file import CaseFile
from ltaxgis.services.case_papers import LetterTold, case_letter, of_desk, to_whom
from ltaxgis.services.permit_lists import LATE_NOTICE
from ltaxgis.services.permit_steps import appeal_text
from ltaxgis.services.stationery import Stationery

KINDS = ("papers_asked", "extension", "late_notice", "refusal", "collect", "expiry", "objection", "returned",
         "notice_extension")  # fmt: skip
"""The letters of the permits' desk."""


def permit_letter(paper: Stationery, file: CaseFile, kind: str, told: LetterTold) -> Letter:
    """One of `KINDS`, to the applicant. What a step said (reason, points) stands in it unless `told` says it anew.
    Refused: `paper.nobody` where there is no applicant, `paper.nothing_missing` where no paper is."""
    permit, person = permit_in(file), to_whom(file)
    if person is None:
        raise Refused("paper.nobody", number=file.case.number)
    formal = paper.letters()
    facts: dict[str, object] = {
        "until": formal.day(permit.papers_until), "licence": permit.licence_no, "valid": formal.day(permit.valid_to),
        "collect": formal.day(permit.collect_by), "round": max(file.clock.extended, 1),
        "notice": _notices_before(file, paper.today) + 1, "reason": _reason(file, kind) or "–",
        "appeal": appeal_text(paper.book, paper.words.language),
        "fee": f"{(permit.fee or 0) / 100:,.2f}" if permit.fee is not None else "–",
    }  # fmt: skip
    if kind == "late_notice" and not told.text:
        told = replace(told, text=paper.say("letter.open_text"))
    if kind == "papers_asked":
        told = replace(told, points=told.points or _missing(paper, file))
    return case_letter(paper, file.case, kind, person.name, told, _form(paper, kind), **facts)


def permit_in(file: CaseFile) -> Permit:
    """Refused (`paper.no_permit`) where the case is none of the permits' desk."""
    found = next(iter(of_desk(file, Permit)), None)
    if found is None:
        raise Refused("paper.no_permit", number=file.case.number)
    return found


def _notices_before(file: CaseFile, today: date) -> int:
    """Late notices of earlier days: one that went out today is printed again as what it was."""
    return sum(one.event == LATE_NOTICE and local_day(one.at) < today for one in file.steps)


_EVENTS = {"extension": "extend", "refusal": "refuse", "objection": "object", "returned": "return",
           "late_notice": "late_notice"}  # fmt: skip


def _reason(file: CaseFile, kind: str) -> str:
    """What the step behind the letter said."""
    steps = [step for step in file.steps if step.event == _EVENTS.get(kind) and step.kind == EVENT]
    return "\n".join(filter(None, (steps[-1].reason, steps[-1].text))) if steps else ""


def _missing(paper: Stationery, file: CaseFile) -> list[str]:
    kinds = paper_kinds(paper.book)
    names = [
        " ".join(
            filter(None, (kinds[one.code].name(paper.words.language) if one.code in kinds else one.code, one.note))
        )
        for one in missing(of_desk(file, PermitPaper))
    ]
    if not names:
        raise Refused("paper.nothing_missing", number=file.case.number)
    return names


def _form(paper: Stationery, kind: str) -> FormMark:
    return paper.letters().form(form_for(paper.book, kind))
