"""Lists of cases: what they leave out, in which order, and what they count."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point
from tests.builders import CLERK, a_project

from ltaxgis.domain.cases import Case, CaseParty
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.petitions import Petition
from ltaxgis.ports.cases import CaseLine, CaseQuery
from ltaxgis.ports.stores import Columns
from ltaxgis.storage.cases import _ORDERS
from ltaxgis.storage.project import SqlProject

CAME = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
STATES, DIVISIONS, PEOPLE = ("new", "going", "done"), ("engineering", "health", ""), ("ก", "ข", "")


def a_case(n: int, **told: Any) -> Case:
    plain: dict[str, Any] = {
        "desk": "petitions", "kind": "service", "category": ("light", "road")[n % 2], "number": f"PT69-{n:06}",
        "title": f"เรื่องที่ {n}", "state": STATES[n % 3], "division": DIVISIONS[n % 3], "assignee": PEOPLE[n // 3 % 3],
        "received_at": CAME + timedelta(days=n), "starts_on": date(2026, 1, 5) + timedelta(days=n),
        "due": None if n % 7 == 0 else date(2026, 1, 20) + timedelta(days=n), "priority": n % 4,
        "closed_on": date(2026, 2, 1) + timedelta(days=n) if n % 3 == 2 else None,
        "shape": Point(500_000 + 10 * n, 2_000_000),
    }  # fmt: skip
    return Case(uid=new_uid(), **{**plain, **told})


CASES = [
    *(a_case(n) for n in range(20)),
    a_case(20, desk="permits"),
    a_case(21, visible_to="ก|ปลัด", title="ร้องเรียนเจ้าหน้าที่"),
    a_case(22, paused=True, closed_on=None, due=date(2026, 1, 10)),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlProject]:
    opened = a_project(tmp_path_factory.mktemp("เรื่อง"))
    names = Owner(uid=new_uid(), first_name="สมหญิง", last_name="ใจดี", prefix="นาง")
    shy = Owner(uid=new_uid(), first_name="ไม่บอก", last_name="ชื่อ")
    beside = [
        names, shy,
        CaseParty(uid=new_uid(), case_uid=CASES[0].uid, owner_uid=names.uid, role="petitioner"),
        CaseParty(uid=new_uid(), case_uid=CASES[0].uid, owner_uid=shy.uid, role="agent"),
        CaseParty(uid=new_uid(), case_uid=CASES[1].uid, owner_uid=shy.uid, role="petitioner"),
        Petition(uid=new_uid(), case_uid=CASES[1].uid, hide_from_assignee=True),
    ]  # fmt: skip
    with opened.work(CLERK, "case.receive") as work:
        work.apply(ChangeSet("case.receive", tuple(Change(None, one) for one in (*CASES, *beside))))
        work.commit()
    with opened.work(CLERK, "case.edit") as work:  # a closed version of one: it must not be listed twice
        (stored,) = work.get(Case, [CASES[2].uid])
        work.apply(ChangeSet("case.edit", (Change(stored, replace(stored, folder_at="ปลัด")),)))
        work.commit()
    yield opened
    opened.close()


def lines(project: SqlProject, **asked: Any) -> list[CaseLine]:
    asked.setdefault("desk", "petitions")
    with project.reading() as reading:
        return list(reading.case_page(CaseQuery(**asked)).lines)


def numbers(project: SqlProject, **asked: Any) -> list[int]:
    return [int(one.number[-6:]) for one in lines(project, order="number", **asked)]


def test_a_desk_sees_its_own_cases_once(project: SqlProject) -> None:
    assert numbers(project) == [*range(20), 22]
    assert numbers(project, desk="permits") == [20]
    assert numbers(project, desk="") == [*range(21), 22]


def test_a_line_says_what_the_list_shows(project: SqlProject) -> None:
    first, second, third = lines(project, order="number")[:3]

    assert (first.party, first.hidden, first.received_at, first.due) == ("นางสมหญิง ใจดี", False, CAME, None)
    assert (second.hidden, second.starts_on) == (True, date(2026, 1, 6))
    assert (third.party, third.folder_at, third.closed_on) == ("", "ปลัด", date(2026, 2, 3))


@given(
    st.fixed_dictionaries({}, optional={
        "open": st.booleans(), "states": st.sets(st.sampled_from(STATES), min_size=1).map(tuple),
        "divisions": st.sets(st.sampled_from(DIVISIONS), min_size=1).map(tuple),
        "assignees": st.sets(st.sampled_from(PEOPLE), min_size=1).map(tuple),
        "categories": st.just(("light",)), "kinds": st.just(("service",)),
        "late_on": st.dates(date(2026, 1, 5), date(2026, 3, 1)),
        "due_on": st.dates(date(2026, 1, 20), date(2026, 2, 9)),
        "closed_from": st.dates(date(2026, 2, 1), date(2026, 2, 20)),
        "received_from": st.dates(date(2026, 1, 1), date(2026, 2, 1)),
        "received_to": st.dates(date(2026, 1, 1), date(2026, 2, 1)),
        "viewer": st.sampled_from(["", "ก", "ปลัด", "ข", "ก|ปลัด"]),
    })
)  # fmt: skip
def test_a_list_holds_exactly_what_fits_all_that_is_asked(project: SqlProject, asked: dict[str, Any]) -> None:
    assert numbers(project, **asked) == [int(one.number[-6:]) for one in CASES if _fits(one, asked)]


def _fits(case: Case, asked: dict[str, Any]) -> bool:
    came = (case.received_at + timedelta(hours=7)).date()
    rules: dict[str, Callable[[Any], bool]] = {
        "open": lambda value: (case.closed_on is None) == value,
        "states": lambda value: case.state in value,
        "divisions": lambda value: case.division in value,
        "assignees": lambda value: case.assignee in value,
        "categories": lambda value: case.category in value,
        "kinds": lambda value: case.kind in value,
        "late_on": lambda day: case.closed_on is None and not case.paused and case.due is not None and case.due < day,
        "due_on": lambda day: case.due == day,
        "closed_from": lambda day: case.closed_on is not None and case.closed_on >= day,
        "received_from": lambda day: came >= day,
        "received_to": lambda day: came <= day,
    }
    seen = not case.visible_to or (asked.get("viewer") or "-") in case.visible_to.split("|")
    return (
        case.desk == "petitions" and seen and all(rules[name](value) for name, value in asked.items() if name in rules)
    )


@pytest.mark.parametrize("order", sorted(_ORDERS))
def test_each_order_is_one_of_all_cases_page_by_page(project: SqlProject, order: str) -> None:
    with project.reading() as reading:
        pages = [reading.case_page(CaseQuery("petitions", order=order, limit=4, offset=n)) for n in range(0, 24, 4)]

    together = [line.uid for page in pages for line in page.lines]
    assert {page.total for page in pages} == {21}
    assert together == [line.uid for line in lines(project, order=order)]
    assert len(set(together)) == 21


def test_orders_say_what_they_order_by(project: SqlProject) -> None:
    def of(order: str, field: str) -> list[Any]:
        return [getattr(one, field) for one in lines(project, order=order)]

    due = of("due", "due")
    assert due == [*sorted(day for day in due if day), *(day for day in due if day is None)]
    assert of("received", "received_at") == sorted(of("received", "received_at"))
    assert of("-received", "received_at") == sorted(of("received", "received_at"), reverse=True)
    assert of("priority", "priority") == sorted(of("priority", "priority"), reverse=True)
    assert of("division", "division") == sorted(of("division", "division"))


def test_cases_within_a_box_of_the_map(project: SqlProject) -> None:
    assert numbers(project, box=(500_045, 1_999_990, 500_085, 2_000_010)) == [5, 6, 7, 8]


def test_cases_by_uid_even_none(project: SqlProject) -> None:
    assert numbers(project, uids=(CASES[3].uid, CASES[21].uid)) == [3]
    assert numbers(project, uids=()) == []


def test_what_waits_is_counted_without_what_stands_still(project: SqlProject) -> None:
    day = date(2026, 2, 1)
    with project.reading() as reading:
        counts = reading.case_counts("petitions", day, "")
    waiting = [one for one in CASES if _fits(one, {"open": True})]

    assert sum(counts.states.values()) == sum(counts.divisions.values()) == len(waiting)
    assert counts.assignees[""] == sum(one.assignee == "" for one in waiting)
    assert counts.late == len(numbers(project, late_on=day))


def test_statistics_add_up_to_the_cases(project: SqlProject) -> None:
    with project.reading() as reading:
        told = reading.case_statistics("petitions", date(2026, 1, 1), date(2026, 12, 31))
        january = reading.case_statistics("petitions", date(2026, 1, 1), date(2026, 1, 6))

    mine = [one for one in CASES if one.desk == "petitions" and not one.visible_to]
    assert sum(one.came for one in told) == len(mine)
    assert sum(one.closed for one in told) == sum(one.closed_on is not None for one in mine)
    assert sum(one.late for one in told) == sum(
        bool(one.closed_on and one.due and one.closed_on > one.due) for one in mine
    )
    assert {one.year for one in told} == {2569}
    assert sum(one.came for one in january) == 2
    assert all(one.days == 27 for one in told if one.closed)


def test_statistics_count_a_case_in_its_month_here_not_in_greenwich(project: SqlProject) -> None:
    with project.work(CLERK, "case.receive") as work:
        late = a_case(30, desk="other", received_at=datetime(2026, 1, 31, 17, 30, tzinfo=UTC))
        work.apply(ChangeSet("case.receive", (Change(None, late),)))
        work.commit()
    with project.reading() as reading:
        (told,) = reading.case_statistics("other", date(2026, 2, 1), date(2026, 2, 28))

    assert (told.year, told.month) == (2569, 2)


def test_cases_born_by_the_hundred_are_listed_as_single_ones(office_folder: Path) -> None:
    project = a_project(office_folder)
    many = [a_case(n) for n in range(600)]
    names = ("desk", "kind", "category", "number", "title", "state", "received_at", "starts_on", "due", "shape")
    with project.work(CLERK, "case.receive", large=True) as work:
        work.add(
            Case, Columns([one.uid for one in many], {name: [getattr(one, name) for one in many] for name in names})
        )
        work.refresh_search()
        work.commit()

    assert len(numbers(project, limit=1_000)) == 600
    assert numbers(project, text="เรื่องที่ 599") == [599]
    assert numbers(project, box=(500_045, 1_999_990, 500_085, 2_000_010)) == [5, 6, 7, 8]
    with project.reading() as reading:
        (stored,) = reading.get(Case, [many[1].uid])
    assert replace(stored, version=0) == replace(
        many[1], division="", assignee="", priority=0, closed_on=None, paused=False
    )
    project.close()
