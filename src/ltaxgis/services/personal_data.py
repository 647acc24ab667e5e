"""Personal data in what is going to be published, looked for in the town's own registers."""

from collections.abc import Iterator
from dataclasses import dataclass

from ltaxgis.domain.cases import Case, CaseParty
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.personal_data import PERSON, first_names_in, name_index, personal_places, phones_in
from ltaxgis.domain.publicity import Broadcast, Publication
from ltaxgis.ports.stores import Reading

_OWN = ("summary", "body", "title_en", "body_en", "reason", "contact")


@dataclass(frozen=True, slots=True)
class PersonalFind:
    """Personal data at a place of a text: `field` is one of the publication, `title` or `place_text` of its case, or
    the `script` of its readings; `start` and `end` are places in it. `kind` is `identity`, `phone`, `house`, `owner` or
    `petitioner`; the words `personal.<kind>` say why it is pointed out. `seen`: somebody looked at it and lets it be
    read."""

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
    texts["script"] = "\n".join(one.script for one in reading.having(Broadcast, "case_uid", [case.uid]))
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
    people = _citizens(reading, first_names_in(texts.values()))
    places = personal_places(
        texts,
        name_index([one.first_name for one in people], [one.last_name for one in people]),
        tuple(_own_phones(book)),
        (*officials, str(signer.get("name", ""))),
    )
    petitioners = _petitioners(reading, people, {one.person for one in places})
    return [
        PersonalFind(
            one.field, one.start, one.end,
            one.kind if one.kind != PERSON else "petitioner" if one.person in petitioners else "owner",
            one.shown, one.key, one.key in seen,
        )
        for one in places
    ]  # fmt: skip


def _citizens(reading: Reading, first_names: set[str]) -> list[Owner]:
    """The owners and petitioners of the project who have one of these first names."""
    return reading.having(Owner, "first_name", sorted(first_names)) if first_names else []


def _petitioners(reading: Reading, people: list[Owner], named: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Who of these stands in a case, by name."""
    owners = {one.uid: (one.first_name, one.last_name) for one in people if (one.first_name, one.last_name) in named}
    return {owners[one.owner_uid] for one in reading.having(CaseParty, "owner_uid", owners)} if owners else set()


def _own_phones(book: OfficeBook) -> Iterator[str]:
    letters = book.tables.get("letters", {})
    yield from phones_in(str(letters.get("phone", "")))
    for text in book.tables.get("publicity", {}).get("own_phones", ()):
        yield from phones_in(str(text))
