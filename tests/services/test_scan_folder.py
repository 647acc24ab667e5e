"""What a scanner put into its folder."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ltaxgis.domain.errors import Refused
from ltaxgis.services.scan_folder import TAKEN, new_scans, put_away

NOW = datetime(2026, 2, 2, 3, 0, tzinfo=UTC)


def scan(folder: Path, name: str, minutes: float, content: bytes = b"%PDF") -> Path:
    path = folder / name
    path.write_bytes(content)
    at = (NOW - timedelta(minutes=minutes)).timestamp()
    os.utime(path, (at, at))
    return path


def test_new_files_are_listed_the_newest_first_and_nothing_is_touched(office_folder: Path) -> None:
    scan(office_folder, "เก่า.pdf", 60)
    scan(office_folder, "ใหม่.pdf", 1)
    scan(office_folder, "Thumbs.db", 1)
    scan(office_folder, "ครึ่ง.pdf.part", 1)
    scan(office_folder, "ว่าง.pdf", 1, b"")
    scan(office_folder, "กำลังเขียน.pdf", 0)
    (office_folder / "โฟลเดอร์").mkdir()
    before = sorted(office_folder.iterdir())

    assert [each.path.name for each in new_scans(office_folder, NOW)] == ["ใหม่.pdf", "เก่า.pdf"]
    assert sorted(office_folder.iterdir()) == before


def test_what_was_taken_is_moved_and_no_longer_new(office_folder: Path) -> None:
    taken, left = scan(office_folder, "001.pdf", 5), scan(office_folder, "002.pdf", 5)
    elsewhere = scan(office_folder.parent, "003.pdf", 5)

    put_away(office_folder, [taken, elsewhere])
    put_away(office_folder, [scan(office_folder, "001.pdf", 3, b"another")])

    assert [each.path for each in new_scans(office_folder, NOW)] == [left]
    assert sorted(path.name for path in (office_folder / TAKEN).iterdir()) == ["001 (2).pdf", "001.pdf"]
    assert elsewhere.is_file()


def test_a_folder_that_is_not_there_and_a_file_that_cannot_be_moved_are_said(office_folder: Path) -> None:
    with pytest.raises(Refused) as missing:
        new_scans(office_folder / "ไม่มี", NOW)
    with pytest.raises(Refused) as held:
        put_away(office_folder, [office_folder / "หายไป.pdf"])
    assert [missing.value.code, held.value.code] == ["scan.no_folder", "scan.not_moved"]
