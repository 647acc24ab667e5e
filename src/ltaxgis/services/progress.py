"""How long work tells where it stands, and learns that it should stop."""

from dataclasses import dataclass
from typing import Protocol

from ltaxgis.domain.telling import Told

KEEPING = "step.commit"
"""The step after which work is kept: whoever wants it stopped then comes too late."""


@dataclass(frozen=True, slots=True)
class Step:
    """`code` names the step (`import.read`); `done` of `total` units, total 0 where it is not known."""

    code: str
    done: int = 0
    total: int = 0


class Progress(Protocol):
    """Called with each step; raises `Stopped` where the user asked for it."""

    def __call__(self, step: Step) -> None: ...


def telling(progress: Progress, code: str) -> Told:
    """What counts one step: for functions that know nothing of steps."""

    def told(done: int, total: int) -> None:
        progress(Step(code, done, total))

    return told


def silent(step: Step) -> None:
    """For callers that show nothing."""
