"""A copy of a PDF that may leave: without what it tells of device, place and author."""

from io import BytesIO

import pikepdf

from ltaxgis.domain.errors import Refused

_PHOTOGRAPHS = (pikepdf.Name.DCTDecode, pikepdf.Array([pikepdf.Name.DCTDecode]))
_JPEG_START = b"\xff\xd8"
# application segments (EXIF, maker notes, XMP) and comments; APP0 and APP14 say how colours are to be read
_TELLING = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})


def without_traces(content: bytes, name: str) -> bytes:
    """The PDF without its properties, metadata and attached files, and its photographs without EXIF. What stands on
    the pages stays. Refused as `look_at_pdf`."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            for key in ("/Metadata", "/PieceInfo", "/AF"):
                if key in pdf.Root:
                    del pdf.Root[key]
            if "/Names" in pdf.Root and "/EmbeddedFiles" in pdf.Root.Names:
                del pdf.Root.Names["/EmbeddedFiles"]
            for each in pdf.objects:
                _strip(each)
            buffer = BytesIO()
            pdf.save(buffer, deterministic_id=True)
            return buffer.getvalue()
    except pikepdf.PasswordError as error:
        raise Refused("file.password", name=name) from error
    except (pikepdf.PdfError, ValueError, RuntimeError, LookupError, TypeError) as error:
        raise Refused("file.damaged", name=name) from error


def _strip(each: pikepdf.Object) -> None:
    if not isinstance(each, pikepdf.Stream | pikepdf.Dictionary):
        return
    for key in ("/Metadata", "/PieceInfo", "/LastModified"):
        if key in each:
            del each[key]
    if isinstance(each, pikepdf.Stream) and each.get("/Filter") in _PHOTOGRAPHS:
        raw = each.read_raw_bytes()
        bare = bare_jpeg(raw)
        if len(bare) < len(raw):
            each.write(bare, filter=pikepdf.Name.DCTDecode)


def bare_jpeg(raw: bytes) -> bytes:
    """A JPEG without its EXIF, maker notes and comments, its picture as it was; unchanged where it is none."""
    if not raw.startswith(_JPEG_START):
        return raw
    kept, at = bytearray(_JPEG_START), 2
    while at + 4 <= len(raw) and raw[at] == 0xFF and raw[at + 1] != 0xDA:
        if raw[at + 1] == 0xFF:  # padding
            at += 1
            continue
        end = at + 2 + int.from_bytes(raw[at + 2 : at + 4])
        if raw[at + 1] not in _TELLING:
            kept += raw[at:end]
        at = end
    return bytes(kept + raw[at:])
