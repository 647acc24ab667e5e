"""What every paper of the office shares: its head, figures and dates, signatures, codes, marks of forms."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.papers.paper import FormMark, OfficeHead, Signature
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.thai.calendar import long_date, short_date
from ltaxgis.domain.thai.numerals import in_thai_figures
from ltaxgis.words import Words

PAGE = "letters"
TEXT_PT = 16.0


@dataclass(frozen=True, slots=True)
class Stationery:
    """`emblem` and `garuda` are names of pictures among the templates, empty where the town has none. `formal`: as
    letters and licences are written, with Thai figures where the office wants them, and dates in full."""

    settings: ProjectSettings
    book: OfficeBook
    words: Words
    today: date
    emblem: str = ""
    garuda: str = ""
    formal: bool = False

    @property
    def page(self) -> Mapping[str, Any]:
        return self.book.tables.get(PAGE, {})

    @property
    def thai_digits(self) -> bool:
        return self.formal and self.words.language == "th" and bool(self.page.get("thai_digits", True))

    @property
    def text_pt(self) -> float:
        return float(self.page.get("text_pt", TEXT_PT))

    def letters(self) -> "Stationery":
        return replace(self, formal=True)

    def figures(self, text: str) -> str:
        return in_thai_figures(text) if self.thai_digits else text

    def say(self, code: str, **facts: object) -> str:
        return self.figures(self.words(code, **facts))

    def day(self, day: date | None) -> str:
        """Empty where there is none."""
        if day is None:
            return ""
        full = self.formal and self.words.language == "th"
        return self.figures(long_date(day) if full else short_date(day, self.words.language))

    def moment(self, at: datetime) -> str:
        local = at.replace(tzinfo=at.tzinfo or UTC).astimezone(BANGKOK)
        return self.say("paper.moment", day=self.day(local.date()), time=f"{local:%H:%M}")

    def head(self, division: str = "") -> OfficeHead:
        told = (("paper.phone", "phone"), ("paper.email", "email"), ("paper.website", "website"))
        return OfficeHead(
            name=self.settings.name,
            division=self.division(division),
            place=tuple(self.figures(str(line)) for line in self.page.get("address", ())) or self._district(),
            contact=tuple(self.say(code, text=self.page[name]) for code, name in told if self.page.get(name)),
            emblem=self.emblem, garuda=self.garuda,
            emblem_missing=self.say("paper.emblem_missing"), garuda_missing=self.say("paper.garuda_missing"),
        )  # fmt: skip

    def division(self, code: str) -> str:
        known = self.book.divisions.get(code)
        return known.name(self.words.language) if known is not None else code

    def form(self, row: Mapping[str, Any], name: str = "form") -> FormMark:
        """The mark of a form as the office's book tells it; one that nobody has confirmed says so."""
        number = str(row.get(name, ""))
        if not number:
            return FormMark()
        mark = "" if row.get("confirmed") else self.say("case.unconfirmed")
        return FormMark(number=self.say("paper.form", number=number), unconfirmed=mark)

    def prefix(self, division: str) -> str:
        return self.figures(str(self.page.get("prefix", {}).get(division, "")))

    def code(self, number: str) -> str:
        """What a QR code says of a case or licence."""
        return f"{self.page.get('qr_prefix', 'LTAX:')}{number}" if number else ""

    def chief(self) -> Signature:
        """Who signs for the municipality."""
        signer = self.page.get("signer", {})
        return self.signature(str(signer.get("name", "")), str(signer.get("position", "")))

    def signature(self, name: str = "", position: str = "", *, dated: bool = False) -> Signature:
        return Signature(
            before=self.say("paper.sign"), name=name, position=tuple(filter(None, (position,))),
            dated=self.say("paper.sign_day") if dated else "",
        )  # fmt: skip

    def address(self, owner: Owner) -> str:
        """Where somebody lives now, else where the register says, in one line."""
        now = "now_" if owner.now_house_no or owner.now_tambon else ""
        parts = ("house_no", "moo", "soi", "road", "tambon", "amphoe", "province", "postcode")
        told = ((part, str(getattr(owner, f"{now}{part}"))) for part in parts)
        return " ".join(self.say(f"paper.address.{part}", text=text) for part, text in told if text)

    def _district(self) -> tuple[str, ...]:
        told = (("amphoe", self.settings.amphoe), ("province", self.settings.province))
        return tuple(self.say(f"paper.address.{part}", text=text) for part, text in told if text)
