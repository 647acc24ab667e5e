"""The index that finds anything by any three letters."""

SEARCH_TABLES: list[str] = [
    "CREATE TABLE search_rows (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, uid TEXT NOT NULL, "
    "title TEXT NOT NULL, detail TEXT NOT NULL, folded TEXT NOT NULL, sound TEXT NOT NULL)",
    "CREATE INDEX search_rows_uid ON search_rows (uid)",
    "CREATE INDEX search_rows_folded ON search_rows (folded)",
    "CREATE VIRTUAL TABLE search_index USING fts5 "
    "(folded, sound, content='search_rows', content_rowid='id', tokenize='trigram')",
]
