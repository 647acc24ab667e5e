"""Pictures of a sheet in the workbooks that we write."""

import struct
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

from ltaxgis.formats import workbook_parts as parts
from ltaxgis.ports.workbooks import SheetPicture

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_EMU_A_PIXEL = 9525
_ROW_PIXELS = 20
_PNG_SIZE = slice(16, 24)


def write_pictures(package: zipfile.ZipFile, sheet: int, pictures: Sequence[SheetPicture], line: int) -> None:
    """The pictures stand one below the other from a line (counted from 0) on, each in its own size."""
    targets = []
    for number, picture in enumerate(pictures, 1):
        name = f"sheet{sheet}picture{number}.png"
        package.writestr(f"xl/media/{name}", picture.png, compress_type=zipfile.ZIP_STORED)
        targets.append(("image", f"../media/{name}"))
    package.writestr(f"xl/drawings/drawing{sheet}.xml", "".join(_drawing(pictures, line)))
    package.writestr(f"xl/drawings/_rels/drawing{sheet}.xml.rels", parts.relations(targets))
    to_drawing = parts.relations([("drawing", f"../drawings/drawing{sheet}.xml")])
    package.writestr(f"xl/worksheets/_rels/sheet{sheet}.xml.rels", to_drawing)


def _drawing(pictures: Sequence[SheetPicture], line: int) -> Iterator[str]:
    yield f'{parts.XML}<xdr:wsDr xmlns:xdr="{_DRAWING}" xmlns:a="{_MAIN}" xmlns:r="{parts.OFFICE}">'
    for number, picture in enumerate(pictures, 1):
        wide, high = struct.unpack(">II", picture.png[_PNG_SIZE])
        size = f'cx="{wide * _EMU_A_PIXEL}" cy="{high * _EMU_A_PIXEL}"'
        told = quoteattr(picture.title)
        yield (
            f"<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{line}</xdr:row>"
            f"<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext {size}/><xdr:pic><xdr:nvPicPr>"
            f'<xdr:cNvPr id="{number + 1}" name={told} descr={told}/><xdr:cNvPicPr/></xdr:nvPicPr>'
            f'<xdr:blipFill><a:blip r:embed="rId{number}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
            f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>'
        )
        line += -(-high // _ROW_PIXELS) + 1
    yield "</xdr:wsDr>"
