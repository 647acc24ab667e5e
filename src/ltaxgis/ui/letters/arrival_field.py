"""When a letter must have arrived: a day and an hour in one line."""

import re
from datetime import datetime, time

from PySide6.QtWidgets import QWidget

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.thai.keyboard import date_from_keys
from ltaxgis.domain.thai.numerals import to_arabic
from ltaxgis.ui.cases.telling import moment_told
from ltaxgis.ui.widgets.fields import UnderstoodField
from ltaxgis.words import Words

_HOUR = re.compile(r"^(?P<day>.+?)\s+(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)$")
_OFFICE_ENDS = time(16, 30)


class ArrivalField(UnderstoodField):
    """`150169 12.00` is 15 ม.ค. 2569 12:00; a day alone ends with the office."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        def show(value: object) -> str:
            assert isinstance(value, datetime)
            return moment_told(value, words.language)

        super().__init__(moment_from_keys, show, words("letters.arrive_hint"), words("letters.no_arrival"), parent)


def moment_from_keys(text: str) -> datetime | None:
    """None where it is no day, or no hour of one."""
    plain = to_arabic(text.strip())
    found = _HOUR.match(plain)
    day = date_from_keys(found["day"] if found else plain)
    if day is None:
        return None
    hour = time(int(found["hour"]), int(found["minute"])) if found else _OFFICE_ENDS
    return datetime.combine(day, hour, BANGKOK)
