"""The office's book: as it comes with the program, and what a town put in its place."""

from collections.abc import Mapping

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.office_book import OWN, OfficeBook, read_book
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading


def book_of(reading: Reading, shipped: Mapping[str, str]) -> OfficeBook:
    """`shipped` are the program's texts by name; a file of the project's own wins over each."""
    own = {name: reading.own_file(_own(name)) for name in shipped}
    return read_book({name: content.decode() if (content := own[name]) else text for name, text in shipped.items()})


def keep_page(project: Project, actor: Actor, shipped: Mapping[str, str], name: str, text: str) -> Applied:
    """The town's own page of the book (days, divisions, series, …). Refused where it cannot be read, or where the
    person may not."""
    ask_leave(actor, "settings")
    read_book({**shipped, name: text})
    with project.work(actor, "office.keep", name) as work:
        work.keep_own_file(_own(name), text.encode())
        return work.commit()


def as_shipped(project: Project, actor: Actor, name: str) -> Applied:
    """The program's page holds again; the town's own stays among the old versions."""
    ask_leave(actor, "settings")
    with project.work(actor, "office.keep", name) as work:
        work.keep_own_file(_own(name), b"")
        return work.commit()


def _own(name: str) -> str:
    return f"{OWN}{name}.toml"
