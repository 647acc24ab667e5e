"""Where a text hung or stood, from when to when, with its proof."""

from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from ltaxgis.domain.publicity import BOARD, Posting
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.services.postings import PostingDraft, add_postings, edit_posting, remove_posting, take_down
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.publicity.posting_form import PostingForm
from ltaxgis.ui.widgets.blocks import button, clear, label, row

_FIELDS = ("channel", "place", "first", "last", "by", "link", "photo_uid")


class PostingsCard(ActingCard):
    """The newest last; each can be noted otherwise, taken down, or taken back where it never hung."""

    def __init__(self, office: Office, seen: SeenCase, postings: list[Posting], parent: QWidget) -> None:
        super().__init__(office, seen, office.words("publicity.postings", count=len(postings)), parent)
        self._postings = sorted(postings, key=lambda one: (one.first, one.uid))
        self.form: PostingForm | None = None
        self.reason: QLineEdit | None = None
        self._show()

    def begin(self, one: Posting | None = None) -> None:
        """The form for a new posting, or for one that is to be noted otherwise."""
        words = self.office.words
        clear(self.body)
        self.form = PostingForm(self.office, self.seen, one, self)
        self.body.addWidget(self.form)
        keep = self.add if one is None else partial(self.change, one)
        leave = button(words("cases.leave"), self._show, "quiet", self)
        self.body.addLayout(row(button(words("cases.keep"), keep, "primary", self), leave, None))
        if one is not None:
            gone = button(words("publicity.posting.remove"), partial(self._ask_why, one), "link", self)
            self.body.addLayout(row(gone, None))
        self.form.channel.setFocus()

    def add(self) -> None:
        """It hangs there as the form says."""
        if self.form is None:
            return
        told, uid, now = self.form.posting, self.seen.file.case.uid, self.office.services.cases.now()
        draft = PostingDraft(**{name: getattr(told, name) for name in _FIELDS})
        self.do(lambda project, actor: add_postings(project, actor, uid, [draft], now),
                self.office.words("publicity.posted"))  # fmt: skip

    def change(self, one: Posting) -> None:
        """It is noted as the form says."""
        if self.form is None:
            return
        told = self.form.posting
        fields: dict[str, object] = {name: getattr(told, name) for name in _FIELDS}
        self.act(lambda project, actor: edit_posting(project, actor, one.uid, fields),
                 self.office.words("publicity.posting.changed"))  # fmt: skip

    def remove(self, one: Posting) -> None:
        """It never hung there; the reason stands in the journal."""
        reason = self.reason.text().strip() if self.reason is not None else ""
        self.act(lambda project, actor: remove_posting(project, actor, one.uid, reason),
                 self.office.words("publicity.posting.removed"))  # fmt: skip

    # inside

    def _show(self) -> None:
        clear(self.body)
        self.form = self.reason = None
        for one in self._postings:
            self._show_posting(one)
        if self.may_write:
            begin = button(self.office.words("publicity.post"), self.begin, "link", self)
            self.body.addLayout(row(begin, None))

    def _show_posting(self, one: Posting) -> None:
        words, language = self.office.words, self.office.words.language
        days = short_date(one.first, language)
        if one.last is not None and one.last != one.first:
            days += f" – {short_date(one.last, language)}"
        text = " · ".join(part for part in (words(f"publicity.channel.{one.channel}"), one.place, days, one.by) if part)
        over = one.last is not None and one.last < self.seen.today and one.down_on is None and one.channel == BOARD
        self.body.addWidget(label(text, "attention" if over else "", self, wrap=True))
        told = (
            one.link, one.note, words("posting_record.photo_kept") if one.photo_uid else "",
            words("publicity.down_on", day=one.down_on) if one.down_on is not None else "",
            f"SHA-256 {one.sha256[:12]}" if one.sha256 else "",
        )  # fmt: skip
        if more := " · ".join(part for part in told if part):
            self.body.addWidget(label(more, "small", self, wrap=True))
        if self.may_write and not one.sha256:
            self.body.addLayout(row(*self._ways(one), None))

    def _ways(self, one: Posting) -> list[QWidget]:
        words = self.office.words
        ways: list[QWidget] = [button(words("publicity.posting.edit"), partial(self.begin, one), "link", self)]
        if one.channel == BOARD and one.down_on is None:
            ways.insert(0, button(words("publicity.take_down"), partial(self._down, one), "link", self))
        return ways

    def _ask_why(self, one: Posting) -> None:
        words = self.office.words
        clear(self.body)
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText(words("publicity.posting.why"))
        self.reason.setAccessibleName(words("publicity.posting.why"))
        self.reason.returnPressed.connect(partial(self.remove, one))
        self.body.addWidget(self.reason)
        self.body.addLayout(row(
            button(words("publicity.posting.remove"), partial(self.remove, one), "", self),
            button(words("cases.leave"), self._show, "quiet", self), None,
        ))  # fmt: skip
        self.reason.setFocus()

    def _down(self, one: Posting) -> None:
        today = self.seen.today
        self.act(lambda project, actor: take_down(project, actor, [one.uid], today),
                 self.office.words("publicity.take_down"))  # fmt: skip


def postings_card(office: Office, seen: SeenCase, parent: QWidget) -> PostingsCard:
    postings = [one for one in seen.file.of_desk.get(Posting, ()) if isinstance(one, Posting)]
    return PostingsCard(office, seen, postings, parent)
