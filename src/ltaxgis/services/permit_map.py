"""The map's opinion of an application: its site read from the project, the checks run, their report kept."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.cases import EVENT, StepTold
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.layer_roles import role_of
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.parcels import Feature, Parcel
from ltaxgis.domain.permit_checks import report
from ltaxgis.domain.permit_checks.site import Ground, Planned, Road, Site, Water
from ltaxgis.domain.permit_checks.verdicts import Result
from ltaxgis.domain.permit_desk import use_of
from ltaxgis.domain.permit_states import NEW
from ltaxgis.domain.permits import Permit, PermitCheck, PermitPaper
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.numerals import to_arabic
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.case_places import parcels_under
from ltaxgis.services.case_steps import made_step, the_case
from ltaxgis.services.permit_lists import parcels_of
from ltaxgis.services.permits import permit_of

PAGE = "permit_checks"
AROUND_M = 60.0
"""How far around the plot the map is looked at."""
_YES = frozenset({"1", "y", "yes", "true", "t", "ใช่", "ส่วนบุคคล"})
_ITSELF = 0.5
_METRES = re.compile(r"(\d{1,4}(?:\.\d+)?)\s*(?:ม\.?|เมตร|m\.?|metres?|meters?)?", re.IGNORECASE)


def run_checks(project: Project, actor: Actor, book: OfficeBook, uid: Uid, now: datetime) -> list[PermitCheck]:
    """The report of the map is kept in place of the one before; as long as papers may be asked for, it puts the
    neighbour's consent on the checklist where a wall needs it. It never decides anything. Refused:
    `permits.no_footprint`, `permits.no_parcel`."""
    with project.work(actor, "case.map_checked") as work:
        case = the_case(work, actor, uid)
        made = checked(work, book, permit_of(work, uid))
        before = [Change(one, None) for one in work.having(PermitCheck, "case_uid", [uid])]
        step = made_step(work, actor, uid, EVENT, StepTold(), now, event="map_checked", state=case.state)
        after = [Change(None, one) for one in (step, *made)]
        papers = _consent_needed(work, uid, made) if case.state in NEW else []
        work.apply(ChangeSet("case.map_checked", (*before, *after, *papers)))
        work.commit()
        return made


def checked(reading: Reading, book: OfficeBook, permit: Permit) -> list[PermitCheck]:
    """What the map says now, not kept."""
    site = site_of(reading, book, permit)
    return [_kept(permit.case_uid, one, book) for one in report.run_checks(site)]


def _consent_needed(reading: Reading, uid: Uid, checks: Iterable[PermitCheck]) -> list[Change]:
    wanted = {json.loads(one.facts).get("paper") for one in checks} - {None}
    papers = [one for one in reading.having(PermitPaper, "case_uid", [uid]) if one.code in wanted and not one.needed]
    return [Change(one, replace(one, needed=True)) for one in papers]


def site_of(reading: Reading, book: OfficeBook, permit: Permit) -> Site:
    """The planned building with its plot and what lies around it."""
    if not isinstance(permit.footprint, Polygon):
        raise Refused("permits.no_footprint")
    rules = book.tables.get(PAGE, {})
    land = land_of(reading, permit)
    if not land:
        raise Refused("permits.no_parcel")
    plot = shapely.union_all([_sound(one.shape) for one in land])
    box = shapely.box(*shapely.union(plot, permit.footprint).bounds).buffer(AROUND_M).bounds
    features = [one for one in reading.get(Feature, reading.near(Feature, box)) if one.shape is not None]
    own = {one.uid for one in land}
    neighbours = [one for one in reading.get(Parcel, reading.near(Parcel, box)) if one.uid not in own]
    names = rules.get("layers", {})
    by_layer = _by_layer(features, names)
    special = {layer for row in rules.get("special", ()) for layer in row.get("layers", ())}
    return Site(
        planned=_planned(permit, book),
        land=tuple(_sound(one.shape) for one in land),
        rules=rules,
        neighbours=tuple(Ground(_sound(one.shape), one.code, "parcel") for one in neighbours if one.shape is not None),
        roads=tuple(_road(one, names) for one in by_layer.get("roads", ())),
        waters=tuple(_water(one, names) for one in by_layer.get("water", ())),
        public=tuple(_ground(one) for layer in names.get("public_land", ()) for one in by_layer.get(layer, ())),
        zones=tuple(
            _ground(one, names.get("zone_name", ()))
            for layer in names.get("town_plan", ()) for one in by_layer.get(layer, ())
        ),
        special=tuple(_ground(one) for layer in sorted(special) for one in by_layer.get(layer, ())),
        standing=tuple(_standing(by_layer.get("buildings", ()), plot, permit.footprint)),
        known_layers=frozenset(
            role_of(layer, names) for layer in set(reading.columns(Feature, ("layer",))["layer"])
        ),
        accuracy=permit.accuracy_m,
    )  # fmt: skip


def width_of(rest: str, names: Sequence[str]) -> float | None:
    """The width in metres that a feature's other columns tell, by any of these headings; None where none does."""
    text = _told(json.loads(rest or "{}"), names)
    found = _METRES.fullmatch(to_arabic(str(text)).strip())
    width = float(found[1]) if found is not None else 0.0
    return width if 0 < width < 1000 else None


def _planned(permit: Permit, book: OfficeBook) -> Planned:
    assert isinstance(permit.footprint, Polygon)
    walls = json.loads(permit.walls or "[]")
    return Planned(
        footprint=permit.footprint,
        use=use_of(book, permit.use),
        storeys=permit.storeys,
        height=_hundredths(permit.height),
        largest_floor=_hundredths(permit.largest_floor),
        area=_hundredths(permit.area),
        units=permit.units,
        openings=tuple(wall.get("openings") if isinstance(wall, dict) else None for wall in walls),
        consent=permit.neighbour_consents,
    )


def land_of(reading: Reading, permit: Permit) -> list[Parcel]:
    """The parcels that the application names; where it names none, those under the building."""
    named = parcels_of(reading, [permit.case_uid]).get(permit.case_uid, [])
    if not named:
        named = reading.get(Parcel, parcels_under(reading, permit.footprint))
    return [one for one in named if one.shape is not None]


def _road(feature: Feature, names: Mapping[str, Sequence[str]]) -> Road:
    rest = json.loads(feature.rest or "{}")
    private = str(_told(rest, names.get("road_private", ()))).strip().lower() in _YES
    width = width_of(feature.rest, names.get("road_width", ()))
    return Road(_sound(feature.shape), width, feature.label, not private)


def _water(feature: Feature, names: Mapping[str, Sequence[str]]) -> Water:
    rest = json.loads(feature.rest or "{}")
    kind = str(_told(rest, names.get("water_kind", ())))
    large = any(word in kind or feature.label.startswith(word) for word in names.get("large_water", ()))
    return Water(_sound(feature.shape), width_of(feature.rest, names.get("water_width", ())), feature.label, large)


def _ground(feature: Feature, names: Sequence[str] = ()) -> Ground:
    told = str(_told(json.loads(feature.rest or "{}"), names))
    return Ground(_sound(feature.shape), told or feature.label, feature.layer)


def _standing(buildings: Iterable[Feature], plot: BaseGeometry, footprint: Polygon) -> Iterable[BaseGeometry]:
    """What stands on the plot already and is not the building itself."""
    for one in buildings:
        shape = _sound(one.shape)
        if shape.area > 0 and shape.intersects(plot) and shape.intersection(footprint).area < _ITSELF * shape.area:
            yield shape


def _told(rest: Mapping[str, Any], names: Sequence[str]) -> object:
    """What a column says whose heading is one of these, whichever letters it is written in; the first name first."""
    by_heading = {heading.strip().upper(): value for heading, value in rest.items()}
    return next((by_heading[name.upper()] for name in names if by_heading.get(name.upper()) not in (None, "")), "")


def _kept(case_uid: Uid, found: Result, book: OfficeBook) -> PermitCheck:
    rule = book.tables.get(PAGE, {}).get(found.check, {})
    return PermitCheck(
        uid=new_uid(), case_uid=case_uid, check=found.check, verdict=found.verdict, measured=found.measured,
        required=found.required, unit=found.unit, margin=found.margin, uncertainty=found.uncertainty,
        rule=str(rule.get("th", "")), source=str(rule.get("source", "")),
        facts=json.dumps({**found.facts, "confirmed": bool(rule.get("confirmed", False))}, ensure_ascii=False),
        sketch=found.sketch if found.sketch is not None and not found.sketch.is_empty else None,
    )  # fmt: skip


def _by_layer(features: Iterable[Feature], names: Mapping[str, Sequence[str]]) -> dict[str, list[Feature]]:
    found: dict[str, list[Feature]] = {}
    for one in features:
        found.setdefault(role_of(one.layer, names), []).append(one)
    return found


def _sound(shape: BaseGeometry | None) -> BaseGeometry:
    """Valid, in two dimensions: old maps have bow ties and heights."""
    assert shape is not None
    flat = shapely.force_2d(shape)
    return flat if flat.is_valid else shapely.make_valid(flat)


def _hundredths(value: int | None) -> float | None:
    return None if value is None else value / 100
