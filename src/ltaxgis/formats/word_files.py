"""The text of .docx and .xlsx packages, read without entities, macros or links."""

import zipfile
from io import BytesIO
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree as SafeXml
from defusedxml.common import DefusedXmlException

from ltaxgis.domain.attachments import DOCX
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.paper_texts import LONGEST_TEXT
from ltaxgis.formats.archives import damage_said

_LARGEST_PART = 64 << 20
_PART = {True: "word/document.xml", False: "xl/sharedStrings.xml"}
_ENDS = {"p": "\n", "si": "\n", "br": "\n", "tab": "\t", "tc": "\t"}


def office_text(content: bytes, media: str, name: str) -> str:
    """The running text of a document, or the texts of a workbook's cells. Refused where it is damaged or has
    entities (`file.damaged`), locked (`file.password`), or far too large (`file.zip_too_large`)."""
    part = _PART[media == DOCX]
    with damage_said(name), zipfile.ZipFile(BytesIO(content)) as package:
        if part not in package.namelist():
            return ""
        info = package.getinfo(part)
        if info.flag_bits & 1:
            raise Refused("file.password", name=name)
        if info.file_size > _LARGEST_PART:
            raise Refused("file.zip_too_large", name=name)
        return _text(package.read(part), name)


def _text(xml: bytes, name: str) -> str:
    said: list[str] = []
    try:
        for _, element in SafeXml.iterparse(BytesIO(xml), events=("end",), forbid_dtd=True):
            tag = element.tag.rpartition("}")[2]
            if tag == "t" and element.text:
                said.append(element.text)
            elif tag in _ENDS:
                said.append(_ENDS[tag])
            element.clear()
    except (ParseError, DefusedXmlException) as error:
        raise Refused("file.damaged", name=name) from error
    return "".join(said)[:LONGEST_TEXT].strip()
