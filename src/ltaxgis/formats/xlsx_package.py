"""What stands around the sheets of an .xlsx: their names and parts, the shared texts, the number formats."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree as SafeXml
from defusedxml.common import DefusedXmlException

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.number_formats import PLAIN, NumberFormat, number_format

LARGEST_PART = 2 << 30
CHUNK = 1 << 22
_ESCAPED = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|lt|gt|amp|quot|apos);")
_EXCEL_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TEXT = re.compile(rb"<t(?: [^>]*)?>([^<]*)</t>")
_SPOKEN = re.compile(rb"<rPh\b.*?</rPh>", re.DOTALL)
# comments, CDATA and document types, in which what looks like a cell need not be one
UNUSUAL_XML = (b"<!",)


class _Characters(dict[str, str]):
    """The character of each escape met: `&amp;`, `&#3585;`, `&#xE01;`."""

    def __missing__(self, escape: str) -> str:
        number = int(f"0{escape[2:-1]}" if escape[2] in "xX" else escape[2:-1], 16 if escape[2] in "xX" else 10)
        self[escape] = character(number)
        return self[escape]


def character(number: int) -> str:
    """The character of a code; the replacement character for what is none, such as half of a pair."""
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else "\ufffd"


_CHARACTERS = _Characters({"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&apos;": "'"})


class UnusualXml(Exception):
    """Legal XML of a kind the quick reading does not know."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook: its name, the part that holds it, whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """An open .xlsx; `formats[s]` shows the numbers of cells of style s, `texts[n]` is shared text n."""

    package: zipfile.ZipFile
    source: str
    sheets: tuple[SheetPart, ...]
    formats: tuple[NumberFormat, ...]
    texts: list[str]
    epoch_1904: bool


def open_workbook(package: zipfile.ZipFile, source: str) -> Workbook:
    """Everything but the sheets, read; `Refused` where the package is damaged or larger than any register."""
    for info in package.infolist():
        if info.flag_bits & 1:
            raise Refused("file.password", name=source)
        if info.file_size > LARGEST_PART:
            raise Refused("file.too_large", name=source, part=info.filename)
    main = _main_part(package)
    book = _xml(package, main, source)
    targets = _targets(package, main, source)
    sheets = tuple(
        SheetPart(sheet.get("name", ""), targets[identity], sheet.get("state", "visible") != "visible")
        for sheet in _children(book, "sheet")
        if (identity := _attribute(sheet, "id")) in targets and "worksheets" in targets[identity]
    )
    epoch_1904 = any(part.get("date1904") in ("1", "true") for part in _children(book, "workbookPr"))
    folder = posixpath.dirname(main)
    styles, texts = f"{folder}/styles.xml", f"{folder}/sharedStrings.xml"
    names = {name.lower(): name for name in package.namelist()}
    return Workbook(
        package=package,
        source=source,
        sheets=sheets,
        formats=_formats(_xml(package, names[styles.lower()], source)) if styles.lower() in names else (PLAIN,),
        texts=_shared_texts(package, names[texts.lower()], source) if texts.lower() in names else [],
        epoch_1904=epoch_1904,
    )


def local_name(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def unescape(raw: bytes) -> str:
    """The text of XML character data, with Excel's own escapes (`_x000D_`) resolved."""
    text = raw.decode("utf-8", "replace")
    if "&" in text:
        text = _ESCAPED.sub(lambda found: _CHARACTERS[found[0]], text)
    return excel_text(text)


def excel_text(text: str) -> str:
    """Text with Excel's escapes for characters XML cannot hold resolved, and line ends as `\\n`."""
    if "_x" in text:
        text = _EXCEL_ESCAPED.sub(lambda found: character(int(found.group(1), 16)), text)
    return text.replace("\r\n", "\n") if "\r" in text else text


def rich_text(raw: bytes) -> str:
    """The text of an `<si>` or `<is>`: its runs joined, without the phonetic guide."""
    if b"<rPh" in raw:
        raw = _SPOKEN.sub(b"", raw)
    return "".join(map(unescape, _TEXT.findall(raw)))


def rich_text_of(element: Element) -> str:
    """The same from a parsed element."""
    parts = [child.text or "" for child in element if local_name(child.tag) == "t"]
    runs = [run for child in element if local_name(child.tag) == "r" for run in child]
    return excel_text("".join(parts + [run.text or "" for run in runs if local_name(run.tag) == "t"]))


def elements(stream: IO[bytes], source: str) -> Iterator[tuple[str, Element]]:
    """The events of a full, safe parse; `Refused` for XML that is broken or bears entities."""
    try:
        yield from SafeXml.iterparse(stream, events=("start", "end"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, zipfile.BadZipFile, EOFError) as error:
        raise Refused("file.damaged", name=source) from error


def _main_part(package: zipfile.ZipFile) -> str:
    for name in package.namelist():
        if name.lower().endswith("workbook.xml"):
            return name
    raise Refused("file.not_a_workbook", name=package.filename or "")


def _xml(package: zipfile.ZipFile, part: str, source: str) -> Element:
    try:
        root: Element = SafeXml.fromstring(package.read(part), forbid_dtd=True)
    except (ParseError, DefusedXmlException, zipfile.BadZipFile, EOFError, KeyError) as error:
        raise Refused("file.damaged", name=source) from error
    return root


def _targets(package: zipfile.ZipFile, main: str, source: str) -> dict[str, str]:
    folder, name = posixpath.split(main)
    relations = _xml(package, f"{folder}/_rels/{name}.rels".lstrip("/"), source)
    return {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        for relation in relations
    }


def _children(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if local_name(element.tag) == name]


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.startswith("{") and local_name(key) == name), "")


def _formats(styles: Element) -> tuple[NumberFormat, ...]:
    own = {int(item.get("numFmtId", "0")): item.get("formatCode", "") for item in _children(styles, "numFmt")}
    cells = next(iter(_children(styles, "cellXfs")), None)
    if cells is None:
        return (PLAIN,)
    numbers = [int(item.get("numFmtId", "0")) for item in cells]
    return tuple(number_format(number, own.get(number)) for number in numbers) or (PLAIN,)


def _shared_texts(package: zipfile.ZipFile, part: str, source: str) -> list[str]:
    try:
        with package.open(part) as stream:
            return _texts_quickly(stream)
    except UnusualXml:
        texts = []
        with package.open(part) as stream:
            for event, element in elements(stream, source):
                if event == "end" and local_name(element.tag) == "si":
                    texts.append(rich_text_of(element))
                    element.clear()
        return texts
    except (zipfile.BadZipFile, EOFError) as error:
        raise Refused("file.damaged", name=source) from error


def _texts_quickly(stream: IO[bytes]) -> list[str]:
    texts: list[str] = []
    carry = b""
    while chunk := stream.read(CHUNK):
        pieces = (carry + chunk).split(b"</si>")
        carry = pieces.pop()
        texts += [rich_text(piece) if b"<t" in piece else "" for piece in pieces]
        if any(mark in chunk for mark in UNUSUAL_XML):
            raise UnusualXml
    if carry and b"</sst>" not in carry and b"<sst" not in carry:
        raise UnusualXml
    if b"<si/>" in carry or any(mark in carry for mark in UNUSUAL_XML):
        raise UnusualXml
    return texts
