"""What the public reads of a publication, as one text whose hash says whether it is still what was approved.

When and where it is published (`publish_from`, `publish_to`, `channels`) belongs to the office, not to the text: both
are decided after the approval and change nothing in it.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.cases import Case
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.publicity import Publication

TEXTS = (
    "summary", "body", "title_en", "body_en", "reason", "issue", "signer", "signer_position", "agency", "contact",
    "link", "tags", "severity",
)  # fmt: skip
DAYS = ("announced_on",)
MOMENTS = ("starts", "ends", "deadline")
READ = frozenset({*TEXTS, *DAYS, *MOMENTS, "area"})
"""Fields of a publication that the public reads; beside them title, place and point of its case, and its pictures."""
_CM = 2


@dataclass(frozen=True, slots=True)
class SaidPicture:
    """A picture as approved: the hash of the copy that leaves, and what stands with it."""

    attachment_uid: str
    sha256: str
    name: str
    alt: str = ""
    caption: str = ""
    turned: float = 0.0


@dataclass(frozen=True, slots=True)
class Said:
    """All that the public reads. `publication` holds only the fields of `READ`; `point` is in the project CRS."""

    product: str
    number: str
    title: str
    place: str
    publication: Publication
    point: BaseGeometry | None = None
    pictures: tuple[SaidPicture, ...] = ()


def said_of(case: Case, publication: Publication, pictures: tuple[SaidPicture, ...] = ()) -> Said:
    return Said(
        product=case.kind, number=case.number, title=case.title.strip(), place=case.place_text.strip(),
        publication=publication, point=case.shape, pictures=pictures,
    )  # fmt: skip


def written(said: Said) -> str:
    """One text for one content, whatever the order or the zone in which it came."""
    one = said.publication
    told: dict[str, Any] = {
        "product": said.product, "number": said.number, "title": said.title, "place": said.place,
        "point": _shape(said.point), "area": _shape(one.area),
        "pictures": [asdict(picture) for picture in said.pictures],
    }  # fmt: skip
    told |= {name: getattr(one, name).strip() for name in TEXTS}
    told |= {name: _day(getattr(one, name)) for name in DAYS}
    told |= {name: _moment(getattr(one, name)) for name in MOMENTS}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_said(text: str, publication: Publication) -> Said:
    """What `written` wrote, in the place of what this publication says today."""
    told = json.loads(text)
    fields: dict[str, Any] = {name: told[name] for name in TEXTS}
    fields |= {name: date.fromisoformat(told[name]) if told[name] else None for name in DAYS}
    fields |= {name: datetime.fromisoformat(told[name]) if told[name] else None for name in MOMENTS}
    fields["area"] = shapely.from_wkt(told["area"]) if told["area"] else None
    return Said(
        product=told["product"], number=told["number"], title=told["title"], place=told["place"],
        publication=replace(publication, **fields),
        point=shapely.from_wkt(told["point"]) if told["point"] else None,
        pictures=tuple(SaidPicture(**one) for one in told["pictures"]),
    )  # fmt: skip


def a_publication(**fields: Any) -> Publication:
    """A publication that belongs to no case yet, for a draft."""
    return Publication(uid=Uid(""), case_uid=Uid(""), **fields)


def _shape(shape: BaseGeometry | None) -> str:
    return "" if shape is None or shape.is_empty else shapely.to_wkt(shape, rounding_precision=_CM)


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _moment(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(UTC).isoformat(timespec="minutes")
