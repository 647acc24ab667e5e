"""What makes two rows the same from month to month."""

from tests.domain.register_samples import a_number, a_table, shipped_lists

from ltaxgis.domain.parsing import Layout, parse_columns
from ltaxgis.domain.row_keys import row_keys

LISTS = shipped_lists()


def test_a_row_keeps_its_key_when_only_the_spelling_of_its_code_changes() -> None:
    january = parse_columns(a_table({"a": ["01A001"], "b": ["12"]}), {0: "code", 1: "title_no"}, Layout("land"), LISTS)
    february = parse_columns(
        a_table({"a": ["๐๑a๐๐๑ "], "b": ["๑๒"]}), {0: "code", 1: "title_no"}, Layout("land"), LISTS
    )

    assert row_keys(january, ["code", "title_no"]) == row_keys(february, ["code", "title_no"]) == ["01a001|12"]


def test_rows_whose_code_cannot_be_read_are_told_apart_by_what_stood_there() -> None:
    parsed = parse_columns(a_table({"a": ["???", "!!!"]}), {0: "code"}, Layout("land"), LISTS)

    assert row_keys(parsed, ["code", "unit_no"]) == ["???", "!!!"]


def test_a_private_number_never_stands_in_a_key() -> None:
    number = a_number(5)
    parsed = parse_columns(
        a_table({"a": [number], "b": ["สมชาย"]}), {0: "number", 1: "first_name"}, Layout("owner"), LISTS
    )

    assert row_keys(parsed, ["number", "first_name"]) == ["สมชาย"]
    assert row_keys(parsed, ["number", "first_name"], {"number": [42]}) == ["42|สมชาย"]


def test_a_layout_without_any_key_column_has_empty_keys() -> None:
    parsed = parse_columns(a_table({"a": ["1", "2"]}), {0: "rai"}, Layout("land"), LISTS)

    assert row_keys(parsed, ["code"]) == ["", ""]
