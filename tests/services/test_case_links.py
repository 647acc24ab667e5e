"""Cases that belong together: linked by hand, seen from both, taken apart again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.case_desk import COUNTER, Counter

from ltaxgis.domain.cases import CaseLink
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.petitions import MERGED_INTO
from ltaxgis.domain.project import Actor
from ltaxgis.services.case_links import link_cases, linkable, linked_cases, unlink_cases
from ltaxgis.services.edit_register import take_back

STRANGER = Actor("คนอื่น", "", ("clerk",))


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Counter]:
    project = a_project(office_folder)
    yield Counter(project)
    project.close()


def linked(desk: Counter, uid: Uid, actor: Actor = COUNTER) -> list[tuple[str, bool, Uid]]:
    """How, whether the link is the case's own, and the other case."""
    with desk.project.reading() as reading:
        return [(link.how, link.case_uid == uid, case.uid) for link, case in linked_cases(reading, actor, uid)]


@pytest.mark.parametrize("how", ["follows", "answers", "together"])
def test_a_link_is_seen_from_both_cases(desk: Counter, how: str) -> None:
    one, other = desk.case(), desk.case()

    link_cases(desk.project, COUNTER, one.uid, other.uid, how)

    assert linked(desk, one.uid) == [(how, True, other.uid)]
    assert linked(desk, other.uid) == [(how, False, one.uid)]


def test_a_link_is_removed_and_brought_back_by_undo(desk: Counter) -> None:
    one, other = desk.case(), desk.case()
    made = link_cases(desk.project, COUNTER, one.uid, other.uid, "follows")
    with desk.project.reading() as reading:
        (link,) = reading.having(CaseLink, "case_uid", [one.uid])

    gone = unlink_cases(desk.project, COUNTER, link.uid)
    assert linked(desk, other.uid) == []
    back = take_back(desk.project, COUNTER, gone.number)
    assert linked(desk, other.uid) == [("follows", False, one.uid)]
    take_back(desk.project, COUNTER, back.number)
    with pytest.raises(Refused, match=r"case\.link_gone"):
        unlink_cases(desk.project, COUNTER, link.uid)
    assert made.count == 1


def test_what_makes_no_link_is_refused(desk: Counter) -> None:
    one, other = desk.case(), desk.case()
    link_cases(desk.project, COUNTER, one.uid, other.uid, "follows")

    for first, second, how, code in (
        (one.uid, one.uid, "follows", "case.link_itself"),
        (other.uid, one.uid, "answers", "case.link_twice"),
        (one.uid, other.uid, MERGED_INTO, "case.link_how"),
        (one.uid, Uid("nobody"), "follows", "case.gone"),
    ):
        with pytest.raises(Refused) as refused:
            link_cases(desk.project, COUNTER, first, second, how)
        assert refused.value.code == code


def test_a_case_for_named_people_is_linked_and_shown_by_them_alone(desk: Counter) -> None:
    one, secret = desk.case(), desk.case(visible_to=COUNTER.name)

    with pytest.raises(Refused, match=r"case\.not_for_you"):
        link_cases(desk.project, STRANGER, one.uid, secret.uid, "follows")
    link_cases(desk.project, COUNTER, one.uid, secret.uid, "follows")

    assert linked(desk, one.uid, STRANGER) == []
    assert linked(desk, one.uid) == [("follows", True, secret.uid)]


def test_a_chain_of_merges_is_listed_whole_at_its_main_case(desk: Counter) -> None:
    main, near, far, farther = (desk.case() for _ in range(4))
    merge(desk, near.uid, main.uid)
    merge(desk, far.uid, near.uid)
    merge(desk, farther.uid, far.uid)

    assert linked(desk, main.uid) == [(MERGED_INTO, False, one.uid) for one in (near, far, farther)]
    assert linked(desk, far.uid) == [(MERGED_INTO, True, near.uid), (MERGED_INTO, False, farther.uid)]


def test_merges_that_go_round_end(desk: Counter) -> None:
    one, other = desk.case(), desk.case()
    merge(desk, one.uid, other.uid)
    merge(desk, other.uid, one.uid)

    assert {uid for _, _, uid in linked(desk, one.uid)} == {other.uid}


def test_a_merge_is_not_taken_apart_as_a_link(desk: Counter) -> None:
    one, other = desk.case(), desk.case()
    link = merge(desk, one.uid, other.uid)

    with pytest.raises(Refused, match=r"case\.link_merged"):
        unlink_cases(desk.project, COUNTER, link)


def test_cases_to_link_with_are_found_by_number_and_words_but_not_itself_and_its_own(desk: Counter) -> None:
    one, other, third = desk.case(title="ไฟดับหน้าวัด"), desk.case(title="ไฟดับซอยสอง"), desk.case(title="ท่อตัน")
    link_cases(desk.project, COUNTER, one.uid, other.uid, "together")

    asked = ((one.uid, "ไฟดับ"), (third.uid, "ไฟดับ"), (one.uid, third.number), (one.uid, " "))
    with desk.project.reading() as reading:
        found = [[line.uid for line in linkable(reading, COUNTER, uid, text)] for uid, text in asked]

    assert found == [[], [other.uid, one.uid], [third.uid], []]


def merge(desk: Counter, uid: Uid, into: Uid) -> Uid:
    link = CaseLink(uid=new_uid(), case_uid=uid, kind="case", target_uid=into, how=MERGED_INTO)
    with desk.project.work(COUNTER, "case.link") as work:
        work.apply(ChangeSet("case.link", (Change(None, link),)))
        work.commit()
    return link.uid
