"""The source fields fit the records and have names in both languages."""

from dataclasses import fields

import pytest
from tests.domain.register_samples import RESOURCES

from ltaxgis.domain.buildings import Building, BuildingUse
from ltaxgis.domain.fields import FIELDS, Goes
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow, UseRow
from ltaxgis.domain.signs import Sign
from ltaxgis.words import LANGUAGES, load_words

RECORDS: dict[str, type[Record]] = {
    "owner": Owner, "land": LandRow, "use": UseRow, "building": Building, "building_use": BuildingUse, "sign": Sign,
    "parcel": Parcel,
}  # fmt: skip
# filled by what stands aside, by joining, or by the map
MADE = {"land_uid", "building_uid", "code_read", "area", "shape", "shape_read", "area_m2", "rest"}


@pytest.mark.parametrize("kind", RECORDS)
def test_every_field_of_a_record_can_be_read_and_nothing_else_goes_there(kind: str) -> None:
    own = {field.name for field in fields(RECORDS[kind])} - {field.name for field in fields(Record)}
    readable = {name for name, source in FIELDS[kind].items() if source.goes is Goes.RECORD}
    sheet = {name for name in FIELDS[kind] if name.startswith("sheet_") or name == "scale"}
    keys = {name for name in own if name.endswith(("_key", "_masked"))}

    assert readable <= own
    assert own - keys - MADE == (readable | sheet) - MADE


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_name_in_words(language: str) -> None:
    words = load_words(RESOURCES / "words", language)
    names = {f"field.{source.key}" for kind in FIELDS.values() for source in kind.values()}
    names |= {f"field.{kind}.{field.name}" for kind, record in RECORDS.items() for field in fields(record)} - {
        f"field.{kind}.{field.name}" for kind in RECORDS for field in fields(Record)
    }
    names |= {f"kind.{kind}" for kind in FIELDS}

    assert [name for name in sorted(names) if not words.knows(name)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_of_reading_a_register_has_its_words(language: str) -> None:
    words = load_words(RESOURCES / "words", language)
    codes = ["cell.not_a_number", "cell.not_a_date", "cell.date_era", "cell.date_era_guessed", "cell.unknown_code",
             "cell.area_part_range", "cell.text_cleaned", "cell.thai_digits", "cell.sara_am", "cell.invisible",
             "cell.control_character", "cell.rounded", "cell.not_a_sheet", "code.missing", "code.unreadable",
             "code.letter_for_digit", "code.thai_digits", "code.lost_zero", "code.not_canonical",
             "code.not_in_pattern", "row.areas_differ", "person.number_check_digit", "person.number_length",
             "person.number_in_text"]  # fmt: skip

    for code in codes:
        assert words.knows(code), code
        assert words.knows(f"finding.{code}"), code


def test_private_fields_go_aside_never_into_a_record() -> None:
    for kind in FIELDS.values():
        for source in kind.values():
            assert not source.private or source.goes is Goes.SIDE
