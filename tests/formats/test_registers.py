"""Whatever file an officer points at: it is read, or refused in one sentence with nothing changed."""

import gzip
import tomllib
from pathlib import Path

import pytest

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import SEVERITIES
from ltaxgis.formats.registers import read_register
from ltaxgis.ports.resources import Resources
from ltaxgis.words import Words, load_words

DUMP = b"-- MySQL dump 10.13\nINSERT INTO `land` VALUES (1,'01A001');\n-- Dump completed\n"
BAD: dict[str, tuple[bytes, str]] = {
    "ว่าง.csv": (b"", "file.empty"),
    "ข้อความ.xlsx": ("รหัส,ไร่\n".encode(), "file.not_a_workbook"),
    "เอกสาร.pdf": (b"%PDF-1.7\n", "file.other_kind"),
    "รายงาน.csv": (b"%PDF-1.7\n", "file.other_kind"),
    "อะไร.xyz": ("รหัส,ไร่\n01A001,5\n".encode(), "file.unknown_kind"),
    "ทะเบียน.gz": (gzip.compress(b"hello"), "file.dump_no_tables"),
    "เสีย.zip": (b"PK\x03\x04" + b"\0" * 50, "file.damaged"),
    "ไม่ใช่.zip": (b"hello", "file.damaged"),
    "สั้น.dbf": (b"\x03", "file.not_a_dbf"),
    "ขาด.sql": (DUMP[:50], "file.dump_cut"),
    "หัวอย่างเดียว.csv": ("รหัส,ไร่\n".encode(), "file.no_table"),
    "คอลัมน์เดียว.csv": ("รหัส\n01A001\n".encode(), "file.one_column"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_gives_one_sentence_and_stays_as_it_was(office_folder: Path, words: Words, name: str) -> None:
    path = office_folder / name
    path.write_bytes(BAD[name][0])
    with pytest.raises(Refused) as refused:
        read_register(path)
    assert refused.value.code == BAD[name][1]
    sentence = words(refused.value.code, **refused.value.facts)
    assert name in sentence
    assert "–" not in sentence
    assert "\n" not in sentence
    assert path.read_bytes() == BAD[name][0]
    assert list(office_folder.iterdir()) == [path]


def test_a_missing_file_and_a_folder_are_refused(office_folder: Path) -> None:
    for path, code in ((office_folder / "ไม่มี.xlsx", "file.missing"), (office_folder, "file.is_folder")):
        with pytest.raises(Refused) as refused:
            read_register(path)
        assert refused.value.code == code


def test_content_goes_before_the_name(office_folder: Path) -> None:
    path = office_folder / "สำรอง.txt"
    path.write_bytes(DUMP)
    (table,) = read_register(path)
    assert (table.name, table.columns) == ("land", (["1"], ["01A001"]))


def test_every_sentence_stands_in_both_languages_with_the_same_facts(resources: Resources) -> None:
    thai, english = (
        tomllib.loads((resources.words / language / "register_files.toml").read_text(encoding="utf-8"))
        for language in ("th", "en")
    )
    assert thai.keys() == english.keys()


def test_every_finding_of_a_file_line_or_cell_error_has_a_sentence_and_a_short_name(resources: Resources) -> None:
    for language in ("th", "en"):
        words = load_words(resources.words, language)
        for code in SEVERITIES:
            if code.startswith(("file.", "line.")) or code in ("cell.error", "cell.formula_without_result"):
                assert words.knows(code), code
                assert words.knows(f"finding.{code}"), code


@pytest.mark.real_data
def test_the_french_registers_are_read(real_data: Path) -> None:
    for number, rows in (("75118", 6821), ("91216", 4241)):
        (table,) = read_register(real_data / "fr_cadastre" / f"register-{number}.xlsx")
        assert table.headers[:2] == ("Identifiant parcelle", "Préfixe")
        assert len(table) == rows
        assert [finding.code for finding in table.skipped] == ["line.title", "line.title", "line.blank"]
        assert set(table.columns[1]) == {"000"}
        assert all(cell and len(cell) == 14 for cell in table.columns[0])
