"""What a permit costs, line by line, from dated tables whose rates are marked where nobody confirmed them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.permit_states import NOTICE
from ltaxgis.domain.permits import Permit

PAGE = "permit_fees"
LICENCE = "licence"
OTHER_FEES = ("renewal", "certificate", "replacement", "transfer")


@dataclass(frozen=True, slots=True)
class FeeStep:
    """A line of the bill: `code` is the rate (`low`, `parking`, …) or `licence`; `measured` hundredths of the unit as
    told, `counted` whole units after rounding; `rate` and `amount` in satang, None where the rate is not known."""

    code: str
    measured: int
    counted: int
    unit: str
    rate: int | None
    amount: int | None
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class FeeBill:
    """`total` in satang; None where a rate is not known. An exempt case has its steps and a total of 0."""

    steps: tuple[FeeStep, ...]
    exempt_reason: str = ""

    @property
    def total(self) -> int | None:
        if self.exempt_reason:
            return 0
        amounts = [step.amount for step in self.steps if step.amount is not None]
        return sum(amounts) if len(amounts) == len(self.steps) else None

    @property
    def confirmed(self) -> bool:
        return all(step.confirmed for step in self.steps)


def permit_fee(permit: Permit, book: OfficeBook, day: date) -> FeeBill:
    """The licence and the checking of plans, by the rates of a day."""
    work = permit.notified if permit.work == NOTICE else permit.work
    steps = [licence_fee(book, work, day)]
    plan = _page(book).get("plan", {})
    if work in plan.get("works", ()):
        steps += _plan_steps(permit, plan, day, half_up=_rounds_half_up(book))
    return FeeBill(tuple(steps), permit.exempt_reason)


def other_fee(permit: Permit, book: OfficeBook, purpose: str, day: date) -> FeeBill:
    """For a renewal, certificate, replacement or transfer. A renewal without a row of its own costs what the licence
    costs (MR 7), not confirmed."""
    if purpose == "renewal" and not _rows_on(_licences(book), "work", "renewal", day):
        step = replace(licence_fee(book, permit.work, day), code="renewal", confirmed=False)
    else:
        step = licence_fee(book, purpose, day)
    return FeeBill((step,), permit.exempt_reason)


def licence_fee(book: OfficeBook, work: str, day: date) -> FeeStep:
    row = _rows_on(_licences(book), "work", work, day)
    rate = row.get("satang")
    code = LICENCE if work not in OTHER_FEES else work
    return FeeStep(code, 100, 1, "licence", rate, rate, str(row.get("source", "")), bool(row.get("confirmed", False)))


def counted(measured: int, half_up: bool = True) -> int:
    """Whole square metres or metres of hundredths: half and more counts one, less is dropped."""
    return (measured + (50 if half_up else 0)) // 100


def _plan_steps(permit: Permit, plan: Mapping[str, Any], day: date, *, half_up: bool) -> Iterator[FeeStep]:
    rates = plan.get("rate", ())
    for code, measured, sure in _charged(permit, rates):
        row = _rows_on(rates, "code", code, day)
        whole, rate = counted(measured, half_up), row.get("satang")
        amount = None if rate is None else whole * rate
        yield FeeStep(
            code, measured, whole, str(row.get("per", "m2")), rate, amount, str(row.get("source", "")),
            bool(row.get("confirmed", False)) and sure,
        )  # fmt: skip


def _charged(permit: Permit, rates: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, int, bool]]:
    """(code of the rate, hundredths, whether the class is sure)."""
    if permit.area:
        known = permit.height is not None
        yield ("heavy", permit.area, True) if permit.heavy_load else (_class(permit, rates), permit.area, known)
    for code, measured in (
        ("parking", permit.parking_area), ("sign", permit.sign_area), ("fence", permit.fence_length),
    ):  # fmt: skip
        if measured:
            yield code, measured, True


def _class(permit: Permit, rates: Sequence[Mapping[str, Any]]) -> str:
    """The first class that neither its storeys nor, where it is told, its height exceeds."""
    for row in (one for one in rates if one.get("of") == "area"):
        low = permit.storeys <= row.get("storeys", permit.storeys)
        if low and (permit.height is None or permit.height <= 100 * row.get("height_m", permit.height)):
            return str(row["code"])
    return "high"


def _rows_on(rows: Sequence[Mapping[str, Any]], key: str, value: str, day: date) -> Mapping[str, Any]:
    """The newest row of its kind that holds on a day; empty where none does."""
    held = [one for one in rows if one.get(key) == value and one["from"] <= day]
    return max(held, key=lambda one: one["from"], default={})


def _licences(book: OfficeBook) -> Sequence[Mapping[str, Any]]:
    rows: Sequence[Mapping[str, Any]] = _page(book).get("licence", ())
    return rows


def _rounds_half_up(book: OfficeBook) -> bool:
    return bool(_page(book).get("rounding", {}).get("half_up_m2", True))


def _page(book: OfficeBook) -> Mapping[str, Any]:
    if PAGE not in book.tables:
        raise Refused("office.unreadable", name=PAGE, why="")
    return book.tables[PAGE]
