"""Whether a project may be written where it lies: only on a disk of this PC."""

import os
import sys
from pathlib import Path, PurePath

SYNCHRONISED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "mega")
NETWORK_SYSTEMS = ("nfs", "cifs", "smb", "fuse.sshfs", "fuse.rclone", "davfs", "9p", "afs")
WINDOWS_REMOTE = 4


def why_read_only(path: Path) -> str:
    """The code of the reason why this project is opened to read only; empty where it may be written."""
    place = path.resolve()
    if _on_network(place):
        return "project.on_network"
    if any(word in part.lower() for part in place.parts[:-1] for word in SYNCHRONISED):
        return "project.synchronised"
    if not os.access(place, os.W_OK) or not os.access(place.parent, os.W_OK):
        return "project.read_only_place"
    return ""


def _on_network(place: Path) -> bool:
    if sys.platform == "win32":
        import ctypes  # only Windows asks this way

        remote = ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == WINDOWS_REMOTE
        return names_a_server(place.drive) or remote
    mounts = Path("/proc/mounts")
    if not mounts.is_file():
        return False
    return mounted_as(place, mounts.read_text(encoding="utf-8")).startswith(NETWORK_SYSTEMS)


def names_a_server(drive: str) -> bool:
    r"""Whether a drive of Windows is `\\server\share`; a long path of this PC begins `\\?\C:`."""
    plain = drive.removeprefix("\\\\?\\")
    return plain.upper().startswith("UNC\\") if plain != drive else drive.startswith("\\\\")


def mounted_as(place: PurePath, mounts: str) -> str:
    """The file system on which a place lies, by the lines of /proc/mounts: that of the deepest folder above it."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, folder, system, *_ = line.split(" ")
        folder = folder.replace("\\040", " ")
        if place.is_relative_to(folder) and len(folder) >= len(best):
            best, kind = folder, system
    return kind
