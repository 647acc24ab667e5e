"""From a seed to the town, and from the town to its files."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sample_data.make import ltax3000, workbook
from sample_data.make.fault_key import Feature, Planted
from sample_data.make.faults_map import move_old_block, plant_in_map
from sample_data.make.faults_owners import OwnerFault, plant_doubles, plant_wrong_digits
from sample_data.make.faults_register import Deck, plant_in_register
from sample_data.make.ground import Lot, lay_lots
from sample_data.make.holdings import Holdings, hand_out
from sample_data.make.key_file import write_key
from sample_data.make.layers import Layers, build_layers, write_geopackage, write_shapefiles
from sample_data.make.next_month import write_next_month
from sample_data.make.photos import write_photos
from sample_data.make.plots import Plot, make_plots
from sample_data.make.register import write_up
from sample_data.make.skeleton import Skeleton, build_skeleton
from sample_data.make.streets import Streets, lay_streets, name_streets

SEED = 2569


@dataclass(slots=True)
class Town:
    """Everything about the town before it is written: `plots` are as they are, `planted` as the files say."""

    frame: Skeleton
    streets: Streets
    lots: list[Lot]
    plots: list[Plot]
    holdings: Holdings
    planted: Planted
    layers: Layers


def make_ground(seed: int) -> tuple[Skeleton, Streets, list[Lot]]:
    """Frame, streets and lots: the slow part, about a minute."""
    frame, streets = make_streets(seed)
    return frame, streets, lay_lots(frame, streets, seed)


def make_streets(seed: int) -> tuple[Skeleton, Streets]:
    """Frame and streets alone, some seconds."""
    rng = np.random.default_rng([seed, 1])
    frame = build_skeleton(rng)
    streets = lay_streets(frame, rng)
    name_streets(streets)
    return frame, streets


def make_town(seed: int) -> Town:
    """The town of a seed, always the same for the same libraries."""
    return settle(*make_ground(seed), seed)


def settle(frame: Skeleton, streets: Streets, lots: list[Lot], seed: int) -> Town:
    """People, register, faults and layers on a ground."""
    rng = np.random.default_rng([seed, 2])
    plots, zones = make_plots(lots, streets, rng)
    holdings = hand_out(plots, rng)
    owner_faults = plant_doubles(plots, holdings, rng) + plant_wrong_digits(holdings)
    register = write_up(plots, holdings, rng)
    features = [Feature(n, plot, plot.code, plot.shape) for n, plot in enumerate(plots, 1)]
    planted = Planted(register, features)
    _note_owners(planted, owner_faults)
    _note_sheets(planted)
    moved = move_old_block(planted, plots)
    touched = {code for fault in owner_faults for code in _held(holdings, fault[0])}
    free = [p for p in plots if p.code not in moved | touched and not p.site_name and p.use != "condominium"]
    deck = Deck(free, rng)
    plant_in_map(planted, deck)
    plant_in_register(planted, deck, rng)
    _sort_lands(planted)
    return Town(
        frame, streets, lots, plots, holdings, planted, build_layers(frame, streets, zones, plots, planted, holdings)
    )


def _held(holdings: Holdings, number: str) -> list[str]:
    return [code for code, owners in holdings.owners.items() if any(owner.number == number for owner in owners)]


def _note_owners(planted: Planted, faults: list[OwnerFault]) -> None:
    rows = {row["number"]: row["id"] for row in planted.register.owners}
    for number, field, kind, finding, meant in faults:
        planted.add("owner", rows[number], field, kind, finding, meant)


def _note_sheets(planted: Planted) -> None:
    """The faults that a sheet of the workbook has as such."""
    planted.add("land", 0, "1", "title_line", "line.title", "", "workbook")
    planted.add("land", 0, "2", "title_line", "line.title", "", "workbook")
    planted.add("land", 0, "total", "total_line", "line.total", "", "workbook")
    planted.add("building", 0, "1", "merged_header", "file.header_merged", "", "workbook")
    planted.add("sign", 0, "1", "merged_header", "file.header_merged", "", "workbook")
    planted.add("owner", 0, "column Z", "empty_column", "file.column_empty", "", "workbook")


def _sort_lands(planted: Planted) -> None:
    """Rows go by code, second copies of a row to the end of their block, as they are typed in an office."""
    seen: set[str] = set()
    keyed = []
    for row in planted.register.lands:
        again = row["code"] in seen and "unit" not in row
        seen.add(row["code"])
        keyed.append(((row["code"][:3], again, row["code"], row.get("unit", 0)), row))
    planted.register.lands = [row for _, row in sorted(keyed, key=lambda pair: pair[0])]
    planted.register.uses.sort(key=lambda row: (row["code"], row["id"]))


def write_town(town: Town, folder: Path) -> None:
    """Writes all files of the town into the folder."""
    register = town.planted.register
    places = workbook.write_workbook(register, folder / "register.xlsx", "15 มกราคม 2569")
    ltax3000.write_csv(register, folder / "ltax3000_csv")
    ltax3000.write_dump(register, folder / "ltax3000.sql.gz")
    write_shapefiles(town.layers, folder / "shapefile")
    write_geopackage(town.layers, folder / "town.gpkg")
    write_key(town.planted, places, folder / "faults.csv")
    write_photos(folder / "photos")
    write_next_month(town.planted, town.plots, folder / "next_month", np.random.default_rng([SEED, 3]))
