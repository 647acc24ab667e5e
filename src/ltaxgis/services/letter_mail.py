"""Letters by e-mail: what a mail says, to whom it goes, and its papers as they may leave."""

import re
from collections.abc import Collection
from datetime import datetime

from ltaxgis.domain.attachments import JPEG, Attachment
from ltaxgis.domain.cases import Case
from ltaxgis.domain.correspondence import EMAIL, Letter, Recipient
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.letter_mail import MailFile, OutgoingMail
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.paper_names import free_name
from ltaxgis.domain.project import Actor
from ltaxgis.ports.attachments import PapersBeside
from ltaxgis.ports.stores import Reading
from ltaxgis.services.attachments import Clean, leaving_bytes, leaving_name, may_leave
from ltaxgis.services.case_steps import the_case
from ltaxgis.services.letter_filing import letter_of
from ltaxgis.words import Words

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\]+\Z")
_LETTERS_PAGE = "letters"


def letter_mail(
    reading: Reading, actor: Actor, book: OfficeBook, beside: PapersBeside, clean: Clean, uid: Uid, now: datetime,
    words: Words, recipients: Collection[Uid] = (),
) -> OutgoingMail:  # fmt: skip
    """The letter for those of its receivers who are sent mail (or for these alone), with its papers cleaned. Refused:
    `letter.needs_number`, `mail.secret`, `mail.no_address`."""
    case = the_case(reading, actor, uid)
    letter = letter_of(reading, case)
    if not case.number:
        raise Refused("letter.needs_number")
    if case.secrecy:
        raise Refused("mail.secret")
    people = [
        one for one in sorted(reading.having(Recipient, "case_uid", [uid]), key=lambda one: one.place)
        if _ADDRESS.match(one.email.strip()) and (one.uid in recipients if recipients else one.way == EMAIL)
    ]  # fmt: skip
    if not people:
        raise Refused("mail.no_address")
    papers = reading.having(Attachment, "case_uid", [uid])
    return OutgoingMail(
        subject=" ".join(f"{words('mail.number', number=case.number)} {case.title}".split()),
        text=_text(case, letter, words),
        sender=(letter.sender, str(book.tables.get(_LETTERS_PAGE, {}).get("email", ""))),
        to=tuple((one.name, one.email.strip()) for one in people),
        at=now,
        hidden=len(people) > 1,
        files=_files(reading, beside, clean, papers),
        left_out=tuple(one.name for one in papers if not may_leave(one)),
    )


def _text(case: Case, letter: Letter, words: Words) -> str:
    lines = [
        words("mail.number", number=case.number),
        words("mail.subject", subject=case.title),
        letter.addressee and words("mail.to", name=letter.addressee),
        "",
        letter.body,
        "",
        words("mail.acknowledge", number=case.number),
    ]
    return "\n".join(line for line in lines if line is not None).strip() + "\n"


def _files(
    reading: Reading, beside: PapersBeside, clean: Clean, papers: list[Attachment]
) -> tuple[MailFile, ...]:  # fmt: skip
    taken: set[str] = set()
    return tuple(
        MailFile(
            free_name(leaving_name(one), taken), JPEG if one.leaves_as else one.media,
            leaving_bytes(reading, beside, one, clean),
        )
        for one in papers
        if may_leave(one)
    )  # fmt: skip
