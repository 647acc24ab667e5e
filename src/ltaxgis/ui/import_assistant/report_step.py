"""What an import would do, and what it did: the ledger, the join, the findings by kind."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ltaxgis.domain.findings import Severity
from ltaxgis.ui.findings.kinds import LOOKS, Kind, examples, in_order, title
from ltaxgis.ui.import_assistant.diff_card import DiffCard
from ltaxgis.ui.import_assistant.messages import ImportReport
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1, GAP_3, GAP_4, GAP_5
from ltaxgis.ui.widgets.blocks import Card, button, clear, label, row, scrolling

_FIGURES = ("read", "stored", "rejected", "skipped")
_JOIN = (("joined", "good"), ("register_only", "attention"), ("map_only", "attention"), ("ambiguous", "wrong"))


class ReportStep(QWidget):
    """`heading` says whether this is a trial or the deed; a trial has a diff to decide upon, and `send_wanted` asks
    for its findings as a workbook."""

    send_wanted = Signal()

    def __init__(self, office: Office, heading: str, parent: QWidget | None = None, *, is_trial: bool = False) -> None:
        super().__init__(parent)
        self._office = office
        self._is_trial = is_trial
        inner = QWidget()
        self.heading = label(heading, "heading", inner, wrap=True)
        self.join = QHBoxLayout()
        self.join.setSpacing(GAP_3)
        self.diff = DiffCard(office, inner)
        self.ledger = Card(office.words("ledger.title"), inner)
        self.findings = Card(office.words("ledger.findings"), inner)
        self.send = button(office.words("import.send_findings"), self.send_wanted.emit, "", inner)
        self.findings.head.addWidget(self.send)
        self.send.setVisible(is_trial)
        column = QVBoxLayout(inner)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        column.addWidget(self.heading)
        column.addLayout(self.join)
        column.addWidget(self.diff)
        column.addWidget(self.ledger)
        column.addWidget(self.findings)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner, self))
        self.report: ImportReport | None = None

    def show_report(self, report: ImportReport) -> None:
        self.report = report
        self._show_join(report)
        if self._is_trial:
            self.diff.show_diff(report.diff)
        self._show_ledger(report)
        self._show_findings(report)

    @property
    def stopping(self) -> int:
        """How many findings keep their row or shape out."""
        if self.report is None:
            return 0
        return sum(kind.count for kind in _kinds(self.report) if kind.severity is Severity.STOPS)

    def _show_join(self, report: ImportReport) -> None:
        clear(self.join)
        join = report.ledger.join
        if not any(getattr(join, name) for name, _tone in _JOIN):
            return
        for name, tone in _JOIN:
            card = Card(self._office.words(f"join.{name}"))
            figure = label(f"{getattr(join, name):,}", "figure", card)
            figure.setProperty("tone", "figure" if getattr(join, name) == 0 else f"figure-{tone}")
            card.body.addWidget(figure)
            self.join.addWidget(card, 1)

    def _show_ledger(self, report: ImportReport) -> None:
        words = self._office.words
        clear(self.ledger.body)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_5)
        grid.setVerticalSpacing(GAP_1)
        grid.setColumnStretch(5, 1)
        for column, name in enumerate(_FIGURES, start=1):
            head = label(words(f"ledger.{name}"), "quiet", self.ledger)
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(head, 0, column)
        for line, (kind, tally) in enumerate(report.ledger.tallies.items(), start=1):
            grid.addWidget(label(words(f"import.kind.{kind}"), "", self.ledger), line, 0)
            for column, name in enumerate(_FIGURES, start=1):
                figure = label(f"{getattr(tally, name):,}", "", self.ledger)
                figure.setAlignment(Qt.AlignmentFlag.AlignRight)
                grid.addWidget(figure, line, column)
        self.ledger.body.addLayout(grid)
        self.ledger.body.addWidget(label(words("ledger.sum"), "small", self.ledger, wrap=True))

    def _show_findings(self, report: ImportReport) -> None:
        words, icons = self._office.words, self._office.icons
        clear(self.findings.body)
        for kind in in_order(_kinds(report)):
            picture, tone = LOOKS[kind.severity]
            image = QLabel(self.findings)
            image.setPixmap(icons.pixmap(picture, tone, 18, 2.0))
            line = QWidget(self.findings)
            line.setLayout(
                row(
                    image,
                    label(title(words, kind.code), "", line),
                    label(examples(words, kind), "small", line),
                    None,
                    label(f"{kind.count:,}", "strong", line),
                )
            )
            self.findings.body.addWidget(line)
        self.findings.setVisible(bool(report.ledger.findings))


def _kinds(report: ImportReport) -> list[Kind]:
    return [Kind(code, count, report.examples.get(code, ())) for code, count in report.ledger.findings.items()]
