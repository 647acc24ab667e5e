"""One text as plain text: for LINE, for Facebook, for the loudspeakers."""

import re
from datetime import date, datetime

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.publicity_spoken import Say, SpokenTable, reading_time, spoken_table, spoken_text
from ltaxgis.domain.published import OfficeFace, Published
from ltaxgis.domain.thai.calendar import long_date
from ltaxgis.domain.thai.segments import cut_at_word

__all__ = [
    "Say", "SpokenTable", "facebook_text", "line_text", "printable", "reading_time", "spoken_table", "spoken_text",
    "when_and_where",
]  # fmt: skip

LINE_LIMIT = 5_000
FACEBOOK_LIMIT = 63_206
_NOT_IN_XML = re.compile(
    "[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|["
    + "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(1, 17))
    + "]"
)
_NOT_IN_TAG = re.compile(r"[^\w\u0e30-\u0e4e]+")
_MONTHS_EN = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
              "November", "December")  # fmt: skip


def printable(text: str) -> str:
    """The text without characters that no page and no feed may hold."""
    return _NOT_IN_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def line_text(published: Published, face: OfficeFace, say: Say, link: str = "") -> str:
    """For one message of LINE, at most 5,000 signs as LINE counts them; where the text is longer, it is cut at a word
    and the end (when, where, link, tags) stays."""
    return _message(published, face, say, link, LINE_LIMIT)


def facebook_text(published: Published, face: OfficeFace, say: Say, link: str = "") -> str:
    """For one post of Facebook."""
    return _message(published, face, say, link, FACEBOOK_LIMIT)


def when_and_where(published: Published, say: Say, language: str = "th") -> list[str]:
    """Lines of an event, an alert or a notice: when, until when, where, whom to ask."""
    lines = []
    if published.starts is not None and published.ends is not None:
        lines.append(say("published.from_to", **_from_to(published.starts, published.ends, language)))
    elif published.starts is not None:
        lines.append(say("published.starts", at=moment(published.starts, language)))
    elif published.ends is not None:
        lines.append(say("published.ends", at=moment(published.ends, language)))
    if published.deadline is not None:
        lines.append(say("published.deadline", at=moment(published.deadline, language)))
    if published.place:
        lines.append(say("published.place", place=published.place))
    if published.contact:
        lines.append(say("published.contact", whom=published.contact))
    return lines


def moment(at: datetime, language: str = "th") -> str:
    """`15 มกราคม 2569 เวลา 09.00 น.`, `15 January 2026, 09:00`; without a time at midnight."""
    local = at.astimezone(BANGKOK)
    at_midnight = (local.hour, local.minute) == (0, 0)
    if language == "th":
        return long_date(local.date()) + ("" if at_midnight else f" เวลา {local:%H.%M} น.")
    return written_day(local.date(), language) + ("" if at_midnight else f", {local:%H:%M}")


def written_day(day: date, language: str = "th") -> str:
    """`15 มกราคม 2569`, `15 January 2026`."""
    return long_date(day) if language == "th" else f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


def tag(text: str) -> str:
    """`#ข่าวกิจกรรม`: one word; nothing where no letter is left."""
    word = _NOT_IN_TAG.sub("", text)
    return f"#{word}" if word else ""


def _from_to(starts: datetime, ends: datetime, language: str) -> dict[str, str]:
    first, last = starts.astimezone(BANGKOK), ends.astimezone(BANGKOK)
    if first.date() != last.date():
        return {"first": moment(first, language), "last": moment(last, language)}
    return {"first": moment(first, language), "last": f"{last:%H.%M} น." if language == "th" else f"{last:%H:%M}"}


def _message(published: Published, face: OfficeFace, say: Say, link: str, limit: int) -> str:
    head = printable(_headline(published))
    foot = [*when_and_where(published, say)]
    address = link or published.link
    if address:
        foot.append(say("published.read_on", link=address))
    foot.append(" ".join(dict.fromkeys(filter(None, map(tag, (*published.tags, published.product_th, face.name))))))
    end = printable("\n".join(line for line in foot if line))
    body = printable("\n\n".join(published.paragraphs or filter(None, (published.summary,))))
    # a title or an end that is no message any more leaves room for a part of itself
    head, end = _within(head, limit // 2), _within(end, limit // 4)
    room = limit - _signs(head) - _signs(end) - 4
    return "\n\n".join(part for part in (head, _within(body, room), end) if part)


def _headline(published: Published) -> str:
    name = published.product_th
    title = published.title if published.title.startswith(name) else f"{name}: {published.title}"
    return f"⚠️ {title}" if published.product == "alert" else title


def _within(text: str, limit: int) -> str:
    return cut_at_word(text, lambda part: _signs(part) <= limit)


def _signs(text: str) -> int:
    """As LINE counts: what lies beyond the first 65,536 signs counts twice."""
    return len(text.encode("utf-16-le")) // 2
