"""Thai text that can be found again in a PDF.

Typst writes a mark that it moves up or down (the second mark of a cluster) as a text object of its own, and a reader
then takes the cluster twice. Here such a mark is drawn inside the marked span of its cluster, at the same place.
"""

import re

import pikepdf

_SIX = rb"((?:-?[\d.]+ ){5}-?[\d.]+)"
_OPENS = re.compile(rb"q " + _SIX + rb" cm([^\n]*)\nBT")
_SPAN = re.compile(rb"/Span<</ActualText<FEFF([0-9A-F]+)>>>BDC(?:(?!EMC).)*EMC$", re.DOTALL)
_MARK = re.compile(
    rb"q " + _SIX + rb" cm([^\n]*)\nBT(?:/Span<</ActualText<FEFF([0-9A-F]+)>>>BDC)? \d Tr(/\w+) ([\d.]+) Tf "
    + _SIX + rb" Tm((?:(?!/Span|/\w+ ).)*?)(?:\nEMC)?$",
    re.DOTALL,
)  # fmt: skip
# a mark is moved by less than this part of the type size; the next line is farther away
_FARTHEST = 0.8
_END = b"\nET\nQ\n"

_Matrix = tuple[float, float, float, float, float, float]
_Meanings = dict[str, dict[int, str]]


def join_moved_marks(pdf: pikepdf.Pdf) -> int:
    """Each cluster of every page is read once by pdftotext and pdfium; nothing moves. Returns how many were joined."""
    joined = 0
    for page in pdf.pages:
        fonts = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font")
        if fonts is None:
            continue
        meanings = {name: _meanings(font) for name, font in fonts.items()}
        objects = (page.Contents.read_bytes() + b"\n").split(_END)
        kept = [objects[0]]
        for text_object in objects[1:]:
            moved = _inside_span(pdf, kept[-1], text_object, meanings)
            if moved is None:
                kept.append(text_object)
            else:
                kept[-1] = moved
                joined += 1
        page.Contents = pikepdf.Stream(pdf, _END.join(kept))
    return joined


def _inside_span(pdf: pikepdf.Pdf, before: bytes, mark: bytes, meanings: _Meanings) -> bytes | None:
    """The text object `before` with the mark drawn in its last span, where the mark belongs to that span."""
    if not before.rstrip().endswith(b"EMC"):
        return None
    found = _MARK.match(mark)
    opened = list(_OPENS.finditer(before))
    span = _SPAN.search(before.rstrip(), before.rfind(b"/Span<<"))
    if not (found and opened and span) or opened[-1][2] != found[2]:
        return None
    matrix, _, own, font, size, text_matrix, shown = found.groups()
    cluster = _text(span[1])
    if own is None and any(meanings[font.decode()].get(glyph) != cluster for glyph in _glyphs(pdf, shown)):
        return None
    place = _times(_times(_read(text_matrix), _read(matrix)), _inverse(_read(opened[-1][1])))
    if (own is not None and own != span[1]) or not 1e-6 < abs(place[5]) < _FARTHEST * float(size):
        return None
    numbers = " ".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in place).encode()
    return before.rstrip()[:-3] + font + b" " + size + b" Tf " + numbers + b" Tm" + shown + b"\nEMC"


def _glyphs(pdf: pikepdf.Pdf, shown: bytes) -> list[int]:
    codes: list[int] = []
    for instruction in pikepdf.parse_content_stream(pikepdf.Stream(pdf, shown)):
        operands = instruction.operands[0] if str(instruction.operator) == "TJ" else instruction.operands
        for operand in operands if str(instruction.operator) in ("TJ", "Tj") else ():
            if isinstance(operand, pikepdf.String):
                text = bytes(operand)
                codes += [int.from_bytes(text[i : i + 2], "big") for i in range(0, len(text), 2)]
    return codes


def _meanings(font: pikepdf.Object) -> dict[int, str]:
    """What each glyph of a font stands for, as its /ToUnicode says."""
    table = font.get("/ToUnicode")
    if table is None:
        return {}
    pairs = re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>\n", table.read_bytes())
    return {int(code, 16): _text(text) for code, text in pairs}


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")


def _read(six: bytes) -> _Matrix:
    a, b, c, d, e, f = (float(number) for number in six.split())
    return a, b, c, d, e, f


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    """First m, then n, as PDF multiplies."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _inverse(m: _Matrix) -> _Matrix:
    a, b, c, d, e, f = m
    size = a * d - b * c
    return (d / size, -b / size, -c / size, a / size, (c * f - d * e) / size, (b * e - a * f) / size)
