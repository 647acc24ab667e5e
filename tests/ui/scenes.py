"""Every desk, page and empty state of the window, each as one call that brings it on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.ui.case_scenes import CASE_SCENES, with_cases
from tests.ui.fakes import TOWN, FakeProject, FakeServices, sample_looks, sample_report, town
from tests.ui.stage import make_office, open_window

from ltaxgis.domain.changes import ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.ledger import ChangeTally
from ltaxgis.domain.map_copies import Edited
from ltaxgis.domain.round_trip import CellDiff, Diff, RefusedCell
from ltaxgis.domain.users import User, hide_pin
from ltaxgis.ports.resources import Resources
from ltaxgis.services.import_diff import DiffLine, ImportDiff
from ltaxgis.services.returned_map import ReturnedMap
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.office import Office
from ltaxgis.ui.project_file.care import PLACE
from ltaxgis.ui.start.person import remember_user
from ltaxgis.ui.tokens import Colours

Scene = Callable[[MainWindow], None]
EMPTY = "ว่าง"
LONG = Path("/home/somying/Documents/แผนที่ภาษี 2569/ทต.ตัวอย่าง (สำรอง)")


def window_for(scene: str, resources: Resources, language: str, colours: Colours) -> MainWindow:
    """A window with this scene on it, not shown yet."""
    services = FakeServices({TOWN: with_cases(town()), EMPTY: FakeProject([], name=EMPTY)})
    services.looks = sample_looks(LONG)
    services.report = sample_report()
    office: Office = make_office(resources, language, colours, services, known_person=scene != "first_start")
    window = open_window(office, _project(scene))
    SCENES[scene](window)
    return window


def _project(scene: str) -> str:
    if scene.startswith(("start", "first", "import")):
        return ""
    return EMPTY if scene.startswith("empty") else TOWN


def _start(window: MainWindow) -> None:
    window.office.preferences.set("recent", [str(LONG / f"{TOWN}.ltax"), str(LONG / "ทต.ริมน้ำ 2569.ltax")])
    window.show_start()


def _map(window: MainWindow) -> None:
    window.work.register.panes.go_to(3, 3)


def _search(window: MainWindow) -> None:
    window.resize(window.size())
    window.top.search.setText("สม")
    window.top.search.ask()


def _plan(window: MainWindow) -> None:
    window.show_desk("register")
    register = window.work.register
    column = register.model.columns[register.model.position("area")]
    register.editor.paste("1-2-50\nไม่ทราบ\n2-1-20", [0, 1, 2], [column])


def _replace(window: MainWindow) -> None:
    window.show_desk("register")
    window.work.register.begin_replace()
    window.work.register.keep_view.begin()


def _join(window: MainWindow) -> None:
    window.show_desk("join")
    window.join.show_list("register_only")


def _offers(window: MainWindow) -> None:
    window.show_desk("join")
    window.join.show_list("offers")
    window.join.tick_strong()


def _report(name: str) -> Scene:
    def begin(window: MainWindow) -> None:
        window.show_desk("join")
        window.join.show_list(name)

    return begin


def _note(window: MainWindow) -> None:
    window.show_desk("register")
    window.work.register.panes.go_to(3, 3)
    window.work.register.begin_note()


def _returned(window: MainWindow) -> None:
    window.show_desk("register")
    heading = "เนื้อที่ (ไร่-งาน-ตร.ว.)"
    cells = [CellDiff("ที่ดิน", line, f"01A{line:03}", heading, "0-0-5.7", "2-1-20") for line in range(2, 9)]
    wrong = RefusedCell(cells[0], "returned.masked")
    diff = Diff(ChangeSet("returned.take", ()), tuple(cells[1:]), (wrong,))
    window.work.register.show_diff("ทะเบียนที่ดิน.xlsx", diff)


def _accepted(window: MainWindow) -> None:
    window.show_desk("findings")
    window.findings.details.accept()
    window.findings.show_accepted()


def _sign_in(window: MainWindow) -> None:
    remember_user(window.office.preferences, User("มานี รักงาน", "เจ้าพนักงานธุรการ", ("clerk",), hide_pin("1234")))
    window.office.preferences.hold("signed_in", None)
    window.show_start()
    window.start.people.choose(User("มานี รักงาน", "", ("clerk",), hide_pin("1234")))
    window.start.people.try_pin()


def _form(window: MainWindow) -> None:
    window.show_form(window.work.register.model.sheet.uids[5])


def _error(window: MainWindow) -> None:
    window.show_desk("map")
    window.errors.show_failure(Refused("work.memory", file="ทะเบียน.xlsx"))


def _hidden(window: MainWindow) -> None:
    _map(window)
    window.office.announcer.hide_people(True)


def _project_page(window: MainWindow) -> None:
    window.office.preferences.set(PLACE, str(LONG))
    window.show_project_page()
    for _ in range(3):
        window.project_page.copy_now()


def _map_copies(window: MainWindow) -> None:
    window.show_map_copies()


def _map_came_back(window: MainWindow) -> None:
    """A changed shape and lot, a new parcel, one that is gone, a quarrel; something typed where it does not belong."""
    window.show_map_copies()
    kinds = (("changed", "shape", 1604.25, 1712.5), ("changed", "land_no", "7", "7/1"), ("new", "", None, None),
             ("gone", "", None, None), ("conflict", "code", "01A007", "01A070"))  # fmt: skip
    lines = tuple(
        DiffLine(what, "parcels", Uid(f"{place:032}"), f"01A{place:03}", field, "", ours, theirs)
        for place, (what, field, ours, theirs) in enumerate(kinds, start=5)
    )
    edits = tuple(Edited(line.uid, None) for line in lines)
    changes = ChangeTally(new=1, changed=2, same=2981, gone=1, conflicts=1)
    counts = {"new": 1, "changed": 2, "same": 2981, "gone": 1, "conflicts": 1}
    cell = CellDiff("parcels", 4, "01A004", "", "", "")
    refused = (RefusedCell(cell, "copy.register_column", (("code", "01A004"),)),)
    returned = ReturnedMap(edits, ImportDiff(counts, lines), changes, {"parcels": 2985}, refused)
    window.map_copies.show_returned("ทต.ตัวอย่าง สำหรับแก้.gpkg", returned)


def _read_only(window: MainWindow) -> None:
    project = window.office.project
    assert isinstance(project, FakeProject)
    project.writable = False
    window.keeper.opened(project)


def _ask_for_copies(window: MainWindow) -> None:
    window.office.preferences.set(PLACE, None)
    assert window.office.project is not None
    window.keeper.opened(window.office.project)


def _desk(name: str) -> Scene:
    return lambda window: window.show_desk(name)


def _import(steps: int) -> Scene:
    def begin(window: MainWindow) -> None:
        window.begin_import()
        if steps:
            window.assistant.look([look.path for look in sample_looks(LONG)])
            window.assistant.files.name.setText("เทศบาลตำบลริมน้ำ")
        for _ in range(steps - 1):
            window.assistant.next()

    return begin


def _again(window: MainWindow) -> None:
    """A file is read again: what differs is to be decided."""
    services = window.office.services
    assert isinstance(services, FakeServices)
    long = "เลขที่ 47/50 หมู่ที่ 12 ซอยริมน้ำ 3 ถนนประชาราษฎร์บำรุง"
    lines = [DiffLine("conflict", "register", Uid(str(n)), f"01A{n:03}", "road", long, long, long) for n in range(30)]
    counts = {"new": 1203, "changed": 2911, "same": 12_411, "gone": 310, "conflicts": 30}
    ledger = replace(services.report.ledger, changes=ChangeTally(**counts))
    services.report = replace(services.report, ledger=ledger, diff=ImportDiff(counts, tuple(lines), 1204))
    _import(4)(window)


def _many_files(window: MainWindow) -> None:
    window.begin_import()
    window.assistant.files.show_looks(sample_looks(LONG) * 7)


SCENES: dict[str, Scene] = {
    "first_start": lambda window: None,
    "start": _start,
    "map": _map,
    "search": _search,
    "hidden_people": _hidden,
    "error": _error,
    "register": _desk("register"),
    "plan": _plan,
    "replace": _replace,
    "form": _form,
    "join": _join,
    "offers": _offers,
    "findings": _desk("findings"),
    "accepted": _accepted,
    "join_blocks": _report("blocks"),
    "join_areas": _report("areas"),
    "note": _note,
    "returned": _returned,
    "start_sign_in": _sign_in,
    "project_page": _project_page,
    "copies": _map_copies,
    "copies_back": _map_came_back,
    "read_only": _read_only,
    "ask_for_copies": _ask_for_copies,
    "print": lambda window: window.show_printing(),
    "keys": lambda window: window.actions_table["help.keys"].trigger(),
    "empty_map": _desk("map"),
    "empty_join": _desk("join"),
    "empty_findings": _desk("findings"),
    "import_files": _import(0),
    "import_found": _import(1),
    "import_many": _many_files,
    "import_columns": _import(2),
    "import_crs": _import(3),
    "import_check": _import(4),
    "import_again": _again,
    "import_result": _import(5),
    **CASE_SCENES,
}
