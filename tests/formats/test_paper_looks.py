"""Papers as they come over the counter: what is taken in, and one sentence for each that is not."""

import hashlib
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from tests.paper_files import (
    PLACE,
    archive,
    bomb_png,
    letter,
    locked_pdf,
    mail,
    pdf_with_photo,
    photo,
    saved,
    sparse,
    word_file,
)

from ltaxgis.domain.attachments import (
    DOCX,
    EML,
    HEIC,
    JPEG,
    MP4,
    PDF,
    PNG,
    TEXT,
    TIFF,
    WEBP,
    XLSX,
    LookedAt,
    PaperLimits,
    PaperLook,
)
from ltaxgis.domain.errors import Refused
from ltaxgis.formats.mail_files import read_mail, text_of_html
from ltaxgis.formats.paper_looks import look_at_paper, look_at_papers, pages_of
from ltaxgis.formats.pdf_traces import bare_jpeg, without_traces
from ltaxgis.ports.resources import Resources
from ltaxgis.words import LANGUAGES, load_words

LIMITS = PaperLimits()
RED, BLUE = (200, 40, 40), (0, 0, 255)


@pytest.fixture
def folder(office_folder: Path) -> Path:
    return office_folder


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def look(folder: Path, name: str, content: bytes, limits: PaperLimits = LIMITS) -> PaperLook:
    return look_at_paper(put(folder, name, content), limits, folder / "แกะ")


def refusal(folder: Path, name: str, content: bytes, limits: PaperLimits = LIMITS) -> str:
    with pytest.raises(Refused) as why:
        look(folder, name, content, limits)
    return why.value.code


def several(folder: Path, *paths: Path) -> LookedAt:
    return look_at_papers(paths, LIMITS, folder / "แกะ", lambda done, total: None)


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 40


def pixels(jpeg: bytes) -> Image.Image:
    image = Image.open(BytesIO(jpeg))
    image.load()
    return image


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("a.jpg", photo(), JPEG),
        ("a.png", saved(Image.new("RGBA", (9, 9)), "PNG"), PNG),
        ("a.webp", saved(Image.new("RGB", (9, 9)), "WEBP"), WEBP),
        ("a.tif", saved(Image.new("L", (9, 9)), "TIFF"), TIFF),
        ("a.pdf", letter("ก"), PDF),
        ("a.eml", mail(), EML),
        ("a.docx", word_file("ก"), DOCX),
        ("a.xlsx", archive({"xl/workbook.xml": b"<w/>"}), XLSX),
        ("a.txt", "ข้อความ".encode("cp874"), TEXT),
        ("a.mp4", b"\0\0\0\x18ftypmp42" + b"\0" * 40, MP4),
        ("a.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40, HEIC),
    ],
)
def test_a_file_is_what_its_content_is(folder: Path, name: str, content: bytes, media: str) -> None:
    seen = look(folder, "ชื่อไม่บอกอะไร", content)

    assert (seen.media, seen.size, seen.sha256) == (media, len(content), hashlib.sha256(content).hexdigest())
    assert Path(seen.name).suffix == Path(name).suffix
    assert (folder / "ชื่อไม่บอกอะไร").read_bytes() == content


def test_a_photo_taken_upright_leaves_upright_without_place_and_device(folder: Path) -> None:
    content = photo(400, 200, orientation=6)

    seen = look(folder, "หลุมถนน.jpg", content)

    assert (seen.taken_on, seen.place) == (date(2026, 1, 15), PLACE)
    leaving = pixels(seen.leaving)
    assert leaving.size == (200, 400)
    corner = leaving.getpixel((190, 10))
    assert isinstance(corner, tuple)
    assert near(corner, BLUE)  # what was left above as stored is right above when turned
    assert dict(leaving.getexif()) == {}
    assert b"SecretMaker" not in seen.leaving
    assert b"Exif" not in seen.leaving
    assert seen.path.read_bytes() == content


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_of_holding_the_camera_ends_upright(folder: Path, orientation: int) -> None:
    upright = look(folder, "a.jpg", photo(400, 200, orientation)).leaving
    turned = pixels(upright).size
    assert turned == ((400, 200) if orientation <= 4 else (200, 400))


def test_a_large_photo_leaves_smaller_and_its_preview_is_small(folder: Path) -> None:
    seen = look(folder, "a.jpg", photo(5000, 2500))

    assert pixels(seen.leaving).size == (LIMITS.leaves_px, LIMITS.leaves_px // 2)
    assert max(pixels(seen.preview).size) == LIMITS.preview_px


def test_a_device_s_colours_are_turned_into_the_usual_ones(folder: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = saved(Image.new("RGB", (40, 40), RED), "JPEG", icc_profile=profile)

    leaving = look(folder, "a.jpg", content).leaving

    assert "icc_profile" not in pixels(leaving).info
    middle = pixels(leaving).getpixel((20, 20))
    assert isinstance(middle, tuple)
    assert near(middle, RED)


def test_what_cannot_be_seen_through_stands_on_white(folder: Path) -> None:
    leaving = look(folder, "ตรา.png", saved(Image.new("RGBA", (20, 20), (9, 9, 9, 0)), "PNG")).leaving
    assert pixels(leaving).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_kind_of_colour_leave(folder: Path, mode: str) -> None:
    kind = {"CMYK": "JPEG", "I;16": "TIFF", "1": "TIFF"}.get(mode, "PNG")
    leaving = look(folder, "ภาพ", saved(Image.new(mode, (40, 30)), kind)).leaving
    assert pixels(leaving).size == (40, 30)


def test_grey_of_16_bits_keeps_its_brightness(folder: Path) -> None:
    leaving = look(folder, "ภาพ", saved(Image.new("I;16", (40, 30), 30_000), "PNG")).leaving
    assert abs(pixels(leaving).convert("L").tobytes()[0] - 30_000 // 256) < 4


def test_a_scan_of_several_pages_is_kept_and_does_not_leave_as_its_first(folder: Path) -> None:
    pages = [Image.new("L", (30, 30), shade) for shade in (0, 255)]
    content = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])

    seen = look(folder, "โฉนด.tif", content)

    assert (seen.pages, seen.leaving) == (2, b"")
    assert [doubt.code for doubt in seen.doubts] == ["attachment.many_pages"]


def test_a_photo_of_500_megabytes_is_refused_before_it_is_read(folder: Path) -> None:
    with pytest.raises(Refused) as why:
        look_at_paper(sparse(folder / "ใหญ่.jpg", 500_000_000), LIMITS, folder)

    assert why.value.code == "attachment.too_large"
    assert why.value.facts == {"name": "ใหญ่.jpg", "size": 500, "most": 25}


@pytest.mark.parametrize("content", [b"<html><body>Not found</body></html>", bytes(range(1, 200)) * 9])
def test_a_photo_that_is_no_photo_is_refused(folder: Path, content: bytes) -> None:
    assert refusal(folder, "รูป.jpg", content) == "attachment.no_picture"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_photo_that_was_cut_off_is_refused(folder: Path, share: float) -> None:
    content = saved(Image.effect_noise((400, 300), 90), "JPEG")
    assert refusal(folder, "ขาด.jpg", content[: int(len(content) * share)]) == "attachment.picture_broken"


def test_a_picture_that_would_fill_the_memory_is_refused(folder: Path) -> None:
    content = bomb_png()
    assert len(content) < 1_000_000
    assert refusal(folder, "ระเบิด.png", content) == "attachment.picture_too_large"


def test_a_pdf_says_what_it_says_of_itself(folder: Path) -> None:
    content = letter("ที่ ชม ๕๒๐๐๑/๑๒๓\n\n๑๕ มกราคม ๒๕๖๙\n\nเรื่อง ขอให้ซ่อมไฟทาง\n\nเรียน นายกเทศมนตรี\n\n(นายสมชาย ใจดี)")

    seen = look(folder, "หนังสือ.pdf", content)

    assert "ขอให้ซ่อมไฟทาง" in seen.text
    assert seen.suggested.title == "ขอให้ซ่อมไฟทาง"
    assert seen.suggested.sender == "นายสมชาย ใจดี"
    assert seen.suggested.on == date(2026, 1, 15)
    assert seen.suggested.number == "ชม 52001/123"
    assert seen.pages == 1
    assert max(pixels(seen.preview).size) == LIMITS.preview_px


def test_a_locked_pdf_and_a_broken_one_are_refused(folder: Path) -> None:
    assert refusal(folder, "ล็อก.pdf", locked_pdf()) == "file.password"
    assert refusal(folder, "พัง.pdf", b"%PDF-1.7\n" + b"x" * 500) == "file.damaged"
    assert refusal(folder, "ขาด.pdf", b"%PDF-1.7\n%%EOF") == "file.damaged"


def test_a_pdf_leaves_without_author_and_its_photos_without_place() -> None:
    content = pdf_with_photo(photo())
    assert b"SecretMaker" in content

    leaving = without_traces(content, "สแกน.pdf")

    assert b"SecretMaker" not in leaving
    assert b"SecretAuthor" not in leaving
    before, after = (pages_of(each, PDF, "a", LIMITS, 0, 1, 300)[0] for each in (content, leaving))
    assert pixels(before).tobytes() == pixels(after).tobytes()


def test_a_jpeg_without_its_traces_shows_the_same(folder: Path) -> None:
    content = photo()
    bare = bare_jpeg(content)
    assert b"SecretMaker" not in bare
    assert pixels(bare).tobytes() == pixels(content).tobytes()
    assert bare_jpeg(b"no jpeg") == b"no jpeg"


def test_pages_of_a_pdf_are_shown_one_by_one() -> None:
    content = letter("หนึ่ง\n#pagebreak()\nสอง\n#pagebreak()\nสาม")
    pages = pages_of(content, PDF, "a.pdf", LIMITS, 1, 5, 200)
    assert [max(pixels(page).size) for page in pages] == [200, 200]


def test_a_mail_tells_subject_sender_and_day_and_brings_its_papers(folder: Path) -> None:
    seen = look(folder, "คำร้อง.eml", mail(หลุม__jpg=photo(), แผนที่__pdf=letter("แผนที่")))

    assert seen.suggested.title == "ขอให้ซ่อมถนน"
    assert seen.suggested.sender == "นายสมชาย ใจดี <somchai@example.org>"
    assert seen.suggested.on == date(2026, 2, 2)
    assert "ถนนหน้าบ้านเป็นหลุม" in seen.text
    assert [(one.name, one.media) for one in seen.inside] == [("หลุม.jpg", JPEG), ("แผนที่.pdf", PDF)]
    assert seen.inside[0].path.read_bytes() == photo()
    assert seen.doubts == ()


def test_a_broken_attachment_is_named_and_the_mail_is_read(folder: Path) -> None:
    content = mail(หลุม__jpg=photo())
    start = content.index(b"Content-Transfer-Encoding: base64")
    body = content.index(b"\n\n", start) + 2
    broken = content[:body] + b"@@@@ this is no base64 !!\n" + content[body + 40 : body + 81] + b"\n"

    seen = look(folder, "พัง.eml", broken)

    assert seen.suggested.title == "ขอให้ซ่อมถนน"
    assert seen.inside == ()
    assert [doubt.code for doubt in seen.doubts] == ["attachment.part_broken"]


def test_a_mail_to_300_people_in_old_letters_is_read(folder: Path) -> None:
    to = ", ".join(f"person{number}@example.org" for number in range(300))
    head = f"From: a@example.org\r\nTo: {to}\r\nDate: no day at all\r\nSubject: =?tis-620?B?4MPX6M2n?=\r\n"
    body = "Content-Type: text/plain; charset=windows-874\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    seen = look(folder, "มาก.eml", (head + body).encode() + "เรียนนายก".encode("cp874"))

    assert seen.suggested.title == "เรื่อง"
    assert "เรียนนายก" in seen.text
    assert seen.suggested.on is None


def test_a_page_in_a_mail_is_read_and_nothing_of_it_is_run() -> None:
    page = "<html><head><title>x</title></head><body><script>steal()</script><p>ไฟ&nbsp;ดับ</p>ที่<b>ซอย 3</b><img src=http://x>"
    assert text_of_html(page) == "ไฟ ดับ\nที่ซอย 3"


def test_a_mail_within_a_mail_within_a_mail_ends(folder: Path) -> None:
    content = b"From: a@b\nSubject: x\nContent-Type: multipart/mixed; boundary=b0\n\n"
    for depth in range(60):
        content += f"--b{depth}\nContent-Type: multipart/mixed; boundary=b{depth + 1}\n\n".encode()
    with pytest.raises(Refused) as why:
        read_mail(content, "ลึก.eml")
    assert why.value.code == "file.damaged"


def test_a_word_file_says_its_text_and_no_entity_is_followed(folder: Path) -> None:
    assert look(folder, "คำขอ.docx", word_file("เรื่อง  ขออนุญาต\nเรียน นายก")).suggested.title == "ขออนุญาต"
    bad = word_file("&x;", head='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    assert refusal(folder, "ร้าย.docx", bad) == "file.damaged"
    macros = archive({"word/document.xml": b"<w/>", "word/vbaProject.bin": b"x"})
    assert refusal(folder, "แมโคร.docx", macros) == "attachment.macros"


def test_what_an_archive_brings_lies_in_the_folder_and_nowhere_else(folder: Path) -> None:
    before = set(folder.parent.parent.rglob("*"))
    parts = {"../../ขึ้นไป.pdf": letter("ก"), "/etc/abs.jpg": photo(), "CON.txt": b"hello there", "a/b.exe": b"MZ\0\0"}

    seen = several(folder, put(folder, "รวม.zip", archive(parts)))

    assert [one.name for one in seen.looks] == ["ขึ้นไป.pdf", "abs.jpg", "_CON.txt"]
    assert [said.code for said in seen.refused] == ["attachment.kind"]
    made = {path for path in folder.parent.parent.rglob("*") if path not in before and path.is_file()}
    assert {path.relative_to(folder).parts[0] for path in made} == {"แกะ", "รวม.zip"}


@pytest.mark.parametrize("name", ["คำร้อง" * 666 + ".pdf", "a" * 3996 + ".pdf", "NUL.pdf", "ถาม?*<>.pdf", "จุด...pdf. ."])
def test_hard_names_inside_archives_and_mails_are_kept_short_and_harmless(folder: Path, name: str) -> None:
    content = letter("ก")
    packed = several(folder, put(folder, "รวม.zip", archive({name: content})))
    hung = look(folder, "ก.eml", mail("ก", "ข", **{name.replace(".", "__"): content}))

    for each in (*packed.looks, *hung.inside):
        assert each.path.read_bytes() == content
        assert each.path.parent.parent == folder / "แกะ"
        assert len(each.name.encode()) < 255
        assert each.name.endswith(".pdf")


def test_a_zip_bomb_is_refused(folder: Path) -> None:
    zeros = b"\0" * (LIMITS.largest * 9)
    assert refusal(folder, "ระเบิด.zip", archive({"a.txt": zeros})) == "file.zip_too_large"
    many = archive({f"{number}.txt": b"x" for number in range(100)})
    assert refusal(folder, "มาก.zip", many) == "file.zip_too_large"


def test_an_archive_that_names_nothing_is_refused(folder: Path) -> None:
    content = bytearray(archive({"a.txt": b"abc"}))
    listed = content.rindex(b"PK\1\2")
    content[listed + 28 : listed + 34] = (0).to_bytes(4, "little") + (5).to_bytes(2, "little")  # the name is a comment
    assert refusal(folder, "ไม่มีชื่อ.zip", bytes(content)) == "file.empty"


def test_archives_in_archives_end(folder: Path) -> None:
    content = b"plain text"
    for _ in range(6):
        content = archive({"ใน.zip": content})
    seen = several(folder, put(folder, "ซ้อน.zip", content))
    assert (seen.looks, [said.code for said in seen.refused]) == ((), ["attachment.too_deep"])


def test_a_locked_or_cut_archive_is_refused(folder: Path) -> None:
    whole = archive({"a.txt": b"x" * 9000}, zipfile.ZIP_STORED)
    assert refusal(folder, "ขาด.zip", whole[:5000]) == "file.damaged"


@pytest.mark.parametrize("name", ["เรียกใช้.exe", "ภาพ.jpg.lnk", "สคริปต์.bin"])
def test_what_is_no_paper_is_refused_and_told_what_is(folder: Path, name: str) -> None:
    with pytest.raises(Refused) as why:
        look(folder, name, b"MZ\x90\0\3\0\0\0")
    assert why.value.code == "attachment.kind"
    assert ".pdf" in str(why.value.facts["allowed"])


def test_a_town_may_take_fewer_kinds(folder: Path) -> None:
    assert refusal(folder, "a.jpg", photo(), PaperLimits(allowed=frozenset({PDF}))) == "attachment.kind"


def test_a_pdf_called_a_photo_is_kept_as_what_it_is_and_that_is_said(folder: Path) -> None:
    seen = look(folder, "ภาพ.jpg", letter("ก"))
    assert seen.name == "ภาพ.jpg.pdf"
    assert [doubt.code for doubt in seen.doubts] == ["attachment.other_kind"]


def test_one_bad_file_leaves_the_others(folder: Path) -> None:
    good, bad = put(folder, "ดี.jpg", photo()), put(folder, "เสีย.jpg", b"\xff\xd8\xff")

    seen = several(folder, folder / "ไม่มี.pdf", bad, put(folder, "ว่าง.pdf", b""), folder, good)

    assert [one.name for one in seen.looks] == ["ดี.jpg"]
    codes = [said.code for said in seen.refused]
    assert codes == ["file.missing", "attachment.no_picture", "file.empty", "file.is_folder"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_refusal_is_one_sentence(folder: Path, resources: Resources, language: str) -> None:
    words = load_words(resources.words, language)
    bad = [
        sparse(folder / "ใหญ่.jpg", 500_000_000),
        put(folder, "a.png", bomb_png()),
        put(folder, "b.jpg", b"<html>"),
        put(folder, "c.pdf", locked_pdf()),
        put(folder, "d.exe", b"MZ\0"),
    ]
    told = [words(said.code, **said.facts) for said in several(folder, *bad).refused]
    assert len(told) == len(bad)
    assert all("{" not in sentence and "\n" not in sentence for sentence in told)
