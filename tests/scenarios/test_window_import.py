"""From files to a map in the window, with the real services: clicks and typed fields are counted."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import SAMPLE
from tests.scenarios.hand import Hand
from tests.ui.conftest import dressed
from tests.ui.stage import remove

from ltaxgis.app.importing import request_of
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.resources import Resources
from ltaxgis.ports.stores import Project
from ltaxgis.ui.import_assistant.assistant import CHECK, COLUMNS, CRS, RESULT

__all__ = ["dressed"]
MOST_CLICKS, MOST_FIELDS = 12, 4
HEADS = "รหัสแปลงที่ดิน,ประเภทเอกสารสิทธิ,เลขที่เอกสารสิทธิ,ถนน,ชื่อ-นามสกุล"


@pytest.fixture
def hand(dressed: object, resources: Resources, office_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hand]:
    made = Hand(resources, office_folder, monkeypatch)
    yield made
    made.window.close()
    remove(made.window)


def project_of(hand: Hand) -> Project:
    assert hand.office.project is not None
    return hand.office.project


def counts(project: Project) -> tuple[int, int, int]:
    with project.reading() as reading:
        return reading.count(LandRow), reading.count(Parcel), reading.count(Link)


@pytest.mark.real_data
def test_the_french_pair_is_on_the_map_within_twelve_clicks(hand: Hand, real_data: Path) -> None:
    folder = real_data / "fr_cadastre"
    hand.start_own()
    hand.pick([folder / "register-91216.xlsx", folder / "cadastre-91216-parcelles.json"], clicks=2)
    hand.type(hand.assistant.files.name, "Épinay-sur-Orge")
    hand.go_on_to_the_map()

    project = project_of(hand)
    assert hand.clicks <= MOST_CLICKS
    assert hand.fields <= MOST_FIELDS
    assert (project.settings.crs, project.settings.codes) == (2154, "free")
    assert counts(project) == (4241, 4241, 4241)


def test_the_tables_of_ltax3000_and_a_shapefile_are_on_the_map_within_twelve_clicks(hand: Hand) -> None:
    hand.start_own()
    hand.pick(sorted((SAMPLE / "ltax3000_csv").glob("*.csv")), clicks=2)
    hand.pick([SAMPLE / "shapefile" / "parcels.shp"], clicks=1)
    hand.type(hand.assistant.files.name, "ทต.ท่าแสงคำ")
    hand.go_on_to_the_map()

    project = project_of(hand)
    assert hand.clicks <= MOST_CLICKS
    assert hand.fields <= MOST_FIELDS
    assert (project.settings.crs, project.settings.codes) == (32647, "ltax")
    rows, parcels, links = counts(project)
    assert (rows, parcels) == (4269, 4234)
    assert links > 4200
    with project.reading() as reading:
        titles = set(reading.columns(LandRow, ("title_kind",))["title_kind"])
    assert not titles & set("0123456789"), "code numbers of the system are understood"


def test_the_layers_of_one_geopackage_keep_their_names(hand: Hand) -> None:
    hand.start_own()
    hand.pick([SAMPLE / "town.gpkg"], clicks=1)
    hand.type(hand.assistant.files.name, "ทต.ท่าแสงคำ")
    hand.go_on()
    hand.assistant.crs.show_looks(hand.assistant.columns.looks)

    request = request_of(hand.assistant.plan(), dry_run=True)
    layers = {file.layer: file.choice.layer for file in request.maps}
    assert layers == {name: name for name in (
        "parcels", "roads", "road_areas", "water", "blocks", "zones", "buildings", "signs", "units", "prices",
        "boundary",
    )}  # fmt: skip
    assert request.registers == ()


def write_register(path: Path, roads: dict[str, str], encoding: str = "cp874", above: str = "") -> Path:
    lines = [f"{code},โฉนดที่ดิน,{1000 + number},{road},นายสมชาย ใจดี" for number, (code, road) in enumerate(roads.items())]
    path.write_text("\n".join([*([above] if above else []), HEADS, *lines, ""]), encoding=encoding)
    return path


def import_file(hand: Hand, path: Path, name: str = "") -> None:
    """Up to the check step."""
    hand.window.begin_import()
    hand.assistant.look([path])
    if name:
        hand.type(hand.assistant.files.name, name)
    hand.go_on()
    hand.go_on()
    assert hand.assistant.step == CHECK


def roads_of(hand: Hand) -> dict[str, str]:
    with project_of(hand).reading() as reading:
        columns = reading.columns(LandRow, ("code", "road"))
    return dict(zip(columns["code"], columns["road"], strict=True))


def rewrite_by_hand(hand: Hand, code: str, road: str) -> None:
    project = project_of(hand)
    assert hand.office.actor is not None
    with project.reading() as reading:
        columns = reading.columns(LandRow, ("code",))
        row = reading.get(LandRow, [columns.uids[columns["code"].index(code)]])[0]
    changes = ChangeSet("edit", (Change(row, replace(row, road=road)),))
    hand.office.services.apply(project, hand.office.actor, changes)


@pytest.fixture
def again(hand: Hand) -> Hand:
    """Five rows are in a project, two of them corrected by hand; next month's file lies beside."""
    first = {f"01A00{n}": "เทศบาล 1" for n in range(1, 6)}
    import_file(hand, write_register(hand.folder / "ทะเบียน.csv", first), "ทต.ริมน้ำ")
    hand.go_on_to_the_map()
    rewrite_by_hand(hand, "01A001", "ริมน้ำ")
    rewrite_by_hand(hand, "01A002", "ริมน้ำ")
    next_month = {"01A001": "ตลาด", "01A002": "ตลาด", "01A003": "ตลาด", "01A004": "ตลาด", "01A006": "ใหม่"}
    write_register(hand.folder / "ทะเบียน 2.csv", next_month)
    return hand


def test_reading_again_shows_what_differs_before_anything_is_stored(again: Hand) -> None:
    import_file(again, again.folder / "ทะเบียน 2.csv")

    diff = again.assistant.check.diff
    assert diff.isVisibleTo(again.assistant.check)
    assert {line.subject for line in diff.model.lines} == {"01A001", "01A002"}
    told = diff.model.texts(diff.model.lines[0])
    assert told[4:] == ("เทศบาล 1", "ริมน้ำ", "ตลาด", "คงของเดิม")
    assert roads_of(again)["01A003"] == "เทศบาล 1"


def test_what_differs_is_decided_by_rule_or_one_by_one(again: Hand) -> None:
    import_file(again, again.folder / "ทะเบียน 2.csv")
    diff = again.assistant.check.diff
    again.choose(diff.gone, "retire")
    diff.model.toggle(diff.model.index([line.subject for line in diff.model.lines].index("01A002"), 0))
    diff.show_only("changed")
    diff.model.toggle(diff.model.index([line.subject for line in diff.model.lines].index("01A004"), 0))
    again.go_on_to_the_map()

    assert roads_of(again) == {
        "01A001": "ริมน้ำ", "01A002": "ตลาด", "01A003": "ตลาด", "01A004": "เทศบาล 1", "01A006": "ใหม่"
    }  # fmt: skip


def test_what_was_decided_is_not_asked_again(again: Hand) -> None:
    for _ in range(2):
        import_file(again, again.folder / "ทะเบียน 2.csv")
        report = again.assistant.check.report
        again.go_on_to_the_map()

    assert report is not None
    assert (report.ledger.changes.changed, report.ledger.changes.conflicts) == (0, 0)
    assert roads_of(again)["01A001"] == "ริมน้ำ"


def test_a_row_that_is_gone_and_was_kept_is_not_counted_again_whatever_the_rule(again: Hand) -> None:
    import_file(again, again.folder / "ทะเบียน 2.csv")
    assert again.assistant.check.diff.report.counts["gone"] == 1
    again.go_on_to_the_map()

    import_file(again, again.folder / "ทะเบียน 2.csv")
    diff = again.assistant.check.diff
    again.choose(diff.gone, "retire")
    diff.show_only("gone")
    assert diff.report.counts["gone"] == 0
    assert [(line.subject, diff.model.texts(line)[-1]) for line in diff.model.lines] == [
        ("01A005", again.office.words("diff.kept_before"))
    ]
    again.go_on_to_the_map()
    assert "01A005" in roads_of(again)


def test_keeping_a_row_that_is_gone_is_revoked_in_its_line(again: Hand) -> None:
    for _ in range(2):
        import_file(again, again.folder / "ทะเบียน 2.csv")
        diff = again.assistant.check.diff
        diff.show_only("gone")
        if diff.model.lines[0].decided:
            diff.model.toggle(diff.model.index(0, 0))
        again.go_on_to_the_map()

    assert "01A005" not in roads_of(again)


def test_an_import_that_is_refused_leaves_the_project_open_as_it_was(again: Hand) -> None:
    import_file(again, again.folder / "ทะเบียน 2.csv")
    before, project = roads_of(again), project_of(again)
    (again.folder / "ทะเบียน 2.csv").unlink()
    again.assistant.next_button.click()

    assert again.assistant.errors.isVisibleTo(again.assistant)
    assert again.assistant.step == CHECK
    assert again.office.project is project
    assert roads_of(again) == before


def test_a_layout_saved_under_a_name_is_known_next_time(hand: Hand) -> None:
    path = write_register(hand.folder / "ทะเบียน.csv", {f"01A00{n}": "เทศบาล 1" for n in range(1, 6)})
    hand.window.begin_import()
    hand.assistant.look([path])
    hand.type(hand.assistant.files.name, "ทต.ริมน้ำ")
    hand.go_on()
    columns = hand.assistant.columns
    place = columns.looks[0].headers.index("ถนน")
    hand.choose(columns.header.boxes[place], "community")
    hand.type(columns.profile, "ตารางของเรา")
    hand.go_on_to_the_map()

    hand.window.begin_import()
    hand.assistant.look([path])
    look = hand.assistant.files.looks[0]
    assert look.profile == "ตารางของเรา"
    assert look.mapping["ถนน"] == "community"


def test_the_encoding_is_chosen_by_what_it_makes_of_the_same_cells(hand: Hand) -> None:
    path = write_register(hand.folder / "ทะเบียน.csv", {f"01A00{n}": "เทศบาลสุขใจ" for n in range(1, 6)})
    hand.window.begin_import()
    hand.assistant.look([path])
    hand.type(hand.assistant.files.name, "ทต.ริมน้ำ")
    hand.go_on()
    columns = hand.assistant.columns

    samples = dict(columns.looks[0].encodings)
    assert "นายสมชาย" in samples["cp874"]
    assert len(samples) in {2, 3}
    assert "นายสมชาย" not in samples["utf-8"]
    columns.encoding.setCurrentIndex(columns.encoding.findData("utf-8"))
    columns.encoding.activated.emit(columns.encoding.currentIndex())
    assert columns.looks[0].chosen_encoding == "utf-8"


def test_the_header_is_the_line_that_was_clicked(hand: Hand) -> None:
    path = write_register(hand.folder / "ทะเบียน.csv", {"01A001": "ก", "01A002": "ข"}, above="ทะเบียนที่ดิน,,,,")
    hand.window.begin_import()
    hand.assistant.look([path])
    hand.type(hand.assistant.files.name, "ทต.ริมน้ำ")
    hand.go_on()
    columns = hand.assistant.columns
    assert columns.looks[0].headers[0] == "รหัสแปลงที่ดิน"

    hand.click(columns.header_button)
    assert columns.looks[0].lines[0][0] == "ทะเบียนที่ดิน"
    columns.table.verticalHeader().sectionClicked.emit(1)

    assert columns.looks[0].headers[0] == "รหัสแปลงที่ดิน"
    assert columns.looks[0].kind == "register"
    assert hand.assistant.step == COLUMNS


def test_identity_numbers_are_never_shown_and_people_hide_at_a_key(hand: Hand) -> None:
    hand.window.begin_import()
    hand.assistant.look([SAMPLE / "ltax3000_csv" / "owner.csv"])
    look = hand.assistant.files.looks[0]
    heading = next(heading for heading, name in look.mapping.items() if name == "number")
    place = look.headers.index(heading)
    assert all("x" in line[place] for line in look.lines if line[place])

    hand.assistant.columns.show_looks([look])
    hand.office.announcer.hide_people(True)
    model = hand.assistant.columns.model
    assert {model.index(0, column).data() for column in range(model.columnCount())} <= {"•••", ""}


def test_a_layer_without_crs_is_asked_about_and_the_shift_is_kept(hand: Hand) -> None:
    for ending in (".shp", ".shx", ".dbf"):
        shutil.copy(SAMPLE / "shapefile" / f"zones{ending}", hand.folder / f"แปลงที่ดิน{ending}")
    hand.window.begin_import()
    hand.assistant.look(sorted(hand.folder.glob("แปลงที่ดิน.*")))
    hand.type(hand.assistant.files.name, "ทต.ริมน้ำ")
    hand.go_on()
    hand.go_on()
    step = hand.assistant.crs
    assert hand.assistant.step == CRS
    assert {"32647", "24047"} <= set(step.said[0].crs_offers)

    group = step._groups[0]
    assert group.system is not None
    hand.choose(group.system, "24047")
    assert step.project_crs == "32647"
    assert {shown.role for shown in step._groups[0].picture.boxes} >= {"after", "offered"}  # type: ignore[union-attr]
    step.shift = "209,818,290"
    hand.go_on()
    hand.go_on()
    assert hand.assistant.step == RESULT
    hand.go_on()
    assert project_of(hand).settings.datum_shift == "209,818,290"
