"""Takes a picture of every desk, page and empty state: `python -m tests.ui.look [FOLDER]`, on a screen or under Xvfb.

The scenes stand on fakes; `real-…` are the program's own window with the sample town in it. Each size runs in a
process of its own, all at the same time: Qt takes the scale of a screen when it starts.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

SIZES = (("1366x768", 1.0), ("1920x1080", 1.25), ("3840x2160", 2.0))
TOWN = "town.ltax"


def main(arguments: list[str]) -> int:
    if len(arguments) == 3:
        take(Path(arguments[0]), arguments[1], Path(arguments[2]))
        return 0
    folder = Path(arguments[0] if arguments else "out/look")
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
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 1 if failed else 0


def _make_town(path: Path) -> None:
    from ltaxgis.app.sample import sample_job
    from ltaxgis.services.progress import silent

    sample_job(silent, path, "th")


def take(folder: Path, size: str, town: Path) -> None:
    """All scenes at one size, in both languages and both sets of colours."""
    from PySide6.QtWidgets import QApplication
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
                    save(window.grab(), folder / f"{scene}-{language}-{colours.name}-{size}.png")
                    window.close()
                    remove(window)
    for colours, language in ((LIGHT, "th"), (DARK, "en")):
        for scene, picture in take_real(application, town, language, colours, (width, height)):
            save(picture, folder / f"real-{scene}-{language}-{colours.name}-{size}.png")


def save(picture: "QPixmap", path: Path) -> None:
    """Packed lightly: a large picture takes seconds at Qt's usual effort."""
    picture.save(str(path), "PNG", 80)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
