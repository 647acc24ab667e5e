"""Join, area differences and suggestions on real parcels with codes of another country."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
import pyproj
import pytest
import shapely
from shapely.geometry import shape
from tests.matching import corpus

from ltaxgis.domain.candidates import Traits
from ltaxgis.domain.deed_areas import area_differences, deed_areas
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.joining import Indices, ParcelKeys, RowKeys, join
from ltaxgis.domain.suggesting import Suggestion, suggest

pytestmark = pytest.mark.real_data


@dataclass(frozen=True)
class Commune:
    """Codes and areas (m²) of the layer; codes and areas (hundredths of a square wa) of the register."""

    codes: list[str]
    drawn: np.ndarray[tuple[int], np.dtype[np.float64]]
    row_codes: list[str]
    row_areas: Indices


def commune(folder: Path, number: str) -> Commune:
    features = json.loads((folder / f"cadastre-{number}-parcelles.json").read_text(encoding="utf-8"))["features"]
    to_metres = pyproj.Transformer.from_crs(4326, 2154, always_xy=True)
    shapes = np.array([shape(feature["geometry"]) for feature in features])
    flat = shapely.transform(shapes, lambda points: np.column_stack(to_metres.transform(points[:, 0], points[:, 1])))
    book = openpyxl.load_workbook(folder / f"register-{number}.xlsx", read_only=True)
    lines = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    head = next(place for place, line in enumerate(lines) if line and line[0] == "Identifiant parcelle")
    rows = [line for line in lines[head + 1 :] if line and line[0]]
    areas = [-1 if line[4] in (None, "") else int(float(str(line[4])) * 25) for line in rows]
    codes = [feature["properties"]["id"] for feature in features]
    return Commune(codes, shapely.area(flat), [str(line[0]) for line in rows], np.array(areas, np.int64))


@pytest.fixture(scope="module", params=["91216", "75118"])
def town(request: pytest.FixtureRequest, real_data: Path) -> Commune:
    return commune(real_data / "fr_cadastre", request.param)


def test_every_row_of_the_register_finds_its_parcel(town: Commune) -> None:
    rows = RowKeys([Uid(f"r{n}") for n in range(len(town.row_codes))], town.row_codes)
    parcels = ParcelKeys([Uid(f"p{n}") for n in range(len(town.codes))], town.codes)
    joined = join(rows, parcels)
    deed = deed_areas(joined.parcel_of_row, town.row_areas, rows.codes, np.zeros(len(rows), bool), len(parcels))
    differences = area_differences(deed, town.drawn, part=0.05, wa=200)

    assert joined.counts["joined"] == len(rows)
    assert joined.counts["with_row"] == len(parcels)
    assert 30 <= int(differences.over.sum()) <= 0.06 * len(parcels)


@pytest.mark.parametrize("harm", [corpus.digit_slip, corpus.swap, corpus.left_out, corpus.letters_for_digits])
def test_a_harmed_code_leads_back_to_its_parcel(town: Commune, harm: Callable[[str, random.Random], str]) -> None:
    chance = random.Random(1)
    lost = chance.sample(range(len(town.codes)), 400)
    harmed = [harm(town.codes[parcel], chance) for parcel in lost]
    area_of = dict(zip(town.row_codes, town.row_areas.tolist(), strict=True))
    taken = np.array([chance.random() > 0.05 for _ in town.codes])
    taken[lost] = False
    rows = Traits(harmed, np.array([area_of.get(town.codes[parcel], -1) for parcel in lost], np.int64))

    found = suggest(rows, Traits(town.codes, np.rint(town.drawn * 25).astype(np.int64)), taken)
    first: dict[int, Suggestion] = {}
    for suggestion in found:
        first.setdefault(suggestion.row, suggestion)

    right = [row for row, parcel in enumerate(lost) if row in first and first[row].parcel == parcel]
    assert len(right) >= 0.95 * len(lost)
