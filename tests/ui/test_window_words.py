"""Every word the window asks for is there, in both languages, with the same facts."""

import re
from pathlib import Path
from string import Formatter

import pytest

from ltaxgis.domain.findings import SEVERITIES
from ltaxgis.domain.users import ROLES
from ltaxgis.ports.resources import Resources
from ltaxgis.ui.actions import MENUS, TABLE
from ltaxgis.ui.findings.table_model import COLUMNS
from ltaxgis.ui.import_assistant.files_step import KINDS
from ltaxgis.ui.import_assistant.stepper import STEPS
from ltaxgis.ui.join.desk import LISTS
from ltaxgis.ui.rail import DESKS
from ltaxgis.ui.register.columns import LAND_COLUMNS
from ltaxgis.ui.register.row_form import _GROUPS
from ltaxgis.words import LANGUAGES, Words, load_words

UI = Path(__file__).parents[2] / "src" / "ltaxgis" / "ui"
WRITTEN_OUT = re.compile(r'words\(\s*"([a-z_0-9]+(?:\.[a-z_0-9]+)+)"')


def wanted() -> set[str]:
    found: set[str] = set()
    for path in UI.rglob("*.py"):
        found.update(WRITTEN_OUT.findall(path.read_text(encoding="utf-8")))
    found |= {f"action.{spec.id}" for spec in TABLE} | {f"menu.{name}" for name in MENUS}
    found |= {f"desk.{name}" for name, _ in DESKS} | {f"column.{column.name}" for column in LAND_COLUMNS}
    found |= {f"form.{group}" for group, _ in _GROUPS} | {f"role.{role}" for role in ROLES}
    found |= {f"column.{name}" for _, fields in _GROUPS for name, _ in fields}
    found |= {f"import.kind.{kind}" for kind in KINDS} | {f"import.step.{step}" for step in STEPS}
    found |= {f"join.{name}" for name, _, _ in LISTS} | {f"join.help.{name}" for name, _, _ in LISTS}
    found |= {f"finding.{name}" for name in COLUMNS} | {f"severity.{name}" for name in ("stops", "warns", "informs")}
    return found | {f"kind.{code}" for code in SEVERITIES}


@pytest.fixture(scope="module", params=LANGUAGES)
def words_of(request: pytest.FixtureRequest, resources: Resources) -> Words:
    return load_words(resources.words, request.param)


def test_every_word_of_the_window_is_there(words_of: Words) -> None:
    assert sorted(code for code in wanted() if not words_of.knows(code)) == []


def test_both_languages_tell_the_same_facts(resources: Resources) -> None:
    thai, english = (load_words(resources.words, language).sentences for language in LANGUAGES)
    mine = [code for code in wanted() if code in thai and code in english]

    assert [code for code in mine if _facts(thai[code]) != _facts(english[code])] == []


def _facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}
