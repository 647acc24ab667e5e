"""What every paper of a case has in common: who writes it, how it is signed, what form it is.

All texts are final (language, digits, dates, era); nothing is looked up further down. Lengths are millimetres.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

Fact = tuple[str, str]
"""A heading and what stands behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHead:
    """Who writes. `emblem` and `garuda` are names of pictures among the templates; where one is empty, a box with
    `emblem_missing` or `garuda_missing` stands in its place."""

    name: str
    division: str = ""
    place: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    emblem: str = ""
    garuda: str = ""
    emblem_missing: str = ""
    garuda_missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Room to sign by pen. `before` stands at the left of the line (`ลงชื่อ`), `name` in brackets below it, `acting`
    is whom the signer stands for; `dated` is the line of the date."""

    before: str = ""
    name: str = ""
    position: tuple[str, ...] = ()
    dated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMark:
    """The number of the form, and what is printed with it as long as nobody of the office has confirmed it."""

    number: str = ""
    unconfirmed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """`template` is the name of its Typst template; `title` and `made_on` are what the PDF says of itself.
    `thai_digits`: also in the numbers that the template itself sets, those of pages."""

    template: ClassVar[str] = ""

    head: OfficeHead
    title: str
    made_on: date
    language: str = "th"
    thai_digits: bool = False
    form: FormMark = field(default_factory=FormMark)
