"""Whoever writes asks leave first: each writing function, called by somebody who may not."""

import ast
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.builders import CLERK, a_parcel, a_project, a_row
from tests.case_desk import shipped_texts
from tests.services.desk_writers import DESK_WRITERS

from ltaxgis.app.attachments import leaving_copy_job
from ltaxgis.app.case_files import case_list_job
from ltaxgis.app.excel_round_trip import send_to_excel
from ltaxgis.app.jobs import export_job
from ltaxgis.app.knowledge import shipped_lists
from ltaxgis.app.letters import register_file_job
from ltaxgis.app.petitions import export_petitions_job
from ltaxgis.app.project_file import give_away_job
from ltaxgis.app.readers import readers
from ltaxgis.app.sample_cases import add_sample_cases
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.clocks import OfficeDays
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.ledger import ChangeTally
from ltaxgis.domain.map_copies import Edited
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.round_trip import Diff
from ltaxgis.formats.letter_files import WordLetters
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.check_data import check_data
from ltaxgis.services.due_days import move_due_days
from ltaxgis.services.edit_register import edit_register, take_back
from ltaxgis.services.import_diff import ImportDiff
from ltaxgis.services.import_files import ImportRequest, import_files
from ltaxgis.services.join_register import join_again
from ltaxgis.services.letter_texts import LetterText, drop_letter_text, keep_letter_text
from ltaxgis.services.mend_findings import accept, mend, revoke
from ltaxgis.services.office_book import as_shipped, keep_page
from ltaxgis.services.own_templates import keep_emblem, keep_letter, keep_template, no_trial
from ltaxgis.services.owner_doubles import decline_double, merge_owners
from ltaxgis.services.permit_building import to_building
from ltaxgis.services.progress import silent
from ltaxgis.services.read_back import take_diff
from ltaxgis.services.returned_map import ReturnedMap, take_map
from ltaxgis.services.script_approvals import approve_script
from ltaxgis.services.store_rows import Updating
from ltaxgis.services.suggest_links import link_by_hand, unlink
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import load_words

SOURCE = Path(__file__).parents[2] / "src" / "ltaxgis"
ONE = Uid("1")
A_TEXT = LetterText(code="own", th="ของเทศบาล", document="external")
DRAWN = ReturnedMap((Edited(ONE, None, {"code": "01A009", "shape": None}),), ImportDiff(), ChangeTally(new=1), {})
WORDS = load_words(find_resources().words, "th")
LISTS = shipped_lists(find_resources())
WRITES: dict[str, Callable[[SqlProject, Actor], object]] = {
    "app/sample_cases.add_sample_cases": lambda project, who: add_sample_cases(
        project, who, SOURCE.parents[1] / "sample_data", date(2026, 11, 20)
    ),
    "services/script_approvals.approve_script": lambda project, who: approve_script(
        project, who, OfficeBook(OfficeDays(), {}, {}, (), frozenset()), ONE, datetime(2026, 1, 5, tzinfo=UTC)
    ),
    "services/check_data.check_data": lambda project, who: check_data(project, who, silent),
    "services/due_days.move_due_days": lambda project, who: move_due_days(
        project, who, {}, OfficeBook(OfficeDays(), {}, {}, (), frozenset()), date(2026, 1, 5)
    ),
    "services/edit_register.edit_register": lambda project, who: edit_register(
        project, who, ChangeSet("register.edit", (Change(None, a_row("01A009")),))
    ),
    "services/edit_register.take_back": lambda project, who: take_back(project, who, 1),
    "services/import_files.import_files": lambda project, who: import_files(
        project, who, ImportRequest(), readers(find_resources()), silent
    ),
    "services/join_register.join_again": lambda project, who: join_again(project, who),
    "services/mend_findings.accept": lambda project, who: accept(project, who, "code.lost_zero"),
    "services/mend_findings.mend": lambda project, who: mend(
        project, who, ChangeSet("finding.mend.code.lost_zero", ())
    ),
    "services/mend_findings.revoke": lambda project, who: revoke(project, who, "code.lost_zero"),
    "services/owner_doubles.decline_double": lambda project, who: decline_double(project, who, [ONE]),
    "services/owner_doubles.merge_owners": lambda project, who: merge_owners(project, who, ONE, []),
    "services/office_book.as_shipped": lambda project, who: as_shipped(project, who, "days"),
    "services/office_book.keep_page": lambda project, who: keep_page(project, who, shipped_texts(), "days", ""),
    "services/own_templates.keep_emblem": lambda project, who: keep_emblem(project, who, b"", ""),
    "services/letter_texts.keep_letter_text": lambda project, who: keep_letter_text(project, who, A_TEXT),
    "services/letter_texts.drop_letter_text": lambda project, who: drop_letter_text(project, who, "own"),
    "services/own_templates.keep_template": lambda project, who: keep_template(
        project, who, b"", "letter.typ", ["letter.typ"], no_trial
    ),
    "services/own_templates.keep_letter": lambda project, who: keep_letter(project, who, b"", "", WordLetters()),
    "services/permit_building.to_building": lambda project, who: to_building(
        project, who, OfficeBook(OfficeDays(), {}, {}, (), frozenset()), ONE
    ),
    "services/read_back.take_diff": lambda project, who: take_diff(project, who, Diff(ChangeSet("x", ()), (), ())),
    "services/returned_map.take_map": lambda project, who: take_map(project, who, DRAWN, Updating()),
    "services/suggest_links.link_by_hand": lambda project, who: link_by_hand(project, who, []),
    "services/suggest_links.unlink": lambda project, who: unlink(project, who, []),
}
# what leaves the project is open to all who look, people's names to those who see them; that it left is a line
LEAVES: dict[str, Callable[[SqlProject, Actor, Path], object]] = {
    "app/case_files._journal": lambda project, who, path: case_list_job(
        silent, project.path, path.with_suffix(".xlsx"), CaseQuery("petitions"), "งาน", date(2026, 1, 5), "th", who
    ),
    "app/excel_round_trip._journal": lambda project, who, path: send_to_excel(
        project,
        who,
        path.with_suffix(".xlsx"),
        None,
        WORDS,
        shipped_lists(find_resources()),
        personal=True,
        reason="ตรวจ",
    ),
    "app/attachments.leaving_copy_job": lambda project, who, path: leaving_copy_job(
        silent, project.path, who, ONE, path
    ),
    "app/jobs.export_job": lambda project, who, path: export_job(
        silent, project.path, path.with_suffix(".csv"), True, "ตรวจ", "th", who
    ),
    "app/petitions.export_petitions_job": lambda project, who, path: export_petitions_job(
        silent, project.path, path.with_suffix(".csv"), "", "th", who
    ),
    "app/letters._journal": lambda project, who, path: register_file_job(
        silent, project.path, who, "in", 2569, path.with_suffix(".xlsx"), "th", datetime(2026, 1, 5, tzinfo=UTC)
    ),
    "app/project_file.give_away_job": lambda project, who, path: give_away_job(silent, project.path, path, who),
}


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    made = a_project(office_folder)
    edit_register(made, CLERK, ChangeSet("register.edit", (Change(None, a_row()), Change(None, a_parcel()))))
    yield made
    made.close()


def test_each_function_that_writes_is_known_here() -> None:
    found = {
        f"{path.relative_to(SOURCE).with_suffix('').as_posix()}.{function.name}"
        for part in ("services", "app")
        for path in sorted((SOURCE / part).rglob("*.py"))
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and _begins_work(function)
    }

    assert found == WRITES.keys() | DESK_WRITERS.keys() | LEAVES.keys()


@pytest.mark.parametrize("role", ["viewer", "clerk"])
@pytest.mark.parametrize("name", WRITES)
def test_a_viewer_and_a_clerk_are_refused_and_told_who_may(project: SqlProject, name: str, role: str) -> None:
    who = Actor("วิชัย มองดู", "", (role,))

    with pytest.raises(Refused) as refused:
        WRITES[name](project, who)

    assert refused.value.code == "role.may_not"
    assert refused.value.facts["name"] == who.name
    may = refused.value.facts["roles"]
    assert isinstance(may, tuple)
    assert "administrator" in may
    assert role not in may
    with project.reading() as reading:
        assert [line.actor for line in reading.journal()] == [CLERK.name]


@pytest.mark.parametrize("name", DESK_WRITERS)
def test_only_who_merely_looks_is_refused_at_the_desks(project: SqlProject, name: str) -> None:
    with pytest.raises(Refused) as refused:
        DESK_WRITERS[name](project, Actor("วิชัย มองดู", "", ("viewer",)))

    assert refused.value.code == "role.may_not"
    may = refused.value.facts["roles"]
    assert isinstance(may, tuple)
    assert {"clerk", "administrator"} <= set(may)
    with project.reading() as reading:
        assert [line.actor for line in reading.journal()] == [CLERK.name]


@pytest.mark.parametrize("name", LEAVES)
def test_people_do_not_leave_by_a_viewer(project: SqlProject, name: str, tmp_path: Path) -> None:
    target = tmp_path / "ออก.ltax"

    with pytest.raises(Refused) as refused:
        LEAVES[name](project, Actor("วิชัย มองดู", "", ("viewer",)), target)

    assert refused.value.code == "role.may_not"
    assert list(tmp_path.glob("ออก*")) == []


def _begins_work(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "work"
        for call in ast.walk(function)
    )
