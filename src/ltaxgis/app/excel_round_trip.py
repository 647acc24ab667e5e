"""Sending to Excel and bringing back, with the files filled in."""

from collections.abc import Collection
from pathlib import Path

from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.round_trip import Diff
from ltaxgis.domain.users import ask_leave
from ltaxgis.formats.workbook_reader import read_workbook
from ltaxgis.formats.workbook_writer import write_workbook
from ltaxgis.ports.stores import Project
from ltaxgis.services import read_back as returning
from ltaxgis.services.excel_round_trip import register_sheet
from ltaxgis.services.export_data import may_export
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
    if path.suffix.lower() != ".xlsx":
        raise Refused("file.kind_unknown", name=path.name)
    with project.reading() as reading:
        sheet = register_sheet(reading, project.settings, words, lists, uids, personal=personal)
        write_workbook(path, [sheet])
    if project.writable:
        action = "register.send.personal" if personal else "register.send"
        with project.work(actor, action, reason or path.name) as work:
            work.commit()


def read_back(project: Project, path: Path, lists: CodeLists) -> Diff:
    """What a workbook of ours (register sheet or findings) would change. Refused: `file.missing`, `file.damaged`,
    `returned.not_ours`."""
    sheets = read_workbook(path)
    with project.reading() as reading:
        return returning.read_back(reading, sheets, lists)
