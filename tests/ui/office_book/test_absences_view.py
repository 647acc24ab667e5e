"""Who is away is told on the office's page, and taken back there or by undo."""

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.real_town import open_town

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.project import Actor
from ltaxgis.services.absences import absences
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.office_book.absences import AbsencesView


def a_view(window: MainWindow) -> AbsencesView:
    window.show_office_book()
    page = window.office_book
    words = window.office.words
    names = [page.list.item(line).text() for line in range(page.list.count())]
    page.list.setCurrentRow(names.index(words("office.page.absences")))
    return page.absences


def told(window: MainWindow) -> list[tuple[str, str, date, date]]:
    with open_town(window.office).reading() as reading:
        return [(one.name, one.substitute, one.first, one.last) for one in absences(reading)]


def tell(view: AbsencesView, name: str, substitute: str, first: str = "", last: str = "") -> None:
    view.name.setCurrentText(name)
    view.substitute.setCurrentText(substitute)
    if first:
        view.first.line.setText(first)
    view.last.line.setText(last)
    view.add()


def test_somebody_is_away_from_today_and_one_day_where_nothing_else_is_said(real_window: MainWindow) -> None:
    view, today = a_view(real_window), local_day(real_window.office.services.cases.now())

    tell(view, "กัลยา", "สมศรี")

    assert told(real_window) == [("กัลยา", "สมศรี", today, today)]
    assert view.model.item(0, 4).text() == real_window.office.words("absence.away")
    assert "สมศรี" in [view.name.itemText(line) for line in range(view.name.count())]
    assert view.name.currentText() == ""


def test_an_absence_to_come_is_told_as_such_and_undone(real_window: MainWindow, qtbot: QtBot) -> None:
    view, today = a_view(real_window), local_day(real_window.office.services.cases.now())
    first, last = today + timedelta(days=400), today + timedelta(days=405)

    tell(view, "กัลยา", "สมศรี", _keys(first), _keys(last))
    assert told(real_window) == [("กัลยา", "สมศรี", first, last)]
    assert view.model.item(0, 4).text() == real_window.office.words("absence.coming")

    assert real_window.undo is not None
    real_window.undo.undo()

    assert told(real_window) == []


def test_a_line_that_is_removed_is_gone(real_window: MainWindow) -> None:
    view = a_view(real_window)
    tell(view, "กัลยา", "สมศรี")
    view.table.selectRow(0)

    view.remove()

    assert told(real_window) == []
    assert view.model.rowCount() == 0
    assert not view.remove_button.isEnabled()


@pytest.mark.parametrize(
    ("name", "substitute", "code"), [("", "สมศรี", "absence.nobody"), ("กัลยา", "กัลยา", "absence.oneself")]
)
def test_what_cannot_be_is_said_and_nothing_is_kept(
    real_window: MainWindow, name: str, substitute: str, code: str
) -> None:
    view = a_view(real_window)

    tell(view, name, substitute)

    assert real_window.office_book.errors.text == real_window.office.words(code)
    assert told(real_window) == []


def test_a_day_that_is_none_asks_for_one(real_window: MainWindow) -> None:
    view, said = a_view(real_window), []
    real_window.office.announcer.said.connect(lambda text, tone: said.append((text, tone)))

    tell(view, "กัลยา", "สมศรี", "", "99")

    assert said == [(real_window.office.words("absence.no_day"), "attention")]
    assert told(real_window) == []


def test_who_only_looks_tells_nothing(real_window: MainWindow) -> None:
    real_window.office.actor = Actor("ผู้ดู", "", ("viewer",))

    view = a_view(real_window)

    assert not view.add_button.isEnabled()


def _keys(day: date) -> str:
    return f"{day.day:02}{day.month:02}{(day.year + 543) % 100:02}"


def test_those_that_are_over_are_not_shown(real_window: MainWindow) -> None:
    view = a_view(real_window)
    today = local_day(real_window.office.services.cases.now())
    yesterday = today - timedelta(days=1)
    tell(view, "กัลยา", "สมศรี", _keys(yesterday - timedelta(days=3)), _keys(yesterday))

    assert view.told == []
    assert len(told(real_window)) == 1
