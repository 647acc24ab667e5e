"""Papers of cases as the plain data that their templates read."""

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from ltaxgis.domain.papers.draft import Certificate, Directive, MeetingMinutes, Memo, StampedLetter
from ltaxgis.domain.papers.letter import Letter
from ltaxgis.domain.papers.paper import Paper
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.formats.papers_sheet import kept_together
from ltaxgis.formats.qr import qr_svg

WITH_CATCH_WORDS = frozenset(
    one.template for one in (Letter, Memo, StampedLetter, Directive, Certificate, MeetingMinutes)
)
"""Templates that tell the next page's first words at the foot of a page."""
_CLUSTER = re.compile(r"[เ-ไ]?[ก-ฮ][ะ-ฺ็-๎]*|[^ก-๎]+|.", re.DOTALL)
_ENOUGH, _MOST = 8, 18
_PAGE_MARK = re.compile(r"\s*- [๐-๙0-9]+ -\s*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufe0e\ufe0f\ud800-\udfff]")
_UNKNOWN = re.compile(
    "[^\n\x20-\x7e\xa0-\u017f\u0e01-\u0e3a\u0e3f-\u0e5b\u200b-\u200d\u2010-\u2027\u2060\u20ac\u2212✓✗→²³½×]+"
)
"""What the papers' fonts may not have: pictures, other scripts. An archive copy cannot hold what it cannot show."""
_BOX = "□"
_ENDLESS, _PART = re.compile(r"[^\s\u0e00-\u0e7f]{40,}"), 10
_FINGERPRINT = re.compile("[0-9a-f]{64}")


def papers_data(papers: Sequence[Paper], family: str) -> dict[str, Any]:
    """`catch_words` are for the foot of each page of the PDF, in order; they come later."""
    return {
        "family": family,
        "title": papers[0].title,
        "author": papers[0].head.name,
        "catch_words": [],
        "papers": [_data(paper) for paper in papers],
    }


def with_boxes(data: dict[str, Any]) -> dict[str, Any]:
    """The same data with a box in place of each run of signs that no font of ours is sure to have."""
    boxed: dict[str, Any] = _each_text(data, lambda text: _UNKNOWN.sub(_BOX, text))
    return boxed


def catch_words(pdf: bytes, papers: Sequence[Paper]) -> list[str]:
    """For each page the first words of the one after it, below that one's number and beside its marks."""
    marks = {mark for paper in papers for mark in _marks(paper)}
    viewer = PdfiumPages()
    pages = [[line for line in viewer.lines(pdf, page) if line.strip() not in marks]
             for page in range(1, viewer.count(pdf))]  # fmt: skip
    return [_first_words(_first_line(lines)) for lines in pages]


def _data(paper: Paper) -> dict[str, Any]:
    data: dict[str, Any] = kept_together(_each_text(asdict(paper), _printed))
    data["made_on"] = {"year": paper.made_on.year, "month": paper.made_on.month, "day": paper.made_on.day}
    code: str | None = getattr(paper, "qr", None)
    if code is not None:
        data["qr"] = qr_svg(code)
    return data


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: _each_text(part, change) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(part, change) for part in value]
    return value


def _printed(text: str) -> str:
    """The text without signs that control a machine; what has no end of a word for long may end a line anywhere."""
    return _ENDLESS.sub(_breakable, _CONTROL.sub("", text))


def _breakable(found: re.Match[str]) -> str:
    run = found.group()
    if _FINGERPRINT.fullmatch(run):
        return run  # is copied out of the paper, and fits
    return "\u200b".join(run[first : first + _PART] for first in range(0, len(run), _PART))


def _marks(paper: Paper) -> list[str]:
    """What stands on every page beside its text."""
    return [getattr(paper, "secrecy", ""), *getattr(paper, "file_copy", ())[:1]]


def _first_line(lines: Sequence[str]) -> str:
    """The line below the number of the page; marks of secrecy stand above it."""
    number = next((place for place, line in enumerate(lines) if _PAGE_MARK.fullmatch(line)), 0)
    return lines[number + 1] if len(lines) > number + 1 else ""


def _first_words(line: str) -> str:
    """The line's beginning up to a space, never in the midst of a letter and its marks."""
    taken = ""
    for cluster in _CLUSTER.findall(line.strip()):
        if len(taken + cluster) > _MOST or (len(taken) >= _ENOUGH and cluster.startswith(" ")):
            break
        taken += cluster
    return taken.strip()
