"""A letter as a mail that a person sends on from his own mailbox."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class MailFile:
    name: str
    media: str
    content: bytes


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """`to` are names and addresses; whoever gets one letter with others does not see their addresses (`hidden`).
    `left_out` are papers of which no copy may leave."""

    subject: str
    text: str
    sender: tuple[str, str]
    to: tuple[tuple[str, str], ...]
    at: datetime
    hidden: bool = False
    files: tuple[MailFile, ...] = ()
    left_out: tuple[str, ...] = ()
