"""What a register says against itself: the same row twice, uses that do not add up to the land."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.register import LandRow, UseRow
from ltaxgis.domain.tables import SourceTable
from ltaxgis.domain.thai.text import squash
from ltaxgis.ports.stores import Reading

RUNNING_NUMBERS = ("ลำดับ", "ลำดับที่", "ที่", "no", "no.", "#")
TOLERANCE = 1
"""Hundredths of a square wa: the tolerance of LTAX Online for the sum of uses."""


def rows_twice(table: SourceTable) -> list[Finding]:
    """A finding for each line that repeats an earlier one in every cell but the running number."""
    told = [column for header, column in zip(table.headers, table.columns, strict=True)
            if squash(header) not in {squash(name) for name in RUNNING_NUMBERS}]  # fmt: skip
    if not told:
        return []
    first_of: dict[tuple[str | None, ...], int] = {}
    found = []
    for index, cells in enumerate(zip(*told, strict=True)):
        first = first_of.setdefault(cells, index)
        if first != index and any(cells):
            place = Place(table.source, table.name, table.lines[index])
            found.append(Finding("row.twice", place, facts=(("first", table.lines[first]),)))
    return found


def keys_twice(
    table: SourceTable, keys: Sequence[str], holders: Sequence[Sequence[Uid]], twice: Iterable[Finding]
) -> Iterator[Finding]:
    """A finding for each row that has an earlier one's key and owners, but says other things besides: `twice` are
    those that say the same. Rows of one title under different owners are co-owners', which is no fault."""
    equal = {finding.place.row for finding in twice}
    first_of: dict[tuple[str, tuple[Uid, ...]], int] = {}
    for index, (key, owners) in enumerate(zip(keys, holders, strict=True)):
        if not key.strip("|"):
            continue
        first = first_of.setdefault((key, tuple(owners)), index)
        if first != index and table.lines[index] not in equal:
            place = Place(table.source, table.name, table.lines[index], subject=key.split("|")[0])
            yield Finding("row.key_twice", place, value=key, facts=(("first_row", table.lines[first]),))


def uses_that_differ(reading: Reading) -> list[Finding]:
    """A finding for each land row whose uses do not add up to its area."""
    uses = reading.columns(UseRow, ("land_uid", "area"))
    if not uses.uids:
        return []
    land = reading.columns(LandRow, ("code", "area"))
    sums: dict[Uid, int] = defaultdict(int)
    for uid, area in zip(uses["land_uid"], uses["area"], strict=True):
        if uid is not None:
            sums[uid] += area or 0
    return [
        Finding("use.sum_differs", Place(field="area", subject=code), f"{area / 100:.2f}", f"{sums[uid] / 100:.2f}")
        for uid, code, area in zip(land.uids, land["code"], land["area"], strict=True)
        if uid in sums and area is not None and abs(sums[uid] - area) > TOLERANCE
    ]
