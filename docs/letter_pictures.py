"""The pictures of the guide's fifth and sixth page: the desks of letters and publicity of the sample town."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pictures import Tour

    from ltaxgis.ui.cases.desk import CasesDesk


class LetterTour:
    """From the lists to the files; the sample town is open, with its letters of two years."""

    def __init__(self, tour: "Tour") -> None:
        self.tour, self.window = tour, tour.window

    def walk(self) -> None:
        self.look_at_letters()
        self.look_at_the_books()
        self.write()
        self.look_at_publicity()

    def look_at_letters(self) -> None:
        desk = self._open("letters_in")
        desk.cases.select(0)
        self._take("41-letters-in")
        desk.show_whole(True)
        self._take("43-letter")
        desk.show_whole(False)

    def look_at_the_books(self) -> None:
        window = self.window
        window.show_desk("letters")
        window.letters.choose("register")
        self._take("46-register")
        window.letters.choose("filing")
        self._take("47-filing")

    def write(self) -> None:
        window = self.window
        window.begin_case("letters_in")
        self.tour.settle(1.0)
        told = {"their_number": "ตย 0018/412", "sender": "ที่ว่าการอำเภอตัวอย่าง", "subject": "ขอเชิญประชุมหัวหน้าส่วนราชการ"}
        for name, text in told.items():
            window.letter_intake.lines[name].setText(text)
        self._take("42-letter-intake")
        case = self.window.letters_in.cases.model.lines[0]
        window.draft_letter(case.uid, f"{case.number} {case.title}")
        self.tour.settle(1.0)
        window.draft_page.texts.setCurrentRow(4)
        self._take("45-draft")
        window.take_number(at_once=True)
        self._take("44-number")

    def look_at_publicity(self) -> None:
        desk = self._open("publicity")
        desk.cases.select(0)
        self._take("51-publicity")
        desk.show_whole(True)
        self._take("53-text")
        desk.show_whole(False)
        self.window.publicity_page.choose("month")
        self._take("52-month")

    def _open(self, name: str) -> "CasesDesk":
        self.window.show_desk(name)
        desk = self.window.case_desk(name)
        self.tour.until(lambda: bool(desk.cases.model.lines))
        return desk

    def _take(self, name: str) -> None:
        self.tour.settle(1.5)
        self.tour.take(name)
