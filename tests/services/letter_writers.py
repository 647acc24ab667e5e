"""What receives, numbers, routes and sends letters: for everybody but who only looks."""

from collections.abc import Callable
from datetime import date

from tests.case_desk import MORNING, shipped_book

from ltaxgis.domain.attachments import PaperLimits
from ltaxgis.domain.cases import StepTold
from ltaxgis.domain.ecms import EcmsLetter, EcmsNotice
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.services.letter_exchange import receive_message, take_notice
from ltaxgis.services.letter_numbers import (
    enter_in_register,
    number_letter,
    quick_number,
    reserve_letter_number,
    void_letter,
)
from ltaxgis.services.letter_routing import (
    RouteTo,
    command,
    propose,
    receive_routing,
    route,
    routing_done,
    send_back,
    write_minute,
)
from ltaxgis.services.letter_sending import (
    acknowledge,
    add_recipients,
    chase,
    edit_recipient,
    hand_over,
    reject,
    remove_recipient,
    send_letter,
)
from ltaxgis.services.letter_steps import step_letter
from ltaxgis.services.letters import LetterDraft, draft_letter, edit_letter, receive_letter
from ltaxgis.storage.papers_beside import FolderBeside
from ltaxgis.storage.project import SqlProject

BOOK, TODAY, ONE = shipped_book(), date(2026, 1, 5), Uid("1")
DRAFT = LetterDraft(subject="เรื่อง", division="clerk")
A_MESSAGE = EcmsLetter("ก 1/1", TODAY, "เรื่อง", "001", "001")
TOLD = StepTold(text="ข้อความ", reason="เหตุ")
LETTERS: dict[str, Callable[[SqlProject, Actor], object]] = {
    "services/letters.receive_letter": lambda project, who: receive_letter(project, who, BOOK, DRAFT, MORNING),
    "services/letters.draft_letter": lambda project, who: draft_letter(project, who, BOOK, DRAFT, MORNING),
    "services/letters.edit_letter": lambda project, who: edit_letter(project, who, BOOK, ONE, {}, MORNING),
    "services/letter_numbers.quick_number": lambda project, who: quick_number(project, who, BOOK, DRAFT, MORNING),
    "services/letter_numbers.number_letter": lambda project, who: number_letter(project, who, BOOK, ONE, MORNING),
    "services/letter_numbers.reserve_letter_number": lambda project, who: reserve_letter_number(
        project, who, BOOK, "clerk", TODAY, reason="รอ"
    ),
    "services/letter_numbers.enter_in_register": lambda project, who: enter_in_register(
        project, who, BOOK, ONE, MORNING
    ),
    "services/letter_numbers.void_letter": lambda project, who: void_letter(project, who, BOOK, ONE, "ผิด", MORNING),
    "services/letter_steps.step_letter": lambda project, who: step_letter(
        project, who, BOOK, ONE, "sign", TOLD, MORNING
    ),
    "services/letter_routing.write_minute": lambda project, who: write_minute(project, who, ONE, "know", TOLD, MORNING),
    "services/letter_routing.propose": lambda project, who: propose(project, who, BOOK, ONE, "ปลัด", TOLD, MORNING),
    "services/letter_routing.command": lambda project, who: command(project, who, BOOK, ONE, TOLD, MORNING),
    "services/letter_routing.route": lambda project, who: route(project, who, BOOK, ONE, [RouteTo("finance")], MORNING),
    "services/letter_routing.receive_routing": lambda project, who: receive_routing(project, who, BOOK, ONE, MORNING),
    "services/letter_routing.routing_done": lambda project, who: routing_done(project, who, BOOK, ONE, TOLD, MORNING),
    "services/letter_routing.send_back": lambda project, who: send_back(project, who, ONE, "ผิด", MORNING),
    "services/letter_exchange.receive_message": lambda project, who: receive_message(
        project, who, BOOK, FolderBeside(project.path), PaperLimits(), A_MESSAGE, [], MORNING
    ),
    "services/letter_exchange.take_notice": lambda project, who: take_notice(
        project, who, BOOK, EcmsNotice("accept", "1", TODAY), MORNING, ""
    ),
    "services/letter_sending.add_recipients": lambda project, who: add_recipients(project, who, ONE, []),
    "services/letter_sending.edit_recipient": lambda project, who: edit_recipient(project, who, ONE, {}),
    "services/letter_sending.remove_recipient": lambda project, who: remove_recipient(project, who, ONE),
    "services/letter_sending.send_letter": lambda project, who: send_letter(project, who, BOOK, ONE, MORNING),
    "services/letter_sending.hand_over": lambda project, who: hand_over(project, who, BOOK, ONE, "ก", MORNING),
    "services/letter_sending.acknowledge": lambda project, who: acknowledge(project, who, BOOK, ONE, MORNING),
    "services/letter_sending.reject": lambda project, who: reject(project, who, BOOK, ONE, "ผิด", MORNING),
    "services/letter_sending.chase": lambda project, who: chase(project, who, BOOK, [ONE], MORNING),
}
