"""What was issued, as issued: papers that left the office are kept with their case."""

import hashlib
from pathlib import Path

from ltaxgis.domain.attachments import ISSUED, PDF, Attachment, PaperLimits, PaperLook
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.paper_names import kept_name
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.attachments import PapersBeside
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.attachments import ATTACH, Taken, attach_in
from ltaxgis.services.case_steps import the_case
from ltaxgis.services.papers_asked import written_kinds

LICENCE = "licence"


def is_kept(desk: str, kind: str) -> bool:
    """Whether a paper of a kind stays with its case when it leaves the office: licences, letters and orders."""
    return kind == LICENCE or kind in written_kinds(desk)


def issued_name(title: str, renewals: int = 0) -> str:
    """What a kept paper is called: numbers of licences have a slash, a renewed one is another paper."""
    told = f"{title} ({renewals})" if renewals else title
    return kept_name(f"{told.replace('/', '-')}.pdf", PDF)


def keep_issued(
    project: Project, actor: Actor, beside: PapersBeside, limits: PaperLimits, case_uid: Uid, path: Path, name: str
) -> Applied:
    """The PDF at a path belongs to the case as what was issued, under its content's hash; nothing happens where the
    case has it already. Its text is not made searchable: a form of the law bears numbers in full. Refused as
    `attach`."""
    ask_leave(actor, "cases.work")
    content = path.read_bytes()
    look = PaperLook(path, name, PDF, len(content), hashlib.sha256(content).hexdigest())
    with project.work(actor, ATTACH) as work:
        case = the_case(work, actor, case_uid)
        there = {one.sha256 for one in work.having(Attachment, "case_uid", [case_uid])}
        if look.sha256 not in there:
            attach_in(work, beside, limits, case, [Taken(look, ISSUED)])
        return work.commit()


def was_issued(reading: Reading, case_uid: Uid, name: str) -> bool:
    """Whether a paper of this name left the office already: what is printed now is a copy."""
    kept = reading.having(Attachment, "case_uid", [case_uid])
    return any(one.kind == ISSUED and one.name == name for one in kept)
