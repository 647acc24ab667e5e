"""What the desks of cases need from the rest of the program, filled in by `app`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ltaxgis.domain.desks import Desk
    from ltaxgis.domain.office_book import OfficeBook
    from ltaxgis.ports.stores import Project
    from ltaxgis.services.import_petitions import PetitionImport


class CaseServices(Protocol):
    """May be called from any thread. The use cases themselves are functions of `services` and need no name here."""

    def book(self, project: Project) -> OfficeBook:
        """The office's book, the project's own pages in place of the program's; kept until `forget_book`."""
        ...

    def forget_book(self) -> None:
        """A page was changed: the book is read again."""
        ...

    def now(self) -> datetime: ...

    @property
    def list_job(self) -> Callable[..., Path]:
        """*child*: a work list as a workbook: path of the project, target, query, title, today, language, actor."""
        ...

    @property
    def statistics_job(self) -> Callable[..., Path]:
        """*child*: a desk's figures as charts or a workbook: path of the project, target, desk, first and last day,
        language, actor."""
        ...

    @property
    def import_job(self) -> Callable[..., PetitionImport]:
        """*child*: petitions of a file: path of the project, actor, file, system or an empty text."""
        ...

    @property
    def export_job(self) -> Callable[..., list[Path]]:
        """*child*: petitions that may be published: path of the project, target, system, language, actor."""
        ...

    def area_job(self, desk: str) -> Callable[..., object]:
        """*child*: cases of a desk that may be published: path of the project, target, `geojson` or `csv`, language,
        actor, uids of those that are wanted."""
        ...

    @property
    def findings_job(self) -> Callable[..., Path]:
        """*child*: findings of an import as a workbook: the findings, target, language."""
        ...

    def desk(self, name: str) -> Desk:
        """`petitions` or `permits`."""
        ...
