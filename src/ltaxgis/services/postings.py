"""What was published where: entered, photographed, taken down, and kept as evidence of what was put out."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from ltaxgis.domain.attachments import PICTURES, Attachment
from ltaxgis.domain.cases import Case, local_day
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import BOARD, CHANNELS, Edition, Posting, shown_of
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.publication_file import the_publication

_FIXED = frozenset({"uid", "version", "case_uid", "edition", "sha256"})


@dataclass(frozen=True, slots=True)
class PostingDraft:
    """Where and how long something hangs or stands; `by` empty is who enters it. `content` are the bytes that were
    put out, of which only the hash is kept."""

    channel: str = BOARD
    place: str = ""
    first: date | None = None
    last: date | None = None
    by: str = ""
    link: str = ""
    photo_uid: str = ""
    note: str = ""
    at: datetime | None = None
    content: bytes = b""
    sha256: str = ""


def add_postings(
    project: Project, actor: Actor, uid: Uid, drafts: Sequence[PostingDraft], now: datetime
) -> list[Posting]:
    """It hangs at these places, all of one act. Refused: `posting.not_approved` where nobody approved what hangs
    there, `posting.needs_place` for a board without its name, `publicity.ends_before_start`, `publicity.no_channel`,
    `publicity.no_picture` for a photo that is none of its case."""
    ask_leave(actor, "cases.work")
    with project.work(actor, "case.posted") as work:
        made = add_postings_in(work, actor, uid, drafts, now)
        work.commit()
        return made


def add_postings_in(work: Work, actor: Actor, uid: Uid, drafts: Sequence[PostingDraft], now: datetime) -> list[Posting]:
    """As `add_postings`, inside a work that goes on."""
    case, _ = the_publication(work, actor, uid)
    edition = shown_edition(work, case)
    made = [_posting(actor, uid, edition, one, now) for one in drafts]
    for one in made:
        _ask_sound(work, one)
    work.apply(ChangeSet("case.posted", tuple(Change(None, one) for one in made)))
    return made


def edit_posting(project: Project, actor: Actor, posting: Uid, fields: dict[str, object]) -> Applied:
    """Something else is noted of a posting: its place, days, link, photo, who hung it. Refused as `add_postings`."""
    ask_leave(actor, "cases.work")
    if fixed := sorted(_FIXED.intersection(fields)):
        raise Refused("case.fixed_field", name=fixed[0])
    with project.work(actor, "case.posting_edit") as work:
        before = the_posting(work, actor, posting)
        after = _masked(replace(before, **fields))  # type: ignore[arg-type]
        _ask_sound(work, after)
        work.apply(ChangeSet("case.posting_edit", (Change(before, after),)))
        return work.commit()


def take_down(project: Project, actor: Actor, postings: Sequence[Uid], day: date) -> Applied:
    """These were taken down on a day. Refused (`publicity.ends_before_start`) where one hung only later."""
    ask_leave(actor, "cases.work")
    with project.work(actor, "case.taken_down") as work:
        changes = []
        for uid in postings:
            before = the_posting(work, actor, uid)
            if day < before.first:
                raise Refused("publicity.ends_before_start")
            changes.append(Change(before, replace(before, down_on=day)))
        work.apply(ChangeSet("case.taken_down", tuple(changes)))
        return work.commit()


def remove_posting(project: Project, actor: Actor, posting: Uid, reason: str) -> Applied:
    """It never hung there. Refused (`case.needs_reason`) without a reason, which the journal keeps."""
    ask_leave(actor, "cases.work")
    if not reason.strip():
        raise Refused("case.needs_reason")
    with project.work(actor, "case.posting_removed", mask_numbers_in(reason)) as work:
        work.apply(ChangeSet("case.posting_removed", (Change(the_posting(work, actor, posting), None),)))
        return work.commit()


@dataclass(frozen=True, slots=True)
class Output:
    """A file of what was published: of which case, on which channel, where it lies or stands, the hash of its bytes."""

    uid: Uid
    channel: str
    place: str
    sha256: str
    link: str = ""


def keep_outputs(project: Project, actor: Actor, outputs: Sequence[Output], now: datetime) -> int:
    """What was written out is kept as evidence, each content once a place and edition; answers how many are new."""
    ask_leave(actor, "cases.work")
    with project.work(actor, "case.put_out") as work:
        fresh = []
        for one in outputs:
            case, _ = the_publication(work, actor, one.uid)
            edition = shown_edition(work, case)
            new = (one.channel, one.place, one.sha256, edition)
            held = work.having(Posting, "case_uid", [one.uid])
            if new not in {(old.channel, old.place, old.sha256, old.edition) for old in held}:
                draft = PostingDraft(one.channel, one.place, link=one.link, sha256=one.sha256, at=now)
                fresh.append(_posting(actor, one.uid, edition, draft, now))
        if fresh:
            work.apply(ChangeSet("case.put_out", tuple(Change(None, one) for one in fresh)))
            work.commit()
        return len(fresh)


def postings_of(reading: Reading, actor: Actor, uid: Uid) -> list[Posting]:
    """The postings of a publication, the first first."""
    the_publication(reading, actor, uid)
    return sorted(reading.having(Posting, "case_uid", [uid]), key=lambda one: (one.first, one.channel, one.place))


def the_posting(reading: Reading, actor: Actor, uid: Uid) -> Posting:
    """Refused where it is gone (`posting.gone`) or the person may not see its case."""
    found = next(iter(reading.get(Posting, [uid])), None)
    if found is None:
        raise Refused("posting.gone")
    the_publication(reading, actor, found.case_uid)
    return found


def shown_edition(reading: Reading, case: Case) -> int:
    """The edition that was approved last or is out. Refused (`posting.not_approved`) where there is none."""
    shown = shown_of(reading.having(Edition, "case_uid", [case.uid]))
    if shown is None:
        raise Refused("posting.not_approved", number=case.number)
    return shown.edition


def hangs_on(posting: Posting, day: date) -> bool:
    """Whether it hung on a day, as far as is known."""
    last = posting.down_on or posting.last
    return posting.first <= day and (last is None or day <= last)


def _posting(actor: Actor, uid: Uid, edition: int, draft: PostingDraft, now: datetime) -> Posting:
    sha256 = draft.sha256 or (hashlib.sha256(draft.content).hexdigest() if draft.content else "")
    return _masked(
        Posting(
            uid=new_uid(), case_uid=uid, channel=draft.channel, place=draft.place.strip(),
            first=draft.first or local_day(draft.at or now), last=draft.last,
            at=None if draft.at is None else draft.at.astimezone(UTC), by=draft.by.strip() or actor.name,
            link=draft.link.strip(), photo_uid=draft.photo_uid, note=draft.note.strip(), sha256=sha256,
            edition=edition,
        )
    )  # fmt: skip


def _masked(one: Posting) -> Posting:
    return replace(one, **{name: mask_numbers_in(getattr(one, name)) for name in ("place", "by", "note")})  # type: ignore[arg-type]


def _ask_sound(reading: Reading, one: Posting) -> None:
    if one.channel not in CHANNELS:
        raise Refused("publicity.no_channel", name=one.channel)
    if one.channel == BOARD and not one.place:
        raise Refused("posting.needs_place")
    if (one.last is not None and one.last < one.first) or (one.down_on is not None and one.down_on < one.first):
        raise Refused("publicity.ends_before_start")
    if one.photo_uid:
        photo = next(iter(reading.get(Attachment, [Uid(one.photo_uid)])), None)
        if photo is None or photo.case_uid != one.case_uid or photo.media not in PICTURES:
            raise Refused("publicity.no_picture", name=photo.name if photo is not None else "")
