"""What files, lends and destroys letters: for everybody but who only looks."""

from collections.abc import Callable
from datetime import date

from tests.case_desk import MORNING, shipped_book

from ltaxgis.domain.correspondence import Folder
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.services.destruction import carry_out, make_list, mark_lines, name_committee
from ltaxgis.services.letter_filing import file_letter, give_back, hand_over, hold, keep_folder, lend
from ltaxgis.services.stamp_places import place_stamp
from ltaxgis.storage.project import SqlProject

BOOK, TODAY, ONE = shipped_book(), date(2026, 1, 5), Uid("1")
A_FOLDER = Folder(uid=ONE, code="03", title="โต้ตอบ", year=2569, retention="routine")
FILING: dict[str, Callable[[SqlProject, Actor], object]] = {
    "services/letter_filing.keep_folder": lambda project, who: keep_folder(project, who, BOOK, A_FOLDER),
    "services/letter_filing.file_letter": lambda project, who: file_letter(project, who, BOOK, ONE, ONE, MORNING),
    "services/letter_filing.hold": lambda project, who: hold(project, who, ONE, "มีคดี"),
    "services/letter_filing.lend": lambda project, who: lend(project, who, BOOK, ONE, "ก", "", "", TODAY),
    "services/letter_filing.give_back": lambda project, who: give_back(project, who, ONE, "", TODAY),
    "services/letter_filing.hand_over": lambda project, who: hand_over(project, who, [ONE], TODAY),
    "services/destruction.make_list": lambda project, who: make_list(project, who, TODAY),
    "services/destruction.mark_lines": lambda project, who: mark_lines(project, who, [ONE], "destroy"),
    "services/destruction.carry_out": lambda project, who: carry_out(project, who, ONE, "", MORNING),
    "services/destruction._change": lambda project, who: name_committee(
        project, who, ONE, [("ก", ""), ("ข", ""), ("ค", "")]
    ),
    "services/stamp_places.place_stamp": lambda project, who: place_stamp(project, who, ONE, 1, 0.1, 0.1),
}
