"""What a sheet says about its data: files, the day of the last change, map sheets."""

from dataclasses import replace
from datetime import datetime

from tests.builders import CLERK, a_parcel
from tests.services.excel_office import Office

from ltaxgis.domain.ids import new_uid
from ltaxgis.ports.stores import Source
from ltaxgis.services.sheet_sources import data_facts, reference_text, source_text


def a_source(kind: str, name: str) -> Source:
    return Source(new_uid(), name, "0" * 64, 1, kind, "")


def test_the_files_read_last_are_named_the_map_first() -> None:
    sources = [a_source("register", "ทะเบียน ม.ค..xlsx"), a_source("parcels", "แปลง.shp"), a_source("roads", "ถนน.shp"),
               a_source("register", "ทะเบียน ก.พ..xlsx")]  # fmt: skip
    assert source_text(sources) == "แปลง.shp · ทะเบียน ก.พ..xlsx"
    assert source_text([a_source("parcels", "เมือง.gpkg"), a_source("register", "เมือง.gpkg")]) == "เมือง.gpkg"
    assert source_text([]) == ""


def test_map_sheets_are_named_once_and_many_are_counted() -> None:
    assert reference_text(["ข", "ก", "ข"]) == "ก, ข"
    assert reference_text(list("abcde")) == "a, b, c +2"
    assert reference_text([]) == ""


def test_the_data_are_as_of_the_last_change_and_not_of_the_last_look(office: Office) -> None:
    with office.project.reading() as reading:
        assert data_facts(reading).as_of is None
    known = replace(a_parcel("01A001"), sheet_1="5136", sheet_2="4", sheet_3="6420", sheet_4="03", scale="1000")
    office.keep(known, a_parcel("01A002"))
    with office.project.work(CLERK, "export", "ดู") as work:
        work.commit()
    with office.project.reading() as reading:
        facts = data_facts(reading)
    assert facts.as_of == datetime.now().astimezone().date()
    assert facts.sheets == {known.uid: "5136 IV 6420-03 (1:1000)"}
