"""Letters about petitions: the answer to who made it, and the letter to the body it is forwarded to."""

from dataclasses import replace

from ltaxgis.domain.cases import EVENT
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.papers.letter import Letter
from ltaxgis.domain.petitions import Petition, may_see_petitioner
from ltaxgis.domain.project import Actor
from ltaxgis.services.case_file import CaseFile
from ltaxgis.services.case_papers import LetterTold, case_letter, of_desk, to_whom
from ltaxgis.services.stationery import Stationery


def answer_letter(paper: Stationery, file: CaseFile, actor: Actor, told: LetterTold) -> Letter:
    """What was done, told to the petitioner; without `told.text` it is what the closing step says. Refused:
    `paper.nobody` where nobody can be written to, `paper.hidden` where this person may not know who it is."""
    person = _petitioner(file, actor)
    text = told.text or _done(file) or paper.say("letter.open_text")
    to = person or paper.letters().say("letter.to_petitioner")
    return case_letter(paper, file.case, "answer", to, replace(told, text=text))


def forward_letter(paper: Stationery, file: CaseFile, actor: Actor, told: LetterTold) -> Letter:
    """The petition goes to another body (`Petition.agency`). The petitioner is named only where this person may know
    him and he did not ask to stay unnamed."""
    petition = _petition(file)
    if petition is None or not petition.agency:
        raise Refused("case.needs_agency")
    agency = paper.book.tables.get("petitions", {}).get("agency", ())
    to = next((one["th"] for one in agency if one.get("code") == petition.agency), petition.agency)
    person = to_whom(file)
    named = person is not None and may_see_petitioner(file.case, petition, actor) and not petition.hide_from_assignee
    who = person.name if named and person is not None else paper.letters().say("letter.a_citizen")
    said = "\n".join(filter(None, (file.case.details or file.case.title, told.text)))
    return case_letter(
        paper, file.case, "forward", to, replace(told, text=said), who=who, place=file.case.place_text or "–"
    )


def may_name(file: CaseFile, actor: Actor) -> bool:
    """Whether the slip for the chiefs may name who made the petition; other desks' cases always."""
    petition = _petition(file)
    return petition is None or (may_see_petitioner(file.case, petition, actor) and not petition.hide_from_assignee)


def _petition(file: CaseFile) -> Petition | None:
    return next(iter(of_desk(file, Petition)), None)


def _petitioner(file: CaseFile, actor: Actor) -> str:
    petition, person = _petition(file), to_whom(file)
    if person is None or (petition is not None and petition.anonymous):
        raise Refused("paper.nobody", number=file.case.number)
    if petition is not None and not may_see_petitioner(file.case, petition, actor):
        raise Refused("paper.hidden", name=actor.name)
    return person.name


def _done(file: CaseFile) -> str:
    """What the last public step said, else the last that closed it."""
    steps = [step for step in file.steps if step.kind == EVENT and step.text]
    chosen = [step for step in steps if step.public] or [step for step in steps if step.event in ("resolve", "close")]
    return chosen[-1].text if chosen else ""
