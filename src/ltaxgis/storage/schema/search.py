"""The indexes that find anything: by any three letters, and by the beginning of a word."""

READ_THROUGH = [
    f"CREATE INDEX search_rows_{kind}s ON search_rows (uid, folded) WHERE kind = '{kind}'" for kind in ("case", "owner")
]
"""Tens of thousands of cases are read through quicker than a common word is looked up in an index of letters."""
CASE_INDEX = [
    "CREATE TABLE search_cases (uid TEXT PRIMARY KEY, case_id INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE VIRTUAL TABLE case_letters USING fts5 "
    "(desk, folded, content='', contentless_delete=1, tokenize='trigram case_sensitive 1')",
    "CREATE INDEX cases_named ON cases (id, number, title) WHERE visible_to != '' AND recorded_to IS NULL",
]
"""What cases say, under the row of the open version of each: `storage/case_search.py` writes it."""
SEARCH_TABLES: list[str] = [
    "CREATE TABLE search_rows (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, uid TEXT NOT NULL, "
    "title TEXT NOT NULL, detail TEXT NOT NULL, folded TEXT NOT NULL, sound TEXT NOT NULL)",
    "CREATE INDEX search_rows_uid ON search_rows (uid)",
    *READ_THROUGH,
    "CREATE VIRTUAL TABLE search_letters USING fts5 "
    "(folded, sound, content='search_rows', content_rowid='id', tokenize='trigram')",
    "CREATE VIRTUAL TABLE search_words USING fts5 (folded, content='search_rows', content_rowid='id', "
    "prefix='1 2', tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co' tokenchars '/-'\")",
]
