"""Papers of cases as the plain data that their templates read."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ltaxgis.domain.papers.letter import Letter
from ltaxgis.domain.papers.paper import Paper
from ltaxgis.formats.papers_sheet import kept_together
from ltaxgis.formats.qr import qr_svg

WITH_CATCH_WORDS = frozenset({Letter.template})
"""Templates that tell the next page's first words at the foot of a page."""


def papers_data(papers: Sequence[Paper], family: str, *, in_pieces: bool = False) -> dict[str, Any]:
    """`in_pieces`: bodies of letters come word by word, so that the template knows where a page begins."""
    return {
        "family": family,
        "title": papers[0].title,
        "author": papers[0].head.name,
        "papers": [_data(paper, in_pieces=in_pieces) for paper in papers],
    }


def _data(paper: Paper, *, in_pieces: bool) -> dict[str, Any]:
    data: dict[str, Any] = kept_together(asdict(paper))
    data["made_on"] = {"year": paper.made_on.year, "month": paper.made_on.month, "day": paper.made_on.day}
    if "qr" in data:
        data["qr"] = qr_svg(data["qr"])
    if paper.template in WITH_CATCH_WORDS:
        for part in data["body"]:
            lines = [line for line in part.pop("text").split("\n") if line.strip()]
            part["paragraphs"] = [_pieces(line) for line in lines] if in_pieces else lines
            part["points"] = [_pieces(point) for point in part["points"]] if in_pieces else part["points"]
    return data


def _pieces(text: str) -> list[str]:
    """The text word by word; joined again it is the same."""
    # the library makes its folder of data where it is told, else in the person's home
    os.environ.setdefault("PYTHAINLP_DATA", str(Path(tempfile.gettempdir()) / "ltaxgis-words"))
    from pythainlp.tokenize import word_tokenize

    words: list[str] = word_tokenize(text, engine="newmm", keep_whitespace=True)
    return words
