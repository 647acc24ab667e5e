"""What a town puts in the place of the program's own papers: its emblem."""

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project

TEMPLATES = "templates/"
EMBLEM = f"{TEMPLATES}emblem"
LARGEST = 4 << 20
_MAGIC = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}


def picture_ending(content: bytes) -> str:
    """The ending of a picture that papers can show, by its contents; empty where it is none."""
    known = next((ending for magic, ending in _MAGIC.items() if content.startswith(magic)), "")
    return known or (".svg" if b"<svg" in content[:1024] else "")


def keep_emblem(project: Project, actor: Actor, content: bytes, name: str) -> Applied:
    """The picture stands on every paper of the project from now on; no content takes it away. Refused:
    `emblem.unknown_kind`, `emblem.too_large`, `role.may_not`."""
    ask_leave(actor, "settings")
    if content and not picture_ending(content):
        raise Refused("emblem.unknown_kind", name=name)
    if len(content) > LARGEST:
        raise Refused("emblem.too_large", name=name, most=LARGEST >> 20)
    with project.work(actor, "emblem.keep", name) as work:
        work.keep_own_file(EMBLEM, content)
        return work.commit()
