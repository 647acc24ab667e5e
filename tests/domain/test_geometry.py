from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.findings import Finding, Place, severity_counts
from ltaxgis.domain.geometry import (
    Shapes,
    drawn_areas,
    find_duplicates,
    find_slivers,
    normalise,
    representative_points,
    same_shape_groups,
    told_losses,
    unique_shapes,
)
from ltaxgis.words import Words

BOX = shapely.box(0, 0, 20, 40)
BOW_TIE = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])


def place(i: int) -> Place:
    return Place("แปลง.shp", "แปลง", row=i + 1, subject=f"01A{i + 1:03d}")


def array(*shapes: object) -> Shapes:
    return np.array([*shapes, None], dtype=object)[:-1]


def codes(findings: tuple[Finding, ...] | list[Finding]) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.place.row) for finding in findings]


def test_a_sound_polygon_becomes_a_multipolygon_and_nothing_is_said() -> None:
    done = normalise(array(BOX, shapely.MultiPolygon([BOX])), place)

    assert [shape.geom_type for shape in done.shapes] == ["MultiPolygon", "MultiPolygon"]
    assert all(shape.equals(BOX) for shape in done.shapes)
    assert done.findings == ()
    assert [original is None for original in done.originals] == [True, True]


def test_a_crossing_ring_is_mended_and_its_original_kept_beside_it(words: Words) -> None:
    done = normalise(array(BOX, BOW_TIE), place)

    assert codes(done.findings) == [("shape.invalid", 2), ("shape.mended", 2)]
    assert done.shapes[1].is_valid
    assert done.shapes[1].area == pytest.approx(50.0)
    assert done.originals[1] is BOW_TIE
    mended = done.findings[1]
    assert dict(mended.facts) == {"before_m2": 0.0, "after_m2": 50.0}
    assert "50.0" in words(mended.code, value=mended.value, **dict(mended.facts))


def test_a_hole_that_reaches_out_stays_a_hole() -> None:
    shape = shapely.Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [[(5, 5), (15, 5), (15, 6), (5, 6)]])

    done = normalise(array(shape), place)

    assert done.shapes[0].area == pytest.approx(95.0)


def test_what_has_no_area_becomes_none_and_is_named() -> None:
    spike = shapely.Polygon([(0, 0), (10, 0), (0, 0), (0, 0)])
    broken = shapely.transform(BOX, lambda points: np.where(points > 30, np.inf, points))
    shapes = array(None, shapely.Polygon(), shapely.Point(1, 1), shapely.LineString([(0, 0), (1, 1)]), spike, broken)

    done = normalise(shapes, place)

    assert all(shape is None for shape in done.shapes)
    assert codes(done.findings) == [
        ("shape.missing", 1),
        ("shape.missing", 2),
        ("shape.not_a_polygon", 3),
        ("shape.not_a_polygon", 4),
        ("shape.not_mendable", 5),
        ("shape.not_mendable", 6),
    ]
    assert [original is not None for original in done.originals] == [False, False, True, True, True, True]


def test_a_loss_that_was_told_already_is_not_told_again() -> None:
    assert normalise(array(None, None), place, told={0}).findings == (Finding("shape.missing", place(1)),)


def test_what_the_reader_said_is_lost_counts_as_told() -> None:
    said = [Finding("shape.truncated", Place(row=7)), Finding("shape.unclosed", Place(row=5)), Finding("shape.no_prj")]

    assert told_losses(said, [3, 5, 7]) == {2}


def test_heights_are_dropped_with_one_finding_for_the_layer() -> None:
    high = [shapely.Polygon([(x, 0, 5), (x + 5, 0, 6), (x + 5, 5, 7)]) for x in (0, 10, 20)]

    done = normalise(array(*high, BOX), place)

    assert not any(shape.has_z for shape in done.shapes)
    (finding,) = done.findings
    assert (finding.code, dict(finding.facts)) == ("shape.z_dropped", {"count": 3})


def test_polygons_inside_a_collection_are_taken() -> None:
    collection = shapely.GeometryCollection(
        [shapely.Point(0, 0), BOX, shapely.MultiPolygon([shapely.box(100, 0, 110, 10)])]
    )

    done = normalise(array(collection), place)

    assert done.shapes[0].area == pytest.approx(900.0)


def test_normalising_again_changes_nothing() -> None:
    first = normalise(array(BOX, BOW_TIE, None), place)

    again = normalise(first.shapes, place, told={2})

    assert again.findings == ()
    assert [a == b for a, b in zip(first.shapes, again.shapes, strict=True)] == [True] * 3


ring = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=12)


@given(st.lists(ring, max_size=6))
def test_count_in_is_count_out_and_what_comes_out_is_valid(rings: list[list[tuple[int, int]]]) -> None:
    shapes = array(*(shapely.Polygon(points) for points in rings))

    done = normalise(shapes, place)

    assert len(done.shapes) == len(done.originals) == len(shapes)
    assert all(shape is None or (shape.is_valid and shape.area > 0) for shape in done.shapes)
    told = {finding.place.row for finding in done.findings}
    changed = {
        i + 1
        for i, (old, new) in enumerate(zip(shapes, done.shapes, strict=True))
        if new is None or not old.equals(new)
    }
    assert changed <= told


def test_equal_shapes_are_found_wherever_their_rings_begin() -> None:
    turned = shapely.Polygon([(20, 40), (20, 0), (0, 0), (0, 40)])

    assert [group.tolist() for group in same_shape_groups(array(BOX, None, turned, BOW_TIE, None))] == [[0, 2]]
    assert unique_shapes(array(BOX, None, turned, BOW_TIE)).tolist() == [0, 3]


def test_the_same_shape_under_the_same_code_is_a_duplicate_and_stacked_units_are_none() -> None:
    shapes = array(BOX, BOX, BOX, BOX, BOX)

    found = find_duplicates(shapes, ["01A001", "01A002", "01A001", None, ""], place)

    assert codes(found) == [("shape.duplicate", 3), ("shape.duplicate", 5)]
    assert dict(found[0].facts)["first"] == "01A001"


def test_slivers_are_small_and_thin_and_a_market_stall_is_none() -> None:
    slit, stall, road = shapely.box(0, 0, 40, 0.5), shapely.box(0, 0, 2, 4), shapely.box(0, 0, 200, 0.8)

    found = find_slivers(
        array(slit, stall, road, None, shapely.MultiPolygon([BOX, shapely.box(50, 0, 50.2, 20)])), place
    )

    assert codes(found) == [("shape.sliver", 1), ("shape.sliver", 5)]
    assert dict(found[0].facts)["area_m2"] == 20.0


def test_points_lie_inside_and_missing_shapes_have_none() -> None:
    horseshoe = shapely.Polygon([(0, 0), (30, 0), (30, 30), (20, 30), (20, 10), (10, 10), (10, 30), (0, 30)])

    points = representative_points(array(horseshoe, None))

    assert horseshoe.contains(shapely.Point(points[0]))
    assert np.isnan(points[1]).all()
    assert drawn_areas(array(BOX, None))[0] == 800.0
    assert np.isnan(drawn_areas(array(None))[0])


@pytest.mark.real_data
def test_melbourne_has_one_invalid_parcel_and_one_duplicate(real_data: Path) -> None:
    _meta, _ids, wkb, _fields = pyogrio.raw.read(real_data / "melbourne" / "Property Boundaries.shp")

    done = normalise(shapely.from_wkb(wkb), place)
    doubles = find_duplicates(done.shapes, [""] * len(done.shapes), place)

    assert len(done.shapes) == 14_947
    assert severity_counts(done.findings) == {"shape.invalid": 1, "shape.mended": 1}
    assert len(doubles) == 1
    assert len(find_slivers(done.shapes, place)) == 48
