"""Words for the loudspeakers are approved: with the text what the program made of it, by a chief what others wrote."""

from datetime import UTC, datetime

from ltaxgis.domain.broadcasts import may_be_read, script_hash
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.publicity import Broadcast, Edition, ScriptApproval, shown_of
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.made_texts import made_texts
from ltaxgis.services.personal_data import find_personal
from ltaxgis.services.publication_file import text_hash, the_publication
from ltaxgis.words import Words


def approve_script(project: Project, actor: Actor, book: OfficeBook, broadcast: Uid, now: datetime) -> Applied:
    """A chief has read these words: they may be read aloud as long as this edition of the text is shown. Refused:
    `posting.not_approved` where the text itself is not, `publicity.personal_unseen`."""
    ask_leave(actor, "scripts.approve")
    with project.work(actor, "case.script_approved") as work:
        told = the_broadcast(work, actor, broadcast)
        case, publication = the_publication(work, actor, told.case_uid)
        shown = shown_of(work.having(Edition, "case_uid", [case.uid]))
        if shown is None:
            raise Refused("posting.not_approved", number=case.number)
        if any(not one.seen for one in find_personal(work, book, case, publication)):
            raise Refused("publicity.personal_unseen")
        if not is_approved(work, told):
            made = _approval(told, shown, now, actor.name)
            work.apply(ChangeSet("case.script_approved", (Change(None, made),)))
        return work.commit()


def approval_of_made(
    work: Work, actor: Actor, book: OfficeBook, settings: ProjectSettings, words: Words, broadcast: Broadcast,
    now: datetime,
) -> ScriptApproval | None:  # fmt: skip
    """What the program made of the approved text was approved with it; None for words of somebody's own."""
    case, publication = the_publication(work, actor, broadcast.case_uid)
    shown = shown_of(work.having(Edition, "case_uid", [case.uid]))
    if shown is None or text_hash(work, case, publication) != shown.sha256:
        return None
    made = made_texts(work, actor, book, settings, words, case.uid, now).spoken
    return _approval(broadcast, shown, now, shown.approved_by or actor.name) if broadcast.script == made else None


def is_approved(reading: Reading, broadcast: Broadcast) -> bool:
    """Whether its words may be read beside what is shown now."""
    of_case = [broadcast.case_uid]
    shown = shown_of(reading.having(Edition, "case_uid", of_case))
    return may_be_read(broadcast, shown, reading.having(ScriptApproval, "case_uid", of_case))


def the_broadcast(reading: Reading, actor: Actor, uid: Uid) -> Broadcast:
    """Refused where it is gone (`broadcast.gone`) or the person may not see its case."""
    found = next(iter(reading.get(Broadcast, [uid])), None)
    if found is None:
        raise Refused("broadcast.gone")
    the_publication(reading, actor, found.case_uid)
    return found


def _approval(broadcast: Broadcast, shown: Edition, now: datetime, by: str) -> ScriptApproval:
    return ScriptApproval(
        uid=new_uid(), case_uid=broadcast.case_uid, script=script_hash(broadcast.script), text=shown.sha256,
        at=now.astimezone(UTC), by=by,
    )  # fmt: skip
