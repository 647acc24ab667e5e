"""Cases as layers of the map."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from shapely import Point

from ltaxgis.domain.cases import Case
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.petition_desk import PETITIONS
from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Columns, LayerShapes
from ltaxgis.services.case_layers import case_layers

TODAY = date(2026, 3, 16)


class Cases:
    """Some cases, as columns."""

    def __init__(self, *cases: Case) -> None:
        self._cases = cases

    def columns(self, kind: type[Record], names: Sequence[str]) -> Columns:
        data: dict[str, list[Any]] = {name: [getattr(one, name) for one in self._cases] for name in names}
        return Columns([one.uid for one in self._cases], data)


def a_case(days_left: int | None = 5, **more: Any) -> Case:
    due = None if days_left is None else TODAY + timedelta(days=days_left)
    told: Mapping[str, Any] = {
        "desk": "petitions", "kind": "service", "state": "accepted", "due": due, "shape": Point(500_000, 2_000_000),
        "received_at": datetime(2026, 3, 10, 3, tzinfo=UTC), "starts_on": date(2026, 3, 10), **more,
    }  # fmt: skip
    return Case(uid=new_uid(), **told)


def layers(*cases: Case) -> list[LayerShapes]:
    return case_layers(Cases(*cases), (PETITIONS.table,), TODAY)


def test_each_case_stands_as_its_time_stands_the_worst_last() -> None:
    layer = layers(
        a_case(-1), a_case(0), a_case(9), a_case(-3, state="on_hold"), a_case(2, closed_on=TODAY), a_case(None)
    )[0]

    assert layer.columns["standing"] == ["done", "on_hold", "open", "open", "soon", "late"]


def test_what_is_for_named_people_is_never_drawn() -> None:
    assert layers(a_case(visible_to="วีระ ปลัด")) == []


def test_a_case_without_a_place_of_another_desk_or_long_closed_is_left_out() -> None:
    assert layers(a_case(shape=None), a_case(desk="letters"), a_case(closed_on=TODAY - timedelta(days=400))) == []


def test_a_closed_case_has_no_age() -> None:
    layer = layers(a_case(), a_case(closed_on=TODAY))[0]

    assert list(layer.columns["age"]) == [None, 6]
