"""The slip that a citizen takes home (ใบรับเรื่อง): what was received, by whom, and how to follow it."""

from dataclasses import dataclass
from typing import ClassVar

from ltaxgis.domain.papers.paper import Fact, Paper, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSlip(Paper):
    """A5. `number` is the tracking number, printed large; `pin` stands nowhere else; `qr` is what the code says."""

    template: ClassVar[str] = "case_slip.typ"

    heading: str
    number_label: str
    number: str
    facts: tuple[Fact, ...]
    pin_label: str = ""
    pin: str = ""
    qr: str = ""
    qr_help: str = ""
    next_label: str = ""
    next_steps: tuple[str, ...] = ()
    no_receipt: str = ""
    privacy: str = ""
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class RollSlip(CaseSlip):
    """The same on the 80 mm roll of a receipt printer, as long as it is; black only."""

    template: ClassVar[str] = "case_slip_roll.typ"
