"""The rules of the house that no other checker knows."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from ltaxgis.domain.findings import SEVERITIES
from ltaxgis.ports.resources import find_resources
from ltaxgis.words import LANGUAGES, load_words

TOP = Path(__file__).parents[1]
SOURCE = sorted((TOP / "src" / "ltaxgis").rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 400, 60
EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?|misc|common|manager|stuff)(_|$)")
BELOW_UI = ("domain", "words", "ports", "services", "storage", "formats", "render")
# words of the correspondence desk that are often mistaken for one another (domain words: เกษียน, สารบรรณ)
FORBIDDEN_WORDS = ("เกษียณ",)
_GAP = "\0"


@cache
def trees() -> list[tuple[Path, ast.Module]]:
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in SOURCE]


def test_modules_and_functions_stay_small() -> None:
    long = []
    for path, tree in trees():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_MODULE:
            long.append(f"{path.name}: {lines} lines")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size > LONGEST_FUNCTION:
                    long.append(f"{path.name}:{node.lineno} {node.name}: {size} lines")
    assert not long


def test_names_say_something() -> None:
    assert [path for path in SOURCE if EMPTY_NAMES.search(path.stem)] == []


def test_every_module_says_what_lives_there() -> None:
    assert [path for path, tree in trees() if not ast.get_docstring(tree)] == []


def test_no_widgets_below_the_window() -> None:
    guilty = [
        path
        for path, tree in trees()
        if path.relative_to(TOP / "src" / "ltaxgis").parts[0] in BELOW_UI
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6.QtWidgets")
    ]
    assert guilty == []


def test_the_desks_know_nothing_of_each_other() -> None:
    """What petitions and permits share is `cases`."""
    desks = ("petition", "permit")
    guilty = [
        f"{path.name} knows {named}"
        for path, tree in trees()
        if path.stem.startswith(desks)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for named in (node.module or "").split(".")[2:3]
        if named.startswith(desks) and named[:5] != path.stem[:5]
    ]
    assert guilty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_name_and_a_sentence(language: str) -> None:
    words = load_words(find_resources().words, language)
    wanted = [key for code in SEVERITIES for key in (code, f"finding.{code}")]
    assert [key for key in wanted if not words.knows(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_in_the_source_has_words(language: str) -> None:
    words = load_words(find_resources().words, language)
    missing = [f"{path.name}:{line} {code}" for path, line, code in _spoken_codes() if not words.knows(code)]
    assert missing == []


def test_both_languages_say_the_same_things() -> None:
    folder = find_resources().words
    thai, english = (load_words(folder, language).sentences for language in LANGUAGES)
    assert thai.keys() ^ english.keys() == set()
    differing = [key for key in thai if _facts(thai[key]) != _facts(english[key])]
    assert differing == []


def test_thai_sentences_are_thai_and_use_the_terms_of_the_trade() -> None:
    guilty = [
        f"{path.name}: {key}"
        for path in sorted((find_resources().words / "th").glob("*.toml"))
        for key, sentence in tomllib.loads(path.read_text(encoding="utf-8")).items()
        if any(word in sentence for word in FORBIDDEN_WORDS)
    ]
    assert guilty == []


def test_every_sentence_is_said_somewhere() -> None:
    """By its whole key, or by a text with gaps that it fits."""
    said, gaps = _texts()
    fits = re.compile("|".join(".*".join(map(re.escape, text.split(_GAP))) for text in gaps))
    sentences = load_words(find_resources().words, "th").sentences
    assert [key for key in sentences if key not in said and not fits.fullmatch(key)] == []


def _facts(sentence: str) -> set[str]:
    return set(re.findall(r"{(\w+)", sentence))


def _texts() -> tuple[set[str], set[str]]:
    """All texts of the program and its resources; and those that have gaps, with enough around them to be a key."""
    said: set[str] = set()
    gaps: set[str] = set()
    for _, tree in trees():
        for node in ast.walk(tree):
            text = _with_gaps(node)
            (gaps if _GAP in text else said).add(text)
    for path in find_resources().root.rglob("*"):
        if path.suffix in {".toml", ".html", ".typ"} and path.parent.parent.name != "words":
            said.update(re.findall(r"""["']([\w.]+)["']""", path.read_text(encoding="utf-8")))
    return said, {text for text in gaps if " " not in text and "." in text and re.search("[a-z]{3}", text)}


def _with_gaps(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_with_gaps(part) or _GAP for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = _with_gaps(node.left), _with_gaps(node.right)
        return "".join(part or _GAP for part in parts) if any(parts) else ""
    return ""


def _spoken_codes() -> Iterator[tuple[Path, int, str]]:
    """Codes given as plain text to `Refused`, `Conflict`, `Step`, `Finding`, `words` and `say`."""
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and _speaks(node.func):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield path, node.lineno, first.value


def _speaks(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"Refused", "Conflict", "Step", "Finding", "words", "say"}
