"""What the public may see on a day: the only place in which a `Published` is made of what the project holds."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.cases import Case, local_day
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.crs import transformer
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import MAY_BE_SHOWN, Edition, PhotoMark, Publication
from ltaxgis.domain.publicity_desk import products
from ltaxgis.domain.publicity_said import Said, SaidPicture, hash_of, read_said, said_of, written
from ltaxgis.domain.publicity_states import SCHEDULED, WITHDRAWN
from ltaxgis.domain.published import Published, PublishedPicture, Ring
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.ports.stores import Reading
from ltaxgis.services.publication_file import pictures_of, text_hash, the_publication

_WGS84 = "4326"
_METRES_AS_DEGREES = 7
Straighten = Callable[[bytes, float], bytes]
"""A picture's bytes, and the degrees by which it is turned to stand straight."""


def published_on(
    reading: Reading, book: OfficeBook, crs: int, day: date, now: datetime | None = None,
    straighten: Straighten | None = None, uids: Sequence[Uid] | None = None,
) -> list[Published]:  # fmt: skip
    """What is out on a day, the newest first: each text in the edition that was or will be out then, within its days,
    word for word as it was approved (of alerts: as it was put out). What is scheduled counts where its approval still
    holds. `now` asks for that very moment of its day. `crs` is the project's EPSG code; `uids` are cases, None: all."""
    found = [
        as_published(reading, book, crs, case, publication, edition, straighten)
        for case, publication, edition in _out_on(reading, day, now, uids)
    ]
    return sorted(found, key=lambda one: (one.published_at, one.number), reverse=True)


def as_it_would_be(
    reading: Reading, actor: Actor, book: OfficeBook, crs: int, uid: Uid, now: datetime,
    straighten: Straighten | None = None,
) -> Published:  # fmt: skip
    """A text as the public would read it if it went out now: for the desk to look at, never to be given away."""
    case, publication = the_publication(reading, actor, uid)
    said = said_of(case, publication, pictures_of(reading, uid))
    text = written(said)
    edition = Edition(
        uid=uid, case_uid=uid, edition=publication.edition, said=text, sha256=hash_of(text), out_at=now.astimezone(UTC)
    )
    return as_published(reading, book, crs, case, publication, edition, straighten)


def _out_on(
    reading: Reading, day: date, now: datetime | None, uids: Sequence[Uid] | None
) -> Iterable[tuple[Case, Publication, Edition]]:
    editions = reading.having(Edition, "case_uid", uids) if uids is not None else _all(reading)
    by_case: dict[Uid, list[Edition]] = {}
    for one in editions:
        by_case.setdefault(one.case_uid, []).append(one)
    cases = {one.uid: one for one in reading.get(Case, list(by_case))}
    for publication in reading.having(Publication, "case_uid", list(by_case)):
        case = cases.get(publication.case_uid)
        if case is None or case.state == WITHDRAWN or case.visible_to or case.secrecy:
            continue
        edition = _edition_on(reading, case, publication, by_case[case.uid], day, now)
        if edition is not None:
            yield case, publication, edition


def _all(reading: Reading) -> list[Edition]:
    return reading.get(Edition, reading.columns(Edition, ()).uids)


def _edition_on(
    reading: Reading, case: Case, publication: Publication, editions: Sequence[Edition], day: date, now: datetime | None
) -> Edition | None:
    last = publication.publish_to
    if last is not None and (local_day(last) < day or (now is not None and last <= now)):
        return None
    out = [one for one in editions if _was_out(one, day, now)]
    if case.state == SCHEDULED and _has_come(publication.publish_from, day, now):
        out += [one for one in editions if one.out_at is None and _holds(reading, case, publication, one)]
    return max(out, key=lambda one: one.edition, default=None)


def _was_out(one: Edition, day: date, now: datetime | None) -> bool:
    if one.withdrawn or one.out_at is None or not _has_come(one.out_at, day, now):
        return False
    if one.out_to is None:
        return True
    return one.out_to > now if now is not None else local_day(one.out_to) > day


def _has_come(at: datetime | None, day: date, now: datetime | None) -> bool:
    if at is None:
        return False
    return at <= now if now is not None else local_day(at) <= day


def _holds(reading: Reading, case: Case, publication: Publication, edition: Edition) -> bool:
    """Whether what was approved is what stands there."""
    return (
        edition.approved_at is not None
        and edition.edition == publication.edition
        and edition.sha256 == publication.approved_text == text_hash(reading, case, publication)
        and hash_of(edition.said) == edition.sha256
    )


def as_published(
    reading: Reading, book: OfficeBook, crs: int, case: Case, publication: Publication, edition: Edition,
    straighten: Straighten | None = None,
) -> Published:  # fmt: skip
    """An edition as the public reads it; of its photos those whose consent stands today."""
    said = read_said(edition.said, publication)
    one = said.publication
    product = products(book).get(said.product)
    first = publication.publish_from if edition.out_at is None else edition.out_at
    # what is corrected keeps the day on which it was new
    published_at = min(filter(None, (publication.published_at, first)), default=first) or datetime.now(UTC)
    point, area = _in_degrees(crs, said.point, one.area)
    return Published(
        uid=case.uid, slug=slug_of(said), product=said.product, product_th=product.th if product else said.product,
        product_en=product.en if product else said.product, number=said.number, title=said.title,
        summary=_clean(one.summary), paragraphs=_paragraphs(one.body), published_at=_local(published_at),
        updated_at=_local(first or published_at), title_en=one.title_en.strip(),
        paragraphs_en=_paragraphs(one.body_en), expires_at=_local_or_none(publication.publish_to),
        announced_on=one.announced_on, signer=one.signer, signer_position=one.signer_position,
        starts=_local_or_none(one.starts), ends=_local_or_none(one.ends), deadline=_local_or_none(one.deadline),
        place=said.place, point=point, area=area, severity=one.severity, link=safe_link(one.link),
        contact=one.contact.strip(), tags=_words(one.tags), channels=_words(publication.channels),
        pictures=_pictures(reading, case.uid, said.pictures, straighten), emergency=edition.approved_at is None,
        edition=edition.edition,
    )  # fmt: skip


def slug_of(said: Said) -> str:
    """The name of its page: plain letters that never change with a correction."""
    number = re.sub(r"[^0-9]+", "-", said.number).strip("-")
    return f"{said.product}-{number}"


def safe_link(link: str) -> str:
    """The link where it is one of the web or of mail; what would run in a browser is none."""
    plain = link.strip()
    return plain if re.match(r"(?i)(https?://|mailto:)[^\s\"'<>]+$", plain) else ""


def _pictures(
    reading: Reading, uid: Uid, said: Sequence[SaidPicture], straighten: Straighten | None
) -> tuple[PublishedPicture, ...]:
    agreed = {
        one.attachment_uid
        for one in reading.having(PhotoMark, "case_uid", [uid])
        if one.consent in MAY_BE_SHOWN and one.place > 0
    }
    made = []
    for one in said:
        content = reading.paper(one.sha256) if one.attachment_uid in agreed else None
        if content:
            turned = straighten(content, one.turned) if straighten is not None and one.turned else content
            made.append(PublishedPicture(f"{one.sha256[:12]}.jpg", turned, one.alt, one.caption))
    return tuple(made)


def _in_degrees(
    crs: int, point: BaseGeometry | None, area: BaseGeometry | None
) -> tuple[tuple[float, float] | None, tuple[Ring, ...]]:
    if point is None and area is None:
        return None, ()
    turn = transformer(crs, _WGS84)

    def ring(shape: BaseGeometry) -> Ring:
        turned = turn(np.asarray(shapely.get_coordinates(shape), dtype=np.float64))
        return tuple((round(float(x), _METRES_AS_DEGREES), round(float(y), _METRES_AS_DEGREES)) for x, y in turned)

    parts = [] if area is None else [one for one in shapely.get_parts(area) if one.geom_type == "Polygon"]
    at = ring(shapely.point_on_surface(point))[0] if point is not None else None
    return at, tuple(ring(shapely.get_exterior_ring(one)) for one in parts)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for one in text.splitlines() if (line := _clean(one)))


def _clean(text: str) -> str:
    """One line without signs that no reader sees; identity numbers never leave."""
    plain = "".join(" " if letter.isspace() else letter for letter in text if letter.isprintable() or letter.isspace())
    return mask_numbers_in(" ".join(plain.split()), phones=False)


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip().lstrip("#") for one in text.split(",") if one.strip().lstrip("#")))


def _local(at: datetime) -> datetime:
    return at.astimezone(BANGKOK)


def _local_or_none(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(BANGKOK)
