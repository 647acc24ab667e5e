"""A copy to give away names nobody: not in a table, not in an index, not in a freed page."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.builders import CLERK, a_parcel, a_project, a_row

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.parcels import Feature, Link, Parcel
from ltaxgis.domain.register import LandRow, UseRow
from ltaxgis.domain.signs import Sign
from ltaxgis.ports.stores import Imported, Source
from ltaxgis.storage.give_away import give_away
from ltaxgis.storage.project import SqlProject, open_project

NUMBER, PHONE = "1101700203451", "0812345678"
SECRETS = ("สมปรารถนา", "วงศ์วรกาญจน์", "ฟ้าประทาน", NUMBER, PHONE, "99/8877", "ร้านเจ๊หมวยโภชนา", "somprat@example.org",
           "เช่าโดยป้าแจ๋ว", "สมศรี ทดสอบ", "เจ้าพนักงานจัดเก็บรายได้", "ป้ายชื่อสมปอง")  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlProject]:
    folder = tmp_path_factory.mktemp("ให้") / "แผนที่ภาษี 2569" / "ทต.ตัวอย่าง (สำรอง)"
    folder.mkdir(parents=True)
    opened = a_project(folder)
    _fill(opened)
    yield opened
    opened.close()


def _fill(project: SqlProject) -> None:
    """Every table that may name somebody does."""
    with project.work(CLERK, "import", "ทะเบียนของสมปรารถนา") as work:
        keys = work.number_keys([NUMBER, PHONE])
        owner = Owner(
            uid=new_uid(), kind="person", prefix="นาง", first_name="สมปรารถนา", last_name="วงศ์วรกาญจน์",
            number_key=keys[NUMBER], number_masked="x-xxxx-xxxxx-45-1", phone_key=keys[PHONE], house_no="99/8877",
            email="somprat@example.org",
        )  # fmt: skip
        row = replace(a_row("01A001"), house_no="99/8877", memo="เช่าโดยป้าแจ๋ว", road="เทศบาล 1")
        parcel = replace(a_parcel("01A001"), rest='{"OWNER": "สมปรารถนา วงศ์วรกาญจน์"}')
        use = UseRow(uid=new_uid(), land_uid=row.uid, code="01A001", user_name="สมปรารถนา", use_kind="other")
        sign = Sign(
            uid=new_uid(),
            land_uid=row.uid,
            code="01A001-P001",
            business="ร้านเจ๊หมวยโภชนา",
            words="ร้านเจ๊หมวยโภชนา",
            phone_key=keys[PHONE],
        )
        house = Feature(
            uid=new_uid(), layer="buildings", label="ป้ายชื่อสมปอง", shape=parcel.shape, rest='{"a": "ฟ้าประทาน"}'
        )
        road = Feature(uid=new_uid(), layer="roads", label="ถนนเทศบาล 1", shape=parcel.shape)
        held = Ownership(uid=new_uid(), subject_uid=row.uid, owner_uid=owner.uid)
        link = Link(uid=new_uid(), row_uid=row.uid, parcel_uid=parcel.uid, by="code")
        born = (owner, row, parcel, use, sign, house, road, held, link)
        work.apply(ChangeSet("import", tuple(Change(None, one) for one in born)))
        source = Source(new_uid(), "ทะเบียน สมปรารถนา.xlsx", "0" * 64, 1, "register", "ที่ดิน")
        work.keep_imported(LandRow, source, Imported([row.uid], ["01A001"], [2], [1], ["{}"], ['{"ชื่อ": "สมปรารถนา"}']))
        work.keep_findings(
            "register", [Finding("code.letter_for_digit", Place("a.xlsx", row=2, subject="01A001"), "สมปรารถนา")]
        )
        work.keep_own_file("views/สมศรี.json", "เจ้าของ = สมปรารถนา".encode())
        work.keep_settings(replace(project.settings, signers=("สมศรี ทดสอบ",), disclaimer="ใช้เพื่อการจัดเก็บภาษี"))
        work.refresh_search()
        work.commit()
    with project.work(CLERK, "register.edit") as work:
        stored = work.get(Owner, [owner.uid])[0]
        work.apply(ChangeSet("register.edit", (Change(stored, replace(stored, last_name="ฟ้าประทาน")),)))
        work.refresh_search()
        work.commit()


@pytest.fixture(scope="module")
def copy(project: SqlProject) -> Path:
    target = project.path.with_name("สำเนาให้สภา.ltax")
    give_away(project, target)
    return target


def test_the_project_itself_holds_what_is_looked_for(project: SqlProject) -> None:
    """Else the next test would look for what was never there."""
    content = project.path.read_bytes() + project.path.with_name(project.path.name + "-wal").read_bytes()

    assert [secret for secret in SECRETS if secret.encode() not in content] == []


@pytest.mark.parametrize("secret", SECRETS)
def test_no_byte_of_the_copy_names_anybody(copy: Path, secret: str) -> None:
    content = copy.read_bytes()

    assert secret.encode() not in content
    assert secret.encode("utf-16-le") not in content


@pytest.mark.parametrize("letters", ["สมป", "ฟ้าป", "เจ๊หม", "99/8"])
def test_nobody_is_found_by_the_index(copy: Path, letters: str) -> None:
    given = open_project(copy)
    with given.reading() as reading:
        assert reading.search(letters) == []
    given.close()


def test_what_the_map_needs_is_still_there(copy: Path, project: SqlProject) -> None:
    given = open_project(copy)
    with given.reading() as reading, project.reading() as before:
        assert reading.columns(Parcel, ("code", "shape")).data == before.columns(Parcel, ("code", "shape")).data
        assert reading.columns(LandRow, ("code", "area", "title_no", "road")).data == {
            "code": ["01A001"], "area": [10_000], "title_no": ["1"], "road": ["เทศบาล 1"],
        }  # fmt: skip
        assert (reading.count(Owner), reading.count(Link), reading.count(Ownership)) == (1, 1, 1)
        assert sorted(reading.columns(Feature, ("label",))["label"]) == ["", "ถนนเทศบาล 1"]
        assert [hit.title for hit in reading.search("01A001")] != []
    assert given.settings.name == "เทศบาลตำบลทดสอบ"
    assert given.settings.disclaimer == "ใช้เพื่อการจัดเก็บภาษี"
    given.close()


def test_the_copy_is_a_project_to_work_with(copy: Path, tmp_path: Path) -> None:
    mine = tmp_path / "ของเรา.ltax"
    mine.write_bytes(copy.read_bytes())
    given = open_project(mine)
    with given.work(CLERK, "parcel.add") as work:
        work.apply(ChangeSet("parcel.add", (Change(None, a_parcel("01A002")),)))
        assert work.commit().count == 1
    given.close()


def test_writes_from_outside_are_still_refused(copy: Path) -> None:
    connection = sqlite3.connect(copy)
    with pytest.raises(sqlite3.IntegrityError, match="LTaxGIS"):
        connection.execute("DELETE FROM settings")
    connection.close()


def test_the_project_is_as_it_was(project: SqlProject, copy: Path) -> None:
    with project.reading() as reading:
        assert reading.columns(Owner, ("last_name",))["last_name"] == ["ฟ้าประทาน"]
        assert reading.finding_counts() == {"code.letter_for_digit": 1}
        assert all(line.at < datetime.now(UTC) for line in reading.journal())
    assert not list(copy.parent.glob(".*"))


def test_onto_the_project_itself_it_is_refused(project: SqlProject) -> None:
    with pytest.raises(Refused, match=r"backup\.same_file"):
        give_away(project, project.path)
