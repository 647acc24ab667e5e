"""The columns of the register's sheet: how each value is shown, read back, sorted and found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ltaxgis.domain.measures import area_text, money_text
from ltaxgis.domain.thai.keyboard import area_from_keys, code_from_keys, figures_from_keys, money_from_keys
from ltaxgis.domain.thai.text import clean

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """`kind`: text, figures, code, area, money, number, choice; derived ones are never edited here.
    Width in pixels at 100 %."""

    name: str
    kind: str
    width: int
    editable: bool = True
    frozen: bool = False
    list_name: str = ""
    total: bool = False

    @property
    def numeric(self) -> bool:
        return self.kind in {"area", "money", "number"}


class NotRead(ValueError):
    """What was typed is no value of this column; the argument is a code of the words."""


LAND_COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("flag", "flag", 46, frozen=True),
    SheetColumn("code", "code", 130, frozen=True),
    SheetColumn("owner", "text", 190, editable=False, frozen=True),
    SheetColumn("joined", "joined", 108, editable=False, list_name="joined"),
    SheetColumn("title_kind", "choice", 96, list_name="title_kind"),
    SheetColumn("title_no", "figures", 92),
    SheetColumn("land_no", "figures", 80),
    SheetColumn("area", "area", 100, total=True),
    SheetColumn("drawn", "m2", 108, editable=False, total=True),
    SheetColumn("use_kind", "choice", 168, list_name="land_use"),
    SheetColumn("price", "money", 110),
    SheetColumn("value", "money", 138, total=True),
    SheetColumn("house_no", "figures", 84),
    SheetColumn("moo", "figures", 64),
    SheetColumn("soi", "text", 100),
    SheetColumn("road", "text", 130),
    SheetColumn("tambon", "text", 100),
    SheetColumn("community", "text", 130),
    SheetColumn("memo", "text", 200),
)


def show(column: SheetColumn, value: Any, labels: Labels) -> str:
    """As a cell shows it; empty where nothing is known."""
    if value is None or value == "":
        return ""
    if column.kind == "area":
        return area_text(value)
    if column.kind == "money":
        return money_text(value)
    if column.kind == "m2":
        return f"{value:,.1f}"
    if column.kind in {"choice", "joined"}:
        return labels.get(column.list_name, {}).get(value, str(value))
    return str(value)


def read(column: SheetColumn, text: str, labels: Labels) -> Any:
    """The value meant, the keypad and the other keyboard layout understood; raises `NotRead`."""
    typed = clean(text).text
    if column.kind == "area":
        return _read_figure(area_from_keys(typed), typed, "cell.no_area")
    if column.kind == "money":
        return _read_figure(money_from_keys(typed), typed, "cell.no_money")
    if column.kind == "code":
        return code_from_keys(typed).upper()
    if column.kind == "figures":
        return figures_from_keys(typed)
    if column.kind == "choice":
        return _read_choice(typed, labels.get(column.list_name, {}))
    return typed


def _read_figure(value: int | None, typed: str, refusal: str) -> int | None:
    if value is None and typed:
        raise NotRead(refusal)
    return value


def _read_choice(typed: str, labels: Mapping[str, str]) -> str:
    if not typed or not labels:
        return typed
    for code, text in labels.items():
        if typed in {code, text} or code_from_keys(typed) == code:
            return code
    begun = [code for code, text in labels.items() if text.startswith(typed)]
    if len(begun) != 1:
        raise NotRead("cell.no_choice")
    return begun[0]
