"""Opens the real window and tells when it was there: `start_window PROJECT|- STARTED` prints seconds as JSON.

`shown`: from the start of the process to the painted window; `opened`: when the project was asked for; `map`: when its
whole map stood there.
"""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ltaxgis.app.window import Stage
from ltaxgis.domain.users import User
from ltaxgis.ui.map.desk import MapDesk
from ltaxgis.ui.preferences import Preferences
from ltaxgis.ui.start.person import remember_user

LONGEST_MS = 120_000


def main() -> None:
    project, began = sys.argv[1], float(sys.argv[2])
    told: dict[str, float] = {}
    application = QApplication([])
    preferences = Preferences()
    remember_user(preferences, User("ผู้ทดสอบ"))
    stage = Stage(application, "th", preferences)
    window = stage.show(None)
    application.processEvents()
    told["shown"] = time.time() - began
    if project == "-":
        print(json.dumps(told))
        stage.close()
        return
    told["opened"] = time.time() - began
    window.open_path(Path(project))

    def look() -> None:
        desk = next(iter(window.findChildren(MapDesk)), None)
        if desk is not None and desk.canvas is not None and desk.canvas.drawn is not None:
            told["map"] = time.time() - began
            application.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(5)
    QTimer.singleShot(LONGEST_MS, application.quit)
    application.exec()
    print(json.dumps(told))
    stage.close()


if __name__ == "__main__":
    main()
