"""Where a project may be written: on a disk of this PC, and nowhere else."""

from pathlib import Path, PurePosixPath

import pytest

from ltaxgis.storage.own_disk import NETWORK_SYSTEMS, mounted_as, names_a_server, why_read_only

MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/tax /mnt/กองคลัง\\040(กลาง) cifs rw 0 0
/dev/sdb1 /mnt/กองคลัง\\040(กลาง)/disk ext4 rw 0 0
host:/x /srv/map nfs4 rw 0 0
"""


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


@pytest.mark.parametrize(
    ("path", "remote"),
    [("/mnt/กองคลัง (กลาง)/แผนที่ 2569/x.ltax", True), ("/srv/map/x.ltax", True), ("/srv/maps/x.ltax", False),
     ("/mnt/กองคลัง (กลาง)/disk/x.ltax", False), ("/home/กัลยา/x.ltax", False)],
)  # fmt: skip
def test_a_folder_of_another_computer_is_known_by_how_it_is_mounted(path: str, remote: bool) -> None:
    assert mounted_as(PurePosixPath(path), MOUNTS).startswith(NETWORK_SYSTEMS) is remote


@pytest.mark.parametrize(
    ("drive", "server"),
    [("\\\\server\\กองคลัง", True), ("\\\\?\\UNC\\server\\x", True), ("C:", False), ("\\\\?\\C:", False), ("", False)],
)
def test_a_path_of_windows_that_names_a_server_is_told_from_a_long_one(drive: str, server: bool) -> None:
    assert names_a_server(drive) is server
