"""Profiles: known layouts are recognised, saved and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.register_samples import filled, shipped_lists, shipped_profiles

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.fields import FIELDS
from ltaxgis.domain.profiles import Profile, TableProfile, match_profile, parse_profile, profile_to_toml

PROFILES = shipped_profiles()
ALL = list(PROFILES.values())


@pytest.mark.parametrize("name", PROFILES)
def test_a_shipped_profile_reads_back_as_it_was_written(name: str) -> None:
    assert parse_profile(profile_to_toml(PROFILES[name])) == PROFILES[name]


HEADINGS = st.text(min_size=1, max_size=12)


@given(
    HEADINGS, st.dictionaries(HEADINGS, st.sampled_from(["", *FIELDS["land"]]), min_size=1, max_size=6), st.booleans()
)
def test_any_profile_of_a_town_reads_back_as_it_was_written(name: str, columns: dict[str, str], online: bool) -> None:
    table = TableProfile("land", columns, names=(name,), key=("code",))
    profile = Profile(name, (table,), title_th=name, system="ltax_online" if online else "", encodings=("cp874",))

    assert parse_profile(profile_to_toml(profile)) == profile


@pytest.mark.parametrize("name", ["ltax_online", "ltax3000"])
def test_each_table_of_a_layout_is_recognised_with_its_headings_in_another_order(name: str) -> None:
    lists = shipped_lists()
    for table in PROFILES[name].tables:
        source, fields = filled(table, lists, seed=7)

        match = match_profile(source.headers, ALL)

        assert match is not None
        assert (match.profile.name, match.table.kind) == (name, table.kind)
        assert [match.mapping.get(index, "") for index in range(len(fields))] == fields


def test_an_older_workbook_with_fewer_columns_is_recognised() -> None:
    for table, kept in zip(PROFILES["ltax_online"].tables, (16, 24, 10, 21, 9, 22), strict=True):
        match = match_profile(list(table.columns)[:kept], ALL)

        assert match is not None
        assert (match.profile.name, match.table.kind) == ("ltax_online", table.kind)
        assert match.unknown == ()


def test_a_sheet_of_uses_is_not_taken_for_the_land_whose_columns_it_repeats() -> None:
    headers = ["เลขบัตรเจ้าของที่ดิน", "รหัสแปลงที่ดิน", "ประเภทการใช้ประโยชน์", "ไร่", "งาน", "ตร.วา"]

    named = match_profile(headers, ALL, "2_ที่ดิน_ใช้ประโยชน์")
    land = match_profile(headers, ALL, "2_ที่ดิน")

    assert named is not None
    assert named.table.kind == "use"
    assert land is not None
    assert land.table.kind == "land"


def test_a_name_cut_at_ten_characters_by_a_dbf_is_recognised() -> None:
    match = match_profile(["UTMMAP1", "LAND_NO", "CHANGWAT_C", "BRANCH_COD"], ALL, kinds=("parcel",))

    assert match is not None
    assert match.unknown == ()


def test_a_parcel_layer_is_not_taken_for_a_register() -> None:
    headers = ["UTMMAP1", "UTMMAP2", "UTMMAP3", "UTMMAP4", "UTMSCALE", "LAND_NO"]

    match = match_profile(headers, ALL, kinds=("parcel",))

    assert match is not None
    assert match.mapping == {0: "sheet_1", 1: "sheet_2", 2: "sheet_3", 3: "sheet_4", 4: "scale", 5: "land_no"}
    assert match_profile(headers, ALL, kinds=("land",)) is None


def test_strange_headings_match_no_profile() -> None:
    assert match_profile(["Section", "Préfixe", "Arpentée", "a", "b"], ALL) is None
    assert match_profile(["", ""], ALL) is None


@pytest.mark.parametrize(
    "text", ["", "name = 1 =", 'name = "x"', '[[table]]\nkind = "land"', 'table = ["x"]\nname = "x"']
)
def test_a_broken_profile_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_profile(text)

    assert refused.value.code == "profile.unreadable"


def test_a_profile_of_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        parse_profile('name = "x"\n[[table]]\nkind = "land"\n[table.columns]\n"A" = "nonsense"')

    assert refused.value.code == "profile.field_unknown"
