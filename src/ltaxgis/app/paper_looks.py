"""Looking at foreign files in a child, which loads nothing that reads projects: a photo is there the sooner."""

from pathlib import Path

from ltaxgis.domain.attachments import LookedAt, PaperLimits
from ltaxgis.formats.paper_looks import look_at_papers
from ltaxgis.services.progress import Progress, Step


def look_at_papers_job(progress: Progress, paths: list[Path], limits: PaperLimits, unpack_to: Path) -> LookedAt:
    def told(done: int, total: int) -> None:
        progress(Step("work.papers", done, total))

    return look_at_papers(paths, limits, unpack_to, told)
