"""What a reason is called: by the office's book where it has one, as it was written where it has none."""

import pytest
from tests.permits import the_book

from ltaxgis.ui.cases.telling import reason_told


def test_a_code_of_the_book_is_told_in_words_and_a_written_reason_stays() -> None:
    row = the_book().tables["petitions"]["reject"][0]
    assert reason_told(the_book(), "petitions", "reject", row["code"], "th") == row["th"]
    assert reason_told(the_book(), "petitions", "reject", "รออะไหล่", "th") == "รออะไหล่"


@pytest.mark.parametrize("event", ["collect", "appeal", "papers", "limit"])
def test_a_page_that_says_other_things_under_the_name_of_an_event_is_no_list_of_reasons(event: str) -> None:
    assert isinstance(the_book().tables["permits"][event], dict)
    assert reason_told(the_book(), "permits", event, "มารับด้วยตนเอง", "th") == "มารับด้วยตนเอง"
