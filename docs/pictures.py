"""Takes the pictures of the guide and of README.md: the real window, driven step by step with the sample town.

`python docs/pictures.py` on a screen of at least 1366 × 768 or under Xvfb; with the word `cases` only those of
petitions and permits, with `letters` those of letters and publicity. All else that it makes lies in a temporary folder;
nothing of the person who runs it is read or changed. A step that does not come off ends it, and the pictures stay as
they were.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from case_pictures import CaseTour
from letter_pictures import LetterTour

if TYPE_CHECKING:
    from ltaxgis.app.window import Stage
    from ltaxgis.ui.import_assistant.assistant import ImportAssistant
    from ltaxgis.ui.main_window import MainWindow
    from ltaxgis.ui.map.canvas import MapCanvas

TOP = Path(__file__).parents[1]
SAMPLE = TOP / "sample_data"
GUIDE = TOP / "docs" / "guide" / "pictures"
WINDOW = TOP / "docs" / "pictures" / "window.png"
TOWN = "เทศบาลตำบลท่าแสงคำ"
SIZE = (1366, 768)
PARCEL = "01A045"
PATIENCE_S = 300.0
SETTLED_S = 0.6
CRS, CHECK, RESULT = 2, 3, 4  # the assistant's steps, counted from 0
# what somebody does in QGIS, in a program of its own: moves two corners, changes a lot number, deletes a parcel
ELSEWHERE = """
import sys, pyogrio, shapely
table = pyogrio.read_dataframe(sys.argv[1], layer="parcels")
for place, metres in ((100, 0.4), (101, -0.35), (102, 0.6)):
    table.loc[place, "geometry"] = shapely.transform(table.geometry[place], lambda corners: corners + metres)
table.loc[105, "land_no"], table.loc[106, "code"] = "7/1", "01A990"
pyogrio.write_dataframe(table.drop(index=[110]), sys.argv[1], layer="parcels")
"""


def main() -> int:
    """All pictures stand in `docs/`."""
    with _new_home() as home:
        from PySide6.QtWidgets import QApplication

        from ltaxgis.app.window import Stage
        from ltaxgis.ui.preferences import Preferences

        application = QApplication(sys.argv[:1])
        stage = Stage(application, "th", Preferences(home / "preferences.json"))
        try:
            tour = Tour(stage, home)
            tour.walk(sys.argv[1:])
        finally:
            stage.close()
        tour.keep()
    return 0


@contextmanager
def _new_home() -> Iterator[Path]:
    """Documents and settings of a person who has just begun. The place is always the same: the pictures show it."""
    users = Path(tempfile.gettempdir()) / "Users"
    home = users / "กัลยา"
    (home / "Documents").mkdir(parents=True)
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(home)
    os.environ["XDG_CONFIG_HOME"] = str(home / ".config")
    os.environ["XDG_CACHE_HOME"] = str(home / ".cache")
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)
        with suppress(OSError):  # somebody else's home is in it
            users.rmdir()


class Tour:
    """The way of the first guide, from the start page to the printed sheet."""

    def __init__(self, stage: "Stage", home: Path) -> None:
        self.stage = stage
        self.home = home
        self.window: MainWindow = stage.show(None)
        self.window.resize(*SIZE)
        self.failures: list[object] = []
        self.taken = home / "pictures"
        self.taken.mkdir()
        stage.tasks.failed.connect(self.failures.append)

    def walk(self, only: Sequence[str] = ()) -> None:
        """One method a chapter of the guide; with `cases` or `letters` only those chapters."""
        self.begin()
        if not only:
            self.follow_the_main_work()
        self.show_the_sample()
        if not only or "cases" in only:
            CaseTour(self).walk()
        if not only or "letters" in only:
            LetterTour(self).walk()

    def follow_the_main_work(self) -> None:
        self.choose_a_place()
        self.import_files()
        self.look_at_the_map()
        self.search()
        self.findings()
        self.join()
        self.register()
        self.print_sheet()
        self.read_next_month()
        self.bring_back_from_excel()
        self.bring_back_from_qgis()
        self.window.close_project()
        self.until(lambda: self.window.office.project is None)

    def keep(self) -> None:
        """All pictures take the place of the older ones."""
        for folder in (GUIDE, WINDOW.parent):
            folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.taken / WINDOW.name, WINDOW)
        for picture in self.taken.glob("[0-9]*.png"):
            shutil.copy(picture, GUIDE)

    def begin(self) -> None:
        person = self.window.start.person
        self.take("01-person")
        person.name.setText("กัลยา ศรีสุวรรณ")
        person.position.setText("นักวิชาการจัดเก็บรายได้")
        person.go.click()
        self.take("02-start")

    def choose_a_place(self) -> None:
        """What is asked where the parcels' file says nothing of its coordinates."""
        assistant = self._brought("ไม่มี prj", without=".prj")
        assistant.next_button.click()
        assistant.next_button.click()
        self.until(lambda: assistant.step == CRS)
        self.take("05-crs")

    def import_files(self) -> None:
        assistant = self._brought("แผนที่ภาษี 2569")
        self.take("03-files")
        assistant.next_button.click()
        self.take("04-columns")
        assistant.next_button.click()
        self.until(lambda: assistant.step == CHECK)
        self.take("06-check")
        assistant.next_button.click()
        self.until(lambda: assistant.step == RESULT)
        self.take("07-result")
        assistant.next_button.click()
        self.until(lambda: self.window.office.project is not None)

    def look_at_the_map(self) -> None:
        desk = self.window.work
        self.until(lambda: bool(desk.register.model.sheet.uids))
        self.until_painted()
        self.take("08-map")
        self._choose_a_second_place()
        self._go_to_parcel()
        self.take("09-parcel")
        desk.map.set_theme("joined")
        self.until_painted()
        self.take("10-theme")
        desk.map.set_theme("land-use")

    def search(self) -> None:
        box = self.window.top.search
        box.setText("สม")
        box.ask()
        self.settle(1.5)
        self.take("11-search")
        box.clear()
        box.ask()

    def findings(self) -> None:
        self.window.show_desk("findings")
        self.settle(1.5)
        kinds = self.window.findings.kinds
        kinds.setCurrentRow(next(row for row, kind in enumerate(kinds.kinds) if kind.code == "code.letter_for_digit"))
        self.settle(1.5)
        self.take("12-findings")

    def join(self) -> None:
        self.window.show_desk("join")
        desk = self.window.join
        self.until(lambda: bool(desk.offers.offers))
        desk.show_list("register_only")
        self.take("13-register-only")
        desk.show_list("offers")
        desk.offers.tick({0})  # the likeliest; the sample town has none that is sure
        self.take("14-offers")
        before = len(desk.offers.offers)
        desk.accept()
        self.until(lambda: len(desk.offers.offers) < before)
        self.settle(1.5)
        self.take("15-joined")

    def register(self) -> None:
        self.window.show_desk("register")
        self.settle(1.0)
        self.take("16-register")

    def print_sheet(self) -> None:
        self.window.show_desk("map")
        self.settle(1.0)
        self.window.actions_table["print.sheet"].trigger()
        desk = self.window.printing
        self.until(lambda: desk.pages is not None)
        self.settle(1.0)
        self.take("17-print")
        assert desk.pages is not None
        viewer = self.window.office.services.pages
        (self.taken / "18-sheet.png").write_bytes(viewer.png(desk.pages.pdf, 0, 96))

    def read_next_month(self) -> None:
        """The register of a month later, compared; two cells were corrected by hand before."""
        self.window.show_desk("register")
        folder = self.home / "Documents" / "เดือนถัดไป"
        folder.mkdir()
        register = shutil.copy(SAMPLE / "next_month" / "register.xlsx", folder / "ทะเบียน เดือนถัดไป.xlsx")
        self.window.begin_import()
        assistant = self.window.assistant
        assistant.look([Path(register)])
        self.until(lambda: bool(assistant.files.looks))
        assistant.next_button.click()
        assistant.next_button.click()
        self.until(lambda: assistant.step == CHECK)
        assistant.check.diff.show_only("changed")
        self.take("21-next-month")
        assistant.next_button.click()
        self.until(lambda: assistant.step == RESULT)
        assistant.next_button.click()
        self.until(lambda: self.window.pages.currentWidget() is self.window.work)

    def bring_back_from_excel(self) -> None:
        from openpyxl import load_workbook

        self.window.show_desk("register")
        self.settle(1.0)
        office, desk = self.window.office, self.window.work.register
        project, actor = office.project, office.actor
        assert project is not None
        assert actor is not None
        path = self.home / "Documents" / "ทะเบียนที่ดิน.xlsx"
        office.services.send_register(project, actor, path, office.words, desk.model.sheet.uids[:40])
        book = load_workbook(path)
        sheet = book.worksheets[0]
        headings = {str(cell.value): place for place, cell in enumerate(sheet[1], start=1)}
        for line, (name, value) in enumerate((("ถนน", "ริมธาร"), ("ตรอก", "ริมธาร 36"), ("ปีภาษี", "ปีหน้า")), start=4):
            column = next(place for heading, place in headings.items() if heading.startswith(name))
            sheet.cell(line, column).value = value
        book.save(path)
        desk.excel.bring(path)
        self.until(lambda: desk.pages.currentWidget() is desk.returned)
        self.take("22-excel-back")
        desk.returned.closed.emit()

    def bring_back_from_qgis(self) -> None:
        self.window.actions_table["project.copies"].trigger()
        page = self.window.map_copies
        self.take("23-copies")
        copy = self.home / "Documents" / f"{TOWN} สำหรับแก้.gpkg"
        page.send(copy)
        self.until(copy.is_file)
        self.until(lambda: not self.stage.tasks.busy)
        subprocess.run([sys.executable, "-W", "ignore", "-c", ELSEWHERE, str(copy)], check=True)
        page.bring(copy)
        self.until(lambda: page.returned is not None)
        page.diff.show_only("changed")
        self.take("24-map-back")

    def show_the_sample(self) -> None:
        """The picture of README.md: the whole sample municipality."""
        self.window.projects.make_sample()
        self.until(lambda: self.window.office.project is not None)
        self._choose_a_second_place()
        self._go_to_parcel()
        self.canvas.set_scale(1000)
        self.until_painted()
        self.window.grab().save(str(self.taken / WINDOW.name))

    # inside

    def _brought(self, name: str, without: str = "") -> "ImportAssistant":
        """The assistant with two files of a person's own and the name of a new project."""
        folder = self.home / "Documents" / name
        folder.mkdir()
        shutil.copy(SAMPLE / "register.xlsx", folder / "ทะเบียน LTAX.xlsx")
        for part in (SAMPLE / "shapefile").glob("parcels.*"):
            if part.suffix != without:
                shutil.copy(part, folder / part.name)
        self.window.begin_import()
        assistant = self.window.assistant
        assistant.files.name.setText(TOWN)
        assistant.look([folder / "ทะเบียน LTAX.xlsx", folder / "parcels.shp"])
        self.until(lambda: bool(assistant.files.looks))
        return assistant

    def _choose_a_second_place(self) -> None:
        """As the line over the desks asks; the dialog is the system's and would wait for a person."""
        from ltaxgis.ui.project_file.care import PLACE

        place = self.home / "สำรอง"
        place.mkdir(exist_ok=True)
        self.window.office.preferences.set(PLACE, str(place))
        self.window.keeper.notice.hide()

    def _go_to_parcel(self) -> None:
        from ltaxgis.domain.parcels import Parcel

        project = self.window.office.project
        assert project is not None
        self.until(lambda: bool(self.window.work.register.model.sheet.uids))
        with project.reading() as reading:
            parcels = reading.columns(Parcel, ("code",))
        uid = parcels.uids[parcels["code"].index(PARCEL)]
        self.until_painted()
        self.window.office.announcer.select([uid], "search")
        self.window.work.map.zoom_to([uid])
        self.until_painted()

    @property
    def canvas(self) -> "MapCanvas":
        from ltaxgis.ui.map.desk import MapDesk

        desk = self.window.work.map
        assert isinstance(desk, MapDesk)
        assert desk.canvas is not None
        return desk.canvas

    def until_painted(self) -> None:
        """The last finished picture is that of the view."""
        from ltaxgis.ui.map.canvas import MARGIN
        from ltaxgis.ui.map.desk import MapDesk

        desk = self.window.work.map
        assert isinstance(desk, MapDesk)
        self.until(lambda: desk.canvas is not None)
        canvas = self.canvas
        self.settle()  # a wish for another picture is under way by then
        self.until(lambda: canvas.drawn is not None and canvas.drawn.view == canvas.view.grown(MARGIN))
        self.settle(1.0)

    def take(self, name: str) -> None:
        """What the window shows once nothing is under way."""
        self.until(lambda: not self.stage.tasks.busy)
        self.settle()
        self.window.grab().save(str(self.taken / f"{name}.png"))
        sys.stdout.write(f"{name}\n")

    def until(self, true: Callable[[], bool]) -> None:
        """The window lives on until something is true."""
        from PySide6.QtWidgets import QApplication

        end = time.monotonic() + PATIENCE_S
        while not true():
            if self.failures or time.monotonic() > end:
                raise TimeoutError(*self.failures)
            QApplication.processEvents()
            time.sleep(0.01)

    def settle(self, seconds: float = SETTLED_S) -> None:
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end)


if __name__ == "__main__":
    sys.exit(main())
