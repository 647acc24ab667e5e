"""Mail as files (.eml): head, text and what hangs on it; nothing in it is run or fetched."""

import email
import email.errors
import email.policy
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.paper_texts import LONGEST_TEXT

MOST_PARTS = 200
_DEEPEST = 30
_LONGEST_HEAD = 400
_UNREADABLE = (ValueError, LookupError, AttributeError, TypeError, email.errors.MessageError)
_SILENT = frozenset({"script", "style", "head", "title", "template"})
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "table"})


@dataclass(frozen=True, slots=True)
class MailPart:
    """Something that hangs on a mail; `whole` is False where it arrived damaged."""

    name: str
    content: bytes
    whole: bool


@dataclass(frozen=True, slots=True)
class Mail:
    """`day` is the local day on which it was sent."""

    subject: str
    sender: str
    day: date | None
    text: str
    parts: tuple[MailPart, ...]


def read_mail(content: bytes, name: str) -> Mail:
    """A mail as far as it can be read: a broken head line is empty, a broken attachment is named. Refused
    (`file.damaged`) where its parts are nested without an end."""
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        leaves = list(_leaves(message))
    except (RecursionError, *_UNREADABLE) as error:
        raise Refused("file.damaged", name=name) from error
    plain = next((one for one in leaves if _is_body(one, "text/plain")), None)
    rich = next((one for one in leaves if _is_body(one, "text/html")), None)
    body = _text(plain) if plain is not None else text_of_html(_text(rich)) if rich is not None else ""
    bodies = [one for one in (plain, rich) if one is not None]
    hanging = [one for one in leaves if all(one is not body for body in bodies)]
    parts = tuple(_part(one, number) for number, one in enumerate(hanging[:MOST_PARTS], 1))
    return Mail(_head(message, "subject"), _head(message, "from"), _day(message), body[:LONGEST_TEXT].strip(), parts)


def text_of_html(source: str) -> str:
    """What a page says, without its markup, scripts and pictures."""
    reader = _Reader()
    reader.feed(source[: 20 * LONGEST_TEXT])
    reader.close()
    text = html.unescape("".join(reader.said))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t\xa0]+", " ", text)).strip()


class _Reader(HTMLParser):
    """Keeps what is to be read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def _leaves(message: EmailMessage, depth: int = 0) -> Iterator[EmailMessage]:
    if depth > _DEEPEST:
        raise RecursionError
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        for part in message.iter_parts():
            yield from _leaves(part, depth + 1)  # type: ignore[arg-type]
    else:
        yield message


def _is_body(part: EmailMessage, kind: str) -> bool:
    return part.get_content_type() == kind and not part.is_attachment() and not part.get_filename()


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    charset = _told(lambda: part.get_content_charset("utf-8")) or "utf-8"
    # Thai mail calls CP874 by many names
    names = (charset, "cp874") if charset not in ("tis-620", "windows-874", "iso-8859-11") else ("cp874",)
    for name in names:
        try:
            return raw.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("utf-8", "replace")


def _part(part: EmailMessage, number: int) -> MailPart:
    name = _told(part.get_filename)
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else None
        content = inner.as_bytes() if isinstance(inner, EmailMessage) else b""
        return MailPart(name or f"{number}.eml", content, bool(content))
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    damaged = any(isinstance(defect, email.errors.InvalidBase64CharactersDefect | email.errors.InvalidBase64LengthDefect
                             | email.errors.InvalidBase64PaddingDefect) for defect in part.defects)  # fmt: skip
    return MailPart(name or f"{number}", content, bool(content) and not damaged)


def _head(message: EmailMessage, name: str) -> str:
    return " ".join(_told(lambda: message.get(name)).replace("\0", "").split())[:_LONGEST_HEAD]


def _day(message: EmailMessage) -> date | None:
    told = _head(message, "date")
    try:
        return parsedate_to_datetime(told).astimezone(BANGKOK).date() if told else None
    except (ValueError, OverflowError):
        return None


def _told(ask: Callable[[], object]) -> str:
    """What a head line says; nothing where the standard library's reading breaks over it."""
    try:
        return str(ask() or "")
    except _UNREADABLE:
        return ""
