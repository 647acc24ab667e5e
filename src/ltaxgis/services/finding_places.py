"""From a finding to the things of the project that it speaks of."""

from collections.abc import Iterable

from ltaxgis.domain.buildings import Building
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.register import LandRow, UseRow
from ltaxgis.domain.signs import Sign
from ltaxgis.ports.stores import Reading


def things_of(reading: Reading, finding: Finding) -> list[Uid]:
    """The parcels a finding is about, and the rows that stand on none; empty where only a file knows the place."""
    facts = dict(finding.facts)
    named = facts.get("parcels") or facts.get("owners")
    uids = [Uid(str(uid)) for uid in named] if isinstance(named, list | tuple) else _read_there(reading, finding)
    found = list(dict.fromkeys(thing for uid in uids for thing in _on_the_map(reading, uid)))
    return found or _known_as(reading, finding.place.subject)


def _read_there(reading: Reading, finding: Finding) -> list[Uid]:
    place = finding.place
    return reading.standing_at(place.source, place.sheet, place.row) if place.row is not None else []


def _on_the_map(reading: Reading, uid: Uid) -> list[Uid]:
    if reading.get(Parcel, [uid]):
        return [uid]
    if reading.get(LandRow, [uid]):
        return list(reading.linked(uid).get("parcels", [])) or [uid]
    if reading.get(Owner, [uid]):
        return [thing for held in reading.linked(uid).get("holds", []) for thing in _on_the_map(reading, held)]
    return [thing for land in _land_of(reading, uid) for thing in _on_the_map(reading, land)]


def _land_of(reading: Reading, uid: Uid) -> Iterable[Uid]:
    things: list[Building | UseRow | Sign] = [*reading.get(Building, [uid]), *reading.get(UseRow, [uid])]
    things += reading.get(Sign, [uid])
    return (thing.land_uid for thing in things if thing.land_uid is not None)


def _known_as(reading: Reading, subject: str) -> list[Uid]:
    if not subject:
        return []
    hits = [hit for hit in reading.search(subject, limit=5) if hit.title == subject]
    return list(dict.fromkeys(hit.parcel_uid or hit.uid for hit in hits))
