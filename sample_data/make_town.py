"""Makes the sample municipality: `python sample_data/make_town.py [FOLDER]` writes it beside itself, or into FOLDER."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sample_data.make.measure import report
from sample_data.make.town import SEED, make_town, write_town


def main() -> None:
    """Makes, writes and measures the town."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--real", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    parser.add_argument("--picture", type=Path, help="draws the town beside a real one (needs the real layers)")
    arguments = parser.parse_args()
    town = make_town(SEED)
    write_town(town, arguments.folder)
    print(report(town, arguments.real))
    if arguments.picture:
        from sample_data.make.picture import draw_beside

        draw_beside(town, arguments.real, arguments.picture)


if __name__ == "__main__":
    main()
