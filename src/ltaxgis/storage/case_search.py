"""Cases by any part of what they say, and of who stands in them."""

from ltaxgis.domain.searching import read_query

Condition = tuple[str, tuple[object, ...]]

_BY_TEXT = "SELECT s.uid FROM search_rows s {match} AND s.kind = 'case'"
_BY_PERSON = (
    "SELECT p.case_uid FROM search_rows s {match} AND s.kind = 'owner' "
    "JOIN case_parties p ON p.owner_uid = s.uid AND p.recorded_to IS NULL "
    "WHERE NOT EXISTS (SELECT 1 FROM petitions t WHERE t.case_uid = p.case_uid AND t.recorded_to IS NULL "
    "AND (t.hide_from_assignee OR t.anonymous))"
)
_LETTERS = "JOIN search_letters f ON f.rowid = s.id AND search_letters MATCH ?"
_WORDS = "JOIN search_words f ON f.rowid = s.id AND search_words MATCH ?"


def found_by(text: str) -> Condition:
    """The cases `c` in whose number, title, place or people all words of the text stand; half a word is enough, of
    one or two letters alone its beginning. Those for named people only, which no index holds, by number or title."""
    like = f"%{text}%"
    mine = "c.visible_to != '' AND (c.number LIKE ? OR c.title LIKE ?)"
    query = read_query(text)
    if not query.words:
        return f"({mine})", (like, like)
    short = [word for word in query.words if word not in query.long_words]
    match, wanted = _WORDS, [" AND ".join(f"{_quoted(word)} *" for word in query.words)]
    if query.long_words:  # then a short one may stand anywhere too: few rows are left to look through
        match = _LETTERS + " AND instr(s.folded, ?)" * len(short)
        wanted = [" AND ".join(f"folded : {_quoted(word)}" for word in query.long_words), *short]
    found = f"{_BY_TEXT.format(match=match)} UNION ALL {_BY_PERSON.format(match=match)}"
    return f"(c.uid IN ({found}) OR ({mine}))", (*wanted, *wanted, like, like)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
