"""The import held to the answer key of the sample town: each planted fault gives its code at its place, and no other
finding that stops or warns appears, in each of the three forms of the register."""

import csv
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from tests.builders import CLERK, a_project
from tests.cli.conftest import Command
from tests.conftest import SAMPLE
from tests.importing import bring
from tests.private import leaks, numbers_of

from ltaxgis.domain.findings import SEVERITIES, Finding, Severity
from ltaxgis.ports.readers import ShapeChoice
from ltaxgis.services.check_data import check_data
from ltaxgis.services.import_files import ImportReport
from ltaxgis.services.import_layers import MapFile
from ltaxgis.services.progress import silent
from ltaxgis.storage.project import open_project

GEOPACKAGE = MapFile(SAMPLE / "town.gpkg", choice=ShapeChoice(layer="parcels"))
SHAPEFILE = MapFile(SAMPLE / "shapefile" / "parcels.shp")
FORMS = {
    "workbook": ([SAMPLE / "register.xlsx"], GEOPACKAGE, ("register.xlsx", "town.gpkg")),
    "tables": (sorted((SAMPLE / "ltax3000_csv").glob("*.csv")), SHAPEFILE, ("ltax3000_csv/", "shapefile/")),
    "dump": ([SAMPLE / "ltax3000.sql.gz"], SHAPEFILE, ("ltax3000.sql.gz", "shapefile/")),
}
KeyLine = dict[str, str]
Mark = tuple[str, Hashable]


@dataclass(frozen=True, slots=True)
class Imported:
    """A form of the sample, imported."""

    form: str
    report: ImportReport
    project: Path


@pytest.fixture(scope="module")
def import_form(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Imported]:
    """Imports a form of the sample, once."""

    @cache
    def imported(form: str) -> Imported:
        registers, parcels, _ = FORMS[form]
        project = a_project(tmp_path_factory.mktemp("ตัวอย่าง"))
        report = bring(project, registers, parcels)
        project.close()
        return Imported(form, report, project.path)

    return imported


@pytest.fixture(params=FORMS)
def imported(request: pytest.FixtureRequest, import_form: Callable[[str], Imported]) -> Imported:
    return import_form(request.param)


def key_of(form: str) -> list[KeyLine]:
    with (SAMPLE / "faults.csv").open(encoding="utf-8", newline="") as file:
        return [line for line in csv.DictReader(file) if line["file"].startswith(FORMS[form][2]) and line["finding"]]


def planted(lines: Iterable[KeyLine]) -> Iterator[Mark]:
    """What the key says: pairs of parcels as pairs, owners by name, all else by file and line."""
    for line in lines:
        code = line["finding"]
        place: Hashable = (Path(line["file"]).name, int(line["row"]) if line["row"] else None)
        if code in ("shape.gap", "shape.overlap"):
            place = frozenset(line["place"].split(" + "))
        elif code in ("person.possible_double", "join.area_differs"):
            place = line["place"]
        yield code, place


def told(findings: Iterable[Finding]) -> Iterator[Mark]:
    """What the import says, in the same terms. A finding about several things counts for each but the first."""
    for finding in findings:
        place, facts = finding.place, dict(finding.facts)
        if finding.code in ("shape.gap", "shape.overlap"):
            others = str(facts.get("others", facts.get("other"))).split(", ")
            yield finding.code, frozenset({place.subject, *others})
        elif finding.code == "person.possible_double":
            yield from ((finding.code, name) for name in str(facts["other"]).split("; "))
        elif finding.code == "join.area_differs":
            yield finding.code, place.subject
        elif finding.code == "join.code_on_two_parcels":
            rows = facts["rows"]
            assert isinstance(rows, tuple)
            yield from ((finding.code, (place.source, row)) for row in rows[1:])
        else:
            yield finding.code, (place.source, place.row)


def test_each_planted_fault_is_found_at_its_place_and_nothing_else(imported: Imported) -> None:
    key = [line for line in key_of(imported.form) if SEVERITIES[line["finding"]] is not Severity.INFORMS]
    found = [finding for finding in imported.report.findings if finding.severity is not Severity.INFORMS]

    wanted, got = Counter(planted(key)), Counter(told(found))

    assert (sorted(map(str, wanted - got)), sorted(map(str, got - wanted))) == ([], [])


def test_what_is_only_told_for_information_is_found_too(imported: Imported) -> None:
    key = [line for line in key_of(imported.form) if SEVERITIES[line["finding"]] is Severity.INFORMS]
    lines = {(code, place) for code, place in planted(key) if place[1] is not None}  # type: ignore[index]

    assert lines - set(told(imported.report.findings)) == set()
    assert {line["finding"] for line in key} <= imported.report.ledger.findings.keys()


def test_checking_again_finds_the_same_faults_of_register_and_map(imported: Imported) -> None:
    project = open_project(imported.project)
    try:
        again = check_data(project, CLERK, silent)
    finally:
        project.close()

    codes = Counter(finding.code for finding in again)
    first = Counter({code: count for code, count in imported.report.ledger.findings.items() if code in codes})
    assert codes == first
    assert {
        "join.area_differs",
        "shape.overlap",
        "shape.gap",
        "shape.sliver",
        "join.row_without_parcel",
    } <= codes.keys()


def test_no_private_number_stands_outside_its_table(imported: Imported) -> None:
    numbers = numbers_of(imported.project)

    assert len(numbers) > 2_000
    assert leaks(imported.project, numbers) == {}


def test_the_three_forms_are_the_same_town(import_form: Callable[[str], Imported]) -> None:
    ledgers = [import_form(form).report.ledger for form in FORMS]
    joins = [(ledger.join, ledger.tallies["register"].stored) for ledger in ledgers]

    assert joins[0] == joins[1] == joins[2]


@pytest.mark.needs_qt
def test_the_demonstration_makes_all_it_should_and_a_second_run_makes_nothing_again(
    command: Command, office_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = command("demo", "--no-window", "--dir", office_folder, "--json")

    assert first.status == 0
    assert first.err == ""
    assert first.json["import"]["join"]["joined"] > 4_000
    for name in ("project", "map", "sheet"):
        assert Path(first.json[name]).stat().st_size > 10_000
    written = {path: path.stat().st_mtime_ns for path in office_folder.glob("*.p*")}

    again = command("demo", "--no-window", "--dir", office_folder, "--json")

    assert (again.status, again.json["import"]) == (0, None)
    assert {path: path.stat().st_mtime_ns for path in office_folder.glob("*.p*")} == written

    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    without_screen = command("demo", "--dir", office_folder, "--lang", "en")
    assert without_screen.status == 0
    assert without_screen.out.endswith("There is no screen here, so the window was not opened\n")
