"""The map's report: what is read of the project, kept with the case and set on paper."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from shapely import LineString, MultiPolygon, box
from tests.builders import a_project
from tests.permits import EVERYTHING, Desk, E, N, a_house, windows

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.parcels import Feature
from ltaxgis.domain.permit_checks.verdicts import FAIL, NOT_APPLICABLE, PASS, SURVEY
from ltaxgis.domain.permits import PermitCheck, PermitPaper
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.formats.papers import TypstPapers
from ltaxgis.ports.resources import Resources
from ltaxgis.services.check_report import check_report
from ltaxgis.services.permit_map import run_checks, width_of
from ltaxgis.services.permits import edit_permit
from ltaxgis.services.stationery import Stationery
from ltaxgis.words import LANGUAGES, load_words

TODAY = date(2026, 1, 5)


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    made = Desk(project)
    yield made
    project.close()


def received(desk: Desk, **fields: object) -> Uid:
    return desk.receive(**fields).received.case.uid  # type: ignore[arg-type]


def checked(desk: Desk, uid: Uid) -> dict[str, PermitCheck]:
    return {one.check: one for one in run_checks(desk.project, EVERYTHING, desk.book, uid, desk.now)}


def told(check: PermitCheck) -> list[object]:
    return [check.verdict, check.measured, check.required]


def test_the_width_of_a_road_is_read_from_whatever_column_tells_it(desk: Desk) -> None:
    names = desk.book.tables["permit_checks"]["layers"]["road_width"]

    assert width_of('{"WIDTH": "6"}', names) == 6
    assert width_of('{"width": 5.5}', names) == 5.5
    assert width_of('{"ความกว้าง": "8"}', names) == 8
    assert [width_of(f'{{"WIDTH": "{told}"}}', names) for told in ("6 ม.", "๕.๕๐ เมตร", "12m", "4-6", "-3", "nan")] == [
        6, 5.5, 12, None, None, None,
    ]  # fmt: skip
    assert [width_of(rest, names) for rest in ('{"WIDTH": "ไม่ทราบ"}', '{"WIDTH": "0"}', "{}", '{"WIDTH": null}')] == [
        None
    ] * 4


def test_distances_are_those_of_the_street_as_it_is_drawn(desk: Desk) -> None:
    desk.build_street(width="5")

    # the centre of the street lies 3 m south of the plot, the house 5 m inside it
    found = checked(desk, received(desk))

    assert told(found["C2"]) == [PASS, pytest.approx(8), 3]
    assert found["C1"].verdict == PASS
    # to the south the street, to the west 5, to the east 5, to the north 7 m
    assert told(found["C6"]) == [PASS, pytest.approx(5), 2]
    # 400 m² of plot, 80 of them built on, of which three tenths are wanted
    assert told(found["C8"]) == [PASS, pytest.approx(320), pytest.approx(24)]
    # 4.50 m high, twice 8 m and half the street
    assert told(found["C10"]) == [PASS, 4.5, pytest.approx(21)]
    assert found["C13"].verdict == PASS
    assert found["C3"].verdict == NOT_APPLICABLE
    assert found["C11"].verdict == found["C12"].verdict == SURVEY
    assert json.loads(found["C2"].facts)["confirmed"] is False
    assert found["C2"].source


def test_a_house_too_near_to_a_lane_fails_and_near_the_limit_needs_a_survey(desk: Desk) -> None:
    desk.build_street(width="5")
    uid = received(desk, footprint=box(E + 5, N - 0.2, E + 15, N + 8))

    assert checked(desk, uid)["C2"].verdict == FAIL
    edit_permit(desk.project, EVERYTHING, uid, {"accuracy_m": 1.0})
    assert checked(desk, uid)["C2"].verdict == SURVEY


def test_a_street_whose_width_nobody_wrote_down_needs_a_survey(desk: Desk) -> None:
    desk.build_street(width="")

    found = checked(desk, received(desk, use="shop_house"))

    assert {found[code].verdict for code in ("C2", "C3", "C4", "C5", "C10")} == {SURVEY}
    assert json.loads(found["C2"].facts)["why"] == "road_width"


def test_two_parcels_of_one_application_are_one_plot(desk: Desk) -> None:
    desk.build_street()
    across = box(E + 15, N + 5, E + 25, N + 13)

    assert checked(desk, received(desk, footprint=across, plots=2))["C1"].verdict == PASS
    alone = checked(desk, received(desk, footprint=across))["C1"]
    assert alone.verdict == FAIL
    assert alone.measured == pytest.approx(40)
    assert json.loads(alone.facts)["on"] == [{"name": "01A002", "kind": "parcel", "area": 40.0}]


def test_a_building_that_names_no_parcel_stands_on_the_one_under_it(desk: Desk) -> None:
    desk.build_street()

    assert checked(desk, received(desk, plots=0))["C1"].verdict == PASS


def test_water_zones_and_private_roads_come_from_their_layers(desk: Desk) -> None:
    desk.build_street()
    canal = MultiPolygon([box(E - 50, N + 15, E + 100, N + 18)])
    zone = MultiPolygon([box(E - 50, N - 50, E + 100, N + 100)])
    lane = LineString([(E - 2, N - 50), (E - 2, N + 50)])
    desk.keep(
        Feature(uid=new_uid(), layer="water", label="เหมืองคำ", shape=canal, rest='{"WIDTH": "3", "KIND": "คลอง"}'),
        Feature(uid=new_uid(), layer="ผังเมืองรวม", label="1.1", shape=zone, rest='{"COLOUR": "สีเหลือง"}'),
        Feature(uid=new_uid(), layer="roads", label="ทางส่วนบุคคล", shape=lane, rest='{"WIDTH": "4", "PRIVATE": "1"}'),
    )

    found = checked(desk, received(desk))

    assert told(found["C9"]) == [FAIL, pytest.approx(2), 3]
    assert json.loads(found["C11"].facts)["zones"] == [{"name": "สีเหลือง", "share": 1.0}]
    assert found["C2"].verdict == NOT_APPLICABLE  # the lane is private, the street 6 m wide


def test_a_house_that_stands_already_counts_and_the_one_that_is_altered_does_not(desk: Desk) -> None:
    desk.build_street()
    shed = MultiPolygon([box(E + 16, N + 14, E + 19, N + 18)])
    desk.keep(
        Feature(uid=new_uid(), layer="buildings", label="B001", shape=MultiPolygon([a_house()])),
        Feature(uid=new_uid(), layer="buildings", label="B002", shape=shed),
    )

    found = checked(desk, received(desk, kind="alter"))

    assert found["C8"].measured == pytest.approx(400 - 80 - 12)


def test_a_blank_wall_near_the_boundary_puts_the_neighbours_consent_on_the_checklist(desk: Desk) -> None:
    desk.build_street()
    uid = received(desk, footprint=box(E + 0.2, N + 5, E + 10, N + 13), walls=windows(True, True, False, True))
    desk.bring_papers(uid)

    def consent() -> PermitPaper:
        papers = desk.file(uid).of_desk[PermitPaper]
        return next(one for one in papers if isinstance(one, PermitPaper) and one.code == "D08")

    assert not consent().needed
    found = checked(desk, uid)
    assert found["C7"].verdict == FAIL
    assert consent().needed


def test_without_outline_or_parcel_there_is_nothing_to_check(desk: Desk) -> None:
    desk.build_street()

    with pytest.raises(Refused, match=r"permits\.no_footprint"):
        checked(desk, received(desk, footprint=None))
    with pytest.raises(Refused, match=r"permits\.no_parcel"):
        checked(desk, received(desk, footprint=box(E + 900, N, E + 910, N + 10), plots=0))


def test_a_map_with_broken_shapes_is_read_all_the_same(desk: Desk) -> None:
    desk.build_street()
    bow = MultiPolygon([box(E + 40, N, E + 60, N + 20)]).buffer(0)
    crossed = LineString([(E, N + 30), (E + 10, N + 40), (E + 10, N + 30), (E, N + 40), (E, N + 30)])
    desk.keep(
        Feature(uid=new_uid(), layer="buildings", label="x", shape=crossed),
        Feature(uid=new_uid(), layer="water", label="", shape=bow, rest="{}"),
    )

    assert len(checked(desk, received(desk))) == 14


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_says_each_rule_with_measure_verdict_and_source(
    desk: Desk, resources: Resources, language: str
) -> None:
    desk.build_street(width="5")
    uid = received(desk, footprint=box(E + 5, N - 0.2, E + 15, N + 8), walls=windows(True, False))
    checked(desk, uid)
    words = load_words(resources.words, language)
    paper = Stationery(ProjectSettings("เทศบาลตำบลทดสอบ", 32647), desk.book, words, TODAY)

    with desk.project.reading() as reading:
        report = check_report(paper, reading, desk.file(uid))

    assert [row.code for row in report.rows] == [f"C{number}" for number in range(1, 15)]
    rows = {row.code: row for row in report.rows}
    assert words("case.unconfirmed") in rows["C2"].source
    assert rows["C2"].verdict == FAIL
    assert rows["C2"].measured.startswith("2.80")
    assert rows["C2"].margin.startswith("-0.20")
    assert all(row.said and "{" not in row.said and "permits." not in row.said for row in report.rows)
    assert report.sketch is not None
    assert any("C2" in one.text and "2.80" in one.text for one in report.sketch.dimensions)
    assert {"parcel", "building", "road", "neighbour"} <= {one.kind for one in report.sketch.lines}
    for one in report.sketch.lines:
        assert all(-0.01 <= x <= report.sketch.width + 0.01 for x, _ in one.points)
        assert all(-0.01 <= y <= report.sketch.height + 0.01 for _, y in one.points)
    assert TypstPapers(resources.templates, resources.fonts).papers([report]).startswith(b"%PDF")


def test_no_report_is_printed_before_the_map_was_asked(desk: Desk, resources: Resources) -> None:
    desk.build_street()
    uid = received(desk)
    paper = Stationery(ProjectSettings("ก", 32647), desk.book, load_words(resources.words, "th"), TODAY)

    with desk.project.reading() as reading, pytest.raises(Refused, match=r"permits\.no_map_report"):
        check_report(paper, reading, desk.file(uid))


def test_a_case_of_another_desk_has_no_report(desk: Desk, resources: Resources) -> None:
    desk.build_street()
    file = replace(desk.file(received(desk)), of_desk={})
    paper = Stationery(ProjectSettings("ก", 32647), desk.book, load_words(resources.words, "th"), TODAY)

    with desk.project.reading() as reading, pytest.raises(Refused, match=r"permits\.gone"):
        check_report(paper, reading, file)
