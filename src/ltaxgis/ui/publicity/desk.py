"""How the publicity desk looks."""

from collections.abc import Mapping

from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.publicity import Broadcast, PhotoMark, Posting, Publication
from ltaxgis.domain.publicity_desk import products
from ltaxgis.ui.cases.attachments_card import attachments_card
from ltaxgis.ui.cases.desk_look import DeskLook
from ltaxgis.ui.cases.table_model import ColumnLooks

COLUMNS: ColumnLooks = (
    ("number", "number", 96),
    ("title", "title", 320),
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
    "published": ("archive",),
    "expired": ("archive",),
}


def kinds(book: OfficeBook, language: str) -> Mapping[str, str]:
    """Products by code, in the office's words."""
    return {code: one.name(language) for code, one in products(book).items()}


PUBLICITY_LOOK = DeskLook(
    name="publicity",
    picture="megaphone",
    usual=USUAL,
    sorted_by="kinds",
    categories=kinds,
    columns=COLUMNS,
    order="-received",
    own_first=True,
    records=(Publication, Posting, Broadcast, PhotoMark),
    cards=(attachments_card,),
)
