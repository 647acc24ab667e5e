"""The map in an alert's picture: where the area is, and nothing of anybody's property."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from shapely import box
from tests.builders import a_project
from tests.publicity import OFFICER, PublicityDesk, a_news

from ltaxgis.app.area_maps import area_maps
from ltaxgis.app.publication_pictures import picture_job
from ltaxgis.services.progress import silent
from ltaxgis.services.published import as_it_would_be

AREA = box(650_000, 1_683_000, 650_800, 1_683_800)


@pytest.fixture
def desk(office_folder: Path) -> Iterator[PublicityDesk]:
    project = a_project(office_folder)
    yield PublicityDesk(project)
    project.close()


def maps_of(desk: PublicityDesk, *uids: str) -> dict[str, bytes]:
    with desk.project.reading() as reading:
        shown = [
            as_it_would_be(reading, OFFICER, desk.book, desk.project.settings.crs, uid, desk.now)  # type: ignore[arg-type]
            for uid in uids
        ]
    return area_maps(desk.project, shown)


def test_the_area_stands_red_in_the_middle_of_its_map(desk: PublicityDesk) -> None:
    alert, news = desk.new(a_news("alert", "น้ำล้นตลิ่ง", area=AREA)), desk.new()

    made = maps_of(desk, alert, news)

    assert list(made) == [alert]
    with Image.open(io.BytesIO(made[alert])) as image:
        pixels = np.asarray(image.convert("RGB")).astype(int)
    high, wide, _ = pixels.shape
    red = pixels[..., 0] - pixels[..., 1]
    assert red[high // 2, wide // 2] > 40
    assert red[20, 20] < 5
    middle = red[:, (wide - high) // 2 : (wide + high) // 2]
    assert (middle > 40).sum() == (red > 40).sum(), "the area is within the square in the middle"
    assert 0.4 < (middle > 40).mean() < 0.8


def test_what_has_a_photo_needs_no_map(desk: PublicityDesk) -> None:
    alert = desk.new(a_news("alert", "น้ำล้นตลิ่ง", area=AREA))
    content = io.BytesIO()
    Image.new("RGB", (64, 48), "#335577").save(content, "JPEG")
    desk.photo(alert, content=content.getvalue())
    assert maps_of(desk, alert) == {}


def test_the_map_is_in_the_picture(desk: PublicityDesk, tmp_path: Path) -> None:
    told = {uid: tmp_path / f"{uid}.png" for uid in (desk.new(a_news("alert", area=AREA)), desk.new(a_news("alert")))}
    for uid, target in told.items():
        picture_job(silent, desk.project.path, OFFICER, uid, "square", target, desk.now)
    (with_map, without) = (np.asarray(Image.open(path).convert("RGB")).astype(int) for path in told.values())
    tinted = [((one[..., 0] - one[..., 1] > 40) & (one[..., 0] > 150)).mean() for one in (with_map, without)]
    assert tinted[0] > tinted[1] + 0.02
