"""What is to be built: facts, and a form in place to correct them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget
from shapely import Polygon

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.permit_desk import building_uses, use_of
from ltaxgis.domain.permits import Permit, PermitFloor
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.permit_building import to_building
from ltaxgis.services.permit_steps import own_due
from ltaxgis.services.permits import edit_permit
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.permits.building_sheet import BuildingSheet
from ltaxgis.ui.permits.numbers import hundredths, told
from ltaxgis.ui.permits.outline_panel import FIELDS, outline_texts, typed_outline
from ltaxgis.ui.tokens import GAP_1, GAP_2
from ltaxgis.ui.widgets.blocks import button, label, row

_FIELDS = ("storeys", "height", "area", "materials", "corner", "bearing", "sides")


def permit_in(seen: SeenCase) -> Permit | None:
    return next((one for one in seen.file.of_desk.get(Permit, ()) if isinstance(one, Permit)), None)


class BuildingCard(ActingCard):
    """Use, size and outline; the outline as corner, bearing and sides."""

    def __init__(self, office: Office, seen: SeenCase, permit: Permit, parent: QWidget) -> None:
        super().__init__(office, seen, office.words("permits.building"), parent)
        self._permit = permit
        self.lines = {name: QLineEdit(self) for name in _FIELDS}
        self.use = QComboBox(self)
        self._facts = [label(text, "", self, wrap=True) for text in self._told()]
        for one in self._facts:
            self.body.addWidget(one)
        self._form = QWidget(self)
        self.edit = button(office.words("cases.edit"), self.begin, "link", self)
        self.edit.setVisible(self.may_write)
        self.body.addWidget(self.edit)
        self.sheet: BuildingSheet | None = None
        self.open_sheet = button(office.words("building_sheet.open"), self.begin_sheet, "link", self)
        self.open_sheet.setVisible(self.may_write)
        self.body.addWidget(self.open_sheet)
        self.draw = button(office.words("outline.draw"), self.want_outline, "link", self)
        self.draw.setVisible(self.may_write)
        self.body.addWidget(self.draw)
        self._lay_out()
        self.body.addWidget(self._form)
        self._form.hide()
        if permit.completed_on is not None and not permit.building_uid and self.may_write:
            self.body.addWidget(button(office.words("permits.to_register"), self.register, "", self))

    def begin(self) -> None:
        """The facts become fields."""
        for one in self._facts:
            one.hide()
        self.edit.hide()
        self._form.show()
        self.lines["storeys"].setFocus()

    def keep(self) -> None:
        uid, fields = self.seen.file.case.uid, self._fields()

        def work(project: Project, actor: Actor) -> Applied:
            return edit_permit(project, actor, uid, {**fields, **self._outline()})

        self.act(work, self.office.words("permits.building"))

    def begin_sheet(self) -> None:
        """Storeys and walls are asked for in place."""
        if self.sheet is None:
            told = [one for one in self.seen.file.of_desk.get(PermitFloor, ()) if isinstance(one, PermitFloor)]
            self.sheet = BuildingSheet(self.office.words, self.seen.book, self._permit, told, self)
            self.sheet.kept.connect(self.keep_sheet)
            self.sheet.left.connect(self.leave_sheet)
            self.body.addWidget(self.sheet)
        self.open_sheet.hide()
        self.sheet.show()
        self.sheet.begin()

    def keep_sheet(self) -> None:
        """What cannot be read keeps it open and says so."""
        sheet, uid = self.sheet, self.seen.file.case.uid
        if sheet is None or sheet.wrong():
            return
        fields, floors = sheet.fields(), sheet.told()

        def work(project: Project, actor: Actor) -> Applied:
            return edit_permit(project, actor, uid, fields, floors)

        self.act(work, self.office.words("permits.building"))

    def leave_sheet(self) -> None:
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            sheet.hide()
            sheet.deleteLater()
        self.open_sheet.show()
        self.open_sheet.setFocus()

    def want_outline(self) -> None:
        """The building is drawn on the map."""
        self.office.announcer.wanted_outline.emit(self.seen.file.case.uid)

    def register(self) -> None:
        """The finished building stands in the tax register."""
        uid, book = self.seen.file.case.uid, self.seen.book
        self.do(lambda project, actor: to_building(project, actor, book, uid), self.office.words("permits.registered"))

    # inside

    def _told(self) -> Sequence[str]:
        words, permit = self.office.words, self._permit
        use = use_of(self.seen.book, permit.use).name(words.language)
        size = [
            words("permits.storeys", count=permit.storeys),
            words("permits.high", metres=told(permit.height)) if permit.height is not None else "",
            words("permits.square", area=told(permit.area)) if permit.area is not None else "",
        ]
        facts = [use, " · ".join(part for part in size if part), permit.materials]
        facts.append(words("permits.outline" if permit.footprint is not None else "permits.no_outline"))
        if permit.licence_no:
            facts.append(words("permits.licence", number=permit.licence_no, day=permit.valid_to))
        term = own_due(permit, self.seen.book)
        if term is not None:
            facts.append(words("permits.own_due", day=term.day))
        return [fact for fact in facts if fact]

    def _fields(self) -> dict[str, object]:
        permit, lines = self._permit, self.lines
        storeys = lines["storeys"].text().strip()
        return {
            "use": str(self.use.currentData() or permit.use),
            "storeys": int(storeys) if storeys.isdigit() else permit.storeys,
            "height": hundredths(lines["height"].text()),
            "area": hundredths(lines["area"].text()),
            "materials": lines["materials"].text().strip(),
        }

    def _outline(self) -> dict[str, object]:
        """Nothing where it was left as it is. Refused where the sides close no outline."""
        typed = tuple(self.lines[name].text() for name in FIELDS)
        shape = typed_outline(*typed) if typed != self._outline_told() else None
        return {} if shape is None else {"footprint": shape}

    def _outline_told(self) -> tuple[str, str, str]:
        shape = self._permit.footprint
        return outline_texts(shape if isinstance(shape, Polygon) else None)

    def _lay_out(self) -> None:
        words, permit = self.office.words, self._permit
        for code, use in building_uses(self.seen.book).items():
            self.use.addItem(use.name(words.language), code)
        self.use.setCurrentIndex(max(0, self.use.findData(permit.use)))
        values = (str(permit.storeys), told(permit.height), told(permit.area), permit.materials, *self._outline_told())
        form = QFormLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(GAP_2)
        form.setVerticalSpacing(GAP_1)
        self.use.setAccessibleName(words("permits.ask.use"))
        form.addRow(label(words("permits.ask.use"), "quiet", self), self.use)
        for name, value in zip(_FIELDS, values, strict=True):
            line = self.lines[name]
            line.setText(value)
            line.setAccessibleName(words(f"permits.ask.{name}"))
            line.returnPressed.connect(self.keep)
            form.addRow(label(words(f"permits.ask.{name}"), "quiet", self), line)
        form.addRow(row(button(words("cases.keep"), self.keep, "", self._form), None))


def building_card(office: Office, seen: SeenCase, parent: QWidget) -> BuildingCard | None:
    permit = permit_in(seen)
    return BuildingCard(office, seen, permit, parent) if permit is not None else None
