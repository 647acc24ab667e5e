"""A copy of the map leaves, is changed in another program, and comes back as a difference."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import shapely
from tests.builders import CLERK, a_parcel, a_project, a_row

from ltaxgis.app.jobs import export_job
from ltaxgis.app.looking import look_at_files
from ltaxgis.app.map_copies import read_copy_job
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.map_copies import left_here
from ltaxgis.domain.merging import OnConflict
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.project import Actor
from ltaxgis.domain.register import LandRow
from ltaxgis.services.edit_register import take_back
from ltaxgis.services.import_diff import CHANGED, CONFLICT, GONE, NEW, ShapeTold
from ltaxgis.services.join_register import join_again
from ltaxgis.services.progress import silent
from ltaxgis.services.returned_map import ReturnedMap, take_map
from ltaxgis.services.store_rows import Updating
from ltaxgis.storage.project import SqlProject, open_project
from ltaxgis.ui.import_assistant.messages import LookAsk

E0, N0 = 500_000, 2_000_000
# what QGIS does when layers are edited and saved: through GDAL, feature by feature, in a program of its own
EDITOR = """
import sys, fiona, shapely
from shapely.geometry import mapping, shape
path, layer, act = sys.argv[1:4]
with fiona.open(path, layer=layer) as source:
    kept = {name: source.meta[name] for name in ("driver", "schema", "crs")}
    features = [(dict(each.properties), shape(each.geometry)) for each in source]
exec(act)
with fiona.open(path, "w", layer=layer, **kept) as sink:
    for properties, area in features:
        whole = area if area.geom_type == "MultiPolygon" else shapely.MultiPolygon([area])
        sink.write({"properties": properties, "geometry": mapping(whole)})
"""


@dataclass
class Desk:
    """A project, and the copy of it that goes to another program."""

    path: Path
    copy: Path

    def send(self) -> Path:
        export_job(silent, self.path, self.copy, False, "", "th", CLERK)
        return self.copy

    def edit(self, act: str, layer: str = "parcels") -> None:
        """`act` is Python over `features`, a list of (properties, shape)."""
        subprocess.run([sys.executable, "-c", EDITOR, str(self.copy), layer, act], check=True, timeout=60)

    def gdal(self, sql: str) -> None:
        """A statement through the GDAL of the system."""
        if shutil.which("ogrinfo") is None:
            pytest.skip("gdal-bin is not installed")
        subprocess.run(["ogrinfo", "-q", str(self.copy), "-sql", sql], check=True, timeout=60, capture_output=True)

    def back(self, file: Path | None = None) -> ReturnedMap:
        return read_copy_job(silent, self.path, file or self.copy, "th")

    def take(self, returned: ReturnedMap, updating: Updating, actor: Actor = CLERK) -> int:
        with self.opened() as project:
            done = take_map(project, actor, returned, updating).applied
        assert done is not None
        return done.number

    def opened(self) -> "Opened":
        return Opened(self.path)

    def keep(self, *changes: Change) -> None:
        with self.opened() as project, project.work(CLERK, "register.edit") as work:
            work.apply(ChangeSet("register.edit", changes))
            work.commit()

    def parcels(self) -> dict[str, Parcel]:
        with self.opened() as project, project.reading() as reading:
            return {one.code: one for one in reading.get(Parcel, reading.columns(Parcel, ()).uids)}

    def rows(self) -> dict[str, LandRow]:
        with self.opened() as project, project.reading() as reading:
            return {one.code: one for one in reading.get(LandRow, reading.columns(LandRow, ()).uids)}


@dataclass
class Opened:
    path: Path

    def __enter__(self) -> SqlProject:
        self.project = open_project(self.path)
        return self.project

    def __exit__(self, *_: object) -> None:
        self.project.close()


KEEP, TAKE, STOP = (Updating(OnConflict(rule)) for rule in ("keep", "take", "stop"))
RETIRE = Updating(OnConflict.KEEP, retire_gone=True)


@pytest.fixture
def desk(office_folder: Path) -> Desk:
    """Three parcels side by side, rows for two of them; the copy has left."""
    project = a_project(office_folder)
    parcels = [a_parcel(f"01A00{number}", e=E0 + 20 * number, n=N0) for number in (1, 2, 3)]
    rows = [a_row("01A001", area=10_000, title_no="0101"), a_row("01A002", title_no="102")]
    with project.work(CLERK, "import") as work:
        work.apply(ChangeSet("import", tuple(Change(None, one) for one in (*parcels, *rows))))
        work.commit()
    join_again(project, CLERK)
    path = project.path
    project.close()
    made = Desk(path, office_folder / "ส่งให้ช่าง (แก้ใน QGIS).gpkg")
    made.send()
    return made


def told(returned: ReturnedMap) -> set[tuple[str, str, str, str]]:
    return {(line.what, line.kind, line.subject, line.field) for line in returned.diff.lines}


def test_what_nobody_changed_comes_back_as_nothing(desk: Desk) -> None:
    returned = desk.back()
    assert (returned.edits, returned.refused, returned.rows_refused, returned.findings) == ((), (), (), ())
    assert returned.changes.same == 5
    with desk.opened() as project, pytest.raises(Refused, match=r"returned.nothing"):
        take_map(project, CLERK, returned, KEEP)


def test_saving_it_in_another_program_changes_nothing_either(desk: Desk) -> None:
    desk.edit("pass")
    desk.gdal("UPDATE parcels SET code = code")
    assert desk.back().edits == ()


def test_a_copy_dropped_into_the_assistant_is_sent_to_its_own_desk(desk: Desk) -> None:
    desk.edit("pass")
    with pytest.raises(Refused, match=r"import.map_copy"):
        look_at_files(silent, LookAsk((desk.copy,)))


def test_a_layer_of_others_with_columns_of_these_names_is_a_layer_like_any() -> None:
    assert not left_here(("uid", "version"), (["5411223", None], ["3", "1"]))
    assert left_here(("code", "uid", "version"), (["01A001"], ["01a204a1af3173198b5c7b75ed913000"], ["1"]))


def test_a_changed_shape_is_told_taken_and_undone_as_one(desk: Desk) -> None:
    desk.edit(f"features[0] = (features[0][0], shapely.box({E0}, {N0}, {E0} + 40, {N0} + 20))")
    returned = desk.back()
    assert told(returned) == {(CHANGED, "parcels", "01A001", "shape")}
    (line,) = returned.diff.lines
    assert (line.ours, line.theirs) == (ShapeTold(400.0), ShapeTold(800.0, 20.0))
    number = desk.take(returned, KEEP)
    assert desk.parcels()["01A001"].area_m2 == 800
    with desk.opened() as project:
        take_back(project, CLERK, number)
    assert desk.parcels()["01A001"].area_m2 == 400


def test_a_corner_moved_with_the_gdal_of_the_system_comes_back(desk: Desk) -> None:
    desk.gdal("UPDATE parcels SET geom = SetSRID(ST_Translate(geom, 0.25, 0, 0), 32647) WHERE code = '01A002'")
    desk.take(desk.back(), KEEP)
    shape = desk.parcels()["01A002"].shape
    assert shape is not None
    assert shape.bounds == (E0 + 40.25, N0, E0 + 60.25, N0 + 20)


def test_changed_attributes_of_map_and_register_are_understood_as_the_register_understands_them(desk: Desk) -> None:
    desk.gdal("UPDATE parcels SET code = '๐๑A๐๐๙' WHERE code = '01A003'")
    desk.gdal("UPDATE land SET area_text = '1-2-50.5', title_no = '0555' WHERE code = '01A002'")
    returned = desk.back()
    assert told(returned) == {
        (CHANGED, "parcels", "01A003", "code"), (CHANGED, "register", "01A002", "area"),
        (CHANGED, "register", "01A002", "title_no"),
    }  # fmt: skip
    desk.take(returned, KEEP)
    assert desk.parcels()["01A009"].code_read == "๐๑A๐๐๙"
    assert (desk.rows()["01A002"].area, desk.rows()["01A002"].title_no) == (65_050, "0555")


def test_what_was_added_is_born_and_joined(desk: Desk) -> None:
    desk.keep(Change(None, a_row("01A004", title_no="104")))
    desk.edit(
        f"features.append(({{**dict.fromkeys(features[0][0]), 'code': '01A004'}},"
        f" shapely.box({E0} + 90, {N0}, {E0} + 110, {N0} + 20)))"
    )
    returned = desk.back()
    assert told(returned) == {(NEW, "parcels", "01A004", "")}
    desk.take(returned, KEEP)
    assert desk.parcels()["01A004"].area_m2 == 400
    with desk.opened() as project, project.reading() as reading:
        linked = reading.columns(Link, ("parcel_uid",))["parcel_uid"]
    assert desk.parcels()["01A004"].uid in linked


def test_a_row_added_to_the_register_s_table_is_a_row_of_the_register(desk: Desk) -> None:
    desk.gdal("INSERT INTO land (code, title_no, area_text) VALUES ('01A003', '103', '0-1-0')")
    returned = desk.back()
    assert told(returned) == {(NEW, "register", "01A003", "")}
    desk.take(returned, KEEP)
    assert desk.rows()["01A003"].area == 10_000


def test_what_was_deleted_is_kept_or_retired_by_rule(desk: Desk) -> None:
    desk.gdal("DELETE FROM parcels WHERE code = '01A003'")
    returned = desk.back()
    assert told(returned) == {(GONE, "parcels", "01A003", "")}
    with desk.opened() as project, pytest.raises(Refused, match=r"returned.nothing"):
        take_map(project, CLERK, returned, KEEP)
    desk.take(returned, RETIRE)
    assert set(desk.parcels()) == {"01A001", "01A002"}


def test_a_parcel_that_came_here_since_is_not_taken_for_deleted(desk: Desk) -> None:
    desk.keep(Change(None, a_parcel("01A007", e=E0 + 200)))
    assert desk.back().edits == ()


def test_both_sides_changed_is_a_conflict_decided_by_rule(desk: Desk) -> None:
    ours, square = desk.parcels()["01A001"], shapely.MultiPolygon([shapely.box(E0, N0, E0 + 1, N0 + 1)])
    desk.keep(Change(ours, replace(ours, land_no="7", shape=square, area_m2=1.0)))
    desk.edit(f"features[0] = ({{**features[0][0], 'land_no': '8'}}, shapely.box({E0}, {N0}, {E0} + 2, {N0} + 2))")
    returned = desk.back()
    assert told(returned) == {(CONFLICT, "parcels", "01A001", "land_no"), (CONFLICT, "parcels", "01A001", "shape")}
    lot = next(line for line in returned.diff.lines if line.field == "land_no")
    assert (lot.last, lot.ours, lot.theirs) == ("", "7", "8")
    with desk.opened() as project:
        with pytest.raises(Refused, match=r"import.conflicts"):
            take_map(project, CLERK, returned, STOP)
        with pytest.raises(Refused, match=r"returned.nothing"):
            take_map(project, CLERK, returned, KEEP)
    desk.take(returned, TAKE)
    taken = desk.parcels()["01A001"]
    assert (taken.land_no, taken.area_m2) == ("8", 4.0)


def test_what_only_we_changed_stays_ours(desk: Desk) -> None:
    ours = desk.parcels()["01A001"]
    desk.keep(Change(ours, replace(ours, land_no="7")))
    desk.edit(f"features[0] = (features[0][0], shapely.box({E0}, {N0}, {E0} + 40, {N0} + 20))")
    desk.take(desk.back(), KEEP)
    taken = desk.parcels()["01A001"]
    assert (taken.land_no, taken.area_m2) == ("7", 800)


def test_each_line_can_be_decided_against_the_rule(desk: Desk) -> None:
    desk.edit(
        f"features[0] = ({{**features[0][0], 'land_no': '8'}}, shapely.box({E0}, {N0}, {E0} + 40, {N0} + 20));"
        f"features[2] = ({{**features[2][0], 'uid': None, 'version': None, 'code': '01A005'}}, features[2][1])"
    )
    returned = desk.back()
    assert told(returned) == {
        (CHANGED, "parcels", "01A001", "land_no"), (CHANGED, "parcels", "01A001", "shape"),
        (NEW, "parcels", "01A005", ""), (GONE, "parcels", "01A003", ""),
    }  # fmt: skip
    contrary = {line.place for line in returned.diff.lines if line.field == "shape" or line.what in (NEW, GONE)}
    desk.take(returned, Updating(OnConflict.KEEP, contrary=frozenset(contrary)))
    parcels = desk.parcels()
    assert set(parcels) == {"01A001", "01A002"}
    assert (parcels["01A001"].land_no, parcels["01A001"].area_m2) == ("8", 400)


def test_a_parcel_split_there_keeps_its_identity_in_the_larger_part(desk: Desk) -> None:
    desk.edit(
        f"whole = features[0]; features[0] = (whole[0], shapely.box({E0} + 20, {N0}, {E0} + 25, {N0} + 20));"
        f"features.append((dict(whole[0]), shapely.box({E0} + 25, {N0}, {E0} + 40, {N0} + 20)))"
    )
    before = desk.parcels()["01A001"].uid
    returned = desk.back()
    assert told(returned) == {(CHANGED, "parcels", "01A001", "shape"), (NEW, "parcels", "01A001", "")}
    desk.take(returned, KEEP)
    with desk.opened() as project, project.reading() as reading:
        kept = reading.get(Parcel, [before])[0]
        assert kept.area_m2 == 300
        assert "join.code_on_two_parcels" in reading.finding_counts()


def test_a_shape_that_crosses_itself_is_mended_beside_its_original(desk: Desk) -> None:
    ring = f"[({E0}, {N0}), ({E0} + 20, {N0} + 20), ({E0} + 20, {N0}), ({E0}, {N0} + 20)]"
    desk.edit(f"features[0] = (features[0][0], shapely.Polygon({ring}))")
    returned = desk.back()
    assert {finding.code for finding in returned.findings} == {"shape.invalid", "shape.mended"}
    desk.take(returned, KEEP)
    taken = desk.parcels()["01A001"]
    assert taken.shape is not None
    assert taken.shape.is_valid
    assert taken.shape_read is not None


def test_what_the_register_says_on_the_parcels_cannot_be_changed_there_and_is_told(desk: Desk) -> None:
    desk.gdal("UPDATE parcels SET title_no = '999' WHERE code = '01A001'")
    returned = desk.back()
    assert [(cell.code, dict(cell.facts)) for cell in returned.refused] == [
        ("copy.register_column", {"code": "01A001"})
    ]
    assert returned.edits == ()


def test_a_cell_that_cannot_be_understood_is_refused_and_the_rest_taken(desk: Desk) -> None:
    desk.gdal("UPDATE land SET area_text = 'กว้างมาก', title_no = '9' WHERE code = '01A001'")
    returned = desk.back()
    assert [cell.code for cell in returned.refused] == ["cell.not_a_number"]
    assert told(returned) == {(CHANGED, "register", "01A001", "title_no")}


def test_a_layer_saved_as_another_kind_in_another_crs_comes_back_too(desk: Desk) -> None:
    if shutil.which("ogr2ogr") is None:
        pytest.skip("gdal-bin is not installed")
    desk.gdal("UPDATE parcels SET land_no = '12' WHERE code = '01A002'")
    shape = desk.copy.with_suffix(".shp")
    subprocess.run(
        ["ogr2ogr", "-t_srs", "EPSG:4326", "-lco", "ENCODING=UTF-8", str(shape), str(desk.copy), "parcels"],
        check=True, timeout=60, capture_output=True,
    )  # fmt: skip
    returned = desk.back(shape)
    assert told(returned) == {(CHANGED, "parcels", "01A002", "land_no")}


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.unlink(), "file.missing"),
        (lambda path: path.write_bytes(b"not a database"), "copy.not_ours"),
        (lambda path: path.write_bytes(b""), "copy.not_ours"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_copy_is_refused(desk: Desk, make: Callable[[Path], None], code: str) -> None:
    make(desk.copy)
    with pytest.raises(Refused, match=code):
        desk.back()


def test_a_copy_of_another_project_is_refused(desk: Desk, tmp_path: Path) -> None:
    other = a_project(tmp_path, "อื่น.ltax")
    path = other.path
    other.close()
    with pytest.raises(Refused, match=r"copy.other_project"):
        read_copy_job(silent, path, desk.copy, "th")


def test_who_may_not_edit_parcels_cannot_take_them(desk: Desk) -> None:
    desk.gdal("UPDATE parcels SET land_no = '12' WHERE code = '01A002'")
    with pytest.raises(Refused, match=r"role.may_not"):
        desk.take(desk.back(), KEEP, Actor("ผู้ดู", roles=("viewer",)))
