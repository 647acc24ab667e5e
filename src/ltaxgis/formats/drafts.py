"""Files that stand whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ltaxgis.domain.errors import Refused


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """A place to write to, beside `path`; it takes the path's place when the block ends well. Raises
    `Refused("file.cannot_write")`."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        yield draft
        draft.replace(path)
    except OSError as error:
        raise Refused("file.cannot_write", name=path.name, why=error.strerror or "") from error
    finally:
        draft.unlink(missing_ok=True)
