"""Names taken apart as people in Thailand write them."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.thai.names import Titles, sound_key
from ltaxgis.domain.thai.text import clean
from ltaxgis.ports.resources import Resources, find_resources


def load() -> Titles:
    path = find_resources().code_lists / "prefixes.toml"
    return Titles.read(tomllib.loads(path.read_text(encoding="utf-8")))


TITLES = load()


@pytest.mark.parametrize(
    ("full", "prefix", "first", "last"),
    [
        ("นายสมชาย ใจดี", "นาย", "สมชาย", "ใจดี"),
        ("น.ส. สมหญิง แก้วงาม", "น.ส.", "สมหญิง", "แก้วงาม"),
        ("นส.สมหญิง แก้วงาม", "นส.", "สมหญิง", "แก้วงาม"),
        ("น.ส สมหญิง แก้วงาม", "น.ส", "สมหญิง", "แก้วงาม"),
        ("นางสาวสมหญิง แก้วงาม", "นางสาว", "สมหญิง", "แก้วงาม"),
        ("นางสาวิตรี ทองคำ", "นาง", "สาวิตรี", "ทองคำ"),
        ("ด.ช.ก้อง ดีงาม", "ด.ช.", "ก้อง", "ดีงาม"),
        ("พล.ต.อ. ชาติ สุขใจ", "พล.ต.อ.", "ชาติ", "สุขใจ"),
        ("พล.ต.อุดม สุขใจ", "พล.ต.", "อุดม", "สุขใจ"),
        ("ร.ต.ต.หญิง มาลี ศรีสุข", "ร.ต.ต.หญิง", "มาลี", "ศรีสุข"),
        ("ว่าที่ร้อยตรี สมศักดิ์ มีสุข", "ว่าที่ร้อยตรี", "สมศักดิ์", "มีสุข"),
        ("ว่าที่ ร.ต.หญิง ดวงใจ มีสุข", "ว่าที่ ร.ต.หญิง", "ดวงใจ", "มีสุข"),
        ("พันเอก(พิเศษ) สม มีดี", "พันเอก(พิเศษ)", "สม", "มีดี"),
        ("พระครูสมุห์สมชาย ฐิตธมฺโม", "พระครูสมุห์", "สมชาย", "ฐิตธมฺโม"),
        ("พระมหาบุญมี", "พระมหา", "บุญมี", ""),
        ("ม.ร.ว.ดี สุขใจ", "ม.ร.ว.", "ดี", "สุขใจ"),
        ("ม.ล. ปิ่น สุขใจ ณ อยุธยา", "ม.ล.", "ปิ่น", "สุขใจ ณ อยุธยา"),
        ("นายวิชัย แซ่ ลี้", "นาย", "วิชัย", "แซ่ ลี้"),
        ("ดร.สมชาย ใจดี", "ดร.", "สมชาย", "ใจดี"),
        ("กองมรดก นายดี มาก", "กองมรดก นาย", "ดี", "มาก"),
        ("Miss Ann Lee", "Miss", "Ann", "Lee"),
        ("สมชาย ใจดี", "", "สมชาย", "ใจดี"),
        ("คุณากร ใจดี", "", "คุณากร", "ใจดี"),
        ("นายพันตรี สุขใจ", "นาย", "พันตรี", "สุขใจ"),
        ("ทายาท ใจดี", "", "ทายาท", "ใจดี"),
        ("บริษัท เอบีซี จำกัด (มหาชน)", "บริษัท", "เอบีซี จำกัด (มหาชน)", ""),
        ("หจก.รุ่งเรืองกิจ", "หจก.", "รุ่งเรืองกิจ", ""),
        ("วัดพระธาตุ", "วัด", "พระธาตุ", ""),
        ("กรมธนารักษ์", "", "กรมธนารักษ์", ""),
        ("", "", "", ""),
    ],
)
def test_a_full_name_is_taken_apart(full: str, prefix: str, first: str, last: str) -> None:
    name = TITLES.split(full)

    assert (name.prefix, name.first, name.last) == (prefix, first, last)


@pytest.mark.parametrize(
    ("full", "kind"),
    [
        ("นายสมชาย ใจดี", "1"),
        ("บจก.เอบีซี", "2"),
        ("เอบีซี จำกัด", "2"),
        ("การไฟฟ้าส่วนภูมิภาค", "3"),
        ("เทศบาลตำบลตัวอย่าง", "4"),
        ("สมาคมชาวไร่", "5"),
        ("มูลนิธิเมตตา", "6"),
        ("วัดป่า", "7"),
        ("สมชาย ใจดี", ""),
    ],
)
def test_a_title_tells_the_kind_of_owner(full: str, kind: str) -> None:
    assert TITLES.split(full).owner_kind == kind


def test_a_title_tells_the_sex_and_a_rank_may_be_a_womans() -> None:
    said = [TITLES.split(f"{title}มาลี ใจดี").sex for title in ("นาย", "นาง", "ร.ต.อ.หญิง ", "ร.ต.อ. ", "พระ")]

    assert said == ["m", "f", "f", "", "m"]


def test_a_prefix_in_its_own_column_is_understood() -> None:
    assert TITLES.about("พ.ต.ท.หญิง").sex == "f"
    assert TITLES.about("บริษัท").is_body
    assert TITLES.about("", "บริษัทเอบีซี จำกัด").is_body
    assert not TITLES.about("", "นายสมชาย").is_body


def test_a_body_is_one_however_its_form_is_written() -> None:
    written = [("บริษัท", "เอบีซี จำกัด (มหาชน)"), ("บจก.", "เอบีซี"), ("", "เอบีซี"), ("", "บริษัท เอ บี ซี จำกัด")]

    assert {TITLES.body_key(*form) for form in written} == {"เอบีซี"}
    assert TITLES.body_key("วัด", "ป่า") == TITLES.body_key("", "วัดป่า") != TITLES.body_key("", "ป่า")


def test_what_stands_behind_a_surname_is_no_part_of_it_for_comparing() -> None:
    assert TITLES.person_key("สมชาย", "ใจดี ร.น.") == TITLES.person_key("สม ชาย", "ใจดี")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ชัยวัฒน์", "ไชยวัฒน์"),
        ("ศิริพร", "สิริพร"),
        ("พรรณี", "พันนี"),
        ("รัตนา", "ลัตนา"),
        ("จันทร์", "จันทน์"),
        ("น้ำฝน", "นํ้าฝน"),
        ("แก้วใส", "แกวใส"),
        ("ธรรม", "ทัม"),
        ("แก้วศรี", "แก้วสี"),
        ("อินทรีย์", "อินซี"),
    ],
)
def test_names_that_sound_alike_have_one_sound(one: str, other: str) -> None:
    assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize(("one", "other"), [("สมชาย", "สมชัย"), ("มานะ", "มานี"), ("แดง", "ดำ")])
def test_names_that_sound_different_have_two(one: str, other: str) -> None:
    assert sound_key(one) != sound_key(other)


letters = st.text(st.sampled_from("กขคงจชซดตทนบปพมยรลวสหอะาิีุูเแโ่้์. นายงว่ที่จำกัด()Mrs"), max_size=30)


@given(letters)
def test_nothing_of_a_name_is_lost_in_taking_it_apart(full: str) -> None:
    name = TITLES.split(full)

    assert f"{name.prefix}{name.first}{name.last}".replace(" ", "") == clean(full).text.replace(" ", "")


@given(letters)
def test_the_sound_of_a_sound_key_is_text_without_marks(full: str) -> None:
    assert not set(sound_key(full)) & set("่้๊๋์็ำรณศ")


def test_every_title_of_the_list_is_found_at_the_start_of_a_name(resources: Resources) -> None:
    data = tomllib.loads((resources.code_lists / "prefixes.toml").read_text(encoding="utf-8"))
    forms = [form for group in data["group"] if group["kind"] != "before" for e in group["entries"] for form in e]

    assert len(forms) > 250
    for form in forms:
        name = TITLES.split(f"{form} กานดา ดีงาม")
        assert name.titles, form
        assert name.prefix == form or name.first.startswith(form), form


def test_every_prefix_that_a_system_stores_as_a_number_is_a_title(resources: Resources) -> None:
    data = tomllib.loads((resources.code_lists / "prefixes.toml").read_text(encoding="utf-8"))
    first = {entry[0] for group in data["group"] for entry in group["entries"]}

    assert {word for words in data["numbers"].values() for word in words.values()} <= first
    assert data["numbers"]["ltax_online"]["C12"] == "บมจ."
