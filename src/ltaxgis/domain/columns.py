"""What the columns of an unknown table mean: guessed from their headings and their contents, with a score and why."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz.fuzz import ratio

from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.codes import read_code
from ltaxgis.domain.fields import FIELDS, KINDS, SourceField, ValueType
from ltaxgis.domain.parsing_readers import Reader
from ltaxgis.domain.parsing_values import FREE_TEXTS, NOTHING, convert
from ltaxgis.domain.profiles import Profile
from ltaxgis.domain.tables import Cell, SourceTable
from ltaxgis.domain.thai.identity import looks_like_identity_number
from ltaxgis.domain.thai.numerals import to_arabic
from ltaxgis.domain.thai.text import squash

ROWS, SAMPLE = 20_000, 200  # rows looked at, and distinct cells among them
SCORE_FROM = 0.45
SAME_HEADING, OTHER_KIND = 0.9, 0.85
PART_OF_HEADING = 0.6
ALIKE_FROM, PART_FROM, PART_FROM_THAI = 86, 4, 3
CONTENTS_FIT = 0.8  # the share of cells that must read as a type before the contents alone speak for it
CONTENTS_SCORE = 0.5
# codes of the LTAX pattern and numbers that pass the check digit are nothing else, whatever their heading
DISTINCT_SCORE = {ValueType.CODE: 0.95, ValueType.IDENTITY: 0.95}
GUESSED_KINDS = tuple(kind for kind in KINDS if kind not in ("land_owner", "parcel"))

_PARTS = re.compile(r"[\s()\[\]:,]+")

# types whose contents tell what they are, with headings or without
_TELLING = frozenset({ValueType.CODE, ValueType.IDENTITY, ValueType.LIST, ValueType.DATE, ValueType.AREA_TEXT,
                      ValueType.SHEET, ValueType.PHONE})  # fmt: skip
_UNREAD = frozenset({"cell.not_a_number", "cell.not_a_date", "cell.area_part_range", "cell.not_a_sheet",
                     "code.unreadable", "code.missing", "person.number_length"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """A column's most likely field, its score from 0 to 1, and the reason as a code of words: `guess.heading`,
    `guess.heading_alike`, `guess.contents`; `facts` for its sentence."""

    index: int
    field: str
    score: float
    reason: str
    facts: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class TableGuess:
    """What a table is taken for. `codes` is `free` where its codes do not follow the LTAX pattern."""

    kind: str
    columns: tuple[ColumnGuess, ...]
    codes: str = "ltax"

    @property
    def mapping(self) -> dict[int, str]:
        return {guess.index: guess.field for guess in self.columns}

    @property
    def strength(self) -> float:
        return sum(guess.score for guess in self.columns)


class Vocabulary:
    """The words that headings use for the fields of each kind, of all profiles together."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self.words: dict[str, dict[str, str]] = defaultdict(dict)
        self.elsewhere: dict[str, set[str]] = defaultdict(set)
        for profile in sorted(profiles, key=lambda profile: profile.only_words):
            for table in profile.tables:
                for word, name in table.known.items():
                    self.words[table.kind].setdefault(word, name)
                    self.elsewhere[word].add(name)

    def fields_for(self, kind: str, header: str) -> dict[str, tuple[float, str]]:
        """Fields that a heading may mean, each with a score and the word it was found by; the empty field for a
        heading that is known to mean none of ours."""
        wanted = squash(header)
        words = self.words[kind]
        if wanted in words:
            return {words[wanted]: (SAME_HEADING, wanted)}
        # a word of another kind's tables (road, district, remark) mostly means the same here
        found = dict.fromkeys(self.elsewhere.get(wanted, set()) & FIELDS[kind].keys(), (OTHER_KIND, wanted))
        for part in _PARTS.split(header):
            if (name := words.get(squash(part))) and squash(part) != wanted:
                found[name] = (max(PART_OF_HEADING, found.get(name, (0.0, ""))[0]), squash(part))
        for word, name in words.items():
            score = _likeness(wanted, word)
            if name and score > found.get(name, (0.0, ""))[0]:
                found[name] = (score, word)
        return found


def _likeness(wanted: str, word: str) -> float:
    """0 for strangers; one within the other by how much of it there is; else by spelling."""
    short, long = sorted((wanted, word), key=len)
    if len(short) >= (PART_FROM if short.isascii() else PART_FROM_THAI) and short in long:
        return 0.45 + 0.4 * len(short) / len(long)
    alike = ratio(wanted, word) if len(short) > PART_FROM else 0
    return 0.8 * alike / 100 if alike >= ALIKE_FROM else 0.0


def guess_columns(
    table: SourceTable, vocabulary: Vocabulary, lists: CodeLists, kinds: Collection[str] = GUESSED_KINDS
) -> TableGuess:
    """The kind whose fields fit the table best, and its columns' fields, each field once."""
    guessing = _Guessing(table, vocabulary, Reader(lists))
    return max((guessing.as_kind(kind) for kind in kinds), key=lambda guess: guess.strength)


class _Guessing:
    """One table looked at as each kind; how well a column reads as a type is found once."""

    def __init__(self, table: SourceTable, vocabulary: Vocabulary, reader: Reader) -> None:
        self.headers = table.headers
        self.samples = [_sample(column) for column in table.columns]
        self.vocabulary = vocabulary
        self.reader = reader
        self.fits: dict[tuple[int, ValueType, str], float] = {}

    def as_kind(self, kind: str) -> TableGuess:
        candidates = [guess for index in range(len(self.headers)) for guess in self.candidates(index, kind)]
        taken: dict[int, ColumnGuess] = {}
        given: set[str] = set()
        for guess in sorted(candidates, key=lambda guess: (-guess.score, guess.index)):
            if guess.index not in taken and guess.field not in given:
                taken[guess.index] = guess
                given.add(guess.field)
        chosen = tuple(taken[index] for index in sorted(taken))
        return TableGuess(kind, chosen, _code_pattern(chosen, self.samples))

    def candidates(self, index: int, kind: str) -> Iterator[ColumnGuess]:
        """Fields that the heading or the contents speak for; contents that cannot be read as a type speak against."""
        named = self.vocabulary.fields_for(kind, self.headers[index])
        for name, source in FIELDS[kind].items():
            heading, word = named.get(name, (0.0, ""))
            if not heading and ("" in named or source.type not in _TELLING):
                continue
            fit = self.fit(index, source)
            if score := _score(heading, fit, source):
                yield ColumnGuess(index, name, score, _reason(heading), (("word", word), ("fit", round(fit, 2))))

    def fit(self, index: int, source: SourceField) -> float:
        key = (index, source.type, source.list)
        if key not in self.fits:
            self.fits[key] = _fit(source, self.samples[index], self.reader)
        return self.fits[key]


def _reason(heading: float) -> str:
    if not heading:
        return "guess.contents"
    return "guess.heading" if heading == SAME_HEADING else "guess.heading_alike"


def _score(heading: float, fit: float, source: SourceField) -> float:
    if fit < 0.5 and source.type not in FREE_TEXTS:
        # a list's numbers or words of another town are no reason to distrust the very heading
        return SCORE_FROM if heading == SAME_HEADING and source.type in (ValueType.LIST, ValueType.CODE) else 0.0
    told = 0.0
    if fit >= CONTENTS_FIT and _first_of_type(source):
        told = DISTINCT_SCORE.get(source.type, 0.0 if heading else CONTENTS_SCORE) * fit
    score = max(told, heading + (0.1 * fit if heading and source.type in _TELLING else 0.0))
    return score if score >= SCORE_FROM or not heading else 0.0


def _first_of_type(source: SourceField) -> bool:
    """Contents alone cannot tell two fields of one type apart: they speak for the first."""
    fields = FIELDS[source.kind].values()
    return next(other for other in fields if (other.type, other.list) == (source.type, source.list)) is source


def _sample(column: Sequence[Cell]) -> list[str]:
    seen: dict[str, None] = {}
    for cell in islice(column, ROWS):
        if cell and cell.strip() not in NOTHING:
            seen[cell] = None
            if len(seen) >= SAMPLE:
                break
    return list(seen)


def _fit(source: SourceField, sample: list[str], reader: Reader) -> float:
    """The share of the cells that read as the field's type; 0.5 where there is nothing to read."""
    if not sample:
        return 0.5
    if source.type is ValueType.CODE:
        return _code_fit(sample)
    if source.type is ValueType.IDENTITY:
        return sum(map(looks_like_identity_number, sample)) / len(sample)
    if source.type is ValueType.PHONE:
        return sum(map(_looks_like_phone, sample)) / len(sample)
    if source.type is ValueType.FOUR_DIGITS:
        return sum(len(cell.strip()) <= 4 for cell in sample) / len(sample)
    if source.type is ValueType.LIST:
        return sum(reader.lists[source.list].find(cell) is not None for cell in sample) / len(sample)
    faults = convert(source, sample, reader).faults
    unread = sum(any(fault.code in _UNREAD for fault in faults.get(cell, ())) for cell in sample)
    return 1 - unread / len(sample)


def _code_fit(sample: list[str]) -> float:
    """Codes by the pattern; else anything short with digits and without spaces may be a code of another kind, which
    only a heading can confirm."""
    by_pattern = sum(bool(read_code(cell).canonical) for cell in sample) / len(sample)
    code_like = sum(any(letter.isdigit() for letter in cell) and len(cell) < 30 for cell in sample) / len(sample)
    return max(by_pattern, 0.7 * code_like)


def _looks_like_phone(cell: str) -> bool:
    digits = "".join(letter for letter in to_arabic(cell) if letter.isdigit())
    return digits.startswith("0") and len(digits) in (9, 10) and len(cell) <= 14


def _code_pattern(chosen: Sequence[ColumnGuess], samples: Sequence[list[str]]) -> str:
    sample = next((samples[guess.index] for guess in chosen if guess.field == "code"), [])
    followed = sum(bool(read_code(cell).canonical) for cell in sample)
    return "free" if sample and followed < len(sample) / 2 else "ltax"
