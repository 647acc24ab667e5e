"""The database's own errors, sorted into what a person can do something about."""

from collections.abc import Iterator
from contextlib import contextmanager

import pysqlite3.dbapi2 as sqlite
from sqlalchemy.exc import DBAPIError

from ltaxgis.domain.errors import Refused

CODES = {
    "SQLITE_BUSY": "project.busy",
    "SQLITE_LOCKED": "project.busy",
    "SQLITE_FULL": "project.disk_full",
    "SQLITE_IOERR": "project.disk_error",
    "SQLITE_READONLY": "project.read_only_place",
    "SQLITE_CORRUPT": "project.damaged",
    "SQLITE_NOTADB": "project.not_a_project",
    "SQLITE_CANTOPEN": "project.cannot_open",
    "SQLITE_PERM": "project.cannot_open",
}


@contextmanager
def in_words(**facts: object) -> Iterator[None]:
    """Turns the driver's errors that a person can mend into `Refused`; others pass as they are."""
    try:
        yield
    except DBAPIError as error:
        raise _refusal(error.orig, facts) or error from error
    except sqlite.Error as error:
        raise _refusal(error, facts) or error from error


def _refusal(error: BaseException | None, facts: dict[str, object]) -> Refused | None:
    name = getattr(error, "sqlite_errorname", "") or ""
    for prefix, code in CODES.items():
        if name.startswith(prefix):
            return Refused(code, **facts)
    return None
