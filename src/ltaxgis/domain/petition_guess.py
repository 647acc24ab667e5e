"""What a petition is probably about, from its words."""

from collections.abc import Sequence

from ltaxgis.domain.petition_book import PetitionBook
from ltaxgis.domain.searching import search_form


def guess_category(text: str, book: PetitionBook) -> str:
    """The code of the category of whose words the text has most; of two alike the one whose word stands first, as
    people begin with what it is about. Empty where it has none."""
    plain = search_form(text)
    best = max(
        ((_count(plain, one.keywords), -_first(plain, one.keywords), one.code) for one in book.categories.values()),
        default=(0, 0, ""),
    )
    return best[2] if best[0] else ""


def _count(text: str, keywords: Sequence[str]) -> int:
    forms = {search_form(word) for word in keywords}
    found = {form for form in forms if form and form in text}
    # ไฟ within ไฟดับ is one find
    return sum(not any(form != other and form in other for other in found) for form in found)


def _first(text: str, keywords: Sequence[str]) -> int:
    places = [text.find(search_form(word)) for word in keywords]
    return min((place for place in places if place >= 0), default=len(text))
