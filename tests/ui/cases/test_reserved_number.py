"""A number is reserved where a case is taken in, used by the next that comes for it, or given up with a reason."""

from tests.ui.real_town import open_town

from ltaxgis.domain.numbering import GivenNumber
from ltaxgis.ui.cases.reserved_number import ReservedNumber
from ltaxgis.ui.main_window import MainWindow


def states(window: MainWindow, series: str = "petition") -> list[tuple[int, str]]:
    with open_town(window.office).reading() as reading:
        return sorted((one.number, one.state) for one in reading.having(GivenNumber, "series", [series]))


def offered(number: ReservedNumber) -> list[str]:
    return [str(number.choice.itemData(line)) for line in range(number.choice.count())]


def take_in(window: MainWindow) -> None:
    form = window.intake.form
    form.text.setPlainText("ไฟทางดับหน้าบ้าน")
    form.name.setText("นายสมชาย ใจดี")
    window.intake.keep()


def test_a_petition_has_the_reserved_number_that_was_chosen_and_the_next_one_has_the_next(window: MainWindow) -> None:
    window.begin_case("petitions")
    number = window.intake.number
    number.reserve()
    assert states(window) == [(1, "reserved")]
    assert (number.text, len(offered(number))) == ("", 2)

    take_in(window)  # nobody chose it: the next
    assert states(window) == [(1, "reserved"), (2, "used")]

    window.begin_case("petitions")
    number.choice.setCurrentIndex(1)
    chosen = number.text
    take_in(window)

    assert states(window) == [(1, "used"), (2, "used")]
    with open_town(window.office).reading() as reading:
        assert reading.having(GivenNumber, "text", [chosen])[0].state == "used"
    window.begin_case("petitions")
    assert offered(number) == [""]


def test_a_number_is_given_up_with_a_reason_only(window: MainWindow) -> None:
    window.begin_case("permits")
    number = window.permit_intake.number
    assert not number.void_action.isEnabled()
    number.reserve()
    number.choice.setCurrentIndex(1)
    assert number.void_action.isEnabled()

    number.void_action.trigger()
    assert number.reason.isVisibleTo(window)
    number.make_void()
    assert states(window, "permit_request") == [(1, "reserved")]
    assert window.errors.text == window.office.words("number.needs_reason")

    number.reason.setText("ผู้ขอไม่มา")
    number.make_void()

    assert states(window, "permit_request") == [(1, "void")]
    assert offered(number) == [""]
