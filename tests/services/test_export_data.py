"""What leaves the project: labels instead of codes, no names unless asked, never a number of a person."""

import pytest
from tests.builders import a_parcel, a_row
from tests.services.excel_office import NEW, Office

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.parcels import Link
from ltaxgis.services.export_data import may_export, parcel_table, register_table


@pytest.fixture
def town(office: Office) -> Office:
    """A parcel with two units of two owners, one parcel nobody registered."""
    parcel, bare = a_parcel("01A001"), a_parcel("01A002", e=500_100)
    rows = [a_row("01A001", area=60_250, title_no="0101"), a_row("01A001", title_no="=HYPERLINK(1)")]
    owners = [Owner(uid=new_uid(), prefix="นาง", first_name=name, last_name="ใจดี", number_masked="x-xxxx")
              for name in ("มาลี", "มาลัย")]  # fmt: skip
    held = [Ownership(uid=new_uid(), subject_uid=rows[0].uid, owner_uid=owner.uid, place=place)
            for place, owner in enumerate(owners, 1)]  # fmt: skip
    links = [Link(uid=new_uid(), row_uid=row.uid, parcel_uid=parcel.uid, by="code") for row in rows]
    office.keep(parcel, bare, *rows, *owners, *held, *links)
    return office


def test_personal_data_need_a_reason() -> None:
    may_export(False, "")
    may_export(True, "สภาขอดู")
    with pytest.raises(Refused, match=r"export.reason_missing"):
        may_export(True, "  ")


def test_owners_are_named_only_with_personal_data_and_never_numbered(town: Office) -> None:
    with town.project.reading() as reading:
        plain = register_table(reading, town.words, town.lists, personal=False)
        full = register_table(reading, town.words, town.lists, personal=True)
    assert "มาลี" not in repr(plain.rows)
    assert full.rows[0][-1] == "นางมาลี ใจดี; นางมาลัย ใจดี"
    assert len(full.headers) == len(plain.headers) + 1
    assert NEW not in repr(full)
    assert "x-xxxx" not in repr(full)


def test_rows_say_labels_areas_as_deeds_write_them_and_codes_letter_by_letter(town: Office) -> None:
    with town.project.reading() as reading:
        table = register_table(reading, town.words, town.lists, personal=False)
    row = dict(zip(table.headers, table.rows[0], strict=True))
    title_kind = town.lists["title_kind"].label("deed", "th")
    assert {"01A001", "0101", title_kind, "1-2-2.5", 602.5} <= set(row.values())


def test_each_parcel_tells_its_first_row_and_how_many_it_has(town: Office) -> None:
    with town.project.reading() as reading:
        table = parcel_table(reading, town.project.settings, town.words, town.lists, personal=False)
    columns = dict(zip(table.headers, table.columns, strict=True))
    assert columns["code"] == ["01A001", "01A002"]
    assert columns["rows"] == ["2", "0"]
    assert columns["title_no"] == ["0101", None]
    assert "owners" not in columns
    assert len(table.shapes) == 2
