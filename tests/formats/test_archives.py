"""What lies in a zip is read as if it lay beside it, and no zip can do harm."""

import tempfile
import zipfile
from pathlib import Path

import pytest

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.archives import ForeignFile, members, open_foreign, shown_name
from ltaxgis.formats.registers import read_register

CSV = "รหัสแปลง,ไร่\n01A001,5\n01A002,6\n".encode()


def packed(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return path


def test_each_register_in_a_zip_is_read_under_its_own_name(office_folder: Path) -> None:
    inner = packed(office_folder / "ใน.zip", {"ป้าย.csv": CSV}).read_bytes()
    files = {
        "ทะเบียน/ที่ดิน.csv": CSV,
        "โรงเรือน.tsv": CSV.replace(b",", b"\t"),
        "อ่าน.txt": "โปรดอ่าน\n".encode(),
        "รูป.jpg": b"\xff\xd8",
        "__MACOSX/ที่ดิน.csv": b"x",
        "ใน.zip": inner,
    }
    path = packed(office_folder / "ทะเบียน 2569.zip", files)
    tables = read_register(path)
    assert [(table.source, table.name, len(table)) for table in tables] == [
        ("ทะเบียน 2569.zip/ทะเบียน/ที่ดิน.csv", "ที่ดิน", 2),
        ("ทะเบียน 2569.zip/โรงเรือน.tsv", "โรงเรือน", 2),
        ("ทะเบียน 2569.zip/ใน.zip/ป้าย.csv", "ป้าย", 2),
    ]
    ignored = [finding.place.source for finding in tables[0].findings if finding.code == "file.member_ignored"]
    assert ignored == ["ทะเบียน 2569.zip/อ่าน.txt", "ทะเบียน 2569.zip/รูป.jpg"]


def test_nothing_is_written_beside_the_file_or_left_behind(
    office_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "ชั่วคราว"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    path = packed(office_folder / "ก.zip", {"../../หลุด.csv": CSV, "/etc/ราก.csv": CSV, "C:\\windows\\ข.csv": CSV})
    before = sorted(tmp_path.rglob("*"))
    assert len(read_register(path)) == 3
    assert sorted(tmp_path.rglob("*")) == before


def test_a_zip_bomb_is_refused_before_it_is_unpacked(office_folder: Path) -> None:
    path = office_folder / "ระเบิด.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made, made.open("ก.csv", "w", force_zip64=True) as member:
        for _ in range(100):
            member.write(b"\0" * (1 << 20))
    with pytest.raises(Refused) as refused:
        read_register(path)
    assert refused.value.code == "file.zip_too_large"


def test_a_zip_of_very_many_files_is_refused(office_folder: Path) -> None:
    path = packed(office_folder / "มาก.zip", {f"{number}.csv": b"" for number in range(2001)})
    with zipfile.ZipFile(path) as package, pytest.raises(Refused) as refused:
        members(package, path.name)
    assert refused.value.code == "file.zip_too_large"


def test_a_zip_in_a_zip_in_a_zip_is_not_opened(office_folder: Path) -> None:
    data = packed(office_folder / "1.zip", {"ก.csv": CSV}).read_bytes()
    for name in ("2.zip", "3.zip"):
        data = packed(office_folder / name, {"ใน.zip": data}).read_bytes()
    with pytest.raises(Refused) as refused:
        read_register(office_folder / "3.zip")
    assert refused.value.code == "file.zip_without_register"


def test_a_zip_without_a_register_is_refused(office_folder: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_register(packed(office_folder / "รูป.zip", {"รูป.jpg": b"\xff\xd8"}))
    assert refused.value.code == "file.zip_without_register"


def test_thai_names_packed_by_windows_are_shown_right() -> None:
    entry = zipfile.ZipInfo("ที่ดิน.csv".encode("cp874").decode("cp437"))
    entry.flag_bits = 0
    assert shown_name(entry) == "ที่ดิน.csv"


def test_the_suffix_of_a_packed_dump_is_taken_as_a_whole(office_folder: Path) -> None:
    path = office_folder / "สำรอง.SQL.GZ"
    path.write_bytes(b"x")
    with open_foreign(path) as file:
        assert isinstance(file, ForeignFile)
        assert (file.suffix, file.stem) == (".sql.gz", "สำรอง.SQL")
