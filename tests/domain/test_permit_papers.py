"""Which papers an application needs."""

from dataclasses import replace
from typing import Any

import pytest
from tests.permits import the_book

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.permit_papers import PaperFacts, papers_for
from ltaxgis.services.permits import a_permit

BOOK = the_book()


def needed(facts: PaperFacts = PaperFacts(), **fields: Any) -> set[str]:  # noqa: B008 - frozen
    return {kind.code for kind, is_needed in papers_for(a_permit(**fields), facts, BOOK) if is_needed}


def test_a_small_house_of_its_owner_needs_four_papers_and_a_photo() -> None:
    assert needed(area=8_000) == {"D01", "D02", "D03", "D04", "D12"}


@pytest.mark.parametrize(
    ("facts", "fields", "paper"),
    [
        (PaperFacts(), {"storeys": 2}, "D05"),
        (PaperFacts(), {"area": 15_001}, "D06"),
        (PaperFacts(is_owner=False), {}, "D07"),
        (PaperFacts(at_boundary=True), {}, "D08"),
        (PaperFacts(), {"use": "factory"}, "D09"),
        (PaperFacts(juristic=True), {}, "D10"),
        (PaperFacts(agent=True), {}, "D11"),
        (PaperFacts(other_law=True), {}, "D13"),
    ],
)
def test_each_condition_brings_its_paper(facts: PaperFacts, fields: dict[str, Any], paper: str) -> None:
    assert paper in needed(facts, **fields)
    assert paper not in needed()


def test_150_m2_exactly_still_go_the_simple_way_unless_the_town_says_otherwise() -> None:
    assert "D06" not in needed(area=15_000)
    strict = {**BOOK.tables["permits"], "limit": {"area_m2": 150, "inclusive": False}}
    book = replace(BOOK, tables={**BOOK.tables, "permits": strict})

    assert "D06" in {
        kind.code for kind, is_needed in papers_for(a_permit(area=15_000), PaperFacts(), book) if is_needed
    }


def test_a_body_brings_no_identity_card_and_a_notice_its_own_papers() -> None:
    assert "D02" not in needed(PaperFacts(juristic=True))
    assert needed(PaperFacts(is_owner=False), work="notify") == {"N01", "N02", "N03", "N04", "N05", "N06"}


def test_demolition_asks_for_no_calculation() -> None:
    assert "D05" not in needed(work="demolish", storeys=3)


def test_a_condition_that_nobody_knows_names_its_line() -> None:
    tables = {**BOOK.tables, "permit_papers": {"paper": [{"code": "X1", "th": "ก", "en": "a", "when": "full_moon"}]}}

    with pytest.raises(Refused) as refused:
        papers_for(a_permit(), PaperFacts(), replace(BOOK, tables=tables))

    assert refused.value.facts == {"paper": "X1", "when": "full_moon"}
