"""Papers of cases as the plain data that their templates read."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ltaxgis.domain.papers.letter import Letter
from ltaxgis.domain.papers.paper import Paper
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.formats.papers_sheet import kept_together
from ltaxgis.formats.qr import qr_svg

WITH_CATCH_WORDS = frozenset({Letter.template})
"""Templates that tell the next page's first words at the foot of a page."""
_CLUSTER = re.compile(r"[เ-ไ]?[ก-ฮ][ะ-ฺ็-๎]*|[^ก-๎]+|.", re.DOTALL)
_ENOUGH, _MOST = 8, 18


def papers_data(papers: Sequence[Paper], family: str, catch_words: Sequence[str] = ()) -> dict[str, Any]:
    """`catch_words` for the foot of each page of the PDF, in order."""
    return {
        "family": family,
        "title": papers[0].title,
        "author": papers[0].head.name,
        "catch_words": catch_words,
        "papers": [_data(paper) for paper in papers],
    }


def catch_words(pdf: bytes) -> list[str]:
    """For each page the first words of the one after it, below that one's number."""
    viewer = PdfiumPages()
    pages = [viewer.lines(pdf, page) for page in range(1, viewer.count(pdf))]
    return [_first_words(lines[1] if len(lines) > 1 else "") for lines in pages]


def _data(paper: Paper) -> dict[str, Any]:
    data: dict[str, Any] = kept_together(asdict(paper))
    data["made_on"] = {"year": paper.made_on.year, "month": paper.made_on.month, "day": paper.made_on.day}
    if "qr" in data:
        data["qr"] = qr_svg(data["qr"])
    return data


def _first_words(line: str) -> str:
    """The line's beginning up to a space, never in the midst of a letter and its marks."""
    taken = ""
    for cluster in _CLUSTER.findall(line.strip()):
        if len(taken + cluster) > _MOST or (len(taken) >= _ENOUGH and cluster.startswith(" ")):
            break
        taken += cluster
    return taken.strip()
