"""Rows on their way into the project."""

import json

from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.services.store_rows import encode_all

rows = st.lists(st.dictionaries(st.text(), st.none() | st.text() | st.integers()))


@given(rows)
def test_rows_encoded_in_one_go_are_the_rows_encoded_one_by_one(rows: list[dict[str, object]]) -> None:
    alone = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    assert encode_all(rows) == [alone.encode(row) for row in rows]


def test_text_that_looks_like_the_end_of_a_row_stays_in_its_row() -> None:
    row = {"หมายเหตุ": '"}\x1e{"', "}": "},{"}
    assert [json.loads(text) for text in encode_all([row, {}, row])] == [row, {}, row]
