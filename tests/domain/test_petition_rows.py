"""Cells of petitions' files: moments, places, headings, Traffy's tickets."""

import tomllib
from datetime import UTC, datetime

import pytest

from ltaxgis.domain.petition_rows import read_metres_or_degrees, read_moment, split_pair
from ltaxgis.domain.petition_tables import columns_of, rows_of
from ltaxgis.domain.tables import SourceTable
from ltaxgis.domain.traffy import row_of
from ltaxgis.ports.resources import find_resources

HEADINGS = tomllib.loads((find_resources().root / "office" / "petition_columns.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "system", "moment"),
    [
        ("2026-01-12T09:30:00+07:00", "open311", datetime(2026, 1, 12, 2, 30, tzinfo=UTC)),
        ("2026-01-12T02:30:00Z", "open311", datetime(2026, 1, 12, 2, 30, tzinfo=UTC)),
        ("2026-01-12T09:30:00", "open311", datetime(2026, 1, 12, 2, 30, tzinfo=UTC)),
        ("2023-01-05 03:12:11.123456+00", "traffy", datetime(2023, 1, 5, 3, 12, 11, 123456, tzinfo=UTC)),
        ("2023-01-05 03:12:11", "traffy", datetime(2023, 1, 5, 3, 12, 11, tzinfo=UTC)),
        ("12/1/2569 09.30 น.", "csv", datetime(2026, 1, 12, 2, 30, tzinfo=UTC)),
        ("๑๒ ม.ค. ๒๕๖๙", "csv", datetime(2026, 1, 11, 17, tzinfo=UTC)),
        ("2026-01-12 09:30:00", "csv", datetime(2026, 1, 12, 2, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_as_its_system_writes_it(text: str, system: str, moment: datetime) -> None:
    assert read_moment(text, system) == moment


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("2569-01-12T09:30:00+07:00", "open311"), ("12/1/2026", "open311"), ("2026-02-30T00:00:00Z", "open311"),
        ("2026-01-12T25:00:00Z", "open311"), ("31/2/2569", "csv"), ("12/1/2569 25:00", "csv"), ("เมื่อวาน", "csv"),
        ("5 มิ.ย. 68", "traffy"), ("9999-99-99", "csv"),
    ],
)  # fmt: skip
def test_what_is_no_moment_is_none(text: str, system: str) -> None:
    assert read_moment(text, system) is None


def test_places_are_degrees_or_metres_and_never_the_empty_one() -> None:
    assert read_metres_or_degrees("18.72", "98.93") == (18.72, 98.93, True)
    assert read_metres_or_degrees("2,070,000", "๔๙๓๐๐๐") == (2_070_000, 493_000, False)
    for north, east in (("0", "0"), ("abc", "1"), ("", "98"), ("nan", "98"), ("1e99", "5"), ("18", "493000")):
        assert read_metres_or_degrees(north, east) is None
    assert split_pair("POINT (98.93 18.72)") == ("98.93", "18.72")
    assert split_pair("18.72") == ("", "")


def test_headings_are_found_in_both_languages_and_nearly_so() -> None:
    thai = ("ที่", "เลขที่คำร้อง", "วันที่รับเรื่อง", "ชื่อ - สกุล", "รายละเอียดคำร้อง", "พิกัด (E)", "พิกัด (N)")

    assert columns_of(thai, HEADINGS) == {"external_id": 1, "received": 2, "name": 3, "text": 4, "east": 5, "north": 6}
    english = columns_of(("Request ID", "Descripton", "Latitude", "Lng"), HEADINGS)
    assert english == {"external_id": 0, "text": 1, "north": 2, "east": 3}


def test_one_cell_may_hold_both_coordinates() -> None:
    def places(text: str) -> tuple[str, str]:
        rows = rows_of(SourceTable("a.csv", "", ("พิกัด", "เรื่อง"), ([text], ["ไฟดับ"]), [2]), HEADINGS)
        assert rows is not None
        return rows[0].north, rows[0].east

    assert places("18.72, 98.93") == ("18.72", "98.93")
    assert places("493000 2070000") == ("2070000", "493000")


def test_a_table_of_something_else_holds_no_petitions() -> None:
    assert rows_of(SourceTable("a.csv", "", ("รหัสแปลง", "เนื้อที่"), (["1"], ["2"]), [2]), HEADINGS) is None


def test_a_ticket_of_traffy_is_longitude_first_in_utc_with_its_state() -> None:
    ticket = {
        "ticket_id": "2023-A", "coords": ["98.93", "18.72"], "state": "เสร็จสิ้น", "description": "น้ำท่วม",
        "problem_type_abdul": ["น้ำท่วม", "ถนน"], "star": 4, "count_reopen": 2, "timestamp": "2023-01-05 03:12:11+00",
    }  # fmt: skip
    row = row_of(ticket, 1)

    assert (row.north, row.east, row.state, row.category) == ("18.72", "98.93", "closed", "น้ำท่วม|ถนน")
    assert (row.stars, row.reopened, row.external_id) == ("4", "2", "2023-A")
    of_dump = row_of({"coords": "98.93,18.72", "state": "ส่งต่อ(ใหม่)", "type": "{ถนน,ไฟ}", "organization": "ทล."}, 2)
    assert (of_dump.north, of_dump.state, of_dump.category, of_dump.agency) == ("18.72", "forwarded", "ถนน|ไฟ", "ทล.")
    assert row_of({"state": "อะไรก็ไม่รู้", "coords": None}, 3).state == ""
