"""Where the program's own data lie."""

import sys
from dataclasses import dataclass
from pathlib import Path

SAMPLE_NAME = "เทศบาลตำบลท่าแสงคำ"


@dataclass(frozen=True, slots=True)
class Resources:
    """Folders of the data that come with the program."""

    root: Path

    @property
    def words(self) -> Path:
        return self.root / "words"

    @property
    def profiles(self) -> Path:
        return self.root / "profiles"

    @property
    def code_lists(self) -> Path:
        return self.root / "code_lists"

    @property
    def office(self) -> Path:
        return self.root / "office"

    @property
    def icons(self) -> Path:
        return self.root / "icons"

    @property
    def fonts(self) -> Path:
        return self.root / "fonts"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def pages(self) -> Path:
        """Templates of the municipality's web pages."""
        return self.root / "pages"

    @property
    def styles(self) -> Path:
        return self.root / "styles"


def find_resources() -> Resources:
    """Beside the installed program, inside the package, or at the top of the source tree."""
    here = Path(__file__).resolve()
    frozen = Path(getattr(sys, "_MEIPASS", here.parents[1]))
    for root in (frozen / "resources", here.parents[1] / "resources", here.parents[3] / "resources"):
        if root.is_dir():
            return Resources(root)
    raise FileNotFoundError("resources")
