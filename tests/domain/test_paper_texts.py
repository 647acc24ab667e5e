"""What letters, memoranda and forms say of themselves."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.attachments import Suggestion
from ltaxgis.domain.paper_texts import read_paper

LETTER = """ที่ อบ ๗๓๐๐๑/๔๕๖            สำนักงานเทศบาลตำบลตัวอย่าง

                     ๒๐ ก.พ. ๒๕๖๙
เรื่อง   ขอเชิญประชุม  คณะกรรมการชุมชน
เรียน  ประธานชุมชน
อ้างถึง หนังสือที่ ๑/๒๕๖๘ ลงวันที่ ๑ ธันวาคม ๒๕๖๘
          ( นางสาววิภา  ดีเลิศ )
          ปลัดเทศบาล"""


def test_a_letter_tells_number_day_subject_and_signer() -> None:
    assert read_paper(LETTER) == Suggestion(
        "ขอเชิญประชุม คณะกรรมการชุมชน", "นางสาววิภา ดีเลิศ", date(2026, 2, 20), "อบ 73001/456"
    )


def test_a_memorandum_names_its_office_before_its_signer() -> None:
    said = read_paper("บันทึกข้อความ\nส่วนราชการ  กองช่าง\nวันที่ 3/2/2569\nเรื่อง ไฟดับ\n(นายช่าง ใหญ่)")
    assert (said.sender, said.on, said.title) == ("กองช่าง", date(2026, 2, 3), "ไฟดับ")


@pytest.mark.parametrize("number", ["ชม 52001/123", "ชม 52001.2/45", "มท 0808.2/ว 1234", "15/2569"])
def test_a_number_of_a_letter_is_read_as_it_is_written(number: str) -> None:
    assert read_paper(f"ที่ {number}\nเรื่อง ก").number == number


@pytest.mark.parametrize("text", ["ที่ 5 ตำบลแม่เหียะ", "", "ภาพถ่าย", "วันที่ 45 มกราคม 2569", "31/2/2569", "เรื่อง"])
def test_what_says_nothing_suggests_nothing(text: str) -> None:
    assert read_paper(text) == Suggestion()


@given(st.text(alphabet="เรื่องที่วันจาก()นาย0123456789/ \n.กขค:", max_size=400))
def test_any_text_is_read_without_a_fault_and_no_line_is_long(text: str) -> None:
    said = read_paper(text)
    assert "\n" not in said.title + said.sender + said.number
    assert len(said.title) <= 200
