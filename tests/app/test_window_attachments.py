"""Papers that are opened or unpacked lie in a folder that goes with the window."""

import os
import tempfile
import time
from pathlib import Path

import pytest

from ltaxgis.app.window_attachments import WindowAttachments


def test_the_folder_goes_with_the_window_and_old_ones_of_dead_windows_go_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, new, other = (tmp_path / name for name in ("ltaxgis-papers-old", "ltaxgis-papers-new", "letters"))
    for folder in (old, new, other):
        folder.mkdir()
        (folder / "คำร้อง.eml").write_text("x", encoding="utf-8")
    for folder in (old, other):
        os.utime(folder, (time.time() - 10 * 24 * 3600,) * 2)

    services = WindowAttachments()
    mine = services.scratch()
    (mine / "ภาพ.png").write_bytes(b"x")
    assert services.scratch() == mine
    assert (old.exists(), new.exists(), other.exists()) == (False, True, True)
    del services

    assert not mine.exists()
