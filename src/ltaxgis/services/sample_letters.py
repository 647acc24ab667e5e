"""Two years of letters of the sample town: registered, passed on, answered, filed, lent; and what went out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from ltaxgis.domain.cases import StepTold, local_day
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.correspondence import FOR_INFORMATION, Folder, Recipient, Routing
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.thai.calendar import BE_OFFSET
from ltaxgis.services.letter_filing import file_letter, give_back, keep_folder, lend, open_loan
from ltaxgis.services.letter_numbers import quick_number, void_letter
from ltaxgis.services.letter_routing import RouteTo, command, propose, receive_routing, routing_done
from ltaxgis.services.letter_sending import acknowledge, add_recipients, send_letter
from ltaxgis.services.letter_steps import step_letter
from ltaxgis.services.letters import LetterDraft, receive_letter
from ltaxgis.services.sample_stories import Stage, Story

_AGO = timedelta(days=10)
_URGENT = (0, 0, 0, 0, 0, 0, 1, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Mail:
    """What the stories are played with: the sample's own words, and the files by code and BE year."""

    texts: Mapping[str, Any]
    folders: Mapping[tuple[str, int], Uid]


def letter_stories(stage: Stage, mail: Mail, first: date, came: int, went: int) -> list[tuple[datetime, Story]]:
    """So many letters in and out between a first day and the stage's last, some of them still on their way."""
    days = (stage.until.date() - first).days
    told: list[tuple[datetime, Story]] = []
    for number in range(came):
        day = stage.book.days.working_from(first + timedelta(days=days * number // came))
        told.append((_at(day, 8, 40 + number % 20), _in_story(stage, mail, number)))
    for number in range(went):
        day = stage.book.days.working_from(first + timedelta(days=days * number // went))
        told.append((_at(day, 13, number % 55), _out_story(stage, mail, number)))
    told.append((_at(stage.book.days.working_from(stage.until.date() - _AGO), 10, 5), _marked_story(stage, mail)))
    return [one for one in told if one[0] <= stage.until]


def _marked_story(stage: Stage, mail: Mail) -> Story:
    """One letter for named people alone, and one that must be answered by a day; no dice, so that others fall alike."""
    row = mail.texts["in"][0]
    draft = LetterDraft(
        subject=row["subjects"][0], sender=row["sender"][0], addressee="นายกเทศมนตรี", their_number="ลับ 1",
        dated=local_day(stage.now) - timedelta(days=2),
    )  # fmt: skip
    secret = replace(draft, secrecy=1, named=(stage.chief.name,))
    receive_letter(stage.project, stage.counter, stage.book, secret, stage.now)
    yield stage.now + timedelta(minutes=5)
    hurried = replace(draft, their_number="1", urgency=1, arrive_by=stage.now + _AGO)
    receive_letter(stage.project, stage.counter, stage.book, hurried, stage.now)


def keep_folders(stage: Stage, texts: Mapping[str, Any], years: Sequence[int]) -> dict[tuple[str, int], Uid]:
    """The files of the plan for these BE years, each in its box."""
    made: dict[tuple[str, int], Uid] = {}
    for year in years:
        for number, row in enumerate(texts["folder"], 1):
            folder = Folder(
                uid=new_uid(), code=row["code"], title=row["title"], year=year, retention=row["retention"],
                box=f"กล่อง {number}", shelf=f"ชั้น {year % 10}",
            )  # fmt: skip
            keep_folder(stage.project, stage.counter, stage.book, folder)
            made[row["code"], year] = folder.uid
    return made


def _in_story(stage: Stage, mail: Mail, number: int) -> Story:
    row = _weighted(stage, mail.texts["in"])
    draft = LetterDraft(
        subject=stage.pick(row["subjects"]), sender=stage.pick(row["sender"]), addressee="นายกเทศมนตรี",
        their_number=f"{row['number']}/{100 + number}", dated=local_day(stage.now) - timedelta(days=2),
        urgency=stage.pick(_URGENT), pages=stage.random.randint(1, 4),
    )  # fmt: skip
    project, book, counter = stage.project, stage.book, stage.counter
    uid = receive_letter(project, counter, book, draft, stage.now).case.uid
    yield stage.soon()
    proposal = StepTold(text=stage.pick(mail.texts["proposals"]))
    propose(project, counter, book, uid, "ปลัดเทศบาล", proposal, stage.now)
    yield stage.later(0, 1)
    division = row["division"]
    name = book.divisions[division].th
    told = StepTold(
        text=stage.pick(mail.texts["commands"]).format(division=name), who=stage.chief.name,
        position=stage.chief.position, on_paper=True,
    )  # fmt: skip
    to = [RouteTo(division)]
    if stage.chance(0.2):
        to.append(RouteTo(stage.pick([one for one in book.divisions if one != division]), purpose=FOR_INFORMATION))
    command(project, counter, book, uid, told, stage.now, to)
    yield stage.later(0, 2)
    yield from _worked_on(stage, mail, uid, row)


def _worked_on(stage: Stage, mail: Mail, uid: Uid, row: Mapping[str, Any]) -> Story:
    project, book, officer = stage.project, stage.book, stage.of(row["division"])
    with project.reading() as reading:
        routings = sorted(reading.having(Routing, "case_uid", [uid]), key=lambda one: one.place)
    for routing in routings:
        receive_routing(project, officer, book, routing.uid, stage.now)
    yield stage.later(1, 12)
    if stage.chance(0.06):
        return  # nobody has got to it yet
    for routing in routings:
        text = stage.pick(row["told"]) if routing.purpose != FOR_INFORMATION else ""
        routing_done(project, officer, book, routing.uid, StepTold(text=text), stage.now)
    yield stage.later(0, 3)
    step_letter(project, stage.counter, book, uid, "close", StepTold(), stage.now)
    yield stage.later(5, 40)
    folder = mail.folders.get((row["folder"], local_day(stage.now).year + BE_OFFSET))
    if folder is None:
        return
    file_letter(project, stage.counter, book, uid, folder, stage.now)
    if stage.chance(0.04):
        yield from _lent(stage, uid, officer.name)


def _lent(stage: Stage, uid: Uid, name: str) -> Story:
    yield stage.later(5, 60)
    today = local_day(stage.now)
    lend(stage.project, stage.counter, stage.book, uid, name, "", "", today)
    yield stage.later(4, 30)
    with stage.project.reading() as reading:
        loan = open_loan(reading, uid)
    if loan is not None and stage.chance(0.8):
        give_back(stage.project, stage.counter, loan.uid, "", local_day(stage.now))


def _out_story(stage: Stage, mail: Mail, number: int) -> Story:
    project, book, counter = stage.project, stage.book, stage.counter
    if number % 12 == 5:
        yield from _circular(stage, mail)
        return
    if number % 25 == 9:
        order = LetterDraft(subject=stage.pick(_rows(mail, "order")), document="order", division="clerk")
        quick_number(project, counter, book, order, stage.now)
        return
    row = _weighted(stage, mail.texts["out"])
    to = stage.pick(row["to"])
    draft = LetterDraft(
        subject=stage.pick(row["subjects"]), addressee=to, sender="เทศบาล", division=row["division"],
        urgency=stage.pick(_URGENT),
    )  # fmt: skip
    uid = quick_number(project, counter, book, draft, stage.now).case.uid
    yield stage.soon()
    if stage.chance(0.03):
        void_letter(project, counter, book, uid, stage.pick(mail.texts["void_reasons"]), stage.now)
        return
    yield from _sent(stage, uid, [Recipient(uid=Uid(""), case_uid=uid, name=to, way=row["way"])])


def _circular(stage: Stage, mail: Mail) -> Iterator[datetime]:
    draft = LetterDraft(subject=stage.pick(_rows(mail, "circular")), circular=True, division="clerk", addressee="ทุกกอง")
    uid = quick_number(stage.project, stage.counter, stage.book, draft, stage.now).case.uid
    yield stage.soon()
    people = [Recipient(uid=Uid(""), case_uid=uid, name=one.th, way="hand") for one in stage.book.divisions.values()]
    yield from _sent(stage, uid, people)


def _sent(stage: Stage, uid: Uid, people: Sequence[Recipient]) -> Story:
    project, book, counter = stage.project, stage.book, stage.counter
    signed = StepTold(who=stage.chief.name, position=stage.chief.position, on_paper=True)
    step_letter(project, counter, book, uid, "sign", signed, stage.now)
    add_recipients(project, counter, uid, people)
    yield stage.soon()
    send_letter(project, counter, book, uid, stage.now)
    yield stage.later(1, 6)
    with project.reading() as reading:
        sent = reading.having(Recipient, "case_uid", [uid])
    for one in sent:
        if stage.chance(0.85):
            their = f"{stage.random.randint(200, 4000)}/{local_day(stage.now).year + BE_OFFSET}"
            acknowledge(project, counter, book, one.uid, stage.now, their)


def _rows(mail: Mail, name: str) -> Sequence[str]:
    return [text for row in mail.texts[name] for text in row["subjects"]]


def _weighted(stage: Stage, rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    return stage.random.choices(rows, [row["weight"] for row in rows])[0]


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), BANGKOK)
