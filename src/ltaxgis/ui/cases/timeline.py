"""Everything that happened to a case, in the order in which it happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ltaxgis.domain.cases import EVENT, NOTICE, CaseStep
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.cases.telling import HIDDEN, division_told, event_told, moment_told, reason_told, state_told
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1, GAP_2
from ltaxgis.ui.widgets.blocks import Card, button, clear, label, row
from ltaxgis.words import Words

_NEWEST = 25
# a step says these itself
_TOLD_BY_STEPS = frozenset({"state", "due", "due_raw", "closed_on", "number", "register_number", "pin", "text_keys"})


@dataclass(frozen=True, slots=True)
class Happening:
    """`what` in a few words, `text` what was written, `marks` whether citizens see it or it was copied from paper."""

    at: datetime
    who: str
    what: str
    text: str = ""
    marks: tuple[str, ...] = ()


def happenings(seen: SeenCase, words: Words) -> list[Happening]:
    """Steps, remarks, minutes and corrections, the newest last."""
    told = [*(_step(one, seen, words) for one in seen.file.steps), *_edits(seen, words)]
    return sorted(told, key=lambda one: one.at)


def _step(step: CaseStep, seen: SeenCase, words: Words) -> Happening:
    desk = seen.file.case.desk
    what = event_told(words, desk, step.event) if step.kind in {EVENT, NOTICE} else words(f"case.step.{step.kind}")
    if step.kind == EVENT and step.state:
        what = words("cases.step_to", event=what, state=state_told(words, desk, step.state))
    marks = [words("case.public")] if step.public else []
    if step.on_paper:
        marks.append(words("case.copied"))
    reason = reason_told(seen.book, desk, step.event, step.reason, words.language)
    parts = [step.text, words("cases.because", reason=reason) if reason else ""]
    if step.until is not None:
        parts.append(words("cases.until", day=step.until))
    who = " ".join(part for part in (step.who, f"({step.position})" if step.position else "") if part)
    at = step.at if step.at.tzinfo else step.at.replace(tzinfo=UTC)
    return Happening(at, who, what, "\n".join(part for part in parts if part), tuple(marks))


def _edits(seen: SeenCase, words: Words) -> Iterator[Happening]:
    for edit in seen.file.edits:
        changed = [change for change in edit.changed if change[0] not in _TOLD_BY_STEPS]
        if changed:
            lines = [_change(name, was, now, seen, words) for name, was, now in changed]
            at = edit.at if edit.at.tzinfo else edit.at.replace(tzinfo=UTC)
            yield Happening(at, edit.actor, words("cases.corrected"), "\n".join(lines))


def _change(name: str, was: object, now: object, seen: SeenCase, words: Words) -> str:
    def shown(value: object) -> str:
        if name == "division":
            value = division_told(seen.book, str(value), words.language)
        return "–" if value in (None, "") else str(value)

    return words("card.changed", name=words(f"field.case.{name}"), was=shown(was), now=shown(now))


class TimelineCard(Card):
    """The newest happenings; the older ones at a click."""

    def __init__(self, office: Office, seen: SeenCase, parent: QWidget) -> None:
        super().__init__(office.words("cases.timeline"), parent)
        self._office = office
        self._hides = office.announcer.hides_people
        self._all = happenings(seen, office.words)
        self._show(self._all[-_NEWEST:])

    def _show(self, told: Sequence[Happening]) -> None:
        clear(self.body)
        older = len(self._all) - len(told)
        if older:
            text = self._office.words("cases.older", count=older)
            self.body.addWidget(button(text, lambda: self._show(self._all), "link", self))
        for one in told:
            self.body.addWidget(self._line(one))

    def _line(self, one: Happening) -> QFrame:
        made = QFrame(self)
        made.setProperty("surface", "happening")
        column = QVBoxLayout(made)
        column.setContentsMargins(GAP_2, 0, 0, 0)
        column.setSpacing(0)
        marks = [label(mark, "pill", made) for mark in one.marks]
        column.addLayout(row(label(one.what, "strong", made, wrap=True), *marks, gap=GAP_1))
        column.itemAt(0).layout().setStretch(0, 1)  # type: ignore[union-attr]
        if one.text:
            column.addWidget(label(HIDDEN if self._hides else one.text, "", made, wrap=True))
        when = moment_told(one.at, self._office.words.language)
        column.addWidget(label(f"{when} · {one.who}", "small", made, wrap=True))
        return made
