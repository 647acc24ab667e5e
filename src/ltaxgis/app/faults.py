"""Where faults of the program are written down for whoever mends them: never on the user's screen."""

import logging

import platformdirs

PROGRAM, FILE = "LTaxGIS", "ltaxgis.log"


def keep_log() -> None:
    """Tracebacks go to a file in the user's log folder, which is made with the first of them."""
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(_LogFile())


class _LogFile(logging.Handler):
    """A file that does not exist until something is worth writing; a full disk is not told twice."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            folder = platformdirs.user_log_path(PROGRAM, appauthor=False)
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / FILE).open("a", encoding="utf-8") as file:
                file.write(f"{self.format(record)}\n")
        except OSError:
            return
