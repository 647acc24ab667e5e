"""The join and the checks over a project as it stands now."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.builders import CLERK
from tests.importing import bring
from tests.services.conftest import COUNT
from tests.town import LAND_HEADERS, csv_file, land_rows, layer_file, plots, square

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.register import LandRow
from ltaxgis.services.check_data import check_data
from ltaxgis.services.join_register import join_again
from ltaxgis.services.people import name_key, split_numbers
from ltaxgis.services.progress import silent
from ltaxgis.storage.project import SqlProject


def edit(project: SqlProject, kind: type[Any], known_as: str, **fields: object) -> None:
    with project.work(CLERK, "row.edit") as work:
        columns = work.columns(kind, ("code",))
        (one,) = work.get(kind, [columns.uids[columns["code"].index(known_as)]])
        work.apply(ChangeSet("row.edit", (Change(one, replace(one, **fields)),)))
        work.commit()


def test_the_join_follows_a_corrected_code_and_keeps_the_other_links(project: SqlProject) -> None:
    with project.reading() as reading:
        before = set(reading.columns(Link, ("row_uid",)).uids)
    edit(project, LandRow, "01A001", code="01Z999")

    joined = join_again(project, CLERK)

    assert (joined.tally.joined, joined.tally.register_only, joined.tally.map_only) == (COUNT - 1, 1, 1)
    with project.reading() as reading:
        after = set(reading.columns(Link, ("row_uid",)).uids)
    assert after < before
    assert len(after) == COUNT - 1


def test_joining_again_touches_nothing(project: SqlProject) -> None:
    join_again(project, CLERK)

    with project.reading() as reading:
        assert reading.journal()[0].count == 0


def test_a_code_on_two_parcels_is_ambiguous_and_so_are_its_rows(project: SqlProject) -> None:
    edit(project, Parcel, "01A002", code="01A001")

    joined = join_again(project, CLERK)

    assert (joined.tally.ambiguous, joined.tally.ambiguous_parcels, joined.tally.register_only) == (1, 2, 1)
    assert [f.code for f in joined.findings if "two" in f.code] == ["join.code_on_two_parcels"]


def test_many_rows_on_one_parcel_are_no_fault(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    units = [replace(town[0], title_no=str(70_000 + i), rai=0) for i in range(5)]

    report = bring(project, [csv_file(tmp_path, [*town, *units])])

    assert report.ledger.join.joined == COUNT + 5
    assert report.ledger.join.ambiguous == 0


def test_an_area_that_differs_is_told_by_the_tolerance_of_the_project(project: SqlProject) -> None:
    edit(project, LandRow, "01A001", area=41_900)  # 4.75 % more than drawn
    edit(project, LandRow, "01A002", area=42_200)  # 5.5 %

    told = [f.place.subject for f in join_again(project, CLERK).findings if f.code == "join.area_differs"]
    assert told == ["01A002"]

    with project.work(CLERK, "settings.edit") as work:
        work.keep_settings(replace(project.settings, area_part=0.02))
        work.commit()
    told = [f.place.subject for f in join_again(project, CLERK).findings if f.code == "join.area_differs"]
    assert told == ["01A001", "01A002"]


def test_checking_finds_overlap_and_gap_with_their_places(project: SqlProject, tmp_path: Path) -> None:
    town = plots(COUNT)
    shapes = [(plot.code, square(i)) for i, plot in enumerate(town)]
    ring = [[500_040.0, 2_000_000.0], [500_085.0, 2_000_000.0], [500_085.0, 2_000_040.0], [500_040.0, 2_000_040.0]]
    shapes[1] = (shapes[1][0], {"type": "Polygon", "coordinates": [[*ring, ring[0]]]})
    bring(project, [], layer_file(tmp_path / "ทับ.geojson", shapes))

    found = [f for f in check_data(project, CLERK, silent) if f.code == "shape.overlap"]

    assert len(found) == 1
    assert {found[0].place.subject, dict(found[0].facts)["other"]} == {"01A002", "01A003"}
    assert found[0].at is not None
    with project.reading() as reading:
        assert reading.findings("shape.overlap") == found


def test_the_same_line_twice_is_told_with_the_first(project: SqlProject, tmp_path: Path) -> None:
    rows = land_rows(plots(3))
    path = tmp_path / "ซ้ำ.csv"
    lines = [LAND_HEADERS, *rows, (99, *rows[0][1:])]
    path.write_text("\n".join(",".join(map(str, line)) for line in lines), encoding="utf-8")

    report = bring(project, [path])

    (twice,) = [f for f in report.findings if f.code == "row.twice"]
    assert (twice.place.row, dict(twice.facts)["first"]) == (5, 2)


def test_owners_are_found_by_number_and_made_once(project: SqlProject, tmp_path: Path) -> None:
    with project.reading() as reading:
        before = reading.count(Owner)

    bring(project, [csv_file(tmp_path, plots(COUNT))])

    with project.reading() as reading:
        assert reading.count(Owner) == before


def test_names_are_one_only_letter_by_letter() -> None:
    assert name_key("สมชาย", "ใจดี") == name_key(" สมชาย ", "ใจ ดี")
    assert name_key("สมชาย", "ใจดี") != name_key("สมชาย", "ใจดิ")
    assert name_key("", "") == ""


def test_a_cell_may_name_several_numbers() -> None:
    assert split_numbers(" 1; 2 ;;3 ") == ["1", "2", "3"]
    assert split_numbers("") == []
