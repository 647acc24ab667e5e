"""Petitions that another probably repeats, found before it is stored or after."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import shapely

from ltaxgis.domain.cases import Case, CaseLink, CaseParty, local_day, may_see
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.petition_book import Category, petition_book
from ltaxgis.domain.petition_desk import PETITIONS
from ltaxgis.domain.petition_doubles import Duplicate, Told, likely_double
from ltaxgis.domain.petition_states import CANCELLED, MERGED, REJECTED
from ltaxgis.domain.petitions import PetitionDraft
from ltaxgis.domain.project import Actor
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_places import parcels_under

MOST = 500
_GONE = frozenset({MERGED, REJECTED, CANCELLED})


def duplicates(
    reading: Reading, actor: Actor, book: OfficeBook, about: PetitionDraft | Case, now: datetime
) -> list[Duplicate]:
    """The petitions that `about` probably repeats, the likeliest first; those that this person may not see are left
    out, and whatever is merged, rejected or cancelled."""
    known = petition_book(book)
    category = known.categories.get(about.category)
    if category is None or not category.within or known.restricted(about.kind):
        return []
    told = _told(reading, about, now)
    own = about.uid if isinstance(about, Case) else None
    others = [
        one for one in _candidates(reading, actor, told, category)
        if one.uid != own and one.state not in _GONE and may_see(one, actor)
    ]  # fmt: skip
    uids = [one.uid for one in others]
    people = _by_case((one.case_uid, one.owner_uid) for one in reading.having(CaseParty, "case_uid", uids))
    links = reading.having(CaseLink, "case_uid", uids)
    parcels = _by_case((one.case_uid, one.target_uid) for one in links if one.kind == "parcel")
    nobody: frozenset[Uid] = frozenset()
    found = [
        likely_double(told, one, category, people.get(one.uid, nobody), parcels.get(one.uid, nobody)) for one in others
    ]
    return sorted((one for one in found if one is not None), key=lambda one: (-one.score, one.number))


def _told(reading: Reading, about: PetitionDraft | Case, now: datetime) -> Told:
    shape = about.shape
    place = shapely.centroid(shape) if shape is not None else None
    parcels = frozenset(parcels_under(reading, place))
    if isinstance(about, Case):
        parties = reading.having(CaseParty, "case_uid", [about.uid])
        person = parties[0].owner_uid if parties else None
        text, day = about.details or about.title, local_day(about.received_at)
        links = reading.having(CaseLink, "case_uid", [about.uid])
        parcels |= {one.target_uid for one in links if one.kind == "parcel"}
    else:
        person = about.person.uid if about.person is not None else None
        text, day = about.text or about.title, local_day(about.received_at or now)
        parcels |= {about.parcel} if about.parcel is not None else frozenset()
    return Told(about.category, text.strip(), day, place, person, parcels)


def _candidates(reading: Reading, actor: Actor, told: Told, category: Category) -> Sequence[Case]:
    """Those of the category that came near enough in time and place; by parcel and by words also those that have no
    place."""
    since = told.day - timedelta(days=category.within)
    query = CaseQuery(
        desk=PETITIONS.name, categories=(category.code,), received_from=since, viewer=actor.name, order="-received",
        limit=MOST,
    )  # fmt: skip
    uids = [line.uid for line in reading.case_page(query).lines]
    if told.place is not None and category.radius:
        near = told.place.buffer(category.radius).bounds
        uids += reading.near(Case, near)
    found = reading.get(Case, dict.fromkeys(uids))
    return [one for one in found if one.desk == PETITIONS.name]


def _by_case(pairs: Iterable[tuple[Uid, Uid]]) -> dict[Uid, frozenset[Uid]]:
    grouped: dict[Uid, set[Uid]] = {}
    for case, other in pairs:
        grouped.setdefault(case, set()).add(other)
    return {case: frozenset(others) for case, others in grouped.items()}
