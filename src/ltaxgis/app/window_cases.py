"""What the desks of cases need, filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ltaxgis.domain.desks import Desk
    from ltaxgis.domain.office_book import OfficeBook
    from ltaxgis.ports.stores import Project
    from ltaxgis.services.import_petitions import PetitionImport


class WindowCases:
    """`ui.cases.services.CaseServices`. The book is read once a project."""

    def __init__(self, shipped: Callable[[], Mapping[str, str]]) -> None:
        self._shipped = shipped
        self._book: tuple[Project, OfficeBook] | None = None

    def book(self, project: Project) -> OfficeBook:
        known = self._book
        if known is not None and known[0] is project:
            return known[1]
        from ltaxgis.services.office_book import book_of

        with project.reading() as reading:
            book = book_of(reading, self._shipped())
        self._book = (project, book)
        return book

    def forget_book(self) -> None:
        self._book = None

    def now(self) -> datetime:
        return datetime.now(UTC)

    @property
    def list_job(self) -> Callable[..., Path]:
        from ltaxgis.app.case_files import case_list_job

        return case_list_job

    @property
    def statistics_job(self) -> Callable[..., Path]:
        from ltaxgis.app.case_files import statistics_job

        return statistics_job

    @property
    def import_job(self) -> Callable[..., PetitionImport]:
        from ltaxgis.app.petitions import import_petitions_job

        return import_petitions_job

    @property
    def export_job(self) -> Callable[..., list[Path]]:
        from ltaxgis.app.petitions import export_petitions_job

        return export_petitions_job

    def area_job(self, desk: str) -> Callable[..., object]:
        from ltaxgis.app.permits import export_permits_job
        from ltaxgis.app.petitions import export_petitions_job

        return export_permits_job if desk == "permits" else export_petitions_job

    @property
    def findings_job(self) -> Callable[..., Path]:
        from ltaxgis.app.petitions import petition_findings_job

        return petition_findings_job

    def desk(self, name: str) -> Desk:
        from ltaxgis.domain.correspondence_desk import LETTERS_IN, LETTERS_OUT
        from ltaxgis.domain.permit_desk import PERMITS
        from ltaxgis.domain.petition_desk import PETITIONS
        from ltaxgis.domain.publicity_desk import PUBLICITY

        return {one.name: one for one in (PETITIONS, PERMITS, LETTERS_IN, LETTERS_OUT, PUBLICITY)}[name]
