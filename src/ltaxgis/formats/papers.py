"""Papers as PDF: Typst sets the page, pikepdf lays the map's layers under it."""

import io
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pikepdf
import typst
from pikepdf import Array

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.papers.map_sheet import LayerPicture, SheetPage
from ltaxgis.domain.papers.paper import Paper
from ltaxgis.domain.sheet_pieces import PiecePlan
from ltaxgis.formats.papers_cases import WITH_CATCH_WORDS, catch_words, papers_data, with_boxes
from ltaxgis.formats.papers_layers import Layers, form_of_page, layer_form, place_form, viewport
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.formats.papers_pieces import lay_pieces, piece_data
from ltaxgis.formats.papers_sheet import sheet_data
from ltaxgis.ports.papers import PieceWords

FAMILY = "Sarabun"
ARCHIVE: Literal["a-2b"] = "a-2b"
_NO_SIGN = "could not be displayed"
"""What is said where no font has a sign."""


class TypstPapers:
    """Sets papers from the templates and fonts of two folders; fonts of the system are never used."""

    def __init__(self, templates: Path, fonts: Path) -> None:
        self.templates = templates
        self.fonts = fonts

    def map_sheets(self, pages: Sequence[SheetPage], pictures: Sequence[Sequence[LayerPicture]]) -> bytes:
        """One PDF page a sheet: its map layers and labels switchable by name, georeferenced, text searchable."""
        data = {
            "family": FAMILY,
            "language": pages[0].language,
            "title": pages[0].title,
            "author": pages[0].municipality,
            "sheets": [sheet_data(page) for page in pages],
        }
        with pikepdf.open(io.BytesIO(self.set_pages("map_sheet.typ", data))) as pdf:
            layers = Layers(pdf)
            for number, (page, layer_pictures) in enumerate(zip(pages, pictures, strict=True)):
                # the labels' page comes after its sheet and goes away once it is laid over the map
                sheet, labels = pdf.pages[number], pdf.pages[number + 1]
                _join(pdf, layers, sheet, form_of_page(pdf, labels), page, layer_pictures)
                del pdf.pages[number + 1]
            layers.write()
            return _saved(pdf)

    def pieces(self, sheet: bytes, page: int, plan: PiecePlan, words: PieceWords) -> bytes:
        """The joining plan, then each piece with its overlap and cut marks; the sheet itself is stored once."""
        with pikepdf.open(io.BytesIO(sheet)) as source:
            overlay = self.set_pages("map_pieces.typ", piece_data(plan, source.pages[page], words, FAMILY))
            with pikepdf.open(io.BytesIO(overlay)) as pdf:
                lay_pieces(pdf, source, page, plan)
                return _saved(pdf)

    def joined(self, pdfs: Sequence[bytes]) -> bytes:
        """All pages one after the other in one PDF."""
        if len(pdfs) == 1:
            return pdfs[0]
        with pikepdf.new() as whole:
            for pdf in pdfs:
                with pikepdf.open(io.BytesIO(pdf)) as part:
                    whole.pages.extend(part.pages)
            return _saved(whole)

    def papers(self, papers: Sequence[Paper], pictures: Mapping[str, bytes] | None = None) -> bytes:
        """Papers of one kind, each from a page of its own, as PDF/A-2b."""
        template = papers[0].template
        with self._beside(pictures or {}) as setter:
            data = papers_data(papers, FAMILY)
            try:
                pdf = setter.set_pages(template, data, standards=[ARCHIVE])
            except Refused as refused:
                if _NO_SIGN not in str(refused.facts.get("reason", "")):
                    raise
                data = with_boxes(data)
                pdf = setter.set_pages(template, data, standards=[ARCHIVE])
            if template in WITH_CATCH_WORDS and PdfiumPages().count(pdf) > len(papers):
                # the words of the next page are known once there is one
                pdf = setter.set_pages(template, {**data, "catch_words": catch_words(pdf, papers)}, standards=[ARCHIVE])
            return pdf

    @contextmanager
    def _beside(self, pictures: Mapping[str, bytes]) -> Iterator["TypstPapers"]:
        """A setter whose templates have these pictures beside them."""
        if not pictures:
            yield self
            return
        with tempfile.TemporaryDirectory(prefix="ltaxgis-", ignore_cleanup_errors=True) as folder:
            whole = Path(folder) / "templates"
            shutil.copytree(self.templates, whole)
            for name, content in pictures.items():
                (whole / Path(name).name).write_bytes(content)
            yield TypstPapers(whole, self.fonts)

    def set_pages(self, template: str, data: dict[str, Any], standards: Sequence[Literal["a-2b"]] = ()) -> bytes:
        """The template filled with data, as Typst's PDF of these standards. Raises `Refused`, see `PaperSetter`."""
        try:
            pdf, warnings = typst.compile_with_warnings(
                str(self.templates / template),
                root=str(self.templates),
                font_paths=[str(self.fonts)],
                ignore_system_fonts=True,
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                # tags and pages that are joined afterwards exclude each other
                pdf_tags=False,
                pdf_standards=list(standards),
            )
        except typst.TypstError as error:
            raise Refused("paper.template", template=template, reason=error.message) from error
        for warning in warnings:
            code = "paper.font" if "font" in warning.message else "paper.template"
            raise Refused(code, template=template, reason=warning.message)
        assert isinstance(pdf, bytes)
        return pdf


def _join(
    pdf: pikepdf.Pdf, layers: Layers, sheet: pikepdf.Page, labels: pikepdf.Object, page: SheetPage,
    pictures: Sequence[LayerPicture],
) -> None:  # fmt: skip
    """The page shows the map's layers, then its furniture, then the labels."""
    under = [
        place_form(sheet, layer_form(pdf, picture, page.frame.layout, layers.named(picture.name)))
        for picture in pictures
        if picture.deflated
    ]
    labels.OC = layers.named(page.labels_name)
    over = place_form(sheet, labels)
    sheet.contents_add(b"".join(under) + b"q\n", prepend=True)
    sheet.contents_add(b"\nQ\n" + over)
    sheet.contents_coalesce()
    sheet.obj.VP = Array([viewport(page)])


def _saved(pdf: pikepdf.Pdf) -> bytes:
    if "/Metadata" in pdf.Root:
        del pdf.Root.Metadata
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()
