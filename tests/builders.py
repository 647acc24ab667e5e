"""Things for tests, made in one line."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from shapely import MultiPolygon, box

from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.register import LandRow
from ltaxgis.storage.create import create_project
from ltaxgis.storage.project import SqlProject, open_project

CLERK = Actor("สมศรี ทดสอบ", "เจ้าพนักงานจัดเก็บรายได้")


def a_project(folder: Path, name: str = "ทดสอบ.ltax", crs: int = 32647) -> SqlProject:
    """An empty project, open; the caller closes it. All of a process have one identity: tests that need two make the
    second one by `create_project`."""
    path = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_empty_project(crs), path)
    return open_project(path)


@cache
def _empty_project(crs: int) -> Path:
    """Made once in a process: SpatiaLite's own tables take a quarter of a second."""
    path = a_folder() / "ว่าง.ltax"
    create_project(path, ProjectSettings("เทศบาลตำบลทดสอบ", crs))
    return path


def a_folder() -> Path:
    """For what is made once and copied by many tests: gone when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="ltaxgis-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def a_parcel(code: str = "01A001", e: float = 500_000, n: float = 2_000_000, side: float = 20) -> Parcel:
    shape = MultiPolygon([box(e, n, e + side, n + side)])
    return Parcel(uid=new_uid(), code=code, code_read=code, shape=shape, area_m2=side * side)


def a_row(code: str = "01A001", area: int = 10_000, title_no: str = "1") -> LandRow:
    return LandRow(uid=new_uid(), code=code, code_read=code, area=area, title_kind="deed", title_no=title_no)
