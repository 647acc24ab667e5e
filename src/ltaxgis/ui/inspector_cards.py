"""The cards of the inspector: what hangs on a parcel or a row, the most asked first."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from ltaxgis.domain.findings import Finding, Severity
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.measures import area_in_m2, area_text, money_text
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.domain.users import may
from ltaxgis.services.all_about import PastChange, Subject
from ltaxgis.ui.findings.kinds import in_order_of_weight, title
from ltaxgis.ui.office import Office
from ltaxgis.ui.register.columns import LAND_COLUMNS, show
from ltaxgis.ui.tokens import GAP_1, GAP_3
from ltaxgis.ui.widgets.blocks import Card, button, label
from ltaxgis.words import Words

_OWNERS, _ROWS, _THINGS, _FINDINGS, _ACTS, _CELLS = 4, 6, 5, 6, 6, 24
_COLUMNS = {column.name: column for column in LAND_COLUMNS}
HIDDEN = "•••"


class Cards:
    """Makes the cards of one subject; `form` is called with a row that somebody wants to edit."""

    def __init__(self, office: Office, subject: Subject, form: Callable[[Uid], object], parent: QWidget) -> None:
        self._office, self._subject, self._form, self._parent = office, subject, form, parent
        self._words = office.words
        actor = office.actor
        self._may_see = actor is None or may(actor, "people.see")
        self._hidden = office.announcer.hides_people or not self._may_see

    def all(self) -> Iterator[Card]:
        subject = self._subject
        if subject.parcel is None and not subject.rows and subject.here:
            yield from self._here_cards()
            return
        if subject.findings:
            yield self._findings_card(subject.findings)
        yield self._owner_card(subject.owners)
        if len(subject.rows) > 1:
            yield self._areas_card()
        for row in subject.rows[:_ROWS]:
            yield self._row_card(row)
        if len(subject.rows) > _ROWS:
            yield self._more_rows_card(subject.rows[_ROWS:])
        if not subject.rows:
            yield self._no_row_card()
        yield from self._things()
        yield from self._here_cards()
        if subject.past:
            yield self._past_card(subject.past)
        yield from self._rest_cards()

    # what is asked most

    def _findings_card(self, findings: Sequence[Finding]) -> Card:
        words = self._words
        card = Card(words("card.findings", count=len(findings)), self._parent)
        for finding in in_order_of_weight(findings)[:_FINDINGS]:
            tone = {Severity.STOPS: "wrong", Severity.WARNS: "attention"}.get(finding.severity, "quiet")
            text = title(words, finding.code) + (f": {finding.value}" if finding.value else "")
            card.body.addWidget(label(text, tone, card, wrap=True))
        self._more(card, len(findings) - _FINDINGS)
        return card

    def _owner_card(self, owners: Sequence[Owner]) -> Card:
        words = self._words
        card = Card(words("card.owner"), self._parent)
        if self._hidden:
            code = "people.hidden" if self._may_see else "people.not_for_role"
            card.body.addWidget(label(words(code), "quiet", card, wrap=True))
            return card
        for owner in owners[:_OWNERS]:
            card.body.addWidget(label(owner.name, "strong", card, wrap=True))
            if owner.number_masked:
                card.body.addWidget(label(owner.number_masked, "quiet", card))
            card.body.addWidget(label(_address(owner, words("address.moo")), "quiet", card, wrap=True))
        self._more(card, len(owners) - _OWNERS)
        if not owners:
            card.body.addWidget(label(words("card.no_owner"), "quiet", card, wrap=True))
        return card

    def _areas_card(self) -> Card:
        """Deed beside drawn area, where several titles stand on one parcel."""
        words, subject = self._words, self._subject
        card = Card(words("card.areas", count=len(subject.rows)), self._parent)
        facts = [
            (words("card.deed_area"), _deed(subject.deed, words)),
            (words("card.drawn_area"), _drawn(subject.parcel, words)),
        ]
        card.body.addLayout(_facts(facts, card))
        self._say_difference(card)
        return card

    def _say_difference(self, card: Card) -> None:
        over = self._subject.over
        if over is not None:
            text = self._words("card.differs", percent=f"{over:+.1f}")
            card.body.addWidget(label(text, "attention", card, wrap=True))

    def _row_card(self, row: LandRow) -> Card:
        words, only = self._words, len(self._subject.rows) == 1
        uses = self._office.code_list("land_use")
        card = Card(self._title(row) or words("card.row"), self._parent)
        facts = [
            (words("column.unit_no"), row.unit_no),
            (words("column.use_kind"), uses.get(row.use_kind, row.use_kind)),
            (words("card.deed_area"), _deed(row.area, words)),
            (words("card.drawn_area"), _drawn(self._subject.parcel, words) if only else ""),
            (words("column.price"), money_text(row.price) if row.price is not None else ""),
            (words("column.value"), money_text(row.value) if row.value is not None else ""),
            (words("column.land_no"), row.land_no),
            (words("column.memo"), row.memo),
        ]
        card.body.addLayout(_facts(facts, card))
        if only:
            self._say_difference(card)
        edit = button(words("card.edit"), lambda: self._form(row.uid), "link", card)
        edit.setToolTip(QKeySequence("F4").toString(QKeySequence.SequenceFormat.NativeText))
        card.body.addWidget(edit)
        return card

    def _more_rows_card(self, rows: Sequence[LandRow]) -> Card:
        card = Card(self._words("card.more_rows", count=len(rows)), self._parent)
        names = [row.unit_no or self._title(row) or row.code for row in rows]
        card.body.addWidget(label(", ".join(names), "quiet", card, wrap=True))
        return card

    def _no_row_card(self) -> Card:
        words = self._words
        card = Card(words("card.row"), self._parent)
        card.body.addWidget(label(words("card.no_row"), "attention", card, wrap=True))
        card.body.addLayout(_facts([(words("card.drawn_area"), _drawn(self._subject.parcel, words))], card))
        link = button(words("card.join"), lambda: self._office.announcer.wanted_desk.emit("join"), "link", card)
        card.body.addWidget(link)
        return card

    # what stands on the land

    def _things(self) -> Iterator[Card]:
        words, subject = self._words, self._subject
        if subject.uses:
            kinds = self._office.code_list("land_use")
            facts = [(kinds.get(use.use_kind, use.use_kind), _deed(use.area, words)) for use in subject.uses]
            yield self._list_card("card.uses", facts)
        if subject.buildings:
            kinds = self._office.code_list("building_type")
            metres = words("unit.m2")
            facts = [
                (kinds.get(each.type_kind, each.type_kind) or each.name,
                 f"{each.floor_area / 100:,.1f} {metres}" if each.floor_area is not None else "–")
                for each in subject.buildings
            ]  # fmt: skip
            yield self._list_card("card.buildings", facts)
        if subject.signs:
            facts = [(sign.words or sign.business, sign.sign_class or "–") for sign in subject.signs]
            yield self._list_card("card.signs", facts)

    def _list_card(self, code: str, facts: Sequence[tuple[str, str]]) -> Card:
        card = Card(self._words(code, count=len(facts)), self._parent)
        card.body.addLayout(_facts(facts[:_THINGS], card))
        self._more(card, len(facts) - _THINGS)
        return card

    # where it comes from

    def _past_card(self, past: Sequence[PastChange]) -> Card:
        words = self._words
        card = Card(words("card.past"), self._parent)
        for act in past[:_ACTS]:
            local = act.at.astimezone()
            when = f"{short_date(local.date(), words.language)} {local:%H:%M}"
            card.body.addWidget(label(words("card.past_by", when=when, who=act.actor), "quiet", card, wrap=True))
            card.body.addWidget(label(self._told(act), "", card, wrap=True))
        self._more(card, len(past) - _ACTS)
        return card

    def _told(self, act: PastChange) -> str:
        if not act.changed:
            return self._words("card.past_new")
        return "\n".join(self._one_change(*change) for change in act.changed)

    def _one_change(self, name: str, was: object, now: object) -> str:
        words = self._words
        code = next((c for c in (f"column.{name}", f"card.field.{name}") if words.knows(c)), "card.field.other")
        if name == "shape":
            return words("card.field.shape")
        return words("card.changed", name=words(code), was=self._shown(name, was), now=self._shown(name, now))

    def _shown(self, name: str, value: object) -> str:
        if value in (None, ""):
            return "–"
        column = _COLUMNS.get(name)
        labels = {column.list_name: self._office.code_list(column.list_name)} if column and column.list_name else {}
        return show(column, value, labels) if column else str(value)

    def _rest_cards(self) -> Iterator[Card]:
        """Columns of the files that have no field of ours: shown, not dropped."""
        parcel, told = self._subject.parcel, dict(self._subject.rest)
        on_map = told.pop(parcel.uid, {}) if parcel is not None else {}
        of_rows: dict[str, list[str]] = {}
        for cells in told.values():
            for name, value in cells.items():
                of_rows.setdefault(name, []).append(value)
        in_rows = {name: ", ".join(list(dict.fromkeys(values))[:_ROWS]) for name, values in of_rows.items()}
        for code, cells in (("card.rest_row", in_rows), ("card.rest_map", on_map)):
            if cells:
                card = Card(self._words(code), self._parent)
                card.body.addLayout(_facts(list(self._veiled(cells).items())[:_CELLS], card))
                self._more(card, len(cells) - _CELLS)
                yield card

    def _here_cards(self) -> Iterator[Card]:
        """What lies at the place that was asked about, a card a layer's thing."""
        for thing in self._subject.here[:_THINGS]:
            word = f"layer.{thing.layer}"
            card = Card(self._words(word) if self._words.knows(word) else thing.layer, self._parent)
            if thing.label:
                card.body.addWidget(label(thing.label, "strong", card, wrap=True))
            cells = {name: str(value) for name, value in json.loads(thing.rest).items() if value}
            card.body.addLayout(_facts(list(self._veiled(cells).items())[:_CELLS], card))
            yield card

    def _veiled(self, cells: Mapping[str, str]) -> Mapping[str, str]:
        """What the columns mean is not known: some may name people."""
        return dict.fromkeys(cells, HIDDEN) if self._hidden else cells

    def _title(self, row: LandRow) -> str:
        titles = self._office.code_list("title_kind")
        return " ".join(part for part in (titles.get(row.title_kind, row.title_kind), row.title_no) if part)

    def _more(self, card: Card, count: int) -> None:
        if count > 0:
            card.body.addWidget(label(self._words("card.more", count=count), "quiet", card))


def _facts(facts: Sequence[tuple[str, str]], parent: QWidget) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP_3)
    grid.setVerticalSpacing(GAP_1)
    grid.setColumnStretch(0, 4)
    grid.setColumnStretch(1, 5)
    for number, (name, value) in enumerate(fact for fact in facts if fact[1]):
        grid.addWidget(label(name, "quiet", parent, wrap=True), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(value, "", parent, wrap=True), number, 1)
    return grid


def _deed(area: int | None, words: Words) -> str:
    return "" if area is None else _area(area, float(area_in_m2(area)), words)


def _drawn(parcel: Parcel | None, words: Words) -> str:
    if parcel is None or parcel.area_m2 is None:
        return ""
    return _area(round(parcel.area_m2 * 25), parcel.area_m2, words)


def _area(area: int, square_metres: float, words: Words) -> str:
    return f"{area_text(area)} {words('unit.rai')}\n{square_metres:,.1f} {words('unit.m2')}"


def _address(owner: Owner, moo: str) -> str:
    parts = [
        owner.house_no,
        f"{moo} {owner.moo}" if owner.moo else "",
        owner.soi,
        owner.road,
        owner.tambon,
        owner.amphoe,
    ]
    return " ".join([*[part for part in parts if part], owner.province, owner.postcode]).strip()
