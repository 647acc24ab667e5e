"""What the desks of cases need from the rest of the program, filled in by `app`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ltaxgis.domain.desks import Desk
    from ltaxgis.domain.office_book import OfficeBook
    from ltaxgis.ports.stores import Project


class CaseServices(Protocol):
    """May be called from any thread. The use cases themselves are functions of `services` and need no name here."""

    def book(self, project: Project) -> OfficeBook:
        """The office's book, the project's own pages in place of the program's; kept until `forget_book`."""
        ...

    def forget_book(self) -> None:
        """A page was changed: the book is read again."""
        ...

    def now(self) -> datetime: ...

    def desk(self, name: str) -> Desk:
        """`petitions` or `permits`."""
        ...
