"""Measures the figures that matter, beside the usual recipe in the same run: `python -m tests.benchmarks.run_bench`.

Files of 100,000 parcels and rows are made once in `out/bench`. Writes `tests/benchmarks/latest.json` and fails where a
figure is over twice its bound, or 30 % worse than the committed one. `--quick` leaves the peers out.
"""

import json
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
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
from tests.benchmarks import bench_drawing, big_town, peers, ui_gap
from tests.benchmarks.bench_table import table_seconds

TOP = Path(__file__).parents[2]
FOLDER = TOP / "out" / "bench"
LATEST = Path(__file__).with_name("latest.json")
WORSE = 1.3
QUERIES = ("01A001", "0", "ริมน้ำ", "12345", "3000000", "99Z", "50123", "02B9")


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure, its bound (None: told only), and the peer's in the same run."""

    name: str
    value: float
    bound: float | None = None
    peer: float | None = None
    unit: str = "s"


def main() -> int:
    quick = "--quick" in sys.argv
    FOLDER.mkdir(parents=True, exist_ok=True)
    _make_files()
    figures = [*_import_figures(quick), *_drawing_figures(quick), *_window_figures()]
    for figure in figures:
        bound = "" if figure.bound is None else f"  at most {figure.bound:g}"
        beside = "" if figure.peer is None else f"  the usual recipe {figure.peer:g}"
        print(f"{figure.name:<44}{figure.value:>9.3f} {figure.unit}{bound}{beside}")
    faults = _faults(figures)
    _write(figures)
    print("\n".join(faults))
    return 1 if faults else 0


def _make_files() -> None:
    if not (FOLDER / "parcels.shp").exists():
        big_town.write_parcels(FOLDER / "parcels.shp")
    if not (FOLDER / "register.xlsx").exists():
        big_town.write_register(FOLDER / "register.xlsx")


def _import_figures(quick: bool) -> list[Figure]:
    project = FOLDER / "big.ltax"
    for old in FOLDER.glob("big*.ltax*"):
        old.unlink()
    create_project(project, ProjectSettings("เมืองใหญ่", 32647))
    request = ImportRequest((RegisterFile(FOLDER / "register.xlsx"),), (MapFile(FOLDER / "parcels.shp"),))
    start = time.perf_counter()
    report, peak = with_peak(lambda: _import(project, request))
    wall = time.perf_counter() - start
    steps = report.ledger.seconds
    topology = steps["topology"]
    recipe = peers.join_recipe(FOLDER) if not quick else None
    figures = [
        Figure("read, check, store, index, join", wall - topology, 10, recipe),
        Figure("peak memory of all processes", peak, 1000, unit="MB"),
        Figure("overlap and gap check", topology),
        *(Figure(f"  step {name}", seconds) for name, seconds in steps.items()),
    ]
    with opened(project) as found, found.reading() as reading:
        figures.append(Figure("suggestions for 2,000 rows", clocked(lambda: suggestions(reading, found.settings))))
        worst = max(min(clocked(_searching(reading, text)) for _ in range(3)) for text in QUERIES)
        figures.append(Figure("search any text, the slowest", worst, 0.05))
    with tempfile.TemporaryDirectory() as folder:
        figures.append(Figure("verified backup", clocked(lambda: copy_file(project, Path(folder) / "copy.ltax"))))
    return figures


def _import(project: Path, request: ImportRequest) -> ImportReport:
    report: ImportReport = in_child(import_job, (project, Actor("bench"), request), lambda step: None)
    return report


def _searching(reading: Any, text: str) -> Callable[[], object]:
    return lambda: reading.search(text)


def _drawing_figures(quick: bool) -> list[Figure]:
    drawn = bench_drawing.made_up()
    plot = bench_drawing.peer()["geopandas_plot"] if not quick else None
    cold = clocked(lambda: _run("draw", str(FOLDER / "big.ltax"), "--out", str(FOLDER / "big.png")))
    return [
        Figure("draw the whole extent, 1920×1080", drawn["draw_whole"], 0.25, plot),
        Figure("draw a street at 1:1000", drawn["draw_street"], 0.016),
        Figure("`draw` as a cold command", cold, 3),
    ]


def _window_figures() -> list[Figure]:
    started = min(_window("-")["shown"] for _ in range(3))
    first = _window(str(FOLDER / "big.ltax"))
    gap = ui_gap.measure(10, busy=True)
    table = table_seconds(FOLDER / "big.ltax")
    return [
        Figure("start to window, no project", started, 1.2),
        Figure("from Enter to the first full map", first["map"] - first["opened"], 2),
        Figure("worst gap of the window's thread, busy", gap["gap_worst_ms"], 16, unit="ms"),
        Figure("load the table", table["load"]),
        Figure("sort the table", table["sort"], 0.2),
        Figure("sort the table, the first time", table["sort_first"]),
        Figure("filter the table", table["filter"], 0.2),
    ]


def _window(project: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.start_window", project, str(time.time())]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=TOP)
    answer: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return answer


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "ltaxgis", *arguments], check=True, capture_output=True, cwd=TOP)


def clocked(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def with_peak(work: Callable[[], ImportReport]) -> tuple[ImportReport, float]:
    """What the work answers, and the most memory (MB) that this process's children had together meanwhile."""
    stop, peak = threading.Event(), 0.0

    def watch() -> None:
        nonlocal peak
        me = psutil.Process()
        while not stop.wait(0.02):
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


def _faults(figures: list[Figure]) -> list[str]:
    before = json.loads(LATEST.read_text(encoding="utf-8"))["figures"] if LATEST.exists() else {}
    faults = []
    for figure in figures:
        if figure.bound is not None and figure.value > 2 * figure.bound:
            faults.append(f"over twice its bound: {figure.name}")
        last = before.get(figure.name, {}).get("value")
        if last and figure.bound is not None and figure.value > WORSE * last and figure.value > 0.02:
            faults.append(f"over 30 % worse than before ({last:g}): {figure.name}")
    return faults


def _write(figures: list[Figure]) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=TOP, check=False
    )
    told = {
        "machine": f"{platform.machine()}, {psutil.cpu_count()} cores, Python {platform.python_version()}",
        "commit": commit.stdout.strip(),
        "day": datetime.now(UTC).date().isoformat(),
        "figures": {
            f.name.strip(): {"value": round(f.value, 4), "bound": f.bound, "peer": f.peer, "unit": f.unit}
            for f in figures
        },
    }
    LATEST.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
