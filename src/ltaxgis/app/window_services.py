"""The use cases as the window calls them.

What a use case needs is imported by it: storage, pyproj and the services take longer to load than the window takes to
stand on the screen. `get_ready` loads them while the start page is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ltaxgis.app.window_jobs import (
    do_import,
    findings_of_try,
    get_ready_to_read,
    look_at,
    make_sample,
    print_pages,
    try_import,
)
from ltaxgis.storage.dated_copies import dated_copies
from ltaxgis.ui.office import Offer, RecentProject

if TYPE_CHECKING:
    from ltaxgis.domain.changes import Applied, ChangeSet
    from ltaxgis.domain.code_lists import CodeLists
    from ltaxgis.domain.ids import Uid
    from ltaxgis.domain.project import Actor
    from ltaxgis.domain.round_trip import Diff
    from ltaxgis.domain.thai.names import Titles
    from ltaxgis.ports.papers import PageViewer
    from ltaxgis.ports.resources import Resources
    from ltaxgis.ports.stores import Project
    from ltaxgis.services.join_lists import JoinReport
    from ltaxgis.services.print_map import MapOrder, Printed
    from ltaxgis.services.progress import Progress
    from ltaxgis.services.waiting import Waiting
    from ltaxgis.ui.cases.attachment_services import AttachmentServices
    from ltaxgis.ui.cases.papers import CasePapers
    from ltaxgis.ui.cases.services import CaseServices
    from ltaxgis.ui.import_assistant.messages import Begun, ImportPlan, ImportReport, LookAsk, SourceLook
    from ltaxgis.ui.letters.services import LetterServices
    from ltaxgis.ui.map_copies.copies import MapCopies
    from ltaxgis.ui.project_file.care import Care
    from ltaxgis.words import Words

LISTS = {"use_kind": "land_use"}
FOR_A_PROJECT = (
    "ltaxgis.app.map_desk",
    "ltaxgis.app.project_file",
    "ltaxgis.services.all_about",
    "ltaxgis.services.edit_register",
    "ltaxgis.services.find_anything",
    "ltaxgis.services.mend_findings",
    "ltaxgis.services.suggest_links",
    "ltaxgis.services.waiting",
    "ltaxgis.ui.cases.desk",
    "ltaxgis.ui.findings.desk",
    "ltaxgis.ui.import_assistant.assistant",
    "ltaxgis.ui.inspector_cards",
    "ltaxgis.ui.join.desk",
    "ltaxgis.ui.letters.desk",
    "ltaxgis.ui.permits.desk",
    "ltaxgis.ui.petitions.desk",
    "ltaxgis.ui.publicity.desk",
    "ltaxgis.ui.work_desk",
)
"""What the window comes to need with the first project; storage, pyproj, NumPy and Shapely come with it."""


class WindowServices:
    """`ui.office.Services`, filled in."""

    def __init__(self, resources: Resources, place: Callable[[], Path | None] = lambda: None) -> None:
        """`place` is where dated copies go."""
        self._place = place
        self._resources = resources

    def get_ready(self) -> None:
        for name in FOR_A_PROJECT:
            import_module(name)
        get_ready_to_read()
        import_module("ltaxgis.render.styles").load_styles(self._resources.styles)
        self.code_list("land_use", "th")  # the lists are read once, and the first desk asks for them

    def open_project(self, path: Path) -> Project:
        self.get_ready()  # here, on a reading thread, not on the window's when the project is shown

        from ltaxgis.storage.project import open_project

        return open_project(path)

    def recent(self, paths: Sequence[Path]) -> list[RecentProject]:
        return [
            RecentProject(path, path.stem, _newest_copy(path, self._place()), is_there=path.is_file()) for path in paths
        ]

    @cached_property
    def titles(self) -> Titles:
        from ltaxgis.app.knowledge import shipped_titles

        return shipped_titles(self._resources)

    @cached_property
    def office_texts(self) -> Mapping[str, str]:
        from ltaxgis.app.knowledge import shipped_office

        return shipped_office(self._resources)

    def send_register(
        self, project: Project, actor: Actor, path: Path, words: Words, uids: Sequence[Uid] | None
    ) -> None:
        from ltaxgis.app.excel_round_trip import send_to_excel  # workbooks' libraries come with the first one

        send_to_excel(project, actor, path, uids, words, self._lists)

    def send_findings(self, project: Project, actor: Actor, path: Path, words: Words) -> None:
        from ltaxgis.app.excel_round_trip import send_findings

        send_findings(project, actor, path, words, self._lists)

    def send_join(self, project: Project, actor: Actor, path: Path, words: Words) -> None:
        from ltaxgis.app.excel_round_trip import send_join

        send_join(project, actor, path, words)

    def read_back(self, project: Project, path: Path) -> Diff:
        from ltaxgis.app.excel_round_trip import read_back

        return read_back(project, path, self._lists)

    def take_returned(self, project: Project, actor: Actor, diff: Diff) -> Applied:
        from ltaxgis.app.excel_round_trip import take_diff

        return take_diff(project, actor, diff)

    def code_list(self, name: str, language: str) -> Mapping[str, str]:
        found = self._lists.get(LISTS.get(name, name))
        return {item.code: item.label(language) for item in found.items} if found else {}

    def apply(self, project: Project, actor: Actor, changes: ChangeSet, reason: str = "") -> Applied:
        from ltaxgis.services.edit_register import edit_register
        from ltaxgis.services.mend_findings import MEND, mend

        if changes.action.startswith(MEND):
            return mend(project, actor, changes)
        return edit_register(project, actor, changes, reason)

    def take_back(self, project: Project, actor: Actor, number: int) -> Applied:
        from ltaxgis.services.edit_register import take_back

        return take_back(project, actor, number)

    def mending(self, project: Project, code: str) -> ChangeSet:
        from ltaxgis.services.mend_findings import mending

        with project.reading() as reading:
            return mending(reading, code)

    def accept_findings(self, project: Project, actor: Actor, code: str) -> Applied:
        from ltaxgis.services.mend_findings import accept

        return accept(project, actor, code)

    def waiting(self, project: Project) -> Waiting:
        from ltaxgis.services.waiting import waiting

        with project.reading() as reading:
            return waiting(reading)

    def join_lists(self, project: Project) -> JoinReport:
        from ltaxgis.services.join_lists import join_lists

        with project.reading() as reading:
            return join_lists(reading)

    def offers(self, project: Project) -> list[Offer]:
        from ltaxgis.services.suggest_links import suggestions

        with project.reading() as reading:
            found = suggestions(reading, project.settings)
        return [
            Offer(row, parcel, row_code, parcel_code, one.score, one.strong, one.reason, one.facts)
            for row, parcel, row_code, parcel_code, one in found
        ]

    def link_by_hand(self, project: Project, actor: Actor, pairs: Sequence[tuple[Uid, Uid]]) -> Applied:
        from ltaxgis.services.suggest_links import link_by_hand

        return link_by_hand(project, actor, pairs)

    @cached_property
    def _lists(self) -> CodeLists:
        from ltaxgis.app.knowledge import shipped_lists

        return shipped_lists(self._resources)

    @property
    def make_sample(self) -> Callable[[Progress, Path, str], Path]:
        return make_sample

    @property
    def look_at(self) -> Callable[[Progress, LookAsk], list[SourceLook]]:
        return look_at

    @property
    def try_import(self) -> Callable[[Progress, ImportPlan], ImportReport]:
        return try_import

    @property
    def do_import(self) -> Callable[[Progress, ImportPlan], ImportReport]:
        return do_import

    def after_stop(self, begun: Begun, project: Project | None) -> bool:
        from ltaxgis.storage.backup import sweep_copies
        from ltaxgis.storage.create import drop_project

        if begun.is_new:
            drop_project(begun.path)
            return False
        sweep_copies(begun.path)
        if project is None:
            return False
        with project.reading() as reading:
            last = reading.journal(1)
        return bool(last) and last[0].action == "import" and last[0].at >= begun.at

    @property
    def findings_of_try(self) -> Callable[[Progress, ImportPlan, Path, str], Path]:
        return findings_of_try

    @property
    def print_map(self) -> Callable[[Progress, Path, MapOrder, str], Printed]:
        return print_pages

    @cached_property
    def copies(self) -> MapCopies:
        from ltaxgis.app.window_copies import WindowCopies

        return WindowCopies()

    @cached_property
    def cases(self) -> CaseServices:
        from ltaxgis.app.window_cases import WindowCases

        return WindowCases(lambda: self.office_texts)

    @cached_property
    def attachments(self) -> AttachmentServices:
        from ltaxgis.app.window_attachments import WindowAttachments

        return WindowAttachments()

    @cached_property
    def care(self) -> Care:
        from ltaxgis.app.project_file import ProjectCare

        return ProjectCare()

    @cached_property
    def case_papers(self) -> CasePapers:
        from ltaxgis.app.window_case_papers import WindowCasePapers

        return WindowCasePapers(self._resources)

    @cached_property
    def letters(self) -> LetterServices:
        from ltaxgis.app.window_letters import WindowLetters

        return WindowLetters()

    @cached_property
    def pages(self) -> PageViewer:
        from ltaxgis.formats.papers_pictures import PdfiumPages  # loaded by those who print, not at the start

        return PdfiumPages()


def _newest_copy(path: Path, place: Path | None) -> datetime | None:
    """When the newest verified copy of a project was made, beside it or in the second place."""
    copies = path.with_name(f"{path.stem} สำรอง").glob("*.ltax")
    times = [datetime.fromtimestamp(copy.stat().st_mtime, UTC) for copy in copies]
    dated = dated_copies(path, place)[:1] if place is not None else []
    return max([*times, *(copy.at.astimezone() for copy in dated)], default=None)
