"""Letters in words: kinds of documents, degrees of urgency, lines of a register."""

from collections.abc import Mapping

from ltaxgis.domain.correspondence_desk import PAGE, urgencies
from ltaxgis.domain.office_book import OfficeBook


def documents(book: OfficeBook, language: str) -> Mapping[str, str]:
    """Kinds of documents by code, in the office's words."""
    rows = book.tables.get(PAGE, {}).get("document", ())
    return {str(one["code"]): str(one["th" if language == "th" else "en"]) for one in rows}


def degrees(book: OfficeBook, language: str) -> list[tuple[int, str]]:
    """Degrees of urgency with their names, the normal one first."""
    return [(level, one.th if language == "th" else one.en) for level, one in sorted(urgencies(book).items())]
