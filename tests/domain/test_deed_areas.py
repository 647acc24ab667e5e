"""Deed area beside drawn area, and the join's ledger by zone and block."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.deed_areas import (
    NO_AREA,
    area_differences,
    area_findings,
    by_block,
    condominium_units,
    deed_areas,
)
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.joining import NO_PARCEL, Indices, ParcelKeys, RowKeys, join

SQUARE_WA_M2 = 4.0


def ints(*values: int) -> Indices:
    return np.array(values, np.int64)


def deeds(areas: Indices, titles: list[str], units: list[bool] | None = None) -> list[int]:
    """The deed area of one parcel on which all these rows stand."""
    on_first = np.zeros(len(areas), np.int64)
    return [int(a) for a in deed_areas(on_first, areas, titles, np.array(units or [False] * len(areas)), 1)]


def test_co_owners_of_one_title_are_counted_once_and_different_titles_added() -> None:
    assert deeds(ints(5000, 5000, 2000), ["t1", "t1", "t2"]) == [7000]


def test_condominium_units_own_no_ground() -> None:
    assert deeds(ints(5000, 300, 300), ["t1", "u1", "u2"], [False, True, True]) == [5000]


def test_a_title_without_area_leaves_the_sum_unknown() -> None:
    assert deeds(ints(5000, NO_AREA), ["t1", "t2"]) == [NO_AREA]
    assert deeds(ints(5000, NO_AREA), ["t1", "t1"]) == [5000]


def test_rows_without_a_parcel_and_parcels_without_rows_have_no_deed() -> None:
    found = deed_areas(ints(NO_PARCEL, -2, 1), ints(100, 200, 300), ["a", "b", "c"], np.zeros(3, bool), 3)

    assert found.tolist() == [NO_AREA, 300, NO_AREA]


@pytest.mark.parametrize(
    ("deed", "drawn", "over"),
    [
        (100_00, 105_00, False),  # exactly 5 %
        (100_00, 105_01, True),
        (100_00, 95_00, False),
        (100_00, 80_00, True),
        (10_00, 12_00, False),  # exactly 2 square wa, more than 5 %
        (10_00, 12_01, True),
        (0, 2_00, False),
    ],
)
def test_the_tolerance_is_the_larger_of_5_percent_and_2_square_wa(deed: int, drawn: int, over: bool) -> None:
    found = area_differences(ints(deed), np.array([drawn / 100 * SQUARE_WA_M2]), part=0.05, wa=200)

    assert found.difference.tolist() == [drawn - deed]
    assert found.over.tolist() == [over]


def test_what_is_unknown_differs_from_nothing() -> None:
    found = area_differences(ints(NO_AREA, 5000), np.array([400.0, np.nan]), part=0.05, wa=200)

    assert found.over.tolist() == [False, False]
    assert found.known.tolist() == [False, False]


def test_a_difference_is_told_with_both_areas_at_its_place() -> None:
    deed = ints(100_00)
    parcels = ParcelKeys([Uid("p")], ["01A001"])
    found = area_differences(deed, np.array([480.0]), part=0.05, wa=200)

    (finding,) = area_findings(found, deed, parcels, "code", np.array([[500.0, 600.0]]))

    assert finding.code == "join.area_differs"
    assert (finding.value, finding.understood, finding.place.subject) == ("100.00", "120.00", "01A001")
    assert dict(finding.facts)["percent"] == "+20.0"
    assert finding.at == (500.0, 600.0)


codes = st.lists(st.sampled_from(["", "01A001", "01A002", "01B001", "02A001", "xyz"]), max_size=10)


@given(codes, codes, st.data())
def test_the_ledger_by_block_adds_up_to_the_whole(
    row_codes: list[str], parcel_codes: list[str], data: st.DataObject
) -> None:
    rows = RowKeys([Uid(f"r{n}") for n in range(len(row_codes))], row_codes)
    parcels = ParcelKeys([Uid(f"p{n}") for n in range(len(parcel_codes))], parcel_codes)
    joined = join(rows, parcels)
    areas = np.array([data.draw(st.integers(-1, 9000)) for _ in row_codes], np.int64)
    drawn = np.array([data.draw(st.one_of(st.just(np.nan), st.floats(1, 400))) for _ in parcel_codes], np.float64)
    deed = deed_areas(joined.parcel_of_row, areas, row_codes, np.zeros(len(rows), bool), len(parcels))
    differences = area_differences(deed, drawn, 0.05, 200)

    lines = by_block(joined, rows, parcels, deed, differences)

    for name in ("joined", "register_only", "ambiguous", "with_row", "map_only", "ambiguous_parcels"):
        assert sum(getattr(line, name) for line in lines) == joined.counts[name]
    assert sum(line.deed for line in lines) == int(deed[differences.known].sum())
    assert sum(line.drawn for line in lines) == int(differences.drawn[differences.known].sum())
    assert sum(line.differing for line in lines) == int(differences.over.sum())
    assert [(line.zone, line.block) for line in lines] == sorted({(line.zone, line.block) for line in lines})


@pytest.mark.parametrize(
    ("unit", "title", "is_unit"),
    [
        ("77/1", "", True), ("", "อ.ช.2 77/1", True), ("", " อช. ๒ 77/1", True), ("", "หนังสือกรรมสิทธิ์ห้องชุด 5", True),
        ("", "32578", False), ("", "", False), ("", "อ.ช.3", False),
    ],
)  # fmt: skip
def test_a_unit_is_known_by_its_number_or_its_certificate(unit: str, title: str, is_unit: bool) -> None:
    assert condominium_units([unit], [title]).tolist() == [is_unit]
