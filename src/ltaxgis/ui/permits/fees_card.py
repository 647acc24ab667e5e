"""The fee of a permit: how it is worked out, and the receipt of the outside system."""

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.permit_fees import permit_fee
from ltaxgis.domain.permits import Permit
from ltaxgis.services.permits import Receipt, compute_fee, enter_receipt
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.permits.building_card import permit_in
from ltaxgis.ui.permits.numbers import hundredths, told
from ltaxgis.ui.tokens import GAP_1, GAP_2
from ltaxgis.ui.widgets.blocks import button, label, row
from ltaxgis.ui.widgets.fields import ThaiDateField


class FeesCard(ActingCard):
    """The bill by the rates of the day the application came; unsure ones say so."""

    def __init__(self, office: Office, seen: SeenCase, permit: Permit, parent: QWidget) -> None:
        super().__init__(office, seen, office.words("permits.fees"), parent)
        words = office.words
        self.receipt, self.amount, self.exempt = (QLineEdit(self) for _ in range(3))
        self.paid_on = ThaiDateField(words, self)
        self._bill(permit)
        if permit.receipt_no or permit.exempt_reason:
            text = words("permits.paid", number=permit.receipt_no, day=permit.paid_on)
            self.body.addWidget(label(permit.exempt_reason or text, "good", self, wrap=True))
        elif self.may_write:
            self._form()

    def compute(self) -> None:
        uid, book, now = self.seen.file.case.uid, self.seen.book, self.office.services.cases.now()
        self.do(lambda project, actor: compute_fee(project, actor, book, uid, now), self.office.words("permits.fees"))

    def keep(self) -> None:
        uid, now = self.seen.file.case.uid, self.office.services.cases.now()
        day = self.paid_on.value
        receipt = Receipt(
            self.receipt.text().strip(), day if day is not None else None, hundredths(self.amount.text()),  # type: ignore[arg-type]
            self.exempt.text().strip(),
        )  # fmt: skip
        self.act(lambda project, actor: enter_receipt(project, actor, uid, receipt, now),
                 self.office.words("permits.event.fee_paid"))  # fmt: skip

    def _bill(self, permit: Permit) -> None:
        words = self.office.words
        bill = permit_fee(permit, self.seen.book, local_day(self.seen.file.case.received_at))
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_2)
        grid.setVerticalSpacing(GAP_1)
        grid.setColumnStretch(0, 1)
        for number, step in enumerate(bill.steps):
            name = label(words(f"permits.fee.{step.code}"), "", self, wrap=True)
            name.setToolTip(step.source)
            amount = told(step.amount) if step.amount is not None else words("permits.fee.unknown")
            grid.addWidget(name, number, 0)
            grid.addWidget(label(amount, "" if step.amount is not None else "attention", self), number, 1)
        self.body.addLayout(grid)
        total = permit.fee if permit.fee is not None else bill.total
        if total is not None:
            text = f"{told(total)} {words('unit.baht')}"
            self.body.addLayout(row(label(words("case_statistics.total"), "strong", self), None,
                                    label(text, "strong", self)))  # fmt: skip
        if not bill.confirmed:
            self.body.addWidget(label(words("case.unconfirmed"), "attention", self))
        if permit.fee is None and self.may_write:
            self.head.addWidget(button(words("permits.compute"), self.compute, "", self))

    def _form(self) -> None:
        words = self.office.words
        for name, field in (("receipt", self.receipt), ("amount", self.amount), ("exempt", self.exempt)):
            field.setPlaceholderText(words(f"permits.ask.{name}"))
            field.setAccessibleName(words(f"permits.ask.{name}"))
            field.returnPressed.connect(self.keep)
        self.paid_on.line.setAccessibleName(words("permits.ask.paid_on"))
        self.body.addLayout(row(self.receipt, self.amount))
        self.body.addLayout(row(label(words("permits.ask.paid_on"), "quiet", self), self.paid_on))
        self.body.addWidget(self.exempt)
        self.body.addLayout(row(button(words("cases.keep"), self.keep, "", self), None))


def fees_card(office: Office, seen: SeenCase, parent: QWidget) -> FeesCard | None:
    permit = permit_in(seen)
    return FeesCard(office, seen, permit, parent) if permit is not None else None
