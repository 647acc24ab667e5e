"""The loudspeakers (เสียงตามสาย): what is read, on which days and hours, and when it was read."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ltaxgis.domain.publicity import SPEAKER, Broadcast, Posting
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.ports.stores import Project
from ltaxgis.services.broadcasts import BroadcastDraft, end_broadcast, log_reading, plan_broadcast
from ltaxgis.services.made_texts import MadeTexts, made_texts
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.publicity.text_card import publication_of
from ltaxgis.ui.widgets.blocks import button, clear, label, row
from ltaxgis.ui.widgets.fields import ThaiDateField

_TIMES = "06:00,17:00"


class SpeakerCard(ActingCard):
    """Plans in their order; a new one begins with the words of the text, to be changed by whoever reads it."""

    def __init__(
        self, office: Office, seen: SeenCase, plans: list[Broadcast], read: list[Posting], parent: QWidget
    ) -> None:
        super().__init__(office, seen, office.words("publicity.speaker"), parent)
        self._plans, self._read = plans, read
        self.script: QPlainTextEdit | None = None
        self.times = QLineEdit(_TIMES)
        self.last = ThaiDateField(office.words)
        self._show()

    def begin(self) -> None:
        """The script stands in a form, made of the text."""
        uid, actor, book = self.seen.file.case.uid, self.seen.actor, self.seen.book
        words, now = self.office.words, self.office.services.cases.now()

        def look(project: Project) -> MadeTexts:
            with project.reading() as reading:
                return made_texts(reading, actor, book, project.settings, words, uid, now)

        self.office.look(look, self._ask)

    def plan(self) -> None:
        """It is read at these hours from today to its last day."""
        if self.script is None:
            return
        last = self.last.value
        draft = BroadcastDraft(
            script=self.script.toPlainText().strip(), first=self.seen.today,
            last=last if isinstance(last, date) else self.seen.today, times=self.times.text().strip() or _TIMES,
        )  # fmt: skip
        uid = self.seen.file.case.uid
        self.do(lambda project, actor: plan_broadcast(project, actor, uid, draft),
                self.office.words("publicity.speaker_planned"))  # fmt: skip

    # inside

    def _show(self) -> None:
        clear(self.body)
        words, language = self.office.words, self.office.words.language
        for one in sorted(self._plans, key=lambda one: (one.first, one.uid)):
            days = f"{short_date(one.first, language)} – {short_date(one.last, language)}"
            times = words("publicity.read_times", count=len(self._read))
            self.body.addWidget(label(f"{days} · {one.times} · {times}", "", self, wrap=True))
            self.body.addWidget(label(one.script, "quiet", self, wrap=True))
            if self.may_write and one.last >= self.seen.today:
                self.body.addLayout(row(
                    button(words("publicity.read_now"), partial(self._log, one), "", self),
                    button(words("publicity.speaker_end"), partial(self._end, one), "quiet", self), None,
                ))  # fmt: skip
        if self.may_write:
            self.body.addLayout(row(button(words("publicity.speaker_plan"), self.begin, "link", self), None))

    def _ask(self, made: MadeTexts) -> None:
        words = self.office.words
        clear(self.body)
        self.script = QPlainTextEdit(made.spoken, self)
        self.script.setTabChangesFocus(True)
        self.script.setProperty("kind", "long")
        self.script.setFixedHeight(150)
        self.times, self.last = QLineEdit(_TIMES, self), ThaiDateField(words, self)
        told = words("publicity.reads_in", minutes=made.seconds // 60, seconds=made.seconds % 60)
        fields: tuple[tuple[str, QWidget], ...] = (
            ("script", self.script), ("times", self.times), ("last", self.last),
        )  # fmt: skip
        for name, field in fields:
            text = words(f"publicity.ask.{name}")
            (field.line if isinstance(field, ThaiDateField) else field).setAccessibleName(text)
            self.body.addWidget(label(text, "small", self))
            self.body.addWidget(field)
        self.body.addWidget(label(told, "quiet", self))
        keep = button(words("cases.keep"), self.plan, "primary", self)
        self.body.addLayout(row(keep, button(words("cases.leave"), self._show, "quiet", self), None))
        self.script.setFocus()

    def _log(self, one: Broadcast) -> None:
        now = self.office.services.cases.now()
        self.do(lambda project, actor: log_reading(project, actor, one.uid, now, now),
                self.office.words("publicity.read_now"))  # fmt: skip

    def _end(self, one: Broadcast) -> None:
        today = self.seen.today
        self.act(lambda project, actor: end_broadcast(project, actor, one.uid, today),
                 self.office.words("publicity.speaker_end"))  # fmt: skip


def speaker_card(office: Office, seen: SeenCase, parent: QWidget) -> SpeakerCard | None:
    if publication_of(seen) is None:
        return None
    plans = [one for one in seen.file.of_desk.get(Broadcast, ()) if isinstance(one, Broadcast)]
    posted = [one for one in seen.file.of_desk.get(Posting, ()) if isinstance(one, Posting)]
    return SpeakerCard(office, seen, plans, [one for one in posted if one.channel == SPEAKER], parent)
