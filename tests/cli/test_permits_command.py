"""`ltaxgis permits`: open data out, and the report of one application, with exit status."""

import csv
import json
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.cli.conftest import Command
from tests.permits import Desk

from ltaxgis.formats.papers_pictures import PdfiumPages


@pytest.fixture
def town(office_folder: Path) -> Path:
    """A project with one licence and one application without an outline."""
    project = a_project(office_folder)
    desk = Desk(project)
    desk.build_street()
    desk.issued()
    desk.receive(footprint=None)
    path = project.path
    project.close()
    return path


def test_permits_leave_as_table_and_as_map(command: Command, town: Path, tmp_path: Path) -> None:
    told = command("permits", town, "--export", tmp_path / "ใบอนุญาต.csv", "--json")

    assert told.status == 0
    assert {name: told.json[name] for name in ("read", "stored", "rejected", "skipped")} == {
        "read": 2, "stored": 2, "rejected": 0, "skipped": 0,
    }  # fmt: skip
    with (tmp_path / "ใบอนุญาต.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["PermitNum"] for row in rows] == ["BP-2569-00001", "BP-2569-00002"]
    assert command("permits", town, "--export", tmp_path / "p.geojson").status == 0
    features = json.loads((tmp_path / "p.geojson").read_text(encoding="utf-8"))["features"]
    assert [one["properties"]["PermitNum"] for one in features] == [row["PermitNum"] for row in rows]
    own = command("permits", town, "--export", tmp_path / "own.csv", "--as", "csv", "--lang", "th")
    assert own.status == 0
    assert (tmp_path / "own.csv").read_text(encoding="utf-8-sig").startswith("เลขที่คำขอ,")


def test_a_report_is_written_and_says_that_a_person_must_look(command: Command, town: Path, tmp_path: Path) -> None:
    told = command("permits", town, "--check", "BP-2569-00001", "--out", tmp_path / "รายงาน.pdf", "--json")

    assert told.status == 1  # no layer of a town plan: somebody has to look
    assert [one["check"] for one in told.json["checks"]] == [f"C{number}" for number in range(1, 15)]
    assert told.json["checks"][0]["verdict"] == "pass"
    pdf = (tmp_path / "รายงาน.pdf").read_bytes()
    assert PdfiumPages().count(pdf) >= 1
    assert told.json["file"] == str(tmp_path / "รายงาน.pdf")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "--export"),
        (("--export", "a.csv", "--check", "1"), "--export"),
        (("--check", "BP-2569-00001"), "--out"),
        (("--check", "BP-2569-00009", "--out", "r.pdf"), "BP-2569-00009"),
        (("--check", "BP-2569-00002", "--out", "r.pdf"), "แนวอาคาร"),
        (("--check", "BP-2569-00001", "--out", "r.docx"), "r.docx"),
        (("--export", "a.pdf"), "a.pdf"),
        (("--export", "a.csv", "--as", "geojson"), "a.csv"),
        (("--export", "a.csv", "--out", "r.pdf"), "--check"),
        (("--check", "1", "--out", "r.pdf", "--as", "csv"), "--export"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    command: Command, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...],
    sentence: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)

    told = command("permits", town, *options, "--lang", "th")

    assert told.status == 2
    assert sentence in told.err
    assert len(told.err.strip().splitlines()) == 1
    assert told.out == ""
    assert list(tmp_path.glob("*.pdf")) == []
