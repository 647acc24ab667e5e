"""Papers on their way into a case: from files, the clipboard or the scanner, looked at in a child, then stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QMimeData, QObject, Signal, SignalInstance
from PySide6.QtGui import QImage
from shiboken6 import isValid

from ltaxgis.domain.attachments import PICTURES, LookedAt, PaperLimits, PaperLook, Said, paper_limits
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.ports.stores import Project
from ltaxgis.services.attachments import Taken, attach
from ltaxgis.services.scan_folder import put_away
from ltaxgis.ui.show_error import sentence

if TYPE_CHECKING:
    from ltaxgis.ui.office import Office

INTAKE = "attachments.intake"


@dataclass(frozen=True, slots=True)
class Order:
    """Into which case papers go. `photo` is what its pictures are; `kind` what everything is, empty for what it most
    likely is; `scans` the scanner's folder where they come from there."""

    case_uid: Uid
    photo: str
    kind: str = ""
    scans: Path | None = None


class SaysStored(Protocol):
    """A card of a case whose `stored` tells the window what was applied."""

    stored: SignalInstance

    @property
    def case_uid(self) -> str: ...


class PaperIntake(QObject):
    """Outlives the cards, which are drawn anew whenever something is stored, and lets one of them say so. `told`
    carries the case and a sentence for each paper that was not taken as it came; `sentences` are the last of them."""

    told = Signal(str, list)

    def __init__(self, office: Office) -> None:
        super().__init__(office.announcer)
        self._office = office
        self._cards: list[SaysStored] = []
        self.sentences: dict[str, list[str]] = {}

    def attend(self, card: SaysStored) -> None:
        """A card is there; what was said of other cases is over."""
        self._cards = [one for one in self._cards if isValid(one)] + [card]
        self.sentences = {uid: told for uid, told in self.sentences.items() if uid == card.case_uid}

    def bring(self, order: Order, paths: Sequence[Path]) -> None:
        """The files are looked at and stored at once; what was done can be taken back."""
        self._tell(order.case_uid, [])
        if paths:
            self.look(paths, partial(self._store_looked, order))

    def look(self, paths: Sequence[Path], on_looked: Callable[[PaperLimits, LookedAt], None]) -> None:
        """What the files are, for this office."""
        cases = self._office.services.cases

        def limits(project: Project) -> PaperLimits:
            return paper_limits(cases.book(project))

        self._office.look(limits, partial(self._look, list(paths), on_looked))

    def store(self, order: Order, limits: PaperLimits, looks: Sequence[PaperLook]) -> None:
        services = self._office.services.attachments
        photo = order.kind or order.photo
        taken = [Taken(look, photo if look.media in PICTURES else order.kind or look.kind) for look in looks]

        def work(project: Project, actor: Actor) -> Applied:
            return attach(project, actor, services.beside(project), limits, order.case_uid, taken)

        self._office.act("work.attach", work, partial(self._stored, order, looks))

    # inside

    def _look(self, paths: list[Path], on_looked: Callable[[PaperLimits, LookedAt], None], limits: PaperLimits) -> None:
        services = self._office.services.attachments
        args = (paths, limits, services.scratch())
        self._office.tasks.run_in_process(
            "work.papers", services.look_at_papers, args, partial(self._looked, on_looked, limits)
        )

    def _looked(self, on_looked: Callable[[PaperLimits, LookedAt], None], limits: PaperLimits, seen: LookedAt) -> None:
        on_looked(limits, seen)

    def _store_looked(self, order: Order, limits: PaperLimits, seen: LookedAt) -> None:
        looks = with_inside(seen.looks)
        doubts = [doubt for look in seen.looks for doubt in look.doubts]
        self._tell(order.case_uid, [self.say(said) for said in (*seen.refused, *doubts)])
        if looks:
            self.store(order, limits, looks)

    def _stored(self, order: Order, looks: Sequence[PaperLook], applied: Applied) -> None:
        if order.scans is not None:
            try:
                put_away(order.scans, [look.path for look in looks])
            except Refused as refused:
                self._tell(order.case_uid, [sentence(self._office.words, refused)])
        # the card that asked may have been drawn anew, or another case be looked at: one of them tells the window
        alive = [one for one in self._cards if isValid(one)]
        same = [one for one in alive if one.case_uid == order.case_uid]
        for card in (same or alive)[-1:]:
            card.stored.emit(applied, self._office.words("done.case.attach"))

    def _tell(self, case_uid: str, sentences: list[str]) -> None:
        self.sentences[case_uid] = sentences
        self.told.emit(case_uid, sentences)

    def say(self, said: Said) -> str:
        return sentence(self._office.words, Refused(said.code, **said.facts))


def with_inside(looks: Sequence[PaperLook]) -> list[PaperLook]:
    """Each paper and what hangs on it: a mail is followed by its attachments."""
    return [each for look in looks for each in (look, *with_inside(look.inside))]


def intake_of(office: Office) -> PaperIntake:
    """The one of the window."""
    found = office.extras.get(INTAKE)
    if not isinstance(found, PaperIntake):
        found = office.extras[INTAKE] = PaperIntake(office)
    return found


def papers_in(mime: QMimeData, office: Office) -> list[Path]:
    """The files that are dropped or pasted; a picture from another program becomes a file of ours first."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if files or not mime.hasImage():
        return files
    image = mime.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return []
    now = office.services.cases.now().astimezone()
    when = f"{short_date(now.date(), office.words.language)} {now:%H.%M.%S}"
    path = office.services.attachments.scratch() / f"{office.words('attachments.pasted_name', when=when)}.png"
    return [path] if image.save(str(path)) else []
