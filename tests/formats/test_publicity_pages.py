"""The folder of pages: valid, readable without a script, swapped whole, and looked at in a browser where one is."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.published import FACE, a_photo, an_alert, an_event, published

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.published import Published
from ltaxgis.formats.publicity_pages import PageExtras, page_files, write_pages
from ltaxgis.ports.resources import find_resources

DAY = date(2026, 1, 16)
NASTY = '<script>alert(1)</script> =HYPERLINK("x") & "ประกาศ"'
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")


def everything() -> list[Published]:
    return [published(), an_alert(), an_event(), published(uid="d", slug="activity-7", product="activity", title=NASTY,
                                                           product_th="ข่าวกิจกรรม", pictures=(a_photo(),))]  # fmt: skip


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return page_files(everything(), FACE, DAY, PageExtras(), find_resources())


def pages(files: dict[str, bytes]) -> dict[str, str]:
    return {name: content.decode() for name, content in files.items() if name.endswith(".html")}


def test_every_page_is_valid_html_in_its_language(files: dict[str, bytes]) -> None:
    parser = html5lib.HTMLParser(strict=True)
    for name, text in pages(files).items():
        tree = parser.parse(text)
        assert tree.attrib["lang"] == ("en" if name.startswith("en/") else "th"), name


def test_no_page_runs_anything_or_loads_from_elsewhere(files: dict[str, bytes]) -> None:
    for name, text in pages(files).items():
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        assert [one for one in tree.iter("script") if one.get("type") != "application/ld+json"] == [], name
        for one in tree.iter():
            assert not any(attribute.startswith("on") for attribute in one.attrib if isinstance(attribute, str)), name
            if one.tag in ("img", "source", "iframe", "embed"):
                assert not re.match(r"(https?:)?//", one.get("src", "")), name
        assert "Content-Security-Policy" in text, name


def test_every_picture_says_what_it_shows_and_every_link_leads_somewhere(files: dict[str, bytes]) -> None:
    for name, text in pages(files).items():
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        assert all(one.get("alt") is not None for one in tree.iter("img")), name
        levels = [int(str(one.tag)[1]) for one in tree.iter() if re.fullmatch(r"h[1-6]", str(one.tag))]
        assert levels[0] == 1, name
        assert all(after - before <= 1 for before, after in pairwise(levels)), name
        for link in tree.iter("a"):
            href = str(link.get("href"))
            if not re.match(r"[a-z]+:|#|//", href):
                target = (Path(name).parent / href.split("#")[0]).as_posix()
                assert _tidy(target) in files, f"{name} → {href}"


def _tidy(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def test_a_title_with_markup_is_read_as_it_was_written(files: dict[str, bytes]) -> None:
    text = next(text for name, text in pages(files).items() if "activity-7" in name and not name.startswith("en/"))

    assert NASTY in "".join(html5lib.parse(text, namespaceHTMLElements=False).itertext())
    assert "<script>alert" not in text


def test_what_is_published_no_more_is_gone_and_a_stopped_run_leaves_the_old(tmp_path: Path) -> None:
    folder = tmp_path / "เว็บ ประชาสัมพันธ์"
    first = write_pages(folder, everything(), FACE, DAY)
    assert any("alert-1" in name for name in first)
    second = write_pages(folder, [published()], FACE, DAY)

    assert not any("alert-1" in name for name in second)
    there = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert there == second
    assert [one.name for one in tmp_path.iterdir()] == [folder.name]


def test_a_folder_of_somebody_elses_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "งานของฉัน.docx").write_bytes(b"x")
    with pytest.raises(Refused, match=r"pages\.folder_taken"):
        write_pages(tmp_path, [published()], FACE, DAY)

    assert [one.name for one in tmp_path.iterdir()] == ["งานของฉัน.docx"]


def test_a_picture_that_is_none_is_refused_by_name(tmp_path: Path) -> None:
    broken = published(pictures=(replace(a_photo(), content=b"no picture"),))
    with pytest.raises(Refused, match=r"attachment\.no_picture"):
        write_pages(tmp_path / "เว็บ", [broken], FACE, DAY)
    assert list(tmp_path.iterdir()) == []


@given(title=st.text(min_size=1, max_size=60), body=st.text(max_size=200))
@settings(max_examples=10, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_any_text_makes_valid_pages(title: str, body: str) -> None:
    made = page_files([published(title=title, paragraphs=(body,))], FACE, DAY, PageExtras(), find_resources())
    parser = html5lib.HTMLParser(strict=True)
    for text in pages(made).values():
        parser.parse(text)


@pytest.mark.skipif(BROWSER is None, reason="no chromium on this machine")
@pytest.mark.parametrize("width", [390, 1280])
def test_a_browser_shows_it_without_scrolling_sideways(tmp_path: Path, width: int) -> None:
    folder = tmp_path / "เว็บ"
    write_pages(folder, everything(), FACE, DAY)
    shot = tmp_path / "page.png"
    command = [
        str(BROWSER), "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        f"--user-data-dir={tmp_path / 'home'}", f"--window-size={width},1400", f"--screenshot={shot}",
        (folder / "index.html").as_uri(),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    picture = Image.open(shot).convert("RGB")
    assert picture.width == width
    assert len(picture.resize((64, 64)).getcolors(4096) or []) > 12
