"""Steps of a publication: what its guards ask about, and what each step changes in it and in its editions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ltaxgis.domain.cases import Case, StepTold
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import (
    ALERT,
    MAY_BE_SHOWN,
    Edition,
    PhotoMark,
    Publication,
    ask_sound,
    is_backwards,
)
from ltaxgis.domain.publicity_desk import PUBLICITY, products
from ltaxgis.domain.publicity_said import READ, hash_of, read_said, said_of, written
from ltaxgis.domain.publicity_states import APPROVED, SCHEDULED
from ltaxgis.domain.states import Transition
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.case_steps import step_in
from ltaxgis.services.personal_data import find_personal
from ltaxgis.services.publication_file import pictures_of, text_hash, the_publication

_LOOKED_THROUGH = frozenset({"submit", "approve", "schedule", "publish", "publish_at_once"})


def step_publication(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, event: str, told: StepTold, now: datetime,
) -> Applied:  # fmt: skip
    """The publication takes a step of `PUBLICITY_STATES`. Refused as `StateTable.step`."""
    told = replace(told, reason=mask_numbers_in(told.reason))
    with project.work(actor, f"case.{event}", told.reason) as work:
        step_publication_in(work, actor, book, uid, event, told, now)
        return work.commit()


def schedule(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, publish_from: datetime, publish_to: datetime | None,
    now: datetime, channels: Sequence[str] | None = None,
) -> Applied:  # fmt: skip
    """What is approved waits for its moment; one act with its days and channels."""
    ask_leave(actor, "cases.work")
    with project.work(actor, "case.schedule") as work:
        _, before = the_publication(work, actor, uid)
        kept = before.channels if channels is None else ",".join(channels)
        after = ask_sound(replace(before, publish_from=publish_from, publish_to=publish_to, channels=kept))
        if after != before:
            work.apply(ChangeSet("case.schedule", (Change(before, after),)))
        step_publication_in(work, actor, book, uid, "schedule", StepTold(), now)
        return work.commit()


def step_publication_in(
    work: Work, actor: Actor, book: OfficeBook, uid: Uid, event: str, told: StepTold, now: datetime
) -> Case:
    """As `step_publication`, inside a work that goes on; answers the case after it."""
    case, publication = the_publication(work, actor, uid)
    facts = _facts(work, book, case, publication, now, look=event in _LOOKED_THROUGH)
    also = _EFFECTS.get(event, _nothing)(_Act(work, book, case, publication, actor, told, told.at or now))
    return step_in(work, actor, book, PUBLICITY, uid, event, told, now, facts, also)


def unapprove_changed_in(work: Work, actor: Actor, book: OfficeBook, uid: Uid, now: datetime) -> None:
    """What was approved and says something else now is a draft again."""
    case, publication = the_publication(work, actor, uid)
    if case.state in {APPROVED, SCHEDULED} and text_hash(work, case, publication) != publication.approved_text:
        step_publication_in(work, actor, book, uid, "change", StepTold(), now)


def next_steps(reading: Reading, actor: Actor, uid: Uid) -> list[Transition]:
    """What this person may do next with it, without what this one has no use for."""
    case, publication = the_publication(reading, actor, uid)
    found = PUBLICITY.table.events(case.state, actor)
    alert = case.kind == ALERT
    left_out = {"change"} | (set() if alert else {"publish_at_once"}) | (set() if publication.edition > 1 else
                                                                        {"keep_edition"})  # fmt: skip
    return [one for one in found if one.event not in left_out]


@dataclass(frozen=True, slots=True)
class _Act:
    work: Work
    book: OfficeBook
    case: Case
    publication: Publication
    actor: Actor
    told: StepTold
    at: datetime

    @property
    def editions(self) -> list[Edition]:
        return self.work.having(Edition, "case_uid", [self.case.uid])

    @property
    def moment(self) -> datetime:
        return self.at.astimezone(UTC)

    @property
    def who(self) -> str:
        return mask_numbers_in(self.told.who) or self.actor.name

    def with_fields(self, **fields: Any) -> list[Change]:
        after = replace(self.publication, **fields)
        return [] if after == self.publication else [Change(self.publication, after)]


def _nothing(act: _Act) -> list[Change]:
    return []


def _approve(act: _Act) -> list[Change]:
    """What the chief approves is kept word for word; of an alert that is out, what is out."""
    said = written(said_of(act.case, act.publication, pictures_of(act.work, act.case.uid)))
    sha256 = hash_of(said)
    changed = act.with_fields(approved_text=sha256, approved_at=act.moment, approved_by=act.who)
    out = next((one for one in act.editions if one.edition == act.publication.edition and one.out_at is not None), None)
    if out is not None:
        return [*changed, Change(out, replace(out, approved_at=act.moment, approved_by=act.who))]
    made = Edition(
        uid=new_uid(), case_uid=act.case.uid, edition=act.publication.edition, said=said, sha256=sha256,
        approved_at=act.moment, approved_by=act.who,
    )  # fmt: skip
    return [*changed, *_not_out_yet(act), Change(None, made)]


def _unapprove(act: _Act) -> list[Change]:
    return [*act.with_fields(approved_text="", approved_at=None, approved_by=""), *_not_out_yet(act)]


def _publish(act: _Act) -> list[Change]:
    changed = act.with_fields(**_days_out(act), published_at=act.publication.published_at or act.moment)
    return [*changed, *_out(act, [one for one in act.editions if one.edition == act.publication.edition])]


def _publish_at_once(act: _Act) -> list[Change]:
    said = written(said_of(act.case, act.publication, pictures_of(act.work, act.case.uid)))
    made = Edition(
        uid=new_uid(), case_uid=act.case.uid, edition=act.publication.edition, said=said, sha256=hash_of(said),
        out_at=act.moment,
    )  # fmt: skip
    changed = act.with_fields(**_days_out(act), published_at=act.moment, emergency=True)
    return [*changed, *_out(act, []), Change(None, made)]


def _correct(act: _Act) -> list[Change]:
    """The edition that is out stays out until the next one is."""
    return act.with_fields(
        edition=act.publication.edition + 1, approved_text="", approved_at=None, approved_by="", emergency=False
    )


def _keep_edition(act: _Act) -> list[Change]:
    """The text is again what is out."""
    out = max((one for one in act.editions if one.out_at and not one.out_to), key=lambda one: one.edition, default=None)
    if out is None:
        return []
    said = read_said(out.said, act.publication)
    back = {name: getattr(said.publication, name) for name in READ}
    return [
        *act.with_fields(**back, edition=out.edition, approved_text=out.sha256, approved_at=out.approved_at,
                         approved_by=out.approved_by, emergency=out.approved_at is None),
        *_not_out_yet(act),
    ]  # fmt: skip


def _end(act: _Act) -> list[Change]:
    """Nothing of it is out any more."""
    over = act.publication.publish_to
    until = min(act.moment, over) if over is not None else act.moment
    ended = [Change(one, replace(one, out_to=until)) for one in act.editions if one.out_at and not one.out_to]
    return [*ended, *_not_out_yet(act)]


def _withdraw(act: _Act) -> list[Change]:
    gone = [
        Change(one, replace(one, withdrawn=True, out_to=one.out_to or act.moment)) for one in act.editions if one.out_at
    ]
    return [*gone, *_not_out_yet(act)]


_EFFECTS = {
    "approve": _approve, "send_back": _unapprove, "change": _unapprove, "publish": _publish,
    "publish_at_once": _publish_at_once, "correct": _correct, "keep_edition": _keep_edition, "expire": _end,
    "archive": _end, "withdraw": _withdraw, "drop": _withdraw,
}  # fmt: skip


def _not_out_yet(act: _Act) -> list[Change]:
    return [Change(one, None) for one in act.editions if one.out_at is None]


def _out(act: _Act, editions: Sequence[Edition]) -> list[Change]:
    """These are out from now on, those before them no more."""
    uids = {one.uid for one in editions}
    before = [one for one in act.editions if one.out_at and not one.out_to and one.uid not in uids]
    return [
        *(Change(one, replace(one, out_to=act.moment)) for one in before),
        *(Change(one, replace(one, out_at=act.moment)) for one in editions),
    ]


def _days_out(act: _Act) -> dict[str, Any]:
    """From now at the latest; up to the usual end of its product where none was told."""
    first = act.publication.publish_from
    first = act.moment if first is None or first > act.moment else first
    product = products(act.book).get(act.case.kind)
    last = act.publication.publish_to
    if last is None and product is not None and product.days:
        last = first + timedelta(days=product.days)
    return {"publish_from": first, "publish_to": last}


def _facts(
    reading: Reading, book: OfficeBook, case: Case, publication: Publication, now: datetime, *, look: bool
) -> dict[str, object]:
    found = find_personal(reading, book, case, publication) if look else []
    marks = [one for one in reading.having(PhotoMark, "case_uid", [case.uid]) if one.place > 0]
    over = publication.publish_to
    return {
        "number": case.number,
        "has_text": bool(case.title.strip() and (publication.body.strip() or publication.summary.strip() or marks)),
        "ends_before_start": is_backwards(publication),
        "as_approved": publication.approved_text != ""
        and text_hash(reading, case, publication) == publication.approved_text,
        "personal": bool(found),
        "personal_seen": all(one.seen for one in found),
        "photo_without_consent": any(one.consent not in MAY_BE_SHOWN for one in marks),
        "alert": case.kind == ALERT,
        "channels": bool(publication.channels),
        "corrected": publication.edition > 1,
        "over": over is not None and over <= now,
        "has_day": publication.publish_from is not None,
    }
