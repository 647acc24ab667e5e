"""Mail as a file (.eml) that any mailbox opens as a draft."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.letter_mail import OutgoingMail
from ltaxgis.formats.drafts import drafted

_LINES = re.compile(r"[\r\n\t\x00-\x1f\x7f]+")


def write_mail(mail: OutgoingMail) -> bytes:
    """The mail's bytes. A subject or name cannot bring another head line in with it."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _one_line(mail.subject)
    name, address = mail.sender
    if address:
        message["From"] = _address(name, address)
    people = [_address(*one) for one in mail.to]
    message["Bcc" if mail.hidden else "To"] = people
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = make_msgid(domain=(address.rpartition("@")[2] or "localhost"))
    message["X-Unsent"] = "1"  # programs of the office open it ready to be sent
    message.set_content(mail.text, charset="utf-8")
    for file in mail.files:
        kind, _, part = file.media.partition("/")
        message.add_attachment(
            file.content, maintype=kind or "application", subtype=part or "octet-stream", filename=_one_line(file.name)
        )
    return message.as_bytes()


def write_mail_file(path: Path, mail: OutgoingMail) -> None:
    """The mail stands at `path`, whole or not at all. Refused: `file.kind_unknown`, `file.cannot_write`."""
    if path.suffix.lower() != ".eml":
        raise Refused("file.kind_unknown", name=path.name)
    with drafted(path) as draft:
        draft.write_bytes(write_mail(mail))


def _address(name: str, address: str) -> Address:
    try:
        return Address(_one_line(name), addr_spec=address.strip())
    except (ValueError, IndexError) as error:
        raise Refused("mail.no_address") from error


def _one_line(text: str) -> str:
    return " ".join(_LINES.sub(" ", text).split())
