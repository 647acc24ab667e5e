"""Each command as `cli.md` has it: what it does, its JSON, its exit status."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.cli.conftest import COUNT, Command, TownFiles, beside
from tests.contents import contents

from ltaxgis.cli import run
from ltaxgis.domain.sheets import Paper

TALLY = {"read", "stored", "rejected", "skipped"}
IMPORT_KEYS = {"register", "owners", "uses", "buildings", "signs", "parcels", "changes", "join", "findings", "seconds"}
JOIN_KEYS = {"joined", "register_only", "ambiguous", "by", "with_row", "map_only", "ambiguous_parcels"}


def adds_up(told: Mapping[str, Mapping[str, int]]) -> None:
    """The sums that `import --json` promises."""
    for name in ("register", "owners", "uses", "buildings", "signs", "parcels"):
        tally = told[name]
        assert tally.keys() == TALLY
        assert tally["read"] == tally["stored"] + tally["rejected"] + tally["skipped"]
    join = told["join"]
    assert told["register"]["stored"] == join["joined"] + join["register_only"] + join["ambiguous"]
    assert told["parcels"]["stored"] == join["with_row"] + join["map_only"] + join["ambiguous_parcels"]


@pytest.mark.parametrize("crs", ["32647", "EPSG:32647", "epsg:32647"])
def test_new_makes_an_empty_project(command: Command, office_folder: Path, crs: str) -> None:
    path = office_folder / "ใหม่.ltax"

    told = command("new", path, "--name", "เทศบาลตำบลใหม่", "--crs", crs, "--json")

    assert told.status == 0
    assert told.json == {"project": str(path), "crs": 32647, "codes": "ltax"}
    assert beside(path) == ["ใหม่.ltax"]


@pytest.mark.parametrize("crs", ["4326", "EPSG:4326", "32699", "UTM", ""])
def test_new_refuses_what_is_not_projected_in_metres(command: Command, office_folder: Path, crs: str) -> None:
    told = command("new", office_folder / "x.ltax", "--name", "x", "--crs", crs)

    assert told.status == 2
    assert told.out == ""
    assert list(office_folder.iterdir()) == []


def test_new_does_not_touch_a_file_that_is_there(command: Command, town: TownFiles) -> None:
    before = town.project.read_bytes()

    told = command("new", town.project, "--name", "x", "--crs", "32647")

    assert told.status == 2
    assert town.project.read_bytes() == before


def test_import_tells_what_cli_md_counts(command: Command, office_folder: Path, town: TownFiles) -> None:
    project = office_folder / "สอง.ltax"
    command("new", project, "--name", "สอง", "--crs", "32647")

    told = command("import", project, "--register", town.register, "--parcels", town.parcels, "--json")

    assert told.status == 0
    assert told.err == ""
    assert told.json.keys() == IMPORT_KEYS
    assert told.json["join"].keys() == JOIN_KEYS
    assert told.json["join"]["by"].keys() == {"code", "sheet", "title", "text", "hand"}
    assert told.json["changes"].keys() == {"new", "changed", "same", "gone", "conflicts"}
    adds_up(told.json)
    assert told.json["join"]["joined"] == COUNT


def test_a_dry_run_counts_the_same_and_changes_nothing(command: Command, office_folder: Path, town: TownFiles) -> None:
    project = office_folder / "สอง.ltax"
    command("new", project, "--name", "สอง", "--crs", "32647")
    before, names = contents(project), beside(project)

    told = command("import", project, "--register", town.register, "--parcels", town.parcels, "--dry-run", "--json")

    assert told.status == 0
    assert told.json["register"] == {"read": COUNT, "stored": COUNT, "rejected": 0, "skipped": 0}
    assert contents(project) == before
    assert beside(project) == names


def test_import_again_keeps_a_backup_beside_the_project(command: Command, town: TownFiles) -> None:
    told = command("import", town.project, "--register", town.register, "--json")

    assert told.status == 0
    assert told.json["changes"]["same"] > 0
    assert told.json["changes"]["new"] == 0
    folder = town.project.with_name(f"{town.project.stem} สำรอง")
    assert [path.suffix for path in folder.iterdir()] == [".ltax"]


def test_import_without_files_is_refused(command: Command, town: TownFiles) -> None:
    told = command("import", town.project, "--lang", "en")

    assert told.status == 2
    assert told.err == "No file to import: give --register or --parcels.\n"


def test_columns_are_named_by_field_and_heading(command: Command, office_folder: Path) -> None:
    project, table = office_folder / "x.ltax", office_folder / "odd.csv"
    table.write_text("k1,k2\n01A001,55\n01A002,56\n", encoding="utf-8")
    command("new", project, "--name", "x", "--crs", "32647")

    told = command("import", project, "--register", table, "--column", "code=k1", "title_no=k2", "--json")

    assert told.json["register"]["stored"] == 2
    adds_up(told.json)


@pytest.mark.parametrize("pair", ["code", "=k1"])
def test_a_pair_that_is_none_is_refused(command: Command, town: TownFiles, pair: str) -> None:
    told = command("import", town.project, "--register", town.register, "--column", pair)

    assert told.status == 2
    assert pair in told.err


def test_a_field_nobody_knows_is_refused(command: Command, town: TownFiles) -> None:
    told = command("import", town.project, "--register", town.register, "--column", "colour=รหัสแปลงที่ดิน")

    assert told.status == 2
    assert "colour" in told.err


def test_findings_that_need_a_look_are_status_one_and_stand_in_the_workbook(
    command: Command, office_folder: Path, town: TownFiles
) -> None:
    project, table, findings = (office_folder / name for name in ("x.ltax", "ที่ดิน.csv", "ข้อตรวจพบ.xlsx"))
    table.write_text("รหัสแปลงที่ดิน,ประเภทเอกสาร,เลขที่เอกสาร\n01AOO1,โฉนดที่ดิน,5\n,โฉนดที่ดิน,6\n", encoding="utf-8")
    command("new", project, "--name", "x", "--crs", "32647")

    told = command("import", project, "--register", table, "--parcels", town.parcels, "--findings", findings, "--json")

    assert told.status == 1
    assert told.json["findings"]["code.letter_for_digit"] == 1
    assert told.json["register"] == {"read": 2, "stored": 2, "rejected": 0, "skipped": 0}
    assert findings.stat().st_size > 1000


def test_a_findings_workbook_that_cannot_be_written_is_refused_before_anything_changes(
    command: Command, town: TownFiles
) -> None:
    before = contents(town.project)
    nowhere = town.project.parent / "ไม่มีโฟลเดอร์นี้" / "f.xlsx"

    for told in (
        command("import", town.project, "--register", town.register, "--findings", nowhere),
        command("join", town.project, "--findings", nowhere.with_suffix(".txt")),
        command("check", town.project, "--findings", nowhere),
    ):
        assert told.status == 2
        assert told.err.count("\n") == 1
    assert contents(town.project) == before


def test_profiles_lists_profiles_and_their_fields(command: Command) -> None:
    told = command("profiles", "--json")

    assert told.status == 0
    assert {"ltax3000", "ltax_online"} <= told.json["profiles"].keys()
    assert "code" in told.json["fields"]["land"]
    assert "ltax3000" in command("profiles").out


def test_join_reports(command: Command, town: TownFiles) -> None:
    told = command("join", town.project, "--json")

    assert told.status == 0
    assert told.json["join"].keys() == JOIN_KEYS
    assert told.json["join"]["with_row"] == COUNT


def test_check_tells_findings_by_code(command: Command, town: TownFiles) -> None:
    told = command("check", town.project, "--json")

    assert told.status == 0
    assert told.json == {"findings": {}}


@pytest.mark.needs_qt
def test_draw_makes_a_picture_and_tells_its_figures(command: Command, town: TownFiles) -> None:
    out = town.project.parent / "แผนที่.png"

    here = ["--bbox", "500000,2000000,500800,2000080", "--size", "1600x300", "--labels"]

    told = command("draw", town.project, "--out", out, *here, "--repeat", 3, "--json")

    assert told.status == 0
    assert told.json.keys() == {"parcels_drawn", "labels_drawn", "load_s", "build_s", "draw_s"}
    assert told.json["parcels_drawn"] == COUNT
    assert told.json["labels_drawn"] > 0
    assert len(told.json["draw_s"]) == 3
    assert out.read_bytes().startswith(b"\x89PNG")


@pytest.mark.needs_qt
@pytest.mark.parametrize("theme", ["land-use", "joined", "value"])
def test_draw_knows_the_themes_of_this_version(command: Command, town: TownFiles, theme: str) -> None:
    out = town.project.parent / "x.png"
    assert command("draw", town.project, "--out", out, "--theme", theme, "--size", "200x200").status == 0


@pytest.mark.needs_qt
@pytest.mark.parametrize(
    "wrong",
    [
        ["--theme", "ghost"], ["--size", "big"], ["--size", "0x5"], ["--bbox", "1,2,3"], ["--bbox", "5,5,1,1"],
        ["--out", "no-such-folder/x.png"], ["--repeat", "x"],
    ],
)  # fmt: skip
def test_draw_refuses_what_cannot_be_drawn(command: Command, town: TownFiles, wrong: list[str]) -> None:
    told = command("draw", town.project, "--out", town.project.parent / "x.png", *wrong)

    assert told.status == 2
    assert told.err.count("\n") == 1
    assert not (town.project.parent / "x.png").exists()


@pytest.mark.needs_qt
def test_sheets_prints_a_pdf(command: Command, town: TownFiles) -> None:
    out = town.project.parent / "แผ่น.pdf"

    told = command("sheets", town.project, "--out", out, "--scale", 4000, "--paper", "A3", "--block", "01A", "--json")

    assert told.status == 0
    assert told.json["sheets"] == 1
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.needs_qt
def test_sheets_takes_as_many_as_the_scale_needs(command: Command, town: TownFiles) -> None:
    told = command(
        "sheets", town.project, "--out", town.project.parent / "x.pdf", "--scale", 500, "--paper", "A4", "--json"
    )

    assert told.json["sheets"] > 1
    assert [paper.value for paper in Paper] == ["A4", "A3", "A2", "A1", "A0"]


@pytest.mark.needs_qt
def test_sheets_refuses_a_block_that_is_not_there(command: Command, town: TownFiles) -> None:
    told = command("sheets", town.project, "--out", town.project.parent / "x.pdf", "--block", "99Z")

    assert told.status == 2
    assert "99Z" in told.err


@pytest.mark.parametrize("ending", ["gpkg", "shp", "geojson", "dxf", "kmz", "xlsx", "csv"])
def test_export_writes_by_the_ending(command: Command, town: TownFiles, ending: str) -> None:
    out = town.project.parent / f"ส่งออก.{ending}"

    told = command("export", town.project, "--to", out, "--json")

    assert told.status == 0
    assert out.stat().st_size > 0
    assert str(out) in told.json["files"]


def test_export_without_personal_data_names_nobody(command: Command, town: TownFiles) -> None:
    out = town.project.parent / "ที่ดิน.csv"
    command("export", town.project, "--to", out)
    assert "สมชาย" not in out.read_text(encoding="utf-8-sig")

    refused = command("export", town.project, "--to", out, "--with-personal-data")
    assert refused.status == 2

    assert command("export", town.project, "--to", out, "--with-personal-data", "--reason", "สภาขอดู").status == 0
    assert "สมชาย" in out.read_text(encoding="utf-8-sig")


def test_export_of_an_unknown_kind_is_refused(command: Command, town: TownFiles) -> None:
    told = command("export", town.project, "--to", town.project.parent / "x.doc")

    assert told.status == 2
    assert not (town.project.parent / "x.doc").exists()


def test_backup_and_restore_there_and_back(command: Command, town: TownFiles) -> None:
    copy, again = town.project.parent / "สำเนา.ltax", town.project.parent / "คืน.ltax"

    saved = command("backup", town.project, copy, "--json")
    assert (saved.status, saved.json["bytes"]) == (0, copy.stat().st_size)

    assert command("restore", copy, again).status == 0
    assert command("join", again, "--json").json["join"]["joined"] == COUNT
    assert command("restore", copy, again).status == 2


def test_restore_of_a_damaged_copy_is_refused(command: Command, town: TownFiles) -> None:
    copy, again = town.project.parent / "สำเนา.ltax", town.project.parent / "คืน.ltax"
    command("backup", town.project, copy)
    content = bytearray(copy.read_bytes())
    content[20_000:60_000] = b"\x55" * 40_000
    copy.write_bytes(content)

    told = command("restore", copy, again)

    assert told.status == 2
    assert not again.exists()


@pytest.mark.parametrize("name", ["join", "check", "draw", "sheets", "export", "backup", "import"])
def test_a_project_that_is_not_there_is_one_sentence(command: Command, office_folder: Path, name: str) -> None:
    path = office_folder / "ไม่มี.ltax"
    more: dict[str, list[str | Path]] = {
        "draw": ["--out", office_folder / "x.png"], "sheets": ["--out", office_folder / "x.pdf"],
        "export": ["--to", office_folder / "x.csv"], "backup": [office_folder / "b.ltax"],
        "import": ["--register", office_folder / "x.csv"],
    }  # fmt: skip

    told = command(name, path, *more.get(name, []), "--lang", "en")

    assert told.status == 2
    assert told.err == f"There is no project at {path}. Check the name and the folder.\n"
    assert list(office_folder.iterdir()) == []


@pytest.mark.parametrize("name", ["new", "import", "profiles", "join", "draw", "sheets", "check", "export", "backup",
                                  "restore", "demo"])  # fmt: skip
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str], name: str, language: str) -> None:
    with pytest.raises(SystemExit) as end:
        run([name, "--help", "--lang", language])

    page = capsys.readouterr().out
    assert end.value.code == 0
    assert "cli.help" not in page
    assert page.startswith("วิธีใช้" if language == "th" else "Use")


def test_import_takes_an_exported_map_that_was_changed_elsewhere_as_a_difference(
    command: Command, office_folder: Path, town: TownFiles
) -> None:
    copy = office_folder / "สำเนา.gpkg"
    command("export", town.project, "--to", copy)
    child = f"import pyogrio; t = pyogrio.read_dataframe({str(copy)!r}, layer='parcels'); t.loc[0, 'land_no'] = '77'; "
    child += f"pyogrio.write_dataframe(t.iloc[:-1], {str(copy)!r}, layer='parcels')"
    subprocess.run([sys.executable, "-W", "ignore", "-c", child], check=True, timeout=120)

    tried = command("import", town.project, "--parcels", copy, "--dry-run", "--json")
    told = command("import", town.project, "--parcels", copy, "--gone", "retire", "--json")
    again = command("import", town.project, "--parcels", copy, "--json")

    assert tried.json["changes"] == told.json["changes"]
    assert told.status == 0
    assert {name: told.json["changes"][name] for name in ("new", "changed", "gone", "conflicts")} == {
        "new": 0, "changed": 1, "gone": 1, "conflicts": 0
    }  # fmt: skip
    assert again.json["changes"]["changed"] == 0
    assert again.json["join"] == told.json["join"]
