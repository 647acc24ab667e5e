"""Anything is found by any part of it, and where it lies on the map is told."""

import re
from collections.abc import Sequence

from ltaxgis.domain.cases import CaseParty
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Feature, Parcel
from ltaxgis.domain.thai.identity import plain_number
from ltaxgis.domain.thai.keyboard import code_from_keys
from ltaxgis.ports.stores import PLACE, Hit, Project, Reading

CASE = "case"
SHORTEST_NUMBER = 9
KINDS = (PLACE, "parcel", "row", "owner", "building", "sign", CASE)
_BLOCK = re.compile(r"(?P<zone>\d{2})(?P<block>[A-Z]{1,2})?", re.ASCII)


def find_anything(reading: Reading, text: str, *, people: bool, limit: int = 30) -> list[Hit]:
    """The best hits first; without `people` nobody is found by name or number. A whole identity or telephone number,
    typed or scanned, finds whose it is, and his cases; part of one finds nobody. A zone or block that no layer draws
    is found by the codes of its parcels."""
    holders = _holders(reading, text) if people else []
    if holders:
        return holders[:limit]
    hits = reading.search(text, KINDS if people else tuple(kind for kind in KINDS if kind != "owner"), limit)
    code = code_from_keys(text.strip()).upper()
    block = _BLOCK.fullmatch(code)
    layer = "blocks" if block is not None and block["block"] else "zones"
    drawn = any(hit.kind == PLACE and (hit.title, hit.detail) == (code, layer) for hit in hits)
    if block is None or drawn or not any(hit.kind == "parcel" and _within(hit.title, code) for hit in hits):
        return hits
    return [Hit(PLACE, Uid(""), code, layer, None, 1.0), *hits][:limit]


def _holders(reading: Reading, text: str) -> list[Hit]:
    """Whose number this is, and the cases in which they stand."""
    number = plain_number(text)
    if len(number) < SHORTEST_NUMBER or not number.isdigit() or (key := reading.number_key(number)) is None:
        return []
    owners = {one.uid: one for name in ("number_key", "phone_key") for one in reading.having(Owner, name, [str(key)])}
    parties = reading.having(CaseParty, "owner_uid", owners)
    cases = {one.case_uid for one in parties}
    named = [hit for one in owners.values() for hit in reading.search(one.last_name or one.first_name, ("owner", CASE))]
    return [
        *(Hit("owner", one.uid, one.name, one.number_masked or one.phone_masked, None, 1.0) for one in owners.values()),
        *(hit for hit in {hit.uid: hit for hit in named}.values() if hit.uid in cases),
    ]


def place_of(project: Project, hit: Hit) -> list[Uid]:
    """What the map goes to for a place: all its pieces, or the parcels of a block that no layer draws."""
    with project.reading() as reading:
        if not hit.uid:
            parcels = reading.columns(Parcel, ("code",))
            return _those(parcels.uids, [_within(code, hit.title) for code in parcels["code"]])
        features = reading.columns(Feature, ("label", "layer"))
        told = zip(features["label"], features["layer"], strict=True)
        return _those(features.uids, [pair == (hit.title, hit.detail) for pair in told])


def _within(code: str, place: str) -> bool:
    """Whether a parcel's code begins with the whole of a zone's or block's."""
    rest = code.removeprefix(place)
    return rest != code and (rest[:1].isdigit() if place[-1].isalpha() else rest[:1].isalpha())


def _those(uids: Sequence[Uid], wanted: Sequence[bool]) -> list[Uid]:
    return [uid for uid, is_wanted in zip(uids, wanted, strict=True) if is_wanted]
