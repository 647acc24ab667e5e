"""Personal data in what is going to be published, looked for in the town's own registers."""

from collections.abc import Iterator
from dataclasses import dataclass

from ltaxgis.domain.cases import Case, CaseParty
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.personal_data import PERSON, Names, first_names_in, name_index, personal_places, phones_in
from ltaxgis.domain.publicity import Publication
from ltaxgis.ports.stores import Reading

_OWN = ("summary", "body", "title_en", "body_en", "reason", "contact")


@dataclass(frozen=True, slots=True)
class PersonalFind:
    """Personal data at a place of a text: `field` is one of the publication or `title`, `place_text` of its case,
    `start` and `end` places in it. `kind` is `identity`, `phone`, `house`, `owner` or `petitioner`; the words
    `personal.<kind>` say why it is pointed out. `seen`: somebody looked at it and lets it be read."""

    field: str
    start: int
    end: int
    kind: str
    shown: str
    key: str
    seen: bool = False


def find_personal(reading: Reading, book: OfficeBook, case: Case, publication: Publication) -> list[PersonalFind]:
    """All of it, in the order of reading. The office's own telephones and those who sign are not."""
    texts = {"title": case.title, "place_text": case.place_text}
    texts |= {name: getattr(publication, name) for name in _OWN}
    seen = frozenset(publication.personal_seen.split(","))
    return find_in_texts(reading, book, texts, (publication.signer,), seen)


def find_in_texts(
    reading: Reading, book: OfficeBook, texts: dict[str, str], officials: tuple[str, ...] = (),
    seen: frozenset[str] = frozenset(),
) -> list[PersonalFind]:  # fmt: skip
    """As `find_personal`, of texts that are still being typed."""
    if not any(text.strip() for text in texts.values()):
        return []
    letters = book.tables.get("letters", {})
    signer = letters.get("signer", {})
    places = personal_places(
        texts,
        _names_of_citizens(reading, first_names_in(texts.values())),
        tuple(_own_phones(book)),
        (*officials, str(signer.get("name", ""))),
    )
    people = sorted({one.person[0] for one in places if one.kind == PERSON})
    petitioners = _petitioners(reading, people)
    return [
        PersonalFind(
            one.field, one.start, one.end,
            one.kind if one.kind != PERSON else "petitioner" if one.person in petitioners else "owner",
            one.shown, one.key, one.key in seen,
        )
        for one in places
    ]  # fmt: skip


def _names_of_citizens(reading: Reading, wanted: set[str]) -> Names:
    """The owners and petitioners of the project who have one of these first names."""
    if not wanted:
        return {}
    owners = reading.columns(Owner, ("first_name", "last_name"))
    return name_index(owners["first_name"], owners["last_name"], wanted)


def _petitioners(reading: Reading, first_names: list[str]) -> set[tuple[str, str]]:
    """Who of these stands in a case, by name."""
    if not first_names:
        return set()
    owners = {one.uid: one for one in reading.having(Owner, "first_name", first_names)}
    parties = reading.having(CaseParty, "owner_uid", owners)
    return {(owners[one.owner_uid].first_name, owners[one.owner_uid].last_name) for one in parties}


def _own_phones(book: OfficeBook) -> Iterator[str]:
    letters = book.tables.get("letters", {})
    yield from phones_in(str(letters.get("phone", "")))
    for text in book.tables.get("publicity", {}).get("own_phones", ()):
        yield from phones_in(str(text))
