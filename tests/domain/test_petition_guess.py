"""The category of a petition, guessed from its words."""

import pytest

from ltaxgis.domain.office_book import OfficeBook, read_book
from ltaxgis.domain.petition_book import PetitionBook, petition_book
from ltaxgis.domain.petition_guess import guess_category
from ltaxgis.ports.resources import Resources


@pytest.fixture(scope="module")
def book(resources: Resources) -> PetitionBook:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in resources.office.glob("*.toml")}
    whole: OfficeBook = read_book(texts)
    return petition_book(whole)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("ไฟทางดับหน้าบ้านมืดมาก", "light"),
        ("ท่อระบายน้ำอุดตัน น้ำท่วมขัง", "drain"),
        ("ขยะหน้าตลาดส่งกลิ่นเหม็น", "waste"),
        ("น้ำไม่ไหลตั้งแต่เช้า", "water.supply"),
        ("สุนัขจรจัดไล่กัดเด็ก", "animal"),
        ("มีเรื่องอยากปรึกษา", ""),
        ("", ""),
    ],
)
def test_words_tell_the_category(book: PetitionBook, text: str, category: str) -> None:
    assert guess_category(text, book) == category
