"""Where receiving stamps stand on a scan, put there by hand."""

from dataclasses import replace

from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.correspondence import StampPlace
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.attachments import the_attachment

PLACE = "case.stamp_place"


def place_stamp(
    project: Project, actor: Actor, attachment_uid: Uid, page: int, left: float, top: float, division: str = ""
) -> Applied:
    """The stamp of the centre, or of a division, stands here on this scan, and nowhere else. `left` and `top` are
    shares of the page, its own corner at most at its end. Refused: `stamp.off_page`, and as `the_attachment`."""
    if page < 1 or not (0 <= left <= 1 and 0 <= top <= 1):
        raise Refused("stamp.off_page")
    with project.work(actor, PLACE) as work:
        scan = the_attachment(work, actor, attachment_uid)
        known = work.having(StampPlace, "case_uid", [scan.case_uid])
        before = next((one for one in known if one.division == division), None)
        told = before or StampPlace(uid=new_uid(), case_uid=scan.case_uid, attachment_uid=scan.uid, division=division)
        after = replace(told, attachment_uid=scan.uid, page=page, left=left, top=top)
        work.apply(ChangeSet(PLACE, (Change(before, after),)))
        return work.commit()
