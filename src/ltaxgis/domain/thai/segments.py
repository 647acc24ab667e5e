"""Thai text in pieces: where a line may end, where a text may be cut, how many syllables a reader speaks.

Thai has no spaces between words, so a dictionary finds them; it is loaded with the first text.
"""

import os
import re
from collections.abc import Callable
from functools import cache

_THAI = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4e]")
_CLINGS = re.compile(
    "[\u0e46\u0e2f.,:;!?%)\\]}\u201d\u2019\u00bb…/\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200d\ufe0f]"
)
"""What never begins a line."""
_ABBREVIATED = re.compile("[\u0e01-\u0e4e]{1,3}\\.")
_OPENS = "([{\u201c\u2018\u00ab"
_LATIN = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouy]+", re.IGNORECASE)
_MOST_AT_ONCE = 20_000
CUT = "…"


def words_of(text: str) -> list[str]:
    """The text in the pieces between which it may be cut or a line may end; joined again they are the text."""
    pieces: list[str] = []
    for token in _tokens(text):
        if pieces and _holds(pieces[-1], token):
            pieces[-1] += token
        else:
            pieces.append(token)
    return pieces


def cut_at_word(text: str, fits: Callable[[str], bool]) -> str:
    """The text where it fits, else as many of its words as fit with an ellipsis after them."""
    if fits(text):
        return text
    pieces = words_of(text)
    low, high = 0, len(pieces)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(_shortened(pieces, middle)) else (low, middle - 1)
    return _shortened(pieces, low)


def syllables(text: str) -> int:
    """How many syllables are spoken where it is read aloud as it stands; Latin words by their vowels."""
    thai = [token for token in _tokens(text) if _THAI.search(token)]
    latin = sum(max(1, len(_VOWELS.findall(word))) for word in _LATIN.findall(text) if not _THAI.search(word))
    return latin + sum(_syllables_of(token) for token in thai)


def _shortened(pieces: list[str], count: int) -> str:
    return "".join(pieces[:count]).rstrip(" \n,;:\u2013-([{\u201c\u2018") + CUT


def _holds(before: str, token: str) -> bool:
    """Whether no line may end between the two."""
    if before[-1].isspace() or token[0].isspace():
        return False
    if _CLINGS.match(token) or before[-1] in _OPENS:
        return True
    if (_ABBREVIATED.fullmatch(token) and len(before) <= 3) or (before.endswith(".") and token[0].isalnum()):
        return True
    return not (_THAI.match(token) or _THAI.match(before[-1]))  # figures, codes and addresses stay whole


def _tokens(text: str) -> list[str]:
    cut = _tokenizer()
    return [token for start in range(0, len(text), _MOST_AT_ONCE) for token in cut(text[start : start + _MOST_AT_ONCE])]


def _syllables_of(word: str) -> int:
    return max(1, len(_syllable_splitter()(word)))


@cache
def _tokenizer() -> Callable[[str], list[str]]:
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")  # it would make a folder in the user's home
    from pythainlp.tokenize import word_tokenize

    def cut(text: str) -> list[str]:
        found = [one for one in word_tokenize(text, engine="newmm", keep_whitespace=True) if one]
        return found if "".join(found) == text else re.findall(r"\s+|\S+", text)

    return cut


@cache
def _syllable_splitter() -> Callable[[str], list[str]]:
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    from pythainlp.tokenize import syllable_tokenize

    def cut(word: str) -> list[str]:
        return [one for one in syllable_tokenize(word, engine="dict") if _THAI.search(one)]

    return cut
