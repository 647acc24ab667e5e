import json
import zipfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.vector_files import read_shapes
from ltaxgis.formats.vector_writers import write_layer
from ltaxgis.ports.readers import ShapeChoice, ShapeTable
from ltaxgis.words import Words

SQUARES = np.array(
    [shapely.box(650_000 + 20 * i, 1_683_000, 650_020 + 20 * i, 1_683_040) for i in range(3)] + [None], dtype=object
)
ODD_TEXTS = ["01A001", '=HYPERLINK("http://x","y")', 'a"b\tc\nd', None]


def layer(shapes: np.ndarray[tuple[int], np.dtype[np.object_]] = SQUARES, name: str = "แปลงที่ดิน") -> ShapeTable:
    return ShapeTable("", name, shapes, ("รหัส",), ((ODD_TEXTS * 9)[: len(shapes)],), range(1, len(shapes) + 1), "32647")


def points() -> ShapeTable:
    return layer(np.array([shapely.Point(650_000, 1_683_000)] * 2, dtype=object), "ป้าย")


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("ending", [".gpkg", ".geojson", ".kml", ".kmz", ".shp"])
def test_every_record_is_a_row_and_odd_texts_come_through(ending: str, office_folder: Path) -> None:
    path = office_folder / f"แปลง{ending}"
    write_layer(path, layer())
    before = listing(office_folder)

    (table,) = read_shapes(path)

    assert [shape is None for shape in table.shapes] == [False, False, False, True]
    # ten bytes are three Thai letters
    assert table.columns[table.headers.index("รหั" if ending == ".shp" else "รหัส")] == ODD_TEXTS
    assert table.crs == ("32647" if ending in (".gpkg", ".shp") else "4326")
    assert len(table) == table.facts["records"] == 4
    assert listing(office_folder) == before


def test_a_filegdb_is_one_layer_file_though_it_is_a_folder(office_folder: Path) -> None:
    path = office_folder / "town.gdb"
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(SQUARES),
        field_data=[np.array(["ก", "ข", "ค", None], dtype=object)],
        fields=["code"],
        layer="parcels",
        driver="OpenFileGDB",
        geometry_type="MultiPolygon",
        crs="EPSG:32647",
    )
    before = listing(office_folder)

    (table,) = read_shapes(path)

    assert (table.name, table.crs, table.columns[table.headers.index("code")][:3]) == (
        "parcels",
        "32647",
        ["ก", "ข", "ค"],
    )
    assert [shape is None for shape in table.shapes] == [False, False, False, True]
    assert listing(office_folder) == before


def test_the_land_offices_wrapped_geojson_is_unwrapped(office_folder: Path) -> None:
    plain = write_layer(office_folder / "plain.geojson", layer())[0]
    inner = json.loads(plain.read_text(encoding="utf-8"))
    inner["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::24047"}}
    path = office_folder / "123_MAP_LAND_GIS_47.geojson"
    path.write_text(json.dumps({"LocationGeospatial": inner}, ensure_ascii=False), encoding="utf-8")

    (table,) = read_shapes(path)

    assert (len(table), table.crs, table.columns[0][0]) == (4, "24047", "01A001")
    assert table.name == "123_MAP_LAND_GIS_47"


def test_numbers_of_geojson_are_plain_and_codes_keep_their_zeros(office_folder: Path) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"LandNumber": number, "LandUTM4": "07", "share": 0.1, "day": "2569-01-02"},
            "geometry": {"type": "Polygon", "coordinates": [[[100, 15], [100.1, 15], [100.1, 15.1], [100, 15]]]},
        }
        for number in (1, 2_000_000, None)
    ]
    path = office_folder / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")

    (table,) = read_shapes(path)

    row = dict(zip(table.headers, table.columns, strict=True))
    assert row["LandNumber"] == ["1", "2000000", None]
    assert row["LandUTM4"] == ["07"] * 3
    assert row["share"] == ["0.1"] * 3
    assert row["day"] == ["2569-01-02"] * 3


def test_a_zip_packed_by_thai_windows_gives_its_layer_under_its_thai_name(office_folder: Path) -> None:
    written = write_layer(office_folder / "layer.shp", layer())
    archive = office_folder / "ข้อมูล.zip"
    with zipfile.ZipFile(archive, "w") as content:
        for part in written:
            content.write(part, "AAA\\BBBB" + part.suffix)
    # what Explorer writes: bytes of code page 874 without a word about it
    body = archive.read_bytes().replace(b"AAA\\BBBB", "งาน\\แปลง".encode("cp874"))
    archive.write_bytes(body)

    (table,) = read_shapes(archive)

    assert (table.name, table.source, len(table)) == ("แปลง", "ข้อมูล.zip", 4)


def test_nothing_of_a_zip_lands_outside_its_folder(office_folder: Path) -> None:
    archive = office_folder / "a.zip"
    plain = write_layer(office_folder / "plain.geojson", layer())[0]
    with zipfile.ZipFile(archive, "w") as content:
        content.write(plain, "../../../outside.geojson")
    before = listing(office_folder.parent.parent)

    (table,) = read_shapes(archive)

    assert table.name == "outside"
    assert listing(office_folder.parent.parent) == before


def test_of_a_folder_the_layers_without_parcels_are_left_out_and_named(office_folder: Path, words: Words) -> None:
    write_layer(office_folder / "parcels.shp", layer())
    write_layer(office_folder / "signs.shp", points())

    (table,) = read_shapes(office_folder)

    assert table.name == "parcels"
    (left,) = [finding for finding in table.findings if finding.code == "shape.layer_left_out"]
    assert "signs" in words(left.code, **dict(left.facts))
    assert {t.name for t in read_shapes(office_folder, ShapeChoice(kinds="any"))} == {"parcels", "signs"}


def test_one_broken_layer_of_a_folder_does_not_take_the_others_with_it(office_folder: Path) -> None:
    write_layer(office_folder / "parcels.gpkg", layer())
    (office_folder / "old.shp").write_bytes(b"nothing of the kind" * 20)

    (table,) = read_shapes(office_folder)

    assert [f.value for f in table.findings if f.code == "shape.layer_refused"] == ["shapes.not_a_shapefile"]
    with pytest.raises(Refused, match=r"shapes\.not_a_shapefile"):
        read_shapes(office_folder, ShapeChoice(layer="old"))


def test_a_layer_is_chosen_by_name(office_folder: Path) -> None:
    path = office_folder / "town.gpkg"
    for name in ("แปลง", "โซน"):
        pyogrio.raw.write(
            path,
            geometry=shapely.to_wkb(SQUARES),
            field_data=[],
            fields=[],
            layer=name,
            driver="GPKG",
            geometry_type="Polygon",
            crs="EPSG:32648",
            append=path.exists(),
        )

    assert [table.name for table in read_shapes(path)] == ["แปลง", "โซน"]
    assert [table.name for table in read_shapes(path, ShapeChoice(layer="โซน"))] == ["โซน"]
    with pytest.raises(Refused, match=r"shapes\.no_such_layer"):
        read_shapes(path, ShapeChoice(layer="ถนน"))


def test_a_crs_that_a_person_chose_is_taken(office_folder: Path) -> None:
    path = write_layer(office_folder / "a.gpkg", layer())[0]

    assert read_shapes(path, ShapeChoice(crs="EPSG:24047"))[0].crs == "24047"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.gpkg", b"", "shapes.empty"),
        ("a.gpkg", b"SQLite format 3\0" + b"\xff" * 4000, "shapes.unreadable"),
        ("a.geojson", b"this is no JSON", "shapes.unreadable"),
        ("a.geojson", b'{"LocationGeospatial": {"type": "FeatureCollection", "fea', "shapes.unreadable"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}', "shapes.empty"),
        ("a.kml", b"<kml><Document><Place", "shapes.unreadable"),
        ("a.kmz", b"PK\x03\x04 no zip", "shapes.zip_damaged"),
        ("a.dxf", b"999\nno drawing", "shapes.unreadable"),
        ("a.zip", b"no zip", "shapes.zip_damaged"),
        ("a.zip", b"PK\x05\x06" + b"\0" * 18, "shapes.nothing_here"),
        ("a.docx", b"x", "shapes.unknown_kind"),
        ("a.gdb", b"x", "shapes.unreadable"),
    ],
)
def test_bad_files_are_refused_in_one_sentence(
    name: str, content: bytes, code: str, office_folder: Path, words: Words
) -> None:
    path = office_folder / name
    path.write_bytes(content)

    with pytest.raises(Refused) as refusal:
        read_shapes(path)

    assert refusal.value.code == code
    sentence = words(code, **refusal.value.facts)
    assert name in sentence
    assert "\n" not in sentence
    assert "ltaxgis-" not in sentence
    assert [file.name for file in office_folder.iterdir()] == [name]


def test_what_is_not_there_and_an_empty_folder_are_refused(office_folder: Path) -> None:
    with pytest.raises(Refused, match=r"file\.missing"):
        read_shapes(office_folder / "ไม่มี.shp")
    with pytest.raises(Refused, match=r"shapes\.nothing_here"):
        read_shapes(office_folder)


def test_a_zip_with_a_password_is_refused(office_folder: Path) -> None:
    archive = office_folder / "a.zip"
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("a.geojson", "{}")
    body = bytearray(archive.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(mark) + at] |= 1
    archive.write_bytes(body)

    with pytest.raises(Refused, match=r"shapes\.zip_password"):
        read_shapes(archive)


def test_a_geojson_cut_in_the_middle_is_refused_and_nothing_taken(office_folder: Path) -> None:
    path = write_layer(office_folder / "a.geojson", layer())[0]
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    with pytest.raises(Refused, match=r"shapes\.unreadable"):
        read_shapes(path)


def test_heights_come_along_to_be_dropped_with_a_finding_later(office_folder: Path) -> None:
    path = office_folder / "a.geojson"
    ring = [[100, 15, 3], [100.1, 15, 3], [100.1, 15.1, 3], [100, 15, 3]]
    path.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}), encoding="utf-8")

    (table,) = read_shapes(path)

    assert table.shapes[0].has_z


@pytest.mark.real_data
@pytest.mark.parametrize(("town", "count"), [("75118", 6_821), ("91216", 4_241)])
def test_the_french_parcels_are_all_there_with_their_codes(town: str, count: int, real_data: Path) -> None:
    (table,) = read_shapes(real_data / "fr_cadastre" / f"cadastre-{town}-parcelles.json")

    assert len(table) == count
    assert (table.crs, table.name) == ("4326", f"cadastre-{town}-parcelles")
    codes = table.columns[table.headers.index("id")]
    assert all(code is not None and code.startswith(town) and len(code) == 14 for code in codes)
    assert all(shape is not None for shape in table.shapes)


def test_a_table_travels_from_the_worker_that_reads_it(office_folder: Path) -> None:
    path = write_layer(office_folder / "แปลง.gpkg", layer())[0]

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as workers:
        (table,) = workers.submit(read_shapes, path).result(timeout=120)
        refused = workers.submit(read_shapes, office_folder / "ไม่มี.shp").exception(timeout=120)

    assert [shape is None for shape in table.shapes] == [False, False, False, True]
    assert table.columns[0] == ODD_TEXTS
    assert isinstance(refused, Refused)
    assert refused.code == "file.missing"


@pytest.mark.parametrize("ending", [".gpkg", ".geojson", ".kml", ".kmz", ".shp", ".dxf", ".gdb"])
def test_a_layer_of_any_kind_is_read_out_of_a_zip(ending: str, office_folder: Path) -> None:
    folder = office_folder / "ข้างใน"
    folder.mkdir()
    path = folder / f"แปลง{ending}"
    if ending == ".gdb":
        pyogrio.raw.write(
            path, geometry=shapely.to_wkb(SQUARES), field_data=[np.array(ODD_TEXTS, dtype=object)], fields=["code"],
            layer="parcels", driver="OpenFileGDB", geometry_type="MultiPolygon", crs="EPSG:32647",
        )  # fmt: skip
    else:
        write_layer(path, layer())
    archive = office_folder / "แผนที่ 2569.zip"
    with zipfile.ZipFile(archive, "w") as content:
        for part in sorted(folder.rglob("*")):
            content.write(part, part.relative_to(folder))
    plain, packed = (read_shapes(where, ShapeChoice(kinds="any")) for where in (path, archive))
    assert [(len(table), table.headers, table.columns) for table in packed] == [
        (len(table), table.headers, table.columns) for table in plain
    ]
    assert bool(shapely.equals_exact(packed[0].shapes[0], plain[0].shapes[0], 1e-6))
