"""A project in memory, use cases over it, and a plain map: what the window is tested with."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pikepdf
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QWidget
from shapely import MultiPolygon, Point, box
from tests.ui.fake_care import FakeCare
from tests.ui.fake_letters import NoLetters

from ltaxgis.app.knowledge import shipped_office, shipped_titles
from ltaxgis.app.window_attachments import WindowAttachments
from ltaxgis.app.window_case_papers import WindowCasePapers
from ltaxgis.app.window_cases import WindowCases
from ltaxgis.app.window_copies import WindowCopies
from ltaxgis.app.window_letters import WindowLetters
from ltaxgis.domain.buildings import Building
from ltaxgis.domain.cases import Case, CaseParty
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.errors import Conflict, Refused
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.ids import Uid, new_uids
from ltaxgis.domain.ledger import ChangeTally, JoinTally, Ledger, Tally
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.round_trip import Diff
from ltaxgis.domain.sheets import Orientation, page_size
from ltaxgis.domain.signs import Sign
from ltaxgis.domain.styles import MapChoice
from ltaxgis.domain.thai.names import Titles
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.ports.cases import Box, CaseCounts, CaseLine, CasePage, CasePlaces, CaseQuery, CaseStatistic, SetDay
from ltaxgis.ports.papers import PageViewer
from ltaxgis.ports.permits import EndingQuery
from ltaxgis.ports.resources import find_resources
from ltaxgis.ports.stores import Accepted, Columns, Hit, Imported, Project, Source, Work
from ltaxgis.services.edit_register import ask_leave_for
from ltaxgis.services.join_lists import JoinLine, JoinReport
from ltaxgis.services.print_map import MapOrder, Printed
from ltaxgis.services.progress import Progress, Step
from ltaxgis.services.waiting import Waiting, waiting
from ltaxgis.ui.cases.attachment_services import AttachmentServices
from ltaxgis.ui.cases.papers import CasePapers
from ltaxgis.ui.cases.services import CaseServices
from ltaxgis.ui.import_assistant.messages import Begun, ImportPlan, ImportReport, LookAsk, SourceLook
from ltaxgis.ui.letters.services import LetterServices
from ltaxgis.ui.map_copies.copies import MapCopies
from ltaxgis.ui.office import MapSeen, Offer, Office, RecentProject
from ltaxgis.ui.tokens import LIGHT
from ltaxgis.words import Words

R = TypeVar("R", bound=Record)
NOW = datetime(2026, 1, 15, 2, 30, tzinfo=UTC)
NO_LEDGER = Ledger({}, ChangeTally(), JoinTally(), {}, {})
FIRST = ("สมชาย", "สมหญิง", "กัลยา", "ประเสริฐ", "นันทนา", "วิชัย", "เพ็ญศรี", "ณัฐวุฒิ", "สุดารัตน์", "บุญมี")
LAST = ("ใจดี", "ศรีสุวรรณ", "แก้วมณี", "ปิ่นทอง", "คำแสน", "วงศ์ใหญ่", "อินต๊ะ", "ชัยวัฒน์", "บุญเรือง", "ณ เชียงใหม่")
ROADS = ("เทศบาล 1", "เทศบาล 2", "ริมน้ำ", "ประชาราษฎร์", "สุขสวัสดิ์")
TOWN = "เทศบาลตำบลตัวอย่าง"
USES = ("home_main", "home_other", "agriculture", "other", "vacant")


class FakeProject(NoLetters):
    """Records by kind; a change set moves versions; the journal keeps what was applied."""

    def __init__(self, records: Iterable[Record], findings: Sequence[Finding] = (), name: str = TOWN) -> None:
        self.records: dict[type[Record], dict[Uid, Record]] = defaultdict(dict)
        for record in records:
            self.records[type(record)][record.uid] = record
        self.kept_findings = list(findings)
        self.kept_accepted: list[Accepted] = []
        self.lines: list[tuple[Applied, ChangeSet]] = []
        self.settings = ProjectSettings(name, 32647)
        self.name = name
        self.writable = True
        self.closed = False

    @contextmanager
    def reading(self) -> Iterator["FakeProject"]:
        yield self

    def columns(self, kind: type[Record], names: Sequence[str] | None = None, as_of: datetime | None = None) -> Columns:
        wanted = names or [field.name for field in fields(kind) if field.name != "uid"]
        records = list(self.records[kind].values())
        return Columns(
            [each.uid for each in records], {name: [getattr(each, name) for each in records] for name in wanted}
        )

    def get(self, kind: type[R], uids: Iterable[Uid]) -> list[R]:
        return [self.records[kind][uid] for uid in uids if uid in self.records[kind]]  # type: ignore[misc]

    def count(self, kind: type[Record]) -> int:
        return len(self.records[kind])

    def count_unlinked(self) -> int:
        linked = {link.row_uid for link in self.records[Link].values()}  # type: ignore[attr-defined]
        return len(self.records[LandRow].keys() - linked)

    def findings(self, code: str | None = None) -> list[Finding]:
        return [each for each in self.kept_findings if code in {None, each.code}]

    def findings_about(self, subjects: Collection[str]) -> list[Finding]:
        return [each for each in self.kept_findings if each.place.subject in subjects]

    def accepted(self) -> list[Accepted]:
        return self.kept_accepted

    def standing_at(self, source: str, table: str, line: int) -> list[Uid]:
        return []

    def rest_of(self, uids: Collection[Uid]) -> dict[Uid, str]:
        return {}

    def finding_counts(self) -> dict[str, int]:
        return dict(Counter(each.code for each in self.kept_findings).most_common())

    def imported(self, kind: type[Record]) -> Imported:
        return Imported([], [], [], [], [], [])

    def read_at(self, kind: type[Record]) -> tuple[list[Uid], list[int], list[Uid]]:
        return [], [], []

    def versions(self, kind: type[R], wanted: Iterable[tuple[Uid, int]]) -> dict[Uid, R]:
        return {each.uid: each for each in self.get(kind, [uid for uid, _ in wanted])}

    def journal(self, limit: int = 200) -> list[Applied]:
        return [applied for applied, _ in reversed(self.lines)][:limit]

    def history(self, kind: type[R], uid: Uid) -> list[tuple[R, datetime, str]]:
        return []

    def sources(self) -> list[Source]:
        return []

    def own_file(self, name: str) -> bytes | None:
        return None

    def own_file_names(self, folder: str) -> list[str]:
        return []

    def number_key(self, number: str) -> int | None:
        return None

    def number(self, key: int) -> str:
        raise Refused("role.may_not", name="", roles=())

    def work(self, actor: Actor, action: str, reason: str = "", *, large: bool = False) -> AbstractContextManager[Work]:
        raise NotImplementedError("the fake services apply change sets themselves")

    def linked(self, uid: Uid) -> Mapping[str, list[Uid]]:
        links = [each for each in self.records[Link].values() if isinstance(each, Link)]
        rows = [each.row_uid for each in links if each.parcel_uid == uid]
        found: dict[str, list[Uid]] = {
            "rows": rows,
            "parcels": [each.parcel_uid for each in links if each.row_uid == uid],
        }
        subjects = {uid, *rows}
        held = [each for each in self.records[Ownership].values() if isinstance(each, Ownership)]
        found["owners"] = [each.owner_uid for each in held if each.subject_uid in subjects]
        found["buildings"] = [
            key for key, each in self.records[Building].items() if getattr(each, "land_uid", "") in subjects
        ]
        found["signs"] = [key for key, each in self.records[Sign].items() if getattr(each, "land_uid", "") in subjects]
        return found

    def having(self, kind: type[R], name: str, values: Iterable[str]) -> list[R]:
        wanted = set(values)
        return [one for one in self.get(kind, self.records[kind]) if str(getattr(one, name)) in wanted]

    def near(self, kind: type[Record], box: tuple[float, float, float, float]) -> list[Uid]:
        return list(self.records[kind])

    def case_page(self, query: CaseQuery) -> CasePage:
        found = [one for one in self.get(Case, self.records[Case]) if _fits(one, query)]
        lines = [_case_line(self, one) for one in found]
        return CasePage(tuple(lines[query.offset : query.offset + query.limit]), len(lines))

    def case_uids(self, query: CaseQuery) -> list[Uid]:
        return [line.uid for line in self.case_page(query).lines]

    def count_steps(self, uids: Sequence[Uid], event: str) -> dict[Uid, int]:
        return {}

    def set_days(self, desk: str, states: Sequence[str], viewer: str) -> list[SetDay]:
        return []

    def ending_permits(self, query: EndingQuery) -> list[tuple[Uid, Uid]]:
        return []

    def case_counts(self, desk: str, today: date, viewer: str) -> CaseCounts:
        found = [one for one in self.get(Case, self.records[Case]) if one.desk == desk and one.closed_on is None]
        states, divisions, people = (
            Counter(getattr(one, name) for one in found) for name in ("state", "division", "assignee")
        )
        return CaseCounts(states, divisions, people, sum(one.due is not None and one.due < today for one in found))

    def case_statistics(self, desk: str, first: date, last: date, viewer: str = "") -> list[CaseStatistic]:
        return []

    def case_places(
        self, desk: str, viewer: str = "", box: Box | None = None, first: date | None = None, last: date | None = None
    ) -> CasePlaces:
        found = [one for one in self.get(Case, self.records[Case]) if one.desk == desk and one.shape is not None]
        places = [[one.shape.x, one.shape.y] for one in found if isinstance(one.shape, Point)]
        return CasePlaces(
            tuple(one.uid for one in found), tuple(one.kind for one in found), tuple(one.category for one in found),
            np.array(places, dtype=float).reshape(-1, 2),
        )  # fmt: skip

    def last_number(self, series: str, division: str, year: int) -> int:
        return 0

    def paper(self, sha256: str) -> bytes | None:
        return None

    def search(self, text: str, kinds: Sequence[str] = (), limit: int = 30) -> list[Hit]:
        hits = []
        owners = self.owner_names()
        stands = {link.row_uid: link.parcel_uid for link in self.records[Link].values() if isinstance(link, Link)}
        for row in self.records[LandRow].values():
            assert isinstance(row, LandRow)
            if text.casefold() in row.code.casefold() or text in owners.get(row.uid, "") or text == row.title_no:
                hits.append(Hit("parcel", row.uid, row.code, owners.get(row.uid, ""), stands.get(row.uid), 1.0))
        return hits[:limit]

    def owner_names(self) -> dict[Uid, str]:
        owners = {uid: each.name for uid, each in self.records[Owner].items() if isinstance(each, Owner)}
        held = [each for each in self.records[Ownership].values() if isinstance(each, Ownership)]
        return {each.subject_uid: owners[each.owner_uid] for each in held if each.place == 1}

    def apply(self, changes: ChangeSet, actor: str, undoes: int | None = None) -> Applied:
        for change in changes.changes:
            stored = self.records[change.kind].get(change.uid)
            if (change.before is None) != (stored is None) or (
                stored is not None and change.before is not None and stored.version != change.before.version
            ):
                raise Conflict("work.refused")
        kept = []
        for change in changes.changes:
            if change.after is None:
                del self.records[change.kind][change.uid]
                kept.append(change)
            else:
                version = (change.before.version if change.before is not None else 0) + 1
                after = replace(change.after, version=version)
                self.records[change.kind][change.uid] = after
                kept.append(Change(change.before, after))
        number = len(self.lines) + 1
        now = datetime(2026, 1, 15, tzinfo=UTC)
        applied = Applied(number, changes.action, actor, now, "", len(kept), undoes, None, changes.touched)
        self.lines.append((applied, ChangeSet(changes.action, tuple(kept))))
        return applied

    def take_back(self, number: int, actor: str) -> Applied:
        return self.apply(self.lines[number - 1][1].inverse(), actor, number)

    def close(self) -> None:
        self.closed = True


class FakeServices:
    """The window's use cases over projects in memory."""

    def __init__(self, projects: Mapping[str, FakeProject] | None = None) -> None:
        self.projects = dict(projects or {})
        self.looks: list[SourceLook] = []
        self.report = ImportReport(NO_LEDGER)
        self.plans: list[ImportPlan] = []
        self.orders: list[MapOrder] = []
        self.stopped: list[Begun] = []
        self.care = FakeCare()

    def get_ready(self) -> None:
        """Everything is there."""

    def open_project(self, path: Path) -> Project:
        if path.stem not in self.projects:
            raise Refused("work.refused")
        return self.projects[path.stem]

    def recent(self, paths: Sequence[Path]) -> list[RecentProject]:
        return [RecentProject(path, path.stem, None, 12 * number) for number, path in enumerate(paths)]

    def code_list(self, name: str, language: str) -> Mapping[str, str]:
        lists: dict[str, dict[str, str]] = {
            "land_use": {"home_main": "ที่อยู่อาศัย หลังหลัก", "home_other": "ที่อยู่อาศัย หลังอื่นๆ",
                         "agriculture": "เกษตรกรรม", "other": "อื่นๆ", "vacant": "ทิ้งไว้ว่างเปล่า"},
            "title_kind": {"deed": "โฉนดที่ดิน", "ns3k": "น.ส. 3 ก."},
            "building_type": {"500": "บ้านเดี่ยว"},
        }  # fmt: skip
        return lists.get(name, {})

    def apply(self, project: Any, actor: Actor, changes: ChangeSet, reason: str = "") -> Applied:
        ask_leave_for(actor, changes)
        return project.apply(changes, actor.name)  # type: ignore[no-any-return]

    def take_back(self, project: Any, actor: Actor, number: int) -> Applied:
        return project.take_back(number, actor.name)  # type: ignore[no-any-return]

    def mending(self, project: Any, code: str) -> ChangeSet:
        if code != "code.letter_for_digit":
            return ChangeSet(f"finding.mend.{code}", ())
        rows = [row for row in project.records[LandRow].values() if row.code_read != row.code][:5]
        return ChangeSet(f"finding.mend.{code}", tuple(Change(row, replace(row, code_read=row.code)) for row in rows))

    def accept_findings(self, project: Any, actor: Actor, code: str) -> Applied:
        count = len(project.findings(code))
        project.kept_findings = [each for each in project.kept_findings if each.code != code]
        now = datetime(2026, 1, 15, tzinfo=UTC)
        project.kept_accepted = [Accepted(code, count, actor.name, now)]
        return Applied(len(project.lines) + 1, "finding.accept", actor.name, now, "", count)

    def waiting(self, project: Any) -> Waiting:
        return waiting(project)

    def join_lists(self, project: Any) -> JoinReport:
        links = {link.row_uid: link.parcel_uid for link in project.records[Link].values()}
        owners = project.owner_names()
        rows = list(project.records[LandRow].values())
        joined = [_join_row(row, owners, links) for row in rows if row.uid in links]
        alone = [_join_row(row, owners, links) for row in rows if row.uid not in links]
        with_row = set(links.values())
        bare = [JoinLine(each.uid, each.code) for each in project.records[Parcel].values() if each.uid not in with_row]
        counts = {"joined": len(joined), "register_only": len(alone), "map_only": len(bare), "ambiguous": 0}
        return JoinReport(joined, alone, bare, [], counts)

    def offers(self, project: Any) -> list[Offer]:
        lists = self.join_lists(project)
        return [
            Offer(row.uid, parcel.uid, row.code, parcel.code, 0.97 - 0.05 * number, number < 3, "kind.code.lost_zero")
            for number, (row, parcel) in enumerate(zip(lists.register_only, lists.map_only, strict=False))
        ]

    def link_by_hand(self, project: Any, actor: Actor, pairs: Sequence[tuple[Uid, Uid]]) -> Applied:
        uids = new_uids(len(pairs))
        born = (
            Change(None, Link(uid=uid, row_uid=row, parcel_uid=parcel, by="hand"))
            for uid, (row, parcel) in zip(uids, pairs, strict=True)
        )
        return project.apply(ChangeSet("join.by_hand", tuple(born)), actor.name)  # type: ignore[no-any-return]

    @property
    def titles(self) -> Titles:
        return _titles()

    @property
    def office_texts(self) -> Mapping[str, str]:
        return _office_texts()

    def send_register(self, project: Any, actor: Actor, path: Path, words: Words, uids: Sequence[Uid] | None) -> None:
        raise NotImplementedError("workbooks are tried on a real project")

    def send_findings(self, project: Any, actor: Actor, path: Path, words: Words) -> None:
        raise NotImplementedError("workbooks are tried on a real project")

    def send_join(self, project: Any, actor: Actor, path: Path, words: Words) -> None:
        raise NotImplementedError("workbooks are tried on a real project")

    def read_back(self, project: Any, path: Path) -> Diff:
        raise NotImplementedError("workbooks are tried on a real project")

    def take_returned(self, project: Any, actor: Actor, diff: Diff) -> Applied:
        return project.apply(diff.changes, actor.name)  # type: ignore[no-any-return]

    def make_sample(self, progress: Progress, folder: Path, language: str) -> Path:
        progress(Step("work.sample", 1, 1))
        self.projects["sample"] = town(60)
        return folder / "sample.ltax"

    def look_at(self, progress: Progress, ask: LookAsk) -> list[SourceLook]:
        return [look for look in self.looks if look.path in set(ask.paths)]

    def try_import(self, progress: Progress, plan: ImportPlan) -> ImportReport:
        return self.report

    def do_import(self, progress: Progress, plan: ImportPlan) -> ImportReport:
        self.plans.append(plan)
        self.projects[plan.project.stem] = town(60)
        return self.report

    def after_stop(self, begun: Begun, project: Project | None) -> bool:
        self.stopped.append(begun)
        return False

    def findings_of_try(self, progress: Progress, plan: ImportPlan, path: Path, language: str) -> Path:
        return path

    def print_map(self, progress: Progress, path: Path, order: MapOrder, language: str) -> Printed:
        """As many blank pages as sheets: two where a scale is asked for, one where it fits."""
        self.orders.append(order)
        if order.block == "99Z":
            raise Refused("block.missing", block=order.block)
        sheets = 2 if order.scale else 1
        sizes = [page_size(order.paper, order.orientation or Orientation.PORTRAIT)] * sheets
        return Printed(blank_pages(sizes), order.scale or 2000, sheets)

    @property
    def pages(self) -> PageViewer:
        return PdfiumPages()

    @property
    def copies(self) -> MapCopies:
        return WindowCopies()

    @cached_property
    def attachments(self) -> AttachmentServices:
        return WindowAttachments()

    @cached_property
    def case_papers(self) -> CasePapers:
        return WindowCasePapers(find_resources())

    @cached_property
    def letters(self) -> LetterServices:
        return WindowLetters()

    @cached_property
    def cases(self) -> CaseServices:
        return FakeCases(lambda: self.office_texts)


def _fits(case: Case, query: CaseQuery) -> bool:
    """What the scenes ask for; words and boxes are the storage's business."""
    chosen = (
        (query.states, case.state), (query.divisions, case.division), (query.assignees, case.assignee),
        (query.categories, case.category),
    )  # fmt: skip
    return (
        (not query.desk or case.desk == query.desk)
        and (query.uids is None or case.uid in query.uids)
        and (query.open is None or query.open is (case.closed_on is None))
        and all(not wanted or value in wanted for wanted, value in chosen)
        and (query.late_on is None or (case.due is not None and case.due < query.late_on))
        and (query.due_on is None or case.due == query.due_on)
        and (query.closed_from is None or (case.closed_on is not None and case.closed_on >= query.closed_from))
    )


def _case_line(project: FakeProject, case: Case) -> CaseLine:
    parties = project.having(CaseParty, "case_uid", [case.uid])
    people = project.get(Owner, [one.owner_uid for one in parties])
    same: dict[str, Any] = {
        name: getattr(case, name) for name in CaseLine.__dataclass_fields__ if name in Case.__dataclass_fields__
    }
    return CaseLine(**same, party=people[0].name if people else "", hidden=False)


def blank_pages(sizes: Sequence[tuple[float, float]]) -> bytes:
    """A PDF with pages of these millimetres."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        for wide, high in sizes:
            pdf.add_blank_page(page_size=(wide / 25.4 * 72, high / 25.4 * 72))
        pdf.save(out)
    return out.getvalue()


def _join_row(row: LandRow, owners: Mapping[Uid, str], links: Mapping[Uid, Uid]) -> JoinLine:
    stands = (links[row.uid],) if row.uid in links else ()
    return JoinLine(
        row.uid, row.code or row.code_read, owners.get(row.uid, ""), f"โฉนดที่ดิน {row.title_no}", row.road, stands
    )


class FakeMap(QWidget):
    """Parcels as plain polygons: enough to see, to click, and to be told."""

    canvas = None
    """Nothing is drawn on it."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.parcels: list[Parcel] = []
        self.selected: list[Uid] = []
        self.zoomed: list[Uid] = []
        self.at: object = None
        self._status = [QLabel("E 499 273  N 2 077 337"), QLabel("1:4 000"), QLabel("47N")]
        self.setMinimumHeight(120)

    def widget(self) -> QWidget:
        return self

    def status_widgets(self) -> Sequence[QWidget]:
        return self._status

    def when_seen(self, then: Callable[[], None]) -> None:
        then()

    def open(self, project: Any) -> None:
        self.parcels = []
        if project is not None:
            with project.reading() as reading:
                self.parcels = reading.get(Parcel, reading.columns(Parcel, ("code",)).uids)
        self.update()

    def refresh(self, touched: frozenset[Uid] | None) -> None:
        self.update()

    def select(self, uids: Sequence[Uid]) -> None:
        self.selected = list(uids)
        self.update()

    def zoom_to(self, uids: Sequence[Uid]) -> None:
        self.zoomed = list(uids)

    def set_theme(self, name: str) -> None:
        self.update()

    def pick_place(self, then: Callable[[float, float], None]) -> None:
        then(12.0, 30.0)

    def escape(self) -> None:
        self.select([])

    def place(self) -> object:
        return self.at

    def go_on_at(self, place: object) -> None:
        self.at = place

    def seen(self) -> MapSeen | None:
        return MapSeen((0.0, 0.0, 160.0, 135.0), MapChoice()) if self.parcels else None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        place = event.position()
        point = Point((place.x() - 10) / 6, (place.y() - 10) / 6)
        hits = [each.uid for each in self.parcels if each.shape is not None and each.shape.contains(point)]
        self.select(hits)
        self._office.announcer.select(hits, "map")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours = self._office.icons.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours.sunken))
        for number, parcel in enumerate(self.parcels):
            assert parcel.shape is not None
            corners = box(*parcel.shape.bounds).exterior.coords
            picked = parcel.uid in self.selected
            painter.setPen(QPen(QColor(LIGHT.map_selection if picked else colours.strong_border), 2.5 if picked else 1))
            painter.setBrush(QColor((colours.tint, colours.good_tint, colours.attention_tint)[number % 3]))
            painter.drawPolygon(QPolygonF([QPointF(10 + x * 6, 10 + y * 6) for x, y in corners]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.end()


@cache
def _office_texts() -> Mapping[str, str]:
    return shipped_office(find_resources())


class FakeCases(WindowCases):
    """The desks as they are, on one morning."""

    def now(self) -> datetime:
        return NOW


@cache
def _titles() -> Titles:
    return shipped_titles(find_resources())


def town(rows: int = 300, seed: int = 7) -> FakeProject:
    """A made-up town: nine rows of ten stand on parcels; a few findings of several kinds."""
    return FakeProject(_records(rows, seed), _findings())


@cache
def _records(rows: int, seed: int) -> tuple[Record, ...]:
    chance = random.Random(seed)
    uids = iter(new_uids(rows * 6 + 10))
    records: list[Record] = []
    for number in range(rows):
        code = f"{number // 100 + 1:02}{chr(65 + number // 20 % 5)}{number % 20 + 1:03}"
        row, parcel, owner = next(uids), next(uids), next(uids)
        area = chance.randrange(3_000, 90_000)
        records.append(
            LandRow(
                uid=row, version=1, code=code, code_read=code.replace("0", "O", 1) if number % 9 == 0 else code,
                title_kind="deed" if number % 4 else "ns3k", title_no=str(10_000 + number * 7),
                land_no=str(number % 60 + 1), area=area, price=chance.randrange(500, 30_000) * 100,
                value=area * chance.randrange(500, 30_000), use_kind=USES[number % 5],
                house_no=f"{number}/{number % 7 + 1}",
                moo=str(number % 9 + 1), road=ROADS[number % 5], tambon="ในเมือง", community=f"ชุมชนที่ {number % 6 + 1}",
                flag="1" if number % 23 == 3 else "",
            )
        )  # fmt: skip
        records.append(
            Owner(uid=owner, version=1, prefix="นาย" if number % 2 else "นางสาว", first_name=chance.choice(FIRST),
                  last_name=chance.choice(LAST), house_no=str(number), moo="3", tambon="ในเมือง", amphoe="เมือง",
                  province="เชียงใหม่", postcode="50200")
        )  # fmt: skip
        records.append(Ownership(uid=next(uids), version=1, subject_uid=row, owner_uid=owner))
        left, top = number % 20 * 8, number // 20 * 9
        shape = MultiPolygon([box(left, top, left + 7.5, top + 8)])
        records.append(
            Parcel(uid=parcel, version=1, code=code, shape=shape, area_m2=area / 25 * chance.uniform(0.97, 1.1))
        )
        if number % 10:
            records.append(Link(uid=next(uids), version=1, row_uid=row, parcel_uid=parcel, by="code"))
        if number % 3 == 0:
            records.append(Building(uid=next(uids), version=1, land_uid=row, type_kind="500", floor_area=12_050))
    return tuple(records)


def _findings() -> list[Finding]:
    kinds = (
        ("code.missing", 3, "", ""), ("code.letter_for_digit", 34, "O1A001", "01A001"),
        ("join.area_differs", 58, "1-2-50.5", ""), ("cell.thai_digits", 212, "๑๒/๓", "12/3"),
        ("person.number_check_digit", 9, "x-xxxx-xxxxx-12-3", ""), ("join.row_without_parcel", 30, "01A010", ""),
        ("cell.date_era", 17, "15/01/2569", "15 ม.ค. 2569"),
    )  # fmt: skip
    return [
        Finding(
            code,
            Place("ทะเบียนที่ดิน 2569.xlsx", "ผ.ท.4", 4 + number, "รหัสแปลง", "code", f"01A{number + 1:03}"),
            value,
            "",
            mended,
        )
        for code, count, value, mended in kinds
        for number in range(count)
    ]


def sample_looks(folder: Path) -> list[SourceLook]:
    """Two files as a reader would show them."""
    headers = ("รหัสแปลงที่ดิน", "ชื่อ", "นามสกุล", "เลขที่โฉนด", "เนื้อที่", "ราคาประเมิน", "หมายเหตุพิเศษ")
    lines = tuple(
        (f"01A{number:03}", FIRST[number % 10], LAST[number % 10], str(1000 + number), "1-2-50.5", "1,250,000.00", "")
        for number in range(1, 51)
    )
    register = SourceLook(
        folder / "ทะเบียนที่ดิน 2569.xlsx", "ผ.ท.4", "register", 2986, headers, lines,
        {"รหัสแปลงที่ดิน": "code", "เลขที่โฉนด": "title_no", "เนื้อที่": "area_text", "ราคาประเมิน": "value"},
        {"ราคาประเมิน": 0.55}, "LTAX Online", "utf-8", (("utf-8", "นายสมชาย ใจดี"), ("cp874", "à,™à,²")),
    )  # fmt: skip
    parcels = SourceLook(
        folder / "แปลงที่ดิน.shp", "", "parcels", 3012, ("PARCEL_COD", "SHEET"), (("01A001", "5136"),) * 50,
        {"PARCEL_COD": "code"}, {}, "", "cp874", (("cp874", "เทศบาล"), ("utf-8", "�����")), "24047", ("24047", "32647"),
    )  # fmt: skip
    return [register, parcels]


def sample_report() -> ImportReport:
    found = _findings()
    counts = Counter(each.code for each in found)
    examples = {code: [each for each in found if each.code == code][:3] for code in counts}
    tallies = {
        "register": Tally(2991, 2986, 2, 3),
        "owners": Tally(2410, 2410),
        "parcels": Tally(3012, 3012),
    }
    join = JoinTally(joined=2890, register_only=96, with_row=2890, map_only=122, by={"code": 2890})
    return ImportReport(Ledger(tallies, ChangeTally(new=2986), join, counts, {}), examples)
