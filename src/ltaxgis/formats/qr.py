"""QR codes as drawings: sharp at any size, with their quiet zone."""

import io

import segno

QUIET = 4  # modules, as the standard asks


def qr_svg(text: str) -> str:
    """The code of a text as SVG, black on white, correction M or better; no text gives no drawing."""
    if not text:
        return ""
    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(out, kind="svg", border=QUIET, xmldecl=False, svgns=True, dark="black", light="white")
    return out.getvalue().decode("utf-8")
