"""Papers of a project, as children of the window show them and let them leave."""

from pathlib import Path

from ltaxgis.app.opening import opened, opened_beside
from ltaxgis.domain.attachments import PaperLimits
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.formats import paper_looks
from ltaxgis.formats.pdf_traces import without_traces
from ltaxgis.services.attachments import bytes_of, leaving_bytes, the_attachment
from ltaxgis.services.progress import Progress, Step
from ltaxgis.storage.papers_beside import FolderBeside

LEFT = "case.paper_out"


def paper_pages_job(
    progress: Progress, path: Path, actor: Actor, uid: Uid, limits: PaperLimits, first: int, count: int, longest: int
) -> list[bytes]:
    """JPEGs of pages of an attachment of the project at `path`, for the screen."""
    progress(Step("work.paper_pages"))
    with opened_beside(path) as project, project.reading() as reading:
        paper = the_attachment(reading, actor, uid)
        content = bytes_of(reading, FolderBeside(path), paper)
    return paper_looks.pages_of(content, paper.media, paper.name, limits, first, count, longest)


def leaving_copy_job(progress: Progress, path: Path, actor: Actor, uid: Uid, target: Path) -> Path:
    """A copy without place and device stands at `target`; that it left is a line of the journal."""
    progress(Step("work.paper_out"))
    with opened(path) as project:
        with project.reading() as reading:
            paper = the_attachment(reading, actor, uid)
            content = leaving_bytes(reading, FolderBeside(path), paper, without_traces)
        _write(target, content)
        if project.writable:
            with project.work(actor, LEFT, paper.name) as work:
                work.commit()
    return target


def _write(target: Path, content: bytes) -> None:
    try:
        target.write_bytes(content)
    except OSError as error:
        raise Refused("file.cannot_write", name=target.name, why=error.strerror or "") from error
