"""Cases by any part of what they say, and of who stands in them."""

from ltaxgis.domain.searching import read_query

Condition = tuple[str, tuple[object, ...]]

_BY_TEXT = "EXISTS (SELECT 1 FROM search_rows s WHERE s.uid = c.uid AND s.kind = 'case'{holds})"
_BY_PERSON = (
    "SELECT p.case_uid FROM search_rows s "
    "JOIN case_parties p ON p.owner_uid = s.uid AND p.recorded_to IS NULL "
    "WHERE s.kind = 'owner'{holds} "
    "AND NOT EXISTS (SELECT 1 FROM petitions t WHERE t.case_uid = p.case_uid AND t.recorded_to IS NULL "
    "AND (t.hide_from_assignee OR t.anonymous))"
)


def found_by(text: str) -> Condition:
    """The cases `c` in whose number, title and place, or in whose people, all words of the text stand; half a word is
    enough. Those for named people only, which no index holds, by number or title."""
    like = f"%{text}%"
    mine = "c.visible_to != '' AND (c.number LIKE ? OR c.title LIKE ?)"
    words = read_query(text).words
    if not words:
        return f"({mine})", (like, like)
    holds = " AND instr(s.folded, ?)" * len(words)
    by_text, by_person = _BY_TEXT.format(holds=holds), _BY_PERSON.format(holds=holds)
    return f"({by_text} OR c.uid IN ({by_person}) OR ({mine}))", (*words, *words, like, like)
