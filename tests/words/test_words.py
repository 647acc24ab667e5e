"""Sentences: facts filled in as people write them, in both languages."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ltaxgis.domain.findings import Severity
from ltaxgis.words import Words, load_words


def say(sentence: str, language: str = "th", **facts: object) -> str:
    return Words({"x": sentence}, language)("x", **facts)


def test_numbers_have_their_thousands_and_years_their_era() -> None:
    assert say("{n} แปลง", n=12345) == "12,345 แปลง"
    assert say("{n}", n=Decimal("1234.50")) == "1,234.50"
    assert "2569" in say("{d}", d=date(2026, 11, 22))
    assert "2026" in say("{d}", "en", d=date(2026, 11, 22))


def test_what_is_not_known_is_a_dash_never_an_error() -> None:
    assert say("{a} {b}", b=None) == "– –"


def test_a_fact_that_looks_like_a_place_for_facts_stays_text() -> None:
    assert say("{name}", name="{0} {name} %s") == "{0} {name} %s"


def test_names_of_kinds_are_told_by_their_value() -> None:
    assert say("{s}", s=Severity.STOPS) == "stops"


def test_a_code_without_a_sentence_is_told_as_it_is(words: Words) -> None:
    assert words("no.such.code", a=1) == "no.such.code"
    assert not words.knows("no.such.code")


def test_a_key_in_two_files_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "th"
    folder.mkdir()
    for name in ("a.toml", "b.toml"):
        (folder / name).write_text('"x.y" = "ก"\n', encoding="utf-8")
    with pytest.raises(KeyError, match="twice"):
        load_words(tmp_path, "th")


def test_english_counts_one_and_many() -> None:
    words = Words({"n": "{count} {count:row is|rows are} kept"}, "en")

    told = [words("n", count=count) for count in (1, 0, 2_000)]
    assert told == ["1 row is kept", "0 rows are kept", "2,000 rows are kept"]
