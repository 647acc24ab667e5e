"""How fast the register's table is sorted and filtered: 100,000 rows, what has been worked out once counts as done."""

import time
from collections.abc import Callable
from pathlib import Path

from ltaxgis.app.opening import opened
from ltaxgis.ui.register.columns import LAND_COLUMNS
from ltaxgis.ui.register.ordering import Ranks, Wish, arrange
from ltaxgis.ui.register.sheet import load_sheet


def table_seconds(project: Path) -> dict[str, float]:
    """`sort_first` and `filter_first` count the working out too."""
    with opened(project) as found, found.reading() as reading:
        start = time.perf_counter()
        sheet = load_sheet(reading)
        load = time.perf_counter() - start
    columns = {column.name: column for column in LAND_COLUMNS}
    labels: dict[str, dict[str, str]] = {}
    ranks = Ranks()

    def timed(wish: Wish) -> Callable[[], float]:
        def run() -> float:
            start = time.perf_counter()
            arrange(sheet, columns, wish, labels, ranks)
            return time.perf_counter() - start

        return run

    sort, narrow = timed(Wish(sort=("-code",))), timed(Wish(filters=(("road", "เทศบาล"),), sort=("area",)))
    told = {"load": load, "sort_first": sort(), "filter_first": narrow()}
    return told | {"sort": min(sort() for _ in range(3)), "filter": min(narrow() for _ in range(3))}
