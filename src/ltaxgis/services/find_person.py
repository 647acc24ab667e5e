"""A person found at the counter: by name, by telephone or identity number, by what a scanner types."""

from dataclasses import dataclass

from ltaxgis.domain.owners import Owner
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.identity import plain_number
from ltaxgis.domain.users import may
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_file import cases_on

MOST = 8
SHORTEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class PersonFound:
    """`by` is name, number or phone; `open_cases` how many of the person's cases are not closed."""

    owner: Owner
    by: str
    open_cases: int


def find_person(reading: Reading, actor: Actor, text: str) -> list[PersonFound]:
    """The people who may be meant, the surest first. A whole number finds only whose it is; part of one finds nobody.
    Nothing for who may not see people."""
    if not may(actor, "people.see"):
        return []
    number = plain_number(text)
    if len(number) >= SHORTEST_NUMBER and number.isdigit():
        key = reading.number_key(number)
        found = [] if key is None else _holders(reading, key)
    else:
        hits = reading.search(text, ("owner",), MOST)
        found = [(one, "name") for one in reading.get(Owner, [hit.uid for hit in hits])]
    return [
        PersonFound(owner, by, sum(case.closed_on is None for case in cases_on(reading, actor, owner.uid)))
        for owner, by in found[:MOST]
    ]


def _holders(reading: Reading, key: int) -> list[tuple[Owner, str]]:
    both = (("number", "number_key"), ("phone", "phone_key"))
    return [(one, by) for by, field in both for one in reading.having(Owner, field, [str(key)])]
