"""Small papers of the post room: receiving stamp (form 12), envelope (15), receipt (17), the sheet of minutes."""

from collections.abc import Mapping
from datetime import datetime

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.correspondence import IN, Recipient, Routing, StampPlace
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.papers.handing_over import (
    ENVELOPES,
    STAMP_EDGE_MM,
    STAMP_MM,
    Envelope,
    LetterReceipt,
    MinuteSheet,
    ReceivingStamp,
)
from ltaxgis.domain.papers.paper import FormMark
from ltaxgis.domain.salutations import salutation_of
from ltaxgis.services.case_file import CaseFile
from ltaxgis.services.case_papers import of_desk, written_minutes
from ltaxgis.services.letter_papers import marks, number_of, recipients, the_letter
from ltaxgis.services.stationery import Stationery


def receiving_stamp(paper: Stationery, number: str, at: datetime, division: str = "") -> ReceivingStamp:
    """The stamp with number, day and hour; `division` names it instead of the municipality."""
    paper = paper.letters()
    local = at.astimezone(BANGKOK)
    hour = paper.say("stamp.time", time=f"{local:%H.%M}")
    return ReceivingStamp(
        head=paper.head(), title=paper.say("stamp.title", number=number), made_on=local.date(),
        language=paper.words.language, thai_digits=paper.thai_digits,
        office=paper.division(division) or paper.settings.name,
        facts=((paper.say("stamp.number"), paper.figures(number)), (paper.say("stamp.day"), paper.day(local.date())),
               (paper.say("stamp.hour"), hour)),
    )  # fmt: skip


def usual_place(width_mm: float, height_mm: float, order: int = 0) -> tuple[float, float]:
    """Left and top of a stamp as shares of the page where nobody put it elsewhere: the upper right corner, then beside
    it in the left one, where a letter has no text either; more stand below."""
    wide, high = STAMP_MM
    left = max(width_mm - STAMP_EDGE_MM - wide, 0.0) if order % 2 == 0 else min(STAMP_EDGE_MM, width_mm - wide)
    top = min(STAMP_EDGE_MM + order // 2 * (high + 2.0), max(height_mm - high, 0.0))
    return left / width_mm, top / height_mm


def stamps_of(paper: Stationery, file: CaseFile) -> list[tuple[StampPlace | None, ReceivingStamp]]:
    """The stamps of a letter that came, each with its place (None: the usual one): the centre's first, then those of
    divisions that have received it. Refused (`stamp.only_in`) for one that goes out."""

    if the_letter(file).direction != IN:
        raise Refused("stamp.only_in", number=file.case.number)
    places = {one.division: one for one in of_desk(file, StampPlace)}
    told: list[tuple[StampPlace | None, ReceivingStamp]] = [
        (places.get(""), receiving_stamp(paper, file.case.number, file.case.received_at))
    ]
    received = (one for one in of_desk(file, Routing) if one.received_at is not None and one.number)
    for one in received:
        assert one.received_at is not None
        stamp = receiving_stamp(paper, one.number, one.received_at, one.division)
        told += [(places.get(one.division), stamp)]
    return told


def envelopes(
    paper: Stationery, file: CaseFile, size: str, owners: Mapping[str, Owner] | None = None
) -> list[Envelope]:
    """An envelope for each recipient, else for the addressee. `owners` tell addresses that the letter does not.
    Refused: `envelope.size`, `envelope.nobody`."""
    if size not in ENVELOPES:
        raise Refused("envelope.size", size=size)
    paper, letter = paper.letters(), the_letter(file)
    width, height = ENVELOPES[size]
    told = marks(paper, file, letter)
    people = recipients(file) or ([Recipient(uid=letter.uid, case_uid=file.case.uid, name=letter.addressee)]
                                  if letter.addressee else [])  # fmt: skip
    if not people:
        raise Refused("envelope.nobody", number=file.case.number)
    number = number_of(paper, file, letter)
    label = paper.say("letter.label.number")
    return [
        Envelope(
            head=paper.head(file.case.division), title=paper.say("envelope.title", number=file.case.number),
            made_on=paper.today, language=paper.words.language, thai_digits=paper.thai_digits, size=size,
            width_mm=width, height_mm=height, number=f"{label} {number}" if number else "",
            addressee=_addressee(paper, letter.salutation, one, (owners or {}).get(one.owner_uid)),
            urgency=told["urgency"], secrecy=told["secrecy"],
        )
        for one in people
    ]  # fmt: skip


def _addressee(paper: Stationery, salutation: str, one: Recipient, owner: Owner | None) -> tuple[str, ...]:
    opening = salutation_of(paper.book, salutation, one.name).opening
    address = one.address or (paper.address(owner) if owner is not None else "")
    lines = (f"{opening} {one.name}".strip(), one.agency if one.agency != one.name else "", *address.splitlines())
    return tuple(paper.figures(line) for line in lines if line.strip())


def letter_receipts(paper: Stationery, file: CaseFile) -> list[LetterReceipt]:
    """A receipt for each recipient that a messenger brings back."""
    paper, letter = paper.letters(), the_letter(file)
    say = paper.say
    names: list[tuple[Recipient | None, str]] = [(one, one.name) for one in recipients(file)] or [
        (None, letter.addressee)
    ]
    return [
        LetterReceipt(
            head=paper.head(), title=f"{say('receipt.heading')} {file.case.number}", made_on=paper.today,
            language=paper.words.language, thai_digits=paper.thai_digits,
            form=FormMark(number=say("book.form", number="17")), heading=say("receipt.heading"),
            facts=((say("receipt.number"), number_of(paper, file, letter)), (say("receipt.to"), paper.figures(name)),
                   (say("receipt.subject"), paper.figures(file.case.title))),
            taken=_taken(paper, one), signature=paper.signature(one.handed_to if one else "", say("receipt.taker")),
        )
        for one, name in names
    ]  # fmt: skip


def _taken(paper: Stationery, one: Recipient | None) -> tuple[tuple[str, str], ...]:
    at = one.acknowledged_at if one is not None else None
    day = paper.day(local_day(at)) if at is not None else ""
    hour = paper.say("stamp.time", time=f"{at.astimezone(BANGKOK):%H.%M}") if at is not None else ""
    return (paper.say("receipt.day"), day), (paper.say("receipt.hour"), hour)


def minute_sheet(paper: Stationery, file: CaseFile) -> MinuteSheet:
    """All minutes on a letter, in their order, as a sheet behind it."""
    paper, letter = paper.letters(), the_letter(file)
    say = paper.say
    facts = (
        (say("letter.label.number"), paper.figures(letter.their_number or file.case.number)),
        (say("letter.label.day"), paper.day(letter.dated)), (say("book.column.from"), letter.sender),
        (say("letter.label.subject"), paper.figures(file.case.title)),
        (say("stamp.number"), paper.figures(file.case.number) if letter.direction == IN else ""),
    )  # fmt: skip
    return MinuteSheet(
        head=paper.head(), title=f"{say('minute_sheet.heading')} {file.case.number}", made_on=paper.today,
        language=paper.words.language, thai_digits=paper.thai_digits, heading=say("minute_sheet.heading"),
        facts=tuple((label, text) for label, text in facts if text),
        boxes=tuple(written_minutes(paper, file.steps)), empty=say("minute_sheet.empty"),
        page_mark=say("letter.page", page="{page}"),
    )  # fmt: skip
