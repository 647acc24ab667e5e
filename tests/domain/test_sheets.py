"""Paper, scale, grid, hatches, pieces and ground of printed sheets."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.crs import transformer
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.papers.map_sheet import SheetClass, SheetLabel, SheetLayer
from ltaxgis.domain.sheet_grid import grid_crosses, grid_step, grid_ticks, scale_bar
from ltaxgis.domain.sheet_ground import ground_of
from ltaxgis.domain.sheet_hatches import HATCHES, Strokes, hatch
from ltaxgis.domain.sheet_labels import labels_inside
from ltaxgis.domain.sheet_looks import told_apart
from ltaxgis.domain.sheet_pieces import UNPRINTABLE_MM, cut
from ltaxgis.domain.sheets import SCALES, Box, Frame, Orientation, Paper, best_scale, lay_out, page_size, sheets_for
from ltaxgis.domain.styles import HATCHES as MAP_HATCHES

papers = st.sampled_from(list(Paper))
orientations = st.sampled_from(list(Orientation))
scales = st.sampled_from(SCALES)
places = st.floats(0, 1000)


def one_sheet(scale: int = 1000, paper: Paper = Paper.A4, orientation: Orientation = Orientation.PORTRAIT) -> Frame:
    return sheets_for((500_000, 2_077_000, 500_001, 2_077_001), scale, paper, orientation)[0]


def inside(box: Box, width: float, height: float) -> bool:
    return box.x >= 5 and box.y >= 5 and box.x + box.width <= width - 5 and box.y + box.height <= height - 5


def apart(a: Box, b: Box) -> bool:
    return (
        a.x + a.width <= b.x + 1e-9
        or b.x + b.width <= a.x + 1e-9
        or a.y + a.height <= b.y + 1e-9
        or b.y + b.height <= a.y + 1e-9
    )


@given(papers, orientations, st.integers(0, 6))
def test_the_parts_of_a_page_lie_on_it_and_apart_from_each_other(
    paper: Paper, orientation: Orientation, signers: int
) -> None:
    layout = lay_out(paper, orientation, signers)
    parts = [part for part in (layout.border, layout.title, layout.panel, layout.signers, layout.foot) if part.width]
    assert all(inside(part, layout.width, layout.height) for part in parts)
    assert all(apart(a, b) for i, a in enumerate(parts) for b in parts[:i] if a.height and b.height)


@given(papers, orientations)
def test_the_map_takes_more_than_half_of_the_page(paper: Paper, orientation: Orientation) -> None:
    layout = lay_out(paper, orientation)
    assert layout.map.width * layout.map.height > 0.5 * layout.width * layout.height


@given(scales, papers, orientations, places, places, places, places)
def test_distances_on_paper_are_those_of_the_ground_divided_by_the_scale(
    scale: int, paper: Paper, orientation: Orientation, e1: float, n1: float, e2: float, n2: float
) -> None:
    frame = one_sheet(scale, paper, orientation)
    (x1, y1), (x2, y2) = frame.on_paper(e1, n1), frame.on_paper(e2, n2)
    assert x2 - x1 == pytest.approx((e2 - e1) * 1000 / scale, abs=1e-6)
    assert y1 - y2 == pytest.approx((n2 - n1) * 1000 / scale, abs=1e-6)


@given(scales, papers, orientations, st.floats(0, 4000), st.floats(0, 4000), st.sampled_from([0.0, 10.0]))
def test_sheets_cover_the_whole_extent_in_reading_order_and_none_is_spare(
    scale: int, paper: Paper, orientation: Orientation, wide: float, high: float, overlap: float
) -> None:
    assume(wide * high / scale**2 < 3)
    extent = (500_000.0, 2_077_000.0, 500_000.0 + wide, 2_077_000.0 + high)
    frames = sheets_for(extent, scale, paper, orientation, overlap_mm=overlap)
    assert min(frame.extent[0] for frame in frames) <= extent[0] + 1e-6
    assert max(frame.extent[3] for frame in frames) >= extent[3] - 1e-6
    assert all(shapely.box(*frame.extent).intersects(shapely.box(*extent)) for frame in frames)
    for before, after in pairwise(frames):
        assert (after.row, after.column) > (before.row, before.column)
        if before.row == after.row:
            shared = before.extent[2] - after.extent[0]
            assert shared == pytest.approx(overlap * scale / 1000, abs=1e-6)
    assert [frame.number for frame in frames] == list(range(1, len(frames) + 1))


def test_an_extent_that_just_fits_takes_one_sheet() -> None:
    box = lay_out(Paper.A4, Orientation.PORTRAIT).map
    extent = (500_000.0, 2_077_000.0, 500_000.0 + box.width, 2_077_000.0 + box.height)
    assert len(sheets_for(extent, 1000, Paper.A4, Orientation.PORTRAIT)) == 1
    assert best_scale(extent, Paper.A4, Orientation.PORTRAIT) == 1000


@pytest.mark.parametrize(
    ("extent", "scale", "code"),
    [((0, 0, 1, 1), 50, "sheet.scale"), ((float("nan"),) * 4, 1000, "sheet.nothing_to_print")],
)
def test_what_cannot_be_printed_is_refused(
    extent: tuple[float, float, float, float], scale: int, code: str
) -> None:  # fmt: skip
    with pytest.raises(Refused) as refused:
        sheets_for(extent, scale, Paper.A4, Orientation.PORTRAIT)
    assert refused.value.code == code


@given(scales, papers, orientations)
def test_grid_ticks_stand_on_whole_steps_and_leave_room_for_their_figures(
    scale: int, paper: Paper, orientation: Orientation
) -> None:
    frame = one_sheet(scale, paper, orientation)
    step = grid_step(scale, frame.layout.growth)
    for ticks, length in zip(grid_ticks(frame), (frame.layout.map.width, frame.layout.map.height), strict=True):
        assert ticks
        assert all(tick.figure % step == 0 and 0 <= tick.at <= length for tick in ticks)
        assert all(abs(b.at - a.at) > 49.999 for a, b in pairwise(ticks))


def test_grid_ticks_and_crosses_stand_where_their_figures_say() -> None:
    frame = one_sheet()
    eastings, northings = grid_ticks(frame)
    x, _ = frame.on_paper(eastings[0].figure, frame.south)
    assert x == pytest.approx(frame.layout.map.x + eastings[0].at)
    middles = {(round(cross.centroid.x), round(cross.centroid.y)) for cross in grid_crosses(frame, "กริด").shapes}
    assert middles == {(e.figure, n.figure) for e in eastings for n in northings}


@given(st.sampled_from(SCALES), st.floats(20, 120))
def test_the_scale_bar_fits_and_fills_at_least_half_of_its_room(scale: int, room: float) -> None:
    part, parts = scale_bar(scale, room)
    assert room / 2 <= part * parts * 1000 / scale <= room


def edges(polygon: BaseGeometry) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    assert isinstance(polygon, shapely.Polygon)
    rings = [shapely.get_coordinates(ring) for ring in (polygon.exterior, *polygon.interiors)]
    return np.concatenate([ring[:-1] for ring in rings]), np.concatenate([ring[1:] for ring in rings])


corner = st.tuples(st.floats(-40, 40), st.floats(-40, 40))


def strokes_in(polygon: BaseGeometry, strokes: Strokes) -> NDArray[np.object_]:
    starts, ends = edges(polygon)
    found = hatch(starts, ends, np.zeros(len(starts), np.int64), strokes, 1.0)
    return np.array([shapely.LineString([(x1, y1), (x2, y2)]) for x1, y1, x2, y2 in found.tolist()], object)


@given(st.lists(corner, min_size=3, max_size=8), st.sampled_from([0.0, 45.0, 90.0, 135.0, 17.0]))
def test_strokes_stay_inside_their_polygon_and_cover_it_evenly(
    corners: list[tuple[float, float]], angle: float
) -> None:
    hull = shapely.convex_hull(shapely.MultiPoint(corners))
    assume(hull.geom_type == "Polygon" and hull.area > 200)
    polygon = hull.difference(shapely.Point(hull.centroid).buffer(2))
    assume(polygon.geom_type == "Polygon")
    lines = strokes_in(polygon, Strokes(angle, 0.5))
    assert shapely.covers(polygon.buffer(1e-6), lines).all()
    # what strokes of a distance are long, times that distance, is the area
    assert shapely.length(lines).sum() * 0.5 == pytest.approx(polygon.area, rel=0.1)


def test_strokes_of_neighbours_meet() -> None:
    strokes = Strokes(45, 1.0)
    left, right = (strokes_in(shapely.box(west, 0, west + 10, 10), strokes) for west in (0, 10))
    on_the_border = [
        {round(y, 6) for line in lines for x, y in line.coords if abs(x - 10) < 1e-9} for lines in (left, right)
    ]
    assert len(on_the_border[0]) >= 7
    assert on_the_border[0] == on_the_border[1]


def test_shapes_that_overlap_are_both_full() -> None:
    starts, ends = edges(shapely.box(0, 0, 10, 10))
    strokes = Strokes(45, 1.0)
    one = hatch(starts, ends, np.zeros(4, np.int64), strokes, 1.0)
    twice = hatch(np.tile(starts, (2, 1)), np.tile(ends, (2, 1)), np.repeat([0, 1], 4), strokes, 1.0)
    assert len(twice) == 2 * len(one)


def test_dots_lie_inside_at_an_even_density() -> None:
    strokes = HATCHES["dots"][0]
    dots = hatch(*edges(shapely.box(0, 0, 50, 50)), np.zeros(4, np.int64), strokes, 1.0)
    assert len(dots) == pytest.approx(2500 / strokes.spacing_mm / strokes.dot_mm, rel=0.05)
    assert (dots[:, :2] == dots[:, 2:]).all()


def test_paper_knows_every_hatch_of_the_map() -> None:
    assert set(MAP_HATCHES) <= set(HATCHES)


@given(st.sampled_from([Paper.A3, Paper.A2, Paper.A1, Paper.A0]), orientations, st.sampled_from([Paper.A4, Paper.A3]))
def test_pieces_show_the_whole_sheet_overlap_and_fit_the_printer(
    sheet: Paper, orientation: Orientation, paper: Paper
) -> None:
    width, height = page_size(sheet, orientation)
    plan = cut((width, height), paper)
    page = page_size(paper, plan.orientation)
    assert plan.width <= page[0] - 2 * UNPRINTABLE_MM + 1e-9
    assert plan.height <= page[1] - 2 * UNPRINTABLE_MM + 1e-9
    windows = [shapely.box(p.x, p.y, p.x + plan.width, p.y + plan.height) for p in plan.pieces]
    assert shapely.union_all(windows).buffer(1e-6).covers(shapely.box(0, 0, width, height))
    for here, there in pairwise(plan.pieces):
        if here.row == there.row:
            assert here.x + plan.width - there.x == pytest.approx(plan.overlap)
    assert plan.pieces[0].name == "A1"


def test_a_sheet_that_the_printer_holds_is_one_piece() -> None:
    assert len(cut((190, 277), Paper.A4).pieces) == 1


@pytest.mark.parametrize("crs", [32647, 32648, 24047])
def test_the_ground_of_a_sheet_leads_back_to_its_corners_without_a_change_of_datum(crs: int) -> None:
    frame = one_sheet()
    ground = ground_of(frame.extent, crs)
    geographic = {32647: 4326, 32648: 4326, 24047: 4240}[crs]
    places = np.array([(longitude, latitude) for latitude, longitude in ground.corners])
    west, south, east, north = frame.extent
    back = transformer(geographic, crs)(places)
    assert back == pytest.approx(np.array([[west, south], [west, north], [east, north], [east, south]]), abs=1e-3)
    assert ground.epsg == crs


def test_labels_that_the_neat_line_would_cut_are_left_out() -> None:
    frame = one_sheet()
    west, south, east, north = frame.extent
    middle = SheetLabel("01A001", (west + east) / 2, (south + north) / 2)
    at_edge = SheetLabel("01A002", west + 2, (south + north) / 2)
    turned = SheetLabel("01A003", west + 2, (south + north) / 2, angle=90)
    outside = SheetLabel("01A004", west - 50, north)
    assert labels_inside([middle, at_edge, turned, outside], frame) == (middle, turned)


@given(st.lists(st.sampled_from(MAP_HATCHES), min_size=1, max_size=12))
def test_up_to_twelve_classes_look_different_in_black_and_white(hatches: list[str]) -> None:
    looks = tuple(SheetClass(f"ประเภท {number}", hatch=name) for number, name in enumerate(hatches))
    layer = SheetLayer("แปลงที่ดิน", np.array([], object), np.array([], np.int64), looks)
    apart = [look.hatch for look in told_apart(layer).classes]
    assert len(set(apart)) == len(hatches)
    # the first class of each hatch keeps it
    assert all(apart[hatches.index(name)] == name for name in hatches)
