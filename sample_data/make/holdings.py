"""Who holds what: lots to owners, owners to addresses in the right village."""

from dataclasses import dataclass, field

import numpy as np
from sample_data.make.names import AMPHOE, COMPANY_WORDS, ELSEWHERE, POSTCODE, PROVINCE, TAMBON
from sample_data.make.people import Person, Registry, found_bodies
from sample_data.make.plots import Plot

UNITS = 40


@dataclass(slots=True)
class Holdings:
    """Owners of each plot (first the one named first), the house number of each plot that has one, the owners of
    the forty condominium units, and owners on the list who hold nothing any more."""

    people: list[Person]
    owners: dict[str, list[Person]]
    houses: dict[str, str]
    units: list[Person]
    landless: list[Person]
    bodies: dict[str, Person] = field(default_factory=dict)


def hand_out(plots: list[Plot], rng: np.random.Generator) -> Holdings:
    """Gives every plot its owner or owners."""
    registry = Registry(rng)
    bodies = found_bodies(registry)
    houses = _number_houses(plots, rng)
    owners: dict[str, list[Person]] = {}
    landlords = [registry.person() for _ in range(24)]
    locals_by_moo: dict[int, list[Person]] = {}
    for plot in plots:
        owners[plot.code] = _owners_of(plot, registry, bodies, landlords, locals_by_moo, rng)
    units = [registry.person() for _ in range(UNITS)]
    landless = [registry.person() for _ in range(26)]
    _settle(registry.people, owners, houses, plots, rng)
    return Holdings(registry.people, owners, houses, units, landless, bodies)


def _number_houses(plots: list[Plot], rng: np.random.Generator) -> dict[str, str]:
    """House numbers, each once in its village."""
    houses: dict[str, str] = {}
    last = dict.fromkeys(range(1, 10), 0)
    for plot in plots:
        if plot.use in ("home", "shop", "mixed", "temple", "market", "office", "school", "clinic", "condominium"):
            part = rng.random() < 0.18 and last[plot.moo] > 0
            if not part:
                last[plot.moo] += 1
            houses[plot.code] = f"{last[plot.moo]}/{len(houses) % 90 + 1}" if part else str(last[plot.moo])
    return houses


def _owners_of(
    plot: Plot,
    registry: Registry,
    bodies: dict[str, Person],
    landlords: list[Person],
    locals_by_moo: dict[int, list[Person]],
    rng: np.random.Generator,
) -> list[Person]:
    if plot.site_name:
        return [_site_owner(plot, bodies)]
    chance = rng.random()
    if chance < 0.028 and plot.use in ("shop", "vacant", "mixed", "field"):
        return [bodies[str(rng.choice(COMPANY_WORDS))]]
    if chance < 0.085:
        return [landlords[int(len(landlords) * rng.random() ** 2)]]
    neighbours = locals_by_moo.setdefault(plot.moo, [])
    if neighbours and rng.random() < 0.40:
        first = neighbours[int(rng.integers(len(neighbours)))]
    else:
        first = registry.person()
        neighbours.append(first)
    if rng.random() < 0.065:
        more = int(rng.choice([1, 1, 1, 2, 3]))
        return [first, *(registry.person(first.last) for _ in range(more))]
    return [first]


def _site_owner(plot: Plot, bodies: dict[str, Person]) -> Person:
    if plot.site_name in bodies:
        return bodies[plot.site_name]
    if plot.use == "condominium":
        return bodies["ริมธารเรสซิเดนซ์"]
    if plot.use == "state":
        return bodies["สำนักงานธนารักษ์พื้นที่ทิพย์นคร"]
    return bodies["ที่ว่าการอำเภอเวียงแสงคำ" if plot.use == "public" else "เทศบาลตำบลท่าแสงคำ"]


def _settle(
    people: list[Person],
    owners: dict[str, list[Person]],
    houses: dict[str, str],
    plots: list[Plot],
    rng: np.random.Generator,
) -> None:
    """Addresses: an owner lives in a house of hers if she has one, else in the village of her land, else away."""
    held: dict[str, list[Plot]] = {}
    for plot in plots:
        for person in owners[plot.code]:
            held.setdefault(person.number, []).append(plot)
    spare = 900
    for person in people:
        own = held.get(person.number, [])
        home = next((plot for plot in own if plot.code in houses and plot.use in ("home", "mixed", "shop")), None)
        away = (rng.random() < 0.09 or not own) and person.kind in ("บุคคลธรรมดา", "นิติบุคคล")
        spare += 1
        if away:
            tambon, amphoe, province, postcode = ELSEWHERE[int(rng.integers(len(ELSEWHERE)))]
            person.address = (
                f"{spare}/{rng.integers(1, 80)}",
                str(rng.integers(1, 12)),
                "",
                "",
                tambon,
                amphoe,
                province,
                postcode,
            )
        elif home and owners[home.code][0] is person:
            person.address = _local(houses[home.code], home)
        else:
            place = own[0] if own else plots[0]
            person.address = _local(f"{spare}", place)
        if not away and rng.random() < 0.04 and person.kind == "บุคคลธรรมดา":
            tambon, amphoe, province, postcode = ELSEWHERE[2 + int(rng.integers(3))]
            person.now = (f"{spare}/{rng.integers(1, 300)}", "", "", "", tambon, amphoe, province, postcode)
        person.alive = bool(rng.random() > 0.03)


def _local(house: str, plot: Plot) -> tuple[str, str, str, str, str, str, str, str]:
    soi, road = (plot.street, "") if plot.street.startswith("ซอย") else ("", plot.street)
    return (house, str(plot.moo), soi, road, TAMBON, AMPHOE, PROVINCE, POSTCODE)
