"""The map's checks against distances worked out by hand, on plain and on hard shapes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Polygon, box
from shapely.affinity import rotate, translate

from ltaxgis.domain.office_book import read_book
from ltaxgis.domain.permit_checks.banks import water_bank
from ltaxgis.domain.permit_checks.boundary import blank_walls, walls_with_openings
from ltaxgis.domain.permit_checks.land import access, inside_parcel, open_space
from ltaxgis.domain.permit_checks.report import CHECKS, run_checks
from ltaxgis.domain.permit_checks.rows import row_houses
from ltaxgis.domain.permit_checks.site import Ground, Planned, Road, Site, Water
from ltaxgis.domain.permit_checks.streets import height_by_road, main_road, middle_road, narrow_road, wide_road
from ltaxgis.domain.permit_checks.verdicts import FAIL, NOT_APPLICABLE, PASS, SURVEY
from ltaxgis.domain.permit_checks.zoning import special_areas, town_plan
from ltaxgis.domain.permit_desk import building_uses
from ltaxgis.ports.resources import find_resources

BOOK = read_book({path.stem: path.read_text(encoding="utf-8")
                  for path in (find_resources().root / "office").glob("*.toml")})  # fmt: skip
RULES = BOOK.tables["permit_checks"]
USES = building_uses(BOOK)
EVERYTHING = frozenset({"roads", "water", "town_plan", "airport"})
SURE = 0.01
HOUSE, PLOT = box(5, 5, 15, 15), box(0, 0, 20, 20)


def a_site(
    footprint: Polygon = HOUSE, plot: Polygon = PLOT, *, accuracy: float = SURE,
    roads: tuple[Road, ...] = (), use: str = "house", height: float | None = 6.0, storeys: int = 1,
    openings: tuple[bool | None, ...] = (True, True, True, True), **more: object,
) -> Site:  # fmt: skip
    """A plot of 20 by 20 m with a house of 10 by 10 m in its middle."""
    planned = Planned(footprint, USES[use], storeys, height, openings=openings)
    own = {name: more.pop(name) for name in list(more) if name in Planned.__dataclass_fields__}
    planned = replace(planned, **own)  # type: ignore[arg-type]
    return Site(
        planned, (plot,), RULES, roads=roads, accuracy=accuracy, known_layers=EVERYTHING, **more  # type: ignore[arg-type]
    )  # fmt: skip


def road_south(width: float | None, centre: float = -5.0, **more: object) -> Road:
    """A road along the south of the plot, its centre line at that northing."""
    return Road(LineString([(-100, centre), (100, centre)]), width, **more)  # type: ignore[arg-type]


# the table of the office's rules, with its own figures


def test_a_wall_at_2_80_m_from_the_centre_of_a_road_of_5_m_is_too_near() -> None:
    site = a_site(box(5, 0.3, 15, 10), roads=(road_south(5, centre=-2.5),))

    found = narrow_road(site)

    assert (found.verdict, found.required) == (FAIL, 3)
    assert found.measured == pytest.approx(2.8)
    assert found.margin == pytest.approx(-0.2)
    assert found.sketch is not None
    assert found.sketch.length == pytest.approx(2.8)


def test_a_two_storey_house_of_7_50_m_on_a_road_of_8_m_is_not_asked_for_6_m() -> None:
    site = a_site(roads=(road_south(8),), storeys=2, height=7.5)

    assert middle_road(site).verdict == NOT_APPLICABLE


@pytest.mark.parametrize(
    ("storeys", "height", "use"), [(3, 7.5, "house"), (2, 8.1, "house"), (1, 4.0, "shop_house"), (1, 4.0, "factory")]
)
def test_what_is_higher_or_a_shop_is_asked_for_6_m(storeys: int, height: float, use: str) -> None:
    site = a_site(box(5, 1, 15, 10), roads=(road_south(8, centre=-4.0),), storeys=storeys, height=height, use=use)

    found = middle_road(site)

    assert (found.verdict, found.required) == (FAIL, 6)
    assert found.measured == pytest.approx(5)


def test_a_road_of_16_m_wants_a_tenth_of_it_from_its_edge() -> None:
    site = a_site(box(5, 1.5, 15, 10), roads=(road_south(16, centre=-8.0),), use="commerce")

    found = wide_road(site)

    assert found.required == pytest.approx(1.6)
    assert found.measured == pytest.approx(1.5)
    assert found.verdict == FAIL
    assert [check(site).verdict for check in (narrow_road, middle_road, main_road)] == [NOT_APPLICABLE] * 3


@pytest.mark.parametrize(
    ("width", "checks"),
    [(5.9, {"C2", "C3"}), (6.0, {"C3"}), (9.9, {"C3"}), (10.0, {"C4"}), (20.0, {"C4"}), (20.1, {"C5"})],
)
def test_each_width_has_its_own_rule(width: float, checks: set[str]) -> None:
    site = a_site(roads=(road_south(width, centre=-width / 2),), use="commerce")

    asked = {one.check for one in run_checks(site) if one.check in ("C2", "C3", "C4", "C5")
             and one.verdict != NOT_APPLICABLE}  # fmt: skip

    assert asked == checks


def test_a_main_road_wants_2_m_from_its_edge() -> None:
    assert main_road(a_site(box(5, 1.9, 15, 10), roads=(road_south(24, -12.0),), use="commerce")).verdict == FAIL
    assert main_road(a_site(box(5, 2.1, 15, 10), roads=(road_south(24, -12.0),), use="commerce")).verdict == PASS


@pytest.mark.parametrize(
    ("height", "gap", "verdict"),
    [(9.0, 1.9, FAIL), (9.0, 2.1, PASS), (9.1, 2.1, FAIL), (9.1, 3.1, PASS), (6.0, 2.0, SURVEY)],
)
def test_openings_want_2_m_and_over_9_m_of_height_3_m(height: float, gap: float, verdict: str) -> None:
    found = walls_with_openings(a_site(box(gap, 5, 10, 15), height=height))

    assert found.verdict == verdict
    assert found.measured == pytest.approx(gap)


def test_a_blank_wall_may_stand_at_half_a_metre_nearer_only_with_consent() -> None:
    blank = (True, True, False, True)  # the third side is the western one

    assert blank_walls(a_site(box(0.6, 5, 10, 15), openings=blank)).verdict == PASS
    near = blank_walls(a_site(box(0.3, 5, 10, 15), openings=blank))
    assert (near.verdict, near.facts["paper"]) == (FAIL, "D08")
    assert blank_walls(a_site(box(0.0, 5, 10, 15), openings=blank, consent=True)).verdict == PASS
    assert blank_walls(a_site(box(0.0, 5, 10, 15), openings=blank, consent=True, height=15.5)).verdict == FAIL


def test_open_space_is_a_share_of_the_largest_floor() -> None:
    plot = box(0, 0, 20, 10)

    wanting = open_space(a_site(box(0, 0, 15.4, 10), plot, largest_floor=154.0, accuracy=0))
    enough = open_space(a_site(box(0, 0, 10, 10), plot, largest_floor=100.0))

    assert wanting.verdict == FAIL
    assert wanting.required == pytest.approx(46.2)
    assert wanting.measured == pytest.approx(46)
    assert enough.verdict == PASS
    assert enough.required == pytest.approx(30)
    assert enough.measured == pytest.approx(100)


def test_a_shop_needs_a_tenth_only() -> None:
    found = open_space(a_site(box(0, 0, 15.4, 10), box(0, 0, 20, 10), largest_floor=154.0, use="commerce", accuracy=0))

    assert found.verdict == PASS
    assert found.required == pytest.approx(15.4)


def test_what_stands_already_takes_from_the_open_space() -> None:
    site = a_site(box(0, 0, 10, 10), box(0, 0, 20, 10), largest_floor=100.0, standing=(box(10, 0, 18, 10),), accuracy=0)

    assert open_space(site).measured == pytest.approx(20)


@pytest.mark.parametrize(
    ("width", "gap", "large", "verdict"),
    [(8, 2.9, False, FAIL), (8, 3.1, False, PASS), (10, 5.9, False, FAIL), (10, 6.1, False, PASS),
     (40, 11.9, True, FAIL), (40, 12.1, True, PASS)],
)  # fmt: skip
def test_water_wants_3_6_or_12_m_from_its_bank(width: float, gap: float, large: bool, verdict: str) -> None:
    canal = Water(box(-100, -width, 100, 0), width, "คลอง", large)
    site = a_site(box(5, gap, 15, 18), waters=(canal,))

    found = water_bank(site)

    assert found.verdict == verdict
    assert found.measured == pytest.approx(gap)


@pytest.mark.parametrize(("height", "verdict"), [(29.9, PASS), (30.1, FAIL), (None, SURVEY)])
def test_a_building_is_no_higher_than_twice_the_way_to_the_far_edge(height: float | None, verdict: str) -> None:
    # 5 m to the boundary, a road of 10 m: the far edge is 15 m away
    site = a_site(roads=(road_south(10),), height=height)

    found = height_by_road(site)

    assert found.verdict == verdict
    assert found.required == pytest.approx(30)


def test_a_square_decimetre_on_the_neighbours_ground_is_a_fault() -> None:
    neighbour = Ground(box(20, 0, 40, 20), "01A002", "parcel")
    site = a_site(box(10, 5, 20.1, 15), neighbours=(neighbour,))

    found = inside_parcel(site)

    assert (found.verdict, found.unit) == (FAIL, "m2")
    assert found.measured == pytest.approx(1.0)
    assert found.facts["on"] == [{"name": "01A002", "kind": "parcel", "area": 1.0}]
    assert inside_parcel(a_site(box(10, 5, 20.0005, 15), accuracy=0)).verdict == PASS


# what the map does not know


def test_a_road_of_unknown_width_needs_a_survey_with_the_distance_told() -> None:
    site = a_site(roads=(road_south(None),), use="commerce")

    found = [check(site) for check in (narrow_road, middle_road, wide_road, main_road, height_by_road)]

    assert [one.verdict for one in found] == [SURVEY] * 5
    assert all(one.facts["why"] == "road_width" for one in found)
    assert found[0].measured == pytest.approx(10)


def test_within_the_positional_error_nobody_can_say() -> None:
    near = a_site(box(5, 0.3, 15, 10), roads=(road_south(5, centre=-2.5),), accuracy=1.0)

    assert narrow_road(near).verdict == SURVEY
    assert inside_parcel(near).verdict == SURVEY
    assert walls_with_openings(a_site(box(2.5, 5, 10, 15), accuracy=1.0)).verdict == SURVEY


def test_where_nothing_is_told_a_survey_is_asked_for() -> None:
    untold = a_site(box(1, 5, 10, 15), openings=(), height=None, largest_floor=None)

    assert walls_with_openings(untold).facts["why"] == "openings"
    assert open_space(untold).facts["why"] == "largest_floor"
    assert [check(replace(untold, known_layers=frozenset())).verdict for check in CHECKS.values()].count(PASS) <= 2


def test_a_parcel_without_a_road_is_told_and_asks_no_distance_of_one() -> None:
    site = a_site(roads=(road_south(6, centre=-60.0),), use="commerce")

    assert (access(site).verdict, access(site).facts["why"]) == (SURVEY, "no_road")
    assert [one.verdict for one in run_checks(site) if one.check in ("C2", "C3", "C4", "C5", "C10")] == [
        NOT_APPLICABLE
    ] * 5


# hard shapes


def test_on_a_corner_lot_the_nearer_road_counts() -> None:
    side = Road(LineString([(22, -100), (22, 100)]), 4, "ซอย 1")
    site = a_site(box(5, 5, 19.5, 15), roads=(road_south(5, centre=-2.5, name="ถนนใหญ่"), side))

    found = narrow_road(site)

    assert found.facts["road"] == "ซอย 1"
    assert found.measured == pytest.approx(2.5)
    assert access(site).measured == 2
    # towards both roads the walls may have openings; to the west and north there are 5 m
    assert walls_with_openings(site).measured == pytest.approx(5)


def test_a_flag_lot_has_its_way_to_the_road_by_its_pole() -> None:
    flag = Polygon([(0, 0), (4, 0), (4, 30), (20, 30), (20, 50), (0, 50)])
    site = a_site(box(6, 33, 16, 46), flag, roads=(road_south(6, centre=-3.0),))

    assert access(site).verdict == PASS
    # the southern wall looks over the corner at the neighbour 3 m away, not down the pole
    assert walls_with_openings(site).measured == pytest.approx(3)
    assert narrow_road(site).verdict == NOT_APPLICABLE


def test_a_parcel_cut_by_a_canal_is_built_on_one_side_of_it() -> None:
    canal = Water(box(-10, 8, 40, 10), 2, "ลำเหมือง")

    across = inside_parcel(a_site(box(5, 5, 15, 15), waters=(canal,)))
    beside = a_site(box(5, 13.5, 15, 18), waters=(canal,), accuracy=SURE)

    assert across.verdict == FAIL
    assert across.measured == pytest.approx(20)
    assert across.facts["on"] == [{"name": "ลำเหมือง", "kind": "water", "area": 20.0}]
    assert inside_parcel(beside).verdict == PASS
    assert water_bank(beside).measured == pytest.approx(3.5)
    # 400 m² of parcel, 40 of them water, 45 built on
    assert open_space(replace(beside, planned=replace(beside.planned, largest_floor=45.0))).measured == pytest.approx(
        315
    )


def test_several_parcels_are_one_plot_and_the_line_between_them_no_boundary() -> None:
    site = replace(a_site(box(10, 5, 30, 15)), land=(box(0, 0, 20, 20), MultiPolygon([box(20, 0, 40, 20)])))

    assert inside_parcel(site).verdict == PASS
    assert walls_with_openings(site).measured == pytest.approx(5, abs=1e-6)


def test_a_wall_beyond_the_boundary_is_nearer_than_nought() -> None:
    found = walls_with_openings(a_site(box(-4, 5, -1, 15)))

    assert found.verdict == FAIL
    assert found.measured is not None
    assert found.measured < 0


def test_a_corner_does_not_take_the_next_walls_distance() -> None:
    # the western wall is blank and 0.6 m from the boundary; south, east and north have windows 3 m and more away
    site = a_site(box(0.6, 3, 10, 17), openings=(True, True, False, True))

    assert walls_with_openings(site).measured == pytest.approx(3)


def test_a_slanting_wall_is_as_near_as_its_nearest_end() -> None:
    # a square of 10 m turned by 45°: half its diagonal is 7.071, so its corner is 8.671 - 7.071 = 1.6 m from the south
    turned = rotate(box(5, 3.671, 15, 13.671), 45)

    found = walls_with_openings(a_site(turned, box(-20, 0, 40, 40)))

    # a hand's breadth of the wall is left out at the corner, which is 3.5 cm of height
    assert found.measured == pytest.approx(1.6, abs=0.04)
    assert found.verdict == FAIL


def test_a_wall_along_a_slanting_boundary_is_measured_square_to_it() -> None:
    # the north boundary rises 1 m in 4 m from (0, 0); above the wall's western end at (20, 4) it is at 5 m, so square
    # to it are 1 x cos(14.04°) = 0.970 m, and up to the left out end 0.05 x sin(14.04°) more
    plot = Polygon([(0, 0), (0, -20), (40, -20), (40, 10)])
    site = a_site(box(20, -10, 36, 4), plot, openings=(False, True, False, False))

    assert walls_with_openings(site).measured == pytest.approx(0.970, abs=0.02)


def test_two_zones_are_told_with_their_shares() -> None:
    zones = (Ground(box(0, 0, 15, 20), "สีเหลือง", "town_plan"), Ground(box(15, 0, 40, 20), "สีแดง", "town_plan"))

    found = town_plan(a_site(zones=zones))

    assert found.facts["zones"] == [{"name": "สีเหลือง", "share": 0.75}, {"name": "สีแดง", "share": 0.25}]
    assert found.verdict == SURVEY


def test_a_use_that_the_zone_prohibits_fails_where_the_book_says_so() -> None:
    rules = {**RULES, "zone": [{"name": "เหลือง", "prohibited": ["factory"], "height_m": 12}]}
    zone = (Ground(box(-50, -50, 50, 50), "สีเหลือง", "town_plan"),)

    assert town_plan(replace(a_site(zones=zone, use="factory"), rules=rules)).verdict == FAIL
    assert town_plan(replace(a_site(zones=zone), rules=rules)).verdict == PASS
    assert town_plan(replace(a_site(zones=zone, height=13.0), rules=rules)).facts["against"] == ["สีเหลือง: height"]


def test_areas_of_other_laws_only_warn() -> None:
    airport = Ground(box(-50, -50, 50, 50), "สนามบิน", "airport")

    assert special_areas(a_site(special=(airport,))).verdict == SURVEY
    assert special_areas(a_site()).verdict == PASS


def test_a_row_is_at_most_ten_units_and_40_m_with_2_m_beside_it() -> None:
    plot, road = box(0, 0, 60, 20), (road_south(8, centre=-4.0),)

    fits = a_site(box(3, 5, 43, 15), plot, use="row_house", units=10, roads=road)
    many = a_site(box(3, 5, 43, 15), plot, use="row_house", units=11, roads=road)
    long = a_site(box(3, 5, 44, 15), plot, use="row_house", units=10, roads=road)
    tight = a_site(box(1, 5, 41, 15), plot, use="row_house", units=10, roads=road)
    behind = a_site(box(3, 5, 43, 18.5), plot, use="shop_house", units=10, roads=road)

    assert row_houses(fits).verdict == PASS
    assert [row_houses(one).facts["part"] for one in (many, long, tight, behind)] == ["units", "length", "side", "rear"]
    assert {row_houses(one).verdict for one in (many, long, tight, behind)} == {FAIL}
    assert row_houses(a_site()).verdict == NOT_APPLICABLE


# laws


@given(st.floats(0.1, 8), st.floats(0, 6))
def test_moving_away_from_a_boundary_never_makes_it_worse(gap: float, step: float) -> None:
    plot = box(0, -200, 400, 200)
    order = [FAIL, SURVEY, PASS]
    near = a_site(box(gap, 0, gap + 10, 10), plot, accuracy=0.3)
    far = replace(near, planned=replace(near.planned, footprint=translate(near.planned.footprint, step, 0)))

    for check in (walls_with_openings, inside_parcel):
        before, after = check(near), check(far)
        assert order.index(after.verdict) >= order.index(before.verdict)
        assert after.margin is not None
        assert before.margin is not None
        assert after.margin >= before.margin - 1e-6


@given(st.floats(0.05, 12), st.floats(0.1, 40), st.floats(0, 1.5))
def test_a_survey_is_asked_exactly_where_the_margin_is_less_than_the_error(
    gap: float, width: float, accuracy: float
) -> None:
    road = road_south(width, centre=-width / 2)
    site = a_site(box(5, gap, 15, gap + 5), roads=(road,), use="commerce", accuracy=accuracy)

    for found in (check(site) for check in (narrow_road, middle_road, wide_road, main_road)):
        if found.margin is not None:
            assert (found.verdict == SURVEY) == (abs(found.margin) < accuracy)


@given(st.floats(-30, 50), st.floats(-30, 50), st.floats(1, 40), st.floats(1, 40))
def test_every_building_anywhere_gets_fourteen_answers(e: float, n: float, width: float, depth: float) -> None:
    site = a_site(
        box(e, n, e + width, n + depth), roads=(road_south(5),), use="row_house",
        waters=(Water(box(-5, 25, 40, 30), None),), neighbours=(Ground(box(20, 0, 40, 20)),),
    )  # fmt: skip

    found = run_checks(site)

    assert [one.check for one in found] == list(CHECKS)
    assert all(one.verdict in (PASS, FAIL, SURVEY, NOT_APPLICABLE) for one in found)
