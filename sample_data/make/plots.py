"""Plots: lots that the town knows, with code, title, sheet, village, street, and what stands on them."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import shapely
from sample_data.make.codes import number_lots, zone_blocks
from sample_data.make.ground import Lot
from sample_data.make.names import VILLAGES
from sample_data.make.sheets import Sheet, air_sheet, utm_sheet
from sample_data.make.skeleton import CENTRE, CORNER, Way
from sample_data.make.streets import Streets
from shapely import Polygon

WITH_SHEET = ("โฉนด", "โฉนดตราจอง")


@dataclass(slots=True, eq=False)
class Plot:
    """One parcel as it is. `area` is the area of its title in tenths of a square wa; `price` baht a square wa;
    `use` one of home, shop, field, orchard, vacant, mixed, temple, market, office, school, clinic, state, public,
    condominium."""

    code: str
    shape: Polygon
    town: float
    frontage: float
    moo: int
    title: str
    title_no: str
    sheet: Sheet
    land_no: str
    area: int
    street: str
    price: int
    use: str
    site_name: str = ""

    @property
    def block(self) -> str:
        return self.code[:3]

    @property
    def drawn_wa(self) -> float:
        return float(self.shape.area / 4)


def make_plots(
    lots: list[Lot], streets: Streets, rng: np.random.Generator
) -> tuple[list[Plot], dict[int, tuple[str, str]]]:
    """The plots in the order of their codes, and the zone and letter of each block's face."""
    zones = zone_blocks(streets, {lot.block for lot in lots}, CENTRE)
    codes = number_lots(lots, zones, rng)
    order = sorted(range(len(lots)), key=lambda i: codes[i])
    roads = [way for way in streets.ways if way.name and way.kind in ("road", "alley")]
    tree = shapely.STRtree([way.line for way in roads])
    numbers = rng.permutation(np.arange(1201, 1201 + 9 * len(lots)))[: len(lots)]
    plots = [_plot(lots[i], codes[i], int(n), roads, tree, rng) for i, n in zip(order, numbers, strict=True)]
    _number_land(plots)
    return plots, zones


def _plot(lot: Lot, code: str, number: int, roads: list[Way], tree: shapely.STRtree, rng: np.random.Generator) -> Plot:
    x, y = shapely.get_coordinates(lot.shape.representative_point())[0]
    local = (x - CORNER[0], y - CORNER[1])
    way = roads[int(tree.nearest(shapely.transform(lot.shape, lambda xy: xy - CORNER)))]
    site = lot.site
    use = site.kind if site else _use(lot, rng)
    title = _title(lot, use, rng)
    wa = lot.shape.area / 4
    loose = 0.004 if title in WITH_SHEET else 0.012
    area = max(2, round(10 * wa * (1 + float(np.clip(rng.normal(0, loose), -2.5 * loose, 2.5 * loose)))))
    price = street_price(way, lot.town)
    moo = min(VILLAGES, key=lambda v: np.hypot(v[2][0] - local[0], v[2][1] - local[1]))[0]
    return Plot(
        code,
        lot.shape,
        lot.town,
        lot.frontage,
        moo,
        title,
        str(number),
        _sheet(title, x, y, lot.town),
        "",
        area,
        way.name,
        price,
        use,
        site.name if site else "",
    )


def street_price(way: Way, town: float) -> int:
    """Baht a square wa on a street: more in town and on wide roads, in steps of 50."""
    base = 350 + 21_000 * town**1.6 * (0.55 + way.width / 34) + 1400 * town + 14 * way.width
    return int(base // 50 * 50)


def _use(lot: Lot, rng: np.random.Generator) -> str:
    if lot.town < 0.14 or lot.shape.area > 4500:
        return str(rng.choice(["field", "orchard", "vacant", "home"], p=[0.66, 0.24, 0.06, 0.04]))
    shops = 0.08 + 0.5 * max(0.0, lot.town - 0.55) if lot.frontage > 3 else 0.02
    mixed, vacant = 0.04, 0.11
    return str(rng.choice(["shop", "mixed", "vacant", "home"], p=[shops, mixed, vacant, 1 - shops - mixed - vacant]))


def _title(lot: Lot, use: str, rng: np.random.Generator) -> str:
    if use in ("public", "state"):
        return "น.ส.ล." if use == "public" else "ที่ราชพัสดุ"
    if use in ("temple", "market", "office", "school", "clinic", "condominium") or lot.town > 0.3:
        return "โฉนด" if rng.random() < 0.975 else "โฉนดตราจอง"
    kinds = ["โฉนด", "น.ส.3ก", "น.ส.3", "ส.ค.1", "ส.ป.ก.4-01"]
    return str(rng.choice(kinds, p=[0.72, 0.14, 0.04, 0.03, 0.07]))


def _sheet(title: str, x: float, y: float, town: float) -> Sheet:
    if title == "น.ส.3ก":
        return air_sheet(x, y)
    return utm_sheet(x, y, 1000 if town > 0.2 else 4000) if title in WITH_SHEET else Sheet()


def _number_land(plots: list[Plot]) -> None:
    """Land numbers run through each sheet in the order of the codes, with the gaps that splits leave."""
    last: dict[Sheet, int] = defaultdict(int)
    for plot in plots:
        if plot.sheet.scale:
            last[plot.sheet] += 1 + (int(plot.title_no) % 11 == 0)
            plot.land_no = str(last[plot.sheet])
