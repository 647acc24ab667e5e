"""What may happen to a project while it is written: it is as before or as after, and says so in one sentence."""

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.builders import CLERK, a_parcel, a_project
from tests.cli.conftest import COUNT, Command, TownFiles, beside
from tests.contents import contents
from tests.town import parcel_file, plots, register_file

from ltaxgis.app.jobs import export_job, import_job
from ltaxgis.app.opening import opened
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor
from ltaxgis.domain.register import LandRow
from ltaxgis.formats.registers import read_register
from ltaxgis.formats.vector_files import read_shapes
from ltaxgis.ports.readers import ReadChoice, ShapeChoice
from ltaxgis.services.import_files import ImportRequest, RegisterFile
from ltaxgis.services.import_layers import MapFile
from ltaxgis.services.progress import Progress, Step, silent
from ltaxgis.storage import engine
from ltaxgis.storage.project import open_project

KILLS = 30
posix = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")


def next_month(town: TownFiles, folder: Path) -> ImportRequest:
    """Every value changed, a few plots more."""
    plots_then = [replace(plot, value=plot.value + 1_000) for plot in plots(COUNT + 10)]
    folder.mkdir(exist_ok=True)
    return ImportRequest(
        (RegisterFile(register_file(folder, plots_then)),), (MapFile(parcel_file(folder, plots_then)),)
    )  # fmt: skip


@pytest.fixture
def request_then(town: TownFiles, tmp_path: Path) -> ImportRequest:
    return next_month(town, tmp_path / "เดือนถัดไป")


def what_stands(path: Path) -> tuple[object, ...]:
    """What a person would see of it: the register, the journal, the links, what is found."""
    with opened(path) as project, project.reading() as reading:
        rows = reading.columns(LandRow, ("code", "value"))
        return (
            sorted(zip(rows["code"], rows["value"], strict=True)),
            [(line.action, line.count) for line in reading.journal()],
            len(reading.sources()),
            [hit.title for hit in reading.search("01A040")],
        )


@posix
def test_killed_at_any_moment_it_is_before_or_after(town: TownFiles, request_then: ImportRequest) -> None:
    context: Any = multiprocessing.get_context("forkserver")

    def run_on(path: Path, kill_after: float | None) -> float:
        child = context.Process(target=import_job, args=(silent, path, CLERK, request_then))
        begin = time.perf_counter()
        child.start()
        child.join(kill_after)
        if kill_after is not None and child.is_alive():
            os.kill(child.pid, signal.SIGKILL)
        child.join()
        return time.perf_counter() - begin

    whole = town.project.with_name("ทั้งหมด.ltax")
    shutil.copy(town.project, whole)
    run_on(whole, None)
    shutil.copy(town.project, whole)
    took = run_on(whole, None)
    before, after = what_stands(town.project), what_stands(whole)
    assert before != after
    chance = random.Random(2569)
    seen = []

    for number in range(KILLS):
        path = town.project.with_name(f"ครั้งที่ {number}.ltax")
        shutil.copy(town.project, path)
        run_on(path, chance.uniform(0, took))
        state = what_stands(path)
        assert state in (before, after)
        contents(path)  # asks for integrity
        assert [name for name in beside(path) if name.startswith(path.name)] == [path.name]
        seen.append(state == after)

    assert not all(seen)


def _interrupted(command: list[str], after: float) -> tuple[int, str, str]:
    """What a command answered that was told to stop, seconds after its work in a child began."""
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, text=True, encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests in the background have it ignored
    )  # fmt: skip
    while not psutil.Process(running.pid).children():
        time.sleep(0.02)
    time.sleep(after)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    return running.returncode, out, err


@posix
@pytest.mark.parametrize("after", [0, 0.8, 1.6])
def test_ctrl_c_in_a_terminal_leaves_all_as_it_was(town: TownFiles, request_then: ImportRequest, after: float) -> None:
    before, names = contents(town.project), beside(town.project)
    files = ["--register", str(request_then.registers[0].path), "--parcels", str(request_then.maps[0].path)]
    command = [sys.executable, "-m", "ltaxgis", "import", str(town.project), *files, "--lang", "en"]

    kept = town.project.read_bytes()
    status, out, err = _interrupted(command, after)
    while out and after > 0.1:  # a quick machine had done it before: sooner, then, on what stood there
        after /= 2
        for name in set(beside(town.project)) - set(names):
            shutil.rmtree(town.project.with_name(name))  # the folder of its backups
        town.project.write_bytes(kept)
        status, out, err = _interrupted(command, after)

    assert (status, out) == (130, "")
    assert err == "Stopped. Nothing was changed\n"
    assert contents(town.project) == before
    for name in set(beside(town.project)) - set(names):  # whoever is ended while it stores leaves the copy made before
        assert [contents(copy) for copy in town.project.with_name(name).iterdir()] == [before]


def test_stopping_while_it_is_stored_leaves_all_as_it_was(town: TownFiles, request_then: ImportRequest) -> None:
    class Pressed(Exception):
        pass

    def stop_at(code: str) -> Progress:
        def progress(step: Step) -> None:
            if step.code == code:
                raise Pressed

        return progress

    before, names = contents(town.project), beside(town.project)
    for code in ("step.read", "step.check", "step.topology", "step.store", "step.store_land", "step.join", "step.index",
                 "step.commit"):  # fmt: skip
        with pytest.raises(Pressed):
            import_job(stop_at(code), town.project, CLERK, request_then)
        assert contents(town.project) == before, code
        assert beside(town.project) == names, code


def test_a_full_disk_is_one_sentence_and_changes_nothing(
    town: TownFiles, request_then: ImportRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, names = contents(town.project), beside(town.project)
    connect = engine.connect

    def on_a_full_disk(path: Path, **how: bool) -> Any:
        connection = connect(path, **how)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        return connection

    monkeypatch.setattr(engine, "connect", on_a_full_disk)
    with pytest.raises(Refused) as refusal:
        import_job(silent, town.project, CLERK, request_then)
    monkeypatch.undo()

    assert refusal.value.code == "project.disk_full"
    assert contents(town.project) == before
    assert beside(town.project) == names


@posix
@pytest.mark.parametrize("share", [0.01, 0.6])
def test_files_that_cannot_grow_are_one_sentence(town: TownFiles, request_then: ImportRequest, share: float) -> None:
    """The backup before the import finds no room: it is cut at its beginning, or later."""
    room = int(town.project.stat().st_size * share)
    before, names = contents(town.project), beside(town.project)
    script = (
        "import resource, sys\n"
        "from ltaxgis.cli import run\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))\n"
        "if __name__ == '__main__': sys.exit(run(sys.argv[1:]))\n"
    )
    program = town.project.parent.parent / "small_disk.py"
    program.write_text(script, encoding="utf-8")
    files = ["--register", str(request_then.registers[0].path), "--parcels", str(request_then.maps[0].path)]

    told = subprocess.run(
        [sys.executable, str(program), "import", str(town.project), *files], capture_output=True, check=False,
        timeout=120, text=True, encoding="utf-8",
    )  # fmt: skip

    assert (told.returncode, told.stderr.count("\n")) == (2, 1), told.stderr
    assert contents(town.project) == before
    assert beside(town.project) == names


def test_somebody_else_who_writes_is_named(command: Command, town: TownFiles) -> None:
    before = beside(town.project)
    with opened(town.project) as project, project.work(CLERK, "row.edit") as work:
        work.count(LandRow)
        for name in ("import", "join"):
            more = ["--register", town.register] if name == "import" else []
            told = command(name, town.project, *more)
            assert told.status == 2
            assert told.err.count("\n") == 1
            assert CLERK.name in told.err
    assert beside(town.project) == before


def test_who_wrote_and_died_is_not_named(town: TownFiles) -> None:
    dies = (
        "import os, sys, pathlib\n"
        "from ltaxgis.storage.project import open_project\n"
        "from ltaxgis.domain.project import Actor\n"
        "open_project(pathlib.Path(sys.argv[1])).announce(Actor('ผู้จากไป'))\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", dies, str(town.project)], check=False, timeout=60)

    with opened(town.project) as project:
        assert project._others() == ""
        project.announce(Actor("คนถัดไป"))


def test_what_lies_in_a_synchronised_folder_is_read_and_not_written(command: Command, town: TownFiles) -> None:
    folder = town.project.parent / "OneDrive - เทศบาล"
    folder.mkdir()
    project = Path(shutil.copy(town.project, folder))

    told = command("import", project, "--register", town.register)

    assert (told.status, told.err.count("\n")) == (2, 1)
    assert command("export", project, "--to", town.project.with_name("x.csv")).status == 0
    assert beside(project) == [project.name]


# the one SQLite library of this process

BUSY = (
    "import sys, pysqlite3.dbapi2 as s\n"
    "c = s.connect(sys.argv[1], timeout=0, isolation_level=None)\n"
    "try:\n"
    "    c.execute('BEGIN IMMEDIATE')\n"
    "except s.OperationalError as e: print(e)\n"
    "else: print('free')\n"
)


def seen_from_outside(path: Path) -> str:
    """Whether a second process finds the project locked or free."""
    asked = subprocess.run(
        [sys.executable, "-c", BUSY, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    return asked.stdout.strip()


@pytest.fixture
def held(town: TownFiles) -> Iterator[Callable[[], None]]:
    """The writer's lock is held; the fixture's value looks whether it still is."""
    project = open_project(town.project)
    with project.work(CLERK, "parcel.add") as work:
        work.apply(ChangeSet("parcel.add", (Change(None, a_parcel("09Z999", e=600_000)),)))

        def look() -> None:
            assert seen_from_outside(town.project) == "database is locked"

        look()
        yield look
    project.close()
    assert seen_from_outside(town.project) == "free"


@pytest.mark.parametrize("ending", ["gpkg", "shp", "geojson", "dxf", "kmz", "xlsx", "csv"])
def test_exporting_another_project_and_reading_it_back_keeps_the_lock(
    held: Callable[[], None], tmp_path: Path, town: TownFiles, ending: str
) -> None:
    other = a_project(tmp_path, "อีกแฟ้ม.ltax")
    other.close()
    import_job(silent, other.path, CLERK, ImportRequest((RegisterFile(town.register),), (MapFile(town.parcels),)))
    held()

    out = tmp_path / f"ออก.{ending}"
    export_job(silent, other.path, out, False, "", "th", CLERK)
    held()

    if ending in ("xlsx", "csv"):
        assert read_register(out, ReadChoice())
    elif ending != "dxf":
        assert read_shapes(out, ShapeChoice(kinds="any"))
    held()


def test_a_project_is_never_read_as_a_foreign_file(held: Callable[[], None], town: TownFiles) -> None:
    with pytest.raises(Refused):
        read_shapes(town.project, ShapeChoice())
    held()
    with pytest.raises(Refused):
        read_register(town.project, ReadChoice())
    held()


# other programs

ogrinfo = pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="gdal-bin is not installed")


def gdal(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(argument) for argument in arguments], capture_output=True, text=True, check=False, timeout=60,
        encoding="utf-8", errors="replace",
    )  # fmt: skip


@ogrinfo
def test_gdal_opens_the_project_and_shows_its_layers(town: TownFiles) -> None:
    told = gdal("ogrinfo", "-ro", "-so", town.project, "parcels_map")

    assert told.returncode == 0
    assert f"Feature Count: {COUNT}" in told.stdout
    assert "code: String" in told.stdout
    listed = gdal("ogrinfo", "-ro", town.project).stdout
    for layer in ("parcels_map", "buildings_map", "signs_map", "roads_map"):
        assert layer in listed


@ogrinfo
@pytest.mark.parametrize(
    "statement",
    ["UPDATE parcels SET code = 'x'", "DELETE FROM land_rows", "INSERT INTO settings (name, value) VALUES ('a', 'b')"],
)
def test_gdal_gets_our_sentence_when_it_writes(town: TownFiles, statement: str) -> None:
    before = contents(town.project)

    told = gdal("ogrinfo", town.project, "-sql", statement)

    assert "LTaxGIS" in told.stderr
    assert contents(town.project) == before
    assert beside(town.project) == sorted(path.name for path in (town.project, town.register, town.parcels))


@ogrinfo
def test_gdal_may_read_while_the_program_has_it_open(held: Callable[[], None], town: TownFiles) -> None:
    assert f"Feature Count: {COUNT}" in gdal("ogrinfo", "-ro", "-so", town.project, "parcels_map").stdout
    held()
