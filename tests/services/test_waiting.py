"""What is counted beforehand is what the lists say once they are read."""

from pathlib import Path

from tests.builders import CLERK, a_project
from tests.importing import bring
from tests.town import parcel_file, plots, register_file

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.findings import SEVERITIES, Severity
from ltaxgis.domain.parcels import Link
from ltaxgis.services.join_lists import join_lists
from ltaxgis.services.waiting import waiting


def test_rows_and_findings_are_counted_as_the_lists_count_them(office_folder: Path, tmp_path: Path) -> None:
    project, town = a_project(office_folder), plots(8)
    try:
        bring(project, [register_file(tmp_path, town)], parcel_file(tmp_path, town))
        with project.work(CLERK, "link.remove") as work:
            links = work.get(Link, work.columns(Link, ("row_uid",)).uids[:3])
            work.apply(ChangeSet("link.remove", tuple(Change(link, None) for link in links)))
            work.commit()

        with project.reading() as reading:
            lists, counted, findings = join_lists(reading), waiting(reading), reading.findings()
    finally:
        project.close()

    assert counted.rows == len(lists.register_only) + len(lists.ambiguous) >= 3
    assert counted.findings == sum(SEVERITIES[each.code] is not Severity.INFORMS for each in findings)
