"""The photos of a day leave small, straight, framed and without what they tell of place and device."""

import io
from datetime import date

import numpy as np
import pytest
from PIL import Image
from tests.published import FACE, published

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.photo_album import MOST_BYTES, AlbumPhoto, album, album_name, straighten

DAY = date(2026, 1, 15)


def a_noisy_photo(wide: int = 2400, high: int = 1600) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "A telephone"
    exif[0x0112] = 6
    grains = np.random.default_rng(7).integers(0, 255, (high, wide, 3), dtype=np.uint8)
    Image.fromarray(grains).save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def test_photos_are_named_by_day_and_small_and_tell_nothing() -> None:
    made = album([AlbumPhoto(a_noisy_photo(), turned=2.5)] * 2, published(title="วันเด็ก: 2569?"), FACE, DAY)
    assert list(made) == ["2569-01-15_วันเด็ก-2569_01.jpg", "2569-01-15_วันเด็ก-2569_02.jpg"]
    for content in made.values():
        assert len(content) <= MOST_BYTES
        with Image.open(io.BytesIO(content)) as image:
            assert max(image.size) <= 2048
            assert image.height > image.width  # the camera was held upright
            assert dict(image.getexif()) == {}
            assert b"telephone" not in content


def test_a_straightened_photo_has_no_empty_corners() -> None:
    out = io.BytesIO()
    Image.new("RGB", (900, 600), (250, 250, 250)).save(out, "JPEG")
    with Image.open(io.BytesIO(straighten(out.getvalue(), 5))) as image:
        assert np.asarray(image).min() > 230
        assert 750 < image.width < 900


def test_any_name_can_be_a_file() -> None:
    assert album_name(DAY, 'a/b\\c:"*?<>|', 3) == "2569-01-15_a-b-c_03.jpg"
    assert album_name(DAY, "...", 1) == "2569-01-15_ภาพ_01.jpg"


def test_what_is_no_photo_is_named() -> None:
    with pytest.raises(Refused) as refused:
        album([AlbumPhoto(b"no photo", name="x.jpg")], published(), FACE, DAY)
    assert refused.value.facts["name"] == "x.jpg"
