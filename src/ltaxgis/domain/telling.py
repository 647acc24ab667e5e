"""How long work inside a function tells how far it is, to whoever asked."""

from collections.abc import Callable

Told = Callable[[int, int], None]
"""Called with how many are done, of how many; the second is a guess where only the end tells it, never less than the
first. What it raises ends the work."""


def untold(done: int, total: int) -> None:
    """For callers that show nothing."""
