"""`ltaxgis publish`: what is published on a day, in a folder."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from tests.builders import a_project
from tests.cli.conftest import Command
from tests.publicity import OFFICER, TODAY, PublicityDesk, a_news

from ltaxgis.domain.ids import Uid
from ltaxgis.services.postings import postings_of
from ltaxgis.storage.project import open_project


@pytest.fixture
def project(office_folder: Path) -> Path:
    """A town with one news that is out, one that is scheduled for three days later, and a draft."""
    opened = a_project(office_folder)
    desk = PublicityDesk(opened)
    desk.photo(desk.new(a_news(title="ร่างที่ยังไม่มีใครเห็น")))
    desk.out(a_news(title="เปิดลานกีฬา"))
    desk.scheduled(a_news("event", "วันผู้สูงอายุ", starts=desk.now + timedelta(days=9)), days=3)
    opened.close()
    return opened.path


def test_a_days_pages_feeds_and_calendar_stand_in_the_folder(command: Command, project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "เว็บเทศบาล (ใหม่)"

    told = command("publish", project, "--out", folder, "--date", TODAY.isoformat(), "--json")

    assert told.status == 0
    assert {name: told.json[name] for name in ("date", "published", "products", "kept")} == {
        "date": "2026-02-02", "published": 1, "products": {"news": 1}, "kept": 0,
    }  # fmt: skip
    written = [path for path in folder.rglob("*") if path.is_file()]
    assert len(written) == told.json["files"] > 5
    assert told.json["pages"] == sum(path.suffix == ".html" for path in written)
    everything = "".join(
        path.read_text(encoding="utf-8") for path in written if path.suffix in (".html", ".xml", ".ics")
    )
    assert "เปิดลานกีฬา" in everything
    assert "วันผู้สูงอายุ" not in everything
    assert "ร่างที่ยังไม่มีใครเห็น" not in everything


def test_each_text_has_its_picture_beside_its_page(command: Command, project: Path, tmp_path: Path) -> None:
    told = command("publish", project, "--out", tmp_path / "w", "--date", TODAY.isoformat(), "--json")

    pictures = list((tmp_path / "w").rglob("*-link.jpg"))
    assert len(pictures) == 1 == told.json["published"]
    with Image.open(pictures[0]) as image:
        assert image.size == (1200, 630)
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "w").rglob("*.html")]
    assert any(pictures[0].name in page for page in pages)


def test_another_day_shows_what_is_scheduled_for_it(command: Command, project: Path, tmp_path: Path) -> None:
    told = command("publish", project, "--out", tmp_path / "w", "--date", "5/2/2569", "--json")

    assert told.json["products"] == {"news": 1, "event": 1}
    assert "BEGIN:VEVENT" in (tmp_path / "w" / "feeds" / "calendar.ics").read_text(encoding="utf-8")
    feed = json.loads((tmp_path / "w" / "feeds" / "feed.json").read_text(encoding="utf-8"))
    assert {one["title"] for one in feed["items"]} == {"เปิดลานกีฬา", "วันผู้สูงอายุ"}


def test_what_was_put_out_is_recorded_once(command: Command, project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    first = command("publish", project, "--out", folder, "--date", TODAY.isoformat(), "--record", "--json")
    again = command("publish", project, "--out", folder, "--date", TODAY.isoformat(), "--record", "--json")

    assert (first.json["kept"], again.json["kept"]) == (1, 0)
    opened = open_project(project)
    desk = PublicityDesk(opened)
    uid = Uid(desk.seen(TODAY)[0].uid)
    with opened.reading() as reading:
        (posting,) = postings_of(reading, OFFICER, uid)
    opened.close()
    assert (posting.channel, len(posting.sha256)) == ("web", 64)
    assert (folder / posting.place).is_file()


def test_a_day_that_cannot_be_read_and_a_folder_of_others_are_refused(
    command: Command, project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "ของคนอื่น"
    folder.mkdir()
    (folder / "งาน.docx").write_bytes(b"PK")

    for arguments in (("--out", tmp_path / "x", "--date", "เมื่อวาน"), ("--out", folder)):
        told = command("publish", project, *arguments)
        assert told.status == 2
        assert told.err.strip()
        assert "Traceback" not in told.err
    assert [path.name for path in folder.iterdir()] == ["งาน.docx"]
    shutil.rmtree(folder)
