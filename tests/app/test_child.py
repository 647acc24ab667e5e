"""Heavy work of the command line, interrupted: before it is kept all ends, after that its answer is waited for."""

import os
import signal
import sys

import pytest
from tests.ui import child_jobs

from ltaxgis.app.child import in_child
from ltaxgis.services.progress import Step

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no process can press Ctrl+C for itself there")


def press(step: Step) -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupt_ends_the_work() -> None:
    with pytest.raises(KeyboardInterrupt):
        in_child(child_jobs.sleep, (60,), press)


def test_an_interrupt_while_the_work_is_kept_comes_too_late() -> None:
    assert in_child(child_jobs.keep, (), press) == "kept"


def test_interrupts_are_heard_again_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)
    in_child(child_jobs.count, (1,), lambda step: None)
    assert signal.getsignal(signal.SIGINT) is before
