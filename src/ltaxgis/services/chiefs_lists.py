"""One page for each chief who reads paper: what runs out of its time and is put before him."""

from dataclasses import replace
from datetime import date

from ltaxgis.domain.papers.case_list import CaseList
from ltaxgis.domain.project import Actor
from ltaxgis.domain.states import StateTable
from ltaxgis.domain.users import may
from ltaxgis.ports.cases import CaseLine, CasePage, CaseQuery
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_deadlines import told_by_deadline
from ltaxgis.services.case_papers import ListHead, case_list
from ltaxgis.services.escalation import by_chief
from ltaxgis.services.stationery import Stationery

ON_A_PAGE = 14
"""Lines that surely find room on one page, each with a title of three lines."""


def _pressing(line: CaseLine) -> tuple[bool, date]:
    """Of the two ways in which a line may tell its day the one that is over first."""
    runs = line.closed_on is None and not line.paused and line.due is not None
    return not runs, line.due or date.max


def chiefs_lists(reading: Reading, actor: Actor, paper: Stationery, table: StateTable) -> list[CaseList]:
    """A page a chief, the longest past first; how many there are in all stands under them."""
    made = []
    told = by_chief(reading, actor, paper.book, table, paper.today, paper.words.language)
    for position, uids in told:
        asked = CaseQuery(table.desk, uids=tuple(uids[:ON_A_PAGE]), viewer=actor.name, order="due_number")
        lines = reading.case_page(asked).lines
        if table.desk == "petitions":
            set_days = told_by_deadline(reading, actor, lines, paper.today)
            lines = tuple(min(both, key=_pressing) for both in zip(set_days, lines, strict=True))
        lines = tuple(sorted(lines, key=lambda one: uids.index(one.uid)))
        desk = paper.say(f"desk.{table.desk}")
        head = ListHead(paper.say("escalation.before", position=position), (desk,))
        listed = case_list(paper, CasePage(lines, len(uids)), head, may_see_people=may(actor, "people.see"))
        made.append(replace(listed, title=paper.say("escalation.title", desk=desk)))
    return made
