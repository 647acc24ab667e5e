"""The papers of the project say what is so: links lead somewhere, lists are those of now."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

TOP = Path(__file__).parents[1]
PAPERS = sorted([*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")])
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
_MODULE = re.compile(r"`((?:app|cli|domain|formats|ports|render|services|storage|ui)/[\w/]+(?:\.py|/))`")


@pytest.mark.parametrize("name", ["data_model", "desks", "import_formats"])
def test_a_paper_made_from_code_is_the_one_the_code_makes_now(name: str) -> None:
    made = _script(f"make_{name}").paper()

    assert made == (TOP / "docs" / f"{name}.md").read_text(encoding="utf-8"), f"run docs/make_{name}.py"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(TOP)))
def test_links_and_pictures_of_a_paper_are_there(paper: Path) -> None:
    links = _LINK.findall(paper.read_text(encoding="utf-8"))

    assert [link for link in links if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(TOP)))
def test_modules_that_a_paper_names_are_there(paper: Path) -> None:
    named = _MODULE.findall(paper.read_text(encoding="utf-8"))

    assert [name for name in named if not (TOP / "src" / "ltaxgis" / name).exists()] == []


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (TOP / "docs" / "adr").glob("*.md"))

    assert numbers == list(range(1, len(numbers) + 1))


def test_the_architecture_fits_on_a_few_pages() -> None:
    assert len((TOP / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= 150


def _script(name: str) -> ModuleType:
    """A script of `docs/`, which is no package."""
    spec = importlib.util.spec_from_file_location(name, TOP / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
