"""Changes are for those whose role allows them, and so is taking them back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import CLERK, a_parcel, a_project, a_row

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor
from ltaxgis.domain.register import LandRow
from ltaxgis.services.edit_register import edit_register, leave_to_undo, take_back
from ltaxgis.storage.project import SqlProject

ADMIN = CLERK
COUNTER, SURVEYOR, VIEWER = (Actor(role, "", (role,)) for role in ("clerk", "survey", "viewer"))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[SqlProject]:
    made = a_project(tmp_path)
    edit_register(made, ADMIN, ChangeSet("register.edit", (Change(None, a_row()), Change(None, a_parcel()))))
    yield made
    made.close()


def the_row(project: SqlProject) -> LandRow:
    with project.reading() as reading:
        return reading.get(LandRow, reading.columns(LandRow, ("code",)).uids)[0]


def edit(project: SqlProject, actor: Actor, action: str = "register.edit", **values: object) -> int:
    row = the_row(project)
    change = Change(row, replace(row, **values))  # type: ignore[arg-type]
    return edit_register(project, actor, ChangeSet(action, (change,))).number


def test_a_note_is_for_the_counter_too_an_area_is_not(project: SqlProject) -> None:
    edit(project, COUNTER, memo="รอโฉนด", flag="1")
    assert the_row(project).memo == "รอโฉนด"

    with pytest.raises(Refused) as refused:
        edit(project, COUNTER, area=5)

    assert refused.value.code == "role.may_not"
    assert refused.value.facts["roles"] == ("revenue", "administrator")
    assert the_row(project).area == 10_000


def test_a_viewer_changes_nothing(project: SqlProject) -> None:
    with pytest.raises(Refused):
        edit(project, VIEWER, memo="x")


def test_parcels_are_the_surveyors(project: SqlProject) -> None:
    change = ChangeSet("parcel.edit", (Change(None, a_parcel("01A002")),))
    with pytest.raises(Refused):
        edit_register(project, COUNTER, change)
    assert edit_register(project, SURVEYOR, change).count == 1


def test_an_act_is_taken_back_by_who_might_have_done_it(project: SqlProject) -> None:
    number = edit(project, ADMIN, area=5)
    with pytest.raises(Refused):
        take_back(project, COUNTER, number)
    assert the_row(project).area == 5

    take_back(project, ADMIN, number)
    assert the_row(project).area == 10_000


def test_the_counter_takes_its_own_note_back(project: SqlProject) -> None:
    number = edit(project, COUNTER, "register.note", memo="รอโฉนด")
    take_back(project, COUNTER, number)

    assert the_row(project).memo == ""


@pytest.mark.parametrize(
    ("action", "act"),
    [("join.by_hand", "join.edit"), ("import", "import"), ("undo", "register.edit"), ("owner.merge", "register.edit")],
)
def test_taking_back_asks_for_the_leave_of_the_act(action: str, act: str) -> None:
    assert leave_to_undo(action) == act
