"""The letters of the sample town are such as a clerk would have made with the program."""

import tomllib
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest
from tests.builders import CLERK, a_project
from tests.case_desk import shipped_book

from ltaxgis.domain.cases import Case, CaseStep
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.correspondence import Letter, Recipient, Routing
from ltaxgis.domain.numbering import VOID, GivenNumber
from ltaxgis.services.rehearsal import Rehearsal
from ltaxgis.services.sample_letters import Mail, keep_folders, letter_stories
from ltaxgis.services.sample_stories import Stage
from ltaxgis.storage.project import SqlProject

DATA = Path(__file__).parents[2] / "sample_data"
UNTIL = date(2026, 11, 20)
CAME, WENT = 90, 60


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> SqlProject:
    project = a_project(tmp_path_factory.mktemp("town"))
    with project.work(CLERK, "case.sample", large=True) as work:
        stage = Stage(
            rehearsal=Rehearsal(work, project.settings), book=shipped_book(), texts=_toml("cases"), people=[], sites=[],
            random=Random(7),
            until=datetime.combine(UNTIL, time(16, 30), BANGKOK),
            now=datetime.combine(UNTIL - timedelta(days=731), time(16, 30), BANGKOK),
        )  # fmt: skip
        mail = Mail(_toml("letters"), keep_folders(stage, _toml("letters"), (2567, 2568, 2569)))
        stage.play(letter_stories(stage, mail, UNTIL - timedelta(days=730), CAME, WENT))
        stage.rehearsal.store()
        work.commit()
    return project


def _toml(name: str) -> dict[str, object]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def test_all_of_them_came_or_went(town: SqlProject) -> None:
    with town.reading() as reading:
        assert len(reading.having(Case, "desk", ["letters_in"])) == CAME + 2, "and two that are marked"
        assert len(reading.having(Case, "desk", ["letters_out"])) == WENT


def test_no_number_is_missing_or_given_twice(town: SqlProject) -> None:
    series: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    with town.reading() as reading:
        for one in reading.get(GivenNumber, reading.columns(GivenNumber, ()).uids):
            series[one.series, one.division, one.year].append(one.number)

    assert {"letter_in", "letter_out", "letter_circular", "division_in", "order"} <= {name for name, _, _ in series}
    assert all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in series.values())


def test_every_kind_of_end_is_among_them(town: SqlProject) -> None:
    with town.reading() as reading:
        came = {one.state for one in reading.having(Case, "desk", ["letters_in"])}
        went = {one.state for one in reading.having(Case, "desk", ["letters_out"])}

    assert {"filed", "taken"} <= came
    assert {"answered", "sent"} <= went


def test_chiefs_wrote_on_paper_and_divisions_took_in_with_numbers_of_their_own(town: SqlProject) -> None:
    with town.reading() as reading:
        steps = reading.get(CaseStep, reading.columns(CaseStep, ()).uids)
        routings = reading.get(Routing, reading.columns(Routing, ()).uids)

    assert any(one.on_paper and one.kind == "minute" for one in steps)
    assert all(one.number for one in routings if one.received_at is not None)


def test_a_filed_letter_knows_its_file_and_how_long_it_is_kept(town: SqlProject) -> None:
    with town.reading() as reading:
        filed = [one.uid for one in reading.having(Case, "desk", ["letters_in"]) if one.state == "filed"]
        letters = reading.having(Letter, "case_uid", filed)

    assert letters
    assert all(one.folder_uid and one.keep_until is not None for one in letters)


def test_a_void_number_has_its_reason(town: SqlProject) -> None:
    with town.reading() as reading:
        void = [one for one in reading.get(GivenNumber, reading.columns(GivenNumber, ()).uids) if one.state == VOID]

    assert all(one.reason for one in void)


def test_a_circular_goes_to_every_division(town: SqlProject) -> None:
    with town.reading() as reading:
        circular = [one.case_uid for one in reading.get(Letter, reading.columns(Letter, ()).uids) if one.circular]
        people = reading.having(Recipient, "case_uid", circular[:1])

    assert len(people) == len(shipped_book().divisions)
