"""Open311 GeoReport v2 files, requests and services, JSON and XML, read and written.

A foreign file is never trusted: no document type and so no entity, nothing from outside, a limit to size and depth.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.open311 import Service, ServiceRequest
from ltaxgis.formats.drafts import drafted
from ltaxgis.formats.plain_xml import Element, parse_plain

LARGEST = 256 << 20
DEEPEST = 12
JSON_SUFFIX, XML_SUFFIX = ".json", ".xml"
_EXTENDED = "extended_attributes"
_REQUEST = tuple(one.name for one in fields(ServiceRequest) if one.name not in ("extended", "line"))
_SERVICE = tuple(one.name for one in fields(Service))
_NUMBERS = frozenset({"lat", "long"})
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SINGULAR = {"service_requests": "request", "services": "service"}
_ALSO = {"request_id": "service_request_id", "lon": "long", "lng": "long", "latitude": "lat", "longitude": "long",
         "address_string": "address"}  # fmt: skip


def read_requests(content: bytes, name: str) -> list[ServiceRequest]:
    """The requests of a file, as it is XML or JSON. Refused: `open311.damaged`, `open311.forbidden`,
    `open311.too_large`, `open311.other` where it is no list of requests, `open311.services` where it is one of
    services."""
    entries = list(_entries(content, name, "service_requests"))
    return [_request(entry, line) for line, entry in entries]


def read_services(content: bytes, name: str) -> list[Service]:
    """The services of a file. Refused as `read_requests`."""
    return [
        Service(
            **{field: _text(entry.get(field)) for field in _SERVICE if field not in ("metadata", "keywords")},
            metadata=_text(entry.get("metadata")).lower() == "true",
            keywords=tuple(word.strip() for word in _text(entry.get("keywords")).split(",") if word.strip()),
        )
        for _, entry in _entries(content, name, "services")
    ]


def write_requests(path: Path, requests: Iterable[ServiceRequest]) -> None:
    """The requests stand at `path`, whole or not at all, JSON or XML by its ending. Refused
    (`file.kind_unknown`, `file.cannot_write`)."""
    _write(path, "service_requests", [_told(one) for one in requests])


def write_services(path: Path, services: Iterable[Service]) -> None:
    """As `write_requests`."""
    told = [{**{name: getattr(one, name) for name in _SERVICE}, "keywords": ",".join(one.keywords)} for one in services]
    _write(path, "services", told)


def looks_like_open311(content: bytes) -> bool:
    """Whether the first bytes of a file are those of XML, or of JSON that speaks of service requests."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") or b"service_request" in head or b"service_code" in head


def _request(entry: Mapping[str, Any], line: int) -> ServiceRequest:
    known = {_ALSO.get(name, name): value for name, value in entry.items()}
    more = known.get(_EXTENDED)
    extended = {str(name): _text(value) for name, value in more.items()} if isinstance(more, Mapping) else {}
    texts = {name: _text(known.get(name)) for name in _REQUEST}
    return ServiceRequest(**texts, extended=extended, line=line)


def _told(request: ServiceRequest) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(request, name) for name in _REQUEST}
    for name in _NUMBERS:
        told[name] = _number(told[name])
    return {**told, _EXTENDED: dict(request.extended)}


def _number(text: str) -> float | str | None:
    try:
        return float(text) if text else None
    except ValueError:
        return text


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value).strip()
    return ""


def _entries(content: bytes, name: str, wanted: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Line (of XML) or count (of JSON) of each entry, and what it says by name."""
    if len(content) > LARGEST:
        raise Refused("open311.too_large", name=name, most=LARGEST >> 20)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        yield from _xml_entries(content, name, wanted)
        return
    found = _json_list(content, name, wanted)
    for count, entry in enumerate(found, 1):
        yield count, entry if isinstance(entry, Mapping) else {}


def _json_list(content: bytes, name: str, wanted: str) -> Sequence[object]:
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused("open311.damaged", name=name) from error
    if isinstance(told, Mapping):
        told = next((told[key] for key in (wanted, "requests", "services") if isinstance(told.get(key), list)), told)
    if isinstance(told, Mapping) and told.keys() & {"service_request_id", "service_code"}:
        told = [told]
    if not isinstance(told, list):
        raise Refused("open311.other", name=name)
    _ask_wanted(told, name, wanted)
    return told


def _ask_wanted(entries: Sequence[object], name: str, wanted: str) -> None:
    """A list of services is no list of requests."""
    first = next((one for one in entries if isinstance(one, Mapping)), None)
    if entries and first is None:
        raise Refused("open311.other", name=name)
    if first is not None and wanted == "service_requests" and not first.keys() & _MARKS:
        raise Refused("open311.services" if "service_code" in first else "open311.other", name=name)


_MARKS = frozenset({"service_request_id", "request_id", "status", "requested_datetime", "lat", "long", "address"})


def _xml_entries(content: bytes, name: str, wanted: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    root = parse_plain(content, name, "open311", DEEPEST)
    if root.name not in (wanted, f"{_SINGULAR[wanted]}s"):  # some servers say plainly `requests`
        raise Refused("open311.services" if root.name == "services" else "open311.other", name=name)
    for element in root.children:
        if element.name == _SINGULAR[wanted]:
            yield element.line, {one.name: _value(one) for one in element.children}


def _value(element: Element) -> object:
    if element.name == _EXTENDED:
        return {one.name: one.said for one in element.children}
    return ",".join(one.said for one in element.children) if element.children else element.said


def _write(path: Path, root: str, entries: Sequence[Mapping[str, Any]]) -> None:
    suffix = path.suffix.lower()
    if suffix not in (JSON_SUFFIX, XML_SUFFIX):
        raise Refused("file.kind_unknown", name=path.name)
    with drafted(path) as draft:
        if suffix == JSON_SUFFIX:
            draft.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        else:
            draft.write_text("".join(_xml(root, entries)), encoding="utf-8")


def _xml(root: str, entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<{root}>\n'
    for entry in entries:
        told = "".join(_tag(name, value) for name, value in entry.items())
        yield f"<{_SINGULAR[root]}>{told}</{_SINGULAR[root]}>\n"
    yield f"</{root}>\n"


def _tag(name: str, value: object) -> str:
    if isinstance(value, Mapping):
        return f"<{name}>{''.join(_tag(key, one) for key, one in value.items())}</{name}>" if value else ""
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return f"<{name}>{escape(_ILLEGAL.sub('', text))}</{name}>"
