"""Steps of letters that need nothing but who and why: drafts checked and signed, letters in moved on and closed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from ltaxgis.domain.cases import Case, StepTold, local_day
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.correspondence import Letter, Recipient
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.case_steps import step_in, the_case
from ltaxgis.services.letter_filing import desk_of, filing_facts, letter_of

BY_THEMSELVES = {
    "number": "letter_numbers.number_letter", "void": "letter_numbers.void_letter", "file": "letter_filing.file_letter",
    "destroy": "destruction.carry_out", "send": "letter_sending.send_letter", "chase": "letter_sending.chase",
    "answered": "letter_sending.acknowledge", "rejected": "letter_sending.reject",
}  # fmt: skip


def step_letter(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, event: str, told: StepTold, now: datetime
) -> Applied:
    """The letter takes a step of its table. Numbering, sending and filing have functions of their own
    (`letter.not_by_step`). Refused as `StateTable.step`."""
    if event in BY_THEMSELVES:
        raise Refused("letter.not_by_step", event=event)
    with project.work(actor, f"case.{event}", told.reason) as work:
        step_letter_in(work, actor, book, uid, event, told, now)
        return work.commit()


def step_letter_in(
    work: Work, actor: Actor, book: OfficeBook, uid: Uid, event: str, told: StepTold, now: datetime
) -> Case:
    """As `step_letter`, inside a work that goes on; answers the case after it."""
    case = the_case(work, actor, uid)
    letter = letter_of(work, case)
    facts = {**letter_facts(work, case, letter), "division": told.division}
    after = step_in(work, actor, book, desk_of(case), uid, event, told, now, facts)
    if said := _said(event, letter, actor, told, now):
        work.apply(ChangeSet(f"case.{event}", (Change(letter, replace(letter, **said)),)))  # type: ignore[arg-type]
    return after


def letter_facts(reading: Reading, case: Case, letter: Letter) -> dict[str, object]:
    """What the guards of both tables ask about."""
    return {
        **filing_facts(reading, case),
        "subject": case.title.strip(),
        "signed": letter.signed_on,
        "recipients": len(reading.having(Recipient, "case_uid", [case.uid])),
    }


def _said(event: str, letter: Letter, actor: Actor, told: StepTold, now: datetime) -> Mapping[str, object]:
    """What a step changes in the letter itself: who signed it and when; one in revision is unsigned again."""
    if event == "sign":
        signed: dict[str, object] = {"signed_on": local_day(told.at or now)}
        if not letter.signer:
            signed |= {"signer": told.who or actor.name, "signer_position": told.position or actor.position}
        return signed
    return {"signed_on": None} if event == "revise" else {}
