"""Petitions for everybody: as other systems, tables and maps take them, made of `PublicCase` and nothing else.

`only` are the petitions of a list or of a drawn shape; None is all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.open311 import Service, ServiceRequest, request_of, service_of
from ltaxgis.domain.petition_book import petition_book
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.public import PublicCase
from ltaxgis.ports.stores import Reading
from ltaxgis.services.look_up import published
from ltaxgis.words import Words

COLUMNS = (
    "number", "kind", "category", "state", "received", "updated", "due", "closed", "division", "latitude", "longitude",
    "about", "answer", "waiting", "until", "reject", "agency", "merged_into", "reopened", "stars",
)  # fmt: skip
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class PetitionTable:
    """Headings and rows, days as ISO dates in CE, moments in Bangkok's time."""

    headers: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]


def as_open311(
    reading: Reading, settings: ProjectSettings, book: OfficeBook, words: Words, only: Sequence[Uid] | None = None
) -> tuple[list[ServiceRequest], list[Service]]:
    """The requests, and the services that they are of."""
    known, language = petition_book(book), words.language
    requests = [
        request_of(one, known, _division(one, book, language), language)
        for one in published(reading, settings, book, language, only)
        if known.categories[one.category].open311
    ]
    return requests, [service_of(code, known, language) for code, one in known.categories.items() if one.open311]


def as_table(
    reading: Reading, settings: ProjectSettings, book: OfficeBook, words: Words, only: Sequence[Uid] | None = None
) -> PetitionTable:
    """A row a petition, names of states and categories in the words' language."""
    headers = tuple(words(f"petitions.export.{name}") for name in COLUMNS)
    shown = published(reading, settings, book, words.language, only)
    return PetitionTable(headers, [tuple(_told(one, book, words).values()) for one in shown])


def as_places(
    reading: Reading, settings: ProjectSettings, book: OfficeBook, words: Words, only: Sequence[Uid] | None = None
) -> dict[str, object]:
    """A GeoJSON collection (RFC 7946: longitude first, WGS 84); codes of states and categories beside their names."""
    features = []
    for one in published(reading, settings, book, words.language, only):
        told = {name: value for name, value in _told(one, book, words).items() if value not in ("", None)}
        for name in ("latitude", "longitude"):
            told.pop(name, None)
        codes = {"kind_code": one.kind, "category_code": one.category, "state_code": one.state}
        shape = {"type": "Point", "coordinates": [one.place[1], one.place[0]]} if one.place else None
        features.append({"type": "Feature", "id": one.number, "geometry": shape, "properties": {**told, **codes}})
    return {"type": "FeatureCollection", "features": features}


def _told(public: PublicCase, book: OfficeBook, words: Words) -> dict[str, Value]:
    known, language = petition_book(book), words.language
    reject = known.rejects.get(public.reject_code)
    latitude, longitude = public.place or (None, None)
    values: tuple[Value, ...] = (
        public.number, words(f"petitions.kind.{public.kind}"), known.categories[public.category].name(language),
        words(f"petitions.state.{public.state}"), _moment(public.received_at), _moment(public.updated_at),
        _day(public.due), _day(public.closed_on), _division(public, book, language), latitude, longitude, public.about,
        public.answer, public.waiting, _day(public.until), reject.name(language) if reject is not None else "",
        public.agency, public.merged_into, public.reopened or None, public.stars,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _division(public: PublicCase, book: OfficeBook, language: str) -> str:
    known = book.divisions.get(public.division)
    return known.name(language) if known is not None else public.division


def _moment(at: datetime) -> str:
    return f"{at.astimezone(BANGKOK):%Y-%m-%d %H:%M:%S}"


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
