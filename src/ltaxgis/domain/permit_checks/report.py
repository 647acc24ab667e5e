"""All checks of a building, one result each, in their order."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ltaxgis.domain.permit_checks.banks import water_bank
from ltaxgis.domain.permit_checks.boundary import blank_walls, walls_with_openings
from ltaxgis.domain.permit_checks.land import access, inside_parcel, open_space
from ltaxgis.domain.permit_checks.rows import row_houses
from ltaxgis.domain.permit_checks.site import Site
from ltaxgis.domain.permit_checks.streets import height_by_road, main_road, middle_road, narrow_road, wide_road
from ltaxgis.domain.permit_checks.verdicts import Result
from ltaxgis.domain.permit_checks.zoning import special_areas, town_plan

CHECKS: Mapping[str, Callable[[Site], Result]] = MappingProxyType(
    {"C1": inside_parcel, "C2": narrow_road, "C3": middle_road, "C4": wide_road, "C5": main_road,
     "C6": walls_with_openings, "C7": blank_walls, "C8": open_space, "C9": water_bank, "C10": height_by_road,
     "C11": town_plan, "C12": special_areas, "C13": access, "C14": row_houses}
)  # fmt: skip


def run_checks(site: Site) -> list[Result]:
    return [check(site) for check in CHECKS.values()]
