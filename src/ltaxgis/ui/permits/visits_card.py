"""Visits to the site: planned ones, what they found, and the next."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ltaxgis.domain.permits import PermitVisit
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.services.permit_visits import RESULTS, Found, plan_visit, record_visit
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import button, label, row
from ltaxgis.ui.widgets.fields import ThaiDateField


class VisitsCard(ActingCard):
    """The newest last; a planned one is filled in where it stands."""

    def __init__(self, office: Office, seen: SeenCase, visits: list[PermitVisit], parent: QWidget) -> None:
        super().__init__(office, seen, office.words("permits.visits"), parent)
        words = office.words
        for visit in sorted(visits, key=lambda one: (one.done_on or one.planned_on, one.uid)):
            self._show(visit)
        self.day = ThaiDateField(words, self)
        self.day.line.setAccessibleName(words("permits.plan_visit"))
        if self.may_write:
            go = button(words("permits.plan_visit"), self.plan, "", self)
            self.body.addLayout(row(self.day, go))

    def plan(self) -> None:
        day, uid, now = self.day.value, self.seen.file.case.uid, self.office.services.cases.now()
        if not isinstance(day, date):
            self.day.line.setFocus()
            return
        inspector = self.seen.file.case.assignee or self.seen.actor.name
        self.act(lambda project, actor: plan_visit(project, actor, uid, day, inspector, now),
                 self.office.words("permits.event.visit_planned"))  # fmt: skip

    def _show(self, visit: PermitVisit) -> None:
        words = self.office.words
        day = short_date(visit.done_on or visit.planned_on, words.language)
        if visit.done_on is not None:
            result = words(f"permits.visit.{visit.result}")
            self.body.addWidget(label(f"{day} · {result} · {visit.inspector}", "", self, wrap=True))
            if visit.text:
                self.body.addWidget(label(visit.text, "quiet", self, wrap=True))
            return
        late = visit.planned_on < self.seen.today
        text = words("permits.visit_planned", day=day, who=visit.inspector)
        self.body.addWidget(label(text, "attention" if late else "", self, wrap=True))
        if self.may_write:
            self._ask(visit)

    def _ask(self, visit: PermitVisit) -> None:
        words = self.office.words
        result, text = QComboBox(self), QLineEdit(self)
        for code in RESULTS:
            result.addItem(words(f"permits.visit.{code}"), code)
        result.setAccessibleName(words("permits.visit_result_is"))
        text.setPlaceholderText(words("permits.visit_text"))
        text.setAccessibleName(words("permits.visit_text"))
        keep = partial(self._record, visit, result, text)
        text.returnPressed.connect(keep)
        self.body.addLayout(row(result, text, button(words("cases.keep"), keep, "", self)))

    def _record(self, visit: PermitVisit, result: QComboBox, text: QLineEdit) -> None:
        found, today = Found(str(result.currentData()), text.text().strip()), self.seen.today
        now = self.office.services.cases.now()
        self.act(lambda project, actor: record_visit(project, actor, visit.uid, today, found, now),
                 self.office.words("permits.event.visit_done"))  # fmt: skip


def visits_card(office: Office, seen: SeenCase, parent: QWidget) -> VisitsCard:
    visits = [one for one in seen.file.of_desk.get(PermitVisit, ()) if isinstance(one, PermitVisit)]
    return VisitsCard(office, seen, visits, parent)
