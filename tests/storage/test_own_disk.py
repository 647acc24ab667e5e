"""Where a project may be written: on a disk of this PC, and nowhere else."""

from pathlib import Path

import pytest

from ltaxgis.storage.own_disk import why_read_only


@pytest.mark.parametrize("folder", ["OneDrive - เทศบาล", "Dropbox", "Google Drive", "Nextcloud", "iCloudDrive"])
def test_folders_that_a_cloud_copies_are_read_only(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder / "แผนที่ภาษี"
    place.mkdir(parents=True)
    (place / "x.ltax").touch()

    assert why_read_only(place / "x.ltax") == "project.synchronised"


def test_an_ordinary_folder_is_written_also_where_the_file_is_named_like_a_cloud(office_folder: Path) -> None:
    path = office_folder / "สำเนาจาก dropbox.ltax"
    path.touch()

    assert why_read_only(path) == ""


def test_a_link_out_of_a_cloud_is_judged_by_where_it_leads(tmp_path: Path, office_folder: Path) -> None:
    path = office_folder / "x.ltax"
    path.touch()
    cloud = tmp_path / "OneDrive"
    cloud.mkdir()
    try:
        (cloud / "x.ltax").symlink_to(path)
    except OSError:
        pytest.skip("no links without privileges here")

    assert why_read_only(cloud / "x.ltax") == ""
