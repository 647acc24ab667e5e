"""Which papers a case may have, and what a person asks with one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ltaxgis.domain.ids import Uid
from ltaxgis.services.case_papers import LetterTold
from ltaxgis.services.letter_papers_asked import DESKS, WORD_KINDS, letter_kinds_of
from ltaxgis.services.permit_forms import ORDERS, OrderTold
from ltaxgis.services.permit_letters import KINDS

_PETITIONS, _PERMITS, _PUBLICITY = "petitions", "permits", "publicity"


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """A paper of a case. `kind` is one of `kinds_of`; `pin` for a slip that is printed when the case is taken in;
    `letter` and `order` what a person adds to those. `replacement`: a licence in place of a lost one. `numbers` are
    those that letters of many cases went out with, by case; each bears the day of today then."""

    kind: str
    pin: str = ""
    letter: LetterTold = field(default_factory=LetterTold)
    order: OrderTold = field(default_factory=OrderTold)
    replacement: bool = False
    numbers: Mapping[Uid, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MadePaper:
    """The PDF and what it is called, as a title and for a file name."""

    pdf: bytes
    title: str
    keep_as: str = ""
    """The name under which it is kept with its case once it leaves the office; empty for what is not kept."""


@dataclass(frozen=True, slots=True)
class PaperText:
    """A letter or an order in words, as it would be printed; `fixed` is what nobody changes: to whom a letter goes, how
    an order may be appealed against."""

    subject: str
    body: str
    fixed: str = ""


def written_kinds(desk: str) -> tuple[str, ...]:
    """The papers whose text a person may write before they are printed."""
    if desk == _PETITIONS:
        return letter_kinds(desk)
    return (*KINDS, *(f"order_{one}" for one in ORDERS)) if desk == _PERMITS else ()


def kinds_of(desk: str) -> tuple[str, ...]:
    """The papers of a desk's cases, in the order of their use."""
    if desk in DESKS:
        return (*letter_kinds_of(desk), "route", "slip")
    if desk == _PETITIONS:
        return ("slip", "slip_roll", "route", "answer", "forward")
    if desk == _PUBLICITY:
        return ("posting_record", "route")
    if desk != _PERMITS:
        return ("slip", "route")
    return (
        "slip",
        "slip_roll",
        "route",
        *KINDS,
        "report",
        "inspection",
        "licence",
        *(f"order_{one}" for one in ORDERS),
    )


def letter_kinds(desk: str) -> tuple[str, ...]:
    """Those of them that may be gone on with in Word."""
    if desk in DESKS:
        return WORD_KINDS
    if desk == _PETITIONS:
        return ("answer", "forward")
    return KINDS if desk == _PERMITS else ()
