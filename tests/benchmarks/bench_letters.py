"""How fast the books of correspondence are: 100,000 letters of one year with 300,000 minutes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from ltaxgis.app.opening import opened
from ltaxgis.domain.correspondence_desk import LETTERS_IN
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.letters import RegisterQuery
from ltaxgis.ports.resources import find_resources
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_file import case_file
from ltaxgis.services.case_workbook import CaseNames
from ltaxgis.services.letter_registers import book_lines, register
from ltaxgis.services.letter_routing import inbox, who_has_it
from ltaxgis.services.letter_statistics import late_letters, letter_reports
from ltaxgis.services.office_book import book_of
from ltaxgis.storage.create import drop_project
from ltaxgis.words import load_words
from tests.benchmarks.figures import FOLDER, Figure, best, slowest
from tests.benchmarks.many_letters import CLERK, TODAY, YEAR, make_letters

LETTERS_PROJECT = FOLDER / "letters.ltax"
LATE = date(2027, 6, 1)
"""A day on which every open letter is late."""
PAGES = {
    "the first page": RegisterQuery("letter_in", YEAR),
    "the last page": RegisterQuery("letter_in", YEAR, offset=99_800),
    "the newest first": RegisterQuery("letter_in", YEAR, newest_first=True),
    "of a day": RegisterQuery("letter_in", YEAR, first=date(2026, 6, 1), last=date(2026, 6, 1)),
    "of a month": RegisterQuery("letter_in", YEAR, first=date(2026, 6, 1), last=date(2026, 6, 30)),
    "of a division": RegisterQuery("letter_in", YEAR, worked_by="finance"),
    "that say a word": RegisterQuery("letter_in", YEAR, text="ซักซ้อมแนวทาง"),
    "of a division, that say a word": RegisterQuery("letter_in", YEAR, worked_by="finance", text="ประชุม"),
}
SEARCHES = ("ซักซ้อม", "ตามระเบียบ ที่ 12", "สำนักงานที่ดิน", "4711/2569", "๔๗๑๑", "ประชุม 77", "รายงานตามแนบ", "ไม่มีคำนี้")


def letter_figures() -> list[Figure]:
    """The slowest of each kind, each the best of some times."""
    drop_project(LETTERS_PROJECT)  # tables and indexes as they are today
    make_letters(LETTERS_PROJECT)
    with opened(LETTERS_PROJECT) as project, project.reading() as reading:
        names = _names(reading, find_resources().office)
        pages = slowest({name: _page(reading, query, names) for name, query in PAGES.items()})
        inboxes = slowest(
            {
                "waiting in a division": lambda: inbox(reading, CLERK, ["engineering"]),
                "not taken in yet": lambda: inbox(reading, CLERK, ["engineering"], received=False),
                "late in a division": lambda: inbox(reading, CLERK, ["finance"], late_on=TODAY),
                "waiting anywhere": lambda: inbox(reading, CLERK),
                "late letters, all of them": lambda: late_letters(reading, CLERK, LATE, limit=5_000),
                "open letters, by due day": lambda: reading.case_page(
                    CaseQuery(LETTERS_IN.name, open=True, viewer=CLERK.name)
                ),
            }
        )
        searches = slowest({text: _search(reading, text) for text in SEARCHES})
        awaited = best(lambda: reading.awaited_answers(CLERK.name))
        reports = best(lambda: letter_reports(reading, CLERK, date(2026, 1, 1), TODAY, TODAY))
        uid = reading.case_page(CaseQuery(LETTERS_IN.name, order="-received", viewer=CLERK.name)).lines[0].uid
        opening = best(lambda: (case_file(reading, CLERK, LETTERS_IN, uid, TODAY), who_has_it(reading, CLERK, uid)))
    return [
        Figure("letters: the slowest page of the register", pages, 0.1),
        Figure("letters: the slowest inbox", inboxes, 0.1),
        Figure("letters: the slowest search", searches, 0.1),
        Figure("letters: answers awaited", awaited, 0.1),
        Figure("letters: figures of a year", reports),
        Figure("letters: opening one, and who has it", opening, 0.05),
    ]


def _page(reading: Reading, query: RegisterQuery, names: CaseNames) -> Callable[[], object]:
    return lambda: list(book_lines(register(reading, CLERK, query).lines, names))


def _search(reading: Reading, text: str) -> Callable[[], object]:
    query = CaseQuery(LETTERS_IN.name, text=text, order="-received", viewer=CLERK.name)
    return lambda: reading.case_page(query)


def _names(reading: Reading, office: Path) -> CaseNames:
    book = book_of(reading, {page.stem: page.read_text(encoding="utf-8") for page in office.glob("*.toml")})
    return CaseNames(load_words(find_resources().words, "th"), book)


if __name__ == "__main__":
    print("\n".join(map(str, letter_figures())))
