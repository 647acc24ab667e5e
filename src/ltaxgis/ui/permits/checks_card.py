"""What the map says about a permit: each rule with its verdict, what was measured, and where the rule stands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ltaxgis.domain.permits import PermitCheck
from ltaxgis.services.check_report import lacks_layer, why_told
from ltaxgis.services.permit_map import run_checks
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.permits.building_card import permit_in
from ltaxgis.ui.tokens import GAP_1, GAP_2
from ltaxgis.ui.widgets.blocks import button, label

TONES = {"pass": "good", "fail": "wrong", "survey": "attention", "not_applicable": "quiet"}
_ORDER = ("fail", "survey", "pass", "not_applicable")


class ChecksCard(ActingCard):
    """Never an automatic refusal: an officer decides."""

    def __init__(self, office: Office, seen: SeenCase, checks: list[PermitCheck], parent: QWidget) -> None:
        super().__init__(office, seen, office.words("permits.checks"), parent)
        words, permit = office.words, permit_in(seen)
        has_outline = permit is not None and permit.footprint is not None
        if not has_outline:
            self.body.addWidget(label(words("permits.no_outline"), "quiet", self, wrap=True))
        self.run = button(words("permits.check_again" if checks else "permits.check"), self.check, "", self)
        self.run.setVisible(self.may_write and has_outline)
        self.head.addWidget(self.run)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_2)
        grid.setVerticalSpacing(GAP_1)
        grid.setColumnStretch(0, 1)
        for number, one in enumerate(sorted(checks, key=lambda one: _ORDER.index(one.verdict))):
            self._line(grid, 2 * number, one)
        self.body.addLayout(grid)
        if checks:
            self.body.addWidget(label(words("permits.report.no_decision"), "small", self, wrap=True))

    def check(self) -> None:
        """The report of the map is made anew."""
        uid, book, now = self.seen.file.case.uid, self.seen.book, self.office.services.cases.now()
        self.do(lambda project, actor: run_checks(project, actor, book, uid, now), self.office.words("permits.checks"))

    def _line(self, grid: QGridLayout, number: int, one: PermitCheck) -> None:
        words = self.office.words
        name = label(f"{one.check} {words(f'permits.check.{one.check}')}", "", self, wrap=True)
        name.setToolTip(f"{one.rule}\n{one.source}".strip())
        unit = words(f"permits.unit.{one.unit}") if words.knows(f"permits.unit.{one.unit}") else ""
        digits = 2 if unit else 0
        measured = "" if one.measured is None else f"{one.measured:,.{digits}f}"
        required = "" if one.required is None else f" / {one.required:,.{digits}f}"
        value = label(f"{measured}{required} {unit}".strip() if measured else "–", "quiet", self)
        grid.addWidget(name, number, 0)
        grid.addWidget(value, number, 1, Qt.AlignmentFlag.AlignRight)
        verdict = label(words(f"permits.verdict.{one.verdict}"), TONES[one.verdict], self)
        grid.addWidget(verdict, number, 2)
        why = why_told(words, one)
        if why and one.verdict in ("fail", "survey"):
            self._why(grid, number + 1, one, why)

    def _why(self, grid: QGridLayout, number: int, one: PermitCheck, why: str) -> None:
        """Why somebody has to look; from a layer that is missing, the way to where layers are chosen."""
        grid.addWidget(label(why, "small", self, wrap=True), number, 0)
        if lacks_layer(one):
            wanted = self.office.announcer.wanted_office
            choose = button(self.office.words("permits.choose_layer"), lambda: wanted.emit("layers"), "link", self)
            grid.addWidget(choose, number, 1, 1, 2, Qt.AlignmentFlag.AlignRight)


def checks_card(office: Office, seen: SeenCase, parent: QWidget) -> ChecksCard:
    checks = [one for one in seen.file.of_desk.get(PermitCheck, ()) if isinstance(one, PermitCheck)]
    return ChecksCard(office, seen, checks, parent)
