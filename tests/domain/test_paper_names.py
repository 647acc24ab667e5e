"""Names that came in are kept as every system can bear them."""

from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.attachments import JPEG, PDF
from ltaxgis.domain.paper_names import LONGEST, NAMELESS, free_name, kept_name


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ("คำร้อง ไฟทาง.pdf", "คำร้อง ไฟทาง.pdf"),
        ("../../x.pdf", "x.pdf"),
        ("C:\\Users\\นาย ก\\โฉนด.JPG", "โฉนด.jpg"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("LPT1.คำร้อง.pdf", "_LPT1.คำร้อง.pdf"),
        ("จริงหรือ?*<>|.png", "จริงหรือ_____.png"),
        ("ลงท้าย. . .", "ลงท้าย"),
        ("ก.pdf ", "ก.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("ขึ้น\nบรรทัด\t.txt", "ขึ้นบรรทัด.txt"),
        ("", NAMELESS),
        ("..", NAMELESS),
        ("/", NAMELESS),
        (".pdf", "pdf"),
    ],
)
def test_a_name_is_kept_harmless(came: str, kept: str) -> None:
    assert kept_name(came) == kept


def test_a_name_of_4000_letters_keeps_its_beginning_and_its_end() -> None:
    kept = kept_name("คำร้อง" * 700 + ".pdf")
    assert len(kept) <= LONGEST
    assert kept.startswith("คำร้อง")
    assert kept.endswith("….pdf")
    assert len(kept.encode()) < 255


def test_a_name_ends_as_its_content_is() -> None:
    assert kept_name("ภาพ.JPEG", JPEG) == "ภาพ.jpeg"
    assert kept_name("ภาพ.jpg", PDF) == "ภาพ.jpg.pdf"
    assert kept_name("ภาพ", JPEG) == "ภาพ.jpg"


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_windows_takes_and_stays_that(came: str) -> None:
    kept = kept_name(came)
    assert kept == PureWindowsPath(kept).name
    assert not PureWindowsPath(kept).is_reserved()
    assert not set(kept) & set('<>:"/\\|?*')
    assert kept == kept.rstrip(" .")
    assert 0 < len(kept.encode()) < 255
    assert kept_name(kept) == kept


def test_the_same_name_again_gets_a_number_whatever_its_letters() -> None:
    taken: set[str] = set()
    assert [free_name(name, taken) for name in ("a.pdf", "A.PDF", "a.pdf")] == ["a.pdf", "A (2).PDF", "a (3).pdf"]
