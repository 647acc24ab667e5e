"""F1: the guide in the system's own viewer, at the page of what the window shows. Nothing is asked of a network.

A place in the guide is marked `<!-- F1: register -->` over its heading; a topic without one begins at the
guide's first page.
"""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument

from ltaxgis.domain.errors import Refused

FIRST = "README"
_MARK = re.compile(r"^<!-- F1: (?P<topic>[\w.]+) -->\n", re.MULTILINE)
_BODY = re.compile(r"<body[^>]*>(?P<body>.*)</body>", re.DOTALL)
_BOLD = re.compile(r'<span style="[^"]*font-weight:[6-9]00[^"]*">(?P<text>.*?)</span>')
_STYLE = re.compile(r' style="[^"]*"')
_PICTURE = re.compile(r'src="(?!\w+:)(?P<path>[^"]+)"')
_PAGE = """<!DOCTYPE html>
<html lang="th"><head><meta charset="utf-8"><title>LTaxGIS</title><style>
body {{ font-family: Sarabun, "Noto Sans Thai", "Leelawadee UI", sans-serif; line-height: 1.6; margin: 2em auto;
  max-width: 54em; padding: 0 1.5em; }}
img {{ max-width: 100%; border: 1px solid #dde2e8; }}
table {{ border-collapse: collapse; }} td, th {{ border: 1px solid #dde2e8; padding: 4px 10px; text-align: left; }}
</style></head><body>
{body}
<script>location.hash = "{topic}";</script></body></html>
"""


class Guide:
    """`source` holds the guide's pages as Markdown; they are written to `target` as pages any browser shows."""

    def __init__(self, source: Path, target: Path, open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl) -> None:
        self._source, self._target, self._open_url = source, target, open_url

    def open(self, topic: str) -> None:
        """The page that tells of the topic is shown. Raises `Refused`: `guide.missing`, or `guide.no_viewer` with the
        place of the page where the system has nothing that shows it."""
        page = self.write(topic)
        if not self._open_url(QUrl.fromLocalFile(str(page))):
            raise Refused("guide.no_viewer", path=str(page))

    def write(self, topic: str) -> Path:
        """All pages are written; answers the one that begins at the topic."""
        pages = sorted(self._source.glob("*.md"))
        if not pages:
            raise Refused("guide.missing", path=str(self._source))
        texts = {page.stem: page.read_text(encoding="utf-8") for page in pages}
        name, mark = _found(texts, topic)
        try:
            self._target.mkdir(parents=True, exist_ok=True)
            for stem, text in texts.items():
                page = _PAGE.format(body=self._body(text), topic=mark if stem == name else "")
                (self._target / f"{stem}.html").write_text(page, encoding="utf-8")
        except OSError as error:
            raise Refused("guide.no_viewer", path=str(self._source / f"{name}.md")) from error
        return self._target / f"{name}.html"

    def _body(self, text: str) -> str:
        """The page with an anchor at each mark, pictures where they lie, and links that lead to written pages."""
        begin, *rest = _MARK.split(text)
        parts = [_html(begin)]
        for topic, part in zip(rest[::2], rest[1::2], strict=True):
            parts.append(f'<a id="{topic}"></a>\n{_html(part)}')
        body = "\n".join(parts).replace('.md"', '.html"')
        return _PICTURE.sub(lambda found: f'src="{(self._source / found["path"]).as_uri()}"', body)


def _found(texts: dict[str, str], topic: str) -> tuple[str, str]:
    """The page and the mark that tell of a topic, or of what it is a part of (`import.crs` of `import`)."""
    for wanted in (topic, topic.partition(".")[0]):
        for name, text in texts.items():
            if any(found["topic"] == wanted for found in _MARK.finditer(text)):
                return name, wanted
    return (FIRST if FIRST in texts else next(iter(texts))), ""


def _html(markdown: str) -> str:
    document = QTextDocument()
    document.setMarkdown(markdown)
    found = _BODY.search(document.toHtml())
    return _STYLE.sub("", _BOLD.sub(r"<b>\g<text></b>", found["body"])) if found else ""
