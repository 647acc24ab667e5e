"""Lists of codes and the systems' numbers."""

import pytest
from tests.domain.register_samples import shipped_lists

from ltaxgis.domain.code_lists import SYSTEMS, CodeItem, CodeList, CodeLists
from ltaxgis.domain.fields import FIELDS


@pytest.fixture(scope="module")
def lists() -> CodeLists:
    return shipped_lists()


def test_every_list_that_a_field_names_is_shipped(lists: CodeLists) -> None:
    named = {source.list for fields in FIELDS.values() for source in fields.values() if source.list}

    assert named | {"quarter"} <= lists.keys()


def test_every_label_and_alias_finds_its_own_code(lists: CodeLists) -> None:
    for code_list in lists.values():
        for item in code_list.items:
            for label in (item.code, item.th, item.en, *item.aliases):
                assert code_list.find(label) == item.code, (code_list.name, label)


def test_every_number_finds_its_code_under_its_system_only(lists: CodeLists) -> None:
    for code_list in lists.values():
        for item in code_list.items:
            for system, numbers in item.numbers.items():
                assert system in SYSTEMS
                for number in numbers:
                    assert code_list.find_number(number, system) == item.code
                    assert code_list.find_number(number, "") is None


def test_the_structure_numbers_of_the_two_systems_are_not_mixed_up(lists: CodeLists) -> None:
    structure = lists["structure"]

    assert structure.find("1", "ltax_online") == "wood"
    assert structure.find("1", "ltax3000") == "masonry"
    assert structure.find("1") is None
    assert structure.find("ตึก", "ltax_online") == structure.find("ตึก", "ltax3000") == "masonry"


def test_other_titles_are_13_here_and_99_there(lists: CodeLists) -> None:
    titles = lists["title_kind"]

    assert titles.find("13", "ltax_online") == titles.find("99", "ltax3000") == "other"
    assert titles.find("99", "ltax_online") is None


def test_numbers_are_found_as_spreadsheets_write_them(lists: CodeLists) -> None:
    assert lists["land_use"].find("01", "ltax_online") == "agriculture"
    assert lists["land_use"].find("1.0", "ltax_online") == "agriculture"
    assert lists["used_by"].find("0", "ltax3000") == "self"


@pytest.mark.parametrize(
    ("name", "label", "code"),
    [
        ("title_kind", "โฉนด", "deed"),
        ("title_kind", "น.ส. 3 ก.", "ns3k"),
        ("title_kind", "ส.ป.ก. 4-01", "spk401"),
        ("land_use", "2-(2) ที่อยู่อาศัย หลังหลัก (ไม่ใช่เจ้าของที่ดิน)", "home_main_building_only"),
        ("sign_class", "3 (ข)", "3ข"),
        ("quarter", "งวดที่ 2", "2"),
        ("building_type", "506/1", "506/1"),
        ("owner_kind", "อื่น ๆ", "other"),
    ],
)
def test_labels_are_found_in_the_spellings_of_offices(lists: CodeLists, name: str, label: str, code: str) -> None:
    assert lists[name].find(label) == code


def test_labels_are_shown_in_both_languages_and_unknown_text_as_it_is(lists: CodeLists) -> None:
    assert lists["title_kind"].label("deed") == "โฉนดที่ดิน"
    assert lists["title_kind"].label("deed", "en") == "Title deed"
    assert lists["title_kind"].label("ใบเหยียบย่ำ") == "ใบเหยียบย่ำ"


def test_the_tax_classes_of_the_public_names_are_among_the_land_uses(lists: CodeLists) -> None:
    classes = {"agriculture", "home_main", "home_main_building_only", "home_other", "other", "vacant"}

    assert classes <= lists["land_use"].by_code.keys()


def test_a_label_of_two_codes_is_refused() -> None:
    with pytest.raises(ValueError, match="both"):
        CodeList("x", [CodeItem("a", "ก", "A"), CodeItem("b", "ข", "B", aliases=("ก.",))])
