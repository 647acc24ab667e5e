"""What a printed sheet says about its data: the files they came from, the day as of which they stand, map sheets."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ltaxgis.domain.crs import is_indian_1975
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.map_sheets import MapSheet
from ltaxgis.domain.parcels import Parcel
from ltaxgis.ports.stores import Reading, Source

NAMED = 3
_PARTS = ("sheet_1", "sheet_2", "sheet_3", "sheet_4", "scale")


@dataclass(frozen=True, slots=True)
class DataFacts:
    """`source` are names of files, `as_of` the day of the last change, `sheets` the map sheet (ระวาง) of each parcel
    that has one; `shift` as in `MapOrder`."""

    source: str = ""
    as_of: date | None = None
    sheets: Mapping[Uid, str] = field(default_factory=dict)
    shift: str = ""


def data_facts(reading: Reading) -> DataFacts:
    """As the project stands now."""
    sources = reading.sources()
    as_of = next((line.at.astimezone().date() for line in reading.journal() if line.count), None)
    return DataFacts(source_text(sources), as_of, _sheets(reading), shift_used(sources))


def source_text(sources: Sequence[Source]) -> str:
    """The files of the map and of the register that were read last, the map first."""
    last: dict[str, str] = {}
    for source in sources:
        last["parcels" if source.kind == "parcels" else "register" if source.kind == "register" else ""] = source.name
    return " · ".join(dict.fromkeys(last[kind] for kind in ("parcels", "register") if kind in last))


def shift_used(sources: Sequence[Source]) -> str:
    """The set of the datum shift by which the parcels were brought here; empty where none came from Indian 1975."""
    for source in sources:
        told = json.loads(source.choice) if source.kind == "parcels" else {}
        if told.get("crs") and is_indian_1975(told["crs"]):
            return str(told["datum_shift"])
    return ""


def reference_text(sheets: Sequence[str]) -> str:
    """The map sheets in order, the first few by name: `5136 IV 6420-03 (1:1000), … +4`."""
    names = sorted(set(sheets))
    more = f" +{len(names) - NAMED}" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _sheets(reading: Reading) -> dict[Uid, str]:
    parcels = reading.columns(Parcel, _PARTS)
    rows = zip(parcels.uids, *(parcels[name] for name in _PARTS), strict=True)
    return {uid: MapSheet(*parts).text for uid, *parts in rows if all(parts[:3]) and parts[1] in set("1234")}
