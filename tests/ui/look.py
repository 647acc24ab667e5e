"""Takes a picture of every desk, page and empty state: `python -m tests.ui.look [FOLDER]`, on a screen or under Xvfb.

The scenes stand on fakes; `real-…` are the program's own window with the sample town in it. Each size runs in a
process of its own, all at the same time: Qt takes the scale of a screen when it starts. Before its picture is taken
each window is searched for faults (`faults.py`); a fault, a blank picture or one that is missing fails the run.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPixmap

SIZES = (("1366x768", 1.0), ("1920x1080", 1.25), ("3840x2160", 2.0))
TOWN = "town.ltax"
FEWEST_COLOURS = 6
"""Of a picture made small: an empty window in one colour has two or three."""


def main(arguments: list[str]) -> int:
    if len(arguments) == 3:
        return 1 if take(Path(arguments[0]), arguments[1], Path(arguments[2])) else 0
    folder = Path(arguments[0] if arguments else "out/look")
    wanted = len(SIZES) * _pictures_of_a_size()
    for old in folder.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as scratch:
        town = Path(scratch) / TOWN
        _make_town(town)
        running = []
        for size, scale in SIZES:
            environment = {**os.environ, "QT_SCALE_FACTOR": str(scale)}
            own_town = town.with_stem(size)
            shutil.copyfile(town, own_town)
            command = [sys.executable, "-m", "tests.ui.look", str(folder), size, str(own_town)]
            running.append(subprocess.Popen(command, env=environment))
        failed = [process.args for process in running if process.wait() != 0]
    taken = len(list(folder.glob("*.png")))
    print(f"{taken} of {wanted} pictures in {folder}")
    return 1 if failed or taken != wanted else 0


def _pictures_of_a_size() -> int:
    from tests.ui.real_scenes import REAL_SCENES
    from tests.ui.scenes import SCENES

    return 4 * len(SCENES) + 2 * len(REAL_SCENES)


def _make_town(path: Path) -> None:
    from ltaxgis.app.sample import sample_job
    from ltaxgis.services.progress import silent

    sample_job(silent, path, "th")


def take(folder: Path, size: str, town: Path) -> list[str]:
    """All scenes at one size, in both languages and both sets of colours; answers what is wrong with them."""
    from PySide6.QtWidgets import QApplication
    from tests.ui.faults import faults
    from tests.ui.real_scenes import take_real
    from tests.ui.scenes import SCENES, window_for
    from tests.ui.stage import dress, remove

    from ltaxgis.ports.resources import find_resources
    from ltaxgis.ui.tokens import DARK, LIGHT

    application = QApplication(sys.argv[:1])
    resources = find_resources()
    folder.mkdir(parents=True, exist_ok=True)
    ratio = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    width, height = (round(int(part) / ratio) for part in size.split("x"))
    wrong: list[str] = []
    sys.excepthook = lambda kind, error, _: wrong.extend(_tell(folder / size, [f"raised {kind.__name__}: {error}"]))
    with tempfile.TemporaryDirectory() as scratch:
        for colours in (LIGHT, DARK):
            dress(application, resources, colours, Path(scratch))
            for language in ("th", "en"):
                for scene in SCENES:
                    window = window_for(scene, resources, language, colours)
                    window.resize(width, height)
                    window.show()
                    for _ in range(3):
                        application.processEvents()
                    picture = folder / f"{scene}-{language}-{colours.name}-{size}.png"
                    wrong += _tell(picture, [*faults(window), *save(window.grab(), picture)])
                    window.close()
                    remove(window)
    for colours, language in ((LIGHT, "th"), (DARK, "en")):
        for scene, grabbed in take_real(application, town, language, colours, (width, height)):
            picture = folder / f"real-{scene}-{language}-{colours.name}-{size}.png"
            wrong += _tell(picture, save(grabbed, picture))
    return wrong


def save(picture: "QPixmap", path: Path) -> list[str]:
    """Packed lightly, as a large picture takes seconds at Qt's usual effort; answers what is wrong with it."""
    from PySide6.QtGui import QImage

    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
    if not image.save(str(path), "PNG", 80):  # type: ignore[call-overload]
        return ["could not be written"]
    return ["blank"] if _colours(image) < FEWEST_COLOURS else []


def _colours(image: "QImage") -> int:
    small = image.scaled(96, 96)
    return len({small.pixel(x, y) for x in range(96) for y in range(96)})


def _tell(picture: Path, wrong: list[str]) -> list[str]:
    told = [f"{picture.name}: {each}" for each in wrong]
    for line in told:
        print(line, flush=True)
    return told


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
