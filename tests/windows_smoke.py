"""Five minutes on a town hall's PC: does the program run here?

Run it in the folder of the program: `uv run python tests/windows_smoke.py`, or with the installed Python
`python tests\\windows_smoke.py`. It makes the sample municipality in a folder with a Thai name, draws, prints, exports,
backs up, opens the window for ten seconds, and prints one line a check. Nothing outside that folder is touched.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

CHECKS: list[tuple[str, Callable[[Path], str]]] = []


def check(title: str) -> Callable[[Callable[[Path], str]], Callable[[Path], str]]:
    def keep(function: Callable[[Path], str]) -> Callable[[Path], str]:
        CHECKS.append((title, function))
        return function

    return keep


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "ltaxgis", *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise RuntimeError(done.stderr.strip() or f"exit status {done.returncode}")
    return done


@check("SpatiaLite is found")
def spatialite(_: Path) -> str:
    import pysqlite3.dbapi2 as sqlite

    from ltaxgis.storage.engine import load_spatialite

    connection = sqlite.connect(":memory:")
    load_spatialite(connection)
    version = connection.execute("SELECT spatialite_version()").fetchone()[0]
    connection.close()
    return f"SpatiaLite {version}, SQLite {sqlite.sqlite_version}"


@check("The sample municipality is made, drawn and printed")
def demo(folder: Path) -> str:
    start = time.perf_counter()
    told = json.loads(run("demo", "--no-window", "--json", "--dir", str(folder)).stdout)
    missing = [name for name in ("project", "map", "sheet") if not Path(told[name]).is_file()]
    if missing:
        raise RuntimeError(f"not made: {missing}")
    return f"{time.perf_counter() - start:.1f} s, {told['import']['join']['joined']} rows joined"


def project_in(folder: Path) -> Path:
    return next(folder.glob("*.ltax"))


@check("The register goes out to Excel, the map to GeoPackage and shapefile")
def export(folder: Path) -> str:
    for name in ("ทะเบียน.xlsx", "แผนที่.gpkg", "แผนที่.shp"):
        run("export", str(project_in(folder)), "--to", str(folder / name))
    return ", ".join(f"{path.name} {path.stat().st_size // 1024} kB" for path in sorted(folder.glob("แผนที่.*")))


@check("A verified copy is made and restored")
def backup(folder: Path) -> str:
    run("backup", str(project_in(folder)), str(folder / "สำเนา.ltax"))
    run("restore", str(folder / "สำเนา.ltax"), str(folder / "กู้คืน.ltax"))
    return f"{(folder / 'กู้คืน.ltax').stat().st_size // 1024} kB"


@check("Closing leaves one single file")
def single_file(folder: Path) -> str:
    left = [path.name for path in folder.iterdir() if path.name.endswith(("-wal", "-shm"))]
    if left:
        raise RuntimeError(f"left behind: {left}")
    return "no -wal, no -shm"


@check("The window opens with the map (look at it for ten seconds)")
def window(folder: Path) -> str:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from ltaxgis.app.window import Stage
    from ltaxgis.domain.users import User
    from ltaxgis.ui.preferences import Preferences
    from ltaxgis.ui.start.person import remember_user

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    preferences = Preferences()
    remember_user(preferences, User("ผู้ทดสอบ"))
    stage = Stage(application, "th", preferences)
    shown = stage.show(project_in(folder))
    QTimer.singleShot(10_000, application.quit)
    application.exec()
    picture = folder / "หน้าต่าง.png"
    shown.grab().save(str(picture))
    del shown
    stage.close()
    return f"picture in {picture}"


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    folder = Path(tempfile.mkdtemp(prefix="ltaxgis ")) / "แผนที่ภาษี 2569" / "ทต.ตัวอย่าง (สำรอง)"
    folder.mkdir(parents=True)
    failed = 0
    for title, function in CHECKS:
        try:
            print(f"ok      {title}: {function(folder)}", flush=True)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong is what this file is run for
            failed += 1
            print(f"FAILED  {title}: {type(error).__name__}: {error}", flush=True)
    print(f"{len(CHECKS) - failed} of {len(CHECKS)} checks passed; files are in {folder}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
