"""Feeds of what is published: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1 and iCalendar (RFC 5545)."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from html import escape
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Tree

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.publicity_texts import Say, printable, when_and_where
from ltaxgis.domain.published import OfficeFace, Published
from ltaxgis.domain.thai.segments import cut_at_word

ATOM = "http://www.w3.org/2005/Atom"
_SUMMARY = 400
_WIDEST = 75
"""Octets of a line of a calendar."""
_OWN_PAGES = frozenset({"index", "con", "prn", "aux", "nul"})
"""The last four are devices where the office works."""
_SAFE_SLUG = re.compile(r"[^a-z0-9-]+")


def page_name(published: Published) -> str:
    """The file name of its page: stable, plain letters in small, safe on every system and in every address."""
    slug = _SAFE_SLUG.sub("-", published.slug.lower()).strip("-")[:80]
    return f"{slug or 'text-' + _plain_uid(published)}.html"


def with_own_pages(all_published: Sequence[Published]) -> list[Published]:
    """The same, each with a page of its own: where two have one slug, or it is one of our own pages, the uid tells them
    apart."""
    often = Counter(page_name(one) for one in all_published)
    made = []
    for one in all_published:
        name = page_name(one)
        taken = often[name] > 1 or name.split(".")[0] in _OWN_PAGES or name.startswith(("kind-", "year-"))
        made.append(replace(one, slug=f"text-{name[:-5]}-{_plain_uid(one)}") if taken else one)
    return made


def rss(
    all_published: Sequence[Published], face: OfficeFace, base_url: str, say: Say, path: str = "feeds/rss.xml"
) -> bytes:
    """RSS 2.0, the newest first; guids are no addresses, days are of the Gregorian calendar."""
    Tree.register_namespace("atom", ATOM)
    root = Tree.Element("rss", version="2.0")
    channel = Tree.SubElement(root, "channel")
    _text(channel, "title", say("published.feed", office=face.name))
    _text(channel, "link", _address(base_url, "index.html"))
    _text(channel, "description", say("published.feed", office=face.name))
    _text(channel, "language", "th")
    _text(channel, "lastBuildDate", _rfc822(_newest(all_published)))
    if base_url:
        own = {"href": _address(base_url, path), "rel": "self", "type": "application/rss+xml"}
        Tree.SubElement(channel, f"{{{ATOM}}}link", own)
    for one in all_published:
        item = Tree.SubElement(channel, "item")
        _text(item, "title", one.title)
        _text(item, "link", _address(base_url, page_name(one)))
        _text(item, "description", escape(_summary(one)))  # readers take it for HTML
        _text(item, "category", one.product_th)
        _text(item, "guid", one.uid, isPermaLink="false")
        _text(item, "pubDate", _rfc822(one.published_at))
    return _xml(root)


def atom(
    all_published: Sequence[Published], face: OfficeFace, base_url: str, say: Say, path: str = "feeds/atom.xml"
) -> bytes:
    """Atom, the newest first, with the whole text of each."""
    Tree.register_namespace("", ATOM)
    root = Tree.Element(_atom("feed"), {"xml:lang": "th"})
    _text(root, _atom("id"), f"urn:uuid:{uuid5(NAMESPACE_URL, printable(face.website or face.name) + path)}")
    _text(root, _atom("title"), say("published.feed", office=face.name))
    _text(root, _atom("updated"), _rfc3339(_newest(all_published)))
    _text(Tree.SubElement(root, _atom("author")), _atom("name"), face.name)
    if base_url:
        Tree.SubElement(root, _atom("link"), {"rel": "self", "href": _address(base_url, path)})
        Tree.SubElement(root, _atom("link"), {"rel": "alternate", "href": _address(base_url, "index.html")})
    for one in all_published:
        entry = Tree.SubElement(root, _atom("entry"))
        _text(entry, _atom("id"), f"urn:uuid:{_uuid(one)}")
        _text(entry, _atom("title"), one.title)
        _text(entry, _atom("published"), _rfc3339(one.published_at))
        _text(entry, _atom("updated"), _rfc3339(one.updated_at))
        Tree.SubElement(entry, _atom("link"), {"rel": "alternate", "href": _address(base_url, page_name(one))})
        Tree.SubElement(entry, _atom("category"), {"term": one.product, "label": printable(one.product_th)})
        _text(entry, _atom("summary"), _summary(one))
        _text(entry, _atom("content"), "\n\n".join(one.paragraphs or (one.summary,)), type="text")
    return _xml(root)


def json_feed(
    all_published: Sequence[Published], face: OfficeFace, base_url: str, say: Say, path: str = "feeds/feed.json"
) -> bytes:
    """JSON Feed 1.1 in UTF-8; addresses only where the office has a web page."""
    feed: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": say("published.feed", office=face.name),
        "language": "th",
        "authors": [{"name": face.name}],
        "items": [_json_item(one, base_url) for one in all_published],
    }
    if base_url:
        feed |= {"home_page_url": _address(base_url, "index.html"), "feed_url": _address(base_url, path)}
    return json.dumps(feed, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def calendar(all_published: Sequence[Published], face: OfficeFace, base_url: str, say: Say) -> bytes:
    """What has a beginning or a last day, as iCalendar with moments in UTC."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//LTaxGIS//Publicity//TH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    lines.append("X-WR-CALNAME:" + _escaped(say("published.calendar", office=face.name)))
    lines.append("X-WR-TIMEZONE:Asia/Bangkok")
    for one in all_published:
        if one.starts is not None or one.deadline is not None:
            lines += _event(one, base_url, say)
    return "".join(_folded(line) for line in (*lines, "END:VCALENDAR")).encode("utf-8", "replace")


def _event(one: Published, base_url: str, say: Say) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{_escaped(one.uid)}", f"DTSTAMP:{_ical(one.updated_at)}"]
    lines += _days(one)
    lines.append("SUMMARY:" + _escaped(one.title))
    told = [_summary(one), *when_and_where(one, say)]
    lines.append("DESCRIPTION:" + _escaped("\n".join(part for part in told if part)))
    if one.place:
        lines.append("LOCATION:" + _escaped(one.place))
    if one.point is not None:
        lines.append(f"GEO:{one.point[1]:.6f};{one.point[0]:.6f}")
    address = _address(base_url, page_name(one)) if base_url else ""
    if address:
        lines.append(f"URL:{address}")
    lines += [f"CATEGORIES:{_escaped(one.product_th)}", f"SEQUENCE:{max(one.edition - 1, 0)}", "END:VEVENT"]
    return lines


def _days(one: Published) -> list[str]:
    """A moment where a time is told, else whole days; an end that lies before its beginning is left out."""
    starts = one.starts
    if starts is None:
        assert one.deadline is not None
        day = one.deadline.astimezone(BANGKOK).date()
        return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{_next(day):%Y%m%d}"]
    ends = one.ends if one.ends is not None and one.ends > starts else None
    if _at_midnight(starts) and (ends is None or _at_midnight(ends)):
        first = starts.astimezone(BANGKOK).date()
        last = ends.astimezone(BANGKOK).date() if ends is not None else first
        return [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{_next(last):%Y%m%d}"]
    return [f"DTSTART:{_ical(starts)}", *([f"DTEND:{_ical(ends)}"] if ends is not None else [])]


def _next(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _at_midnight(at: datetime) -> bool:
    local = at.astimezone(BANGKOK)
    return (local.hour, local.minute) == (0, 0)


def _folded(line: str) -> str:
    """The line in parts of at most 75 octets, none within a letter, each but the first after a space."""
    out: list[str] = []
    part, size = "", 0
    for letter in line:
        wide = len(letter.encode("utf-8", "replace"))
        if size + wide > _WIDEST:
            out.append(part)
            part, size = " ", 1
        part, size = part + letter, size + wide
    return "\r\n".join((*out, part)) + "\r\n"


def _escaped(text: str) -> str:
    plain = "".join(letter for letter in printable(text) if letter >= " " or letter in "\n\t")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n").replace("\x7f", "")


def _json_item(one: Published, base_url: str) -> dict[str, object]:
    item: dict[str, object] = {
        "id": one.uid,
        "title": printable(one.title),
        "summary": _summary(one),
        "content_text": printable("\n\n".join(one.paragraphs or (one.summary,))),
        "date_published": _rfc3339(one.published_at),
        "date_modified": _rfc3339(one.updated_at),
        "tags": [printable(tag) for tag in (one.product_th, *one.tags)],
    }
    if base_url:
        item["url"] = _address(base_url, page_name(one))
    if one.link:
        item["external_url"] = printable(one.link)
    return item


def _summary(one: Published) -> str:
    text = one.summary or " ".join(one.paragraphs)
    return cut_at_word(printable(text), lambda part: len(part) <= _SUMMARY)


def _address(base_url: str, name: str) -> str:
    return f"{printable(base_url).rstrip('/')}/{name}" if base_url else name


def _newest(all_published: Sequence[Published]) -> datetime:
    return max((one.updated_at for one in all_published), default=datetime(2020, 1, 1, tzinfo=UTC))


def _rfc822(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC))


def _rfc3339(at: datetime) -> str:
    return at.astimezone(BANGKOK).isoformat(timespec="seconds")


def _ical(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _plain_uid(one: Published) -> str:
    return re.sub(r"[^0-9a-z]+", "", one.uid.lower())[:40] or "0"


def _uuid(one: Published) -> str:
    return str(uuid5(NAMESPACE_URL, "ltaxgis:" + printable(one.uid)))


def _atom(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _text(parent: Tree.Element, name: str, text: str, **attributes: str) -> None:
    Tree.SubElement(parent, name, attributes).text = printable(text)


def _xml(root: Tree.Element) -> bytes:
    Tree.indent(root)
    return bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
