"""The script makes the committed town again, and the month after is the month before with the listed changes."""

import csv
from collections import Counter
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from python_calamine import load_workbook
from sample_data.make.ground import lay_lots
from sample_data.make.people import check_digit
from sample_data.make.sheets import utm_sheet
from sample_data.make.town import SEED, make_streets


def test_blocks_made_again_are_the_committed_ones(sample: Path, key_by_kind: dict[str, list[dict[str, str]]]) -> None:
    frame, streets = make_streets(SEED)
    lots = lay_lots(frame, streets, SEED, only=(3, len(streets.land) // 2))
    parcels = gpd.read_file(sample / "shapefile" / "parcels.shp", encoding="CP874")
    committed = {shapely.normalize(shape).wkb for shape in parcels.geometry if shape is not None}

    found = [shapely.normalize(lot.shape).wkb in committed for lot in lots]

    assert len(lots) >= 8
    assert np.mean(found) > 0.8  # parcels with a planted fault are drawn otherwise


def test_the_sample_is_under_fifteen_megabytes(sample: Path) -> None:
    size = sum(file.stat().st_size for file in sample.rglob("*") if file.is_file() and "__pycache__" not in file.parts)

    assert size < 15_000_000


def test_check_digit_of_a_number_known_to_pass() -> None:
    assert check_digit("100000000000") == "9"
    assert check_digit("500000000000") == "1"


def test_sheet_of_a_place_is_the_one_worked_out_by_hand() -> None:
    assert utm_sheet(499273, 2077337, 4000).parts == ("4746", "1", "9876", "00")


def test_next_month_has_the_listed_changes_and_no_others(sample: Path) -> None:
    with (sample / "next_month" / "changes.csv").open(encoding="utf-8", newline="") as file:
        changes = list(csv.DictReader(file))
    months = [load_workbook(folder / "register.xlsx") for folder in (sample, sample / "next_month")]
    sheets = (("2_ที่ดิน", 3, 2, 1), ("2_ที่ดิน_ใช้ประโยชน์", 1, 1, 0), ("1_เจ้าของทรัพย์สิน", 1, 1, 1))
    for sheet, skip, code, numbered in sheets:
        old, new = (
            [
                tuple(row[numbered:])
                for row in each.get_sheet_by_name(sheet).to_python(skip_empty_area=False)[skip:]
                if row[code] != ""
            ]
            for each in months
        )
        listed = Counter(line["change"] for line in changes if line["sheet"] == sheet)
        lost, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
        assert lost.total() == listed["changed"] + listed["gone"], sheet
        assert come.total() == listed["changed"] + listed["new"], sheet
    assert 35 <= len(changes) <= 60
    assert {line["change"] for line in changes} == {"new", "changed", "gone"}
