"""What the services and the window ask of a project file."""

from __future__ import annotations  # who names a project need not load what its records are made of

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from ltaxgis.domain.changes import Applied, ChangeSet
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.records import Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ltaxgis.ports.cases import Box, CaseCounts, CasePage, CasePlaces, CaseQuery, CaseStatistic, SetDay
    from ltaxgis.ports.letters import AwaitedLine, InboxPage, InboxQuery, LetterStatistic, RegisterPage, RegisterQuery
    from ltaxgis.ports.permits import EndingQuery

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Columns:
    """Many records as columns: `data[name][i]` belongs to `uids[i]`. Shapes are Shapely objects."""

    uids: list[Uid]
    data: dict[str, list[Any]]

    def __len__(self) -> int:
        return len(self.uids)

    def __getitem__(self, name: str) -> list[Any]:
        return self.data[name]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was imported. `sha256` of its bytes; `profile` and `choice` as they were used."""

    uid: Uid
    name: str
    sha256: str
    size: int
    kind: str
    table: str
    profile: str = ""
    choice: str = "{}"


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file last said about records of one kind, as columns beside their uids.

    `keys` make two rows the same from month to month. The file said what the record's version in `versions` says,
    but for the fields in `otherwise` (a JSON object, mostly empty). `rest` is a JSON object of what has no field of
    ours and of cells that were read otherwise than written. `source_uids` are filled in when read.
    """

    uids: list[Uid]
    keys: list[str]
    lines: list[int]
    versions: list[int]
    otherwise: list[str]
    rest: list[str]
    source_uids: list[Uid] = field(default_factory=list)


class MakeReady(Protocol):
    """Writes births and what a file said of them where `Work.take_ready` finds them; answers where. Another process
    may do this."""

    def __call__(self, kind: type[Record], columns: Columns, said: Imported) -> Path: ...

    def joined(self, links: Columns, things: Mapping[type[Record], Columns]) -> Path:
        """The same for the links between things and for the search index of these, which `Work.take_links` finds."""
        ...


PLACE = "place"
"""The kind of a hit that is a zone, a block or another named thing of a layer; its detail is the layer."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is, how a person knows it, and where to look."""

    kind: str
    uid: Uid
    title: str
    detail: str
    parcel_uid: Uid | None
    score: float


@dataclass(frozen=True, slots=True)
class Accepted:
    """A kind of finding that is not told any more: how many places, by whom and when, the last word counting."""

    code: str
    count: int
    actor: str
    at: datetime


class Reading(Protocol):
    """One consistent look at the project, as of now or of a past moment."""

    def columns(
        self, kind: type[Record], names: Sequence[str] | None = None, as_of: datetime | None = None
    ) -> Columns: ...

    def get(self, kind: type[R], uids: Iterable[Uid]) -> list[R]:
        """The open records in the order asked; those that ended are left out."""
        ...

    def count(self, kind: type[Record]) -> int: ...

    def count_unlinked(self) -> int:
        """The land rows that stand on no parcel."""
        ...

    def findings(self, code: str | None = None) -> list[Finding]: ...

    def findings_about(self, subjects: Collection[str]) -> list[Finding]:
        """Those whose place is known by one of these names (codes of parcels and rows)."""
        ...

    def finding_counts(self) -> dict[str, int]: ...

    def accepted(self) -> list[Accepted]: ...

    def imported(self, kind: type[Record]) -> Imported: ...

    def read_at(self, kind: type[Record]) -> tuple[list[Uid], list[int], list[Uid]]:
        """Which line of which source each record was last read from: uids, lines, sources."""
        ...

    def standing_at(self, source: str, table: str, line: int) -> list[Uid]:
        """The records that were last read from this line of a file, named as in a finding's place."""
        ...

    def rest_of(self, uids: Collection[Uid]) -> dict[Uid, str]:
        """What a file said about these records that has no field of ours, as `Imported.rest`; empty ones left out."""
        ...

    def versions(self, kind: type[R], wanted: Iterable[tuple[Uid, int]]) -> dict[Uid, R]:
        """Versions of records, open or not."""
        ...

    def journal(self, limit: int = 200) -> list[Applied]: ...

    def history(self, kind: type[R], uid: Uid) -> list[tuple[R, datetime, str]]:
        """All versions of a thing, the newest first, with when it was recorded and by whom."""
        ...

    def sources(self) -> list[Source]: ...

    def linked(self, uid: Uid) -> Mapping[str, list[Uid]]:
        """What hangs on a parcel or a row, by kind: `rows`, `owners`, `uses`, `buildings`, `signs`, `parcels`."""
        ...

    def having(self, kind: type[R], name: str, values: Iterable[str]) -> list[R]:
        """The open records whose field `name` is one of these values, the oldest first."""
        ...

    def near(self, kind: type[Record], box: tuple[float, float, float, float]) -> list[Uid]:
        """The open records whose shape's box touches this one, project CRS."""
        ...

    def case_page(self, query: CaseQuery) -> CasePage: ...

    def case_uids(self, query: CaseQuery) -> list[Uid]:
        """As `case_page`, nothing but the cases themselves."""
        ...

    def count_steps(self, uids: Sequence[Uid], event: str) -> dict[Uid, int]:
        """How many steps of this event each of these cases has, of those that have one."""
        ...

    def set_days(self, desk: str, states: Sequence[str], viewer: str) -> list[SetDay]:
        """The days that steps set for the cases of a desk that are in these states now, the earliest told first."""
        ...

    def ending_permits(self, query: EndingQuery) -> list[tuple[Uid, Uid]]:
        """The permit and the case of each."""
        ...

    def case_counts(self, desk: str, today: date, viewer: str) -> CaseCounts: ...

    def case_statistics(self, desk: str, first: date, last: date, viewer: str = "") -> list[CaseStatistic]:
        """Without the cases that are for named people only, unless the viewer is one of them."""
        ...

    def case_places(
        self, desk: str, viewer: str = "", box: Box | None = None, first: date | None = None, last: date | None = None
    ) -> CasePlaces:
        """Where the cases of a desk are that came between two days and whose place touches a box; those for named
        people only as in `case_statistics`."""
        ...

    def letter_register(self, query: RegisterQuery) -> RegisterPage:
        """A page of a book of numbers."""
        ...

    def letter_inbox(self, query: InboxQuery) -> InboxPage: ...

    def awaited_answers(self, viewer: str) -> list[AwaitedLine]:
        """Who has not said that a letter came."""
        ...

    def letter_statistics(self, first: date, last: date, today: date) -> list[LetterStatistic]: ...

    def last_number(self, series: str, division: str, year: int) -> int:
        """The highest number given in a series of a BE year, whatever became of it; 0 before the first. Inside a
        work nobody else gives one until it is committed."""
        ...

    def paper(self, sha256: str) -> bytes | None:
        """The bytes of an attachment that lies in the project."""
        ...

    def search(self, text: str, kinds: Sequence[str] = (), limit: int = 30) -> list[Hit]: ...

    def own_file(self, name: str) -> bytes | None: ...

    def own_file_names(self, folder: str) -> list[str]:
        """The town's own files whose names begin so."""
        ...

    def number_key(self, number: str) -> int | None:
        """The key of a private number, None where nobody here has it."""
        ...

    def number(self, key: int) -> str:
        """A private number in full; the caller has asked whether the role may see it."""
        ...


class Work(Reading, Protocol):
    """One transaction of one person with one reason. Leaving it without `commit` undoes it."""

    def apply(self, changes: ChangeSet) -> None:
        """Raises `Conflict` where what was read is no longer what is stored."""
        ...

    def add(self, kind: type[Record], columns: Columns) -> None:
        """Births in bulk; names that are missing take the record's default."""
        ...

    def close(self, kind: type[Record], uids: Sequence[Uid]) -> None: ...

    def rewrite(self, kind: type[Record], fields: Mapping[Uid, Mapping[str, Any]]) -> None:
        """New versions of many records, each with some fields changed."""
        ...

    def take_ready(self, kind: type[Record], source: Source, path: Path) -> None:
        """Records that `MakeReady` wrote into a file are born, and `source` said so."""
        ...

    def take_links(self, path: Path) -> None:
        """Links that `MakeReady.joined` wrote into a file are born; the search index in it is taken by the next
        `refresh_search`."""
        ...

    def forget_imported(self, uids: Sequence[Uid]) -> None: ...

    def keep_imported(self, kind: type[Record], source: Source, imported: Imported) -> None: ...

    def keep_findings(self, scope: str, findings: Iterable[Finding]) -> None:
        """Replaces the findings of a scope (`register`, `parcels`, `join`, `check`)."""
        ...

    def accept_findings(self, code: str, subjects: Collection[str] | None = None) -> int:
        """Not told again until revoked; answers how many."""
        ...

    def revoke_acceptance(self, code: str) -> int: ...

    def mend_kind(self, code: str) -> None:
        """All findings of a code are mended by this act: not listed any more, unless it is undone."""
        ...

    def mend_findings(self, findings: Iterable[Finding]) -> None:
        """As above, those of the same code at the same place as these."""
        ...

    def number_keys(self, numbers: Iterable[str]) -> dict[str, int]:
        """A key for each private number, the old one where it is known."""
        ...

    def keep_settings(self, settings: ProjectSettings) -> None: ...

    def keep_own_file(self, name: str, content: bytes) -> None: ...

    def keep_paper(self, sha256: str, content: bytes) -> None:
        """The bytes lie in the project, each once."""
        ...

    def undo(self, number: int) -> None:
        """Applies the inverse of a journal line; `Conflict` where something stands on it."""
        ...

    def refresh_search(self) -> None: ...

    def commit(self) -> Applied: ...


class Project(Protocol):
    """An open project. Reading never waits for writing."""

    @property
    def settings(self) -> ProjectSettings: ...

    @property
    def name(self) -> str: ...

    @property
    def writable(self) -> bool: ...

    def reading(self) -> AbstractContextManager[Reading]: ...

    def work(
        self, actor: Actor, action: str, reason: str = "", *, large: bool = False
    ) -> AbstractContextManager[Work]: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class LayerShapes:
    """A layer for painting: shapes in the project CRS, with the columns themes and labels ask for. A column may be
    read when it is first asked for."""

    name: str
    uids: list[Uid]
    shapes: NDArray[np.object_]
    columns: Mapping[str, Sequence[Any]]
