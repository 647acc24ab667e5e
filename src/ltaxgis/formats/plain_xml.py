"""XML of a stranger read without trust: no document type and so no entity, nothing from outside, a limit to depth."""

from dataclasses import dataclass, field
from typing import Never
from xml.parsers import expat

from ltaxgis.domain.errors import Refused


@dataclass(slots=True)
class Element:
    """An element by its name without its namespace, as clients differ in those; with its line and what is in it."""

    name: str
    line: int = 0
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        return "".join(self.text).strip()

    def find(self, *names: str) -> "Element | None":
        """The first of its children, and theirs, by these names."""
        found: Element | None = self
        for name in names:
            if found is None:
                return None
            found = next((one for one in found.children if one.name == name), None)
        return found

    def told(self, *names: str) -> str:
        found = self.find(*names)
        return found.said if found is not None else ""

    def every(self, name: str) -> list["Element"]:
        return [one for one in self.children if one.name == name]


def parse_plain(content: bytes, name: str, subject: str, deepest: int) -> Element:
    """The tree of a file that declares nothing of its own. Refused `<subject>.forbidden` where it does,
    `<subject>.damaged` where it is none or deeper than this."""
    root = Element("")
    open_ones = [root]
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def begin(tag: str, attributes: dict[str, str]) -> None:
        if len(open_ones) > deepest:
            raise Refused(f"{subject}.damaged", name=name)
        plain = {_plain(key): value for key, value in attributes.items()}
        element = Element(_plain(tag), parser.CurrentLineNumber, plain)
        open_ones[-1].children.append(element)
        open_ones.append(element)

    def say(text: str) -> None:
        open_ones[-1].text.append(text)

    def forbidden(*_told: object) -> Never:
        raise Refused(f"{subject}.forbidden", name=name)

    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _tag: open_ones.pop()
    parser.CharacterDataHandler = say
    parser.StartDoctypeDeclHandler = forbidden
    parser.EntityDeclHandler = forbidden
    parser.ExternalEntityRefHandler = forbidden
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refused(f"{subject}.damaged", name=name) from error
    return root.children[0]


def _plain(tag: str) -> str:
    return tag.rpartition(":")[2]
