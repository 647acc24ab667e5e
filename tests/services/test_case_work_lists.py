"""Work lists that no single question tells: short of time, owing a letter, running out, to be walked."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.permits import COUNTER, Desk

from ltaxgis.domain.cases import Case, local_day
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.permit_states import PERMIT_TABLE
from ltaxgis.services.case_work_lists import owing_notice, short_of_time


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    made = Desk(project)
    made.build_street()
    yield made
    project.close()


@pytest.mark.parametrize(("used", "short", "owed"), [(30, False, False), (37, True, False), (60, False, True)])
def test_what_has_used_four_fifths_of_its_time_is_short_of_it_until_it_is_late(
    desk: Desk, used: int, short: bool, owed: bool
) -> None:
    uid: Uid = desk.receive().received.case.uid
    with desk.project.reading() as reading:
        [case] = reading.get(Case, [uid])
        today = case.starts_on + timedelta(days=used)
        assert (list(short_of_time(reading, PERMIT_TABLE, COUNTER.name, today)) == [uid]) is short
        assert (list(owing_notice(reading, COUNTER, desk.book, today)) == [uid]) is owed
    assert local_day(desk.now) <= today
