"""The land office's map sheets (ระวาง) in their five parts.

`5136 IV 6420-03 (1:1000)`: sheet of the 1:50,000 series, quadrant, kilometres of the south-west corner of a square of
2 km, number of the sheet within it, scale.
"""

import re
import unicodedata
from dataclasses import dataclass

from ltaxgis.domain.thai.numerals import to_arabic

ROMAN = ("I", "II", "III", "IV")
_QUADRANTS = {**{roman: str(number + 1) for number, roman in enumerate(ROMAN)},
              **{str(number): str(number) for number in range(1, 5)}}  # fmt: skip
_WHOLE = re.compile(
    r"(?P<one>\d{4})[ \-/]*(?P<two>IV|I{1,3}|[1-4])[ \-/]*(?P<three>\d{4})"
    r"(?:[ ]*[-/ ][ ]*(?P<four>\d{1,3}))?(?:[ ]*\(?[ ]*(?:มาตราส่วน)?[ ]*1[ ]*[:/][ ]*(?P<scale>[\d,]+)[ ]*\)?)?"
)
_SCALE = re.compile(r"(?:1[ ]*[:/][ ]*)?([\d,]{1,7})")


@dataclass(frozen=True, slots=True)
class MapSheet:
    """Quadrant `two` is 1-4, `four` at least two digits (`00` for the whole square), `scale` without `1:`."""

    one: str
    two: str
    three: str
    four: str = ""
    scale: str = ""

    @property
    def text(self) -> str:
        """As the land office writes it: `5136 IV 6420-03 (1:1000)`."""
        four = f"-{self.four}" if self.four else ""
        scale = f" (1:{self.scale})" if self.scale else ""
        return f"{self.one} {ROMAN[int(self.two) - 1]} {self.three}{four}{scale}"


def read_sheet(text: str) -> MapSheet | None:
    """A whole sheet written in one text; None where it is none."""
    found = _WHOLE.fullmatch(_plain(text))
    if found is None:
        return None
    four, scale = found["four"], found["scale"]
    one, two, three = found["one"], _QUADRANTS[found["two"]], found["three"]
    return MapSheet(one, two, three, pad_sub(four or ""), read_scale(scale or ""))


def read_quadrant(text: str) -> str | None:
    """`1`-`4` of `I`-`IV`, `1`-`4`."""
    return _QUADRANTS.get(_plain(text))


def _plain(text: str) -> str:
    """Arabic digits, upper case, the one-character Roman numerals as letters."""
    return unicodedata.normalize("NFKC", to_arabic(text)).strip().upper()


def pad_four(text: str) -> str:
    """The first and third part: four digits, zeros that a spreadsheet lost put back."""
    plain = to_arabic(text).strip()
    return plain.zfill(4) if plain.isdigit() else plain


def pad_sub(text: str) -> str:
    """The fourth part: at least two digits, `7` is `07`; empty stays empty."""
    plain = to_arabic(text).strip()
    return plain.zfill(2) if plain.isdigit() else plain


def read_scale(text: str) -> str:
    """`1000` of `1:1000`, `1:1,000` or `1000`; empty where it says none."""
    found = _SCALE.fullmatch(to_arabic(text).strip())
    return found.group(1).replace(",", "") if found else ""
