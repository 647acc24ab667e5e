"""Care of real project files: facts, copies, their age on the start page, copies here and to give away."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.builders import CLERK, a_parcel, a_project

from ltaxgis.app.project_file import ProjectCare, give_away_job
from ltaxgis.app.window_services import WindowServices
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.parcels import Parcel
from ltaxgis.ports.resources import Resources
from ltaxgis.services.progress import silent
from ltaxgis.storage.project import SqlProject, open_project

pytestmark = pytest.mark.needs_qt


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    with opened.work(CLERK, "parcel.add") as work:
        work.apply(ChangeSet("parcel.add", (Change(None, a_parcel()),)))
        work.commit()
    yield opened
    opened.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "แฟลชไดรฟ์"
    folder.mkdir()
    return folder


def test_facts_are_those_of_the_file(project: SqlProject, place: Path) -> None:
    care = ProjectCare()
    care.keep_copy(silent, project.path, place)
    care.announce(project, CLERK)

    facts = care.facts(project, place)

    assert (facts.path, facts.counts["parcels"], facts.counts["register"]) == (project.path, 1, 0)
    assert facts.crs.startswith("EPSG:32647")
    assert facts.size == project.path.stat().st_size
    assert list(facts.people) == [CLERK.name]
    assert [copy.size > 0 for copy in facts.copies] == [True]
    assert facts.version[0].isdigit()


def test_the_start_page_tells_the_age_of_the_copy_in_the_second_place(
    project: SqlProject, place: Path, resources: Resources
) -> None:
    services = WindowServices(resources, lambda: place)
    assert services.recent([project.path])[0].backup is None

    services.care.keep_copy(silent, project.path, place)

    told = services.recent([project.path])[0].backup
    assert told is not None
    assert datetime.now(UTC) - told < timedelta(minutes=1)
    assert WindowServices(resources).recent([project.path])[0].backup is None


def test_a_project_in_a_synchronised_folder_says_so_and_a_copy_here_can_be_written(
    project: SqlProject, place: Path, tmp_path: Path
) -> None:
    care = ProjectCare()
    assert care.why_read_only(project) is None
    project.close()
    shared = tmp_path / "OneDrive - เทศบาล" / project.path.name
    shared.parent.mkdir()
    project.path.rename(shared)

    read_only = open_project(shared)
    reason = care.why_read_only(read_only)
    first, second = care.copy_here(read_only, place), care.copy_here(read_only, place)
    read_only.close()

    assert reason is not None
    assert (reason.code, reason.facts["path"]) == ("project.synchronised", str(shared))
    assert first != second
    here = open_project(first)
    with here.reading() as reading:
        assert (here.writable, reading.count(Parcel)) == (True, 1)
    here.close()


def test_that_a_copy_was_given_away_is_a_line_of_the_journal(project: SqlProject, place: Path) -> None:
    target = give_away_job(silent, project.path, place / "ให้สภา.ltax", CLERK)

    assert target.is_file()
    with project.reading() as reading:
        line = reading.journal(1)[0]
    assert (line.action, line.actor, line.reason) == ("copy.given", CLERK.name, "ให้สภา.ltax")


def test_who_may_not_see_people_gives_no_copy_away(project: SqlProject, place: Path) -> None:
    with pytest.raises(Refused, match=r"role\.may_not"):
        give_away_job(silent, project.path, place / "ให้สภา.ltax", replace(CLERK, roles=("viewer",)))

    assert list(place.iterdir()) == []
