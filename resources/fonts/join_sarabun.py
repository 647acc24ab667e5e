"""Makes `sarabun/*.ttf` from the parts of `@fontsource/sarabun` (folder `package/files` as the first argument).

The Thai and the Latin part become one file, hinting left out. Then the vertical anchors of Thai marks are evened out:
where two marks stand over each other the font would move the upper one by a few thousandths of an em, another amount
for each pair; a PDF writer makes a text of its own out of every mark that is moved up or down, and readers find such
letters twice. The upper marks are drawn at the mean height instead, and nothing is moved.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

WEIGHTS = {400: "Regular", 700: "Bold"}
HINTING = ["fpgm", "prep", "cvt ", "gasp", "hdmx", "VDMX", "LTSH", "DSIG", "meta", "STAT"]
UPPER_VOWELS = ("uni0E31", "uni0E34", "uni0E35", "uni0E36", "uni0E37", "uni0E47")
TONES = ("uni0E48", "uni0E49", "uni0E4A", "uni0E4B", "uni0E4C")


def join(folder: Path, weight: int, target: Path) -> None:
    """One file of a weight with both scripts and even anchors."""
    with tempfile.TemporaryDirectory() as work:
        parts = []
        for part in ("latin", "thai"):
            font = TTFont(folder / f"sarabun-{part}-{weight}-normal.woff")
            font.flavor = None
            parts.append(str(Path(work) / f"{part}.ttf"))
            font.save(parts[-1])
        joined = Merger(Options(drop_tables=HINTING)).merge(parts)
    even_out(joined)
    joined.save(target)


def even_out(font: TTFont) -> None:
    """No Thai mark is moved up or down any more; the small tone marks stand at the mean height over the vowels."""
    small = [f"{tone}.small" for tone in TONES]
    heights = [
        anchors[vowel][0].YCoordinate
        for anchors in _second_marks(font)
        for vowel in UPPER_VOWELS
        if vowel in anchors and vowel != "uni0E47"
    ]
    height = round(sum(heights) / len(heights))
    for name in small:
        _lower(font, name, height - 952)
    for table in _subtables(font, 4, 6):
        marks = table.MarkArray if table.LookupType == 4 else table.Mark1Array
        covered = (table.MarkCoverage if table.LookupType == 4 else table.Mark1Coverage).glyphs
        for name, record in zip(covered, marks.MarkRecord, strict=True):
            if name in small:
                record.MarkAnchor.YCoordinate = height
    for anchors in _second_marks(font):
        for name, records in anchors.items():
            if name.split(".")[0] in UPPER_VOWELS:
                records[0].YCoordinate = height
    for table in _subtables(font, 4):
        _even_bases(table)


def _even_bases(table: Any) -> None:
    """Every base carries its marks at the height that they are drawn for: usual, or below a tail."""
    drawn = {
        (record.Class, record.MarkAnchor.YCoordinate)
        for name, record in zip(table.MarkCoverage.glyphs, table.MarkArray.MarkRecord, strict=True)
        if name.startswith("uni0E")
    }
    for name, record in zip(table.BaseCoverage.glyphs, table.BaseArray.BaseRecord, strict=True):
        for kind, anchor in enumerate(record.BaseAnchor):
            near = [height for mark_kind, height in drawn if mark_kind == kind]
            if anchor is not None and near and name.startswith("uni0E"):
                closest = min(near, key=lambda height: abs(height - anchor.YCoordinate))
                if abs(closest - anchor.YCoordinate) < 90:
                    anchor.YCoordinate = closest


def _second_marks(font: TTFont) -> Iterator[dict[str, list[Any]]]:
    for table in _subtables(font, 6):
        names = table.Mark2Coverage.glyphs
        if "uni0E34" in names:
            yield {name: record.Mark2Anchor for name, record in zip(names, table.Mark2Array.Mark2Record, strict=True)}


def _subtables(font: TTFont, *kinds: int) -> Iterator[Any]:
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = table.ExtSubTable if table.LookupType == 9 else table
            if inner.LookupType in kinds:
                yield inner


def _lower(font: TTFont, name: str, by: int) -> None:
    glyph = font["glyf"][name]
    if glyph.isComposite():
        for component in glyph.components:
            component.y += by
    else:
        glyph.coordinates = GlyphCoordinates([(x, y + by) for x, y in glyph.coordinates])
    glyph.recalcBounds(font["glyf"])


if __name__ == "__main__":
    for number, style in WEIGHTS.items():
        join(Path(sys.argv[1]), number, Path(__file__).parent / "sarabun" / f"Sarabun-{style}.ttf")
