"""A clerk in another process, who takes numbers while somebody else does."""

import multiprocessing
import os
from pathlib import Path
from typing import Any

from ltaxgis.services.case_numbers import give_number
from ltaxgis.storage.project import SqlProject, open_project
from tests.case_desk import COUNTER, TODAY, Counter, shipped_book

SERIES = "letter_in"


def open_it(path: Path) -> SqlProject:
    return open_project(path)


def take_many(path: Path, count: int, ready: Any) -> None:
    """Cases are taken in, each with its number, as soon as the other process is ready too."""
    project = open_it(path)
    desk = Counter(project)
    ready.wait(60)
    for n in range(count):
        desk.receive(f"เรื่องที่ {n} ของ {os.getpid()}")
    project.close()


def write_many(path: Path, count: int, ready: Any) -> None:
    """Letters get their numbers by telephone, every third a circular, as soon as the other process is ready too."""
    from tests.letters import Registry

    project = open_it(path)
    registry = Registry(project)
    ready.wait(60)
    for n in range(count):
        registry.quick(circular=n % 3 == 0)
    project.close()


def take_and_die(path: Path) -> None:
    """A number is given, and the process dies before it is kept."""
    project = open_it(path)
    with project.work(COUNTER, "number.reserve") as work:
        give_number(work, shipped_book().series[SERIES], TODAY)
        os._exit(9)


def run_beside(path: Path, clerks: int, count: int, *, letters: bool = False) -> None:
    """So many processes take so many numbers each, all at once."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(clerks)
    work = write_many if letters else take_many
    started = [context.Process(target=work, args=(path, count, ready)) for _ in range(clerks)]
    for process in started:
        process.start()
    for process in started:
        process.join(180)
        assert process.exitcode == 0


def run_and_die(path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=take_and_die, args=(path,))
    process.start()
    process.join(60)
    assert process.exitcode == 9
