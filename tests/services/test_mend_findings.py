"""Mending many findings by one rule, and taking that back."""

from tests.builders import CLERK
from tests.services.excel_office import SHEETS, Office, in_excel

from ltaxgis.app.excel_round_trip import take_diff
from ltaxgis.services.edit_register import take_back
from ltaxgis.services.mend_findings import accept, mend, mending, revoke

LETTER = "code.letter_for_digit"
_, LAND, _ = SHEETS


def mended(office: Office) -> int:
    """The journal's line."""
    with office.project.reading() as reading:
        changes = mending(reading, LETTER)
    assert changes.changes
    return mend(office.project, CLERK, changes).number


def counts(office: Office) -> dict[str, int]:
    with office.project.reading() as reading:
        return reading.finding_counts()


def test_findings_that_were_mended_are_told_again_after_undo(office: Office) -> None:
    office.import_file()
    before = counts(office)
    number = mended(office)
    assert counts(office) == {code: count for code, count in before.items() if code != LETTER}

    undone = take_back(office.project, CLERK, number)

    assert counts(office) == before
    with office.project.reading() as reading:
        assert mending(reading, LETTER).changes

    redone = take_back(office.project, CLERK, undone.number)
    assert LETTER not in counts(office)
    take_back(office.project, CLERK, redone.number)
    assert counts(office) == before


def test_what_was_mended_in_excel_is_told_again_after_undo(office: Office) -> None:
    path = in_excel(office.import_file(), {(LAND, "102", "รหัสแปลงที่ดิน"): "01A002"})
    before = counts(office)
    applied = take_diff(office.project, CLERK, office.back(path))
    assert LETTER not in counts(office)

    take_back(office.project, CLERK, applied.number)

    assert counts(office) == before


def test_undoing_one_mending_leaves_the_others_mended(office: Office) -> None:
    path = in_excel(office.import_file(), {(LAND, "101", "รวมราคาประเมินที่ดิน (บาท)"): "5"})
    take_diff(office.project, CLERK, office.back(path))
    take_back(office.project, CLERK, mended(office))

    assert counts(office)[LETTER] == 1
    assert "cell.not_a_number" not in counts(office)


def test_a_new_import_begins_anew(office: Office) -> None:
    office.import_file()
    number = mended(office)
    office.import_file()
    with office.project.reading() as reading:
        told = len(reading.findings(LETTER))
    take_back(office.project, CLERK, number)
    assert counts(office).get(LETTER, 0) == told


def test_accepted_findings_stay_accepted_after_an_undo_of_their_mending(office: Office) -> None:
    office.import_file()
    number = mended(office)
    take_back(office.project, CLERK, number)
    accept(office.project, CLERK, LETTER)
    assert LETTER not in counts(office)
    revoke(office.project, CLERK, LETTER)
    assert counts(office)[LETTER] == 1
