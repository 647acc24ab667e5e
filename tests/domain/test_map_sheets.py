"""Map sheets in five parts, and the ground they cover."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.map_sheet_extents import sheet_at, sheet_extent, zone_of
from ltaxgis.domain.map_sheets import MapSheet, pad_four, pad_sub, read_quadrant, read_scale, read_sheet

SHEETS = st.builds(
    MapSheet,
    st.from_regex(r"[0-9]{4}", fullmatch=True),
    st.sampled_from("1234"),
    st.from_regex(r"[0-9]{4}", fullmatch=True),
    st.from_regex(r"([0-9]{2,3})?", fullmatch=True),
    st.sampled_from(["", "500", "1000", "2000", "4000"]),
)


@given(SHEETS)
def test_a_sheet_reads_back_as_it_was_written(sheet: MapSheet) -> None:
    assert read_sheet(sheet.text) == sheet


@pytest.mark.parametrize(
    "text",
    ["5136 IV 6420-03 (1:1000)", "5136IV6420-3 (1:1,000)", "5136-4-6420-03 1:1000", "๕๑๓๖ IV ๖๔๒๐-๐๓ (๑:๑๐๐๐)",
     "5136 \u2163 6420 - 03 (1:1000)", "5136 iv 6420-03(1/1000)"],
)  # fmt: skip
def test_one_sheet_is_read_from_every_form_in_use(text: str) -> None:
    assert read_sheet(text) == MapSheet("5136", "4", "6420", "03", "1000")


@pytest.mark.parametrize("text", ["", "5136", "5136 IV", "5136 V 6420", "01A001"])
def test_what_is_no_whole_sheet_is_none(text: str) -> None:
    assert read_sheet(text) is None


def test_parts_get_their_zeros_back() -> None:
    assert (pad_four("420"), pad_sub("7"), pad_sub(""), pad_sub("103")) == ("0420", "07", "", "103")
    assert (read_quadrant("IV"), read_quadrant("4"), read_quadrant("V")) == ("4", "4", None)
    assert (read_scale("1:1,000"), read_scale("4000"), read_scale("-")) == ("1000", "4000", "")


@pytest.mark.parametrize(
    ("easting", "northing", "zone", "name"),
    [(499273, 2077337, 47, "4746 I 9876"), (661427, 1521131, 47, "5036 I 6020"), (484643, 1683627, 48, "5939 II 8482")],
)
def test_the_sheet_over_a_town_has_the_name_that_the_land_office_gives(
    easting: float, northing: float, zone: int, name: str
) -> None:
    sheet = sheet_at(easting, northing, zone)

    extent = sheet_extent(sheet)

    assert sheet.text == f"{name}-00 (1:4000)"
    assert zone_of(sheet) == zone
    assert extent is not None
    west, south, east, north = extent
    assert west <= easting < east == west + 2000
    assert south <= northing < north == south + 2000


def test_a_square_outside_its_quadrant_has_no_ground() -> None:
    inside, outside = read_sheet("4746 I 9676"), read_sheet("4746 III 9676")
    assert inside is not None
    assert outside is not None

    assert sheet_extent(inside) == (496000, 2076000, 498000, 2078000)
    assert sheet_extent(outside) is None


@given(st.floats(400_000, 600_000), st.floats(700_000, 2_200_000))
def test_a_point_lies_in_the_sheet_that_is_named_for_it(easting: float, northing: float) -> None:
    extent = sheet_extent(sheet_at(easting, northing, 47))

    assert extent is not None
    assert extent[0] <= easting <= extent[2]
    assert extent[1] <= northing <= extent[3]
