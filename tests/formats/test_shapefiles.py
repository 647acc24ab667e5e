import hashlib
import struct
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Place, severity_counts
from ltaxgis.domain.geometry import normalise
from ltaxgis.formats.shapefiles import read_shapefile
from ltaxgis.formats.vector_files import read_shapes
from ltaxgis.ports.readers import ShapeChoice, ShapeTable
from ltaxgis.words import Words

CODES = ["01A001", "01A002", "01A003/1", "02B010", "00012"]
OWNERS = ["นายสมชาย ใจดี", "นางสาวน้ำผึ้ง คล้ำเขียว", "บริษัท เขตทอง จำกัด", "วัดป่าเลไลยก์", "ส.ป.ก."]


def make(folder: Path, encoding: str = "CP874", cpg: str | None = None, count: int = 5, kind: str = "Polygon") -> Path:
    """A shapefile of squares as a town hall has it, with or without .cpg and always without a language driver."""
    path = folder / "แปลงที่ดิน.shp"
    boxes = [shapely.box(650_000 + 20 * i, 1_683_000, 650_020 + 20 * i, 1_683_040) for i in range(count)]
    shapes = np.array(boxes if kind == "Polygon" else [box.centroid for box in boxes], dtype=object)
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(shapes),
        field_data=[
            np.array((CODES * count)[:count], dtype=object),
            np.array((OWNERS * count)[:count], dtype=object),
            np.arange(count, dtype=np.int32),
            np.arange(count) + 0.5,
            np.array(["2024-01-31"] * count, dtype="datetime64[D]"),
        ],
        fields=["PARCEL_COD", "ชื่อเจ้าของ"[:3], "MOO", "AREA", "DAY"],
        driver="ESRI Shapefile",
        geometry_type=kind,
        crs="EPSG:32647",
        encoding=encoding,
    )
    path.with_suffix(".cpg").unlink()
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg, encoding="ascii")
    poke(path.with_suffix(".dbf"), 29, b"\0")
    return path


def poke(path: Path, at: int, data: bytes) -> None:
    body = bytearray(path.read_bytes())
    body[at : at + len(data)] = data
    path.write_bytes(body)


def cut(path: Path, share: float) -> None:
    body = path.read_bytes()
    path.write_bytes(body[: int(len(body) * share)])


def codes(table: ShapeTable) -> set[str]:
    return {finding.code for finding in table.findings}


def test_thai_without_cpg_is_read_as_cp874_and_said(office_folder: Path) -> None:
    table = read_shapefile(make(office_folder), ShapeChoice())

    assert table.headers == ("PARCEL_COD", "ชื่", "MOO", "AREA", "DAY")
    assert table.columns[1] == OWNERS
    assert (table.encoding, table.crs) == ("cp874", "32647")
    (guessed,) = [finding for finding in table.findings if finding.code == "file.encoding_guessed"]
    assert "สมชาย" in str(dict(guessed.facts)["sample"])


def test_cells_are_plain_text_with_their_zeros(office_folder: Path) -> None:
    table = read_shapefile(make(office_folder), ShapeChoice())

    assert table.columns[0] == CODES
    assert table.columns[2] == ["0", "1", "2", "3", "4"]
    assert table.columns[3][:2] == ["0.5", "1.5"]
    assert table.columns[4][0] == "2024-01-31"
    assert list(table.numbers) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("encoding", "cpg", "read_as"),
    [
        ("UTF-8", "UTF-8", "utf-8"),
        ("UTF-8", None, "utf-8"),
        ("CP874", "874", "cp874"),
        ("CP874", "TIS-620", "tis-620"),
        ("CP874", "ANSI 874", "cp874"),
    ],
)
def test_a_cpg_that_tells_the_truth_is_believed(
    encoding: str, cpg: str | None, read_as: str, office_folder: Path
) -> None:
    table = read_shapefile(make(office_folder, encoding, cpg), ShapeChoice())

    assert table.columns[1] == OWNERS
    assert table.encoding == read_as
    assert "file.cpg_disagrees" not in codes(table)


@pytest.mark.parametrize(
    ("encoding", "cpg"), [("CP874", "UTF-8"), ("UTF-8", "874"), ("CP874", "ISO-8859-1"), ("UTF-8", "1252")]
)
def test_a_cpg_that_lies_is_found_out(encoding: str, cpg: str, office_folder: Path, words: Words) -> None:
    table = read_shapefile(make(office_folder, encoding, cpg), ShapeChoice())

    assert table.columns[1] == OWNERS
    (lie,) = [finding for finding in table.findings if finding.code == "file.cpg_disagrees"]
    sentence = words(lie.code, **dict(lie.facts))
    assert cpg in sentence
    assert "สมชาย" in sentence


def test_what_a_person_chose_wins(office_folder: Path) -> None:
    table = read_shapefile(make(office_folder, "CP874", "UTF-8"), ShapeChoice(encoding="latin-1", crs="24047"))

    assert table.columns[1][0] == OWNERS[0].encode("cp874").decode("latin-1")
    assert (table.encoding, table.crs) == ("latin-1", "24047")
    with pytest.raises(Refused, match=r"file\.encoding_unknown"):
        read_shapefile(make(office_folder), ShapeChoice(encoding="nonsense"))


def test_a_value_cut_within_a_letter_loses_that_letter_only(office_folder: Path) -> None:
    path = make(office_folder, "UTF-8", "UTF-8")
    body = path.with_suffix(".dbf").read_bytes()
    long = ("ก" * 26 + "ข").encode()
    at, width = body.index(OWNERS[0].encode()), 80
    poke(path.with_suffix(".dbf"), at, long[:width])

    table = read_shapefile(path, ShapeChoice())

    assert table.columns[1][0] == "ก" * 26
    assert table.encoding == "utf-8"


def test_a_half_shp_is_refused_in_one_sentence_and_nothing_is_changed(office_folder: Path, words: Words) -> None:
    path = make(office_folder)
    cut(path, 0.5)
    before = fingerprint(office_folder)

    with pytest.raises(Refused, match=r"shapes\.cut") as refusal:
        read_shapefile(path, ShapeChoice())

    sentence = words(refusal.value.code, **refusal.value.facts)
    assert "แปลงที่ดิน.shp" in sentence
    assert refusal.value.facts["whole"] == 2
    assert fingerprint(office_folder) == before


def test_what_is_left_of_a_half_shp_can_be_taken_and_every_row_is_still_there(office_folder: Path) -> None:
    path = make(office_folder)
    cut(path, 0.5)

    table = read_shapefile(path, ShapeChoice(take_damaged=True))

    assert [shape is not None for shape in table.shapes] == [True, True, False, False, False]
    assert table.columns[0] == CODES
    assert [f.place.row for f in table.findings if f.code == "shape.truncated"] == [3, 4, 5]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_missing_or_short_index_is_made_good(share: float, office_folder: Path) -> None:
    path = make(office_folder)
    if share:
        cut(path.with_suffix(".shx"), share)
    else:
        path.with_suffix(".shx").unlink()
    before = fingerprint(office_folder)

    table = read_shapefile(path, ShapeChoice())

    assert [shape.area for shape in table.shapes] == [800.0] * 5
    assert "shape.index_rebuilt" in codes(table)
    assert fingerprint(office_folder) == before


def test_an_index_that_points_elsewhere_is_not_believed(office_folder: Path) -> None:
    path = make(office_folder)
    poke(path.with_suffix(".shx"), 108, struct.pack(">i", 61))

    table = read_shapefile(path, ShapeChoice())

    assert [shape.bounds[0] for shape in table.shapes] == [650_000 + 20.0 * i for i in range(5)]
    assert "shape.index_rebuilt" in codes(table)


def test_without_dbf_and_prj_the_shapes_come_alone_and_it_is_said(office_folder: Path) -> None:
    path = make(office_folder)
    path.with_suffix(".dbf").unlink()
    path.with_suffix(".prj").unlink()

    table = read_shapefile(path, ShapeChoice())

    assert (len(table), table.headers, table.crs) == (5, (), "")
    assert codes(table) == {"shape.attributes_missing", "shape.no_prj"}


def test_a_prj_that_nobody_can_read_counts_as_missing_until_a_person_chooses(office_folder: Path) -> None:
    path = make(office_folder)
    path.with_suffix(".prj").write_text("no system at all", encoding="ascii")

    doubtful, chosen = (read_shapefile(path, ShapeChoice(crs=crs)) for crs in (None, "24047"))

    assert (doubtful.crs, "shape.no_prj" in codes(doubtful)) == ("", True)
    assert (chosen.crs, "shape.no_prj" in codes(chosen)) == ("24047", False)


def test_a_short_dbf_leaves_empty_cells_and_keeps_all_shapes(office_folder: Path) -> None:
    path = make(office_folder)
    body = path.with_suffix(".dbf").read_bytes()
    header, width = struct.unpack("<HH", body[8:12])
    path.with_suffix(".dbf").write_bytes(body[: header + 2 * width + 7])

    table = read_shapefile(path, ShapeChoice())

    assert table.columns[0] == [*CODES[:2], None, None, None]
    assert all(shape is not None for shape in table.shapes)
    (short,) = [finding for finding in table.findings if finding.code == "shape.attributes_missing"]
    assert dict(short.facts) == {"shapes": 5, "rows": 2, "claimed": 5}


def test_a_dbf_that_claims_two_gigabytes_over_a_short_body_is_read_for_what_is_there(office_folder: Path) -> None:
    path = make(office_folder)
    poke(path.with_suffix(".dbf"), 4, struct.pack("<I", 2**31 // 100))

    table = read_shapefile(path, ShapeChoice())

    assert table.columns[0] == CODES
    assert "shape.attributes_missing" in codes(table)


def test_rows_without_a_shape_are_kept(office_folder: Path) -> None:
    path = make(office_folder)
    small = office_folder / "สั้น"
    small.mkdir()
    shorter = make(small, count=3)
    for ending in (".shp", ".shx"):
        path.with_suffix(ending).write_bytes(shorter.with_suffix(ending).read_bytes())

    table = read_shapefile(path, ShapeChoice())

    assert len(table) == 5
    assert [shape is None for shape in table.shapes] == [False, False, False, True, True]
    assert [f.place.row for f in table.findings if f.code == "shape.truncated"] == [4, 5]


def test_rows_struck_out_in_the_dbf_are_left_out_and_the_others_keep_their_shapes(office_folder: Path) -> None:
    path = make(office_folder)
    body = path.with_suffix(".dbf").read_bytes()
    header, width = struct.unpack("<HH", body[8:12])
    poke(path.with_suffix(".dbf"), header + width, b"*")

    table = read_shapefile(path, ShapeChoice())

    assert list(table.numbers) == [1, 3, 4, 5]
    assert table.columns[0] == [CODES[0], *CODES[2:]]
    assert table.shapes[1].bounds[0] == 650_040
    assert table.facts["struck_out"] == 1
    assert "shape.struck_out" in codes(table)


def test_a_null_shape_is_a_row_and_normalising_names_it(office_folder: Path) -> None:
    path = make(office_folder)
    header, record, content = 100, 8 + 128, 8
    poke(path, header + record + content, struct.pack("<i", 0))

    table = read_shapefile(path, ShapeChoice())
    done = normalise(table.shapes, lambda i: Place(table.source, table.name, row=table.numbers[i]))

    assert [shape is None for shape in table.shapes] == [False, True, False, False, False]
    assert [(f.code, f.place.row) for f in done.findings] == [("shape.missing", 2)]


def test_a_ring_left_open_is_closed_and_said(office_folder: Path) -> None:
    path = make(office_folder)
    last_point = 100 + 8 + 4 + 32 + 8 + 4 + 4 * 16
    poke(path, last_point, struct.pack("<dd", 650_005.0, 1_683_000.0))

    table = read_shapefile(path, ShapeChoice())

    assert table.shapes[0].exterior.is_closed
    assert [(f.code, f.place.row) for f in table.findings if f.code == "shape.unclosed"] == [("shape.unclosed", 1)]


def test_points_instead_of_polygons_are_refused_in_words(office_folder: Path, words: Words) -> None:
    path = make(office_folder, kind="Point")

    with pytest.raises(Refused, match=r"shapes\.not_polygons") as refusal:
        read_shapes(path)

    assert "Point 5" in words(refusal.value.code, **refusal.value.facts)
    (table,) = read_shapes(path, ShapeChoice(kinds="any"))
    assert len(table) == 5


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbftext only\n" * 20, b"\0" * 99])
def test_what_only_calls_itself_shp_is_refused(content: bytes, office_folder: Path, words: Words) -> None:
    path = office_folder / "แปลง.shp"
    path.write_bytes(content)

    with pytest.raises(Refused) as refusal:
        read_shapes(path)

    assert refusal.value.code in ("shapes.empty", "shapes.not_a_shapefile")
    assert words.knows(refusal.value.code)


def test_a_dbf_without_its_shp_is_refused(office_folder: Path) -> None:
    path = make(office_folder)
    path.unlink()

    with pytest.raises(Refused, match=r"shapes\.shp_missing"):
        read_shapes(path.with_suffix(".dbf"))


def test_endings_in_capitals_belong_together(office_folder: Path) -> None:
    path = make(office_folder)
    for part in list(office_folder.iterdir()):
        part.rename(part.with_suffix(part.suffix.upper()))

    table = read_shapefile(path.with_suffix(".SHP"), ShapeChoice())

    assert (table.columns[1], table.crs) == (OWNERS, "32647")


def test_only_the_first_rows_are_given_where_that_is_asked(office_folder: Path) -> None:
    table = read_shapefile(make(office_folder), ShapeChoice(limit=2))

    assert (len(table), len(table.shapes), table.columns[0]) == (2, 2, CODES[:2])


def fingerprint(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.mark.real_data
def test_each_odd_shapefile_opens_or_is_refused_in_words(real_data: Path, words: Words) -> None:
    found = sorted((real_data / "odd_shapefiles").rglob("*.shp"))
    opened: list[ShapeTable] = []
    refused: list[str] = []
    for path in found:
        try:
            opened += read_shapes(path, ShapeChoice(kinds="any"))
        except Refused as refusal:
            refused.append(refusal.code)

    assert all(words.knows(code) for code in refused)
    assert len(found) == 57
    assert len(opened) == 57
    for table in opened:
        assert len(table.shapes) == len(table) == table.facts["records"]
        assert all(len(column) == len(table) for column in table.columns)
        for finding in table.findings:
            assert words.knows(finding.code) or finding.code == "file.encoding_guessed"


@pytest.mark.real_data
def test_texts_in_many_code_pages_are_read_right(real_data: Path) -> None:
    folder = real_data / "odd_shapefiles"
    wanted = {
        "utf8-property.shp": "ηελλο ςορλδ",
        "latin1-property.shp": "México",
        "big5.shp": "國語",
        "chinese.shp": "简体",
    }

    for name, text in wanted.items():
        (table,) = read_shapes(next(folder.rglob(name)), ShapeChoice(kinds="any"))
        assert table.columns[0][0] == text


@pytest.mark.real_data
def test_a_half_of_melbourne_is_refused(real_data: Path, office_folder: Path) -> None:
    for ending in (".shp", ".shx", ".prj"):
        body = (real_data / "melbourne" / f"Property Boundaries{ending}").read_bytes()
        (office_folder / f"แปลง{ending}").write_bytes(body[: len(body) // 2] if ending == ".shp" else body)

    with pytest.raises(Refused, match=r"shapes\.cut"):
        read_shapes(office_folder / "แปลง.shp")
    (table,) = read_shapes(office_folder / "แปลง.shp", ShapeChoice(take_damaged=True))

    assert len(table) == 14_947
    assert severity_counts(table.findings)["shape.truncated"] == sum(shape is None for shape in table.shapes)
