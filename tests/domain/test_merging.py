"""The three-way comparison: laws that hold for any two months and any corrections between."""

from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.merging import Before, merge, unique_keys

NAMES = ("owner", "area")
values = st.sampled_from([None, "a", "b", "c", 1, 2])
row = st.fixed_dictionaries(dict.fromkeys(NAMES, values))
keys = st.lists(st.sampled_from("pqrstu"), max_size=6, unique=True)


@st.composite
def months(draw: st.DrawFn) -> tuple[list[str], dict[str, list[object]], dict[str, Before]]:
    """A file, and what the project holds from the month before with a person's corrections."""
    before = {
        key: Before(Uid(f"uid-{key}"), {k: v for k, v in draw(row).items() if v is not None}, draw(row))
        for key in draw(keys)
    }  # fmt: skip
    now = draw(keys)
    rows = [draw(row) for _ in now]
    return now, {name: [cells[name] for cells in rows] for name in NAMES}, before


@given(months())
def test_every_row_of_the_file_and_of_the_project_is_counted_once(
    case: tuple[list[str], dict[str, list[object]], dict[str, Before]],
) -> None:
    now, columns, before = case
    merged = merge(now, NAMES, columns, before)

    changed = {change.index for change in merged.changed}
    quarrelling = {index for index, uid in merged.uid_of.items() if uid in {c.uid for c in merged.conflicts}}
    assert len(merged.new) + len(changed | quarrelling) + merged.same == len(now)
    assert len(merged.gone) == len(before.keys() - set(now))
    assert merged.uid_of.keys() | set(merged.new) == set(range(len(now)))


@given(months())
def test_a_file_that_says_what_it_said_last_changes_nothing(
    case: tuple[list[str], dict[str, list[object]], dict[str, Before]],
) -> None:
    _, _, before = case
    columns: dict[str, list[object]] = {name: [known.last.get(name) for known in before.values()] for name in NAMES}

    merged = merge(list(before), NAMES, columns, before)

    assert (merged.new, merged.changed, merged.gone, merged.conflicts) == ((), (), (), ())
    assert merged.same == len(before)


@given(months())
def test_a_change_never_goes_over_a_correction_and_a_conflict_always_stands_on_one(
    case: tuple[list[str], dict[str, list[object]], dict[str, Before]],
) -> None:
    now, columns, before = case
    merged = merge(now, NAMES, columns, before)

    for change in merged.changed:
        known = before[now[change.index]]
        for name, (ours, theirs) in change.fields.items():
            assert ours == known.now.get(name) == known.last.get(name)
            assert theirs == columns[name][change.index] != ours
    for conflict in merged.conflicts:
        assert len({conflict.last, conflict.ours, conflict.theirs}) == 3


@given(months())
def test_taking_all_that_changed_leaves_the_project_as_the_file_has_it_where_nobody_corrected(
    case: tuple[list[str], dict[str, list[object]], dict[str, Before]],
) -> None:
    now, columns, before = case
    untouched = {key: Before(known.uid, known.last, known.last) for key, known in before.items()}
    merged = merge(now, NAMES, columns, untouched)

    after = {key: dict(known.now) for key, known in untouched.items() if key in now}
    for change in merged.changed:
        after[now[change.index]] |= {name: theirs for name, (_, theirs) in change.fields.items()}
    assert merged.conflicts == ()
    for index, key in enumerate(now):
        if key in after:
            assert {name: after[key].get(name) for name in NAMES} == {name: columns[name][index] for name in NAMES}


@given(st.lists(st.sampled_from(["a", "b", "a#2", ""]), max_size=12))
def test_keys_made_unique_keep_their_order_and_the_first_of_each(keys: list[str]) -> None:
    unique = unique_keys(keys)

    assert len(unique) == len(keys)
    first_seen = {key: keys.index(key) for key in keys}
    assert all(unique[index] == key for key, index in first_seen.items() if "#" not in key and f"{key}#2" not in keys)
    if "a#2" not in keys:
        assert len(set(unique)) == len(keys)


@given(st.lists(st.sampled_from("ab"), max_size=8), st.integers(0, 8))
def test_two_tables_count_on_as_one(keys: list[str], cut: int) -> None:
    seen: dict[str, int] = {}
    assert unique_keys(keys[:cut], seen) + unique_keys(keys[cut:], seen) == unique_keys(keys)
