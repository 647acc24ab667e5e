"""What all tests share: the words, the sample town, and folders as they are in a town hall."""

from pathlib import Path

import pytest

from ltaxgis.ports.resources import Resources, find_resources
from ltaxgis.words import Words, load_words

REAL_DATA = Path(__file__).parents[2] / "shared" / "data"
SAMPLE = Path(__file__).parents[1] / "sample_data"


@pytest.fixture(scope="session")
def resources() -> Resources:
    return find_resources()


@pytest.fixture(scope="session")
def words(resources: Resources) -> Words:
    return load_words(resources.words, "th")


@pytest.fixture
def office_folder(tmp_path: Path) -> Path:
    """A folder named as municipalities name theirs: Thai, spaces, brackets."""
    folder = tmp_path / "แผนที่ภาษี 2569" / "ทต.ตัวอย่าง (สำรอง)"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture(scope="session")
def real_data() -> Path:
    if not REAL_DATA.is_dir():
        pytest.skip("../shared/data is not here")
    return REAL_DATA
