import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.crs import (
    DATUM_SHIFTS,
    crs_code,
    crs_label,
    datum_shift,
    is_indian_1975,
    require_metric,
    transformer,
    unpinned_transformer,
)
from ltaxgis.domain.crs_doubts import (
    doubt_layer,
    find_strays,
    suspicions,
)
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Place
from ltaxgis.words import Words

TEST_POINT = np.array([[500000.0, 2076000.0]])
# the land office's .prj, and the same with the names that other programs give it
ESRI_PRJ = (
    'PROJCS["Indian_1975_UTM_Zone_47N",GEOGCS["GCS_Indian_1975",DATUM["D_Indian_1975",'
    'SPHEROID["Everest_Adjustment_1937",6377276.345,300.8017]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],'
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",99.0],PARAMETER["Scale_Factor",0.9996],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
NAMELESS_PRJ = ESRI_PRJ.replace("D_Indian_1975", "D_Everest_1830").replace("Indian_1975", "Everest")
SEVEN_PARAMETERS_PRJ = ESRI_PRJ.replace("300.8017]]", "300.8017],TOWGS84[293,836,318,0.5,1.6,-2.8,2.1]]")
PROJ_TEXT = "+proj=utm +zone=47 +a=6377276.345 +rf=300.8017 +towgs84=210,814,289 +units=m +no_defs"


def parcels(x: float, y: float, size: float, count: int = 20) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.array([shapely.box(x + i * size, y, x + (i + 1) * size, y + size) for i in range(count)], dtype=object)


@pytest.mark.parametrize("source", ["24047", ESRI_PRJ, NAMELESS_PRJ, SEVEN_PARAMETERS_PRJ, PROJ_TEXT])
def test_indian_1975_comes_to_where_the_three_parameter_sets_agree_however_it_is_written(source: str) -> None:
    moved = transformer(source, "32647")(TEST_POINT)[0]

    assert moved == pytest.approx((499666, 2076303), abs=3)
    assert crs_code(source) == "24047"


def test_every_named_set_agrees_within_three_metres_and_none_is_the_default_of_proj() -> None:
    found = np.array([transformer("24047", "32647", name)(TEST_POINT)[0] for name in DATUM_SHIFTS])
    default = unpinned_transformer("24047", "32647")(TEST_POINT)[0]

    assert np.hypot(*(found - found[0]).T).max() < 3
    assert np.hypot(*(found - default).T).min() > 180
    assert len({tuple(point) for point in found.tolist()}) == len(DATUM_SHIFTS)


def test_the_land_offices_own_test_point_moves_by_451_metres() -> None:
    point = np.array([[647023.0, 1683144.0]])

    moved = transformer("24047", "32647")(point)
    degrees = transformer("24047", "4326")(point)

    assert np.hypot(*(moved - point)[0]) == pytest.approx(451.4, abs=0.1)
    assert degrees[0] == pytest.approx((100.36577, 15.22298), abs=1e-5)


def test_between_the_two_indian_zones_and_from_its_degrees_no_shift_creeps_in() -> None:
    east = transformer("24047", "24048")(np.array([[990000.0, 1700000.0]]))
    by_degrees = transformer("4240", "24048")(transformer("24047", "4240")(np.array([[990000.0, 1700000.0]])))

    assert east == pytest.approx(by_degrees, abs=1e-3)
    by_47 = transformer("24047", "4326")(np.array([[990000.0, 1700000.0]]))
    assert transformer("24048", "4326")(east) == pytest.approx(by_47, abs=1e-8)


@given(st.floats(200_000, 800_000), st.floats(700_000, 2_200_000), st.sampled_from(sorted(DATUM_SHIFTS)))
def test_there_and_back_is_the_same_place(x: float, y: float, name: str) -> None:
    point = np.array([[x, y]])

    back = transformer("32647", "24047", name)(transformer("24047", "32647", name)(point))

    assert np.abs(back - point).max() < 0.01


def test_missing_shapes_stay_missing_and_impossible_ones_are_named() -> None:
    shapes = np.array([shapely.box(100, 15, 100.1, 15.1), None, shapely.box(100, 95, 101, 300)], dtype=object)

    moved, lost = transformer("4326", "32647").shapes(shapes)

    assert [shape is None for shape in moved] == [False, True, True]
    assert lost.tolist() == [False, False, True]


def test_heights_do_not_travel() -> None:
    high = np.array([shapely.Polygon([(100, 15, 7), (100.1, 15, 7), (100.1, 15.1, 7)])], dtype=object)

    for target in ("32647", "4326"):
        assert not transformer("4326", target).shapes(high)[0][0].has_z


@pytest.mark.parametrize("crs", ["4326", "4240", "2263"])
def test_degrees_and_feet_are_no_system_for_a_project(crs: str, words: Words) -> None:
    with pytest.raises(Refused, match=r"crs\.not_metric") as refusal:
        require_metric(crs)

    assert "เมตร" in words(refusal.value.code, **refusal.value.facts)


@pytest.mark.parametrize("crs", ["32647", "32648", "24047", "2154", "28355"])
def test_projected_metres_are(crs: str) -> None:
    assert require_metric(crs) == crs


def test_what_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(Refused, match=r"crs\.unknown"):
        require_metric("ระบบพิกัดของเรา")
    with pytest.raises(Refused, match=r"crs\.shift_unknown"):
        datum_shift("1,2,3")
    with pytest.raises(Refused, match=r"crs\.shift_unknown"):
        transformer("24047", "32647", "1,2,3")
    assert crs_code("no system at all") == ""
    assert crs_code("  ") == ""


def test_other_everest_datums_keep_their_own_shift() -> None:
    assert not is_indian_1975("23947")
    assert not is_indian_1975("3148")
    assert not is_indian_1975("32647")
    assert crs_code("3148") == "3148"


def test_a_label_shows_number_and_name() -> None:
    assert crs_label("24047") == "EPSG:24047 Indian 1975 / UTM zone 47N"
    assert crs_label("") == ""


def test_a_layer_that_lies_in_thailand_as_stated_raises_no_doubt() -> None:
    assert suspicions(parcels(650_000, 1_683_000, 40), "32647") == []
    assert suspicions(parcels(650_000, 1_683_000, 40), "24047") == []
    assert suspicions(parcels(100.3, 15.2, 0.001), "4326") == []


@pytest.mark.parametrize(
    ("shapes", "stated", "code", "candidates"),
    [
        (parcels(100.3, 15.2, 0.001), "32647", "crs.degrees_as_metres", ["4326"]),
        (parcels(650_000, 1_683_000, 40), "4326", "crs.metres_as_degrees", ["32647", "24047"]),
        (parcels(650_000, 1_683_000, 40), "", "crs.missing", ["32647", "24047"]),
        (parcels(650_000, 1_683_000, 40), "28355", "crs.outside_thailand", ["32647", "24047"]),
        (parcels(15.2, 100.3, 0.001), "4326", "crs.axes_swapped", []),
        (parcels(2.3, 48.7, 0.001), "4326", "crs.of_no_thai_system", []),
    ],
)
def test_doubts_name_the_systems_under_which_the_layer_would_lie_in_thailand(
    shapes: np.ndarray[tuple[int], np.dtype[np.object_]], stated: str, code: str, candidates: list[str], words: Words
) -> None:
    (doubt,) = suspicions(shapes, stated)

    assert doubt.code == code
    named = [candidate.crs for candidate in doubt.candidates]
    assert set(candidates) <= set(named)
    assert bool(named) == bool(candidates)
    assert words.knows(doubt.code)
    assert "{" not in words(doubt.code, **doubt.facts)


def test_a_candidate_says_where_the_layer_would_be() -> None:
    (doubt,) = suspicions(parcels(650_000, 1_683_000, 40), "")

    of_47 = next(candidate for candidate in doubt.candidates if candidate.crs == "32647")
    assert (of_47.longitude, of_47.latitude) == pytest.approx((100.4, 15.2), abs=0.1)


def test_no_shapes_raise_no_doubt() -> None:
    assert suspicions(np.array([None, None], dtype=object), "32647") == []


@pytest.mark.parametrize(
    ("shapes", "stated", "code"),
    [
        (parcels(100.3, 15.2, 0.001), "32647", "crs.degrees_as_metres"),
        (parcels(650_000, 1_683_000, 40), "4326", "crs.metres_as_degrees"),
        (parcels(15.2, 100.3, 0.001), "4326", "crs.axes_swapped"),
    ],
)
def test_a_layer_whose_numbers_cannot_be_what_they_are_said_to_be_is_refused(
    shapes: np.ndarray[tuple[int], np.dtype[np.object_]], stated: str, code: str, words: Words
) -> None:
    with pytest.raises(Refused) as refusal:
        doubt_layer(shapes, stated, Place("แปลง.shp"), lambda i: Place(row=i + 1))

    assert refusal.value.code == code
    assert "{" not in words(code, **refusal.value.facts)


def test_a_layer_of_another_country_is_only_pointed_out() -> None:
    (finding,) = doubt_layer(parcels(2.3, 48.7, 0.001), "4326", Place("a.json"), lambda i: Place(row=i + 1))

    assert (finding.code, dict(finding.facts)["inside"]) == ("crs.of_no_thai_system", 0)


def test_a_drawing_in_metres_about_its_own_corner_is_not_taken_for_degrees() -> None:
    assert [doubt.code for doubt in suspicions(parcels(0, 0, 20, 4), "32647")] == ["crs.of_no_thai_system"]


def test_one_parcel_that_flies_away_is_found_and_the_others_are_not() -> None:
    shapes = parcels(650_000, 1_683_000, 40)
    shapes[7] = shapely.Polygon([(650_000, 1_683_000), (650_040, 1_683_000), (5_000_000, 9_000_000)])

    strays = find_strays(shapes, "32647", lambda i: Place(row=i + 1))

    assert [finding.place.row for finding in strays] == [8]
    assert find_strays(parcels(2.3, 48.7, 0.001), "4326", lambda i: Place(row=i + 1)) == []
