"""Sixty things that people type: the right one stands among the first five."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from ltaxgis.app.sample import sample_job
from ltaxgis.services.progress import silent
from ltaxgis.storage.project import SqlProject, open_project

QUERIES = Path(__file__).with_name("queries.csv")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlProject]:
    path = tmp_path_factory.mktemp("ค้นหา") / "เทศบาล.ltax"
    sample_job(silent, path, "th")
    project = open_project(path)
    yield project
    project.close()


def test_the_right_one_is_among_the_first_five(town: SqlProject) -> None:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        queries = list(csv.DictReader(file))
    missed = []
    with town.reading() as reading:
        for query in queries:
            hits = [hit.title for hit in reading.search(query["typed"])[:5]]
            if query["right"] not in hits:
                missed.append(f"{query['typed']} ({query['why']}): {hits}")

    assert len(queries) >= 60
    assert missed == []


def test_nonsense_finds_nothing(town: SqlProject) -> None:
    with town.reading() as reading:
        assert [reading.search(text) for text in ("qqqqzzzz", "ฮฮฮฮฬฬฬฬ", "999999999")] == [[], [], []]
