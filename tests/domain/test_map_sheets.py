"""Map sheets in five parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
