"""The pictures of the guide's third page: the desks of petitions and permits of the sample town."""

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pictures import Tour

    from ltaxgis.domain.ids import Uid
    from ltaxgis.domain.records import Record
    from ltaxgis.ui.cases.desk import CasesDesk

R = TypeVar("R", bound="Record")
TOWN_SCALE = 6000
DENSITY_SCALE = 20000
SEEN_TWICE = ("light", "road.surface", "drain")


class CaseTour:
    """From the lists to the papers; the sample town is open, with its cases of two years."""

    def __init__(self, tour: "Tour") -> None:
        self.tour, self.window = tour, tour.window

    def walk(self) -> None:
        self.look_at_petitions()
        self.look_at_a_petition()
        self.look_at_permits()
        self.print_a_map_report()
        self.open_the_office_book()
        self.show_the_map()
        self.narrow_to_an_area()
        self.take_in_an_application()
        self.take_in_a_petition()

    def take_in_a_petition(self) -> None:
        """What is told is much like a petition that is open, as the second caller of a morning tells it."""
        from ltaxgis.domain.cases import Case
        from ltaxgis.domain.petition_states import PETITION_STATES

        cases = self._all(Case)
        open_ones = [one for one in cases if one.desk == "petitions" and one.state not in PETITION_STATES.final
                     and one.category in SEEN_TWICE and one.shape is not None and one.place_text]  # fmt: skip
        like = max(open_ones, key=lambda one: one.received_at)
        self.window.begin_case("petitions")
        self.tour.settle(1.0)
        intake = self.window.intake
        form = intake.form
        form.text.setPlainText(like.details or like.title)
        form.place.setText(like.place_text.split()[-1])  # the parcel's code
        form.name.setText("นางสาวพิมพ์ใจ ทองดี")
        form.phone.setText("089 000 0000")
        for what in ("text", "place", "name"):
            form.asked.emit(what)
        self.tour.settle(2.5)
        self.tour.take("32-intake")
        intake.save.click()
        self.tour.until(lambda: intake.pages.currentIndex() == 1)
        self.tour.take("33-receipt")

    def look_at_petitions(self) -> None:
        self._open("petitions", "").cases.select(0)
        self.tour.settle(1.5)
        self.tour.take("31-petitions")

    def look_at_a_petition(self) -> None:
        """The one with the longest story that has a minute from paper."""
        from ltaxgis.domain.cases import MINUTE, CaseStep

        steps = self._all(CaseStep)
        told = {step.case_uid for step in steps if step.kind == MINUTE and step.on_paper}
        of_desk = self._uids("petitions")
        plain = of_desk - {step.case_uid for step in steps if step.reason}
        uid = max(plain, key=lambda one: (one in told, sum(step.case_uid == one for step in steps)))
        desk = self._open("petitions", uid)
        desk.show_whole(True)
        self.tour.settle(1.5)
        self.tour.take("34-petition")
        desk.show_whole(False)

    def look_at_permits(self) -> None:
        self._open("permits", self._checked())
        self.tour.settle(1.0)
        self.tour.take("35-permits")

    def take_in_an_application(self) -> None:
        self.window.begin_case("permits")
        self.tour.settle(1.0)
        page = self.window.permit_intake
        told = {"place": "01A045", "applicant": "นายประสิทธิ์ ใจงาม", "phone": "089 000 0000",
                "architect": "นางสาววรรณา แสงแก้ว, ภ-สถ 00000", "storeys": "2", "height": "7.5", "area": "120.5",
                "materials": "คอนกรีตเสริมเหล็ก"}  # fmt: skip
        for name, text in told.items():
            page.lines[name].setText(text)
        page.look_up()
        self.tour.settle(1.5)
        self.tour.take("36-application")

    def print_a_map_report(self) -> None:
        uid = self._checked()
        before = self.window.pages.count()
        self.window.papers_out.show_paper(uid, "permits", "report")
        self.tour.until(lambda: self.window.pages.count() > before)
        self.tour.settle(2.0)
        self.tour.take("37-map-report")
        self.window.back()

    def open_the_office_book(self) -> None:
        self.window.actions_table["office.book"].trigger()
        self.tour.settle(1.5)
        self.tour.take("38-office-book")

    def show_the_map(self) -> None:
        self.window.show_desk("map")
        self.window.work.map.set_theme("petitions")
        self.tour.settle(1.0)
        self.tour.canvas.set_scale(TOWN_SCALE)
        self.tour.until_painted()
        self.tour.take("39-cases-on-the-map")
        looks = self.window.work.map.side.cases.buttons
        self.tour.canvas.set_scale(DENSITY_SCALE)
        looks["heat"].click()
        self.tour.until_painted()
        self.tour.take("40-density")
        looks["points"].click()

    def narrow_to_an_area(self) -> None:
        """The middle of the town, with what is closed."""
        from ltaxgis.services.case_areas import drawn_area

        view = self.tour.canvas.view
        corners = [(view.east + e, view.north + n) for e, n in ((-700, -600), (600, -500), (500, 600), (-600, 500))]
        desk = self._open("petitions", "")
        desk.show_area(drawn_area(corners), with_closed=True)
        self.tour.settle(1.5)
        desk.cases.select(0)
        self.tour.settle(1.5)
        self.tour.take("41-area")
        desk.show_area(None)

    # inside

    def _open(self, name: str, uid: "Uid | str") -> "CasesDesk":
        from ltaxgis.domain.ids import Uid

        self.window.show_desk(name)
        desk = self.window.case_desk(name)
        desk.reload()
        self.tour.until(lambda: desk.cases.model.rowCount() > 0)
        if uid:
            desk.show_case(Uid(uid))
            self.tour.until(lambda: desk.page.seen is not None and desk.page.seen.file.case.uid == uid)
        return desk

    def _checked(self) -> "Uid":
        """An application under way that the map has most to say about."""
        from ltaxgis.domain.cases import Case
        from ltaxgis.domain.permits import PermitCheck

        checks = self._all(PermitCheck)
        cases = [one for one in self._all(Case) if one.desk == "permits" and one.kind == "build"]
        verdicts = {one.uid: {check.verdict for check in checks if check.case_uid == one.uid} for one in cases}
        found = max(cases, key=lambda one: (len(verdicts[one.uid]), one.closed_on is None, one.received_at))
        return found.uid

    def _uids(self, desk: str) -> "set[Uid]":
        """Of what a town is told most."""
        from ltaxgis.domain.cases import Case

        return {one.uid for one in self._all(Case) if one.desk == desk and one.category in SEEN_TWICE}

    def _all(self, kind: type[R]) -> list[R]:
        project = self.window.office.project
        assert project is not None
        with project.reading() as reading:
            return reading.get(kind, reading.columns(kind, ()).uids)
