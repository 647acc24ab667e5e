"""The report of the join as a person works through it: four lists whose counts add up."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.measures import area_text
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.stores import Columns, Reading
from ltaxgis.services.owner_names import owner_names


@dataclass(frozen=True, slots=True)
class JoinLine:
    """A row or parcel as a person knows it; `uid` is the row's, on the list of parcels without a row the parcel's.
    `parcels` are those it stands on, or may stand on."""

    uid: Uid
    code: str
    owner: str = ""
    title: str = ""
    detail: str = ""
    parcels: tuple[Uid, ...] = ()


@dataclass(frozen=True, slots=True)
class JoinReport:
    """joined + register_only + ambiguous are all rows; map_only the parcels that no row stands on."""

    joined: list[JoinLine]
    register_only: list[JoinLine]
    map_only: list[JoinLine]
    ambiguous: list[JoinLine]
    counts: Mapping[str, int]


def join_lists(reading: Reading) -> JoinReport:
    """The state of the join as the links say it now."""
    rows = reading.columns(LandRow, ("code", "code_read", "title_kind", "title_no", "area", "moo"))
    parcels = reading.columns(Parcel, ("code", "code_read", "land_no", "area_m2"))
    links = reading.columns(Link, ("row_uid", "parcel_uid"))
    parcel_of = dict(zip(links["row_uid"], links["parcel_uid"], strict=True))
    taken = set(links["parcel_uid"])
    with_code: dict[str, list[Uid]] = defaultdict(list)
    for uid, code, area in zip(parcels.uids, parcels["code"], parcels["area_m2"], strict=True):
        if code and area is not None:  # a parcel without a shape takes no part in the join
            with_code[code].append(uid)
    lists: dict[str, list[JoinLine]] = {"joined": [], "register_only": [], "ambiguous": []}
    owners = owner_names(reading)
    for index, uid in enumerate(rows.uids):
        standing = (parcel_of[uid],) if uid in parcel_of else tuple(with_code.get(rows["code"][index], ()))
        place = "joined" if uid in parcel_of else "ambiguous" if standing else "register_only"
        lists[place].append(_row_line(rows, index, owners.get(uid, ""), standing))
    free = [_parcel_line(parcels, index) for index, uid in enumerate(parcels.uids) if uid not in taken]
    shared = {uid for uids in with_code.values() if len(uids) > 1 for uid in uids}
    map_only = [line for line in free if line.uid not in shared]
    counts = {name: len(found) for name, found in lists.items()}
    counts |= {"with_row": len(taken), "map_only": len(map_only), "ambiguous_parcels": len(free) - len(map_only)}
    return JoinReport(lists["joined"], lists["register_only"], map_only, lists["ambiguous"], counts)


def _row_line(rows: Columns, index: int, owner: str, parcels: Sequence[Uid]) -> JoinLine:
    area = rows["area"][index]
    detail = "" if area is None else area_text(area)
    code = rows["code"][index] or rows["code_read"][index]
    return JoinLine(rows.uids[index], code, owner, rows["title_no"][index], detail, tuple(parcels))


def _parcel_line(parcels: Columns, index: int) -> JoinLine:
    code = parcels["code"][index] or parcels["code_read"][index]
    area = parcels["area_m2"][index]
    return JoinLine(parcels.uids[index], code, "", parcels["land_no"][index], "" if area is None else f"{area:,.0f} m²")
