"""Dates as the office writes them: Buddhist era on screen and paper, CE inside."""

from datetime import date

BE_OFFSET = 543

MONTHS_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
                "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")  # fmt: skip
MONTHS = ("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
          "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม")  # fmt: skip
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_date(day: date, language: str = "th") -> str:
    """`15 ม.ค. 2569` in Thai, `15 Jan 2026` in English."""
    if language == "th":
        return f"{day.day} {MONTHS_SHORT[day.month - 1]} {day.year + BE_OFFSET}"
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """`15 มกราคม 2569`, for papers."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + BE_OFFSET}"


def fiscal_year(day: date) -> int:
    """The BE fiscal year: it begins on 1 October of the year before."""
    return day.year + BE_OFFSET + (1 if day.month >= 10 else 0)
