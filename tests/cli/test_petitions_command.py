"""`ltaxgis petitions`: files in and out, counted, with exit status."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.cli.conftest import Command, TownFiles, beside
from tests.contents import contents

ROWS = (
    "1/69,12/1/2569,ไฟฟ้าส่องสว่างสาธารณะ,ไฟทางดับ,500010,2000010",
    "2/69,31/2/2569,ขยะ,ขยะล้นถัง,500010,2000010",
    "1/69,12/1/2569,ไฟฟ้าส่องสว่างสาธารณะ,ไฟทางดับ,500010,2000010",
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "คำร้อง มกราคม (1).csv"
    path.write_text("\n".join(("เลขที่คำร้อง,วันที่รับ,ประเภท,รายละเอียด,พิกัด E,พิกัด N", *ROWS)), encoding="utf-8")
    return path


def test_a_table_comes_in_and_is_counted(command: Command, town: TownFiles, table: Path, tmp_path: Path) -> None:
    workbook = tmp_path / "ข้อตรวจพบ.xlsx"

    told = command("petitions", town.project, "--import", table, "--findings", workbook, "--json")

    assert told.status == 1
    assert {name: told.json[name] for name in ("read", "stored", "rejected", "skipped")} == {
        "read": 3, "stored": 1, "rejected": 1, "skipped": 1
    }  # fmt: skip
    assert told.json["findings"] == {"petition_row.bad_date": 1, "petition_row.twice": 1}
    sheets = load_workbook(workbook).worksheets
    assert any("31/2/2569" in str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)
    assert command("petitions", town.project, "--import", table, "--json").json["skipped"] == 2


def test_what_went_in_goes_out_in_every_form(command: Command, town: TownFiles, table: Path, tmp_path: Path) -> None:
    command("petitions", town.project, "--import", table)

    for name in ("o.json", "o.xml", "o.csv", "o.xlsx", "o.geojson"):
        told = command("petitions", town.project, "--export", tmp_path / name, "--json")
        assert told.status == 0
        assert str(tmp_path / name) in told.json["files"]
    (request,) = json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))
    assert (request["service_code"], request["status"]) == ("light", "open")
    as_map = command("petitions", town.project, "--export", tmp_path / "m.json", "--as", "geojson", "--json")
    assert as_map.status == 0
    assert json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["type"] == "FeatureCollection"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ครึ่ง.json", '[{"service_request_id": "1", "status": "op'),
        ("ลับ.xml", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><service_requests>&x;</service_requests>'),
        ("ว่าง.csv", ""),
        ("อื่น.csv", "รหัสแปลง,เนื้อที่\n1,2\n"),
    ],
)
def test_a_bad_file_is_one_sentence_and_changes_nothing(
    command: Command, town: TownFiles, tmp_path: Path, name: str, content: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    before = contents(town.project)

    told = command("petitions", town.project, "--import", path, "--lang", "th")

    assert told.status == 2
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1
    assert "Traceback" not in told.err
    assert name in told.err
    assert contents(town.project) == before
    assert town.project.name in beside(town.project)


@pytest.mark.parametrize(
    "options",
    [
        (), ("--import", "a.csv", "--export", "b.csv"), ("--export", "b.csv", "--from", "csv"),
        ("--import", "a.csv", "--as", "csv"), ("--export", "b.pdf"), ("--export", "b.csv", "--as", "open311"),
        ("--import", "ไม่มี.csv"), ("--import", "a.csv", "--from", "ghost"), ("--import",),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(command: Command, town: TownFiles, options: tuple[str, ...]) -> None:
    told = command("petitions", town.project, *options, "--lang", "en")

    assert told.status == 2
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1
