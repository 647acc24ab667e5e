"""From a code and facts to a sentence in Thai or English.

Sentences stand in `resources/words/<language>/*.toml`, one file a subject, keys dotted (`"file.missing"`).
"""

import tomllib
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from string import Formatter

from ltaxgis.domain.thai.calendar import short_date

LANGUAGES = ("th", "en")


class Words:
    """The sentences of one language."""

    def __init__(self, sentences: dict[str, str], language: str) -> None:
        self.sentences = sentences
        self.language = language
        self._formatter = _Facts(language)

    def __call__(self, code: str, /, **facts: object) -> str:
        """The sentence of a code with its facts filled in; the code itself where nobody wrote a sentence
        (a test holds that this never happens for codes of the program)."""
        sentence = self.sentences.get(code)
        if sentence is None:
            return code
        return self._formatter.vformat(sentence, (), facts)

    def knows(self, code: str) -> bool:
        return code in self.sentences


@cache
def load_words(folder: Path, language: str) -> Words:
    """All files of a language, read once in a process; a key that stands in two of them is an error of ours."""
    sentences: dict[str, str] = {}
    for path in sorted((folder / language).glob("*.toml")):
        for key, text in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if key in sentences:
                raise KeyError(f"{key} stands twice, again in {path.name}")
            sentences[key] = text
    return Words(sentences, language)


class _Facts(Formatter):
    """Dates in the Buddhist era for Thai, thousands separated, a missing fact shown as a dash. English counts by
    `{count} {count:row|rows}`."""

    def __init__(self, language: str) -> None:
        self.language = language

    def get_value(self, key: int | str, args: object, kwargs: object) -> object:
        assert isinstance(kwargs, dict)
        return kwargs.get(key, "–")

    def format_field(self, value: object, format_spec: str) -> str:
        if "|" in format_spec:
            one, _, many = format_spec.partition("|")
            return one if value == 1 else many
        if format_spec:
            return str(format(value, format_spec))
        if isinstance(value, datetime | date):
            return short_date(value, self.language)
        if isinstance(value, bool) or value is None:
            return "–" if value is None else str(value)
        if isinstance(value, int | Decimal):
            return f"{value:,}"
        if isinstance(value, Enum):
            return str(value.value)
        return str(value)
