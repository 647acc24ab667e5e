"""What the window's process carries: not the libraries of foreign files."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.builders import a_project

FOR_A_PROJECT = ("sqlalchemy", "pysqlite3", "pyproj", "shapely", "numpy", "ltaxgis.ui.work_desk")
HEAVY = ("pandas", "geopandas", "matplotlib", "geoalchemy2", "pyogrio", "fiona", "typst", "pikepdf", "openpyxl")


@pytest.mark.needs_qt
def test_the_start_page_waits_for_nothing_that_only_a_project_needs() -> None:
    asks = f"print([name for name in {FOR_A_PROJECT!r} if name in sys.modules])\n"
    script = (
        "import sys\n"
        "import ltaxgis.app.window\n"
        "from ltaxgis.app.window_services import WindowServices\n"
        "from ltaxgis.ports.resources import find_resources\n"
        "services = WindowServices(find_resources())\n"
        "services.recent([])\n"
        f"{asks}services.get_ready()\n{asks}"
    )

    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)

    assert told.stdout.splitlines() == ["[]", str(list(FOR_A_PROJECT))]


@pytest.mark.needs_qt
def test_opening_a_project_loads_nothing_that_reads_foreign_files(office_folder: Path) -> None:
    project = a_project(office_folder)
    project.close()
    script = (
        "import sys, pathlib\n"
        "import ltaxgis.app.window\n"
        "from ltaxgis.app.window_services import WindowServices\n"
        "from ltaxgis.ports.resources import find_resources\n"
        "services = WindowServices(find_resources())\n"
        "opened = services.open_project(pathlib.Path(sys.argv[1]))\n"
        "services.join_lists(opened); opened.close()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )

    told = subprocess.run(
        [sys.executable, "-c", script, str(project.path)], capture_output=True, text=True, check=True, timeout=120
    )

    assert told.stdout.strip() == "[]"
