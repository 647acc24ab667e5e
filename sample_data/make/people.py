"""Owners: people, companies, temples and bodies of a town that does not exist.

Identity numbers pass the check digit, but digits 2–5 are zeros (no such province or district), so nobody can have
them; telephone numbers begin with 000.
"""

from dataclasses import dataclass, field

import numpy as np
from rapidfuzz.distance import Levenshtein
from sample_data.make.names import (
    AMPHOE,
    COMPANY_WORDS,
    FEMALE,
    MALE,
    POSTCODE,
    PROVINCE,
    STATE_BODIES,
    TAMBON,
    surnames,
)
from sample_data.make.skeleton import SITES

Address = tuple[str, str, str, str, str, str, str, str]  # house, moo, soi, road, tambon, amphoe, province, postcode


@dataclass(slots=True)
class Person:
    """An owner. `address` is where letters go by the house register, `now` where the owner lives now if elsewhere."""

    number: str
    kind: str
    prefix: str
    first: str
    last: str
    address: Address = ("", "", "", "", TAMBON, AMPHOE, PROVINCE, POSTCODE)
    now: Address | None = None
    phone: str = ""
    alive: bool = True
    note: str = ""
    pt4: str = ""

    @property
    def name(self) -> str:
        return f"{self.prefix}{self.first} {self.last}".strip()


def check_digit(twelve: str) -> str:
    """The thirteenth digit of an identity number."""
    return str((11 - sum(int(d) * (13 - i) for i, d in enumerate(twelve)) % 11) % 10)


@dataclass(slots=True)
class Registry:
    """Makes new owners, no two of which could be taken for one another."""

    rng: np.random.Generator
    people: list[Person] = field(default_factory=list)
    given: set[str] = field(default_factory=set)
    _by_last: dict[str, list[str]] = field(default_factory=dict)
    _by_first: dict[str, list[str]] = field(default_factory=dict)
    _surnames: list[str] = field(default_factory=surnames)

    def number(self, first_digit: str) -> str:
        while True:
            twelve = first_digit + "0000" + str(self.rng.integers(1_111_111, 9_999_999))
            if twelve not in self.given and "000" not in twelve[5:]:
                self.given.add(twelve)
                return twelve + check_digit(twelve)

    def person(self, surname: str = "") -> Person:
        """A new natural person, of the family `surname` where one is named."""
        man = bool(self.rng.random() < 0.48)
        while True:
            first = str(self.rng.choice(MALE if man else FEMALE))
            last = surname or self._usual_surname()
            if self._unlike(first, last):
                break
        self._by_last.setdefault(last, []).append(first)
        self._by_first.setdefault(first, []).append(last)
        prefix = "นาย" if man else str(self.rng.choice(["นาง", "น.ส."], p=[0.62, 0.38]))
        if self.rng.random() < 0.025:
            prefix = str(self.rng.choice(["ร.ต.อ.", "จ.ส.อ.", "ด.ต.", "ดร."]))
        born = str(self.rng.choice(["3", "1", "5", "2"], p=[0.66, 0.22, 0.08, 0.04]))
        phone = f"000-{self.rng.integers(111, 999)}-{self.rng.integers(1111, 9999)}" if self.rng.random() < 0.5 else ""
        return self._add(Person(self.number(born), "บุคคลธรรมดา", prefix, first, last, phone=phone))

    def body(self, kind: str, prefix: str, name: str, last: str = "") -> Person:
        """A company, temple or body of the state."""
        return self._add(Person(self.number("0"), kind, prefix, name, last))

    def _add(self, person: Person) -> Person:
        person.pt4 = (
            f"{(person.first.lstrip('เแโใไ') or 'ก')[0]}{self.rng.integers(100, 999)}/{self.rng.integers(1000, 9999)}"
        )
        self.people.append(person)
        return person

    def _usual_surname(self) -> str:
        place = int(len(self._surnames) * self.rng.random() ** 1.25)
        return self._surnames[place]

    def _unlike(self, first: str, last: str) -> bool:
        """No relative with nearly the same first name, no namesake with nearly the same surname."""
        if any(Levenshtein.distance(first, other) <= 3 for other in self._by_last.get(last, [])):
            return False
        return all(Levenshtein.distance(last, other) > 4 for other in self._by_first.get(first, []))


def found_bodies(registry: Registry) -> dict[str, Person]:
    """The bodies that hold the sites, by name; and thirty-two companies."""
    bodies = {name: registry.body(kind, prefix, name) for kind, prefix, name in STATE_BODIES}
    for site in SITES:
        if site.kind == "temple":
            bodies[site.name] = registry.body("วัด/ศาสนา", "วัด", site.name.removeprefix("วัด"))
    for place, word in enumerate(COMPANY_WORDS):
        partnership = place % 7 == 3
        prefix, last = ("หจก.", "") if partnership else ("บจก.", "")
        bodies[word] = registry.body("นิติบุคคล", prefix, word, last)
    return bodies
