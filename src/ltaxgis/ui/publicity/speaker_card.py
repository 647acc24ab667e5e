"""The loudspeakers (เสียงตามสาย): what is read, on which days and hours, and when it was read."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ltaxgis.domain.broadcasts import may_be_read, script_hash, weekdays
from ltaxgis.domain.publicity import SPEAKER, Broadcast, Edition, Posting, ScriptApproval, shown_of
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.domain.users import may
from ltaxgis.ports.stores import Project
from ltaxgis.services.broadcasts import OVER, end_broadcast, log_reading, plan_broadcast
from ltaxgis.services.made_texts import MadeTexts, made_texts
from ltaxgis.services.script_approvals import approve_script
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.publicity.reading_form import ReadingForm
from ltaxgis.ui.publicity.text_card import publication_of
from ltaxgis.ui.widgets.blocks import button, clear, label, row


class SpeakerCard(ActingCard):
    """Plans in their order; a new one begins with the words of the text, to be changed by whoever reads it."""

    def __init__(self, office: Office, seen: SeenCase, parent: QWidget) -> None:
        super().__init__(office, seen, office.words("publicity.speaker"), parent)
        self.form: ReadingForm | None = None
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
        """It is read as the form says."""
        if self.form is None:
            return
        uid, book, draft = self.seen.file.case.uid, self.seen.book, self.form.draft
        words, now = self.office.words, self.office.services.cases.now()
        self.do(lambda project, actor: plan_broadcast(project, actor, book, words, uid, draft, now),
                words("publicity.speaker_planned"))  # fmt: skip

    def note_reading(self, one: Broadcast) -> None:
        """It was read just now."""
        now = self.office.services.cases.now()
        self.do(lambda project, actor: log_reading(project, actor, one.uid, now, now),
                self.office.words("publicity.read_now"))  # fmt: skip

    def approve(self, one: Broadcast) -> None:
        """A chief has read these words and lets them be read aloud."""
        book, now = self.seen.book, self.office.services.cases.now()
        self.act(lambda project, actor: approve_script(project, actor, book, one.uid, now),
                 self.office.words("publicity.script_approve"))  # fmt: skip

    # inside

    def _show(self) -> None:
        clear(self.body)
        self.form = None
        words, of_desk = self.office.words, self.seen.file.of_desk
        plans = [one for one in of_desk.get(Broadcast, ()) if isinstance(one, Broadcast)]
        for one in sorted(plans, key=lambda one: (one.first, one.uid)):
            self._show_plan(one)
        if self.may_write and self.seen.file.case.state not in OVER:
            self.body.addLayout(row(button(words("publicity.speaker_plan"), self.begin, "link", self), None))

    def _show_plan(self, one: Broadcast) -> None:
        words, language, approved = self.office.words, self.office.words.language, self._is_approved(one)
        days = f"{short_date(one.first, language)} – {short_date(one.last, language)}"
        read = words("publicity.read_times", count=self._times_read(one))
        self.body.addWidget(label(" · ".join((days, self._weekdays(one), one.times, read)), "", self, wrap=True))
        self.body.addWidget(label(one.script, "quiet", self, wrap=True))
        if not approved:
            self.body.addWidget(label(words("publicity.script_unapproved"), "attention", self, wrap=True))
        if self.may_write and one.last >= self.seen.today:
            self.body.addLayout(row(*self._ways(one, approved), None))

    def _ways(self, one: Broadcast, approved: bool) -> list[QWidget]:
        words = self.office.words
        ways: list[QWidget] = []
        if approved:
            ways.append(button(words("publicity.read_now"), partial(self.note_reading, one), "", self))
        elif may(self.seen.actor, "scripts.approve"):
            ways.append(button(words("publicity.script_approve"), partial(self.approve, one), "", self))
        return [*ways, button(words("publicity.speaker_end"), partial(self._end, one), "quiet", self)]

    def _is_approved(self, one: Broadcast) -> bool:
        of_desk = self.seen.file.of_desk
        editions = [each for each in of_desk.get(Edition, ()) if isinstance(each, Edition)]
        approvals = [each for each in of_desk.get(ScriptApproval, ()) if isinstance(each, ScriptApproval)]
        return may_be_read(one, shown_of(editions), approvals)

    def _times_read(self, one: Broadcast) -> int:
        log = [each for each in self.seen.file.of_desk.get(Posting, ()) if isinstance(each, Posting)]
        return sum(1 for each in log if each.channel == SPEAKER and each.sha256 == script_hash(one.script))

    def _weekdays(self, one: Broadcast) -> str:
        words, told = self.office.words, sorted(weekdays(one.days))
        if len(told) == 7:
            return words("publicity.weekday.all")
        return " ".join(words(f"publicity.weekday.{day}") for day in told)

    def _ask(self, made: MadeTexts) -> None:
        words = self.office.words
        clear(self.body)
        self.form = ReadingForm(self.office, made, self.seen.today, self)
        self.body.addWidget(self.form)
        keep = button(words("cases.keep"), self.plan, "primary", self)
        self.body.addLayout(row(keep, button(words("cases.leave"), self._show, "quiet", self), None))
        self.form.script.setFocus()

    def _end(self, one: Broadcast) -> None:
        today = self.seen.today
        self.act(lambda project, actor: end_broadcast(project, actor, one.uid, today),
                 self.office.words("publicity.speaker_end"))  # fmt: skip


def speaker_card(office: Office, seen: SeenCase, parent: QWidget) -> SpeakerCard | None:
    return SpeakerCard(office, seen, parent) if publication_of(seen) is not None else None
