"""Columns of parcels are read when somebody asks, and owners by nobody else."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.builders import CLERK, a_project
from tests.importing import bring
from tests.town import parcel_file, plots, register_file

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.stores import Columns
from ltaxgis.services.map_layers import map_layers
from ltaxgis.services.near_parcels import ReadsColumns
from ltaxgis.storage.project import SqlProject


class Watched:
    """Looks at a project and remembers what was read."""

    def __init__(self, project: SqlProject) -> None:
        self.project = project
        self.read: list[type[Record]] = []

    @contextmanager
    def __call__(self) -> Iterator[ReadsColumns]:
        with self.project.reading() as reading:
            self._reading = reading
            yield self

    def columns(self, kind: type[Record], names: Sequence[str]) -> Columns:
        self.read.append(kind)
        return self._reading.columns(kind, names)


@pytest.fixture
def project(office_folder: Path, tmp_path: Path) -> Iterator[SqlProject]:
    opened, town = a_project(office_folder), plots(6)
    bring(opened, [register_file(tmp_path, town)], parcel_file(tmp_path, town))
    yield opened
    opened.close()


def test_a_first_picture_reads_uses_and_no_owner(project: SqlProject) -> None:
    look = Watched(project)

    columns = map_layers(look, project.settings)[0].columns
    assert look.read.count(Parcel) == 1
    assert not {LandRow, Owner} & set(look.read)

    assert len(columns["land_use"]) == len(columns["code"]) == 6
    assert LandRow in look.read
    assert Owner not in look.read

    assert any(columns["owner"])
    assert Owner in look.read


def test_what_came_or_went_between_two_looks_disturbs_no_other_parcel(project: SqlProject) -> None:
    columns = map_layers(project.reading, project.settings)[0].columns
    before = list(map_layers(project.reading, project.settings)[0].columns["value"])
    assert columns["land_use"]
    with project.work(CLERK, "row.remove") as work:
        (row,) = work.get(LandRow, work.columns(LandRow, ("code",)).uids[:1])
        links = [one for one in work.get(Link, work.columns(Link, ("row_uid",)).uids) if one.row_uid == row.uid]
        work.apply(ChangeSet("row.remove", tuple(Change(one, None) for one in (*links, row))))
        work.commit()

    values = list(columns["value"])

    gone = [number for number, (was, now) in enumerate(zip(before, values, strict=True)) if was != now]
    assert [values[number] for number in gone] == [None]
