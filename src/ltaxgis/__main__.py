"""Starts the program."""

import gc
import multiprocessing
import sys

INTERRUPTED = 130


def main() -> None:
    """The entry point of the installed command; worker processes of a frozen program come through here too."""
    multiprocessing.freeze_support()
    try:
        from ltaxgis.cli import run  # after freeze_support: a worker must not build the command line

        status = run(sys.argv[1:])
    except KeyboardInterrupt:  # before anything was begun
        status = INTERRUPTED
    gc.freeze()  # the process ends: nobody needs to look through all that is left for garbage
    sys.exit(status)


if __name__ == "__main__":
    main()
