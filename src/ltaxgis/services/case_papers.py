"""The papers of any case: the slip a citizen takes home, the slip the chiefs write on, a list, a letter."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar

from ltaxgis.domain.cases import MINUTE, Case, CaseParty, CaseStep, local_day
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.papers.case_list import CaseList, ListColumn, ListRow
from ltaxgis.domain.papers.case_slip import CaseSlip, RollSlip
from ltaxgis.domain.papers.letter import Letter, Part, parts_of
from ltaxgis.domain.papers.paper import Fact, FormMark
from ltaxgis.domain.papers.route_slip import MinuteBox, RouteSlip
from ltaxgis.domain.project import Actor
from ltaxgis.domain.records import Record
from ltaxgis.ports.cases import CaseLine, CasePage
from ltaxgis.services.case_file import CaseFile
from ltaxgis.services.stationery import Stationery

R = TypeVar("R", bound=Record)
APPLICANTS = ("applicant", "petitioner", "owner", "agent")
"""To whom a case is answered, the first that it has."""


def slip(
    paper: Stationery, case: Case, clerk: Actor, pin: str = "", kind: str = "", next_steps: Sequence[str] = ()
) -> CaseSlip:
    """The receipt slip (ใบรับเรื่อง). `pin` is known only when the case is taken in; `kind` is its name in words,
    `next_steps` what happens next where the desk tells more than the due day."""
    say = paper.say
    told = (
        ("field.case.register_number", paper.figures(case.register_number)),
        ("field.case.kind", kind or say(f"{case.desk}.kind.{case.kind}")),
        ("field.case.title", case.title),
        ("field.case.place_text", case.place_text),
        ("field.case.received_at", paper.moment(case.received_at)),
        ("field.case.starts_on", paper.day(case.starts_on) if case.starts_on != local_day(case.received_at) else ""),
        ("field.case.due", paper.day(case.due)),
        ("field.case.division", paper.division(case.division)),
    )
    steps = [*next_steps] or [say("slip.next.work", division=paper.division(case.division) or paper.settings.name)]
    if pin:
        steps.append(say("slip.next.follow"))
    return CaseSlip(
        head=paper.head(), title=say("slip.title", number=case.number), made_on=paper.today,
        language=paper.words.language, heading=say("slip.heading"), number_label=say("field.case.number"),
        number=case.number, facts=_facts(paper, told), pin_label=say("field.case.pin") if pin else "", pin=pin,
        qr=paper.code(case.number), qr_help=say("slip.qr_help"), next_label=say("slip.next"), next_steps=tuple(steps),
        no_receipt=say("slip.no_receipt"), privacy=say("slip.privacy", office=paper.settings.name),
        signature=paper.signature(clerk.name, clerk.position or say("slip.clerk")),
    )  # fmt: skip


def on_roll(made: CaseSlip) -> RollSlip:
    """The same slip for a receipt printer."""
    return RollSlip(**{one.name: getattr(made, one.name) for one in fields(made)})


def route_slip(paper: Stationery, file: CaseFile, *, named: bool = True) -> RouteSlip:
    """The slip (ใบเสนอ) with the chain of chiefs: minutes so far in their order, then room for who has not written.
    Not `named`: who made the petition is not told."""
    case, say = file.case, paper.say
    people = ", ".join(owner.name for party, owner in file.people if party.role in APPLICANTS)
    told = (
        ("field.case.register_number", case.register_number),
        ("field.case.kind", say(f"{case.desk}.kind.{case.kind}")),
        ("field.case.title", case.title),
        ("field.case.party", people if named else say("case.hidden")),
        ("field.case.place_text", case.place_text),
        ("field.case.received_at", paper.moment(case.received_at)),
        ("field.case.due", paper.day(case.due)),
        ("field.case.state", say(f"{case.desk}.state.{case.state}")),
        ("field.case.division", paper.division(case.division)),
        ("field.case.assignee", case.assignee),
    )
    return RouteSlip(
        head=paper.head(case.division), title=say("route.title", number=case.number), made_on=paper.today,
        language=paper.words.language, heading=say("route.heading"), number=case.number, qr=paper.code(case.number),
        facts=_facts(paper, told), summary_label=say("field.case.details"), summary=case.details or "–",
        boxes_label=say("route.boxes"), boxes=tuple(_boxes(paper, file.steps)),
        blank=(say("paper.sign"), say("route.name"), say("route.day")), return_note=say("route.return"),
    )  # fmt: skip


def written_minutes(paper: Stationery, steps: Iterable[CaseStep]) -> list[MinuteBox]:
    """What readers wrote (เกษียน), in the order of the steps."""
    return [
        MinuteBox(
            position=step.position or step.who, text=step.text, signer=step.who, signed=paper.moment(step.at),
            note=paper.say("case.copied") if step.on_paper else "",
        )
        for step in steps if step.kind == MINUTE
    ]  # fmt: skip


def _boxes(paper: Stationery, steps: Iterable[CaseStep]) -> list[MinuteBox]:
    minutes = [step for step in steps if step.kind == MINUTE]
    written = written_minutes(paper, minutes)
    chain = paper.book.chain
    # the chain goes on above the highest who has written; who stands nowhere in it is an officer
    reached = max((_rank(step.position, chain) + 1 for step in minutes), default=0)
    return [*written, *(MinuteBox(position=position) for position in chain[reached:])]


def _rank(position: str, chain: Sequence[str]) -> int:
    """A chief's own title says more than the chain's: `ผู้อำนวยการกองช่าง` is its `ผู้อำนวยการกอง`."""
    return next((rank for rank, name in enumerate(chain) if position.startswith(name)), 0)


Cell = Callable[[CaseLine], str]


@dataclass(frozen=True, slots=True)
class ListHead:
    """What stands over a list: its heading, and what was chosen, in words."""

    heading: str
    chosen: Sequence[str] = ()


def case_list(paper: Stationery, page: CasePage, head: ListHead, *, may_see_people: bool) -> CaseList:
    """A list of cases for the chiefs, late ones in red and in words; names only for those who may see people."""
    say = paper.say
    columns: list[tuple[str, float, Cell]] = [
        ("field.case.number", 1.5, lambda one: one.number),
        ("field.case.register_number", 0.9, lambda one: one.register_number),
        ("field.case.received_at", 1.2, lambda one: paper.day(local_day(one.received_at))),
        ("field.case.kind", 1.5, lambda one: say(f"{one.desk}.kind.{one.kind}")),
        ("field.case.title", 3.0, lambda one: " · ".join(filter(None, (one.title, one.place_text)))),
        ("field.case.party", 1.7, lambda one: say("case.hidden") if one.hidden or not may_see_people else one.party),
        ("field.case.state", 1.3, lambda one: say(f"{one.desk}.state.{one.state}")),
        ("field.case.assignee", 1.5, lambda one: one.assignee or paper.division(one.division)),
        ("field.case.due", 1.5, lambda one: time_told(paper, one)),
    ]
    rows = tuple(
        ListRow(cells=tuple(cell(one) or "–" for _, _, cell in columns), late=is_late(one, paper.today))
        for one in page.lines
    )
    return CaseList(
        head=paper.head(), title=head.heading, made_on=paper.today, language=paper.words.language,
        heading=head.heading, chosen=tuple(head.chosen),
        columns=tuple(ListColumn(label=say(code), share=share) for code, share, _ in columns), rows=rows,
        empty=say("list.empty"),
        totals=say("list.totals", count=len(rows), total=page.total, late=sum(row.late for row in rows)),
        made=say("list.made", day=paper.day(paper.today)), page_of=say("paper.page_of", page="{page}", count="{count}"),
    )  # fmt: skip


def is_late(one: CaseLine, today: date) -> bool:
    return one.closed_on is None and one.due is not None and one.due < today


def time_told(paper: Stationery, one: CaseLine) -> str:
    """When it is due, and in words where that is over."""
    if one.closed_on is not None:
        return paper.say("list.closed", day=paper.day(one.closed_on))
    if one.due is None:
        return ""
    day = paper.day(one.due)
    return paper.say("list.late", day=day, days=(paper.today - one.due).days) if is_late(one, paper.today) else day


@dataclass(frozen=True, slots=True)
class LetterTold:
    """What a person adds to a letter: its number and day (None: left open for the pen), enclosures, copies, and a
    free text between its second part and its end, a line a paragraph. `points` stand numbered after it. `subject` and
    `body` instead of the kind's own where a person wrote the letter anew."""

    number: str = ""
    day: date | None = None
    text: str = ""
    points: Sequence[str] = ()
    enclosures: Sequence[str] = ()
    references: Sequence[str] = ()
    copies: Sequence[str] = ()
    urgency: str = ""
    subject: str = ""
    body: str = ""


def case_letter(
    paper: Stationery, case: Case, kind: str, to: str, told: LetterTold, form: FormMark | None = None, **facts: object
) -> Letter:
    """A letter about a case: `letter.<kind>.subject`, `.why`, `.wish` and `.end` of the words, filled with facts."""
    paper = paper.letters()
    about = {
        "number": case.number, "title": case.title, "received": paper.day(local_day(case.received_at)),
        "due": paper.day(case.due), "office": paper.settings.name, "kind": paper.say(f"{case.desk}.kind.{case.kind}"),
        "closed": paper.day(case.closed_on), "today": paper.day(told.day or paper.today), **facts,
    }  # fmt: skip
    say = {name: paper.say(f"letter.{kind}.{name}", **about) for name in ("subject", "why", "wish", "end")}
    points = tuple(paper.figures(f"{number}. {text}") for number, text in enumerate(told.points, 1))
    middle = "\n".join(filter(None, (say["wish"], paper.figures(told.text))))
    head = paper.head(case.division)
    prefix = paper.prefix(case.division)
    return Letter(
        head=head, title=f"{say['subject']} {case.number}", made_on=told.day or paper.today, form=form or FormMark(),
        language=paper.words.language, thai_digits=paper.thai_digits, labels=letter_labels(paper),
        number=paper.figures(told.number) or (f"{prefix}/" if prefix else ""), day=day_or_open(paper, told.day),
        subject=paper.figures(told.subject) or say["subject"], addressee=to,
        references=tuple(map(paper.figures, told.references)),
        enclosures=tuple(map(paper.figures, told.enclosures)),
        body=parts_of(paper.figures(told.body))
        or (Part(text=say["why"]), Part(text=middle, points=points), Part(text=say["end"])),
        closing=paper.say("letter.closing"), signature=paper.chief(),
        owner=tuple(filter(None, (head.division or head.name, *head.contact))), copies=tuple(told.copies),
        urgency=told.urgency, page_mark=paper.say("letter.page", page="{page}"), text_pt=paper.text_pt,
    )  # fmt: skip


def of_desk(file: CaseFile, kind: type[R]) -> list[R]:
    """The desk's own records of a kind."""
    return [one for one in file.of_desk.get(kind, ()) if isinstance(one, kind)]


def to_whom(file: CaseFile) -> Owner | None:
    """Who is answered: the applicant or petitioner, else an owner, else an agent."""
    return answered(file.people)


def answered(people: Sequence[tuple[CaseParty, Owner]]) -> Owner | None:
    """As `to_whom`, of the people of a case."""
    by_role = {party.role: owner for party, owner in reversed(people)}
    return next((by_role[role] for role in APPLICANTS if role in by_role), None)


def letter_labels(paper: Stationery) -> tuple[str, str, str, str, str, str]:
    """Of number, subject, addressee, references, enclosures and copies."""
    number, subject, to, references, enclosures, copies = (
        paper.say(f"letter.label.{name}") for name in ("number", "subject", "to", "refers", "enclosed", "copies")
    )
    return number, subject, to, references, enclosures, copies


def day_or_open(paper: Stationery, day: date | None) -> str:
    """A letter that is not signed yet bears its month; the day is left to the pen."""
    if day is not None:
        return paper.day(day)
    return paper.say("letter.open_day", month=paper.day(paper.today).split(" ", 1)[1])


def _facts(paper: Stationery, told: Iterable[tuple[str, str]]) -> tuple[Fact, ...]:
    return tuple((paper.say(code), text) for code, text in told if text)
