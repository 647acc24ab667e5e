"""Measures the figures that matter, beside the usual recipe in the same run: `python -m tests.benchmarks.run_bench`.

Files of 100,000 parcels and rows are made once in `out/bench`. Writes `tests/benchmarks/latest.json` and fails where a
figure is over twice its bound, or 30 % worse than the committed one. `--quick` leaves the peers out; `--window` takes
the project of the run before and measures only what is drawn and the window, and writes nothing.
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.bench_cases import case_figures
from tests.benchmarks.bench_import import import_figures, make_files
from tests.benchmarks.bench_letters import letter_figures
from tests.benchmarks.bench_permits import permit_figures
from tests.benchmarks.bench_petitions import petition_figures
from tests.benchmarks.bench_table import table_seconds
from tests.benchmarks.figures import FOLDER, PROJECT, Figure, asked, clocked, faults_of, run, write

GAP_SECONDS = 10


def main() -> int:
    quick, window = "--quick" in sys.argv, "--window" in sys.argv
    make_files()
    figures = [] if window else import_figures(quick)
    figures += [
        *_drawing_figures(quick or window),
        *_command_figures(),
        *_window_figures(),
        *_table_figures(),
        *case_figures(),
        *letter_figures(),
        *permit_figures(),
        *petition_figures(),
    ]
    print("\n".join(map(str, figures)))
    faults = faults_of(figures)
    if not window:
        write(figures)
    print("\n".join(faults))
    return 1 if faults else 0


def _drawing_figures(quick: bool) -> list[Figure]:
    drawn = asked("bench_drawing", "--bounds", *(["--no-peer"] if quick else []))
    return [
        Figure("draw the whole extent, 1920×1080", drawn["draw_whole"], 0.25, drawn.get("geopandas_plot")),
        Figure("draw a street at 1:1000", drawn["draw_street"], 0.016),
    ]


def _command_figures() -> list[Figure]:
    cold = clocked(lambda: run("draw", str(PROJECT), "--out", str(FOLDER / "big.png")))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "ตัวอย่าง"
        first = clocked(lambda: run("demo", "--no-window", "--dir", str(place)))
        second = clocked(lambda: run("demo", "--no-window", "--dir", str(place)))
    return [
        Figure("`draw` as a cold command", cold, 3),
        Figure("`demo`, the first time", first),
        Figure("`demo`, the second time", second, 3),
    ]


def _window_figures() -> list[Figure]:
    started = min(asked("start_window", "-", str(time.time()))["shown"] for _ in range(3))
    first = asked("start_window", str(PROJECT), str(time.time()))
    gap = asked("ui_gap", "--seconds", str(GAP_SECONDS))
    return [
        Figure("start to window, no project", started, 1.2),
        Figure("from Enter to the first full map", first["map"], 2),
        Figure("  processor time of the window until then", first["map_cpu_window"]),
        Figure("  processor time of its processes until then", first["map_cpu_children"]),
        Figure("  the register's sheet is there", first["sheet"]),
        Figure("worst gap of the window's thread, opening", first["gap_worst_ms"], unit="ms"),
        Figure("  of it the thread's own work", first["gap_worst_own_ms"], unit="ms"),
        Figure("worst gap of the window's thread, busy", gap["gap_worst_ms"], 16, unit="ms"),
        Figure("  of it the thread's own work", gap["own_worst_ms"], unit="ms"),
    ]


def _table_figures() -> list[Figure]:
    table = table_seconds(PROJECT)
    return [
        Figure("load the table", table["load"]),
        Figure("sort the table", table["sort"], 0.2),
        Figure("sort the table, the first time", table["sort_first"]),
        Figure("filter the table", table["filter"], 0.2),
    ]


if __name__ == "__main__":
    sys.exit(main())
