"""Suggestions for 10,000 unmatched rows against 100,000 parcels (at most 5 s), the join of 100,000 rows, and doubles
among 60,000 owners. `python tests/benchmarks/bench_suggesting.py` prints the seconds."""

import random
import sys
import time
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.joining import ParcelKeys, RowKeys, join
from ltaxgis.domain.owner_doubles import propose_doubles
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.suggesting import Suggestion, suggest
from ltaxgis.domain.thai.names import Titles
from ltaxgis.ports.resources import find_resources
from tests.matching.corpus import LAYERS, Layer, degraded, drawn, slip, town, traits
from tests.matching.corpus import names as invented_names

ALL = Layer(frozenset().union(*(layer.columns for layer in LAYERS.values())), ())
KINDS = [kind for layer in LAYERS.values() for kind in layer.kinds if kind != "place_and_area"]


def seconds_to_suggest(parcels: int = 100_000, rows: int = 10_000) -> tuple[float, list[Suggestion]]:
    chance = random.Random(1)
    lands = town("large", chance, parcels)
    codes = {land.code for land in lands}
    lost = {}
    for land in chance.sample(lands, rows):
        row = degraded(land, chance.choice(KINDS), codes, chance)
        lost[land.number] = row or replace(land, code="", title="")
    the_rows = traits(list(lost.values()))
    the_parcels = traits([drawn(land, ALL, None, chance) for land in lands])
    taken = np.array([land.number not in lost and land.number % 12 != 0 for land in lands])
    began = time.perf_counter()
    found = suggest(the_rows, the_parcels, taken)
    return time.perf_counter() - began, found


def seconds_to_join(count: int = 100_000) -> float:
    chance = random.Random(2)
    lands = town("large", chance, count)
    rows = RowKeys(
        [Uid(f"r{n}") for n in range(count)], [land.code for land in lands], [], [land.title for land in lands]
    )
    chance.shuffle(lands)
    titles = [land.title for land in lands]
    parcels = ParcelKeys([Uid(f"p{n}") for n in range(count)], [land.code for land in lands], [], titles)
    began = time.perf_counter()
    assert join(rows, parcels).counts
    return time.perf_counter() - began


def seconds_to_find_doubles(count: int = 60_000) -> tuple[float, int]:
    chance = random.Random(3)
    titles = Titles.read(tomllib.loads((find_resources().code_lists / "prefixes.toml").read_text(encoding="utf-8")))
    owners: list[Owner] = []
    for number, name in enumerate(invented_names(chance, count)):
        first, _, last = name.partition(" ")
        house, moo = f"{chance.randint(1, 400)}", f"{chance.randint(1, 14)}"
        if number % 30 in (1, 2):
            double = owners[-1]
            first, last, house, moo = double.first_name, slip(double.last_name, chance), double.house_no, double.moo
        prefix = chance.choice(["นาย", "ร.ต.", ""])
        uid = Uid(f"o{number}")
        owners.append(Owner(uid=uid, prefix=prefix, first_name=first, last_name=last, house_no=house, moo=moo))
    began = time.perf_counter()
    clusters = propose_doubles(owners, titles)
    return time.perf_counter() - began, len(clusters)


if __name__ == "__main__":
    seconds, suggestions = seconds_to_suggest()
    print(f"10,000 rows, 100,000 parcels: {len(suggestions)} suggestions in {seconds:.2f} s")
    print(f"join of 100,000 rows and parcels: {seconds_to_join():.2f} s")
    seconds, clusters = seconds_to_find_doubles()
    print(f"60,000 owners: {clusters} possible doubles in {seconds:.2f} s")
    print(f"processor seconds with the making of the towns: {time.process_time():.1f}")
