"""A publication as it stands: its records, its pictures, the hash of all that the public would read."""

from datetime import datetime, timedelta

from ltaxgis.domain.attachments import Attachment
from ltaxgis.domain.cases import Case
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import (
    Broadcast,
    Edition,
    PhotoMark,
    Posting,
    Publication,
    ScriptApproval,
)
from ltaxgis.domain.publicity_said import SaidPicture, hash_of, said_of, written
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_steps import the_case

PUBLICITY_RECORDS = (Publication, Edition, Posting, Broadcast, ScriptApproval, PhotoMark)
"""What `case_file` reads for this desk."""


def the_publication(reading: Reading, actor: Actor, uid: Uid) -> tuple[Case, Publication]:
    """Refused as `the_case`, and (`publicity.gone`) where the case is none of this desk."""
    case = the_case(reading, actor, uid)
    found = reading.having(Publication, "case_uid", [uid])
    if not found:
        raise Refused("publicity.gone")
    return case, found[0]


def pictures_of(reading: Reading, uid: Uid) -> tuple[SaidPicture, ...]:
    """The picked pictures in their order, those of which no copy can leave left out."""
    marks = [one for one in reading.having(PhotoMark, "case_uid", [uid]) if one.place > 0]
    files = {one.uid: one for one in reading.get(Attachment, [one.attachment_uid for one in marks])}
    picked = sorted(marks, key=lambda one: (one.place, one.attachment_uid))
    return tuple(
        SaidPicture(one.attachment_uid, files[one.attachment_uid].leaves_as, files[one.attachment_uid].name,
                    one.alt.strip(), one.caption.strip(), one.turned)
        for one in picked if one.attachment_uid in files and files[one.attachment_uid].leaves_as
    )  # fmt: skip


def text_hash(reading: Reading, case: Case, publication: Publication) -> str:
    """The hash of all that the public would read of it now."""
    return hash_of(written(said_of(case, publication, pictures_of(reading, case.uid))))


def is_late(publication: Publication, state: str, book: OfficeBook, now: datetime) -> bool:
    """An alert that is out and that nobody has approved in time."""
    until = approve_until(publication, book)
    return state == "unapproved" and until is not None and now > until


def approve_until(publication: Publication, book: OfficeBook) -> datetime | None:
    if publication.published_at is None or not publication.emergency:
        return None
    hours = float(book.tables["publicity"].get("approve_alerts_within_hours", 24))
    return publication.published_at + timedelta(hours=hours)
