"""People in cases: one record over all desks and the owner register, their numbers where private numbers are."""

from dataclasses import replace
from datetime import date

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.desks import CaseDraft, PersonDraft
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.domain.thai.identity import (
    LENGTH,
    check_digit_holds,
    mask_number,
    mask_numbers_in,
    mask_phone,
    numbers_in,
    plain_number,
    plain_phone,
)
from ltaxgis.domain.users import ask_leave, may
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.owner_doubles import merged_owners
from ltaxgis.services.people import name_key

_SHORTEST = 10
REVEALED = "person.number_seen"
TEXTS = ("title", "details", "place_text", "folder_at")
"""Texts of a case into which people write numbers."""


def person_for(work: Work, draft: PersonDraft) -> tuple[Uid, Owner | None]:
    """Who is meant: a known person by uid, by identity number, or by the same name and telephone; else a newcomer,
    not stored yet. What was not known of him before (his number, his telephone) is kept. Refused
    (`person.bad_number`) where an identity number cannot be one."""
    number, phone = plain_number(draft.number), plain_phone(draft.phone)
    if _mistyped(number):
        raise Refused("person.bad_number", number=mask_number(number))
    keys = work.number_keys([one for one in (number, phone) if one])
    owner = replace(
        draft.owner or Owner(uid=new_uid()),
        uid=new_uid(),
        number_key=keys.get(number),
        number_masked=mask_number(number) if number else "",
        phone_key=keys.get(phone),
        phone_masked=mask_phone(phone) if phone else "",
    )
    known = _picked(work, draft.uid) if draft.uid is not None else known_person(work, owner)
    if known is None:
        return owner.uid, owner
    told = _also_told(known, owner)
    if told != known:
        work.apply(ChangeSet("case.person", (Change(known, told),)))
    return known.uid, None


def _mistyped(number: str) -> bool:
    """Figures alone are an identity number from ten on; shorter ones and letters may be a passport's."""
    if len(number) == LENGTH:
        return not check_digit_holds(number)
    return number.isdigit() and len(number) >= _SHORTEST


def _picked(reading: Reading, uid: Uid) -> Owner | None:
    """Somebody chosen from the register, or whom he was merged into since."""
    found = reading.get(Owner, [uid]) or reading.get(Owner, [merged_owners(reading).get(uid, uid)])
    return found[0] if found else None


def _also_told(known: Owner, told: Owner) -> Owner:
    """A telephone is the one that was told last; a number and an address in the net fill what was empty."""
    after = known
    if told.phone_key is not None:
        after = replace(after, phone_key=told.phone_key, phone_masked=told.phone_masked)
    if known.number_key is None and told.number_key is not None:
        after = replace(after, number_key=told.number_key, number_masked=told.number_masked)
    return after if known.email else replace(after, email=told.email)


def known_person(reading: Reading, owner: Owner) -> Owner | None:
    """The person of the register who is certainly the same: the same identity number, or name and telephone. Under
    another first name a number is nobody's proof: it may be mistyped, and stands among the doubles to be looked at."""
    if owner.number_key is not None:
        same = reading.having(Owner, "number_key", [str(owner.number_key)])
        wanted = name_key(owner.first_name, "")
        return next((one for one in same if not wanted or name_key(one.first_name, "") == wanted), None)
    if owner.phone_key is None or not owner.first_name:
        return None
    named = reading.having(Owner, "first_name", [owner.first_name])
    wanted = name_key(owner.first_name, owner.last_name)
    return next(
        (one for one in named
         if one.phone_key == owner.phone_key and name_key(one.first_name, one.last_name) == wanted), None
    )  # fmt: skip


def hide_numbers(work: Work, text: str, *, phones: bool = True) -> tuple[str, str]:
    """The text with its identity and telephone numbers masked, and their keys in the order in which they stood.
    Without `phones` what looks like a telephone number stays, as in the number of a receipt."""
    found = numbers_in(text, phones=phones)
    if not found:
        return text, ""
    keys = work.number_keys(found)
    return mask_numbers_in(text, phones=phones), ",".join(str(keys[number]) for number in found)


def hide_in_texts(work: Work, draft: CaseDraft) -> tuple[dict[str, str], str]:
    """The draft's texts with their numbers masked, and the keys of those."""
    told, keys = {}, ""
    for name in ("title", "details", "place_text"):
        told[name], found = hide_numbers(work, getattr(draft, name))
        keys = both_keys(keys, found)
    return told, keys


def both_keys(keys: str, more: str) -> str:
    """Keys of private numbers, each once, the newest last."""
    return ",".join(dict.fromkeys(key for key in f"{keys},{more}".split(",") if key))


def see_number(project: Project, actor: Actor, owner_uid: Uid, which: str, today: date, reason: str = "") -> str:
    """A person's identity (`number`) or telephone number (`phone`) in full. Who does not work with them tells why;
    the journal holds a line a person and day. Refused: `person.needs_reason`, `role.may_not`."""
    ask_leave(actor, "people.see")
    if not may(actor, "numbers.see") and not reason.strip():
        raise Refused("person.needs_reason")
    with project.reading() as reading:
        owners = reading.get(Owner, [owner_uid])
        key = getattr(owners[0], f"{which}_key") if owners else None
        if key is None:
            return ""
        number = reading.number(key)
        told = f"{owner_uid} {short_date(today)}"
        seen = any(
            line.action == REVEALED and line.actor == actor.name and line.reason.startswith(told)
            for line in reading.journal(500)
        )
    if not seen:
        with project.work(actor, REVEALED, f"{told} {reason}".strip()) as work:
            work.commit()
    return number
