"""How fast the lists of the permits' desk are: 5,000 permits, of which 1,000 are late and 4,000 end."""

from collections.abc import Callable
from functools import partial

from ltaxgis.app.opening import opened
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.office_book import book_of
from ltaxgis.services.permit_lists import expiring, late_permits, unreported
from ltaxgis.storage.create import drop_project
from tests.benchmarks.figures import FOLDER, Figure, best, slowest
from tests.benchmarks.many_cases import CLERK, TODAY
from tests.benchmarks.many_permits import make_permits

PERMITS_PROJECT = FOLDER / "permits.ltax"
PAGE = 200


def permit_figures() -> list[Figure]:
    """The slowest page as a screen shows it, each the best of some times, and the longest list as a workbook holds
    it."""
    drop_project(PERMITS_PROJECT)  # tables and indexes as they are today
    make_permits(PERMITS_PROJECT)
    office = {page.stem: page.read_text(encoding="utf-8") for page in find_resources().office.glob("*.toml")}
    with opened(PERMITS_PROJECT) as project, project.reading() as reading:
        book = book_of(reading, office)
        pages: dict[str, Callable[[], object]] = {
            "late, the first page": partial(late_permits, reading, CLERK, book, TODAY, PAGE),
            "late, the last page": partial(late_permits, reading, CLERK, book, TODAY, PAGE, 800),
            "ending, the first page": partial(expiring, reading, CLERK, TODAY, 60, PAGE),
            "ending, the last page": partial(expiring, reading, CLERK, TODAY, 60, PAGE, 3_800),
            "never reported, the first page": partial(unreported, reading, CLERK, TODAY, PAGE),
            "never reported, the last page": partial(unreported, reading, CLERK, TODAY, PAGE, 1_800),
            "the desk's list": partial(reading.case_page, CaseQuery("permits", open=True, order="-received")),
        }
        lists, whole = slowest(pages), best(partial(expiring, reading, CLERK, TODAY))
    return [Figure("permits: the slowest list", lists, 0.1), Figure("permits: all 4,000 that end", whole)]


if __name__ == "__main__":
    print("\n".join(map(str, permit_figures())))
