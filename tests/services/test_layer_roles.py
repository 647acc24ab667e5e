"""What a municipality's layers are called, and what the checks of permits take them for."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from shapely import LineString
from tests.builders import a_project
from tests.permits import Desk, E, N, the_book

from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.layer_roles import role_of
from ltaxgis.domain.parcels import Feature

NAMES = the_book().tables["permit_checks"]["layers"]


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    made = Desk(project)
    made.build_street()
    yield made
    project.close()


@pytest.mark.parametrize(
    ("layer", "role"),
    [
        ("คลองแม่ข่า", "water"), ("แม่น้ำปิง", "water"), ("ลำน้ำ", "water"), ("RIVER_2564", "water"), ("canal", "water"),
        ("ถนนเทศบาล", "roads"), ("Roads_main", "roads"), ("road_areas", "road_areas"), ("พื้นที่น้ำท่วม", "พื้นที่น้ำท่วม"),
        ("ประปา", "ประปา"), ("buildings", "buildings"),
    ],
)  # fmt: skip
def test_layers_are_known_by_a_part_of_their_name(layer: str, role: str) -> None:
    assert role_of(layer, NAMES) == role


def test_what_a_person_says_of_a_layer_goes_before_its_name() -> None:
    told = {**NAMES, "water": ["เส้น_03"], "neither": ["แนวคลองเดิม"]}
    assert role_of("เส้น_03", told) == "water"
    assert role_of("แนวคลองเดิม", told) == "แนวคลองเดิม"


def test_a_canal_of_an_imported_layer_is_measured(desk: Desk) -> None:
    uid = desk.receive().received.case.uid
    assert desk.check(uid)["C9"] == "survey"  # nobody knows of any water
    canal = LineString([(E - 50, N + 15), (E + 130, N + 15)])
    desk.keep(Feature(uid=new_uid(), layer="คลองส่งน้ำ", label="คลอง 1", shape=canal, rest='{"WIDTH": "2"}'))
    assert desk.check(uid)["C9"] == "fail"


def test_a_layer_that_a_person_names_is_measured_too(desk: Desk) -> None:
    checks = desk.book.tables["permit_checks"]
    told = {**checks, "layers": {**NAMES, "water": ["เส้น_03"]}}
    desk.book = replace(desk.book, tables={**desk.book.tables, "permit_checks": told})
    canal = LineString([(E - 50, N + 15), (E + 130, N + 15)])
    desk.keep(Feature(uid=new_uid(), layer="เส้น_03", label="", shape=canal, rest='{"WIDTH": "2"}'))
    assert desk.check(desk.receive().received.case.uid)["C9"] == "fail"
