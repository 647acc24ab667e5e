"""The join of a first register with a first map, made beside the storing of both by whoever has the map."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from ltaxgis.domain.errors import Conflict
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.ledger import JoinTally
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.stores import Columns, MakeReady, Reading, Source, Work
from ltaxgis.services.import_register import ReadTable
from ltaxgis.services.join_register import codes_taken, join_first, take_codes


@dataclass(frozen=True, slots=True)
class Arriving:
    """Records of one kind on their way into a project that holds none, with the line and the source of each."""

    columns: Columns
    lines: Sequence[int]
    sources: Sequence[Source]
    """One for each record."""


@dataclass(frozen=True, slots=True)
class JoinedApart:
    """What came of it: links and search index stand in the file at `path`; `codes` are what parcels are called from
    now on."""

    path: Path
    counts: Mapping[type[Record], int]
    codes: Mapping[Uid, str]
    tally: JoinTally
    findings: tuple[Finding, ...]


def is_first_join(reading: Reading) -> bool:
    """Whether nothing stands in the project that new rows and parcels could be joined with."""
    return not (reading.count(LandRow) or reading.count(Parcel) or reading.count(Link))


def arriving_rows(tables: Sequence[ReadTable]) -> Arriving:
    """The land rows that were read, as they will be stored."""
    mine = [read for read in tables if read.parsed.kind == "land"]
    names = dict.fromkeys(name for read in mine for name in read.parsed.columns)
    parts = [_filled(LandRow, read.parsed.columns, names, len(read.parsed)) for read in mine]
    return Arriving(
        Columns(
            [uid for read in mine for uid in read.uids],
            {name: list(chain.from_iterable(part[name] for part in parts)) for name in names},
        ),
        [line for read in mine for line in read.parsed.lines],
        [read.source for read in mine for _ in read.uids],
    )


def join_apart(rows: Arriving, parcels: Arriving, settings: ProjectSettings, make_ready: MakeReady) -> JoinedApart:
    """Both sides joined, their links and the index of both written where `take_join` finds them."""
    arriving = _Both({LandRow: rows, Parcel: parcels})
    joined, links = join_first(arriving, settings)
    codes = codes_taken(joined.join, joined.sides)
    mapped = parcels.columns
    called = [codes.get(uid, code) for uid, code in zip(mapped.uids, joined.sides.parcels["code"], strict=True)]
    things = {Parcel: Columns(mapped.uids, mapped.data | {"code": called}), LandRow: rows.columns}
    counts = {kind: len(columns) for kind, columns in things.items()}
    return JoinedApart(make_ready.joined(links, things), counts, codes, joined.tally, joined.findings)


def take_join(work: Work, joined: JoinedApart) -> JoinedApart:
    """The join is the project's. Raises `Conflict` where something else stands in it than what was joined."""
    for kind, count in joined.counts.items():
        if work.count(kind) != count:
            raise Conflict("change.conflict", kind=kind.__name__)
    work.take_links(joined.path)
    take_codes(work, joined.codes)
    work.keep_findings("join", joined.findings)
    return joined


@dataclass(frozen=True)
class _Both:
    """`join_register.Readable` of what is not stored yet."""

    things: Mapping[type[Record], Arriving]

    def columns(self, kind: type[Record], names: Sequence[str] | None = None) -> Columns:
        columns = self.things[kind].columns
        return Columns(columns.uids, _filled(kind, columns.data, names or (), len(columns)))

    def get(self, kind: type[Parcel], uids: Iterable[Uid]) -> list[Parcel]:
        shapes = self.things[kind].columns["shape"]
        return [Parcel(uid=uid, shape=shapes[self._place_of[uid]]) for uid in uids]

    def read_at(self, kind: type[Record]) -> tuple[list[Uid], list[int], list[Uid]]:
        told = self.things[kind]
        return told.columns.uids, list(told.lines), [source.uid for source in told.sources]

    def sources(self) -> list[Source]:
        return list({source.uid: source for told in self.things.values() for source in told.sources}.values())

    @cached_property
    def _place_of(self) -> dict[Uid, int]:
        return {uid: index for index, uid in enumerate(self.things[Parcel].columns.uids)}


def _filled(
    kind: type[Record], columns: Mapping[str, Sequence[Any]], names: Iterable[str], count: int
) -> dict[str, list[Any]]:
    """The columns as the project will give them back: what the file does not speak of is the record's default."""
    default = {field.name: field.default for field in fields(kind)}
    filled = {}
    for name in names:
        column = columns.get(name, [default[name]] * count)
        has_gaps = isinstance(default[name], str) and None in column
        filled[name] = ["" if value is None else value for value in column] if has_gaps else list(column)
    return filled
