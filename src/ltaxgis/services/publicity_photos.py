"""The photos of a publication: picked, put in order, described, with what those on them agreed to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ltaxgis.domain.attachments import PICTURES, Attachment
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import CONSENTS, PhotoMark
from ltaxgis.domain.publicity_states import APPROVED, DRAFT, RETURNED, REVIEW, SCHEDULED
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.publication_file import the_publication
from ltaxgis.services.publicity import hide_numbers_of_people
from ltaxgis.services.publicity_steps import unapprove_changed_in

_EDITABLE = frozenset({DRAFT, RETURNED, REVIEW, APPROVED, SCHEDULED})

_LAST = 10_000


@dataclass(frozen=True, slots=True)
class Marked:
    """What somebody says of a photo; None leaves it as it is."""

    place: int | None = None
    alt: str | None = None
    caption: str | None = None
    consent: str | None = None
    turned: float | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of a publication's case with its mark; `may_leave` where a cleaned copy of it can be published."""

    attachment: Attachment
    mark: PhotoMark | None
    may_leave: bool


def photos_of(reading: Reading, actor: Actor, uid: Uid) -> list[Photo]:
    """All pictures of the case: the picked ones in their order, then the others as they came."""
    the_publication(reading, actor, uid)
    marks = {one.attachment_uid: one for one in reading.having(PhotoMark, "case_uid", [uid])}
    pictures = [one for one in reading.having(Attachment, "case_uid", [uid]) if one.media in PICTURES]
    found = [Photo(one, marks.get(one.uid), bool(one.leaves_as)) for one in pictures]
    return sorted(found, key=lambda one: one.mark.place if one.mark and one.mark.place else _LAST)


def mark_photos(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, marks: Mapping[Uid, Marked], now: datetime
) -> Applied:
    """Photos of the case, by attachment, are marked so, in one act. A consent may be noted or taken back at any time;
    anything else only while the text may be edited, and what was approved goes back to its beginning then. Refused:
    `publicity.no_picture`, `publicity.no_consent`, `publicity.correct_first`."""
    ask_leave(actor, "cases.work")
    with project.work(actor, "case.photos") as work:
        case, _ = the_publication(work, actor, uid)
        held = {one.attachment_uid: one for one in work.having(PhotoMark, "case_uid", [uid])}
        pictures = _pictures(work, uid, list(marks))
        changes = []
        for attachment, told in marks.items():
            before = held.get(attachment)
            after = _marked(work, before or PhotoMark(uid=new_uid(), case_uid=uid, attachment_uid=attachment), told)
            if after.place > 0 and not pictures[attachment].leaves_as:
                raise Refused("publicity.no_picture", name=pictures[attachment].name)
            if before is not None and replace(before, consent=after.consent) != after and case.state not in _EDITABLE:
                raise Refused("publicity.correct_first", number=case.number)
            if before is None and case.state not in _EDITABLE and after.place:
                raise Refused("publicity.correct_first", number=case.number)
            if before != after:
                changes.append(Change(before, after))
        work.apply(ChangeSet("case.photos", tuple(changes)))
        unapprove_changed_in(work, actor, book, uid, now)
        return work.commit()


def _pictures(work: Work, uid: Uid, wanted: Sequence[Uid]) -> dict[Uid, Attachment]:
    found = {one.uid: one for one in work.get(Attachment, wanted) if one.case_uid == uid}
    for one in wanted:
        if one not in found or found[one].media not in PICTURES:
            raise Refused("publicity.no_picture", name=found[one].name if one in found else "")
    return found


def _marked(work: Work, mark: PhotoMark, told: Marked) -> PhotoMark:
    if told.consent is not None and told.consent not in CONSENTS:
        raise Refused("publicity.no_consent", name=told.consent)
    return replace(
        mark,
        place=mark.place if told.place is None else max(told.place, 0),
        alt=mark.alt if told.alt is None else hide_numbers_of_people(work, told.alt.strip()),
        caption=mark.caption if told.caption is None else hide_numbers_of_people(work, told.caption.strip()),
        consent=mark.consent if told.consent is None else told.consent,
        turned=mark.turned if told.turned is None else told.turned,
    )
