"""Who runs a command: the journal's *who* where nobody sits at the window."""

import getpass

from ltaxgis.domain.project import Actor


def who_runs() -> Actor:
    """The user of this computer."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # no name in the environment of a service
        name = "ltaxgis"
    return Actor(name)
