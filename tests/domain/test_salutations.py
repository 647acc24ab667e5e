"""How letters begin, close and are signed, by the office's table."""

from dataclasses import replace

import pytest
from tests.paper_samples import book

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.salutations import (
    acting_phrases,
    position_lines,
    salutation_for,
    salutation_of,
    salutations,
    signing_order,
)


@pytest.mark.parametrize(
    ("addressee", "opening", "closing"),
    [
        ("ผู้ว่าราชการจังหวัดเชียงใหม่", "เรียน", "ขอแสดงความนับถือ"),
        ("นายสมชาย ใจดี", "เรียน", "ขอแสดงความนับถือ"),
        ("นายกเทศมนตรีตำบลท่าแสงคำ", "เรียน", "ขอแสดงความนับถือ"),
        ("นายกรัฐมนตรี", "กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง"),
        ("พระครูสังฆรักษ์", "นมัสการ", "ขอนมัสการด้วยความเคารพ"),
        ("สมเด็จพระพุฒาจารย์", "นมัสการ", "ขอนมัสการด้วยความเคารพอย่างยิ่ง"),
        ("", "เรียน", "ขอแสดงความนับถือ"),
    ],
)
def test_the_table_proposes_by_the_addressee(addressee: str, opening: str, closing: str) -> None:
    told = salutation_for(book(), addressee)
    assert (told.opening, told.closing) == (opening, closing)


def test_a_letter_s_own_salutation_wins() -> None:
    assert salutation_of(book(), "high", "นายก").opening == "กราบเรียน"
    assert salutation_of(book(), "กราบเรียน", "นายก").closing == "ขอแสดงความนับถืออย่างยิ่ง"
    assert salutation_of(book(), "นมัสการ", "พระครูสังฆรักษ์").code == "monk"
    own = salutation_of(book(), "ท่านผู้ปกครองที่เคารพ", "ผู้ปกครอง")
    assert (own.opening, own.closing) == ("ท่านผู้ปกครองที่เคารพ", "ขอแสดงความนับถือ")


def test_every_row_says_where_it_is_from_and_that_nobody_confirmed_it() -> None:
    page = book().tables["salutations"]
    assert page["source"]
    assert not any(one.confirmed for one in salutations(book()).values())


def test_a_page_that_says_what_cannot_be_is_named() -> None:
    broken = replace(book(), tables={**book().tables, "salutations": {"salutation": [{"code": "x"}]}})
    with pytest.raises(Refused, match=r"office\.unreadable"):
        salutations(broken)


@pytest.mark.parametrize("phrase", acting_phrases(book()))
def test_who_acts_for_somebody_has_both_positions(phrase: str) -> None:
    assert position_lines(book(), "ปลัดเทศบาล", f"{phrase} นายกเทศมนตรี") == (f"ปลัดเทศบาล {phrase}", "นายกเทศมนตรี")


def test_words_that_the_table_does_not_know_stay_below_the_position() -> None:
    assert position_lines(book(), "ปลัดเทศบาล", "แทนนายก") == ("ปลัดเทศบาล", "แทนนายก")
    assert position_lines(book(), "ปลัดเทศบาล", "") == ("ปลัดเทศบาล",)


def test_initials_are_written_below_the_signer_from_the_officer_up() -> None:
    assert signing_order(book(), "ปลัดเทศบาล") == ("เจ้าหน้าที่", "หัวหน้าฝ่าย", "ผู้อำนวยการกอง")
    assert signing_order(book(), "นายกเทศมนตรีตำบลท่าแสงคำ")[-1] == "ปลัดเทศบาล"
