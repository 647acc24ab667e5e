"""Which papers a letter may have, and how its name asks for them."""

from collections.abc import Mapping, Sequence

from ltaxgis.domain.correspondence import OUT, Loan
from ltaxgis.domain.correspondence_desk import (
    DIVISION_SERIES,
    IN_SERIES,
    LETTERS_IN,
    LETTERS_OUT,
    SECRET_IN_SERIES,
    SECRET_OUT_SERIES,
)
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.papers.handing_over import ENVELOPES
from ltaxgis.domain.papers.paper import Paper
from ltaxgis.services.case_file import CaseFile
from ltaxgis.services.case_papers import of_desk
from ltaxgis.services.letter_books import loan_card
from ltaxgis.services.letter_papers import LetterAsked, letter_paper, letters_each, the_letter
from ltaxgis.services.post_room import envelopes, letter_receipts, minute_sheet
from ltaxgis.services.stationery import Stationery

DESKS = (LETTERS_IN.name, LETTERS_OUT.name)
_ENVELOPES = tuple(f"envelope_{size}" for size in ENVELOPES)
IN_KINDS = ("minute_sheet", "loan_card")
OUT_KINDS = (
    "letter", "letter_copy", "letter_minuted", "letters_each", *_ENVELOPES, "letter_receipt", "minute_sheet",
    "loan_card",
)  # fmt: skip
WORD_KINDS = ("letter", "letter_copy")


def letter_kinds_of(desk: str) -> tuple[str, ...]:
    """The papers of a letter, in the order of their use."""
    return OUT_KINDS if desk == LETTERS_OUT.name else IN_KINDS


def direction_of(series: str) -> str:
    """Whether a series of numbers is of a register of letters that came (`in`), or of what goes out."""
    return "in" if series in (IN_SERIES, DIVISION_SERIES, SECRET_IN_SERIES) else OUT


def is_secret(series: str) -> bool:
    """Whether it is one of the books of secret letters."""
    return series in (SECRET_IN_SERIES, SECRET_OUT_SERIES)


def papers_of_letter(paper: Stationery, file: CaseFile, kind: str, owners: Mapping[str, Owner]) -> Sequence[Paper]:
    """What is printed for a kind, all of one template. Refused (`paper.unknown`) for what this desk has not, and as
    the papers say."""
    if kind not in letter_kinds_of(file.case.desk):
        raise Refused("paper.unknown", kind=kind)
    if kind in _ENVELOPES:
        return envelopes(paper, file, kind.removeprefix("envelope_"), owners)
    if kind == "loan_card":
        return [loan_card(paper, file.case, the_letter(file), of_desk(file, Loan))]
    if kind == "letters_each":
        return letters_each(paper, file)
    if kind == "letter_receipt":
        return letter_receipts(paper, file)
    if kind == "minute_sheet":
        return [minute_sheet(paper, file)]
    return [letter_paper(paper, file, LetterAsked(minuted=kind == "letter_minuted", copy=kind == "letter_copy"))]
