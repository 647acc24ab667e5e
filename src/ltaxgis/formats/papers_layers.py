"""Layers, forms and ground of a PDF page."""

from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from ltaxgis.domain.papers.map_sheet import LayerPicture, SheetPage
from ltaxgis.domain.sheets import Box, PageLayout

POINTS_A_MM = 72 / 25.4
_UNIT_MM = 0.01


class Layers:
    """The switches of a PDF: one for each name, shared by all its pages, all on."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.groups: dict[str, pikepdf.Object] = {}

    def named(self, name: str) -> pikepdf.Object:
        if name not in self.groups:
            group = Dictionary(Type=Name.OCG, Name=String(name))
            self.groups[name] = self.pdf.make_indirect(group)
        return self.groups[name]

    def write(self) -> None:
        groups = list(self.groups.values())
        # the uppermost first, as people know it from map programs
        shown = Dictionary(Order=Array(groups[::-1]), ON=Array(groups), OFF=Array(), Name=String(""))
        self.pdf.Root.OCProperties = Dictionary(OCGs=Array(groups), D=shown)


def layer_form(
    pdf: pikepdf.Pdf, picture: LayerPicture, layout: PageLayout, group: pikepdf.Object
) -> pikepdf.Object:  # fmt: skip
    """The picture as a form that stands inside the neat line and is clipped there."""
    box = layout.map
    unit = _number(POINTS_A_MM * _UNIT_MM)
    x, y = (_number(length * POINTS_A_MM) for length in (box.x, layout.height - box.y - box.height))
    form = pikepdf.Stream(pdf, b"")
    form.write(picture.deflated, filter=Name.FlateDecode)
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([0, 0, _number(box.width / _UNIT_MM), _number(box.height / _UNIT_MM)])
    form.Matrix = Array([unit, 0, 0, unit, x, y])
    form.Resources = Dictionary()
    form.OC = group
    return pdf.make_indirect(form)


def form_of_page(pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
    return pdf.make_indirect(page.as_form_xobject())


def place_form(page: pikepdf.Page, form: pikepdf.Object, matrix: str = "") -> bytes:
    """The operators that show a form on a page, under a matrix of six numbers."""
    name = page.add_resource(form, Name.XObject)
    moved = f"{matrix} cm " if matrix else ""
    return f"q {moved}{name} Do Q\n".encode("ascii")


def viewport(page: SheetPage) -> Dictionary:
    """Ties the inside of the neat line to the ground (PDF 2.0, 12.10: what Acrobat and GDAL read)."""
    layout, ground = page.frame.layout, page.ground
    west, south, east, north = _edges(layout.map, layout.height)
    corners = Array([0, 0, 0, 1, 1, 1, 1, 0])
    places = Array([_number(degrees, 10) for corner in ground.corners for degrees in corner])
    system = Dictionary(Type=Name.PROJCS, WKT=String(ground.wkt))
    if ground.epsg:
        system.EPSG = ground.epsg
    measure = Dictionary(
        Type=Name.Measure, Subtype=Name.GEO, Bounds=corners, LPTS=corners, GPTS=places, GCS=system
    )  # fmt: skip
    return Dictionary(
        Type=Name.Viewport, Name=String(page.frame_name), BBox=Array([west, south, east, north]), Measure=measure
    )


def _edges(box: Box, height: float) -> list[Decimal]:
    edges = (box.x, height - box.y - box.height, box.x + box.width, height - box.y)
    return [_number(edge * POINTS_A_MM) for edge in edges]


def _number(value: float, digits: int = 9) -> Decimal:
    return round(Decimal(value), digits)
