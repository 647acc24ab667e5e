"""Names of people and bodies taken apart: titles, first name, surname; and forms for comparing them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ltaxgis.domain.thai.text import clean, squash

_NO_MARK = "(?![ะ-ฺ็-๎])"  # นางสาวิตรี is นาง สาวิตรี: no name begins with a vowel that needs a letter before it
PERSON_KINDS = frozenset({"civil", "rank", "noble", "monk", "learned", "before"})


@dataclass(frozen=True, slots=True)
class Title:
    """What may stand before a name. `name` is the form shown, `forms` all ways it is written; `sex` m, f or empty;
    `spaced` only with a space behind it; `kept` belongs to a body's own name; `owner` LTAX's owner kind."""

    name: str
    forms: tuple[str, ...]
    kind: str
    sex: str = ""
    spaced: bool = False
    kept: bool = False
    owner: str = ""


_ENDS_AS_COMPANY = Title("", (), "company", owner="2")


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart. `prefix` stands as it was written, several titles as they stood. Of a body `first` is the
    name without its form, `last` is empty. `titles` are what was recognised."""

    prefix: str
    first: str
    last: str
    titles: tuple[Title, ...] = ()

    @property
    def is_body(self) -> bool:
        return any(title.kind not in PERSON_KINDS for title in self.titles)

    @property
    def sex(self) -> str:
        """m, f, or empty where no title says it or two disagree."""
        said = {title.sex for title in self.titles} - {""}
        return said.pop() if len(said) == 1 else ""

    @property
    def owner_kind(self) -> str:
        """LTAX's kind of owner as far as the titles speak of it: 1 person, 2 company …; empty unknown."""
        return next((title.owner for title in self.titles if title.owner), "")


class Titles:
    """The titles known: those of `resources/code_lists/prefixes.toml` and what a town added."""

    def __init__(
        self, titles: Iterable[Title], company_ends: Iterable[str], person_ends: Iterable[str], female: Iterable[str]
    ) -> None:
        self._titles: dict[str, Title] = {}
        by_letter: dict[str, list[str]] = {}
        forms = sorted(((form, title) for title in titles for form in title.forms), key=lambda pair: -len(pair[0]))
        for number, (form, title) in enumerate(forms):
            self._titles[f"t{number}"] = title
            by_letter.setdefault(form[0], []).append(f"(?P<t{number}>{_pattern(form, title)})")
        self._by_letter = {letter: re.compile("|".join(group)) for letter, group in by_letter.items()}
        self._female = re.compile(rf"\s*(?:{_either(female)})(?=\s|[ก-ฮเ-ไ]|$)")
        self._company_end = re.compile(rf"\s*(?:{_either(company_ends)})\s*$", re.IGNORECASE)
        self._person_end = re.compile(rf"\s*(?:{_either(person_ends)})\s*$")
        self._about: dict[str, Name] = {}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Titles":
        """From the parsed TOML of the list."""
        titles = [
            Title(
                entry[0],
                tuple(entry),
                group["kind"],
                group.get("sex", ""),
                group.get("spaced", False),
                group.get("kept", False),
                group.get("owner", ""),
            )
            for group in data["group"]
            for entry in group["entries"]
        ]
        return cls(titles, data["behind"]["company"], data["behind"]["person"], data["behind"]["female_rank"])

    def split(self, full: str) -> Name:
        """The name taken apart; nothing of it is lost but spaces. Further first names go with the surname, so that
        `ณ อยุธยา` and `แซ่ ลี้` stay whole."""
        text = clean(full).text
        titles, start = self._leading(text)
        rest = text[start:].strip()
        if titles and titles[-1].kept:
            return Name("", text, "", titles)
        if not titles and self._company_end.search(rest):
            return Name("", rest, "", (_ENDS_AS_COMPANY,))
        prefix = text[:start].strip()
        if any(title.kind not in PERSON_KINDS for title in titles):
            return Name(prefix, rest, "", titles)
        first, _, last = rest.partition(" ")
        return Name(prefix, first, last.strip(), titles)

    def about(self, prefix: str, first: str = "") -> Name:
        """What the titles of a name already in columns say; a body's form may also stand in its name."""
        key = prefix or first
        known = self._about.get(key)
        if known is None:
            titles = self._leading(clean(f"{key} ก").text)[0] if prefix else self.split(first).titles
            known = self._about[key] = Name(prefix, "", "", titles if prefix else _bodies(titles))
        return known

    def body_key(self, prefix: str, name: str) -> str:
        """Equal for one body however its form is written: `บริษัท ก จำกัด`, `บจก.ก` and `ก`."""
        text = clean(f"{prefix} {name}").text
        titles, start = self._leading(text)
        bare = text[start:] if titles and titles[-1].kind == "company" else text
        while (shorter := self._company_end.sub("", bare)) != bare:
            bare = shorter
        return squash(bare) or squash(text)

    def person_key(self, first: str, last: str) -> str:
        """First name and surname without what stands behind them (ร.น., กับพวก), marks and spaces in one form."""
        return f"{squash(first)} {squash(self._person_end.sub('', last))}".strip()

    def _leading(self, text: str) -> tuple[tuple[Title, ...], int]:
        """The titles at the start and where the name begins. Behind the first title only abbreviations count:
        `นายพันตรี สุขใจ` is a man called พันตรี."""
        titles: list[Title] = []
        start = 0
        while start < len(text):
            group = self._by_letter.get(text[start])
            found = group.match(text, start) if group else None
            if found is None or found.lastgroup is None:
                break
            if titles and titles[-1].kind != "before" and "." not in found.group():
                break
            title = self._titles[found.lastgroup]
            start = found.end()
            if title.kind == "rank" and (female := self._female.match(text, start)):
                title, start = Title(title.name, title.forms, "rank", "f", owner=title.owner), female.end()
            titles.append(title)
            start += len(text[start:]) - len(text[start:].lstrip())
        if titles and titles[-1].kind == "before":
            return (), 0
        return tuple(titles), start


@lru_cache(maxsize=1 << 17)
def sound_key(text: str) -> str:
    """Equal for names that sound alike: without tone marks and silent letters, one letter for each consonant
    sound (ร and ล are one), short vowels for long ones."""
    sound = squash(text)
    for letter, pattern, instead in _SOUNDS:
        if letter in sound:
            sound = pattern.sub(instead, sound)
    return _DOUBLED.sub("\\1", sound.translate(_ONE_LETTER))


# where the letter occurs, the pattern is looked for
_SOUNDS = tuple(
    (letter, re.compile(pattern), instead)
    for letter, pattern, instead in (
        ("์", "[ก-ฮ][ิุ]?์", ""),
        ("รร", "รร(?=[ก-ฮ])", "ั"),
        ("รร", "รร", "ัน"),
        ("ใ", "ใ", "ไ"),
        ("ไ", "ไ([ก-ฮ])ย?", "\\1ัย"),
        ("ร", "(?<=[ศส])ร(?=[่-๋]?[ะาิีึืุู])", ""),
        ("ทร", "ทร(?=[่-๋]?[ก-ฮาิีึืุูโเแ])", "ซ"),
    )
)
_ALIKE = {
    "ล": "ฬร",
    "น": "ณ",
    "ส": "ศษซ",
    "ด": "ฎ",
    "ต": "ฏ",
    "ท": "ฐฑฒถธ",
    "ช": "ฌฉ",
    "พ": "ภผ",
    "ค": "ขฃฅฆ",
    "ย": "ญ",
    "ฟ": "ฝ",
    "ิ": "ี",
    "ุ": "ู",
    "ึ": "ื",
    "": "็่้๊๋์ํ๎ฺะ",
    "ัม": "ำ",
}
_ONE_LETTER = str.maketrans({letter: one for one, letters in _ALIKE.items() for letter in letters})
_DOUBLED = re.compile(r"(.)\1+")


def _bodies(titles: tuple[Title, ...]) -> tuple[Title, ...]:
    """A person's first name may look like a title; only what makes it a body is believed."""
    return tuple(title for title in titles if title.kind not in PERSON_KINDS)


def _either(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form).replace("\\ ", r"\s*") for form in sorted(forms, key=len, reverse=True))


def _pattern(form: str, title: Title) -> str:
    """How a title is found: dots inside an abbreviation may be missing if the last one stands, the last one if the
    others stand and a space follows; words end where they end."""
    if title.spaced or (form[-1].isascii() and form[-1].isalpha()):
        return re.escape(form) + r"(?=\s)"
    if "(" in form or not form.endswith("."):
        return re.escape(form) + _NO_MARK
    letters = [re.escape(part) for part in form[:-1].split(".")]
    dotted = r"\.?\s*".join(letters) + r"\."
    if len(letters) == 1:
        return dotted if len(form) == 2 else rf"{dotted}|{letters[0]}(?=\s)"
    return dotted + "|" + r"\.\s*".join(letters) + r"(?=\s)"
