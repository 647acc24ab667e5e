"""Work behind the window: threads, children, their ends and their errors."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot
from tests.ui import child_jobs

from ltaxgis.domain.errors import Refused
from ltaxgis.services.progress import Progress, Step
from ltaxgis.ui.child_work import Fault
from ltaxgis.ui.tasks import Job, SyncTasks, ThreadTasks


def _note(done: list[int], number: int, _answer: None) -> None:
    done.append(number)


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[ThreadTasks]:
    made = ThreadTasks()
    yield made
    made.close()


def test_an_answer_comes_back_on_the_thread_of_the_window(tasks: ThreadTasks, qtbot: QtBot) -> None:
    threads: list[object] = []

    def work() -> int:
        threads.append(threading.current_thread())
        return 7

    answers: list[tuple[int, QThread]] = []
    tasks.query(work, lambda answer: answers.append((answer, QThread.currentThread())))
    qtbot.waitUntil(lambda: bool(answers))

    assert answers == [(7, tasks.thread())]
    assert threads[0] is not threading.current_thread()


def test_changes_are_made_one_after_the_other(tasks: ThreadTasks, qtbot: QtBot) -> None:
    running, most = 0, 0
    done: list[int] = []
    lock = threading.Lock()

    def work(_progress: Progress) -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        threading.Event().wait(0.01)
        with lock:
            running -= 1

    for number in range(5):
        tasks.change("work.edit", work, partial(_note, done, number))
    qtbot.waitUntil(lambda: len(done) == 5)

    assert most == 1
    assert done == [0, 1, 2, 3, 4]


def test_a_refusal_goes_to_whoever_asked_else_to_the_one_place(tasks: ThreadTasks, qtbot: QtBot) -> None:
    here: list[Refused] = []
    there: list[object] = []
    tasks.failed.connect(there.append)

    def refuse() -> None:
        raise Refused("file.missing", name="a.shp")

    tasks.query(refuse, lambda _answer: None, here.append)
    tasks.query(refuse, lambda _answer: None)
    qtbot.waitUntil(lambda: bool(here) and bool(there))

    assert here[0].facts == {"name": "a.shp"}
    assert isinstance(there[0], Refused)


def test_nobody_is_told_who_is_gone(tasks: ThreadTasks, qtbot: QtBot) -> None:
    class Asker(QObject):
        def take(self, answer: int) -> None:
            raise AssertionError("told after the end")

    asker = Asker()
    begun = threading.Event()
    tasks.query(lambda: begun.wait(2), asker.take)
    from shiboken6 import delete

    delete(asker)
    begun.set()
    later: list[int] = []
    tasks.query(lambda: 1, later.append)
    qtbot.waitUntil(lambda: bool(later))


def test_a_child_tells_its_steps_and_its_answer(tasks: ThreadTasks, qtbot: QtBot) -> None:
    steps: list[Step] = []
    answers: list[int] = []
    tasks.run_in_process("work.look", child_jobs.count, (300,), answers.append, steps.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)

    assert answers == [300]
    assert steps[-1] == Step("work.look", 300, 300)


@pytest.mark.parametrize(
    ("work", "args", "code"),
    [(child_jobs.refuse, ("ก.xlsx",), "file.missing"), (child_jobs.die, (), "work.ended"),
     (child_jobs.swallow_memory, (), "work.memory")],
)  # fmt: skip
def test_what_goes_wrong_in_a_child_is_one_refusal(
    tasks: ThreadTasks, qtbot: QtBot, work: object, args: tuple[object, ...], code: str
) -> None:
    refused: list[Refused] = []
    tasks.run_in_process("work.look", work, args, lambda _answer: None, None, refused.append)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(refused), timeout=20_000)

    assert refused[0].code == code


@pytest.mark.parametrize("work", [child_jobs.break_down, child_jobs.answer_unpicklable])
def test_a_mistake_of_the_program_is_a_fault_with_one_line(tasks: ThreadTasks, qtbot: QtBot, work: object) -> None:
    failed: list[object] = []
    tasks.failed.connect(failed.append)
    tasks.run_in_process("work.look", work, (), lambda _answer: None)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(failed), timeout=20_000)

    assert isinstance(failed[0], Fault)
    assert "\n" not in failed[0].detail


def test_stop_ends_the_child_and_gives_no_answer(tasks: ThreadTasks, qtbot: QtBot) -> None:
    answers: list[object] = []
    job = tasks.run_in_process("work.look", child_jobs.sleep, (60,), answers.append, None, answers.append)
    with qtbot.waitSignal(job.stepped, timeout=20_000):
        pass
    with qtbot.waitSignal(job.ended, timeout=5_000):
        job.stop()

    assert answers == []
    assert not tasks.busy


def test_stop_comes_too_late_for_what_is_being_kept(tasks: ThreadTasks, qtbot: QtBot) -> None:
    answers: list[object] = []
    job = tasks.run_in_process("work.look", child_jobs.keep, (), answers.append, None, answers.append)
    with qtbot.waitSignal(job.stepped, timeout=20_000):
        pass
    with qtbot.waitSignal(job.ended, timeout=5_000):
        job.stop()

    assert answers == ["kept"]


def test_a_change_done_before_it_heard_the_stop_is_told(tasks: ThreadTasks, qtbot: QtBot) -> None:
    answers: list[object] = []
    begun, asked = threading.Event(), threading.Event()

    def work(progress: Progress) -> str:
        progress(Step("work.look"))
        begun.set()
        asked.wait(5)
        return "stored"

    job = tasks.change("work.look", work, answers.append)
    assert begun.wait(5)
    job.stop()
    asked.set()
    qtbot.waitUntil(lambda: bool(answers), timeout=5_000)

    assert answers == ["stored"]


def test_closing_ends_what_is_under_way(qtbot: QtBot) -> None:
    tasks = ThreadTasks()
    tasks.run_in_process("work.look", child_jobs.sleep, (60,), lambda _answer: None)
    tasks.query(lambda: 1, lambda _answer: None)

    tasks.close()

    names = [thread.name for thread in threading.enumerate()]
    assert not [name for name in names if name.startswith(("reader", "writer", "watch"))]


def test_the_synchronous_twin_answers_at_once(qtbot: QtBot) -> None:
    answers: list[int] = []
    jobs: list[Job] = []
    tasks = SyncTasks()
    tasks.started.connect(jobs.append)

    tasks.query(lambda: 3, answers.append)
    tasks.run_in_process("work.look", child_jobs.count, (2,), answers.append)

    assert answers == [3, 2]
    assert jobs[0].over
