"""Lists of codes: our own stable codes, their labels, and the numbers of the systems that offices export from.

A value is looked up by its label first, and by its number only under a layout that names its system: LTAX Online and
LTAX3000 number the same things differently.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz.process import extractOne

from ltaxgis.domain.thai.text import squash

NEAR = 80  # of 100: from here on a label is worth suggesting
SYSTEMS = ("ltax_online", "ltax3000")


@dataclass(frozen=True, slots=True)
class CodeItem:
    """One entry of a list; `group` sorts entries that belong together."""

    code: str
    th: str
    en: str
    aliases: tuple[str, ...] = ()
    numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""

    def label(self, language: str = "th") -> str:
        return self.th if language == "th" else self.en


class CodeList:
    """A list and its indexes; a label that would mean two codes is refused when the list is made.

    In an `open` list any other word is as good: words stay as written, only numbers are looked up.
    """

    def __init__(self, name: str, items: Iterable[CodeItem], *, is_open: bool = False) -> None:
        self.name = name
        self.is_open = is_open
        self.items = tuple(items)
        self.by_code = {item.code: item for item in self.items}
        self._labels: dict[str, str] = {}
        self._numbers: dict[str, dict[str, str]] = {system: {} for system in SYSTEMS}
        for item in self.items:
            for label in (item.th, item.en, *item.aliases):
                _put(self._labels, squash(label), item.code)
            for system, numbers in item.numbers.items():
                for number in numbers:
                    _put(self._numbers[system], _plain_number(number), item.code)

    def find(self, text: str, system: str = "") -> str | None:
        """The code that a label, or under `system` a number, means; a code of ours means itself."""
        if text in self.by_code:
            return text
        found = self._labels.get(squash(text))
        return self.find_number(text, system) if found is None else found

    def find_number(self, text: str, system: str) -> str | None:
        """The code of a number of that system."""
        return self._numbers.get(system, {}).get(_plain_number(text))

    def nearest(self, text: str) -> str:
        """The label that an unknown text is most like; empty where it is like none."""
        labels = [label for item in self.items for label in (item.th, *item.aliases)]
        found = extractOne(squash(text), labels, processor=squash, score_cutoff=NEAR)
        return found[0] if found else ""

    def label(self, code: str, language: str = "th") -> str:
        """The label of a code; the text itself where it is none of the list's codes."""
        item = self.by_code.get(code)
        return item.label(language) if item else code


CodeLists = Mapping[str, CodeList]


def _put(index: dict[str, str], key: str, code: str) -> None:
    if index.setdefault(key, code) != code:
        raise ValueError(f"{key} means both {index[key]} and {code}")


def _plain_number(text: str) -> str:
    """`1` of `01`, `1.0`; letters (`C11`) in upper case."""
    plain = squash(text.strip().removesuffix(".0")).upper()
    return plain.lstrip("0") or plain[:1]


def parse_code_list(text: str) -> CodeList:
    """A list from the text of its TOML file: `items` with labels, or `numbers` of words that are their own labels."""
    data = tomllib.loads(text)
    items = [_item(entry) for entry in data.get("items", ())]
    numbered = [
        CodeItem(word, word, word, numbers={system: (number,)})
        for system, words in data.get("numbers", {}).items()
        for number, word in words.items()
    ]
    return CodeList(data["name"], items + numbered, is_open=data.get("open", False))


def parse_code_lists(texts: Iterable[str]) -> dict[str, CodeList]:
    """All lists by their names."""
    return {made.name: made for made in map(parse_code_list, texts)}


def _item(entry: Mapping[str, object]) -> CodeItem:
    def texts(key: str) -> tuple[str, ...]:
        found = entry.get(key, ())
        assert isinstance(found, list | tuple)
        return tuple(str(text) for text in found)

    numbers = {system: texts(system) for system in SYSTEMS if system in entry}
    return CodeItem(
        str(entry["code"]), str(entry["th"]), str(entry["en"]), texts("aliases"), numbers, str(entry.get("group", ""))
    )
