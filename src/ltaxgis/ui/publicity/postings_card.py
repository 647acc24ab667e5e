"""Where a text hung or stood, from when to when, with its proof."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ltaxgis.domain.publicity import BOARD, CHANNELS, Posting
from ltaxgis.domain.publicity_desk import page
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.services.postings import PostingDraft, add_postings, take_down
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import button, label, row
from ltaxgis.ui.widgets.fields import ThaiDateField


class PostingsCard(ActingCard):
    """The newest last; what still hangs can be taken down."""

    def __init__(self, office: Office, seen: SeenCase, postings: list[Posting], parent: QWidget) -> None:
        super().__init__(office, seen, office.words("publicity.postings", count=len(postings)), parent)
        words = office.words
        for one in sorted(postings, key=lambda one: (one.first, one.uid)):
            self._show(one)
        self.channel, self.place, self.link = QComboBox(self), QComboBox(self), QLineEdit(self)
        self.last = ThaiDateField(words, self)
        for widget in (self.channel, self.place, self.link, self.last):
            widget.hide()
        if self.may_write:
            self._ask()

    def add(self) -> None:
        """It hangs there from today."""
        last = self.last.value
        draft = PostingDraft(
            channel=str(self.channel.currentData()), place=self.place.currentText().strip(), first=self.seen.today,
            last=last if isinstance(last, date) else None, link=self.link.text().strip(),
        )  # fmt: skip
        uid, now = self.seen.file.case.uid, self.office.services.cases.now()
        self.do(lambda project, actor: add_postings(project, actor, uid, [draft], now),
                self.office.words("publicity.posted"))  # fmt: skip

    # inside

    def _show(self, one: Posting) -> None:
        words, language = self.office.words, self.office.words.language
        days = short_date(one.first, language) + (f" – {short_date(one.last, language)}" if one.last else "")
        text = " · ".join(part for part in (words(f"publicity.channel.{one.channel}"), one.place, days, one.by) if part)
        down = getattr(one, "down_on", None)
        over = one.last is not None and one.last < self.seen.today and down is None and one.channel == BOARD
        self.body.addWidget(label(text, "attention" if over else "", self, wrap=True))
        more = " · ".join(
            part for part in (one.link, one.note, f"SHA-256 {one.sha256[:12]}" if one.sha256 else "") if part
        )
        if more:
            self.body.addWidget(label(more, "small", self, wrap=True))
        if down is not None:
            self.body.addWidget(label(words("publicity.down_on", day=down), "quiet", self))
        elif self.may_write and one.channel == BOARD:
            self.body.addLayout(row(button(words("publicity.take_down"), partial(self._down, one), "link", self), None))

    def _down(self, one: Posting) -> None:
        today = self.seen.today
        self.act(lambda project, actor: take_down(project, actor, [one.uid], today),
                 self.office.words("publicity.take_down"))  # fmt: skip

    def _ask(self) -> None:
        words = self.office.words
        for code in CHANNELS:
            self.channel.addItem(words(f"publicity.channel.{code}"), code)
        self.channel.setAccessibleName(words("publicity.ask.channels"))
        self.place.setEditable(True)
        self.place.addItems([str(one) for one in page(self.seen.book).get("boards", ())])
        self.place.setAccessibleName(words("publicity.ask.place"))
        for box in (self.channel, self.place):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        self.link.setPlaceholderText(words("publicity.ask.link"))
        self.link.setAccessibleName(words("publicity.ask.link"))
        self.last.line.setAccessibleName(words("publicity.ask.last"))
        for widget in (self.channel, self.place, self.link, self.last):
            widget.show()
        self.body.addLayout(row(self.channel, self.place))
        line = row(self.link, self.last, button(words("publicity.post"), self.add, "", self))
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        self.body.addLayout(line)


def postings_card(office: Office, seen: SeenCase, parent: QWidget) -> PostingsCard:
    postings = [one for one in seen.file.of_desk.get(Posting, ()) if isinstance(one, Posting)]
    return PostingsCard(office, seen, postings, parent)
