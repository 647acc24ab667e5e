"""The join desk on a real project: links by hand, their list, the reports."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.ui.real_town import open_town, parcel_of, row_of

from ltaxgis.domain.parcels import Link
from ltaxgis.domain.users import User
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.start.person import sign_in


@pytest.fixture
def window(real_window: MainWindow) -> MainWindow:
    real_window.show_desk("join")
    return real_window


def join_by_hand(window: MainWindow) -> None:
    """A click on the row in the list, a click on the parcel in the map."""
    desk, project = window.join, open_town(window.office)
    desk.show_list("register_only")
    codes = [row.code for row in desk.model.rows]
    desk.table.clicked.emit(desk.model.index(codes.index("01A003"), 0))
    desk.pair.pick_on_map()
    window.office.announcer.select([parcel_of(project, "01A009").uid], "map")
    desk.pair.join()


def links(window: MainWindow) -> dict[str, str]:
    with open_town(window.office).reading() as reading:
        found = reading.columns(Link, ("row_uid", "by"))
        return dict(zip(found["row_uid"], found["by"], strict=True))


def test_a_row_and_a_parcel_are_joined_by_two_clicks_and_listed(window: MainWindow) -> None:
    row = row_of(open_town(window.office), "01A003")
    join_by_hand(window)

    assert links(window)[row.uid] == "hand"
    window.join.show_list("hand")
    assert [(each.row_code, each.parcel_code, each.actor) for each in window.join.reports.overview.by_hand] == [
        ("01A003", "01A009", "กัลยา ศรีสุวรรณ")
    ]


def test_a_link_by_hand_is_undone(window: MainWindow) -> None:
    row = row_of(open_town(window.office), "01A003")
    join_by_hand(window)
    window.actions_table["edit.undo"].trigger()

    assert row.uid not in links(window)


def test_a_link_by_hand_is_revoked_from_the_list(window: MainWindow) -> None:
    row = row_of(open_town(window.office), "01A003")
    join_by_hand(window)
    reports = window.join.reports
    window.join.show_list("hand")
    reports.table.selectRow(0)

    reports.unlink_button.click()

    assert row.uid not in links(window)
    assert reports.overview.by_hand == []


def test_a_clerk_is_told_who_may_revoke(window: MainWindow) -> None:
    join_by_hand(window)
    sign_in(window.office, User("มานี", "ธุรการ", ("clerk",)))
    window.join.show_list("hand")
    window.join.reports.table.selectRow(0)

    window.join.reports.unlink()

    assert "hand" in links(window).values()
    assert window.office.words("role.survey") in window.errors.text


def test_blocks_add_up_to_the_lists(window: MainWindow) -> None:
    desk = window.join
    desk.show_list("blocks")
    lines = desk.reports.overview.blocks
    assert desk._lists is not None
    counts = desk._lists.counts

    assert sum(line.joined for line in lines) == counts["joined"] == 2
    assert sum(line.register_only for line in lines) == counts["register_only"] == 2
    assert sum(line.map_only + line.ambiguous_parcels for line in lines) == 1


def test_deed_area_stands_beside_the_drawn_one_with_the_difference(window: MainWindow) -> None:
    window.join.show_list("areas")
    line = window.join.reports.overview.areas[0]

    # rows of 100 square wa on squares of 400 m2, which are 100 square wa
    assert (line.deed, line.drawn, line.difference, line.over) == (10_000, 10_000, 0, False)
    assert window.join.reports.model.lines[0][1] == "0-1-0.0"


def test_names_in_the_list_of_links_are_hidden_with_all_others(window: MainWindow) -> None:
    join_by_hand(window)
    window.join.show_list("hand")
    window.office.announcer.hide_people(True)

    assert window.join.reports.model.lines[0][2] == "•••"


def test_the_report_is_a_workbook_with_every_list(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "รายงาน.xlsx"
    window.join.excel.send(path, window.office.services.send_join)

    words = window.office.words
    names = [words(f"join.{name}") for name in ("blocks", "areas", "hand", "joined", "register_only", "map_only")]
    assert load_workbook(path).sheetnames[:6] == names
