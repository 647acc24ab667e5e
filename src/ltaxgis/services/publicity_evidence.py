"""What was published where, as a list for Excel and as the figures of a year."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ltaxgis.domain.cases import Case, local_day, may_see
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import Edition, Posting
from ltaxgis.domain.publicity_desk import products
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Reading
from ltaxgis.ports.workbooks import CellValue, SheetColumn, SheetRow, WorkSheet
from ltaxgis.words import Words

COLUMNS = ("number", "kind", "title", "edition", "channel", "place", "first", "last", "down_on", "at", "by", "link",
           "photo", "sha256", "note")  # fmt: skip
_HEADINGS = {"title": "evidence.heading.title"}
_WIDTHS = {"title": 44.0, "place": 30.0, "link": 36.0, "sha256": 66.0, "by": 22.0, "note": 30.0}


@dataclass(frozen=True, slots=True)
class YearOfPublicity:
    """Figures from a day to a day: what went out by product and by month (`2026-01`), where it was put by channel,
    how many editions were corrections and how many were withdrawn."""

    first: date
    last: date
    products: Mapping[str, int]
    months: Mapping[str, int]
    channels: Mapping[str, int]
    corrected: int
    withdrawn: int


def evidence_sheet(
    reading: Reading, actor: Actor, book: OfficeBook, words: Words, first: date, last: date
) -> WorkSheet:
    """Every posting that began in these days, the first first. Texts are cells of text: none of them is computed."""
    ask_leave(actor, "cases.work")
    known = products(book)
    lines = sorted(_postings(reading, actor, first, last), key=lambda pair: (pair[1].first, pair[0].number))
    rows = []
    for case, one in lines:
        product = known.get(case.kind)
        cells: tuple[CellValue, ...] = (
            case.number, product.name(words.language) if product else case.kind, case.title, one.edition,
            words(f"publicity.channel.{one.channel}"), one.place, _day(one.first, words), _day(one.last, words),
            _day(one.down_on, words), f"{one.at.astimezone(BANGKOK):%H:%M}" if one.at else "", one.by, one.link,
            words("posting_record.photo_kept") if one.photo_uid else "", one.sha256, one.note,
        )  # fmt: skip
        rows.append(SheetRow(cells))
    headings = tuple(
        SheetColumn(words(_HEADINGS.get(name, f"evidence.{name}")), _WIDTHS.get(name, 14.0)) for name in COLUMNS
    )
    return WorkSheet(words("evidence.title"), headings, rows)


def year_of_publicity(reading: Reading, actor: Actor, first: date, last: date) -> YearOfPublicity:
    """What went out for the first time between two days, both included."""
    ask_leave(actor, "cases.work")
    editions = [one for one in reading.get(Edition, reading.columns(Edition, ()).uids) if one.out_at is not None]
    cases = _cases(reading, actor, {one.case_uid for one in editions})
    out = [one for one in editions if one.case_uid in cases and one.out_at and first <= local_day(one.out_at) <= last]
    new = [one for one in out if one.edition == 1]
    return YearOfPublicity(
        first, last,
        products=dict(Counter(cases[one.case_uid].kind for one in new)),
        months=dict(sorted(Counter(f"{local_day(one.out_at):%Y-%m}" for one in new if one.out_at).items())),
        channels=dict(Counter(one.channel for _, one in _postings(reading, actor, first, last))),
        corrected=len(out) - len(new), withdrawn=len({one.case_uid for one in out if one.withdrawn}),
    )  # fmt: skip


def year_sheet(told: YearOfPublicity, book: OfficeBook, words: Words) -> WorkSheet:
    """The figures of a year as a sheet: a heading, a name, a count."""
    known = products(book)
    lines: list[tuple[str, str, int]] = []
    for code, count in sorted(told.products.items()):
        name = known[code].name(words.language) if code in known else code
        lines.append((words("evidence.kind"), name, count))
    lines += [(words("evidence.month"), month, count) for month, count in told.months.items()]
    lines += [(words("evidence.channel"), words(f"publicity.channel.{one}"), count)
              for one, count in sorted(told.channels.items())]  # fmt: skip
    lines += [(words("evidence.corrected"), "", told.corrected), (words("evidence.withdrawn"), "", told.withdrawn)]
    columns = (SheetColumn(words("evidence.about"), 26.0), SheetColumn(words("evidence.name"), 34.0),
               SheetColumn(words("evidence.count"), 12.0))  # fmt: skip
    span = f"{short_date(told.first, words.language)} - {short_date(told.last, words.language)}"
    return WorkSheet(words("evidence.year", span=span), columns, [SheetRow(line) for line in lines])


def _postings(reading: Reading, actor: Actor, first: date, last: date) -> list[tuple[Case, Posting]]:
    columns = reading.columns(Posting, ("first",))
    uids = [uid for uid, day in zip(columns.uids, columns["first"], strict=True) if first <= day <= last]
    postings = reading.get(Posting, uids)
    cases = _cases(reading, actor, {one.case_uid for one in postings})
    return [(cases[one.case_uid], one) for one in postings if one.case_uid in cases]


def _cases(reading: Reading, actor: Actor, uids: set[Uid]) -> dict[Uid, Case]:
    return {one.uid: one for one in reading.get(Case, sorted(uids)) if may_see(one, actor)}


def _day(day: date | None, words: Words) -> str:
    return "" if day is None else short_date(day, words.language)
