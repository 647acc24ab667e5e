"""How the publicity desk looks."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from ltaxgis.domain.cases import Case, StepTold
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import ALERT, Broadcast, Edition, PhotoMark, Posting, Publication, ScriptApproval
from ltaxgis.domain.publicity_desk import products
from ltaxgis.domain.states import Transition
from ltaxgis.ports.stores import Project
from ltaxgis.services.case_file import CaseFile
from ltaxgis.services.publicity_steps import step_publication
from ltaxgis.ui.cases.attachments_card import attachments_card
from ltaxgis.ui.cases.desk_look import Asks, DeskLook, More
from ltaxgis.ui.cases.table_model import ColumnLooks
from ltaxgis.ui.publicity.area_card import area_card
from ltaxgis.ui.publicity.election_card import election_card
from ltaxgis.ui.publicity.output_card import output_card
from ltaxgis.ui.publicity.personal_card import personal_card
from ltaxgis.ui.publicity.photos_card import photos_card
from ltaxgis.ui.publicity.postings_card import postings_card
from ltaxgis.ui.publicity.speaker_card import speaker_card
from ltaxgis.ui.publicity.text_card import text_card

COLUMNS: ColumnLooks = (
    ("number", "number", 96),
    ("title", "title", 300),
    ("kind", "", 130),
    ("state", "state", 140),
    ("received_at", "received", 92),
    ("place_text", "place", 150),
    ("assignee", "assignee", 130),
)
USUAL: Mapping[str, tuple[str, ...]] = {
    "draft": ("submit",),
    "returned": ("submit",),
    "review": ("approve",),
    "approved": ("publish",),
    "scheduled": ("publish",),
    "unapproved": ("approve",),
    "expired": ("archive",),
    "withdrawn": ("archive",),
}
_BY_THEMSELVES = frozenset({"change"})
_PAPER = frozenset({"approve"})


def kinds(book: OfficeBook, language: str) -> Mapping[str, str]:
    """Products by code, in the office's words."""
    return {code: one.name(language) for code, one in products(book).items()}


def events(desk: Desk, case: Case, actor: Actor) -> Sequence[Transition]:
    """Those that a person takes: only alerts go out before they are approved."""
    left = _BY_THEMSELVES | (frozenset() if case.kind == ALERT else {"publish_at_once"})
    return [one for one in desk.table.events(case.state, actor) if one.event not in left]


def possible(file: CaseFile, one: Transition) -> bool:
    """Only a correction can leave what is out as it is."""
    editions = [each.edition for each in file.of_desk.get(Publication, ()) if isinstance(each, Publication)]
    return one.event != "keep_edition" or max(editions, default=1) > 1


def asks(book: OfficeBook, event: str, _language: str) -> Asks:
    """A chief's approval may be entered as he wrote it."""
    chain = {name: name for name in book.chain}
    return Asks(("text", "who", "position", "day"), choices={"position": chain}) if event in _PAPER else Asks()


def step(
    project: Project, actor: Actor, book: OfficeBook, _desk: Desk, uid: Uid, event: str, told: StepTold, now: datetime,
    _more: More,
) -> Applied:  # fmt: skip
    return step_publication(project, actor, book, uid, event, told, now)


PUBLICITY_LOOK = DeskLook(
    name="publicity",
    picture="megaphone",
    usual=USUAL,
    events=events,
    asks=asks,
    step=step,
    possible=possible,
    sorted_by="kinds",
    categories=kinds,
    columns=COLUMNS,
    order="-received",
    own_first=True,
    records=(Publication, Edition, Posting, Broadcast, ScriptApproval, PhotoMark),
    cards=(
        election_card,
        text_card,
        area_card,
        personal_card,
        photos_card,
        output_card,
        speaker_card,
        postings_card,
        attachments_card,
    ),
)
