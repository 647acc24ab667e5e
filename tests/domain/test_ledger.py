"""The account of an import: its sums, and what it says when they do not hold."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.ledger import ChangeTally, JoinTally, Ledger, Tally

GOOD = Ledger(
    {"register": Tally(10, 8, 1, 1), "parcels": Tally(5, 5)}, ChangeTally(new=13),
    JoinTally(5, 2, 1, 3, 1, 1, {"code": 4, "hand": 1}), {"code.missing": 1}, {"read": 0.12345},
)  # fmt: skip
numbers = st.integers(0, 50)
tallies = st.builds(Tally, numbers, numbers, numbers, numbers)


def test_sums_that_hold_have_no_faults() -> None:
    assert GOOD.faults(rows_stored=8, parcels_stored=5) == []


def test_each_sum_that_does_not_hold_is_named() -> None:
    broken = replace(
        GOOD, tallies={"register": Tally(10, 8, 1, 0)}, join=replace(GOOD.join, joined=4, with_row=2),
    )  # fmt: skip
    assert broken.faults(rows_stored=8, parcels_stored=5) == ["register", "join rows", "join parcels", "join by"]


@given(st.lists(tallies, min_size=1, max_size=5))
def test_tallies_that_add_up_still_do_together(some: list[Tally]) -> None:
    honest = [replace(tally, read=tally.stored + tally.rejected + tally.skipped) for tally in some]
    total = sum(honest, Tally())
    assert total.adds_up
    assert total.read == sum(tally.read for tally in honest)


def test_json_names_every_kind_and_every_key_of_the_join() -> None:
    told = GOOD.as_json()
    assert told["signs"] == {"read": 0, "stored": 0, "rejected": 0, "skipped": 0}
    assert told["seconds"] == {"read": 0.123}
    assert GOOD.join.as_json()["by"] == {"code": 4, "sheet": 0, "title": 0, "text": 0, "hand": 1}
