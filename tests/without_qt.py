"""Runs the tests of everything below `render` in an environment that has no PySide6.

The environment is made in a second: links to all installed packages but Qt's.
"""

import os
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
QT = ("pyside6", "shiboken6", "pytestqt", "pytest_qt")
FOLDERS = ("domain", "words", "services", "storage", "formats", "matching", "search", "sample")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="ltaxgis-without-qt-") as folder:
        packages = Path(folder) / "packages"
        _link_packages(packages)
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(packages), str(TOP / "src"), str(TOP)])}
        python = getattr(sys, "_base_executable", sys.executable)
        absent = [python, "-S", "-c", "import importlib.util as u; assert u.find_spec('PySide6') is None"]
        subprocess.run(absent, check=True, env=environment)
        tests = [str(TOP / "tests" / name) for name in FOLDERS if (TOP / "tests" / name).is_dir()]
        command = [
            python,
            "-S",
            "-m",
            "pytest",
            "-q",
            "--no-xvfb",
            "-n",
            "2",
            "--dist",
            "loadfile",
            "-m",
            "not needs_qt",
            "-p",
            "no:cacheprovider",
            *tests,
        ]
        return subprocess.run(command, env=environment, cwd=TOP, check=False).returncode


def _link_packages(folder: Path) -> None:
    folder.mkdir()
    for entry in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if not entry.name.lower().startswith(QT) and not entry.name.startswith("__editable__"):
            (folder / entry.name).symlink_to(entry)


if __name__ == "__main__":
    sys.exit(main())
