"""What the desks of letters and publicity need, filled in: functions that run in worker processes.

What they need is imported inside them: the window's own process knows them by name only, and must not carry readers of
foreign files.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ltaxgis.app.letters import MessageTaken
    from ltaxgis.app.photo_albums import WrittenAlbum
    from ltaxgis.app.publicity import WrittenOut
    from ltaxgis.domain.ids import Uid
    from ltaxgis.domain.project import Actor
    from ltaxgis.ports.letters import RegisterQuery
    from ltaxgis.services.progress import Progress


def write_register(
    progress: Progress, path: Path, actor: Actor, query: RegisterQuery, target: Path, language: str, now: datetime
) -> int:
    from ltaxgis.app.letters import book_file_job

    return book_file_job(progress, path, actor, query, target, language, now)


def write_report(
    progress: Progress, path: Path, actor: Actor, first: date, last: date, today: date, target: Path, language: str
) -> Path:
    from ltaxgis.app.letters import letter_report_job

    return letter_report_job(progress, path, actor, first, last, today, target, language)


def take_message(
    progress: Progress, path: Path, actor: Actor, file: Path, language: str, now: datetime,
    recipient: Uid | None = None,
) -> MessageTaken:  # fmt: skip
    from ltaxgis.app.letters import import_message_job

    return import_message_job(progress, path, actor, file, language, now, recipient=recipient)


def write_message(progress: Progress, path: Path, actor: Actor, number: str, target: Path, now: datetime) -> Path:
    from ltaxgis.app.letters import export_message_job

    return export_message_job(progress, path, actor, number, target, now)


def write_mail(progress: Progress, path: Path, actor: Actor, uid: Uid, target: Path, now: datetime) -> tuple[str, ...]:
    from ltaxgis.app.letters import letter_mail_job

    return letter_mail_job(progress, path, actor, uid, target, now)


def write_published(progress: Progress, path: Path, folder: Path, day: date, actor: Actor, keep: bool) -> WrittenOut:
    from ltaxgis.app.publicity import publish_job

    return publish_job(progress, path, folder, day, actor, keep)


def write_picture(
    progress: Progress, path: Path, actor: Actor, uid: Uid, size: str, target: Path, now: datetime,
    own: Path | None = None,
) -> Path:  # fmt: skip
    from ltaxgis.app.publication_pictures import picture_job

    return picture_job(progress, path, actor, uid, size, target, now, own)


def write_album(progress: Progress, path: Path, actor: Actor, uid: Uid, folder: Path, now: datetime) -> WrittenAlbum:
    from ltaxgis.app.photo_albums import album_job

    return album_job(progress, path, actor, uid, folder, now)


def write_evidence(
    progress: Progress, path: Path, target: Path, first: date, last: date, language: str, actor: Actor
) -> Path:
    from ltaxgis.app.publicity import evidence_job

    return evidence_job(progress, path, target, first, last, language, actor)


class WindowLetters:
    """`ui.letters.services.LetterServices`."""

    @property
    def register_job(self) -> Callable[[Progress, Path, Actor, RegisterQuery, Path, str, datetime], int]:
        return write_register

    @property
    def report_job(self) -> Callable[[Progress, Path, Actor, date, date, date, Path, str], Path]:
        return write_report

    @property
    def take_message_job(self) -> Callable[[Progress, Path, Actor, Path, str, datetime, Uid | None], MessageTaken]:
        return take_message

    @property
    def message_job(self) -> Callable[[Progress, Path, Actor, str, Path, datetime], Path]:
        return write_message

    @property
    def mail_job(self) -> Callable[[Progress, Path, Actor, Uid, Path, datetime], tuple[str, ...]]:
        return write_mail

    @property
    def picture_job(self) -> Callable[[Progress, Path, Actor, Uid, str, Path, datetime], Path]:
        return write_picture

    @property
    def album_job(self) -> Callable[[Progress, Path, Actor, Uid, Path, datetime], WrittenAlbum]:
        return write_album

    @property
    def evidence_job(self) -> Callable[[Progress, Path, Path, date, date, str, Actor], Path]:
        return write_evidence

    @property
    def publish_job(self) -> Callable[[Progress, Path, Path, date, Actor, bool], WrittenOut]:
        return write_published
