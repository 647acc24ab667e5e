"""Cells typed, pasted, filled: what would change and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ui.fakes import town

from ltaxgis.domain.register import LandRow
from ltaxgis.ui.register.columns import LAND_COLUMNS, NotRead, read, show
from ltaxgis.ui.register.edits import Typed, change_set, parse_block, pasted, plan
from ltaxgis.ui.register.sheet import load_sheet

COLUMNS = {column.name: column for column in LAND_COLUMNS}
LABELS = {"land_use": {"home_main": "ที่อยู่อาศัย หลังหลัก", "vacant": "ทิ้งไว้ว่างเปล่า"}}


def test_a_plan_counts_what_changes_stays_and_is_refused() -> None:
    project = town(10)
    sheet = load_sheet(project)
    stays = show(COLUMNS["area"], sheet.data["area"][1], LABELS)

    made = plan(
        sheet,
        [Typed(0, COLUMNS["area"], "1.2.50.5"), Typed(1, COLUMNS["area"], stays), Typed(2, COLUMNS["area"], "xx"),
         Typed(3, COLUMNS["owner"], "ใคร")],
        LABELS,
    )  # fmt: skip

    assert made.values == {(sheet.uids[0], "area"): 65050}
    assert made.same == 1
    assert [refusal.reason for refusal in made.refused] == ["cell.no_area", "cell.not_editable"]


def test_a_plan_becomes_one_change_set_and_touches_only_its_rows() -> None:
    project = town(10)
    sheet = load_sheet(project)
    typed = [Typed(row, COLUMNS[name], text) for row in (2, 5) for name, text in (("moo", "12"), ("road", "ใหม่"))]

    changes = change_set(project, plan(sheet, typed, LABELS))
    project.apply(changes, "ก")

    assert changes.touched == {sheet.uids[2], sheet.uids[5]}
    assert [row.road for row in project.get(LandRow, [sheet.uids[5], sheet.uids[4]])] == ["ใหม่", sheet.data["road"][4]]


def test_undoing_gives_every_value_back() -> None:
    project = town(10)
    before = load_sheet(project).data
    sheet = load_sheet(project)

    applied = project.apply(change_set(project, plan(sheet, [Typed(0, COLUMNS["value"], "5")], LABELS)), "ก")
    project.take_back(applied.number, "ก")

    assert load_sheet(project).data == before


def test_one_copied_value_fills_all_selected_rows() -> None:
    assert [cell.row for cell in pasted("7", [4, 5, 9], [COLUMNS["moo"]])] == [4, 5, 9]


def test_a_block_hanging_over_the_edge_is_cut() -> None:
    cells = pasted("1\t2\t3\n4\t5\t6\n7\t8\t9", [0, 1], [COLUMNS["moo"], COLUMNS["soi"]])

    assert [(cell.row, cell.column.name, cell.text) for cell in cells] == [
        (0, "moo", "1"), (0, "soi", "2"), (1, "moo", "4"), (1, "soi", "5")
    ]  # fmt: skip


def test_a_quoted_cell_keeps_its_tab_and_line_break() -> None:
    assert parse_block('"a\tb\nc"\t"say ""yes"""\r\nd\te\r\n') == [["a\tb\nc", 'say "yes"'], ["d", "e"]]


@given(st.lists(st.lists(st.text("กขa1 .-"), min_size=2, max_size=4), min_size=1, max_size=4))
def test_plain_cells_come_back_as_they_were_copied(block: list[list[str]]) -> None:
    assert parse_block("\n".join("\t".join(line) for line in block) + "\n") == block


@pytest.mark.parametrize("typed", ["vacant", "ทิ้งไว้ว่างเปล่า", "ทิ้ง"])
def test_a_choice_is_taken_by_code_label_or_its_beginning(typed: str) -> None:
    assert read(COLUMNS["use_kind"], typed, LABELS) == "vacant"


def test_a_choice_that_is_in_no_list_is_refused() -> None:
    with pytest.raises(NotRead):
        read(COLUMNS["use_kind"], "โรงแรม", LABELS)


def test_a_code_typed_under_the_thai_layout_is_taken() -> None:
    assert read(COLUMNS["code"], "จๅฤจจๅ", LABELS) == "01A001"


@pytest.mark.parametrize(
    ("typed", "meant"), [("ภ/", "42"), ("ๅ/ฝภ", "12/4"), ("12 ก", "12 ก"), ("12/จ", "12/จ"), ("ก", "ก")]
)
def test_a_house_number_typed_on_the_thai_layout_is_its_figures(typed: str, meant: str) -> None:
    assert read(COLUMNS["house_no"], typed, LABELS) == meant
