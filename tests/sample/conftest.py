"""The sample town as plain readers see it."""

import csv
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_data"
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

KeyLine = dict[str, str]


@pytest.fixture(scope="session")
def sample() -> Path:
    return SAMPLE


@pytest.fixture(scope="session")
def book(sample: Path) -> Workbook:
    """The register as Excel shows it. Loading takes seconds."""
    return load_workbook(sample / "register.xlsx")


@pytest.fixture(scope="session")
def key() -> list[KeyLine]:
    with (SAMPLE / "faults.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def key_by_kind(key: list[KeyLine]) -> dict[str, list[KeyLine]]:
    kinds: dict[str, list[KeyLine]] = defaultdict(list)
    for line in key:
        kinds[line["kind"]].append(line)
    return kinds
