"""Petitions of another system's file: understood, looked at for doubles, stored in one transaction or not at all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from ltaxgis.domain.cases import CHANNELS, COMMENT, EVENT, Case, CaseLink, CaseStep, StepTold, local_day
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.crs import transformer
from ltaxgis.domain.findings import Finding, Place, Severity
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.parcels import Feature, Parcel
from ltaxgis.domain.petition_book import PetitionBook, petition_book
from ltaxgis.domain.petition_desk import PETITIONS
from ltaxgis.domain.petition_rows import PetitionFile
from ltaxgis.domain.petition_states import FORWARDED, MERGED, NEW, ON_HOLD, PETITION_STATES, REJECTED
from ltaxgis.domain.petitions import MERGED_INTO, Petition, PetitionDraft
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.domain.thai.names import Titles
from ltaxgis.domain.thai.text import squash
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.case_steps import made_step
from ltaxgis.services.gathered_work import GatheredWork
from ltaxgis.services.petition_places import place_of_house
from ltaxgis.services.petition_rows import Rejected, RowKnowledge, UnderstoodRow, understood_row
from ltaxgis.services.petitions import receive_petition_in
from ltaxgis.services.progress import KEEPING, Progress, Step
from ltaxgis.words import Words

FAR_M = 500.0
ACTION = "case.receive"
TWICE = "twice"


@dataclass(slots=True)
class PetitionImport:
    """What an import did: `read` is `stored` and `rejected` and `skipped` together; skipped came in twice."""

    read: int = 0
    stored: int = 0
    rejected: int = 0
    skipped: int = 0
    findings: list[Finding] = field(default_factory=list)
    applied: Applied | None = None

    @property
    def needs_a_look(self) -> bool:
        return any(finding.severity is not Severity.INFORMS for finding in self.findings)

    def as_json(self) -> dict[str, int]:
        return {"read": self.read, "stored": self.stored, "rejected": self.rejected, "skipped": self.skipped}


@dataclass(slots=True)
class _Known:
    """What is stored already, by what files call it: system and number, our own number with its second of receipt
    (other towns count alike), or the whole content."""

    keys: dict[tuple[str, str], Uid] = field(default_factory=dict)
    own: dict[tuple[str, str], Uid] = field(default_factory=dict)
    numbers: dict[str, Uid] = field(default_factory=dict)
    contents: set[str] = field(default_factory=set)
    bounded: bool = False
    parcels: bool = False


def labels_of(book: PetitionBook, languages: Iterable[Words]) -> dict[str, dict[str, str]]:
    """Names of states, kinds, channels, categories and reasons, folded, in all these languages."""
    states, kinds = dict.fromkeys(PETITION_STATES.states), dict.fromkeys(book.kinds)
    labels: dict[str, dict[str, str]] = {
        "state": _folded({name: code for code, names in book.state_names.items() for name in names}),
        "kind": _folded({code: code for code in kinds}),
        "channel": _folded({code: code for code in CHANNELS}),
        "category": {},
        "reject": {},
    }
    labels["state"] |= _folded({code: code for code in states})
    for words in languages:
        labels["state"] |= _folded({words(f"petitions.state.{code}"): code for code in states})
        labels["kind"] |= _folded({words(f"petitions.kind.{code}"): code for code in kinds})
        labels["channel"] |= _folded({words(f"case.channel.{code}"): code for code in CHANNELS})
    for one in book.rejects.values():
        labels["reject"] |= _folded({one.code: one.code, one.th: one.code, one.en: one.code})
    for category in reversed(list(book.categories.values())):
        names = (*category.keywords, *category.traffy, category.en, category.th, category.open311, category.code)
        labels["category"] |= _folded({name: category.code for name in names if name})
    return labels


def import_petitions(
    project: Project, actor: Actor, book: OfficeBook, file: PetitionFile, titles: Titles,
    languages: Iterable[Words], now: datetime, progress: Progress, *, dry_run: bool = False,
    before_storing: Callable[[], None] | None = None,
) -> PetitionImport:  # fmt: skip
    """Every row of the file that can be taken is a petition; the others are told with line and reason. A dry run
    stores nothing and tells the same. `before_storing` is called when all is read and something will be stored: the
    moment for a backup."""
    ask_leave(actor, "cases.work")
    known = petition_book(book)
    settings = project.settings
    to_project = transformer("4326", settings.crs, settings.datum_shift)
    about = RowKnowledge(known, titles, labels_of(known, languages), to_project, now, actor.name)
    done = PetitionImport(read=len(file.rows), findings=list(file.findings))
    if before_storing is not None and file.rows and not dry_run:
        before_storing()
    with project.work(actor, ACTION, mask_numbers_in(file.source)) as work:
        together = GatheredWork(work)
        _store_all(together.work, actor, book, file, about, done, progress)
        if done.stored and not dry_run:
            progress(Step("step.petitions_store"))
            together.store(ACTION)
            progress(Step(KEEPING))
            done.applied = work.commit()
    return done


def _store_all(
    work: Work, actor: Actor, book: OfficeBook, file: PetitionFile, about: RowKnowledge, done: PetitionImport,
    progress: Progress,
) -> None:  # fmt: skip
    there = _what_is_there(work)
    merged: list[tuple[UnderstoodRow, Case]] = []
    for count, row in enumerate(file.rows, 1):
        progress(Step("step.petitions", count, len(file.rows)))
        try:
            read = understood_row(row, file, about)
        except Rejected as rejected:
            done.rejected += 1
            done.findings.append(rejected.finding)
            continue
        if (said := _twice(read, file, there)) is not None:
            done.skipped += 1
            done.findings.append(said)
            continue
        case = _stored(work, actor, book, file, read, about, there, done)
        merged += [(read, case)] if read.state == MERGED else []
    for read, case in merged:
        _merge(work, read, case, there)


def _twice(read: UnderstoodRow, file: PetitionFile, there: _Known) -> Finding | None:
    """What is said of a row that came before, in this file or an earlier one."""
    number = read.row.external_id.strip()
    own = number, _second(read.draft.received_at)
    again = read.key in there.keys or own in there.own or (read.content and read.content in there.contents)
    if not again:
        return None
    place = Place(source=file.source, sheet=file.sheet, row=read.row.line, subject=mask_numbers_in(number))
    return Finding("petition_row.twice", place, mask_numbers_in(number))


def _stored(
    work: Work, actor: Actor, book: OfficeBook, file: PetitionFile, read: UnderstoodRow, about: RowKnowledge,
    there: _Known, done: PetitionImport,
) -> Case:  # fmt: skip
    draft = _placed(work, read.draft)
    case = receive_petition_in(work, actor, book, draft, about.now).case
    if case.outside or (not there.bounded and there.parcels and _far(work, case)):
        read.findings.append(_outside(read, case, file))
    if _goes_on(read):
        case = _gone_on(work, actor, read, case)
    there.keys[read.key] = case.uid
    there.numbers[case.number] = case.uid
    if read.content:
        there.contents.add(read.content)
    done.stored += 1
    done.findings += read.findings
    return case


def _goes_on(read: UnderstoodRow) -> bool:
    """Whether something happened there before it came here."""
    return bool(
        read.state != NEW or read.row.answer or read.row.notice or read.stars or read.reopened or read.row.media
    )


def _gone_on(work: Work, actor: Actor, read: UnderstoodRow, case: Case) -> Case:
    """The case stands where it stood in the other system, with one step that says so."""
    row, at = read.row, read.updated
    case = work.get(Case, [case.uid])[0]  # as it stands now, with its version
    final = read.state in PETITION_STATES.final
    after = replace(case, state=read.state, closed_on=local_day(at) if final else None)
    told = StepTold(
        text=row.answer, reason=mask_numbers_in(row.notice) if read.state == ON_HOLD else "", until=read.until, at=at,
        public=True,
    )  # fmt: skip
    steps = [made_step(work, actor, case.uid, EVENT, told, at, event="imported", state=read.state)]
    if row.media:
        steps.append(made_step(work, actor, case.uid, COMMENT, StepTold(text=row.media, at=at), at, state=read.state))
    petition = work.having(Petition, "case_uid", [case.uid])[0]
    answered = local_day(at) if row.answer or final else None
    said = replace(
        petition, answered_on=answered, stars=read.stars, reopened=read.reopened,
        agency=mask_numbers_in(row.agency) if read.state == FORWARDED else "",
        reject_code=read.reject_code if read.state == REJECTED else "",
    )  # fmt: skip
    changes = (Change(case, after), Change(petition, said), *(Change(None, one) for one in steps))
    work.apply(ChangeSet("case.receive", changes))
    return after


def _merge(work: Work, read: UnderstoodRow, case: Case, there: _Known) -> None:
    """It belongs to the petition that it named; where that never came, it stays one that was told already."""
    number = read.row.merged_into.strip()
    target = there.keys.get((read.key[0], number)) or there.numbers.get(number)
    if target is not None and target != case.uid:
        link = CaseLink(uid=new_uid(), case_uid=case.uid, kind="case", target_uid=target, how=MERGED_INTO)
        work.apply(ChangeSet("case.receive", (Change(None, link),)))
        return
    stored, petition = work.get(Case, [case.uid])[0], work.having(Petition, "case_uid", [case.uid])[0]
    steps = [one for one in work.having(CaseStep, "case_uid", [case.uid]) if one.event == "imported"]
    changes = [Change(stored, replace(stored, state=REJECTED)), Change(petition, replace(petition, reject_code=TWICE))]
    work.apply(ChangeSet("case.receive", (*changes, *(Change(one, replace(one, state=REJECTED)) for one in steps))))


def _placed(reading: Reading, draft: PetitionDraft) -> PetitionDraft:
    """A petition without a point lies where the only house of its number stands."""
    if draft.shape is not None or not draft.place_text:
        return draft
    houses = place_of_house(reading, draft.place_text)
    return replace(draft, shape=houses[0].point, parcel=houses[0].parcel_uid) if len(houses) == 1 else draft


def _far(reading: Reading, case: Case) -> bool:
    """Where no boundary is drawn: whether no parcel is anywhere near."""
    on_land = any(one.kind == "parcel" for one in reading.having(CaseLink, "case_uid", [case.uid]))
    return case.shape is not None and not on_land and not reading.near(Parcel, case.shape.buffer(FAR_M).bounds)


def _outside(read: UnderstoodRow, case: Case, file: PetitionFile) -> Finding:
    at = (case.shape.centroid.x, case.shape.centroid.y) if case.shape is not None else None
    place = Place(source=file.source, sheet=file.sheet, row=read.row.line, field="place", subject=case.number)
    return Finding("petition_row.outside", place, f"{read.row.north}, {read.row.east}", at=at)


def _what_is_there(reading: Reading) -> _Known:
    names = ("desk", "number", "category", "details", "received_at", "external_system", "external_id", "shape")
    columns = reading.columns(Case, names)
    there = _Known(
        bounded=any(one.shape is not None for one in reading.having(Feature, "layer", ["boundary"])),
        parcels=reading.count(Parcel) > 0,
    )
    for uid, *told in zip(columns.uids, *(columns[name] for name in names), strict=True):
        desk, number, category, details, received, system, external, shape = told
        if desk != PETITIONS.name:
            continue
        there.numbers.setdefault(number, uid)
        there.own[number, _second(received)] = uid
        if external:
            there.keys[system, external] = uid
        if shape is not None:
            place = f"{shape.x:.1f} {shape.y:.1f}"
            there.contents.add("\n".join((category, squash(details), received.isoformat(), place)))
    return there


def _second(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at is not None else ""


def _folded(names: Mapping[str, str]) -> dict[str, str]:
    return {squash(name).casefold(): code for name, code in names.items()}
