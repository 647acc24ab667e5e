"""Every field of every record was thought about: it says something about a citizen, or it does not."""

from dataclasses import fields

import pytest

from ltaxgis.domain.personal import PERSONAL
from ltaxgis.domain.records import Record

CODES = {"code", "parcel_code", "building_code", "former_code", "group_code", "unit_no"}
TITLES = {"title_kind", "title_no", "volume", "page", "survey_page", "sheet_1", "sheet_2", "sheet_3", "sheet_4",
          "scale", "air_sheet", "air_no", "air_page", "land_no", "land_type", "condominium"}  # fmt: skip
PLACES = {"moo", "village", "soi", "road", "tambon", "amphoe", "province", "community"}
KINDS = {"kind", "status", "use_kind", "type_kind", "structure", "sign_kind", "sign_class", "crop", "by", "layer",
         "label", "whole_floors", "floor", "room"}  # fmt: skip
LINKS = {"uid", "land_uid", "building_uid", "subject_uid", "owner_uid", "one_uid", "other_uid", "row_uid", "parcel_uid"}


@pytest.mark.parametrize("kind", PERSONAL, ids=lambda kind: kind.__name__)
def test_each_text_is_personal_or_known_not_to_be(kind: type[Record]) -> None:
    texts = {one.name for one in fields(kind) if "str" in str(one.type) or "Uid" in str(one.type)}

    assert texts - PERSONAL[kind] <= CODES | TITLES | PLACES | KINDS | LINKS
    assert PERSONAL[kind] <= {one.name for one in fields(kind)}


@pytest.mark.parametrize("kind", PERSONAL, ids=lambda kind: kind.__name__)
def test_every_key_of_a_private_number_and_its_masked_form_are_personal(kind: type[Record]) -> None:
    keys = {one.name for one in fields(kind) if one.name.endswith(("_key", "_masked"))}

    assert keys <= PERSONAL[kind]
