"""What kind of file bytes are, told by the bytes and not by the name."""

import codecs
import zipfile
from io import BytesIO

from ltaxgis.domain.attachments import DOCX, EML, HEIC, JPEG, MP4, PDF, PNG, TEXT, TIFF, WEBP, XLSX, ZIP
from ltaxgis.domain.errors import Refused
from ltaxgis.formats.archives import members
from ltaxgis.formats.encodings import decode, guess_encoding

_BEGINNINGS = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),
    (b"MM\0+", TIFF),
)
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_PDF_WITHIN = 1024
_HEADERS = (b"from", b"to", b"subject", b"date", b"received", b"return-path", b"message-id", b"mime-version",
            b"delivered-to", b"content-type", b"x-mozilla-status", b"dkim-signature", b"reply-to")  # fmt: skip
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}
_LOOKED_INTO = 64_000


def media_of(content: bytes, name: str) -> str:
    """The type of a file's content, empty where it is none that is taken in. Refused where a package is damaged
    (`file.damaged`), a bomb (`file.zip_too_large`), or carries macros (`attachment.macros`)."""
    for beginning, media in _BEGINNINGS:
        if content.startswith(beginning):
            return media
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp":
        return HEIC if content[8:12] in _HEIC_BRANDS else MP4
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return PDF
    if content.startswith((b"PK\3\4", b"PK\5\6")):
        return _package(content, name)
    if not _is_text(content):
        return ""
    return EML if _is_mail(content) else TEXT


def _package(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = {item.name for item in members(package, name)}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Refused("file.damaged", name=name) from error
    if any(part.endswith("vbaProject.bin") for part in names):
        raise Refused("attachment.macros", name=name)
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    return ZIP


def _is_text(content: bytes) -> bool:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return not _CONTROL.intersection(content[:_LOOKED_INTO])


def _is_mail(content: bytes) -> bool:
    """Whether it begins with lines of a mail's head, at least two of those every mail has."""
    head = content.lstrip(codecs.BOM_UTF8)[:_LOOKED_INTO].replace(b"\r\n", b"\n").split(b"\n\n")[0]
    names = {line.partition(b":")[0].strip().lower() for line in head.split(b"\n") if not line[:1].isspace()}
    return len(names.intersection(_HEADERS)) >= 2 and b":" in head.split(b"\n")[0]


def text_in(content: bytes) -> str:
    """The text of a text file, in whichever encoding it is."""
    return decode(content, guess_encoding(content[:_LOOKED_INTO]).name)
