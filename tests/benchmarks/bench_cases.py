"""How fast cases are listed, found and opened: 50,000 of them, and a person who looks at one screen."""

from collections.abc import Callable
from datetime import date
from functools import partial

from ltaxgis.app.opening import opened
from ltaxgis.domain.petition_desk import PETITIONS
from ltaxgis.domain.petitions import Petition
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_file import case_file
from ltaxgis.storage.create import drop_project
from tests.benchmarks.figures import FOLDER, Figure, best, slowest
from tests.benchmarks.many_cases import CLERK, TODAY, make_cases

CASES_PROJECT = FOLDER / "cases.ltax"
LISTS = {
    "all, the newest first": CaseQuery("petitions", order="-received"),
    "all, by due day": CaseQuery("petitions", order="due"),
    "all, by title": CaseQuery("petitions", order="title"),
    "all, by person in charge": CaseQuery("petitions", order="-assignee"),
    "the last page": CaseQuery("petitions", order="number", offset=49_800),
    "of one division, closed": CaseQuery("petitions", divisions=("health",), open=False, order="-closed"),
    "of a quarter of a year": CaseQuery("petitions", received_from=date(2020, 1, 1), received_to=date(2020, 3, 31)),
    "in a box of the map": CaseQuery("petitions", box=(500_100, 2_000_100, 500_500, 2_000_400)),
}
INBOXES = {
    "mine": CaseQuery("petitions", open=True, assignees=(CLERK.name,)),
    "of the division": CaseQuery("petitions", open=True, divisions=("engineering",)),
    "not assigned": CaseQuery("petitions", open=True, assignees=("",)),
    "late": CaseQuery("petitions", open=True, late_on=TODAY),
    "due today": CaseQuery("petitions", open=True, due_on=TODAY),
}
SEARCHES = ("ไฟทาง", "ไฟ", "อุดตัน 12", "PT69-0499", "049", "สมหญิง", "จันทร์เพ็ญ แสงอรุณ", "เทศบาล", "ซอยเทศบาล 5", "ไม่มีคำนี้")


def case_figures() -> list[Figure]:
    """The slowest of each kind, each the best of some times."""
    drop_project(CASES_PROJECT)  # tables and indexes as they are today
    make_cases(CASES_PROJECT)
    with opened(CASES_PROJECT) as project, project.reading() as reading:
        lists = slowest({name: _page(reading, query) for name, query in LISTS.items()})
        inboxes = slowest({name: _page(reading, query) for name, query in INBOXES.items()})
        searches = slowest(
            {text: _page(reading, CaseQuery("petitions", text=text, order="-received")) for text in SEARCHES}
        )
        counts = best(lambda: reading.case_counts("petitions", TODAY, CLERK.name))
        figures = best(lambda: reading.case_statistics("petitions", date(2024, 1, 1), TODAY))
        uids = [line.uid for line in reading.case_page(CaseQuery("petitions", order="-received", limit=20)).lines]
        files = max(best(partial(case_file, reading, CLERK, PETITIONS, uid, TODAY, (Petition,))) for uid in uids)
    return [
        Figure("cases: the slowest list", lists, 0.1),
        Figure("cases: the slowest inbox", inboxes, 0.1),
        Figure("cases: the slowest search", searches, 0.1),
        Figure("cases: what waits on the desk", counts, 0.1),
        Figure("cases: statistics of three years", figures),
        Figure("cases: opening a file", files, 0.05),
    ]


def _page(reading: Reading, query: CaseQuery) -> Callable[[], object]:
    return lambda: reading.case_page(query)


if __name__ == "__main__":
    print("\n".join(map(str, case_figures())))
