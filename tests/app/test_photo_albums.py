"""An album of a publication's photos: those that were picked and agreed to, in their order, straight, in a folder."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.builders import a_project
from tests.publicity import OFFICER, PublicityDesk, a_news

from ltaxgis.app.photo_albums import album_job
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.services.progress import silent
from ltaxgis.services.publicity_photos import Marked


@pytest.fixture
def desk(office_folder: Path) -> Iterator[PublicityDesk]:
    project = a_project(office_folder)
    yield PublicityDesk(project)
    project.close()


def a_photo(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 600), colour).save(out, "JPEG")
    return out.getvalue()


def files_of(desk: PublicityDesk, uid: Uid, folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    done = album_job(silent, desk.project.path, OFFICER, uid, folder, desk.now)
    return done.files, done.left_out


def test_the_album_holds_who_agreed_in_the_order_of_the_pictures(desk: PublicityDesk, tmp_path: Path) -> None:
    uid = desk.new(a_news("activity", "วันเด็ก"))
    green = desk.photo(uid, place=2, content=a_photo("#00aa00"))
    desk.photo(uid, place=1, content=a_photo("#aa0000"))
    desk.photo(uid, place=3, consent="", content=a_photo("#0000aa"))
    desk.photo(uid, place=0, content=a_photo("#ffffff"))
    desk.mark(uid, {green: Marked(turned=3.0)})
    folder = tmp_path / "อัลบั้ม (2569)"

    files, left_out = files_of(desk, uid, folder)

    assert files == ("2569-02-02_วันเด็ก_01.jpg", "2569-02-02_วันเด็ก_02.jpg")
    assert left_out == ("ภาพกิจกรรม.jpg",)
    assert sorted(path.name for path in folder.iterdir()) == list(files)
    for name, channel in zip(files, (0, 1), strict=True):
        with Image.open(folder / name) as image:
            middle = image.getpixel((image.width // 2, image.height // 3))
        assert isinstance(middle, tuple)
        assert max(range(3), key=lambda at: middle[at]) == channel


def test_without_anybodys_word_there_is_no_album(desk: PublicityDesk, tmp_path: Path) -> None:
    uid = desk.new(a_news("activity", "วันเด็ก"))
    desk.photo(uid, consent="refused", content=a_photo("#aa0000"))
    with pytest.raises(Refused) as refused:
        files_of(desk, uid, tmp_path / "ว่าง")
    assert refused.value.code == "publicity.no_photo_to_show"
    assert not (tmp_path / "ว่าง").exists()
