"""Texts that letters are begun from: the program's, and those that a town keeps beside them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import tomli_w

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.correspondence import DOCUMENTS
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.letter_fields import ask_fields
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading

PAGE, OWN = "letter_texts", "letter_texts/"
KEEP = "letter.keep_text"
_MARKS = ("own", "confirmed", "retired")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """A text with fields in braces. `to` is the addressee, `references` and `enclosures` are lines; `body` a paragraph
    a line, `# ` before a heading. `own`: the town's; `confirmed`: somebody of the office has read it as its own;
    `retired`: no draft is begun from it any more."""

    code: str
    th: str
    document: str
    en: str = ""
    group: str = ""
    to: str = ""
    subject: str = ""
    references: str = ""
    enclosures: str = ""
    body: str = ""
    own: bool = False
    confirmed: bool = False
    retired: bool = False

    def name(self, language: str) -> str:
        return self.th if language == "th" else self.en or self.th

    @property
    def texts(self) -> tuple[str, ...]:
        return self.to, self.subject, self.references, self.enclosures, self.body


def letter_texts(reading: Reading, book: OfficeBook) -> dict[str, LetterText]:
    """Those that drafts are begun from. Refused as `all_letter_texts`."""
    return {code: one for code, one in all_letter_texts(reading, book).items() if not one.retired}


def all_letter_texts(reading: Reading, book: OfficeBook) -> dict[str, LetterText]:
    """By code, the program's first; a town's own of the same code stands in its place. Refused
    (`office.unreadable`) where one says what cannot be."""
    page = book.tables.get(PAGE, {})
    read = {"confirmed": page.get("confirmed", False)}
    told = [_text({**read, **one}, PAGE) for one in page.get("text", ())]
    for name in sorted(reading.own_file_names(OWN)):
        content = reading.own_file(name)
        if content:
            told.append(_text({**_read(content, name), "own": True}, name))
    return {one.code: one for one in told}


def keep_letter_text(project: Project, actor: Actor, text: LetterText) -> Applied:
    """The town's own text is there for everybody of the project. Refused: `letter.template.needs_name`,
    `letter.template.unknown_field` naming the field, `letter.no_document`, `role.may_not`."""
    ask_leave(actor, "settings")
    ask_text(text)
    told = {name: getattr(text, name) for name in (
        "code", "th", "en", "document", "group", "to", "subject", "references", "enclosures", "body", "confirmed",
        "retired",
    )}  # fmt: skip
    with project.work(actor, KEEP, text.th) as work:
        work.keep_own_file(f"{OWN}{text.code}.toml", tomli_w.dumps(told).encode())
        return work.commit()


def drop_letter_text(project: Project, actor: Actor, code: str) -> Applied:
    """The town's own text is gone; the program's of the same code holds again."""
    ask_leave(actor, "settings")
    with project.work(actor, KEEP, code) as work:
        work.keep_own_file(f"{OWN}{code}.toml", b"")
        return work.commit()


def ask_text(text: LetterText) -> None:
    """Refused as `keep_letter_text`."""
    # the code names a file of the project
    if not text.th.strip() or not text.code.isascii() or not text.code.replace("_", "").isalnum():
        raise Refused("letter.template.needs_name")
    if text.document not in DOCUMENTS:
        raise Refused("letter.no_document", name=text.document)
    ask_fields(text.texts, text.th)


def _read(content: bytes, name: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(content.decode())
    except (ValueError, UnicodeDecodeError) as error:
        raise Refused("office.unreadable", name=name, why=str(error)) from error


def _text(row: Mapping[str, Any], name: str) -> LetterText:
    try:
        told: dict[str, Any] = {key: bool(value) if key in _MARKS else str(value) for key, value in row.items()}
        return LetterText(**told)
    except TypeError as error:
        raise Refused("office.unreadable", name=name, why=str(error)) from error
