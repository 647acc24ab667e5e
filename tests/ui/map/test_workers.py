"""A painting process that stands ready before there is a map."""

import time

import psutil
import pytest

from ltaxgis.ports.resources import Resources
from ltaxgis.ui.map.workers import Workers

pytestmark = pytest.mark.needs_qt


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
    assert not [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]


def test_one_that_died_while_it_waited_is_not_handed_out(resources: Resources) -> None:
    workers = Workers(resources.fonts)
    workers.stand_ready()
    (waiting,) = [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]
    waiting.kill()
    while waiting.status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)

    taken = workers.take()

    try:
        assert taken.process.is_alive()
    finally:
        taken.end()
        workers.close()
