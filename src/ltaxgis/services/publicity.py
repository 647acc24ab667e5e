"""Publications: begun, written, their personal data pointed out and looked through."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.cases import COMMENT, Case, StepTold
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.desks import CaseDraft, Received
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import (
    PRODUCTS,
    Publication,
    ask_sound,
)
from ltaxgis.domain.publicity_desk import PUBLICITY, products
from ltaxgis.domain.publicity_said import READ
from ltaxgis.domain.publicity_states import APPROVED, DRAFT, RETURNED, REVIEW, SCHEDULED
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.case_people import both_keys, hide_numbers
from ltaxgis.services.case_steps import made_step
from ltaxgis.services.cases import receive_in
from ltaxgis.services.personal_data import PersonalFind, find_personal
from ltaxgis.services.publication_file import the_publication
from ltaxgis.services.publicity_steps import unapprove_changed_in

PERSONAL_SEEN = "personal_seen"
_EDITABLE = frozenset({DRAFT, RETURNED, REVIEW, APPROVED, SCHEDULED})
_OWN = READ | {"publish_from", "publish_to", "channels", "proposed_as"}
_OF_CASE = frozenset({"title", "place_text", "shape", "division", "assignee"})
_READ_OF_CASE = frozenset({"title", "place_text", "shape"})


@dataclass(frozen=True, slots=True)
class PublicationDraft:
    """A new publication; `publication` as `a_publication` makes it, its channels those of the product where it names
    none. `shape` is a point in the project CRS."""

    product: str
    title: str
    publication: Publication
    place_text: str = ""
    shape: BaseGeometry | None = None
    division: str = ""
    assignee: str = ""


def new_publication(
    project: Project, actor: Actor, book: OfficeBook, draft: PublicationDraft, now: datetime
) -> Received:
    """A draft with its number. Refused: `publicity.no_product`, `publicity.no_channel`, `publicity.no_severity`,
    `publicity.ends_before_start`."""
    ask_leave(actor, "cases.work")
    with project.work(actor, "case.receive") as work:
        received = new_publication_in(work, actor, book, draft, now)
        work.commit()
        return received


def new_publication_in(work: Work, actor: Actor, book: OfficeBook, draft: PublicationDraft, now: datetime) -> Received:
    """As `new_publication`, inside a work that goes on."""
    product = products(book).get(draft.product)
    if draft.product not in PRODUCTS or product is None:
        raise Refused("publicity.no_product", name=draft.product)
    told = draft.publication
    channels = told.channels or ",".join(product.channels)
    publication = ask_sound(replace(_masked(work, told), uid=new_uid(), channels=channels))
    return receive_in(
        work, actor, book, PUBLICITY,
        CaseDraft(kind=draft.product, title=draft.title.strip(), place_text=draft.place_text.strip(),
                  shape=draft.shape, division=draft.division, assignee=draft.assignee, channel="file",
                  with_pin=False, of_desk=(publication,)),
        now,
    )  # fmt: skip


def edit_publication(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, fields: Mapping[str, object], now: datetime,
) -> Applied:  # fmt: skip
    """Fields of the publication, or `title`, `place_text`, `shape`, `division`, `assignee` of its case, say something
    else. What was approved goes back to its beginning (`change`) where the public would read something else; days and
    channels may be decided after the approval. Refused: `case.fixed_field`, `publicity.correct_first` where it is out
    or over, and as `new_publication`."""
    ask_leave(actor, "cases.work")
    if fixed := sorted(set(fields) - _OWN - _OF_CASE):
        raise Refused("case.fixed_field", name=fixed[0])
    with project.work(actor, "case.publication_edit") as work:
        case, before = the_publication(work, actor, uid)
        if case.state not in _EDITABLE:
            raise Refused("publicity.correct_first", number=case.number)
        own: dict[str, Any] = {name: value for name, value in fields.items() if name in _OWN}
        after = ask_sound(_masked(work, replace(before, **own)))
        changes: list[Change] = [] if after == before else [Change(before, after)]
        changed_case = _edited_case(work, case, {name: one for name, one in fields.items() if name in _OF_CASE})
        if changed_case != case:
            changes.append(Change(case, changed_case))
        if changes:
            work.apply(ChangeSet("case.publication_edit", tuple(changes)))
            unapprove_changed_in(work, actor, book, uid, now)
        return work.commit()


def confirm_personal(project: Project, actor: Actor, book: OfficeBook, uid: Uid, why: str, now: datetime) -> Applied:
    """The personal data in the text was looked at and may be read by everybody; who said so and why stands among the
    steps. What is typed later is pointed out again. Refused (`publicity.needs_why`) without a reason."""
    ask_leave(actor, "cases.work")
    if not why.strip():
        raise Refused("publicity.needs_why")
    with project.work(actor, "case.personal_seen", mask_numbers_in(why)) as work:
        case, before = the_publication(work, actor, uid)
        found = find_personal(work, book, case, before)
        seen = ",".join(dict.fromkeys([*filter(None, before.personal_seen.split(",")), *(one.key for one in found)]))
        told = StepTold(text=", ".join(dict.fromkeys(one.shown for one in found)), reason=why)
        step = made_step(work, actor, uid, COMMENT, told, now, event=PERSONAL_SEEN, state=case.state)
        kept = () if seen == before.personal_seen else (Change(before, replace(before, personal_seen=seen)),)
        work.apply(ChangeSet("case.personal_seen", (*kept, Change(None, step))))
        return work.commit()


def personal_in(reading: Reading, actor: Actor, book: OfficeBook, uid: Uid) -> list[PersonalFind]:
    """The personal data in a publication, what somebody has seen and let stand among it (`seen`)."""
    case, publication = the_publication(reading, actor, uid)
    return find_personal(reading, book, case, publication)


def _masked(work: Work, one: Publication) -> Publication:
    """Identity numbers never stand in a text for everybody; telephone numbers may be meant to."""
    texts = ("summary", "body", "title_en", "body_en", "reason", "contact", "signer")
    told: dict[str, Any] = {name: hide_numbers_of_people(work, getattr(one, name)) for name in texts}
    return replace(one, **told)


def hide_numbers_of_people(work: Work, text: str) -> str:
    return hide_numbers(work, text, phones=False)[0]


def _edited_case(work: Work, case: Case, fields: Mapping[str, object]) -> Case:
    told, keys = dict(fields), case.text_keys
    for name in ("title", "place_text"):
        if name in told:
            told[name], found = hide_numbers(work, str(told[name]).strip())
            keys = both_keys(keys, found)
    return replace(case, **{**told, "text_keys": keys}) if told else case  # type: ignore[arg-type]
