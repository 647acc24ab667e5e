"""What a person typed into the search box, and how well a thing answers it.

Forms for searching are more forgiving than forms for comparing: no tone marks, Arabic digits, one spelling.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import partial_ratio

from ltaxgis.domain.codes import read_code
from ltaxgis.domain.thai.names import sound_key
from ltaxgis.domain.thai.text import fold

SHORT = 3
"""Below this many letters a word is searched by its beginning: three letters are what the index is made of."""
NEAR_ENOUGH = 78.0
_LIGHT_MARKS = re.compile("[\u0e47-\u0e4e]")
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Query:
    """`words` in search form; `code` what the whole would be as a parcel code, in the same form; `sound` how the
    words sound, empty where that says too little."""

    words: tuple[str, ...]
    code: str
    sound: str

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def long_words(self) -> tuple[str, ...]:
        return tuple(word for word in self.words if len(word) >= SHORT)


def read_query(text: str) -> Query:
    words = tuple(word for word in _BETWEEN.split(search_form(text)) if word)
    code = search_form(read_code(text).canonical)
    sound = sound_form(" ".join(words)) if not any(letter.isdigit() for word in words for letter in word) else ""
    return Query(words, code, sound if len(sound) >= SHORT else "")


def search_form(text: str) -> str:
    """Folded, without tone marks and silencers."""
    if text.isascii() and text.isprintable():
        return text.lower().strip()
    return _LIGHT_MARKS.sub("", fold(text)).strip()


@lru_cache(maxsize=200_000)
def sound_form(text: str) -> str:
    """How names sound, word by word."""
    return " ".join(sound for word in _BETWEEN.split(text) if (sound := sound_key(word)))


def likeness(query: Query, folded: str, sound: str) -> float:
    """0 to 1: the code itself or whole words first, beginnings before parts, then sound, then nearness."""
    tokens = _BETWEEN.split(folded)
    if query.code and query.code in tokens:
        return 1.0
    told = [_word_likeness(word, tokens, folded) for word in query.words]
    if told and all(told):
        return 0.98 * sum(told) / len(told)
    if query.sound and query.sound in sound:
        return 0.55 if f" {query.sound} " in f" {sound} " else 0.5
    near = partial_ratio(query.text, folded) if len(query.text) >= SHORT else 0.0
    return 0.5 * near / 100 if near >= NEAR_ENOUGH else 0.0


def _word_likeness(word: str, tokens: list[str], folded: str) -> float:
    if word in tokens:
        return 1.0
    if any(token.startswith(word) for token in tokens):
        return 0.85
    return 0.7 if word in folded else 0.0
