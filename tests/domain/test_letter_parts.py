"""The text of a letter as a person edits it."""

from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.papers.letter import Part, parts_of, text_of

LINE = st.text(alphabet="กขคabc .()", min_size=1, max_size=20).map(str.strip).filter(bool)
POINTS = st.lists(LINE, max_size=3).map(lambda lines: tuple(f"{n}. {one}" for n, one in enumerate(lines, 1)))


@given(st.lists(st.builds(lambda text, points: Part(text=text, points=points), LINE, POINTS), max_size=5))
def test_text_and_parts_are_two_ways_to_write_the_same(parts: list[Part]) -> None:
    assert list(parts_of(text_of(parts))) == parts


def test_thai_figures_number_points_and_empty_lines_say_nothing() -> None:
    assert parts_of("ตามที่\n\n ๑. หยุด\n๒. รื้อ\nจึงแจ้งมา") == (
        Part(text="ตามที่", points=("๑. หยุด", "๒. รื้อ")), Part(text="จึงแจ้งมา"),
    )  # fmt: skip
    assert parts_of("1. ไม่มีหัวเรื่อง") == (Part(text="1. ไม่มีหัวเรื่อง"),)
    assert parts_of("") == ()
