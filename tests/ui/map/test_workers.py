"""A painting process that stands ready before there is a map."""

from multiprocessing import active_children
from multiprocessing.process import BaseProcess

import pytest

from ltaxgis.ports.resources import Resources
from ltaxgis.ui.map.workers import Workers

pytestmark = pytest.mark.needs_qt


def painting() -> list[BaseProcess]:
    return [child for child in active_children() if child.name == "map"]


def test_the_one_that_stands_ready_is_taken_once(resources: Resources) -> None:
    workers = Workers(resources.fonts)
    workers.stand_ready()
    workers.stand_ready()

    first, second = workers.take(), workers.take()

    try:
        assert first.process.pid != second.process.pid
    finally:
        first.end()
        second.end()
        workers.close()
    assert painting() == []


def test_one_that_died_while_it_waited_is_not_handed_out(resources: Resources) -> None:
    workers = Workers(resources.fonts)
    workers.stand_ready()
    (waiting,) = painting()
    waiting.kill()
    waiting.join()

    taken = workers.take()

    try:
        assert taken.process.is_alive()
    finally:
        taken.end()
        workers.close()
