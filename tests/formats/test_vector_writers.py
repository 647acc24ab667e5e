import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.crs import transformer
from ltaxgis.domain.errors import Refused
from ltaxgis.formats.vector_files import read_shapes
from ltaxgis.formats.vector_writers import WRITABLE, _cut_bytes, write_layer
from ltaxgis.ports.readers import ShapeChoice, ShapeTable

HOLED = shapely.Polygon(
    [(647_020, 1_683_000), (647_060, 1_683_000), (647_060, 1_683_040), (647_020, 1_683_040)],
    [[(647_030, 1_683_010), (647_040, 1_683_010), (647_040, 1_683_020)]],
)
TWO = shapely.MultiPolygon(
    [shapely.box(647_100, 1_683_000, 647_110, 1_683_010), shapely.box(647_120, 1_683_000, 647_130, 1_683_010)]
)
SHAPES = np.array([shapely.box(647_000, 1_683_000, 647_020, 1_683_040), HOLED, TWO, None], dtype=object)
FORMULAS = ["=1+1", "+66 2", "-", "@SUM(A1)"]


def table(crs: str = "32647") -> ShapeTable:
    return ShapeTable(
        "",
        "แปลงที่ดิน",
        SHAPES,
        ("รหัสแปลงที่ดิน", "รหัสแปลงที่ดินเดิม", "AREA", "note", "owner"),
        (
            ["01A001", "01A002", "01A003/1", "00012"],
            ["ก", None, "ค", "ง"],
            ["800", "1550.5", None, "0"],
            list(FORMULAS),
            ["นายสมชาย" * 40, None, "x", "y"],
        ),
        range(1, 5),
        crs,
    )


@pytest.mark.parametrize("ending", [".gpkg", ".shp", ".geojson", ".kml", ".kmz"])
def test_what_is_written_reads_back_the_same(ending: str, office_folder: Path) -> None:
    written = write_layer(office_folder / f"แปลง (สำรอง){ending}", table(), numbers=["AREA"])

    (back,) = read_shapes(written[0])

    columns = dict(zip(back.headers, back.columns, strict=True))
    in_metres, _lost = transformer(back.crs, "32647").shapes(back.shapes)
    assert in_metres[3] is None
    for was, now in zip(SHAPES[:3], in_metres[:3], strict=True):
        assert shapely.area(was.symmetric_difference(now)) < 0.01
    assert columns["note"] == FORMULAS
    assert columns["AREA"] == ["800", "1550.5", None, "0"]


def test_a_shapefile_has_short_names_and_tells_which_is_which(office_folder: Path) -> None:
    written = write_layer(office_folder / "แปลง.shp", table())

    assert {path.suffix for path in written} == {".shp", ".shx", ".dbf", ".prj", ".cpg", ".txt"}
    assert (office_folder / "แปลง.cpg").read_text(encoding="ascii").strip() == "UTF-8"
    (back,) = read_shapes(written[0])
    assert len(set(back.headers)) == 5
    assert all(len(header.encode()) <= 10 for header in back.headers)
    told = (office_folder / "แปลง.fields.txt").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split("\t") for line in told] == [
        list(pair) for pair in zip(back.headers, table().headers, strict=True)
    ]
    long = back.columns[4][0] or ""
    assert ("นายสมชาย" * 40).startswith(long)
    assert 250 < len(long.encode()) <= 254


def test_geojson_is_in_degrees_and_turns_as_its_standard_says(office_folder: Path) -> None:
    path = write_layer(office_folder / "a.geojson", table("24047"))[0]

    content = json.loads(path.read_text(encoding="utf-8"))
    first = content["features"][0]["geometry"]["coordinates"]
    ring = first[0][0] if content["features"][0]["geometry"]["type"] == "MultiPolygon" else first[0]
    assert "crs" not in content
    assert shapely.LinearRing(ring).is_ccw
    # the pinned shift: 647023, 1683144 of Indian 1975 lies at 100.36577 E, 15.22298 N
    assert ring[0] == pytest.approx((100.3657, 15.2217), abs=0.0005)


def test_a_drawing_has_a_closed_line_for_each_part_less_its_hole_and_its_code_inside(office_folder: Path) -> None:
    path = write_layer(office_folder / "แปลง.dxf", table(), label="รหัสแปลงที่ดิน")[0]

    (back,) = read_shapes(path, ShapeChoice(crs="32647"))

    areas = sorted(round(shape.area, 3) for shape in back.shapes)
    assert areas == [100.0, 100.0, 800.0, 1550.0]
    labels = back.columns[back.headers.index("label")]
    assert sorted(label for label in labels if label) == ["01A001", "01A002", "01A003/1"]
    codes = back.columns[back.headers.index("PARCEL_CODE")]
    assert sorted(code for code in codes if code) == ["01A001", "01A002", "01A003/1"]


def test_thai_text_in_a_drawing_comes_back(office_folder: Path) -> None:
    path = write_layer(office_folder / "แปลง.dxf", table(), label="owner")[0]

    labels = read_shapes(path)[0].columns[0]

    assert (labels[0] or "").startswith("นายสมชาย")


def test_what_stood_there_is_replaced_whole(office_folder: Path) -> None:
    path = office_folder / "a.gpkg"
    path.write_bytes(b"something older")

    write_layer(path, table())

    assert len(read_shapes(path)[0]) == 4
    assert [file.name for file in office_folder.iterdir()] == ["a.gpkg"]


def test_a_folder_that_is_not_there_and_an_unknown_ending_are_refused(office_folder: Path) -> None:
    with pytest.raises(Refused, match=r"shapes\.cannot_write"):
        write_layer(office_folder / "ไม่มี" / "a.gpkg", table())
    with pytest.raises(Refused, match=r"shapes\.unknown_target"):
        write_layer(office_folder / "a.dwg", table())
    assert list(office_folder.iterdir()) == []


def test_a_shapefile_of_several_kinds_is_refused(office_folder: Path) -> None:
    mixed = ShapeTable("", "a", np.array([SHAPES[0], shapely.Point(0, 0)], dtype=object), (), (), range(1, 3), "32647")

    with pytest.raises(Refused, match=r"shapes\.mixed"):
        write_layer(office_folder / "a.shp", mixed)
    assert len(read_shapes(write_layer(office_folder / "a.gpkg", mixed)[0])[0]) == 2


def test_an_empty_layer_can_be_written(office_folder: Path) -> None:
    nothing = ShapeTable("", "a", np.empty(0, dtype=object), ("code",), ([],), (), "32647")

    for ending in WRITABLE:
        assert write_layer(office_folder / f"a{ending}", nothing)[0].exists()


@given(st.text(), st.integers(1, 40))
def test_text_is_cut_between_characters(text: str, most: int) -> None:
    short = _cut_bytes(text.encode("utf-8", "ignore").decode("utf-8"), most)

    assert text.encode("utf-8", "ignore").decode("utf-8").startswith(short)
    assert len(short.encode()) <= most


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="ogrinfo is not installed")
@pytest.mark.parametrize("ending", [".gpkg", ".shp", ".geojson", ".dxf"])
def test_an_older_gdal_opens_it_without_complaint(ending: str, office_folder: Path) -> None:
    path = write_layer(office_folder / f"a{ending}", table())[0]

    run = subprocess.run(["ogrinfo", "-ro", "-al", "-so", str(path)], capture_output=True, text=True, check=True)

    assert "Feature Count" in run.stdout
    assert "Warning" not in run.stderr
