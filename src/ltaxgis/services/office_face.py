"""Who publishes: the town as its pages, feeds and pictures name it."""

import re

from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.publicity_desk import page
from ltaxgis.domain.published import OfficeFace
from ltaxgis.ports.stores import Reading
from ltaxgis.services.own_templates import EMBLEM

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}$")


def face_of(reading: Reading, book: OfficeBook, settings: ProjectSettings) -> OfficeFace:
    """Of the office's page about letters, and of that about publicity, which has its English name and colour."""
    letters, own = book.tables.get("letters", {}), page(book)
    colour = str(own.get("colour", ""))
    return OfficeFace(
        name=settings.name, name_en=str(own.get("name_en", "")), website=str(letters.get("website", "")),
        phone=str(letters.get("phone", "")), email=str(letters.get("email", "")),
        address=" ".join(str(line) for line in letters.get("address", ())), emblem=reading.own_file(EMBLEM) or b"",
        **({"colour": colour} if _COLOUR.match(colour) else {}),
    )  # fmt: skip
