"""Readers say how far they are, and stop where they are told to."""

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.town import csv_file, parcel_file, plots

from ltaxgis.domain.errors import Stopped
from ltaxgis.formats.registers import read_register
from ltaxgis.formats.vector_files import read_shapes
from ltaxgis.formats.vector_writers import write_layer
from ltaxgis.ports.readers import ReadChoice, ShapeChoice

COUNT = 60_000
Make = Callable[[Path], Path]


def a_csv(folder: Path) -> Path:
    path = folder / "ทะเบียน.csv"
    path.write_text("รหัสแปลง,ไร่\n" + "01A001,5\n" * COUNT, encoding="utf-8")
    return path


def a_workbook(folder: Path) -> Path:
    path = folder / "ทะเบียน.xlsx"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(COUNT):
        sheet.append(("รหัสแปลง", "ไร่") if number == 0 else (f"01A{number}", number))
    book.save(path)
    return path


def a_dump(folder: Path) -> Path:
    path = folder / "ltax3000.sql"
    rows = ",".join(f"({number},'01A{number % 1000:03}')" for number in range(COUNT))
    path.write_text(
        f"CREATE TABLE `land` (`LAND_ID` int, `PARCEL_CODE` varchar(12));\nINSERT INTO `land` VALUES {rows};\n"
        f"CREATE TABLE `photo` (`ID` int, `X` text);\nINSERT INTO `photo` VALUES {rows};\n",
        encoding="utf-8",
    )
    return path


def a_packed_dump(folder: Path) -> Path:
    path = folder / "ltax3000.sql.gz"
    # stored, not squeezed: the test dump is so regular that all of it would come with the first block
    path.write_bytes(gzip.compress(a_dump(folder).read_bytes(), 0))
    return path


def a_dbf_in_a_zip(folder: Path) -> Path:
    """Of a shapefile, because that is where most tables of this kind come from."""
    shape = parcel_file(folder, plots(50))
    layer = read_shapes(shape, ShapeChoice())[0]
    (folder / "ชั่วคราว").mkdir()
    write_layer(folder / "ชั่วคราว" / "land.shp", layer)
    path = folder / "ที่ดิน.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.write(folder / "ชั่วคราว" / "land.dbf", "land.dbf")
    return path


@pytest.mark.parametrize(
    ("make", "least"), [(a_csv, 3), (a_workbook, 2), (a_dump, 2), (a_packed_dump, 2), (a_dbf_in_a_zip, 1)]
)
def test_rows_read_are_counted_against_rows_there_are(office_folder: Path, make: Make, least: int) -> None:
    told: list[tuple[int, int]] = []
    path = make(office_folder)
    read_register(path, ReadChoice(told=lambda done, total: told.append((done, total))))
    assert len(told) >= least
    assert told == sorted(told, key=lambda step: step[0])
    assert all(0 < done <= total for done, total in told)


def test_the_guess_of_how_many_rows_a_dump_has_is_not_far_off(office_folder: Path) -> None:
    told: list[tuple[int, int]] = []
    read_register(a_dump(office_folder), ReadChoice(told=lambda done, total: told.append((done, total))))
    assert all(0.7 * 2 * COUNT < total < 1.4 * 2 * COUNT for _, total in told[1:])


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".shp"])
def test_shapes_are_counted(office_folder: Path, ending: str) -> None:
    layer = read_shapes(parcel_file(office_folder, plots(40)), ShapeChoice())[0]
    path = office_folder / f"แปลง{ending}"
    write_layer(path, layer)
    told: list[tuple[int, int]] = []
    read_shapes(path, ShapeChoice(told=lambda done, total: told.append((done, total))))
    assert told[-1] == (40, 40)


def test_who_is_told_may_stop_it(office_folder: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        read_register(csv_file(office_folder, plots(5)), ReadChoice(told=stop))
