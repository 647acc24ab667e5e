"""Sending to Excel and bringing back, with the files filled in."""

from collections.abc import Collection
from pathlib import Path

from ltaxgis.app.findings_file import write_findings
from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.round_trip import Diff
from ltaxgis.domain.users import ask_leave, may
from ltaxgis.formats.workbook_reader import read_workbook
from ltaxgis.formats.workbook_writer import write_workbook
from ltaxgis.ports.stores import Project
from ltaxgis.services import read_back as returning
from ltaxgis.services.excel_round_trip import register_sheet
from ltaxgis.services.export_data import may_export
from ltaxgis.services.found_tables import kept_tables, without_people
from ltaxgis.services.join_workbook import join_workbook
from ltaxgis.words import Words

take_diff = returning.take_diff


def send_to_excel(
    project: Project,
    actor: Actor,
    path: Path,
    uids: Collection[Uid] | None,
    words: Words,
    lists: CodeLists,
    *,
    personal: bool = False,
    reason: str = "",
) -> None:
    """The chosen register rows (None: all) stand in a workbook at `path`; that they left is a line of the journal.

    Owners' names go along only with `personal` and a reason. Refused: `role.may_not`, `export.reason_missing`,
    `file.kind_unknown`, `file.cannot_write`.
    """
    ask_leave(actor, "people.see" if personal else "look")
    may_export(personal, reason)
    _only_workbooks(path)
    with project.reading() as reading:
        sheet = register_sheet(reading, project.settings, words, lists, uids, personal=personal)
        write_workbook(path, [sheet])
    _journal(project, actor, "register.send.personal" if personal else "register.send", reason or path.name)


def send_findings(project: Project, actor: Actor, path: Path, words: Words, lists: CodeLists) -> None:
    """The findings stand in a workbook at `path`, with the rows they stand on as the project has them now, to be
    mended and brought back. What may name somebody goes along where the person may see people. Refused:
    `file.kind_unknown`, `file.cannot_write`."""
    ask_leave(actor, "look")
    _only_workbooks(path)
    personal = may(actor, "people.see")
    with project.reading() as reading:
        findings = reading.findings()
        tables = kept_tables(reading, findings, words, lists)
    if not personal:
        tables, findings = without_people(tables, findings)
    write_findings(path, findings, words, tables)
    _journal(project, actor, "findings.send.personal" if personal else "findings.send", path.name)


def send_join(project: Project, actor: Actor, path: Path, words: Words) -> None:
    """The join's report stands in a workbook at `path`: by zone and block, each list, and the areas side by side."""
    ask_leave(actor, "look")
    _only_workbooks(path)
    with project.reading() as reading:
        write_workbook(path, join_workbook(reading, project.settings, words, personal=may(actor, "people.see")))
    _journal(project, actor, "join.send", path.name)


def _only_workbooks(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise Refused("file.kind_unknown", name=path.name)


def _journal(project: Project, actor: Actor, action: str, reason: str) -> None:
    if project.writable:
        with project.work(actor, action, reason) as work:
            work.commit()


def read_back(project: Project, path: Path, lists: CodeLists) -> Diff:
    """What a workbook of ours (register sheet or findings) would change. Refused: `file.missing`, `file.damaged`,
    `returned.not_ours`."""
    sheets = read_workbook(path)
    with project.reading() as reading:
        return returning.read_back(reading, sheets, lists)
