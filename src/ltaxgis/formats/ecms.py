"""Messages of e-CMS (TH e-GIF 1.0) read and written: SOAP 1.1 around a letter, a notice or a request to delete."""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from ltaxgis.domain.ecms import (
    ACCEPT,
    INVALID,
    INVALID_ACCEPT,
    RECEIVE,
    REJECT,
    EcmsBody,
    EcmsDelete,
    EcmsFile,
    EcmsLetter,
    EcmsMessage,
    EcmsNotice,
    EcmsParty,
    EcmsProcessed,
    EcmsReference,
    EcmsSignature,
)
from ltaxgis.domain.errors import Refused
from ltaxgis.formats.drafts import drafted
from ltaxgis.formats.plain_xml import Element, parse_plain

LARGEST = 64 << 20
DEEPEST = 16
MOST_FILES = 200
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
WSA = "http://www.w3.org/2005/08/addressing"
RSM = "urn:th:gov:egif:data:standard:GovernmentDocument:1.0"
RAM = "urn:th:gov:egif:data:standard:ReusableAggregateBusinessInformationEntity:1"
_OUTBOUND, _INBOUND = "CorrespondenceLetterOutboundRequest", "CorrespondenceLetterInboundResponse"
_SPECIAL = "CorrespondenceLetterInboundSpecialResponse"
_DELETE, _PROCESSED = "CorrespondenceDeleteGovernmentDocumentRequest", "CorrespondenceLetterDeleteRequest"
_NOTIFIERS = {
    "ReceiveLetterNotifier": RECEIVE, "AcceptLetterNotifier": ACCEPT, "RejectLetterNotifier": REJECT,
    "InvalidLetterNotifier": INVALID, "InvalidAcceptIDNotifier": INVALID_ACCEPT,
}  # fmt: skip
_NOTIFIER_OF = {kind: name for name, kind in _NOTIFIERS.items()}
_TELLS_NUMBER = frozenset({ACCEPT, INVALID_ACCEPT})
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?:[T ].*|Z|[+-]\d{2}:\d{2})?\s*\Z")


def read_message(content: bytes, name: str) -> EcmsMessage:
    """What a file says. A letter without its envelope is read too. Refused: `ecms.damaged`, `ecms.forbidden`,
    `ecms.too_large`, `ecms.other` where it is no message that a person sends on, `ecms.bad_day`, `ecms.bad_file`."""
    if len(content) > LARGEST:
        raise Refused("ecms.too_large", name=name, most=LARGEST >> 20)
    root = parse_plain(content, name, "ecms", DEEPEST)
    header = root.find("Header")
    told = {one.name.lower(): one.said for one in header.children} if header is not None else {}
    inside = root.find("Body") if root.name == "Envelope" else Element("Body", children=[root])
    if inside is None or not inside.children:
        raise Refused("ecms.other", name=name)
    return EcmsMessage(_body(inside.children[0], name), told.get("messageid", ""), told.get("to", ""))


def write_message(message: EcmsMessage) -> bytes:
    """The message as XML, UTF-8."""
    head = _tag("wsa:MessageID", message.message_id) + _tag("wsa:To", message.to)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<SOAP-ENV:Envelope xmlns:SOAP-ENV="{SOAP}"><SOAP-ENV:Header xmlns:wsa="{WSA}">{head}</SOAP-ENV:Header>'
        f"<SOAP-ENV:Body>{''.join(_told(message.body))}</SOAP-ENV:Body></SOAP-ENV:Envelope>\n"
    ).encode()


def write_message_file(path: Path, message: EcmsMessage) -> None:
    """The message stands at `path`, whole or not at all. Refused: `file.kind_unknown`, `file.cannot_write`."""
    if path.suffix.lower() != ".xml":
        raise Refused("file.kind_unknown", name=path.name)
    with drafted(path) as draft:
        draft.write_bytes(write_message(message))


# reading


def _body(element: Element, name: str) -> EcmsBody:
    if element.name == _PROCESSED:
        return EcmsProcessed(element.told("ProcessID"))
    if element.name == _DELETE:
        return _delete(element, name)
    if element.name in (_OUTBOUND, _INBOUND, _SPECIAL):
        inside = next((one for one in element.children if one.name in ("GovernmentDocument", *_NOTIFIERS)), None)
        if inside is None:
            raise Refused("ecms.other", name=name)
        element = inside
    if element.name in _NOTIFIERS:
        return _notice(element, name)
    letter = element.find("CorrespondenceLetter")
    if element.name != "GovernmentDocument" or letter is None:
        raise Refused("ecms.other", name=name)
    return _letter(letter, element.find("GovernmentSignature"), name)


def _letter(one: Element, signature: Element | None, name: str) -> EcmsLetter:
    main, files = one.find("MainLetterBinaryObject"), one.every("AttachmentBinaryObject")
    if len(files) > MOST_FILES:
        raise Refused("ecms.too_large", name=name, most=LARGEST >> 20)
    lines = [line.strip() for told in one.every("Attachment") for line in told.said.splitlines()]
    return EcmsLetter(
        letter_id=one.told("ID"),
        day=_day(one.told("CorrespondenceDate"), name),
        subject=one.told("Subject"),
        secret_code=one.told("SecretCode"),
        speed_code=one.told("SpeedCode"),
        sender=_party(one.find("SenderParty")),
        receiver=_party(one.find("ReceiverParty")),
        references=tuple(
            EcmsReference(ref.told("ID"), _perhaps(ref.told("CorrespondenceDate"), name), ref.told("Subject"))
            for ref in one.every("ReferenceCorrespondence")
        ),
        attachments=tuple(filter(None, lines)),
        sent_on=_perhaps(one.told("SendDate"), name),
        description=one.told("Description"),
        main=_file(main, name) if main is not None and main.said else None,
        files=tuple(_file(file, name) for file in files if file.said),
        signature=_signature(signature),
    )


def _party(one: Element | None) -> EcmsParty:
    if one is None:
        return EcmsParty()
    return EcmsParty(
        one.told("GivenName"), one.told("FamilyName"), one.told("JobTitle"), one.told("MinistryOrganization", "ID"),
        one.told("DepartmentOrganization", "ID"),
    )  # fmt: skip


def _signature(one: Element | None) -> EcmsSignature | None:
    if one is None:
        return None
    who = one.find("SignerParty") or Element("")
    return EcmsSignature(
        one.told("TypeCode"), who.told("GivenName"), who.told("FamilyName"), who.told("Title"),
        who.told("MinistryCode"), who.told("DepartmentCode"),
    )  # fmt: skip


def _notice(one: Element, name: str) -> EcmsNotice:
    return EcmsNotice(
        _NOTIFIERS[one.name], one.told("LetterID"), _day(one.told("CorrespondenceDate"), name), one.told("Subject"),
        one.told("AcceptID"),
    )  # fmt: skip


def _delete(one: Element, name: str) -> EcmsDelete:
    return EcmsDelete(
        one.told("LetterID"), _day(one.told("CorrespondenceDate"), name), one.told("SenderDepartment", "Code"),
        one.told("AcceptDepartment", "Code"),
    )  # fmt: skip


def _file(one: Element, name: str) -> EcmsFile:
    try:
        content = base64.b64decode("".join(one.said.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused("ecms.bad_file", name=name) from error
    return EcmsFile(one.attributes.get("mimeCode", ""), content)


def _perhaps(told: str, name: str) -> date | None:
    return _day(told, name) if told else None


def _day(told: str, name: str) -> date:
    """A day of the common era, as the exchange writes it."""
    found = _DAY.match(told)
    try:
        if found is not None:
            return date(*(int(part) for part in found.groups()))
    except ValueError as error:
        raise Refused("ecms.bad_day", name=name, text=told) from error
    raise Refused("ecms.bad_day", name=name, text=told)


# writing


def _told(body: EcmsBody) -> Iterator[str]:
    if isinstance(body, EcmsLetter):
        yield _around(_OUTBOUND, _document(body))
    elif isinstance(body, EcmsNotice):
        yield _around(_OUTBOUND, _around(_NOTIFIER_OF[body.kind], "".join(_notice_told(body))))
    elif isinstance(body, EcmsDelete):
        yield _around(_DELETE, "".join(_delete_told(body)))
    else:
        yield _around(_PROCESSED, _tag("ProcessID", body.process_id))


def _document(one: EcmsLetter) -> str:
    inside = _around("ram:CorrespondenceLetter", "".join(_letter_told(one)))
    if one.signature is not None:
        inside += _around("ram:GovernmentSignature", "".join(_signature_told(one.signature)))
    return f'<rsm:GovernmentDocument xmlns:rsm="{RSM}" xmlns:ram="{RAM}">{inside}</rsm:GovernmentDocument>'


def _letter_told(one: EcmsLetter) -> Iterator[str]:
    """The elements in the order in which the exchange wants them."""
    yield _tag("ram:ID", one.letter_id)
    yield _tag("ram:CorrespondenceDate", one.day.isoformat())
    yield _tag("ram:Subject", one.subject)
    yield _tag("ram:SecretCode", one.secret_code)
    yield _tag("ram:SpeedCode", one.speed_code)
    yield _around("ram:SenderParty", "".join(_party_told(one.sender)))
    yield _around("ram:ReceiverParty", "".join(_party_told(one.receiver)))
    for ref in one.references:
        day = ref.day.isoformat() if ref.day is not None else ""
        parts = (_tag("ram:ID", ref.letter_id), _tag("ram:CorrespondenceDate", day), _tag("ram:Subject", ref.subject))
        yield _around("ram:ReferenceCorrespondence", "".join(parts))
    yield _tag("ram:Attachment", "\n".join(one.attachments))
    yield _tag("ram:SendDate", one.sent_on.isoformat() if one.sent_on is not None else "")
    yield _tag("ram:Description", one.description)
    yield from _files_told("ram:MainLetterBinaryObject", [one.main] if one.main is not None else [])
    yield from _files_told("ram:AttachmentBinaryObject", one.files)


def _party_told(one: EcmsParty) -> Iterator[str]:
    yield _tag("ram:GivenName", one.given_name)
    yield _tag("ram:FamilyName", one.family_name)
    yield _tag("ram:JobTitle", one.job_title)
    yield _around("ram:MinistryOrganization", _tag("ram:ID", one.ministry))
    yield _around("ram:DepartmentOrganization", _tag("ram:ID", one.department))


def _signature_told(one: EcmsSignature) -> Iterator[str]:
    yield _tag("ram:TypeCode", one.type_code)
    told = (("GivenName", one.given_name), ("FamilyName", one.family_name), ("Title", one.title),
            ("MinistryCode", one.ministry), ("DepartmentCode", one.department))  # fmt: skip
    yield _around("ram:SignerParty", "".join(_tag(f"ram:{name}", text) for name, text in told))


def _notice_told(one: EcmsNotice) -> Iterator[str]:
    yield _tag("LetterID", one.letter_id)
    if one.kind in _TELLS_NUMBER:
        yield _tag("AcceptID", one.accept_id)
    yield _tag("CorrespondenceDate", one.day.isoformat())
    yield _tag("Subject", one.subject)


def _delete_told(one: EcmsDelete) -> Iterator[str]:
    yield _tag("LetterID", one.letter_id)
    yield _tag("CorrespondenceDate", one.day.isoformat())
    yield _around("SenderDepartment", _tag("Code", one.sender))
    yield _around("AcceptDepartment", _tag("Code", one.accepter))


def _files_told(name: str, files: Sequence[EcmsFile] | Iterable[EcmsFile]) -> Iterator[str]:
    for one in files:
        content = base64.b64encode(one.content).decode("ascii")
        yield f"<{name} mimeCode={quoteattr(_plain(one.code))}>{content}</{name}>"


def _around(name: str, inside: str) -> str:
    return f"<{name}>{inside}</{name}>"


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(_plain(text), {chr(13): '&#13;'})}</{name}>"


def _plain(text: str) -> str:
    """Without signs that no XML may hold."""
    return _ILLEGAL.sub("", text)
