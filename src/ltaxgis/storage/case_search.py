"""Cases by any part of what they say, and of who stands in them."""

from sqlalchemy import Connection

from ltaxgis.domain.searching import read_query

MOST = 2_000

_BY_TEXT = "SELECT s.uid FROM search_rows s {match} AND s.kind = 'case'"
_BY_PERSON = (
    "SELECT p.case_uid FROM search_rows s {match} AND s.kind = 'owner' "
    "JOIN case_parties p ON p.owner_uid = s.uid AND p.recorded_to IS NULL "
    "WHERE NOT EXISTS (SELECT 1 FROM petitions t WHERE t.case_uid = p.case_uid AND t.recorded_to IS NULL "
    "AND (t.hide_from_assignee OR t.anonymous))"
)
_LETTERS = "JOIN search_letters f ON f.rowid = s.id AND search_letters MATCH ?"
_WORDS = "JOIN search_words f ON f.rowid = s.id AND search_words MATCH ?"


def case_uids(connection: Connection, text: str) -> list[str]:
    """The cases in whose number, title, place or people all words of the text stand; half a word is enough. Those
    for named people only are found by what the list itself asks."""
    query = read_query(text)
    if not query.words:
        return []
    if len(query.long_words) == len(query.words):
        match, wanted = _LETTERS, " AND ".join(f"folded : {_quoted(word)}" for word in query.words)
    else:
        match, wanted = _WORDS, " AND ".join(f"{_quoted(word)} *" for word in query.words)
    statement = f"{_BY_TEXT.format(match=match)} UNION {_BY_PERSON.format(match=match)} LIMIT {MOST}"
    return [str(uid) for uid in connection.exec_driver_sql(statement, (wanted, wanted)).scalars()]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
