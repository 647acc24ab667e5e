"""Private numbers are masked wherever they stand in a table."""

from ltaxgis.domain.fields import FIELDS
from ltaxgis.domain.masked_cells import masked_cell, masked_columns, private_cells
from ltaxgis.domain.thai.identity import check_digit

NUMBER = "110270000001" + str(check_digit("110270000001"))
WRONG = "110270000001" + str((check_digit("110270000001") + 1) % 10)


def test_numbers_are_masked_by_the_field_they_stand_in() -> None:
    land, owner = FIELDS["land"], FIELDS["owner"]
    assert masked_cell(WRONG, land["owner_number"]) == f"x-xxxx-xxxx{WRONG[9]}-{WRONG[10:12]}-{WRONG[12]}"
    assert masked_cell(f"{NUMBER},{NUMBER}", land["owner_number"]).count("x-xxxx") == 2
    assert masked_cell("0812345678", owner["phone"]).endswith("-5678")
    assert NUMBER not in masked_cell(f"บัตร {NUMBER}", land["note"])
    assert masked_cell("01A001", land["code"]) == "01A001"


def test_columns_without_a_field_are_searched_for_numbers() -> None:
    columns = masked_columns(
        ("รหัส", "อื่นๆ", "โทรศัพท์มือถือ"), [["01A001", None], [f"ดู {NUMBER}", "ดี"], ["0812345678", None]],
        {0: FIELDS["land"]["code"]},
    )  # fmt: skip
    assert columns[0] == ["01A001", None]
    assert NUMBER not in str(columns[1])
    assert columns[1][1] == "ดี"
    assert columns[2] == ["xxx-xxx-5678", None]
    assert private_cells([f"ดู {NUMBER}"], "อื่นๆ")[f"ดู {NUMBER}"][1] == [NUMBER]
