"""Work in a second process: its answers in their order, its shapes whole, and nothing left of it after."""

import multiprocessing
import os
import time
from collections.abc import Callable, Generator
from contextlib import closing
from typing import Any

import numpy as np
import psutil
import pytest
import shapely

from ltaxgis.app.beside import beside
from ltaxgis.domain.errors import Refused
from ltaxgis.services.import_layers import Beside, Waits, at_once
from ltaxgis.services.progress import Progress, Step, silent

Numbers = Generator[Any, None, None]
LONG = 1_000_000
"""More than a pipe holds."""


def counting(progress: Progress, most: int) -> Numbers:
    for number in range(most):
        progress(Step("step.read", number, most))
        yield number, os.getpid()


def drawing(progress: Progress, wkt: list[str]) -> Numbers:
    shapes = np.array([None, *shapely.from_wkt(wkt)], dtype=object)
    yield {"once": shapes, "again": shapes}


def echoing(progress: Progress) -> Generator[Any, str, None]:
    yield "before"
    yield f"heard {len((yield Waits()))}"


def refusing(progress: Progress) -> Numbers:
    yield "before"
    raise Refused("file.damaged", name="แปลง.shp")


def failing(progress: Progress) -> Numbers:
    yield 1 // 0


def forever(progress: Progress) -> Numbers:
    yield os.getpid()
    while True:
        time.sleep(0.01)


def test_answers_come_in_their_order_from_another_process_with_its_steps() -> None:
    told: list[Step] = []
    with closing(beside(lambda step: told.append(step), counting, 3)) as answers:
        numbers = list(answers)
    assert [number for number, _ in numbers] == [0, 1, 2]
    assert {process for _, process in numbers} != {os.getpid()}
    assert [step.done for step in told] == [0, 1, 2]


def test_shapes_arrive_as_they_were_and_one_array_stays_one() -> None:
    wkt = ["POINT (1 2)", "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)))", "POLYGON EMPTY"]
    with closing(beside(silent, drawing, wkt)) as answers:
        answer = next(answers)
    assert [None if shape is None else shape.wkt for shape in answer["once"]] == [None, *wkt]
    assert answer["once"] is answer["again"]


@pytest.mark.parametrize("way", [beside, at_once])
def test_what_it_is_told_it_hears_where_it_waits_for_it(way: Beside) -> None:
    with closing(way(silent, echoing)) as answers:
        answers.tell("ก" * LONG)
        assert list(answers) == ["before", f"heard {LONG}"]


def test_what_nobody_hears_holds_nobody_up() -> None:
    with closing(beside(silent, forever)) as answers:
        answers.tell("ก" * LONG)
        next(answers)


def test_a_refusal_is_raised_where_the_answer_is_asked_for() -> None:
    with closing(beside(silent, refusing)) as answers:
        assert next(answers) == "before"
        with pytest.raises(Refused) as refused:
            next(answers)
    assert refused.value.code == "file.damaged"


def test_a_fault_of_ours_is_refused_as_such() -> None:
    with closing(beside(silent, failing)) as answers, pytest.raises(Refused) as refused:
        next(answers)
    assert refused.value.code == "work.fault"


def test_work_that_dies_is_refused() -> None:
    with closing(beside(silent, forever)) as answers:
        psutil.Process(next(answers)).kill()
        with pytest.raises(Refused) as refused:
            next(answers)
    assert refused.value.code == "work.ended"


def test_closing_ends_the_work() -> None:
    with closing(beside(silent, forever)) as answers:
        process = next(answers)
        assert psutil.pid_exists(process)
    assert not psutil.pid_exists(process)


def test_it_does_not_outlive_whoever_asked_for_it() -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    asking = context.Process(target=_ask_and_wait, args=(theirs.send,))
    asking.start()
    process = ours.recv()
    asking.kill()
    asking.join()
    _until(lambda: not psutil.pid_exists(process) or psutil.Process(process).status() == psutil.STATUS_ZOMBIE)
    ours.close()
    theirs.close()


def _ask_and_wait(tell: Callable[[int], None]) -> None:
    answers = beside(silent, forever)
    tell(next(answers))
    next(answers)


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end, "it goes on"
        time.sleep(0.05)
