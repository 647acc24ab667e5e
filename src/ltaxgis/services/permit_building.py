"""A finished building of a permit becomes one of the tax register."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ltaxgis.domain.buildings import Building
from ltaxgis.domain.cases import CaseLink, CaseParty
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.owners import Ownership
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.permit_building import NO_BUILDING, Difference, as_building, compare, new_building
from ltaxgis.domain.permit_desk import use_of
from ltaxgis.domain.permits import Permit
from ltaxgis.domain.project import Actor
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.case_steps import the_case
from ltaxgis.services.permit_lists import parcels_of
from ltaxgis.services.permits import permit_of


@dataclass(frozen=True, slots=True)
class Registered:
    """The building as it stands in the register now; `was` before, None where it is new. `differences` is what the
    register said otherwise than the permit."""

    building: Building
    was: Building | None
    differences: Sequence[Difference]


def to_building(project: Project, actor: Actor, book: OfficeBook, uid: Uid) -> Registered:
    """The building of a permit stands in the register for the next year, on the land row of its parcel; a known one
    is brought up to date. Refused: `permits.not_completed`, `permits.no_land_row`, `permits.no_building`."""
    ask_leave(actor, "register.edit")
    with project.work(actor, "case.to_building") as work:
        the_case(work, actor, uid)
        permit = permit_of(work, uid)
        completed = _completed(permit)
        use = use_of(book, permit.use)
        was = known_building(work, permit)
        start = was or _new(work, permit)
        building = as_building(permit, use, start, completed)
        after = replace(permit, building_uid=building.uid)
        changes = [Change(was, building)] if building != was else []
        if was is None:
            changes += [Change(None, one) for one in _held(work, uid, building.uid)]
        if after != permit:
            changes.append(Change(permit, after))
        if not any(one.target_uid == building.uid for one in work.having(CaseLink, "case_uid", [uid])):
            link = CaseLink(uid=new_uid(), case_uid=uid, kind="building", target_uid=building.uid)
            changes.append(Change(None, link))
        work.apply(ChangeSet("case.to_building", tuple(changes)))
        work.commit()
    return Registered(building, was, compare(permit, use, was) if was is not None else ())


def compare_with_register(reading: Reading, actor: Actor, book: OfficeBook, uid: Uid) -> list[Difference]:
    """Where the register says otherwise than the permit; empty where it has no building of it."""
    the_case(reading, actor, uid)
    permit = permit_of(reading, uid)
    building = known_building(reading, permit)
    return compare(permit, use_of(book, permit.use), building) if building is not None else []


def known_building(reading: Reading, permit: Permit) -> Building | None:
    """The building that came of the permit, else the one that it is about."""
    linked = [one.target_uid for one in reading.having(CaseLink, "case_uid", [permit.case_uid])
              if one.kind == "building"]  # fmt: skip
    wanted = [Uid(permit.building_uid)] if permit.building_uid else linked
    return next(iter(reading.get(Building, wanted)), None)


def _completed(permit: Permit) -> date:
    if permit.work in NO_BUILDING:
        raise Refused("permits.no_building")
    if permit.completed_on is None:
        raise Refused("permits.not_completed")
    return permit.completed_on


def _new(reading: Reading, permit: Permit) -> Building:
    parcels = parcels_of(reading, [permit.case_uid]).get(permit.case_uid, [])
    parcel, row = _land_row(reading, permit, parcels)
    taken = [one.code for one in reading.having(Building, "land_uid", [row.uid])]
    return new_building(new_uid(), row, parcel.code or row.code, taken)


def _held(reading: Reading, uid: Uid, building: Uid) -> list[Ownership]:
    """Who applied holds what was built."""
    applicants = [one for one in reading.having(CaseParty, "case_uid", [uid]) if one.role == "applicant"]
    return [
        Ownership(uid=new_uid(), subject_uid=building, owner_uid=one.owner_uid, place=place)
        for place, one in enumerate(applicants, 1)
    ]


def _land_row(reading: Reading, permit: Permit, parcels: Sequence[Parcel]) -> tuple[Parcel, LandRow]:
    """The row of the parcel on which the most of the building stands."""
    shape = permit.footprint

    def covered(parcel: Parcel) -> float:
        return parcel.shape.intersection(shape).area if parcel.shape is not None and shape is not None else 0.0

    links = reading.having(Link, "parcel_uid", [one.uid for one in parcels])
    for parcel in sorted(parcels, key=covered, reverse=True):
        rows = reading.get(LandRow, [one.row_uid for one in links if one.parcel_uid == parcel.uid])
        if rows:
            return parcel, rows[0]
    raise Refused("permits.no_land_row")
