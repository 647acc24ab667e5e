"""What letters and publications need from the rest of the program beside what all cases do, filled in by `app`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol


class LetterServices(Protocol):
    """Files in and out, each written or read in a child."""

    @property
    def register_job(self) -> Callable[..., int]:
        """*child*: a book of numbers as a workbook: path of the project, actor, its query, target, language, now."""
        ...

    @property
    def report_job(self) -> Callable[..., Path]:
        """*child*: figures of letters as a workbook: path of the project, actor, first and last day, today, target,
        language."""
        ...

    @property
    def take_message_job(self) -> Callable[..., Any]:
        """*child*: a message of e-CMS: path of the project, actor, file, language, now, and of which
        receiver a notice is (None where it is plain)."""
        ...

    @property
    def message_job(self) -> Callable[..., Path]:
        """*child*: a letter out as a message of e-CMS: path of the project, actor, number, target, now."""
        ...

    @property
    def mail_job(self) -> Callable[..., tuple[str, ...]]:
        """*child*: a letter out as a mail: path of the project, actor, uid, target, now."""
        ...

    @property
    def picture_job(self) -> Callable[..., Path]:
        """*child*: a publication as a picture: path of the project, actor, uid, code of the size, target, now."""
        ...

    @property
    def album_job(self) -> Callable[..., Any]:
        """*child*: the photos of a publication as files: path of the project, actor, uid, folder, now."""
        ...

    @property
    def evidence_job(self) -> Callable[..., Path]:
        """*child*: what was published where, as a workbook: path of the project, target, first and last day, language,
        actor."""
        ...

    @property
    def publish_job(self) -> Callable[..., Any]:
        """*child*: what is published as pages, feeds and calendars: path of the project, folder, day, actor, keep."""
        ...
