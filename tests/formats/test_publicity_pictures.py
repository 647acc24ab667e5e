"""Pictures for the public: letters never leave their room, codes are read back, what is no picture is refused."""

import io
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.petitions import the_book
from tests.published import FACE
from tests.published import published as a_published

from ltaxgis.domain.contrast import READABLE, contrast
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.publicity_designs import colours_of, safe_box
from ltaxgis.domain.publicity_desk import PictureSize, picture_sizes
from ltaxgis.domain.published import PublishedPicture
from ltaxgis.formats.publicity_pictures import Extras, as_page, board, designs, picture

SIZES = {code: one for code, one in picture_sizes(the_book()).items() if code != "a4"}
LINK = "https://www.thasaengkham.example/news-12-2569.html"
LONG = "ขอเชิญชวนพี่น้องประชาชนทุกหมู่บ้านร่วมรับฟังความคิดเห็นเรื่องผังเมืองรวมฉบับใหม่ ณ หอประชุม " * 60


def a_photo(wide: int = 800, high: int = 600) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (wide, high), (90, 140, 200)).save(out, "JPEG")
    return out.getvalue()


def letters_outside(pdf: bytes, size: PictureSize) -> list[tuple[str, tuple[float, ...]]]:
    """Letters of the page that stand outside its safe box, with their place."""
    left, top, wide, high = safe_box(size)
    outside: list[tuple[str, tuple[float, ...]]] = []
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    for number in range(text.count_chars()):
        x0, y0, x1, y1 = text.get_charbox(number)
        if x1 <= x0 or y1 <= y0:
            continue
        within = left - 1 <= x0 and x1 <= left + wide + 1
        within = within and top - 1 <= size.height - y1 and size.height - y0 <= top + high + 1
        if not within:
            outside.append((text.get_text_range(number, 1), (x0, y0, x1, y1)))
    return outside


@pytest.mark.parametrize("code", SIZES)
def test_a_long_text_stays_in_its_room_in_every_size(code: str) -> None:
    one = replace(a_published(), title=LONG[:400], summary=LONG, place=LONG[:200])
    page = as_page(one, FACE, SIZES[code], "alert", Extras(link=LINK, map=a_photo()))
    assert letters_outside(page, SIZES[code]) == []


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.text(max_size=300), st.text(st.sampled_from("กขคงเแไ่้ีูำ ๆฯ()A1\n"), max_size=900), st.sampled_from(sorted(SIZES))
)
def test_a_text_of_any_length_never_overflows(title: str, body: str, code: str) -> None:
    one = replace(a_published(), title=title, summary=body, paragraphs=())
    assert letters_outside(as_page(one, FACE, SIZES[code], "announcement", Extras(link=LINK)), SIZES[code]) == []


@pytest.mark.parametrize("code", SIZES)
def test_a_picture_has_its_size_and_its_code_is_read_back(code: str) -> None:
    size = SIZES[code]
    with Image.open(io.BytesIO(picture(a_published(), FACE, size, "", Extras(link=LINK)))) as image:
        assert image.size == (size.width, size.height)
        assert [one.text for one in zxingcpp.read_barcodes(image.convert("RGB"))] == [LINK]


def test_a_picture_of_ones_own_gets_frame_and_code() -> None:
    size = SIZES["portrait"]
    made = picture(a_published(), FACE, size, "own", Extras(link=LINK, own=a_photo(1080, 1350), form="jpeg"))
    with Image.open(io.BytesIO(made)) as image:
        assert (image.format, image.size) == ("JPEG", (1080, 1350))
        assert [one.text for one in zxingcpp.read_barcodes(image)] == [LINK]
        blue = image.getpixel((540, 500))
        assert isinstance(blue, tuple)
        assert all(abs(is_ - was) < 12 for is_, was in zip(blue, (90, 140, 200), strict=True))


@pytest.mark.parametrize("town", ["#0b5394", "#ffff00", "#000000", "#ffffff", "#777777", "#00ff00"])
def test_letters_can_be_read_on_any_colour_of_a_town(town: str) -> None:
    for design in designs().values():
        colours = colours_of(design, town)
        assert contrast(colours.on_band, colours.band) >= READABLE
        assert contrast(colours.ink, colours.ground) >= READABLE
        assert contrast(colours.title, colours.ground) >= READABLE


def test_posters_and_boards_have_their_size_in_centimetres() -> None:
    page = pypdfium2.PdfDocument(board(a_published(), FACE, 29.7, 42.0, extras=Extras(link=LINK)))[0]
    assert [round(one / 72 * 2.54, 1) for one in page.get_size()] == [29.7, 42.0]
    image = page.render(scale=2).to_pil()
    assert [one.text for one in zxingcpp.read_barcodes(image)] == [LINK]
    vinyl = pypdfium2.PdfDocument(board(a_published(), FACE, 300, 120))[0]
    assert [round(one / 72 * 2.54) for one in vinyl.get_size()] == [300, 120]


@pytest.mark.parametrize(
    ("size", "design", "extras", "code"),
    [
        (SIZES["square"], "no such", Extras(), "picture.no_design"),
        (PictureSize("x", "", "", 8, 8), "", Extras(), "picture.no_size"),
        (SIZES["square"], "own", Extras(own=b"no picture"), "attachment.no_picture"),
        (SIZES["square"], "own", Extras(), "attachment.no_picture"),
        (SIZES["square"], "", Extras(link="https://x.example/" + "a" * 400), "picture.link_too_long"),
    ],
)
def test_what_cannot_be_made_is_said_in_one_sentence(size: PictureSize, design: str, extras: Extras, code: str) -> None:
    with pytest.raises(Refused) as refused:
        picture(a_published(), FACE, size, design, extras)
    assert refused.value.code == code


def test_a_photo_that_is_none_is_refused() -> None:
    one = replace(a_published(), pictures=(PublishedPicture("x.jpg", b"\xff\xd8no", ""),))
    with pytest.raises(Refused):
        picture(one, FACE, SIZES["square"])
