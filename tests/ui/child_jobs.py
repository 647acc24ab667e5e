"""What tests let a child process do: functions at the top of a module, as `spawn` needs them."""

import os
import time

from ltaxgis.domain.errors import Refused
from ltaxgis.services.progress import KEEPING, Progress, Step


def count(progress: Progress, upto: int) -> int:
    for number in range(upto):
        progress(Step("work.look", number + 1, upto))
    return upto


def refuse(progress: Progress, name: str) -> None:
    raise Refused("file.missing", name=name)


def break_down(progress: Progress) -> None:
    raise KeyError("no such thing")


def die(progress: Progress) -> None:
    os._exit(3)


def sleep(progress: Progress, seconds: float) -> None:
    progress(Step("work.look"))
    time.sleep(seconds)


def keep(progress: Progress) -> str:
    progress(Step(KEEPING))
    time.sleep(0.5)
    return "kept"


def swallow_memory(progress: Progress) -> int:
    return len(bytearray(8 * 1024**3))


def answer_unpicklable(progress: Progress) -> object:
    return lambda: None
