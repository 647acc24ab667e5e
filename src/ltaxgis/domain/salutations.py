"""How a letter begins, closes and is signed: rows of the office's page about salutations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook

PAGE = "salutations"
ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class Salutation:
    """`opening` stands before the addressee, `closing` above the signature; `who` are beginnings of names."""

    code: str
    th: str
    en: str
    opening: str
    closing: str
    who: tuple[str, ...] = ()
    confirmed: bool = False


def salutations(book: OfficeBook) -> dict[str, Salutation]:
    """By code, in the page's order. Refused (`office.unreadable`) where the page says what cannot be."""
    try:
        rows = [_row(one) for one in book.tables.get(PAGE, {}).get("salutation", ())]
    except (KeyError, TypeError) as error:
        raise Refused("office.unreadable", name=PAGE, why=str(error)) from error
    return {one.code: one for one in rows}


def salutation_for(book: OfficeBook, addressee: str) -> Salutation:
    """The row whose beginnings fit this addressee, the longest first; the ordinary one for everybody else."""
    known, name = salutations(book), addressee.strip()
    fitting = [(len(start), one) for one in known.values() for start in one.who if name.startswith(start)]
    if fitting:
        return max(fitting, key=lambda pair: pair[0])[1]
    return known.get(ORDINARY) or Salutation(ORDINARY, "", "", "เรียน", "ขอแสดงความนับถือ")


def salutation_of(book: OfficeBook, told: str, addressee: str) -> Salutation:
    """What a letter says of itself: a row's code, or its opening in words. An opening that no row has stays as it is,
    with the ordinary closing; where nothing is told the addressee decides."""
    known = salutations(book)
    if told in known:
        return known[told]
    proposed = salutation_for(book, addressee)
    if not told.strip() or proposed.opening == told:
        return proposed
    same = next((one for one in known.values() if one.opening == told), None)
    if same is not None:
        return same
    plain = salutation_for(book, "")
    return Salutation("", told, told, told.strip(), plain.closing)


def acting_phrases(book: OfficeBook) -> tuple[str, ...]:
    return tuple(str(one["th"]) for one in book.tables.get(PAGE, {}).get("acting", ()) if "th" in one)


def position_lines(book: OfficeBook, position: str, acting_for: str) -> tuple[str, ...]:
    """What stands under a name. Who stands for somebody has the words behind his own position, and the position that
    he fills below: `ปลัดเทศบาล รักษาราชการแทน`, `นายกเทศมนตรี…`."""
    phrase = next((one for one in acting_phrases(book) if acting_for.strip().startswith(one)), "")
    filled = acting_for.strip().removeprefix(phrase).strip()
    return tuple(line for line in (f"{position.strip()} {phrase}".strip(), filled) if line)


def signing_order(book: OfficeBook, signer_position: str) -> tuple[str, ...]:
    """Who initials the file copy before it is signed, from the officer up: the chain below the signer."""
    chain: Sequence[str] = book.chain
    ranks = [rank for rank, name in enumerate(chain) if signer_position.startswith(name)]
    return tuple(chain[: max(ranks)] if ranks else chain[:-1])


def _row(one: Mapping[str, Any]) -> Salutation:
    return Salutation(
        code=str(one["code"]), th=str(one["th"]), en=str(one.get("en", one["th"])), opening=str(one["opening"]),
        closing=str(one["closing"]), who=tuple(str(start) for start in one.get("who", ())),
        confirmed=bool(one.get("confirmed", False)),
    )  # fmt: skip
