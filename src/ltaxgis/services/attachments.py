"""Papers in: files taken into a case, given out again, and cases begun from what a paper says."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr
from pathlib import Path

import numpy as np
from shapely import Point

from ltaxgis.domain.attachments import (
    EML,
    JPEG,
    KINDS,
    PDF,
    PICTURES,
    TEXT,
    Attachment,
    PaperLimits,
    PaperLook,
)
from ltaxgis.domain.cases import Case
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.crs import transformer
from ltaxgis.domain.desks import CaseDraft, PersonDraft
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.paper_names import kept_name
from ltaxgis.domain.paper_texts import LONGEST_TEXT
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.names import Titles
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.attachments import PapersBeside
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.case_people import hide_numbers
from ltaxgis.services.case_steps import the_case

ATTACH, DETACH, EDIT = "case.attach", "case.detach", "case.attachment_edit"
_DETAILS = 2_000
_WGS84 = "4326"
Clean = Callable[[bytes, str], bytes]
"""A PDF's bytes and name become its bytes without what it tells of device and author."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A paper that somebody takes into a case; `kind` empty is what it most likely is."""

    look: PaperLook
    kind: str = ""
    note: str = ""


def attach(
    project: Project, actor: Actor, beside: PapersBeside, limits: PaperLimits, case_uid: Uid, taken: Sequence[Taken]
) -> Applied:
    """The papers belong to the case, in one act; those it has already are passed over. Refused as `the_case`, and:
    `attachment.already_there` where it has them all, `attachment.secret` where it is ลับ or above (metadata only),
    `attachment.too_many`, `attachment.changed_meanwhile` where a file is no longer what was looked at."""
    ask_leave(actor, "cases.work")
    with project.work(actor, ATTACH) as work:
        attach_in(work, beside, limits, the_case(work, actor, case_uid), taken)
        return work.commit()


def attach_in(
    work: Work, beside: PapersBeside, limits: PaperLimits, case: Case, taken: Sequence[Taken]
) -> list[Attachment]:
    """As `attach`, inside a work that goes on; the new attachments."""
    if case.secrecy:
        raise Refused("attachment.secret", case=case.number)
    there = work.having(Attachment, "case_uid", [case.uid])
    known = {one.sha256 for one in there}
    fresh = list({one.look.sha256: one for one in reversed(taken) if one.look.sha256 not in known}.values())[::-1]
    if not fresh:
        raise Refused("attachment.already_there", name=taken[0].look.name if taken else "", case=case.number)
    if len(there) + len(fresh) > limits.most_of(case.desk):
        raise Refused("attachment.too_many", case=case.number, most=limits.most_of(case.desk))
    born = [_stored(work, beside, limits, case, one) for one in fresh]
    work.apply(ChangeSet(ATTACH, tuple(Change(None, one) for one in born)))
    return born


def detach(project: Project, actor: Actor, uid: Uid) -> Applied:
    """The paper is no longer shown with its case; its bytes stay, and taking this back shows it again."""
    ask_leave(actor, "cases.work")
    with project.work(actor, DETACH) as work:
        before = the_attachment(work, actor, uid)
        work.apply(ChangeSet(DETACH, (Change(before, None),)))
        return work.commit()


def edit_attachment(project: Project, actor: Actor, uid: Uid, kind: str, note: str) -> Applied:
    """What the paper is to its case, and what is remarked about it. Refused: `attachment.no_such_kind`."""
    ask_leave(actor, "cases.work")
    if kind not in KINDS:
        raise Refused("attachment.no_such_kind", kind=kind)
    with project.work(actor, EDIT) as work:
        before = the_attachment(work, actor, uid)
        hidden, keys = hide_numbers(work, note)
        after = replace(before, kind=kind, note=hidden, text_keys=",".join(filter(None, (before.text_keys, keys))))
        work.apply(ChangeSet(EDIT, (Change(before, after),)))
        return work.commit()


def the_attachment(reading: Reading, actor: Actor, uid: Uid) -> Attachment:
    """Refused where it is gone (`attachment.gone`) or the person may not see its case."""
    ask_leave(actor, "cases.work")
    found = next(iter(reading.get(Attachment, [uid])), None)
    if found is None:
        raise Refused("attachment.gone")
    the_case(reading, actor, found.case_uid)
    return found


def bytes_of(reading: Reading, beside: PapersBeside, attachment: Attachment) -> bytes:
    """The bytes as they came in. Refused where they are not there (`attachment.missing`) or are others
    (`attachment.changed`)."""
    if not attachment.beside:
        content = reading.paper(attachment.sha256)
        folder = ""
    else:
        content, folder = beside.read(attachment.sha256), beside.folder
    if content is None:
        raise Refused("attachment.missing" if folder else "attachment.missing_inside", name=attachment.name,
                      folder=folder)  # fmt: skip
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise Refused("attachment.changed", name=attachment.name, folder=folder)
    return content


def leaving_bytes(reading: Reading, beside: PapersBeside, attachment: Attachment, clean: Clean | None = None) -> bytes:
    """A copy that may leave the office: a picture upright as JPEG without place and device, a PDF as `clean` makes it,
    a text with its private numbers masked. Refused (`attachment.stays`) for what no such copy is made of."""
    if attachment.leaves_as:
        content = reading.paper(attachment.leaves_as)
        if content is None:
            raise Refused("attachment.missing_inside", name=attachment.name, folder="")
        return content
    if attachment.media == PDF and clean is not None:
        return clean(bytes_of(reading, beside, attachment), attachment.name)
    if attachment.media == TEXT and len(attachment.text) < LONGEST_TEXT:
        return attachment.text.encode()
    raise Refused("attachment.stays", name=attachment.name)


def may_leave(attachment: Attachment) -> bool:
    """Whether a copy without place and device can be made of it."""
    short = attachment.media == TEXT and len(attachment.text) < LONGEST_TEXT
    return bool(attachment.leaves_as) or attachment.media == PDF or short


def leaving_name(attachment: Attachment) -> str:
    """The name of the copy that leaves; pictures are JPEGs then."""
    return kept_name(attachment.name, JPEG if attachment.leaves_as else attachment.media)


def preview_of(reading: Reading, attachment: Attachment) -> bytes:
    """A small JPEG, empty where there is nothing to see."""
    return (reading.paper(attachment.preview_as) or b"") if attachment.preview_as else b""


def draft_from_look(
    look: PaperLook, crs: int | None = None, titles: Titles | None = None, kind: str = "general",
    role: str = "petitioner",
) -> CaseDraft:  # fmt: skip
    """A case as the paper tells it, for a person to confirm: subject, text, sender in `role` where `titles` are there
    to take names apart, and the place of a photo where `crs`, an EPSG code, says into which metres."""
    said = look.suggested
    return CaseDraft(
        kind=kind,
        title=said.title,
        details=look.text[:_DETAILS].strip(),
        channel="email" if look.media == EML else "walkin" if look.media in PICTURES else "mail",
        shape=_point(look.place, crs) if look.place is not None and crs is not None else None,
        people=_sender(said.sender, titles, role) if titles is not None else (),
        external_id=said.number,
    )


def _sender(told: str, titles: Titles, role: str) -> tuple[PersonDraft, ...]:
    """`นายสมชาย ใจดี <a@b.th>` as a person; nobody where it names none."""
    name, address = parseaddr(told) if "@" in told else (told, "")
    split = titles.split(name.strip(" \"'"))
    if not split.first:
        return ()
    owner = Owner(uid=new_uid(), prefix=split.prefix, first_name=split.first, last_name=split.last, email=address)
    return (PersonDraft(role, owner=owner),)


def _point(place: tuple[float, float], crs: int) -> Point:
    north, east = place
    coordinates = transformer(_WGS84, crs)(np.array([[east, north]], dtype=np.float64))
    return Point(float(coordinates[0][0]), float(coordinates[0][1]))


def _stored(work: Work, beside: PapersBeside, limits: PaperLimits, case: Case, taken: Taken) -> Attachment:
    look = taken.look
    content = _same(look, limits)
    lies_beside = len(content) > limits.inside
    if lies_beside:
        beside.keep(look.sha256, content)
    else:
        work.keep_paper(look.sha256, content)
    said = (look.suggested.title, look.suggested.sender) if look.media == EML else ()
    text = "\n".join(filter(None, (*said, look.text)))
    hidden, keys = _hide(work, (kept_name(look.name, look.media), taken.note, text))
    name, note, text = hidden
    return Attachment(
        uid=new_uid(), case_uid=case.uid, name=name, kind=taken.kind or look.kind, media=look.media,
        size=len(content), sha256=look.sha256, beside=lies_beside, leaves_as=_kept(work, look.leaving),
        preview_as=_kept(work, look.preview), taken_on=look.taken_on, text=text, note=note, text_keys=keys,
    )  # fmt: skip


def _same(look: PaperLook, limits: PaperLimits) -> bytes:
    """The bytes that were looked at, and no others."""
    try:
        if look.path.stat().st_size != look.size or look.size > limits.largest:
            raise Refused("attachment.changed_meanwhile", name=look.name)
        content = Path(look.path).read_bytes()
    except OSError as error:
        raise Refused("attachment.changed_meanwhile", name=look.name) from error
    if hashlib.sha256(content).hexdigest() != look.sha256:
        raise Refused("attachment.changed_meanwhile", name=look.name)
    return content


def _kept(work: Work, content: bytes) -> str:
    if not content:
        return ""
    sha256 = hashlib.sha256(content).hexdigest()
    work.keep_paper(sha256, content)
    return sha256


def _hide(work: Work, texts: Iterable[str]) -> tuple[list[str], str]:
    hidden = [hide_numbers(work, text) for text in texts]
    return [text for text, _ in hidden], ",".join(filter(None, (keys for _, keys in hidden)))
