"""A letter of the desks of correspondence on paper: each document of the regulation as its form has it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from ltaxgis.domain.correspondence import (
    ANNOUNCEMENT,
    BY_LAW,
    CERTIFICATE,
    COPY,
    EXTERNAL,
    MINUTES,
    NEWS,
    ORDER,
    OUT,
    RULE,
    STAMPED,
    STATEMENT,
    Letter,
    Recipient,
    Routing,
)
from ltaxgis.domain.correspondence_desk import PAGE, urgencies
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.papers import draft as papers
from ltaxgis.domain.papers.letter import AttachedList, Part
from ltaxgis.domain.papers.letter import Letter as LetterPaper
from ltaxgis.domain.papers.paper import Paper, Signature
from ltaxgis.domain.salutations import position_lines, salutation_of, signing_order
from ltaxgis.domain.thai.calendar import BE_OFFSET, MONTHS, MONTHS_EN
from ltaxgis.services.case_file import CaseFile
from ltaxgis.services.case_papers import day_or_open, letter_labels, of_desk, written_minutes
from ltaxgis.services.stationery import Stationery

DIRECTIVES = (ORDER, RULE, BY_LAW, ANNOUNCEMENT, STATEMENT, NEWS)
_POINT = re.compile(r"\(?[0-9๐-๙]{1,3}(\.[0-9๐-๙]{1,3})*[.)]\s")
_HEADING = "# "
_LONG_OPEN = "." * 150
_GARUDA_LEFT_MM = 15.0


@dataclass(frozen=True, slots=True)
class LetterAsked:
    """`minuted`: with what its readers wrote below. `copy`: the office's own copy, for initials. `to`: only to this
    one of its recipients (by `place`), instead of to all by a list."""

    minuted: bool = False
    copy: bool = False
    to: int | None = None


def letter_paper(paper: Stationery, file: CaseFile, asked: LetterAsked | None = None) -> Paper:
    """The letter as its document is laid out. Several recipients stand in a list at its end. Refused
    (`letter.not_a_letter`) for a case of another desk."""
    letter, told, paper = the_letter(file), asked or LetterAsked(), paper.letters()
    made = {
        EXTERNAL: _external, STAMPED: _stamped, CERTIFICATE: _certificate, MINUTES: _meeting,
        **dict.fromkeys(DIRECTIVES, _directive),
    }.get(letter.document, _memo)  # fmt: skip
    return made(paper, file, letter, told)


def letters_each(paper: Stationery, file: CaseFile) -> list[Paper]:
    """The same letter to each of its recipients by name."""
    people = recipients(file)
    if not people:
        return [letter_paper(paper, file)]
    return [letter_paper(paper, file, LetterAsked(to=one.place)) for one in people]


def the_letter(file: CaseFile) -> Letter:
    found = next(iter(of_desk(file, Letter)), None)
    if found is None:
        raise Refused("letter.not_a_letter", number=file.case.number)
    return found


def recipients(file: CaseFile) -> list[Recipient]:
    return sorted(of_desk(file, Recipient), key=lambda one: one.place)


def body_parts(text: str) -> tuple[Part, ...]:
    """Paragraphs, lines; `# ` begins a heading, a figure and a point a numbered point."""
    parts: list[Part] = []
    for line in (one.strip() for one in text.splitlines()):
        last = parts[-1] if parts else None
        if line.startswith(_HEADING):
            parts.append(Part(heading=line.removeprefix(_HEADING).strip()))
        elif line and _POINT.match(line) and last is not None:
            parts[-1] = replace(last, points=(*last.points, line))
        elif line and last is not None and not last.points:
            parts[-1] = replace(last, text="\n".join(filter(None, (last.text, line))))
        elif line:
            parts.append(Part(text=line))
    return tuple(parts)


def marks(paper: Stationery, file: CaseFile, letter: Letter) -> dict[str, str]:
    """Urgency, secrecy and until when it must arrive, in the words that are printed."""
    urgency, until = urgencies(paper.book).get(file.case.priority), ""
    said = urgency.th if urgency is not None and file.case.priority else ""
    if letter.arrive_by is not None:
        until = paper.say("letter.arrive_by.until", moment=moment_said(paper, letter.arrive_by))
        until = f"{paper.say('letter.arrive_by')} {until}" if said else until
        said = said or paper.say("letter.arrive_by")
    degrees = paper.book.tables.get(PAGE, {}).get("secrecy", ())
    secrecy = next((str(one["th"]) for one in degrees if one.get("level") == file.case.secrecy), "")
    return {"urgency": said, "arrive_by": until, "secrecy": secrecy}


def signer(paper: Stationery, letter: Letter) -> Signature:
    """Who signs the letter, else the office's chief; with whom he stands for."""
    if not (letter.signer or letter.signer_position):
        chief = paper.chief()
        return replace(chief, position=position_lines(paper.book, " ".join(chief.position), letter.acting_for))
    lines = position_lines(paper.book, letter.signer_position, letter.acting_for)
    return replace(paper.signature(letter.signer), position=tuple(map(paper.figures, lines)))


def era_day(paper: Stationery, day: date | None) -> str:
    """`๑๕ มกราคม พ.ศ. ๒๕๖๙`; without a day its place is left to the pen."""
    shown = day or paper.today
    thai = paper.words.language == "th"
    month = (MONTHS if thai else MONTHS_EN)[shown.month - 1]
    year = str(shown.year + (BE_OFFSET if thai else 0))
    return paper.say("letter.era_day" if day is not None else "letter.day_open", day=str(shown.day), month=month,
                     year=year)  # fmt: skip


def moment_said(paper: Stationery, at: datetime) -> str:
    """A day and hour as letters write it: `๑๖ มกราคม ๒๕๖๙ เวลา ๑๒.๐๐ น.`."""
    return re.sub(r"(?<=[0-9๐-๙]{2}):(?=[0-9๐-๙]{2})", ".", paper.moment(at))


def number_of(paper: Stationery, file: CaseFile, letter: Letter) -> str:
    """The number on the paper; before it has one, the division's prefix and its slash."""
    said = file.case.number if letter.direction == OUT else letter.their_number
    prefix = paper.prefix(file.case.division)
    return paper.figures(said) or (f"{prefix}/" if prefix else "")


def addressed(paper: Stationery, file: CaseFile, letter: Letter, asked: LetterAsked) -> tuple[str, AttachedList | None]:
    """Whom the letter names, and the list of them where they are more than one."""
    people = recipients(file)
    if asked.to is not None:
        one = next((person for person in people if person.place == asked.to), None)
        return (_named(one) if one is not None else letter.addressee), None
    if len(people) < 2:
        return letter.addressee or (_named(people[0]) if people else ""), None
    plain = letter.addressee
    if not plain:
        told = paper.say("letter.on_list")
    else:
        told = plain if "แนบท้าย" in plain else paper.say("letter.on_list.of", addressee=plain)
    return told, _list(paper, file, letter, people)


def _list(paper: Stationery, file: CaseFile, letter: Letter, people: Sequence[Recipient]) -> AttachedList:
    say = paper.say
    number, office = number_of(paper, file, letter), paper.settings.name
    of = say("letter.list.of", office=office, number=number, day=day_or_open(paper, letter.dated))
    rows = tuple((paper.figures(str(place)), paper.figures(_named(one)), "") for place, one in enumerate(people, 1))
    number_label, name_label, note_label = (say(f"letter.list.column.{name}") for name in ("number", "name", "note"))
    return AttachedList(
        heading=(say("letter.list.heading"), of), columns=(number_label, name_label, note_label), rows=rows
    )


def _named(one: Recipient) -> str:
    return " ".join(filter(None, (one.name, one.agency if one.agency != one.name else "")))


def _shared(paper: Stationery, file: CaseFile, letter: Letter, asked: LetterAsked) -> dict[str, Any]:
    """What every document has."""
    subject = file.case.title or paper.say("letter.untitled")
    body = body_parts(paper.figures(letter.body)) or (Part(text=_LONG_OPEN), Part(text=_LONG_OPEN))
    minutes = written_minutes(paper, file.steps) if asked.minuted else []
    return {
        "head": paper.head(file.case.division), "title": f"{subject} {file.case.number}".strip(),
        "made_on": letter.dated or paper.today, "language": paper.words.language, "thai_digits": paper.thai_digits,
        "number": number_of(paper, file, letter), "body": body, "signature": signer(paper, letter),
        "minutes": tuple(minutes), "minutes_label": paper.say("letter.minutes_label"),
        "file_copy": _copy(paper, letter) if asked.copy else (), "page_mark": paper.say("letter.page", page="{page}"),
        "text_pt": paper.text_pt, **marks(paper, file, letter),
    }  # fmt: skip


def _copy(paper: Stationery, letter: Letter) -> tuple[str, ...]:
    position = letter.signer_position or " ".join(paper.chief().position)
    named = (paper.say("letter.copy.drafted"), paper.say("letter.copy.checked"))
    return (paper.say("letter.copy.mark"), *named, *signing_order(paper.book, position)[1:])


def _to_somebody(paper: Stationery, file: CaseFile, letter: Letter, asked: LetterAsked) -> dict[str, Any]:
    """What letters and memos have beside: whom they go to, what they refer to."""
    to, attached = addressed(paper, file, letter, asked)
    opening = salutation_of(paper.book, letter.salutation, to)
    number, subject, _, refers, enclosed, copies = letter_labels(paper)
    routed = (one for one in of_desk(file, Routing) if one.purpose == COPY)
    return {
        **_shared(paper, file, letter, asked),
        "labels": (number, subject, opening.opening, refers, enclosed, copies), "attached": attached,
        "day": day_or_open(paper, letter.dated), "subject": paper.figures(file.case.title),
        "addressee": paper.figures(to), "references": _lines(paper, letter.references),
        "enclosures": _lines(paper, letter.enclosures), "closing": opening.closing,
        "copies": tuple(one.person or paper.division(one.division) for one in routed),
    }  # fmt: skip


def _lines(paper: Stationery, text: str) -> tuple[str, ...]:
    return tuple(paper.figures(line.strip()) for line in text.splitlines() if line.strip())


def _owner(paper: Stationery, file: CaseFile) -> tuple[str, ...]:
    head = paper.head(file.case.division)
    return tuple(filter(None, (head.division or head.name, *head.contact)))


def _external(paper: Stationery, file: CaseFile, letter: Letter, asked: LetterAsked) -> Paper:
    return LetterPaper(**_to_somebody(paper, file, letter, asked), owner=_owner(paper, file))


def _memo(paper: Stationery, file: CaseFile, letter: Letter, asked: LetterAsked) -> Paper:
    told = {**_to_somebody(paper, file, letter, asked), "closing": ""}
    head = told["head"]
    told["number"] = told["number"].removesuffix("/") if not file.case.number else told["number"]
    office = paper.say("letter.memo.office", division=head.division, office=head.name, contact=_unbroken(head.contact))
    return papers.Memo(
        **told, heading=paper.say("letter.memo.heading"), office_label=paper.say("letter.label.office"),
        office=re.sub(" +", " ", office).strip(), day_label=paper.say("letter.label.day"),
        garuda_left_mm=float(paper.page.get("memo_garuda_left_mm", _GARUDA_LEFT_MM)),
    )  # fmt: skip


def _unbroken(contacts: Sequence[str]) -> str:
    """Telephone numbers have spaces, at which no line must end."""
    return " ".join(one.replace(" ", "\u00a0") for one in contacts)


def _stamped(paper: Stationery, file: CaseFile, letter: Letter, asked: LetterAsked) -> Paper:
    to, attached = addressed(paper, file, letter, asked)
    labels = (paper.say("letter.label.number"), paper.say("letter.label.addressed"))
    return papers.StampedLetter(
        **{**_shared(paper, file, letter, asked), "attached": attached}, labels=labels, addressee=paper.figures(to),
        issuer=paper.settings.name, day=day_or_open(paper, letter.dated), seal=paper.say("letter.seal"),
        owner=_owner(paper, file),
    )  # fmt: skip


def _directive(paper: Stationery, file: CaseFile, letter: Letter, asked: LetterAsked) -> Paper:
    kind, say, office = letter.document, paper.say, paper.settings.name
    shared = _shared(paper, file, letter, asked)
    number = paper.figures(file.case.number)
    subject = say("letter.directive.subject", subject=file.case.title)
    year = str((letter.dated or paper.today).year + (BE_OFFSET if paper.words.language == "th" else 0))
    lines = {
        ORDER: (say("letter.directive.number", number=number or "........"), subject),
        RULE: (say("letter.directive.about", subject=file.case.title), say("letter.directive.year", year=year)),
        BY_LAW: (say("letter.directive.about", subject=file.case.title), say("letter.directive.year", year=year)),
        ANNOUNCEMENT: (subject,),
    }.get(kind, (subject, *([say("letter.directive.issue", number=number)] if number else [])))  # fmt: skip
    given = {ORDER: "letter.order.given", STATEMENT: "letter.issued", NEWS: "letter.issued"}.get(
        kind, "letter.announced"
    )
    return papers.Directive(
        **shared, heading=(say(f"letter.{kind}.heading", office=office), *lines),
        given=say(given, day=era_day(paper, letter.dated)), issuer=office, signed=kind not in (STATEMENT, NEWS),
        with_garuda=kind != NEWS,
    )  # fmt: skip


def _certificate(paper: Stationery, file: CaseFile, letter: Letter, asked: LetterAsked) -> Paper:
    shared = _shared(paper, file, letter, asked)
    number = paper.say("letter.certificate.number", number=paper.figures(file.case.number) or "............")
    given = paper.say("letter.certificate.given", day=era_day(paper, letter.dated))
    title = f"{paper.say('letter.certificate.title')} {file.case.number}".strip()
    return papers.Certificate(**{**shared, "number": number, "title": title}, given=given)


def _meeting(paper: Stationery, file: CaseFile, letter: Letter, asked: LetterAsked) -> Paper:
    """The place of the meeting is its addressee; its number the case's, once it has one."""
    say = paper.say
    heading = (
        say("letter.meeting.heading", subject=file.case.title),
        say("letter.meeting.number", number=paper.figures(file.case.number) or "............"),
        say("letter.meeting.day", day=day_or_open(paper, letter.dated)),
        say("letter.meeting.place", place=letter.addressee or "." * 40),
    )
    shared = {
        **_shared(paper, file, letter, asked),
        "signature": paper.signature(letter.signer, say("letter.meeting.wrote")),
    }
    return papers.MeetingMinutes(
        **shared, heading=heading, checked=paper.signature(position=say("letter.meeting.checked"))
    )
