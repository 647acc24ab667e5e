"""What a town puts in the place of the program's own papers: its emblem, the garuda, a letter to go on with in Word."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.papers.letter import LETTER_FIELDS
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.papers import LetterFiller
from ltaxgis.ports.stores import Project, Reading

TEMPLATES = "templates/"
EMBLEM, GARUDA = f"{TEMPLATES}emblem", f"{TEMPLATES}garuda"
LETTER = f"{TEMPLATES}letter.docx"
LARGEST = 4 << 20
_MAGIC = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}


def picture_ending(content: bytes) -> str:
    """The ending of a picture that papers can show, by its contents; empty where it is none."""
    known = next((ending for magic, ending in _MAGIC.items() if content.startswith(magic)), "")
    return known or (".svg" if b"<svg" in content[:1024] else "")


Trial = Callable[[str, bytes], None]
"""Refuses what papers could not be set with, told by the name of its file."""


def no_trial(_name: str, _content: bytes) -> None:
    """Anything will do."""


def keep_emblem(
    project: Project, actor: Actor, content: bytes, name: str, place: str = EMBLEM, trial: Trial = no_trial
) -> Applied:
    """The picture stands on every paper of the project from now on; no content takes it away. `place` is `EMBLEM` or
    `GARUDA`. Refused: `emblem.unknown_kind`, `emblem.too_large`, `role.may_not`, and as `trial` does."""
    ask_leave(actor, "settings")
    if content and not picture_ending(content):
        raise Refused("emblem.unknown_kind", name=name)
    if len(content) > LARGEST:
        raise Refused("emblem.too_large", name=name, most=LARGEST >> 20)
    if content:
        trial(name, content)
    with project.work(actor, "emblem.keep", name) as work:
        work.keep_own_file(place, content)
        return work.commit()


def keep_letter(project: Project, actor: Actor, content: bytes, name: str, filler: LetterFiller) -> Applied:
    """Letters for Word are the town's own document from now on; no content takes it away. Refused: `letter.field`
    where it has a field that no letter fills, naming it, and what `filler` says of a damaged one."""
    ask_leave(actor, "settings")
    if content:
        ask_fields(filler.fields(content, name), name)
    with project.work(actor, "letter.keep", name) as work:
        work.keep_own_file(LETTER, content)
        return work.commit()


def keep_template(
    project: Project, actor: Actor, content: bytes, name: str, known: Collection[str], trial: Trial
) -> Applied:
    """Papers are set with the town's own template in the place of the program's of that name from now on; no content
    takes it away. `known` are the names of the program's templates. Refused: `template.unknown`, `emblem.too_large`,
    `role.may_not`, and as `trial` does."""
    ask_leave(actor, "settings")
    if name not in known:
        raise Refused("template.unknown", name=name)
    if len(content) > LARGEST:
        raise Refused("emblem.too_large", name=name, most=LARGEST >> 20)
    if content:
        trial(name, content)
    with project.work(actor, "template.keep", name) as work:
        work.keep_own_file(f"{TEMPLATES}{name}", content)
        return work.commit()


@dataclass(frozen=True, slots=True)
class OwnPapers:
    """What a town has of its own for its papers: pictures by their endings (empty where there is none), names of
    templates, and whether it has a letter for Word."""

    emblem: str
    garuda: str
    templates: frozenset[str]
    letter: bool


def own_papers(reading: Reading) -> OwnPapers:
    held = {name: reading.own_file(name) or b"" for name in reading.own_file_names(TEMPLATES)}
    names = frozenset(name.removeprefix(TEMPLATES) for name, content in held.items() if content)
    return OwnPapers(
        picture_ending(held.get(EMBLEM, b"")), picture_ending(held.get(GARUDA, b"")),
        frozenset(name for name in names if name.endswith(".typ")), bool(held.get(LETTER)),
    )  # fmt: skip


def ask_fields(fields: Collection[str], name: str) -> None:
    """Refused (`letter.field`) where a field is none that a letter fills."""
    for field in sorted(fields):
        if field not in LETTER_FIELDS:
            raise Refused("letter.field", field=field, name=name)
