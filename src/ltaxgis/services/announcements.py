"""What must be announced this month: proposed with its numbers, days and places filled in, begun with one key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ltaxgis.domain.announcements import Due, TextForm, due_in, text_forms
from ltaxgis.domain.buildings import Building
from ltaxgis.domain.cases import Case, local_day
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.desks import Received
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.permits import Permit
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.publicity import Publication
from ltaxgis.domain.publicity_said import a_publication
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.signs import Sign
from ltaxgis.domain.thai.calendar import BE_OFFSET, MONTHS, MONTHS_EN, long_date, short_date
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.publicity import PublicationDraft, new_publication_in

_MORNING = time(8, 30)
_AHEAD = timedelta(days=10)
"""A closed office is announced so many days before."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something to be announced: its text filled in, the days, why, and whether somebody confirmed that it must be.
    `begun` is the case that was begun of it, empty where none was."""

    key: str
    product: str
    title: str
    body: str
    first: date
    last: date
    source: str
    confirmed: bool
    begun: str = ""
    number: str = ""
    state: str = ""


def proposals_for(
    reading: Reading, actor: Actor, book: OfficeBook, settings: ProjectSettings, year: int, month: int
) -> list[Proposal]:
    """All that is to be announced in a month (CE), by day, what was begun marked so. Refused as `due_in` and
    `text_forms`; `announce.no_text` where the calendar names a text that there is not."""
    ask_leave(actor, "cases.work")
    forms, facts = text_forms(book), _Facts(reading, book, settings)
    begun = _begun(reading)
    made = []
    for due in due_in(book, year, month):
        text = _filled(forms, facts, due)
        case = begun.get(due.key)
        made.append(
            Proposal(
                due.key, text.product, text.title, text.body, due.first, due.last, due.source, due.confirmed,
                case.uid if case else "", case.number if case else "", case.state if case else "",
            )
        )  # fmt: skip
    return made


def begin_proposed(
    project: Project, actor: Actor, book: OfficeBook, key: str, year: int, month: int, now: datetime
) -> Received:
    """A draft of what was proposed for a month (CE). Refused: `announce.gone` where it is not proposed any more,
    `announce.begun` where somebody has begun it."""
    ask_leave(actor, "cases.work")
    with project.work(actor, "case.receive") as work:
        received = begin_proposed_in(work, actor, book, project.settings, key, year, month, now)
        work.commit()
        return received


def begin_proposed_in(
    work: Work, actor: Actor, book: OfficeBook, settings: ProjectSettings, key: str, year: int, month: int,
    now: datetime,
) -> Received:  # fmt: skip
    """As `begin_proposed`, inside a work that goes on."""
    due = next((one for one in due_in(book, year, month) if one.key == key), None)
    if due is None:
        raise Refused("announce.gone")
    if (case := _begun(work).get(key)) is not None:
        raise Refused("announce.begun", number=case.number)
    text = _filled(text_forms(book), _Facts(work, book, settings), due)
    return new_publication_in(work, actor, book, _draft(text, due, now), now)


def _draft(text: TextForm, due: Due, now: datetime) -> PublicationDraft:
    first = due.first if due.opens is None else max(due.first - _AHEAD, min(local_day(now), due.first))
    publication = a_publication(
        summary=text.summary, reason=text.reason, body=text.body, title_en=text.title_en, body_en=text.body_en,
        tags=text.tags, proposed_as=due.key, publish_from=_at(first, _MORNING),
        publish_to=_at(due.last, time(23, 59)) if due.deadline or due.opens is not None else None,
        deadline=_at(due.last, time(16, 30)) if due.deadline else None,
    )  # fmt: skip
    return PublicationDraft(text.product, text.title, publication)


def _filled(forms: dict[str, TextForm], facts: "_Facts", due: Due) -> TextForm:
    if due.text not in forms:
        raise Refused("announce.no_text", name=due.text)
    form = forms[due.text]
    return form.filled(facts.of(due, form.fields, "th"), facts.of(due, form.fields, "en"))


def _begun(reading: Reading) -> dict[str, Case]:
    """The cases that were begun of proposals, but those that were dropped, by key."""
    columns = reading.columns(Publication, ("case_uid", "proposed_as"))
    keys = {case: key for case, key in zip(columns["case_uid"], columns["proposed_as"], strict=True) if key}
    return {keys[one.uid]: one for one in reading.get(Case, list(keys)) if one.state != "withdrawn"}


class _Facts:
    """What texts ask for; counted only where one does."""

    def __init__(self, reading: Reading, book: OfficeBook, settings: ProjectSettings) -> None:
        self.reading, self.book, self.settings = reading, book, settings
        self.counted: dict[str, object] = {}

    def of(self, due: Due, wanted: frozenset[str], language: str) -> dict[str, object]:
        thai = language == "th"
        letters = self.book.tables.get("letters", {})
        before = due.first.replace(day=1) - timedelta(days=1)
        office = f"สำนักงาน{self.settings.name}" if thai else "the office"
        told: dict[str, object] = {
            "town": self.settings.name, "year": due.year if thai else due.year - BE_OFFSET,
            "last_year": due.year - 1 if thai else due.year - 1 - BE_OFFSET, "month": _month(due.first, language),
            "last_month": _month(before, language), "first": _day(due.first, language),
            "last": _day(due.last, language), "today": _day(due.first, language),
            "place": " ".join(str(line) for line in letters.get("address", ())) or office,
            "phone": f"โทร. {letters['phone']}" if letters.get("phone") else "", "website": letters.get("website", ""),
            "holiday": due.holiday, "closed": _days(due.first, due.last, language),
            "opens": _day(due.opens, language) if due.opens is not None else "",
        }  # fmt: skip
        return told | {name: self._count(name, before) for name in wanted if name not in told}

    def _count(self, name: str, month: date) -> object:
        key = f"{name}:{month}"
        if key not in self.counted:
            kinds = {"parcels": Parcel, "rows": LandRow, "owners": Owner, "buildings": Building, "signs": Sign}
            if name in kinds:
                self.counted[key] = f"{self.reading.count(kinds[name]):,}"
            else:
                self.counted[key] = f"{self._permits(month, issued=name == 'permits_issued'):,}"
        return self.counted[key]

    def _permits(self, month: date, *, issued: bool) -> int:
        """Applications that came in, or permits that were issued, in the month of this day."""
        permits = self.reading.columns(Permit, ("case_uid", "issued_on"))
        if issued:
            days: Sequence[date | None] = permits["issued_on"]
        else:
            cases = self.reading.get(Case, [Uid(uid) for uid in permits["case_uid"]])
            days = [local_day(one.received_at) for one in cases]
        return sum(day is not None and (day.year, day.month) == (month.year, month.month) for day in days)


def _month(day: date, language: str) -> str:
    if language == "th":
        return f"{MONTHS[day.month - 1]} {day.year + BE_OFFSET}"
    return f"{MONTHS_EN[day.month - 1]} {day.year}"


def _day(day: date, language: str) -> str:
    return long_date(day) if language == "th" else short_date(day, language)


def _days(first: date, last: date, language: str) -> str:
    if first == last:
        return f"วันที่ {_day(first, language)}" if language == "th" else f"on {_day(first, language)}"
    between = ("วันที่ ", " ถึง ") if language == "th" else ("from ", " to ")
    return f"{between[0]}{_day(first, language)}{between[1]}{_day(last, language)}"


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, BANGKOK)
