from pathlib import Path

import numpy as np
import pytest
from shapely import Polygon

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.drawing_writer import write_drawing
from ltaxgis.formats.vector_files import read_shapes
from ltaxgis.ports.readers import ShapeChoice

Points = list[tuple[float, float]]
SQUARE: Points = [(650_000, 1_683_000), (650_020, 1_683_000), (650_020, 1_683_040), (650_000, 1_683_040)]


def line(points: Points, closed: bool, layer: str = "แปลง", bulge: float = 0.0) -> str:
    vertices = "".join(f" 10\n{x}\n 20\n{y}\n" + (f" 42\n{bulge}\n" if bulge else "") for x, y in points)
    return f"  0\nLWPOLYLINE\n  8\n{layer}\n 90\n{len(points)}\n 70\n{int(closed)}\n{vertices}"


def text(x: float, y: float, words: str) -> str:
    return f"  0\nTEXT\n  8\nข้อความ\n 10\n{x}\n 20\n{y}\n 40\n2.0\n  1\n{words}\n"


def drawing(folder: Path, *entities: str) -> Path:
    path = folder / "แผนที่แม่บท.dxf"
    head = "  0\nSECTION\n  2\nHEADER\n  9\n$ACADVER\n  1\nAC1015\n  9\n$DWGCODEPAGE\n  3\nANSI_874\n  0\nENDSEC\n"
    body = f"{head}  0\nSECTION\n  2\nENTITIES\n{''.join(entities)}  0\nENDSEC\n  0\nEOF\n"
    path.write_bytes(body.encode("cp874"))
    return path


def test_closed_lines_become_polygons_labelled_by_the_texts_inside(office_folder: Path) -> None:
    other = [(x + 20, y) for x, y in SQUARE]
    path = drawing(
        office_folder,
        line(SQUARE, closed=True),
        line(other, closed=True),
        text(650_010, 1_683_010, "นายสมชาย"),
        text(650_010, 1_683_030, "01A001"),
        text(650_100, 1_683_030, "นอกแปลง"),
    )

    (table,) = read_shapes(path, ShapeChoice(crs="32647"))

    assert [shape.area for shape in table.shapes] == pytest.approx([800.0, 800.0])
    assert table.columns[table.headers.index("label")] == ["01A001 นายสมชาย", None]
    assert table.columns[table.headers.index("layer")] == ["แปลง", "แปลง"]
    assert (table.crs, table.facts["texts"], table.findings) == ("32647", 3, ())


def test_the_text_that_reads_as_a_code_is_the_code(office_folder: Path) -> None:
    other, third = ([(x + by, y) for x, y in SQUARE] for by in (20, 40))
    path = drawing(
        office_folder,
        *(line(points, closed=True) for points in (SQUARE, other, third)),
        text(650_010, 1_683_010, "นายสมชาย"),
        text(650_010, 1_683_030, "01A001"),
        text(650_030, 1_683_010, "01A002"),
        text(650_030, 1_683_030, "01A003"),
        text(650_050, 1_683_030, "12/3"),
    )

    (table,) = read_shapes(path)

    assert table.columns[table.headers.index("PARCEL_CODE")] == ["01A001", None, None]


def test_what_was_drawn_by_us_is_read_as_it_was(office_folder: Path) -> None:
    around = Polygon(SQUARE, [[(650_005, 1_683_005), (650_015, 1_683_005), (650_015, 1_683_015), (650_005, 1_683_015)]])
    within = Polygon([(650_006, 1_683_006), (650_014, 1_683_006), (650_014, 1_683_014), (650_006, 1_683_014)])
    path = office_folder / "ของเรา.dxf"
    write_drawing(path, np.array([around, within]), ["01A001", "01A002"])

    (table,) = read_shapes(path)

    assert [shape.equals(drawn) for shape, drawn in zip(table.shapes, (around, within), strict=True)] == [True, True]
    assert table.columns[table.headers.index("PARCEL_CODE")] == ["01A001", "01A002"]
    assert [(finding.code, dict(finding.facts)) for finding in table.findings] == [("shape.hole_cut", {"count": 1})]


def test_a_hole_with_nothing_around_it_is_a_row(office_folder: Path) -> None:
    (table,) = read_shapes(drawing(office_folder, line(SQUARE, closed=True, layer="PARCEL_HOLE")))
    assert [shape.area for shape in table.shapes] == pytest.approx([800.0])
    assert table.findings == ()


def test_a_line_closed_by_eye_is_closed_and_an_open_one_stays_a_line_with_a_finding(office_folder: Path) -> None:
    by_eye = [*SQUARE, (SQUARE[0][0] + 0.0005, SQUARE[0][1])]
    path = drawing(office_folder, line(by_eye, closed=False), line(SQUARE[:3], closed=False))

    (table,) = read_shapes(path)

    assert [shape.geom_type for shape in table.shapes] == ["Polygon", "LineString"]
    assert [(finding.code, finding.place.row) for finding in table.findings] == [("shape.unclosed", 2)]
    assert (table.facts["records"], table.facts["open_lines"], table.facts["closed_by_us"]) == (2, 1, 1)


def test_arcs_are_straightened_and_said(office_folder: Path) -> None:
    path = drawing(office_folder, line(SQUARE, closed=True, bulge=0.2))

    (table,) = read_shapes(path)

    assert table.shapes[0].area > 850
    (finding,) = [finding for finding in table.findings if finding.code == "shape.curve_straightened"]
    assert dict(finding.facts) == {"count": 4}


def test_a_drawing_of_open_lines_only_is_refused(office_folder: Path) -> None:
    path = drawing(office_folder, line(SQUARE[:3], closed=False), text(650_010, 1_683_010, "ก"))

    with pytest.raises(Refused, match=r"shapes\.not_polygons"):
        read_shapes(path)
    assert len(read_shapes(path, ShapeChoice(kinds="any"))[0]) == 1


def test_an_empty_drawing_is_refused(office_folder: Path) -> None:
    with pytest.raises(Refused, match=r"shapes\.empty"):
        read_shapes(drawing(office_folder))
