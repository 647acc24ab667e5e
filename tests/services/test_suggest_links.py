"""Suggestions of the project: what may be offered, and how surely; links made by hand."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import CLERK, a_parcel, a_project, a_row

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.records import Record
from ltaxgis.services.join_lists import join_lists
from ltaxgis.services.join_register import join_again
from ltaxgis.services.suggest_links import link_by_hand, suggestions, unlink
from ltaxgis.storage.project import SqlProject


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    yield opened
    opened.close()


def store(project: SqlProject, *records: Record) -> None:
    with project.work(CLERK, "test") as work:
        work.apply(ChangeSet("test", tuple(Change(None, record) for record in records)))
        work.commit()


def counts(project: SqlProject) -> dict[str, int]:
    with project.reading() as reading:
        return dict(join_lists(reading).counts)


def test_a_mistyped_code_is_offered_its_parcel(project: SqlProject) -> None:
    parcel, row = a_parcel("01A001"), a_row("01A010", area=10_000)
    store(project, parcel, a_parcel("05C020", e=600_000, side=50), row)
    join_again(project, CLERK)

    with project.reading() as reading:
        offered = suggestions(reading, project.settings)

    assert offered[0][:2] == (row.uid, parcel.uid)


def test_a_parcel_without_a_shape_is_never_offered(project: SqlProject) -> None:
    store(project, replace(a_parcel("01A001"), shape=None, area_m2=None), a_row("01A001"))
    joined = join_again(project, CLERK)

    with project.reading() as reading:
        assert suggestions(reading, project.settings) == []
    assert joined.tally.register_only == counts(project)["register_only"] == 1


def test_of_two_parcels_with_one_code_none_is_a_strong_offer(project: SqlProject) -> None:
    store(project, a_parcel("01A001"), a_parcel("01A001", e=600_000), a_row("01A001"))
    joined = join_again(project, CLERK)

    with project.reading() as reading:
        offered = suggestions(reading, project.settings)

    assert len(offered) == 2
    assert not any(one.strong for *_, one in offered)
    assert joined.tally.ambiguous == counts(project)["ambiguous"] == 1


def test_a_link_by_hand_lasts_through_joining_again_until_it_is_taken_back(project: SqlProject) -> None:
    parcel, row = a_parcel("01A001"), a_row("09Z999")
    store(project, parcel, row)

    link_by_hand(project, CLERK, [(row.uid, parcel.uid)])
    again = join_again(project, CLERK)
    assert (again.tally.joined, again.tally.by["hand"]) == (1, 1)

    unlink(project, CLERK, [row.uid])
    assert counts(project)["joined"] == 0
