"""How many petitions of another system's file are taken in each second."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ltaxgis.app.knowledge import shipped_titles
from ltaxgis.domain.petition_rows import CSV, PetitionFile, PetitionRow
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.import_petitions import import_petitions
from ltaxgis.services.office_book import book_of
from ltaxgis.services.progress import silent
from ltaxgis.storage.create import drop_project
from ltaxgis.storage.project import open_project
from ltaxgis.words import load_words
from tests.benchmarks.figures import FOLDER, Figure, clocked
from tests.benchmarks.many_cases import CLERK, make_cases

PROJECT = FOLDER / "petitions.ltax"
ROWS = 2_000
_NOW = datetime(2026, 9, 1, 3, tzinfo=UTC)
_ABOUT = ("ไฟทางดับ", "ถนนเป็นหลุม", "ท่อระบายน้ำอุดตัน", "ขยะไม่ได้เก็บ", "เสียงดังรบกวน")


def petition_rows(count: int) -> Sequence[PetitionRow]:
    """Rows of a table: each with a person, every second with a place in degrees, every third answered."""
    return [
        PetitionRow(
            line=n + 2, external_id=f"A-{n}", text=f"{_ABOUT[n % 5]} หน้าบ้านเลขที่ {n}/{n % 9} ตั้งแต่เมื่อวาน",
            received=(_NOW - timedelta(hours=n + 1)).strftime("%Y-%m-%d %H:%M"),
            north=f"{18.09 + n % 60 / 10_000:.5f}" if n % 2 else "",
            east=f"{99.0 + n % 70 / 10_000:.5f}" if n % 2 else "",
            place_text=f"ซอยเทศบาล {n % 40}", prefix="นาย", first_name=f"สมชาย{n % 300}", last_name=f"ใจดี{n % 700}",
            state="closed" if n % 3 == 0 else "", answer="ดำเนินการแล้ว" if n % 3 == 0 else "",
        )
        for n in range(count)
    ]  # fmt: skip


def petition_figures(path: Path = PROJECT, cases: int = 0) -> list[Figure]:
    """Rows a second into a town that has parcels, and so many cases already."""
    drop_project(path)
    make_cases(path, cases)
    places = find_resources()
    words = [load_words(places.words, language) for language in ("th", "en")]
    project = open_project(path)
    with project.reading() as reading:
        book = book_of(reading, {page.stem: page.read_text(encoding="utf-8") for page in places.office.glob("*.toml")})
    file = PetitionFile("เรื่องร้องเรียน.csv", CSV, petition_rows(ROWS))
    titles = shipped_titles(places)
    took = clocked(lambda: import_petitions(project, CLERK, book, file, titles, words, _NOW, silent))
    project.close()
    return [Figure("petitions: rows taken in", ROWS / took, unit="/s")]


if __name__ == "__main__":
    print("\n".join(map(str, petition_figures(cases=int(sys.argv[1]) if len(sys.argv) > 1 else 0))))
