"""How long it takes to read, check, store and join a large town, and what is asked of it afterwards."""

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from ltaxgis.app.child import in_child
from ltaxgis.app.jobs import import_job
from ltaxgis.app.opening import opened
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.services.import_files import ImportReport, ImportRequest, RegisterFile
from ltaxgis.services.import_layers import MapFile
from ltaxgis.services.suggest_links import suggestions
from ltaxgis.storage.backup import copy_file
from ltaxgis.storage.create import create_project
from tests.benchmarks import big_town
from tests.benchmarks.figures import FOLDER, PROJECT, Figure, asked, clocked

QUERIES = ("01A001", "0", "ริมน้ำ", "12345", "3000000", "99Z", "50123", "02B9")


def make_files() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not (FOLDER / "parcels.shp").exists():
        big_town.write_parcels(FOLDER / "parcels.shp")
    if not (FOLDER / "register.xlsx").exists():
        big_town.write_register(FOLDER / "register.xlsx")


def import_figures(quick: bool) -> list[Figure]:
    """The project stands at `PROJECT` afterwards."""
    for old in FOLDER.glob("big*.ltax*"):
        old.unlink()
    create_project(PROJECT, ProjectSettings("เมืองใหญ่", 32647))
    request = ImportRequest((RegisterFile(FOLDER / "register.xlsx"),), (MapFile(FOLDER / "parcels.shp"),))
    start = time.perf_counter()
    report, peak = with_peak(lambda: _import(request))
    wall = time.perf_counter() - start
    steps = dict(report.ledger.seconds)
    recipe = None if quick else asked("peers", str(FOLDER))["join"]
    return [
        Figure("read, check, store, index, join", wall, 10, recipe),
        Figure("peak memory of all processes", peak, 1000, unit="MB"),
        Figure("overlap and gap check, beside it", steps.pop("topology")),
        *(Figure(f"  step {name}", seconds) for name, seconds in steps.items()),
        *_later(),
    ]


def _later() -> list[Figure]:
    with opened(PROJECT) as found, found.reading() as reading:
        figures = [Figure("suggestions for 2,000 rows", clocked(lambda: suggestions(reading, found.settings)))]
        worst = max(min(clocked(_searching(reading, text)) for _ in range(3)) for text in QUERIES)
        figures.append(Figure("search any text, the slowest", worst, 0.05))
    with tempfile.TemporaryDirectory() as folder:
        figures.append(Figure("verified backup", clocked(lambda: copy_file(PROJECT, Path(folder) / "copy.ltax"))))
    return figures


def _import(request: ImportRequest) -> ImportReport:
    report: ImportReport = in_child(import_job, (PROJECT, Actor("bench"), request), lambda step: None)
    return report


def _searching(reading: Any, text: str) -> Callable[[], object]:
    return lambda: reading.search(text)


def with_peak(work: Callable[[], ImportReport]) -> tuple[ImportReport, float]:
    """What the work answers, and the most memory (MB) that this process's children had together meanwhile."""
    stop, peak = threading.Event(), 0.0

    def watch() -> None:
        nonlocal peak
        me = psutil.Process()
        while not stop.wait(0.1):
            total = 0
            for child in me.children(recursive=True):
                try:
                    total += child.memory_info().rss
                except psutil.Error:
                    continue
            peak = max(peak, total / 1e6)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        return work(), peak
    finally:
        stop.set()
        watcher.join()
