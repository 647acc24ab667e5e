"""The receiving stamp on a scan: it follows the mouse and stands where somebody clicks."""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.correspondence import Routing
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.stamp_places import place_stamp
from ltaxgis.ui.office import Office
from ltaxgis.ui.projects import Projects
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, icon_button, label, row, scrolling

DPI, MM = 96.0, 25.4
STAMP_MM = (50.0, 25.0)


class ScanPicture(QWidget):
    """A page of the scan; `placed` carries left and top of the stamp as shares of the page."""

    placed = Signal(float, float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = QPixmap()
        self._at: QPointF | None = None
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_page(self, png: bytes) -> None:
        self._page.loadFromData(png)
        self.setFixedSize(self._page.size())
        self.update()

    @property
    def stamp(self) -> QRectF | None:
        """Where the stamp would stand, within the page."""
        if self._at is None or self._page.isNull():
            return None
        wide, high = (side / MM * DPI for side in STAMP_MM)
        left = min(max(self._at.x() - wide / 2, 0), max(self.width() - wide, 0))
        top = min(max(self._at.y() - high / 2, 0), max(self.height() - high, 0))
        return QRectF(left, top, wide, high)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._at = event.position()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._at = event.position()
        stamp = self.stamp
        if stamp is not None and event.button() == Qt.MouseButton.LeftButton:
            self.placed.emit(stamp.left() / self.width(), stamp.top() / self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._page)
        if self.stamp is not None:
            painter.setPen(QPen(Qt.GlobalColor.red, 1.5, Qt.PenStyle.DashLine))
            painter.drawRect(self.stamp)


class StampPage(QWidget):
    """`closed` when the person goes back; `kept` carries what was applied and the words for it; `paper_made` the
    stamped scan as PDF and its title."""

    closed = Signal()
    kept = Signal(object, str)
    paper_made = Signal(bytes, str)

    def __init__(self, office: Office, projects: Projects, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._office, self._projects = office, projects
        self._case, self._scan, self._name = Uid(""), Uid(""), ""
        self._pdf = b""
        words = office.words
        self.sheet = QComboBox(self)
        self.sheet.setAccessibleName(words("letters.stamp_sheet"))
        self.sheet.activated.connect(lambda _index: self._show_sheet())
        self.division = QComboBox(self)
        self.division.setAccessibleName(words("letters.stamp_of"))
        self.picture = ScanPicture(self)
        self.picture.placed.connect(self.place)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.addStretch(1)
        line.addWidget(self.picture)
        line.addStretch(1)
        head = row(label(words("letters.stamp"), "heading", self), self.division, self.sheet, None,
                   button(words("letters.stamp_print"), self._print, "primary", self),
                   icon_button(office.icons, "x", words("cases.leave"), self.closed.emit, self))  # fmt: skip
        head.setContentsMargins(GAP_3, GAP_2, GAP_2, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(label(words("letters.stamp_hint"), "quiet", self))
        whole.addWidget(scrolling(holder, self), 1)

    def begin(self, case: Uid, scan: Uid, name: str) -> None:
        """A scan of a letter; the centre's stamp is on it, and that of each division which took it in."""
        self._case, self._scan, self._name = case, scan, name
        services, language = self._office.services.cases, self._office.words.language

        def look(project: Project) -> list[tuple[str, str]]:
            known = services.book(project).divisions
            with project.reading() as reading:
                taken = [one.division for one in reading.having(Routing, "case_uid", [case]) if one.number]
            return [(code, known[code].name(language)) for code in dict.fromkeys(taken) if code in known]

        self._office.look(look, self._begin)

    def _begin(self, divisions: list[tuple[str, str]]) -> None:
        self.division.clear()
        self.division.addItem(self._office.words("letters.stamp_centre"), "")
        for code, text in divisions:
            self.division.addItem(text, code)
        self._stamp()

    def place(self, left: float, top: float) -> None:
        """The chosen stamp stands there on the sheet that is seen."""
        scan, page = self._scan, self.sheet.currentIndex() + 1
        division = str(self.division.currentData() or "")

        def work(project: Project, actor: Actor) -> Applied:
            return place_stamp(project, actor, scan, page, left, top, division)

        self._office.act("work.edit", work, self._placed)

    # inside

    def _stamp(self) -> None:
        office, path = self._office, self._projects.path
        if path is None or office.actor is None:
            return
        told = (path, office.actor, self._case, self._scan, office.services.cases.now())
        office.tasks.run_in_process("work.print", office.services.case_papers.stamp_scan, told, self._show)

    def _placed(self, applied: Applied) -> None:
        self.kept.emit(applied, self._office.words("letters.stamp_placed"))
        self._stamp()

    def _show(self, pdf: bytes) -> None:
        self._pdf = pdf
        count, at = self._office.services.pages.count(pdf), max(0, self.sheet.currentIndex())
        self.sheet.clear()
        self.sheet.addItems([self._office.words("letters.stamp_page", page=page + 1) for page in range(count)])
        self.sheet.setCurrentIndex(min(at, count - 1))
        self._show_sheet()

    def _show_sheet(self) -> None:
        page, pages = max(0, self.sheet.currentIndex()), self._office.services.pages
        self._office.tasks.query(partial(pages.png, self._pdf, page, DPI), self.picture.show_page)

    def _print(self) -> None:
        if self._pdf:
            self.paper_made.emit(self._pdf, self._name)
