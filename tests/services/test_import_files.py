"""Reading files, and reading them again next month: new, changed, same, gone, and what was corrected by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.builders import CLERK, a_project
from tests.contents import contents
from tests.importing import bring
from tests.private import leaks, numbers_of
from tests.town import (
    LAND_HEADERS,
    Plot,
    csv_file,
    land_rows,
    layer_file,
    number_of,
    parcel_file,
    phone_of,
    plots,
    register_file,
    square,
    with_changes,
)

from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.errors import Conflict, Refused
from ltaxgis.domain.merging import OnConflict
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.register import LandRow
from ltaxgis.services.import_files import RegisterFile
from ltaxgis.services.suggest_links import link_by_hand
from ltaxgis.storage.project import SqlProject, open_project

COUNT = 12
FIRST = "01A001"


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    yield opened
    opened.close()


def land(project: SqlProject, as_of: datetime | None = None) -> dict[str, int]:
    """Values in baht by code."""
    with project.reading() as reading:
        rows = reading.columns(LandRow, ("code", "value"), as_of)
    return {code: value // 100 for code, value in zip(rows["code"], rows["value"], strict=True)}


def row_of(project: SqlProject, code: str) -> LandRow:
    with project.reading() as reading:
        rows = reading.columns(LandRow, ("code",))
        return reading.get(LandRow, [rows.uids[rows["code"].index(code)]])[0]


def correct(project: SqlProject, code: str, **fields: Any) -> Applied:
    """What a clerk does in the table."""
    row = row_of(project, code)
    with project.work(CLERK, "row.edit") as work:
        work.apply(ChangeSet("row.edit", (Change(row, replace(row, **fields)),)))
        return work.commit()


def again(tmp_path: Path, town: list[Plot]) -> Path:
    """Next month's workbook, elsewhere."""
    folder = tmp_path / f"เดือนใหม่ {len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    return register_file(folder, town)


def test_the_same_file_again_changes_nothing(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    parcels = parcel_file(tmp_path, town)
    first = bring(project, [again(tmp_path, town)], parcels)
    with project.reading() as reading:
        before = [reading.columns(kind).data for kind in (LandRow, Owner, Ownership, Parcel, Link)]

    second = bring(project, [again(tmp_path, town)], parcels)

    changes = second.ledger.changes
    assert (changes.new, changes.changed, changes.gone, changes.conflicts) == (0, 0, 0, 0)
    assert changes.same == first.ledger.changes.new
    with project.reading() as reading:
        assert [reading.columns(kind).data for kind in (LandRow, Owner, Ownership, Parcel, Link)] == before


def test_next_month_is_new_changed_same_and_gone(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    bring(project, [again(tmp_path, town)], parcel_file(tmp_path, town))
    then = [*with_changes(town[:-2], {FIRST: {"value": 555_000}, "01A002": {"value": 1}}), Plot("01A099", "99", 0)]

    report = bring(project, [again(tmp_path, then)])

    values = land(project)
    assert (values[FIRST], values["01A002"], values["01A003"], values["01A099"]) == (555_000, 1, 400_000, 400_000)
    assert report.ledger.changes.changed == 2
    assert report.ledger.changes.new == 1
    assert report.ledger.changes.gone == 2 + 1  # two rows, and an owner who held nothing else
    assert {"01A011", "01A012"} <= values.keys()  # gone rows are kept by default


def test_what_is_gone_can_be_retired(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    bring(project, [again(tmp_path, town)], parcel_file(tmp_path, town))

    report = bring(project, [again(tmp_path, town[:-2])], retire_gone=True)

    assert sorted(land(project)) == [plot.code for plot in town[:-2]]
    assert report.ledger.join.map_only == 2
    once_more = bring(project, [again(tmp_path, town[:-2])])
    assert once_more.ledger.changes.gone == 0


def test_a_correction_that_the_file_does_not_touch_stays(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    bring(project, [again(tmp_path, town)])
    correct(project, FIRST, value=77_700, memo="ตรวจแล้ว")

    report = bring(project, [again(tmp_path, with_changes(town, {FIRST: {"rai": 2}}))])

    row = row_of(project, FIRST)
    assert (row.value, row.memo, row.area) == (77_700, "ตรวจแล้ว", 80_000)
    assert report.ledger.changes.conflicts == 0


def test_a_conflict_stops_before_anything_is_changed(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    bring(project, [again(tmp_path, town)])
    correct(project, FIRST, value=77_700)
    before = contents(project.path)

    with pytest.raises(Refused) as refusal:
        bring(project, [again(tmp_path, with_changes(town, {FIRST: {"value": 5}, "01A002": {"value": 6}}))])

    assert refusal.value.code == "import.conflicts"
    assert refusal.value.facts["count"] == 1
    assert contents(project.path) == before


def test_a_dry_run_shows_conflicts_and_changes_nothing(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    bring(project, [again(tmp_path, town)])
    correct(project, FIRST, value=77_700)
    before = contents(project.path)

    report = bring(project, [again(tmp_path, with_changes(town, {FIRST: {"value": 5}}))], dry_run=True)

    (conflict,) = report.conflicts
    assert (conflict.field, conflict.last, conflict.ours, conflict.theirs) == ("value", 40_000_000, 77_700, 500)
    assert report.ledger.changes.conflicts == 1
    assert contents(project.path) == before


@pytest.mark.parametrize(("decision", "left"), [(OnConflict.KEEP, 77_700), (OnConflict.TAKE, 500)])
def test_a_conflict_is_kept_or_taken_as_decided(
    project: SqlProject, tmp_path: Path, decision: OnConflict, left: int
) -> None:
    town = plots(COUNT)
    bring(project, [again(tmp_path, town)])
    correct(project, FIRST, value=77_700)
    then = with_changes(town, {FIRST: {"value": 5}, "01A002": {"value": 6}})

    report = bring(project, [again(tmp_path, then)], on_conflict=decision)

    assert row_of(project, FIRST).value == left
    assert row_of(project, "01A002").value == 600
    assert report.ledger.changes.conflicts == 1
    # decided once: the same file does not ask again
    assert bring(project, [again(tmp_path, then)]).ledger.changes.conflicts == 0
    assert row_of(project, FIRST).value == left


def test_the_register_of_each_past_day_is_there(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    days = [datetime.now(UTC)]
    bring(project, [again(tmp_path, town)])
    days.append(datetime.now(UTC))
    correct(project, "01A002", value=222_200)
    days.append(datetime.now(UTC))
    bring(project, [again(tmp_path, with_changes(town, {FIRST: {"value": 111}}))])
    days.append(datetime.now(UTC))
    correct(project, FIRST, value=99_900)

    told = [land(project, day) for day in (*days, datetime.now(UTC))]

    assert told[0] == {}
    assert [(day[FIRST], day["01A002"]) for day in told[1:]] == [
        (400_000, 400_000), (400_000, 2_222), (111, 2_222), (999, 2_222)
    ]  # fmt: skip


def test_an_import_is_undone_as_a_whole(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    bring(project, [again(tmp_path, town)], parcel_file(tmp_path, town))
    values, owners = land(project), count(project, Owner)
    then = [*with_changes(town[:-1], {FIRST: {"value": 5}}), Plot("01A099", "99", owner=77)]
    second = bring(project, [again(tmp_path, then)], retire_gone=True)
    assert second.applied is not None

    undo(project, second.applied.number)

    assert land(project) == values
    assert count(project, Owner) == owners
    assert count(project, Link) == COUNT
    # and what the files said last is as before too: the same file is the same news again
    assert bring(project, [again(tmp_path, then)], retire_gone=True).ledger.changes == second.ledger.changes


def test_the_first_import_leaves_nothing_when_it_is_undone(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    first = bring(project, [again(tmp_path, town)], parcel_file(tmp_path, town))
    assert first.applied is not None

    undo(project, first.applied.number)

    assert [count(project, kind) for kind in (LandRow, Owner, Ownership, Parcel, Link)] == [0] * 5


def test_an_import_on_which_a_correction_stands_is_not_undone(project: SqlProject, tmp_path: Path) -> None:
    first = bring(project, [again(tmp_path, plots(COUNT))])
    correct(project, FIRST, value=1)
    assert first.applied is not None

    with pytest.raises(Conflict):
        undo(project, first.applied.number)

    assert row_of(project, FIRST).value == 1


def test_a_link_by_hand_is_remembered_over_later_imports(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    parcels = parcel_file(tmp_path, [replace(town[0], code="09Z999"), *town[1:]])
    first = bring(project, [again(tmp_path, town)], parcels)
    assert first.ledger.join.register_only == 1
    with project.reading() as reading:
        codes = reading.columns(Parcel, ("code",))
    lone = codes.uids[codes["code"].index("09Z999")]

    link_by_hand(project, CLERK, [(row_of(project, FIRST).uid, lone)])
    report = bring(project, [again(tmp_path, with_changes(town, {FIRST: {"value": 5}}))], parcels)

    assert report.ledger.join.by["hand"] == 1
    assert (report.ledger.join.joined, report.ledger.join.register_only) == (COUNT, 0)
    with project.reading() as reading:
        assert reading.linked(row_of(project, FIRST).uid)["parcels"] == [lone]


def test_two_files_of_one_kind_are_one_register(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    halves = [csv_file(tmp_path, town[:7], "หมู่ 1.csv"), csv_file(tmp_path, town[7:], "หมู่ 2.csv")]

    first = bring(project, halves, parcel_file(tmp_path, town))
    second = bring(project, halves)

    assert first.ledger.tallies["register"].stored == COUNT
    assert first.ledger.join.joined == COUNT
    changes = second.ledger.changes
    assert (changes.new, changes.changed, changes.same, changes.gone) == (0, 0, COUNT, 0)


def test_rows_with_the_same_key_stay_two_and_are_told_apart_next_month(project: SqlProject, tmp_path: Path) -> None:
    town = plots(3)
    double = [town[0], replace(town[0], value=9_000), *town[1:]]

    bring(project, [csv_file(tmp_path, double)])
    report = bring(project, [csv_file(tmp_path, [town[0], replace(town[0], value=8_000), *town[1:]])])

    with project.reading() as reading:
        rows = reading.columns(LandRow, ("code", "value"))
    assert sorted(rows["value"]) == [800_000, 40_000_000, 40_000_000, 40_000_000]
    assert report.ledger.changes.changed == 1


def test_a_row_that_changes_hands_keeps_its_history(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    bring(project, [again(tmp_path, town)])
    row = row_of(project, FIRST)

    bring(project, [again(tmp_path, with_changes(town, {FIRST: {"owner": 5}}))])

    with project.reading() as reading:
        holders = reading.get(Owner, reading.linked(row.uid)["owners"])
    assert [owner.first_name for owner in holders] == ["สมชาย5"]
    assert row_of(project, FIRST).uid == row.uid


def test_a_moved_parcel_is_changed_and_keeps_its_identity(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    bring(project, [again(tmp_path, town)], parcel_file(tmp_path, town))
    with project.reading() as reading:
        before = reading.columns(Parcel, ("code",)).uids
    moved = [(plot.code, square(i + (100 if i == 0 else 0))) for i, plot in enumerate(town)]

    report = bring(project, [], layer_file(tmp_path / "ใหม่.geojson", moved))

    assert report.ledger.changes.changed == 1
    with project.reading() as reading:
        assert sorted(reading.columns(Parcel, ("code",)).uids) == sorted(before)


def test_numbers_stand_in_their_own_table_only_wherever_the_file_had_them(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    town[0] = replace(town[0], note=f"โทร {phone_of(3)} บัตร {number_of(4)}")
    bring(project, [again(tmp_path, town)], parcel_file(tmp_path, town))
    bring(project, [again(tmp_path, with_changes(town, {FIRST: {"owner": 5}}))])
    project.close()

    numbers = numbers_of(project.path)
    assert {number_of(plot.owner) for plot in town} <= numbers
    assert {phone_of(plot.owner) for plot in town} <= numbers
    assert leaks(project.path, numbers | {number_of(4), phone_of(3)}) == {}


def test_the_search_for_numbers_can_fail(project: SqlProject, tmp_path: Path) -> None:
    bring(project, [again(tmp_path, plots(COUNT))])
    number = number_of(4)
    correct(project, FIRST, memo=f"เลข {number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}")
    project.close()

    assert leaks(project.path, {number}) == {"land_rows": [number], "search_rows": [number]}


def test_columns_without_a_field_of_ours_are_kept_with_their_row(project: SqlProject, tmp_path: Path) -> None:
    path = tmp_path / "ที่ดิน.csv"
    lines = [(*LAND_HEADERS, "สีหลังคา"), *((*row, "แดง") for row in land_rows(plots(2)))]
    path.write_text("\n".join(",".join(map(str, line)) for line in lines), encoding="utf-8")

    bring(project, [path])

    with project.reading() as reading:
        assert ['"สีหลังคา":"แดง"' in rest for rest in reading.imported(LandRow).rest] == [True, True]


def test_a_profile_or_a_heading_that_is_not_there_is_refused(project: SqlProject, tmp_path: Path) -> None:
    path = csv_file(tmp_path, plots(2))
    for file, code in (
        (RegisterFile(path, profile="ไม่มี"), "profile.missing"),
        (RegisterFile(path, columns={"colour": "รหัสแปลงที่ดิน"}), "register.field_unknown"),
    ):
        with pytest.raises(Refused) as refusal:
            bring(project, [file])
        assert refusal.value.code == code


def test_free_codes_are_taken_as_they_stand(office_folder: Path, tmp_path: Path) -> None:
    from ltaxgis.domain.project import ProjectSettings
    from ltaxgis.storage.create import create_project

    path = office_folder / "อิสระ.ltax"
    create_project(path, ProjectSettings("อิสระ", 32647, codes="free"))
    opened = open_project(path)
    town = [replace(plot, code=f"แปลง/{i}-ก") for i, plot in enumerate(plots(4))]

    report = bring(opened, [csv_file(tmp_path, town)], parcel_file(tmp_path, town))
    opened.close()

    assert report.ledger.join.joined == 4
    assert "code.unreadable" not in report.ledger.findings


def count(project: SqlProject, kind: type[Any]) -> int:
    with project.reading() as reading:
        return reading.count(kind)


def undo(project: SqlProject, number: int) -> None:
    with project.work(CLERK, "undo") as work:
        work.undo(number)
        work.commit()


def test_the_next_register_leaves_what_is_wrong_with_the_map_told(project: SqlProject, office_folder: Path) -> None:
    town = plots(COUNT)
    shapes: list[tuple[str, object]] = [(plot.code, square(number)) for number, plot in enumerate(town)]
    shapes += [("01Z001", square(0)), ("01Z002", None)]
    bring(project, [register_file(office_folder, town)], layer_file(office_folder / "แปลง.geojson", shapes))

    def of_the_map() -> dict[str, int]:
        with project.reading() as reading:
            return {code: count for code, count in reading.finding_counts().items() if code.startswith("shape.")}

    before = of_the_map()
    bring(project, [register_file(office_folder, town, "เดือนถัดไป.xlsx")])

    assert {"shape.missing", "shape.overlap"} & before.keys()
    assert of_the_map() == before
