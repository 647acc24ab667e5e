"""Findings that are kept: by scope, accepted and told again, with all they say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import CLERK, a_project

from ltaxgis.domain.findings import Finding, Place
from ltaxgis.storage.project import SqlProject

FULL = Finding(
    "code.lost_zero", Place("ทะเบียน.xlsx", "ที่ดิน", 7, "รหัสแปลงที่ดิน", "code", "01A007"), "1A007", "01A007", "01A007",
    (("distance", 1), ("why", "ศูนย์หาย")), (500_000.5, 2_000_000.25),
)  # fmt: skip
OTHER = Finding("code.missing", Place("ทะเบียน.xlsx", row=9))


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    yield opened
    opened.close()


def keep(project: SqlProject, scope: str, *findings: Finding) -> None:
    with project.work(CLERK, "check.run") as work:
        work.keep_findings(scope, findings)
        work.commit()


def told(project: SqlProject, code: str | None = None) -> list[Finding]:
    with project.reading() as reading:
        return reading.findings(code)


def test_a_finding_comes_back_with_all_it_said(project: SqlProject) -> None:
    keep(project, "register", FULL, OTHER)

    assert told(project) == [FULL, OTHER]
    assert told(project, "code.missing") == [OTHER]


def test_a_scope_is_replaced_and_the_others_stay(project: SqlProject) -> None:
    keep(project, "register", FULL)
    keep(project, "join", OTHER)
    keep(project, "register")

    assert told(project) == [OTHER]


def test_kinds_are_counted_the_most_frequent_first(project: SqlProject) -> None:
    keep(project, "register", FULL, OTHER, OTHER)
    with project.reading() as reading:
        assert list(reading.finding_counts().items()) == [("code.missing", 2), ("code.lost_zero", 1)]


def test_what_was_accepted_is_not_told_again_until_it_is_revoked(project: SqlProject) -> None:
    keep(project, "register", FULL, OTHER)
    with project.work(CLERK, "finding.accept") as work:
        assert work.accept_findings("code.lost_zero") == 1
        work.commit()

    keep(project, "register", FULL, OTHER)
    assert told(project) == [OTHER]

    with project.work(CLERK, "finding.revoke") as work:
        assert work.revoke_acceptance("code.lost_zero") == 1
        work.commit()
    keep(project, "register", FULL, OTHER)
    assert told(project) == [FULL, OTHER]


def test_only_the_chosen_subjects_are_accepted(project: SqlProject) -> None:
    keep(project, "register", FULL, OTHER)
    with project.work(CLERK, "finding.accept") as work:
        assert work.accept_findings("code.lost_zero", {"99Z999"}) == 0
        work.commit()

    assert told(project) == [FULL, OTHER]
