"""Starts the program."""

import multiprocessing
import sys


def main() -> None:
    """The entry point of the installed command; worker processes of a frozen program come through here too."""
    multiprocessing.freeze_support()
    from ltaxgis.cli import run  # after freeze_support: a worker must not build the command line

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
