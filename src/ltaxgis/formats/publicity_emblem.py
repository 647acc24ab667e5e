"""The emblem that a town gave, as a PNG of its own: an SVG may hold more than a drawing."""

from io import BytesIO

import typst
from PIL import Image

from ltaxgis.domain.errors import Refused

_PAGE = """#set page(width: {px}pt, height: {px}pt, margin: 0pt, fill: none)
#align(center + horizon, image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, fit: "contain"))"""


def emblem_png(emblem: bytes, px: int) -> bytes:
    """A square PNG, clear where the emblem is; nothing of nothing. Refused (`attachment.no_picture`) where it is
    neither PNG nor SVG."""
    if not emblem:
        return b""
    try:
        drawn = _drawn(emblem, px) if b"<svg" in emblem[:4096] else emblem
        with Image.open(BytesIO(drawn), formats=("PNG",)) as image:
            if image.width * image.height > 64_000_000:
                raise Refused("attachment.no_picture", name="emblem")
            shown = image.convert("RGBA")
    except (OSError, SyntaxError, ValueError, typst.TypstError, Image.DecompressionBombError) as error:
        raise Refused("attachment.no_picture", name="emblem") from error
    shown.thumbnail((px, px), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (px, px), (255, 255, 255, 0))
    square.paste(shown, ((px - shown.width) // 2, (px - shown.height) // 2))
    out = BytesIO()
    square.save(out, "PNG", optimize=True)
    return out.getvalue()


def _drawn(svg: bytes, px: int) -> bytes:
    made = typst.compile(
        _PAGE.format(px=px).encode(), format="png", ppi=72.0, ignore_system_fonts=True,
        sys_inputs={"svg": svg.decode("utf-8")},
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made
