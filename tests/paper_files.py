"""Files as citizens send them, sound and broken, made in one line."""

import struct
import zipfile
import zlib
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import typst
from PIL import Image

from ltaxgis.ports.resources import find_resources

GPS = {1: "N", 2: (18.0, 47.0, 15.72), 3: "E", 4: (98.0, 59.0, 35.16)}
PLACE = (18.7877, 98.9931)
"""In zone 47N at 499 273 east, 2 077 337 north."""


def photo(wide: int = 400, high: int = 200, orientation: int = 1, told: bool = True) -> bytes:
    """A JPEG whose stored upper left corner is blue; with place, day and maker where `told`."""
    image = Image.new("RGB", (wide, high), (200, 40, 40))
    image.paste((0, 0, 255), (0, 0, wide // 4, high // 4))
    exif = Image.Exif()
    exif[0x0112] = orientation
    if told:
        exif[0x010F] = "SecretMaker"
        exif.get_ifd(0x8825).update(GPS)
        exif.get_ifd(0x8769)[0x9003] = "2026:01:15 10:20:30"
    return saved(image, "JPEG", exif=exif, quality=90)


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **how)
    return buffer.getvalue()


def bomb_png(side: int = 30_000) -> bytes:
    """A PNG of side × side pixels in a few kilobytes."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    lines = zlib.compress(b"\0" * (side // 8 + 1) * side, 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", lines) + _chunk(b"IEND", b"")


def letter(text: str) -> bytes:
    """A PDF page that says this."""
    source = f'#set text(font: "Sarabun", lang: "th")\n#set document(author: "ผู้เขียนลับ")\n{text}'
    fonts = [str(find_resources().fonts)]
    set_page: Any = typst.compile
    return bytes(set_page(source.encode(), font_paths=fonts, ignore_system_fonts=True))


def pdf_with_photo(content: bytes) -> bytes:
    """A PDF that shows a JPEG as a scanner's program puts it there, with its EXIF, and names its author."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 200))
        image = pikepdf.Stream(pdf, content)
        image.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=400, Height=200, BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode, Length=len(content),
        )  # fmt: skip
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
        page.Contents = pikepdf.Stream(pdf, b"q 300 0 0 200 0 0 cm /Im0 Do Q")
        pdf.docinfo["/Author"] = "SecretAuthor"
        buffer = BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


def locked_pdf() -> bytes:
    with pikepdf.open(BytesIO(letter("ลับ"))) as pdf:
        buffer = BytesIO()
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="a", user="b"))
        return buffer.getvalue()


def mail(subject: str = "ขอให้ซ่อมถนน", body: str = "ถนนหน้าบ้านเป็นหลุม", **parts: bytes) -> bytes:
    """A mail of Monday morning with files by name (`__` for the dot)."""
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "นายสมชาย ใจดี <somchai@example.org>"
    message["To"] = "saraban@example.go.th"
    message["Date"] = "Mon, 02 Feb 2026 01:30:00 +0700"
    message.set_content(body)
    for name, content in parts.items():
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name.replace("__", ".")
        )
    return message.as_bytes()


def archive(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def word_file(text: str, head: str = "") -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="urn:w"><w:body>{body}</w:body></w:document>'
    )
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def sparse(path: Path, size: int) -> Path:
    """A file of this size that takes no room."""
    with path.open("wb") as stream:
        stream.write(b"\xff\xd8\xff\xe0")
        stream.truncate(size)
    return path


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
