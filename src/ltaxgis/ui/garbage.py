"""When nobody looks for garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed_by_garbage() -> Iterator[None]:
    """While much is read nobody looks for garbage in it: each look would hold up the window's thread too."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
