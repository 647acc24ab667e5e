"""Her own picture in the office's frame, in any size; and what is no picture."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from tests.builders import a_project
from tests.petitions import the_book
from tests.publicity import OFFICER, PublicityDesk, a_news

from ltaxgis.app.publication_pictures import picture_job
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.publicity_desk import print_sizes
from ltaxgis.services.progress import silent

PRINTS = print_sizes(the_book())


@pytest.fixture
def desk(office_folder: Path) -> Iterator[PublicityDesk]:
    project = a_project(office_folder)
    yield PublicityDesk(project)
    project.close()


def test_a_file_that_is_no_picture_is_refused_by_its_name(desk: PublicityDesk, tmp_path: Path) -> None:
    uid = desk.out(a_news())
    own = tmp_path / "ไม่ใช่ภาพ.jpg"
    own.write_bytes(b"no picture")

    with pytest.raises(Refused) as refused:
        picture_job(silent, desk.project.path, OFFICER, uid, "vinyl", tmp_path / "ก.pdf", desk.now, own)

    assert refused.value.code == "attachment.no_picture"
    assert refused.value.facts["name"] == own.name
    assert not (tmp_path / "ก.pdf").exists()


@pytest.mark.parametrize("size", sorted(PRINTS))
def test_her_own_picture_fits_one_page_of_every_printed_size(desk: PublicityDesk, tmp_path: Path, size: str) -> None:
    uid = desk.out(a_news(title="ประชาสัมพันธ์งานประเพณีประจำปีของเทศบาล " * 6))
    own, target = tmp_path / "กล้อง.png", tmp_path / "ป้าย.pdf"
    Image.new("RGB", (640, 480), "#4477aa").save(own)

    picture_job(silent, desk.project.path, OFFICER, uid, size, target, desk.now, own)

    document = pypdfium2.PdfDocument(target)
    pages, (wide, high) = len(document), document[0].get_size()
    document.close()
    assert pages == 1
    assert (wide / 72 * 2.54, high / 72 * 2.54) == pytest.approx(PRINTS[size].sides, abs=0.1)
