"""Faults among owners, planted before the register is written up: doubles under other spellings, wrong check digits."""

from dataclasses import replace

import numpy as np
from sample_data.make.holdings import Holdings
from sample_data.make.people import Person, Registry, check_digit
from sample_data.make.plots import Plot

LOOK_ALIKE = (
    ("ธารา", "ธรา"),
    ("แก้ว", "แกัว"),
    ("เพชร", "เพ็ชร"),
    ("ศรี", "สรี"),
    ("วงศา", "วงษา"),
    ("สุข", "ศุข"),
    ("บุญ", "บุน"),
    ("คำ", "ดำ"),
    ("ดี", "ดิ"),
    ("มั่น", "มัน"),
    ("รุ่ง", "รุง"),
    ("ไพ", "ใพ"),
    ("ใจ", "ไจ"),
)
OwnerFault = tuple[str, str, str, str, str]  # number, field, kind, finding, meant


def plant_doubles(plots: list[Plot], holdings: Holdings, rng: np.random.Generator) -> list[OwnerFault]:
    """Three owners stand on the list under three spellings each, two companies with and without จำกัด; each of the
    spellings holds land of its own."""
    registry = Registry(rng, given={person.number[:12] for person in holdings.people})
    alone: dict[str, list[str]] = {}
    for plot in plots:
        if len(holdings.owners[plot.code]) == 1 and plot.use in ("home", "field", "vacant"):
            alone.setdefault(holdings.owners[plot.code][0].number, []).append(plot.code)
    known = {person.number: person for person in holdings.people}
    rich = [known[n] for n, codes in alone.items() if len(codes) >= 3 and _misspelt(known[n].last, 1) != known[n].last]
    people = [p for p in rich if p.kind == "บุคคลธรรมดา" and p.prefix in ("นาย", "นาง", "น.ส.")]
    faults = []
    for person in [people[i] for i in rng.choice(len(people), 3, replace=False)]:
        for turn in (1, 2):
            double = _double(person, turn, registry)
            _hand_over(alone[person.number][turn], person, double, holdings)
            faults.append((double.number, "last", "owner_spelled_differently", "person.possible_double", person.name))
    companies = [known[n] for n, codes in alone.items() if len(codes) >= 2 and known[n].prefix == "บจก."]
    for company in companies[:2]:
        other = replace(company, number=registry.number("0"), prefix="บริษัท", first=f"{company.first} จำกัด")
        _hand_over(alone[company.number][1], company, other, holdings)
        faults.append((other.number, "first", "company_with_limited", "person.possible_double", company.name))
    return faults


def _misspelt(text: str, turn: int) -> str:
    """The name with one likely slip; the second slip is another one."""
    slips = [text.replace(right, wrong, 1) for right, wrong in LOOK_ALIKE if right in text]
    return slips[min(turn, len(slips)) - 1] if slips else text


def _double(person: Person, turn: int, registry: Registry) -> Person:
    number = registry.number(person.number[0])
    if turn == 1:
        return replace(person, number=number, last=_misspelt(person.last, 1), phone="")
    prefix = {"นาย": "นาย", "นาง": "นางสาว", "น.ส.": "นางสาว"}[person.prefix]
    return replace(person, number=number, prefix=prefix, last=f"{person.last[:-1]}", phone="")


def _hand_over(code: str, person: Person, double: Person, holdings: Holdings) -> None:
    holdings.owners[code] = [double]
    holdings.people.insert(holdings.people.index(person) + 1 + len(double.last) % 3 * 40, double)


def plant_wrong_digits(holdings: Holdings) -> list[OwnerFault]:
    """Seven owners who hold nothing any more have a number that fails its check digit."""
    faults = []
    for person in holdings.landless[:7]:
        right = person.number
        person.number = right[:12] + str((int(check_digit(right[:12])) + 3) % 10)
        faults.append((person.number, "number", "wrong_check_digit", "person.number_check_digit", right))
    return faults
