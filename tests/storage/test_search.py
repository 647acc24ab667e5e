"""Searching: any part of anything, also mistyped."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import CLERK, a_parcel, a_project, a_row

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.parcels import Feature, Link, Parcel
from ltaxgis.domain.records import Record
from ltaxgis.storage import search
from ltaxgis.storage.project import SqlProject

PARCEL = a_parcel("01A001")
ROW = replace(a_row("01A001", title_no="45678"), house_no="123/4")
OWNER = Owner(uid=new_uid(), prefix="นาย", first_name="สมชาย", last_name="น้ำใจดี", number_masked="x-xxxx-xxxx5-63-5")
OTHERS = [
    a_parcel("01A010", e=600_000),
    a_parcel("02B001/001", e=610_000),
    Owner(uid=new_uid(), prefix="นาง", first_name="สมศรี", last_name="ใจเย็น"),
]


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    links = (
        Link(uid=new_uid(), row_uid=ROW.uid, parcel_uid=PARCEL.uid, by="code"),
        Ownership(uid=new_uid(), subject_uid=ROW.uid, owner_uid=OWNER.uid),
    )
    add(opened, PARCEL, ROW, OWNER, *OTHERS, *links)
    yield opened
    opened.close()


def add(project: SqlProject, *records: Record) -> None:
    with project.work(CLERK, "test") as work:
        work.apply(ChangeSet("test", tuple(Change(None, record) for record in records)))
        work.commit()


def titles(project: SqlProject, text: str) -> list[str]:
    with project.reading() as reading:
        return [hit.title for hit in reading.search(text)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("01A001", "01A001"),
        ("๐๑a๐๐๑", "01A001"),
        ("45678", "01A001"),
        ("456", "01A001"),
        ("45", "01A001"),
        ("123/4", "01A001"),
        ("สมชาย", "นายสมชาย น้ำใจดี"),
        ("มชา", "นายสมชาย น้ำใจดี"),
        ("สมช", "นายสมชาย น้ำใจดี"),
        ("นํ้าใจดี", "นายสมชาย น้ำใจดี"),
        ("นำใจดี", "นายสมชาย น้ำใจดี"),
        ("สมชาย น้ำใจ", "นายสมชาย น้ำใจดี"),
        ("สมชัย น้ำใจดี", "นายสมชาย น้ำใจดี"),
        ("สมฉาย", "นายสมชาย น้ำใจดี"),
        ("02B001/001", "02B001/001"),
    ],
)
def test_what_was_meant_comes_first(project: SqlProject, typed: str, first: str) -> None:
    assert titles(project, typed)[:1] == [first]


def test_a_hit_says_where_it_lies_on_the_map(project: SqlProject) -> None:
    with project.reading() as reading:
        assert reading.search("สมชาย")[0].parcel_uid == PARCEL.uid
        assert reading.search("45678")[0].parcel_uid == PARCEL.uid


def test_kinds_can_be_chosen(project: SqlProject) -> None:
    with project.reading() as reading:
        assert {hit.kind for hit in reading.search("01", kinds=("parcel",))} == {"parcel"}


@pytest.mark.parametrize("typed", ["", "   ", '"', "'; DROP TABLE parcels; --", "* OR *", "NEAR(", "๏๏๏๏"])
def test_nothing_typed_harms(project: SqlProject, typed: str) -> None:
    titles(project, typed)

    with project.reading() as reading:
        assert reading.search("01A001")


def test_the_index_follows_edits_and_their_undo(project: SqlProject) -> None:
    with project.reading() as reading:
        owner = reading.get(Owner, [OWNER.uid])[0]
    with project.work(CLERK, "owner.edit") as work:
        work.apply(ChangeSet("owner.edit", (Change(owner, replace(owner, first_name="ประเสริฐ")),)))
        edit = work.commit()
    assert titles(project, "ประเสริฐ") == ["นายประเสริฐ น้ำใจดี"]
    assert "นายสมชาย น้ำใจดี" not in titles(project, "สมชาย")

    with project.work(CLERK, "undo") as work:
        work.undo(edit.number)
        work.commit()

    assert titles(project, "ประเสริฐ") == []
    assert titles(project, "สมชาย")[0] == "นายสมชาย น้ำใจดี"


def test_rebuilding_finds_the_same(project: SqlProject) -> None:
    before = titles(project, "01")

    with project.work(CLERK, "index") as work:
        search.rebuild(work.connection, work.tables)
        work.commit()

    assert titles(project, "01") == before


texts = st.text(st.sampled_from("aB1 /-่กใ๑\t"), max_size=4)


@settings(max_examples=25)
@given(st.lists(st.tuples(texts, texts, texts, texts), min_size=1, max_size=12))
def test_made_anew_the_index_holds_what_it_held_change_by_change(rows: list[tuple[str, str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = a_project(Path(folder) / "แผนที่ภาษี 2569")
        land = (replace(a_row(code), code_read=read, title_no=title, memo=memo) for code, read, title, memo in rows)
        add(project, *land)
        held = _search_rows(project)
        with project.work(CLERK, "test") as work:
            search.rebuild(work.connection, work.tables)
            work.commit()
        assert _search_rows(project) == held
        project.close()


def _search_rows(project: SqlProject) -> set[tuple[str, ...]]:
    with project.engine.connect() as connection:
        query = "SELECT kind, uid, title, detail, folded, sound FROM search_rows"
        return {tuple(row) for row in connection.exec_driver_sql(query)}


def held(project: SqlProject) -> list[tuple[int, str]]:
    with project.reading() as reading:
        rows = reading.connection.exec_driver_sql("SELECT id, folded FROM search_rows ORDER BY id").all()
    return [(row.id, row.folded) for row in rows]


def test_undo_touches_only_what_the_act_touched(project: SqlProject) -> None:
    before = held(project)
    with project.work(CLERK, "test") as work:
        one, other = work.get(Parcel, [PARCEL.uid, OTHERS[0].uid])
        work.apply(ChangeSet("test", (Change(one, replace(one, code="09Z999")), Change(other, None))))
        line = work.commit().number
    assert "01A010" not in titles(project, "01A010")
    with project.work(CLERK, "undo") as work:
        work.undo(line)
        work.commit()

    after = held(project)
    assert sorted(text for _, text in after) == sorted(text for _, text in before)
    assert len({*before} & {*after}) == len(before) - 2
    assert titles(project, "01A010")[0] == "01A010"
    assert "09Z999" not in titles(project, "09Z999")


@pytest.mark.parametrize("many", [2, 100])
def test_after_many_changes_everything_is_found(
    project: SqlProject, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the indexes are made anew or follow in parts."""
    monkeypatch.setattr(search, "FEW_IDS", 2)
    monkeypatch.setattr(search, "MANY", many)
    parcels = [a_parcel(f"05C00{n}", e=500_000 + n) for n in range(7)]
    roads = [Feature(uid=new_uid(), layer="roads", label="ถนนวงแหวน", rest="{}") for _ in range(5)]
    add(project, *parcels)
    add(project, *roads)

    assert [titles(project, parcel.code)[0] for parcel in parcels] == [parcel.code for parcel in parcels]
    assert titles(project, "วงแหวน") == ["ถนนวงแหวน"]
    assert titles(project, "สมชาย")[0] == "นายสมชาย น้ำใจดี"
