"""Whatever bytes come: a paper, or one refusal; never another end, and never a written file outside the folder."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.paper_files import archive, letter, mail, pdf_with_photo, photo, saved, word_file

from ltaxgis.domain.attachments import PDF, LookedAt, PaperLimits
from ltaxgis.domain.errors import Refused
from ltaxgis.formats.paper_looks import look_at_papers
from ltaxgis.formats.pdf_traces import bare_jpeg, without_traces

LIMITS = PaperLimits(largest=2_000_000)


@cache
def sound() -> dict[str, bytes]:
    page = Image.new("L", (60, 40), 99)
    return {
        "ก.jpg": photo(80, 40, 6),
        "ก.png": saved(Image.new("P", (40, 30)), "PNG"),
        "ก.webp": saved(Image.new("RGB", (40, 30)), "WEBP"),
        "ก.tif": saved(page, "TIFF", save_all=True, append_images=[page]),
        "ก.pdf": letter("เรื่อง ทดสอบ"),
        "ข.pdf": pdf_with_photo(photo(80, 40)),
        "ก.eml": mail(รูป__jpg=photo(20, 20), รวม__zip=archive({"a.txt": b"abc"})),
        "ก.docx": word_file("เรื่อง ทดสอบ"),
        "ก.xlsx": archive({"xl/workbook.xml": b"<w/>", "xl/sharedStrings.xml": b"<sst><si><t>a</t></si></sst>"}),
        "ก.zip": archive({"a.txt": b"abc", "b.jpg": photo(20, 20)}),
        "ก.txt": "ข้อความ".encode(),
    }


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A sound file with some bytes changed, cut out, or doubled, under its own or another's name."""
    name = draw(st.sampled_from(sorted(sound())))
    content = bytearray(sound()[name])
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(content) - 1)))
        how = draw(st.sampled_from(("change", "cut", "end", "double")))
        length = draw(st.integers(1, 40))
        if how == "change":
            content[at : at + length] = draw(st.binary(min_size=length, max_size=length))
        elif how == "cut":
            del content[at : at + length]
        elif how == "end":
            del content[at + 1 :]
        else:
            content[at:at] = content[at : at + length]
    shown = draw(st.sampled_from([name, *sorted(sound())]))
    return shown, bytes(content)


def looked_at(name: str, content: bytes) -> tuple[LookedAt, list[Path]]:
    """What came of it, and the files that are there afterwards beside the folder to unpack into."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        unpack_to = Path(folder) / "แกะ"
        seen = look_at_papers([path], LIMITS, unpack_to, lambda done, total: None)
        return seen, [each for each in Path(folder).iterdir() if each != unpack_to]


@settings(max_examples=300)
@given(damaged())
def test_damaged_files_are_papers_or_refused(file: tuple[str, bytes]) -> None:
    name, content = file
    seen, left = looked_at(name, content)
    assert seen.looks or seen.refused
    assert [path.name for path in left] == [name]


@settings(max_examples=150)
@given(st.sampled_from(["ก.jpg", "ก.pdf", "ก.eml", "ก.docx", "ก.txt", "ก"]), st.binary(max_size=400))
def test_any_bytes_are_a_paper_or_refused(name: str, content: bytes) -> None:
    seen, _ = looked_at(name, content)
    assert seen.looks or seen.refused


@settings(max_examples=100)
@given(damaged())
def test_a_pdf_leaves_clean_or_is_refused(file: tuple[str, bytes]) -> None:
    _, content = file
    try:
        leaving = without_traces(content, "ก.pdf")
    except Refused:
        return
    assert leaving.startswith(b"%PDF")
    assert b"SecretAuthor" not in leaving


@given(st.binary(max_size=300))
def test_taking_traces_off_a_jpeg_never_adds_anything(content: bytes) -> None:
    assert len(bare_jpeg(b"\xff\xd8" + content)) <= len(content) + 2


@pytest.mark.parametrize("name", sorted(sound()))
def test_each_sound_file_is_taken(name: str) -> None:
    seen, _ = looked_at(name, sound()[name])
    assert seen.looks
    assert seen.refused == ()
    assert all(look.text for look in seen.looks if look.media == PDF and name == "ก.pdf")
