"""All tables of a project, made for its CRS."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from threading import Lock

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, MetaData, Table, Text

from ltaxgis.domain.buildings import Building, BuildingUse
from ltaxgis.domain.owners import Owner, Ownership, OwnerVerdict
from ltaxgis.domain.parcels import Feature, Link, Parcel
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow, UseRow
from ltaxgis.domain.signs import Sign
from ltaxgis.storage.schema.case_tables import CASE_KINDS, case_tables, paper_bytes
from ltaxgis.storage.schema.columns import Utc, record_table
from ltaxgis.storage.shape_type import Shape

VERSION = 5
APPLICATION_ID = 0x4C544158  # "LTAX"


class KindTables(Mapping[type[Record], Table]):
    """The table of each kind of record; those of cases are made when one of them is asked for: they are the most, and
    who draws or joins the map needs none of them."""

    def __init__(self, first: Mapping[type[Record], Table], cases: Callable[[], Mapping[type[Record], Table]]) -> None:
        self._first = first
        self._make_cases = cases
        self._one_at_a_time = Lock()
        self._made: Mapping[type[Record], Table] = {}

    @property
    def _cases(self) -> Mapping[type[Record], Table]:
        with self._one_at_a_time:  # two threads that read would both make them, and the second be refused
            self._made = self._made or self._make_cases()
        return self._made

    def __getitem__(self, kind: type[Record]) -> Table:
        found = self._first.get(kind)
        return self._cases[kind] if found is None else found

    def complete(self) -> None:
        """The table of every kind is there."""
        assert tuple(self._cases) == CASE_KINDS

    def __iter__(self) -> Iterator[type[Record]]:
        yield from (*self._first, *CASE_KINDS)

    def __len__(self) -> int:
        return len(self._first) + len(CASE_KINDS)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables by what they hold; `of` is the table of a kind of record."""

    of: KindTables
    journal: Table
    imported: Table
    sources: Table
    findings: Table
    accepted: Table
    private_numbers: Table
    paper_bytes: Table
    own_files: Table
    settings: Table
    open_by: Table
    gate: Table

    @property
    def metadata(self) -> MetaData:
        """All tables, those of all kinds among them."""
        self.of.complete()
        return self.journal.metadata

    @property
    def versioned(self) -> list[Table]:
        return [*self.of.values(), self.imported]


@cache
def make_tables(srid: int) -> Tables:
    """Table objects for a project whose shapes are in this EPSG code, the same for all such projects."""
    metadata = MetaData()
    journal = _journal(metadata)
    area, anything = Shape("MULTIPOLYGON", srid), Shape("GEOMETRY", srid)
    kinds: dict[type[Record], Table] = {
        Owner: record_table(metadata, "owners", Owner, index=("number_key",)),
        Ownership: record_table(metadata, "ownerships", Ownership, index=("subject_uid", "owner_uid")),
        OwnerVerdict: record_table(metadata, "owner_verdicts", OwnerVerdict, index=("one_uid",)),
        LandRow: record_table(metadata, "land_rows", LandRow, index=("code",)),
        UseRow: record_table(metadata, "uses", UseRow, index=("land_uid",)),
        Building: record_table(metadata, "buildings", Building, index=("land_uid",)),
        BuildingUse: record_table(metadata, "building_uses", BuildingUse, index=("building_uid",)),
        Sign: record_table(metadata, "signs", Sign, index=("land_uid",)),
        Parcel: record_table(
            metadata, "parcels", Parcel, shapes={"shape": area, "shape_read": anything}, index=("code",)
        ),
        Feature: record_table(metadata, "features", Feature, shapes={"shape": anything}, index=("layer",)),
        Link: record_table(metadata, "links", Link, index=("row_uid", "parcel_uid")),
    }
    return Tables(
        of=KindTables(kinds, lambda: case_tables(metadata, srid)),
        journal=journal,
        imported=_imported(metadata),
        sources=_sources(metadata),
        findings=_findings(metadata),
        accepted=_accepted(metadata),
        private_numbers=_private_numbers(metadata),
        paper_bytes=paper_bytes(metadata),
        own_files=_own_files(metadata),
        settings=Table("settings", metadata, Column("name", Text, primary_key=True), Column("value", Text)),
        open_by=_open_by(metadata),
        gate=Table("gate", metadata, Column("id", Integer, primary_key=True), Column("open", Integer)),
    )


def _journal(metadata: MetaData) -> Table:
    return Table(
        "journal",
        metadata,
        Column("number", Integer, primary_key=True),
        Column("uid", Text, nullable=False),
        Column("at", Utc, nullable=False),
        Column("actor", Text, nullable=False),
        Column("position", Text, nullable=False),
        Column("action", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("count", Integer, nullable=False),
        Column("undoes", Integer),
        Column("undone_by", Integer),
    )


def _imported(metadata: MetaData) -> Table:
    """What a file last said about a record, versioned like the record itself so that undo takes it back.

    It said what the record's version `record_version` says, but for what stands in `otherwise`: fields in which a
    person's correction was kept, and what is stored in another table.
    """
    table = Table(
        "imported",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("uid", Text, nullable=False),
        Column("version", Integer, nullable=False),
        Column("kind", Text, nullable=False),
        Column("source_uid", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("line", Integer, nullable=False),
        Column("record_version", Integer, nullable=False),
        Column("otherwise", Text, nullable=False, server_default=""),
        Column("rest", Text, nullable=False),
        Column("same_as", Integer),
        Column("recorded_from", Utc, nullable=False),
        Column("recorded_to", Utc),
        Column("opened_by", Integer, nullable=False),
        Column("closed_by", Integer),
    )
    Index("imported_versions", table.c.uid, table.c.version, unique=True)
    Index("imported_closed", table.c.closed_by, sqlite_where=table.c.closed_by.is_not(None))
    return table


def _sources(metadata: MetaData) -> Table:
    names = ("name", "sha256", "kind", "source_table", "profile", "choice")
    return Table(
        "sources",
        metadata,
        Column("uid", Text, primary_key=True),
        Column("size", Integer, nullable=False),
        Column("imported_by", Integer, nullable=False),
        *(Column(name, Text, nullable=False) for name in names),
    )


def _findings(metadata: MetaData) -> Table:
    """`mended_by` is the journal's line that mended it, `reopened_by` the undo that took that back."""
    texts = ("scope", "code", "severity", "source", "sheet", "column", "field", "subject", "value", "understood",
             "suggestion", "facts")  # fmt: skip
    table = Table(
        "findings",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("line", Integer),
        Column("e", Float),
        Column("n", Float),
        Column("mended_by", Integer),
        Column("reopened_by", Integer),
        *(Column(name, Text, nullable=False) for name in texts),
    )
    Index("findings_code", table.c.code)
    return table


def _accepted(metadata: MetaData) -> Table:
    """Findings a person has accepted and does not want to be told again; revocable."""
    return Table(
        "accepted",
        metadata,
        Column("code", Text, primary_key=True),
        Column("subject", Text, primary_key=True),
        Column("value", Text, primary_key=True),
        Column("actor", Text, nullable=False),
        Column("at", Utc, nullable=False),
    )


def _private_numbers(metadata: MetaData) -> Table:
    """Identity and telephone numbers in full: here and nowhere else."""
    return Table(
        "private_numbers",
        metadata,
        Column("key", Integer, primary_key=True),
        Column("number", Text, nullable=False, unique=True),
    )


def _own_files(metadata: MetaData) -> Table:
    return Table(
        "own_files",
        metadata,
        Column("name", Text, primary_key=True),
        Column("version", Integer, primary_key=True),
        Column("content", LargeBinary, nullable=False),
        Column("actor", Text, nullable=False),
        Column("at", Utc, nullable=False),
    )


def _open_by(metadata: MetaData) -> Table:
    """Who has the project open, so that *busy* can say a name."""
    return Table(
        "open_by",
        metadata,
        Column("process", Text, primary_key=True),
        Column("actor", Text, nullable=False),
        Column("since", Utc, nullable=False),
    )
