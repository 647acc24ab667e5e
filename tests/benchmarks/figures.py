"""A figure with its bound, how figures are taken, and how they are held against those of before."""

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

TOP = Path(__file__).parents[2]
FOLDER = TOP / "out" / "bench"
PROJECT = FOLDER / "big.ltax"
LATEST = Path(__file__).with_name("latest.json")
WORSE = 1.3
TOO_SHORT_TO_COMPARE = 0.02


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure, its bound (None: told only), and the peer's in the same run."""

    name: str
    value: float
    bound: float | None = None
    peer: float | None = None
    unit: str = "s"

    def __str__(self) -> str:
        bound = "" if self.bound is None else f"  at most {self.bound:g}"
        beside = "" if self.peer is None else f"  the usual recipe {self.peer:g}"
        return f"{self.name:<52}{self.value:>9.3f} {self.unit}{bound}{beside}"


def clocked(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best(work: Callable[[], object], times: int = 5) -> float:
    """The quickest of some times, in seconds: the others had something else in their way."""
    return min(clocked(work) for _ in range(times))


def slowest(asked: dict[str, Callable[[], object]], times: int = 5) -> float:
    """Of several questions the one that takes longest, each told."""
    took = {name: best(ask, times) for name, ask in asked.items()}
    for name, seconds in took.items():
        print(f"  {name:<40}{seconds:9.4f} s")
    return max(took.values())


def run(*arguments: str) -> None:
    """The program's own command, in a process as a person starts it."""
    subprocess.run(
        [sys.executable, "-m", "ltaxgis", *arguments], check=True, capture_output=True, cwd=TOP, env=as_installed()
    )


def asked(module: str, *arguments: str) -> dict[str, Any]:
    """The JSON object that a benchmark prints which has a process, and an application of Qt, to itself."""
    told = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments],
        stdout=subprocess.PIPE, text=True, check=True, cwd=TOP, env=as_installed(), encoding="utf-8",
    )  # fmt: skip
    answer: dict[str, Any] = json.loads(told.stdout[told.stdout.index("{") :])
    return answer


def as_installed() -> dict[str, str]:
    """The surroundings with compiled modules kept, as an installed program has them, whatever the caller's say."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(FOLDER / "compiled")}


def faults_of(figures: Iterable[Figure]) -> list[str]:
    """Over twice its bound, or 30 % worse than the committed figure."""
    before = json.loads(LATEST.read_text(encoding="utf-8"))["figures"] if LATEST.exists() else {}
    faults = []
    for figure in figures:
        if figure.bound is None:
            continue
        if figure.value > 2 * figure.bound:
            faults.append(f"over twice its bound: {figure.name}")
        last = before.get(figure.name, {}).get("value")
        if last and figure.value > max(WORSE * last, TOO_SHORT_TO_COMPARE):
            faults.append(f"over 30 % worse than before ({last:g}): {figure.name}")
    return faults


def write(figures: Sequence[Figure]) -> None:
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
