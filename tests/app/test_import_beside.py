"""A map read in a second process becomes the same project as one read in line."""

import json
import math
import multiprocessing
import os
import random
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.builders import CLERK
from tests.town import Plot, parcel_file, plots, register_file

from ltaxgis.app.jobs import import_job, settle
from ltaxgis.app.opening import opened
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.register import LandRow
from ltaxgis.services import import_files
from ltaxgis.services.import_files import ImportReport, ImportRequest, RegisterFile
from ltaxgis.services.import_layers import MapFile
from ltaxgis.services.progress import silent
from ltaxgis.storage.create import create_project

COUNT = 700
ASKED = ("01A00", "1000", "สมชาย", "10067", "99H9")
KILLS = 5


def files(folder: Path, added: int = 0) -> ImportRequest:
    folder.mkdir(parents=True, exist_ok=True)
    town = [replace(plot, value=plot.value + added) for plot in plots(COUNT + added)]
    lost = [replace(plot, code="99H999") if i % 50 == 7 else plot for i, plot in enumerate(town)]
    return ImportRequest((RegisterFile(register_file(folder, lost)),), (MapFile(with_titles(folder, town)),))


def with_titles(folder: Path, town: list[Plot]) -> Path:
    """A layer in which some parcels are known by their title only."""
    path = parcel_file(folder, town)
    layer = json.loads(path.read_text(encoding="utf-8"))
    for i, (feature, plot) in enumerate(zip(layer["features"], town, strict=True)):
        code = "" if i % 60 == 3 else plot.code
        feature["properties"] = {"PARCEL_COD": code, "ประเภทเอกสาร": "โฉนดที่ดิน", "เลขที่เอกสาร": plot.title_no}
    path.write_text(json.dumps(layer, ensure_ascii=False), encoding="utf-8")
    return path


def imported(path: Path, request: ImportRequest, *, beside: bool, monkeypatch: pytest.MonkeyPatch) -> ImportReport:
    if not path.exists():
        create_project(path, ProjectSettings("ทดสอบ", 32647))
    monkeypatch.setattr(import_files, "LARGE", 0 if beside else 1 << 40)
    return import_job(silent, path, CLERK, request)


def without_uids(finding: Finding) -> Finding:
    return replace(finding, facts=tuple(fact for fact in finding.facts if fact[0] not in ("parcel", "parcels")))


def told(path: Path) -> list[object]:
    """All that does not differ from one import of the same files to the next."""
    with opened(path) as project, project.reading() as reading:
        parcels, said = reading.columns(Parcel), reading.imported(Parcel)
        names = reading.connection.exec_driver_sql("SELECT kind, title, folded FROM search_rows ORDER BY 1, 2, 3").all()
        boxes = reading.connection.exec_driver_sql("SELECT * FROM idx_parcels_shape ORDER BY pkid").all()
        columns = [parcels.data, said.keys, said.lines, said.otherwise, said.rest, said.versions]
        rows = reading.columns(LandRow, ("title_no",))
        title_of = dict(zip((*rows.uids, *parcels.uids), (*rows["title_no"], *parcels["title_no"]), strict=True))
        linked = reading.columns(Link, ("row_uid", "parcel_uid", "by"))
        pairs = sorted(
            (title_of[row], title_of[parcel], by)
            for row, parcel, by in zip(linked["row_uid"], linked["parcel_uid"], linked["by"], strict=True)
        )
        hits = [sorted((hit.kind, hit.title, hit.detail) for hit in reading.search(text, limit=999)) for text in ASKED]
        findings = sorted(map(str, map(without_uids, reading.findings())))
        journal = [(line.action, line.count) for line in reading.journal()]
        return [*columns, names, boxes, pairs, hits, journal, reading.count(Link), findings, len(reading.sources())]


def test_it_is_the_same_project_the_first_time_and_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, then = files(tmp_path / "เดือนนี้"), files(tmp_path / "เดือนหน้า", added=10)
    by_two, in_line = tmp_path / "สอง" / "ก.ltax", tmp_path / "หนึ่ง" / "ก.ltax"
    for request in (first, then):
        here = imported(by_two, request, beside=True, monkeypatch=monkeypatch)
        there = imported(in_line, request, beside=False, monkeypatch=monkeypatch)
        assert replace(here.ledger, seconds={}) == replace(there.ledger, seconds={})
        assert list(map(without_uids, here.findings)) == list(map(without_uids, there.findings))
        assert told(by_two) == told(in_line)
        assert set(here.ledger.join.by) >= {"code", "title"}
        assert here.ledger.join.by["title"] > COUNT / 60
        with opened(by_two) as project, project.engine.begin() as connection:
            for index in ("search_letters", "search_words"):
                connection.exec_driver_sql(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        assert not list(by_two.parent.glob(".*"))


def test_a_dry_run_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ก.ltax"
    request = replace(files(tmp_path / "เดือนนี้"), dry_run=True)
    report = imported(path, request, beside=True, monkeypatch=monkeypatch)
    assert report.ledger.tallies["parcels"].stored == COUNT
    assert told(path)[0] == {name: [] for name in told(path)[0]}  # type: ignore[attr-defined]
    assert [found.name for found in tmp_path.glob("*.*")] == ["ก.ltax"]


def _import_beside(path: Path, request: ImportRequest) -> None:
    import_files.LARGE = 0
    import_job(silent, path, CLERK, request)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_new_project_killed_at_any_moment_is_new_or_whole(tmp_path: Path) -> None:
    context: Any = multiprocessing.get_context("forkserver")
    new = tmp_path / "ใหม่.ltax"
    create_project(new, ProjectSettings("ทดสอบ", 32647))
    request, chance, took, whole = files(tmp_path / "เดือนนี้"), random.Random(2570), 0.0, []
    for number in range(KILLS + 1):
        path = tmp_path / f"ครั้งที่ {number}" / "ก.ltax"
        path.parent.mkdir()
        shutil.copy(new, path)
        child = context.Process(target=_import_beside, args=(path, request))
        begin = time.perf_counter()
        child.start()
        child.join(chance.uniform(took / 2, took) if number else None)  # the first is let through
        if child.is_alive():
            child.kill()
        else:  # it ended by itself: the next is ended sooner, though the first was slow
            took = min(took or math.inf, time.perf_counter() - begin)
        child.join()
        settle(path)
        parcels, *_, journal, links, _, sources = told(path)
        assert (len(parcels["code"]), len(journal), links, sources) in ((0, 0, 0, 0), (COUNT, 1, COUNT, 3))  # type: ignore[index, arg-type, operator]
        assert [found.name for found in path.parent.iterdir() if found.is_file()] == ["ก.ltax"]
        whole.append(links == COUNT)

    assert whole[0]
    assert not all(whole)
