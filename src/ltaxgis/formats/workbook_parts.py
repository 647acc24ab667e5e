"""The fixed parts of the workbooks that we write: styles, relations, comments."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from math import ceil
from xml.sax.saxutils import escape, quoteattr

from ltaxgis.domain.findings import Severity
from ltaxgis.domain.round_trip import sheet_text

HEADING, TEXT, LOCKED, FIGURE, INTRO, COUNT = 1, 2, 3, 7, 8, 9
SEVERITY_STYLES: Mapping[Severity, int] = {Severity.STOPS: 4, Severity.WARNS: 5, Severity.INFORMS: 6}
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OPEN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"

_NOTE_WIDTH = 250  # points
_NOTE_LETTERS = 40
_NOTE_LINE = 15

_FILLS = ("1D5B8F", "EFEFEF", "F6B8B0", "FBE3A1", "CFE5F7")
_TOP = '<alignment vertical="top"/>'
_CELL_STYLES = (
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="center" wrapText="1"/></xf>',
    f'<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyProtection="1">{_TOP}'
    '<protection locked="0"/></xf>',
    f'<xf numFmtId="49" fontId="0" fillId="3" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1">{_TOP}</xf>',
    *(
        f'<xf numFmtId="49" fontId="0" fillId="{fill}" borderId="1" xfId="0" applyNumberFormat="1" applyFill="1" '
        f'applyBorder="1" applyProtection="1">{_TOP}<protection locked="0"/></xf>'
        for fill in (4, 5, 6)
    ),
    f'<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyProtection="1">{_TOP}'
    '<protection locked="0"/></xf>',
    '<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>',
    f'<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1">{_TOP}</xf>',
)


def styles() -> str:
    """The styles that the constants above count."""
    fills = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/></patternFill></fill>' for colour in _FILLS
    )
    font = '<sz val="11"/><name val="Tahoma"/>'
    edge = '<color rgb="FF9A9A9A"/>'
    sides = "".join(f'<{side} style="thin">{edge}</{side}>' for side in ("left", "right", "top", "bottom"))
    return (
        f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="3"><font>{font}</font>'
        f'<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Tahoma"/></font>'
        f'<font><i/><sz val="10"/><name val="Tahoma"/></font></fonts>'
        f'<fills count="{len(_FILLS) + 2}"><fill><patternFill patternType="none"/></fill>'
        f'<fill><patternFill patternType="gray125"/></fill>{fills}</fills>'
        f'<borders count="2"><border/><border>{sides}</border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(_CELL_STYLES)}">{"".join(_CELL_STYLES)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def text_of(value: str) -> str:
    """A text as XML character data that Excel reads back letter by letter."""
    return escape(sheet_text(value).replace("_x", "_x005F_x"))


def content_types(sheets: int, commented: Iterable[int], drawn: Iterable[int] = ()) -> str:
    """`commented` and `drawn` are the numbers of the sheets that have comments and pictures."""
    parts = [f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_OPEN_TYPE}.worksheet+xml"/>'
             for n in range(1, sheets + 1)]  # fmt: skip
    parts += [f'<Override PartName="/xl/comments{n}.xml" ContentType="{_OPEN_TYPE}.comments+xml"/>' for n in commented]
    parts += [f'<Override PartName="/xl/drawings/drawing{n}.xml" ContentType="{_DRAWING_TYPE}"/>' for n in drawn]
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_OPEN_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_OPEN_TYPE}.styles+xml"/>{"".join(parts)}</Types>'
    )


def relations(targets: Sequence[tuple[str, str]]) -> str:
    """Relations `rId1`, `rId2` …: kind and target."""
    lines = [f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
             for n, (kind, target) in enumerate(targets, 1)]  # fmt: skip
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def workbook(names: Sequence[str], hidden: str) -> str:
    """The list of sheets; the one called `hidden` does not show in Excel's own list either."""
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}"{" state=" + quoteattr("veryHidden") if name == hidden else ""} '
        f'r:id="rId{n}"/>'
        for n, name in enumerate(names, 1)
    )
    return f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'


def comments(told: Iterable[tuple[str, str]]) -> Iterable[str]:
    """The part with the comments of a sheet: reference and text."""
    yield f'{XML}<comments xmlns="{MAIN}"><authors><author>LTaxGIS</author></authors><commentList>'
    for reference, text in told:
        yield (
            f'<comment ref="{reference}" authorId="0"><text><r><rPr><sz val="10"/><rFont val="Tahoma"/></rPr>'
            f'<t xml:space="preserve">{text_of(text)}</t></r></text></comment>'
        )
    yield "</commentList></comments>"


def note_shapes(places: Iterable[tuple[int, int, str]]) -> Iterable[str]:
    """The boxes in which Excel shows comments, as high as their texts: row and column from 0, text."""
    yield (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
        '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
        'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
        '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
    )
    for number, (row, column, text) in zip(count(1025), places):
        yield (
            f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden;'
            f'width:{_NOTE_WIDTH}pt;height:{_note_height(text)}pt" fillcolor="#ffffe1" o:insetmode="auto">'
            '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
            '<v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
            f"<x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
            "</x:ClientData></v:shape>"
        )
    yield "</xml>"


def _note_height(text: str) -> int:
    lines = sum(max(1, ceil(len(line) / _NOTE_LETTERS)) for line in text.split("\n"))
    return 12 + _NOTE_LINE * lines
