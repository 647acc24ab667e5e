"""Letters of classes on a sheet without colour: inside their shapes, clear of names, and counted where none fits."""

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.papers.map_sheet import SheetClass, SheetLabel, SheetLayer
from ltaxgis.domain.sheet_letters import class_letters, sign_letters
from ltaxgis.domain.sheets import Frame, Orientation, Paper, sheets_for

LOOKS = (SheetClass("เกษตรกรรม", letter="ก"), SheetClass("ที่อยู่อาศัย", letter="ห"), SheetClass("ถนน"))


def frame(scale: int = 1000) -> Frame:
    (one,) = sheets_for((500_000, 2_000_000, 500_100, 2_000_100), scale, Paper.A4, Orientation.PORTRAIT)
    return one


def layer(*shapes: shapely.Geometry | None, numbers: tuple[int, ...] = ()) -> SheetLayer:
    held = np.array([*shapes, None], dtype=object)[:-1]
    return SheetLayer("แปลงที่ดิน", held, np.array(numbers or [0] * len(shapes)), LOOKS)


def plot(e: float, n: float, side: float = 20) -> shapely.Polygon:
    return shapely.box(500_000 + e, 2_000_000 + n, 500_000 + e + side, 2_000_000 + n + side)


def test_a_sign_under_another_has_no_letter() -> None:
    looks = (SheetClass(letter="ก", sample="point", point_mm=2.5), SheetClass(letter="ด", sample="point", point_mm=2.5))
    sheet = frame()
    at = shapely.Point(sheet.west + 50, sheet.south + 50)
    far = shapely.Point(sheet.west + 90, sheet.south + 50)
    away = shapely.Point(sheet.west - 90, sheet.south + 50)
    shapes = np.array([at, at, far, away], dtype=object)
    signs = SheetLayer("เรื่อง", shapes, np.array([0, 1, 1, 0]), looks, over=(1, 0))
    assert [label.text for label in sign_letters([signs], sheet)] == ["ด", "ก"]


def test_each_class_puts_its_letter_into_its_parcels() -> None:
    found = class_letters([layer(plot(10, 10), plot(40, 10), numbers=(0, 1))], frame(), [])
    assert [label.text for label in found.labels] == ["ก", "ห"]
    assert found.left_out == 0


def test_a_class_without_a_letter_a_missing_shape_and_what_lies_off_the_sheet_have_none() -> None:
    found = class_letters([layer(plot(10, 10), None, plot(9_000, 0), numbers=(2, 0, 0))], frame(), [])
    assert (found.labels, found.left_out) == ((), 0)


def test_units_stacked_on_one_ground_share_a_letter() -> None:
    assert len(class_letters([layer(plot(10, 10), plot(10, 10))], frame(), []).labels) == 1


def test_a_letter_stands_beside_the_name_not_on_it() -> None:
    name = SheetLabel("01A001", 500_020, 2_000_020)
    (letter,) = class_letters([layer(plot(10, 10))], frame(), [name]).labels
    assert abs(letter.n - name.n) > 1


def test_a_parcel_too_small_for_its_letter_is_counted() -> None:
    found = class_letters([layer(plot(10, 10, 1), plot(30, 30))], frame(), [])
    assert (len(found.labels), found.left_out) == (1, 1)


def test_of_a_parcel_that_leaves_the_sheet_the_letter_stands_in_what_is_seen() -> None:
    one = frame()
    (letter,) = class_letters([layer(shapely.box(400_000, 2_000_010, 500_010, 2_000_040))], one, []).labels
    west, south, east, north = one.extent
    assert west < letter.e < east
    assert south < letter.n < north


@given(st.lists(st.tuples(st.floats(0, 90), st.floats(0, 90), st.floats(0.5, 40)), min_size=1, max_size=20))
def test_every_letter_lies_in_a_parcel_of_its_class_and_every_ground_is_placed_or_counted(
    sides: list[tuple[float, float, float]],
) -> None:
    shapes = [plot(*side) for side in sides]
    found = class_letters([layer(*shapes)], frame(), [])
    assert all(any(shape.contains(shapely.Point(label.e, label.n)) for shape in shapes) for label in found.labels)
    assert 1 <= len(found.labels) + found.left_out <= len(shapes)
