"""How the map looks, as data."""

import tomllib
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from ltaxgis.domain.styles import HATCHES, MapClass, Theme, classify, label_texts, parse_layers, parse_themes
from ltaxgis.ports.resources import Resources
from ltaxgis.words import load_words

LEAST_DISTANCE = 10.0  # CIE76; under some 5 neighbours on a map are taken for one
SELECTION = "#FF9F1C"
# how people with full protanopia and deuteranopia see linear light (Machado, Oliveira and Fernandes 2009)
SEEING = {
    "all cones": np.eye(3),
    "no red cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}


@pytest.fixture(scope="session")
def themes(resources: Resources) -> dict[str, Theme]:
    return parse_themes(tomllib.loads((resources.styles / "map" / "themes.toml").read_text(encoding="utf-8")))


def seen_colour(colour: str, seeing: NDArray[np.float64]) -> NDArray[np.float64]:
    """A colour in CIE L*a*b* as an eye sees it."""
    part = np.array([int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ np.clip(
        seeing @ linear, 0, 1
    )
    x, y, z = np.cbrt(np.maximum(xyz / (0.9505, 1.0, 1.089), 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("eye", SEEING)
def test_classes_of_a_theme_keep_their_distance_for_every_eye(themes: dict[str, Theme], eye: str) -> None:
    for theme in themes.values():
        for one, other in combinations(theme.classes, 2):
            distance = np.linalg.norm(seen_colour(one.colour, SEEING[eye]) - seen_colour(other.colour, SEEING[eye]))

            assert distance >= LEAST_DISTANCE, (theme.code, one.code, other.code)


def test_no_class_looks_like_the_selection(themes: dict[str, Theme]) -> None:
    selection = seen_colour(SELECTION, SEEING["all cones"])
    for theme in themes.values():
        for one in theme.classes:
            assert np.linalg.norm(seen_colour(one.colour, SEEING["all cones"]) - selection) > 25, one


def test_a_grey_copy_still_tells_classes_apart_by_hatch_or_greyness(themes: dict[str, Theme]) -> None:
    for theme in themes.values():
        for one, other in combinations(theme.classes, 2):
            greys = [seen_colour(each.colour, SEEING["all cones"])[0] for each in (one, other)]

            assert one.hatch != other.hatch or abs(greys[0] - greys[1]) > 4, (theme.code, one.code, other.code)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_theme_class_and_layer_has_its_words_and_letters(
    resources: Resources, themes: dict[str, Theme], language: str
) -> None:
    words = load_words(resources.words, language)
    layers = parse_layers(tomllib.loads((resources.styles / "map" / "layers.toml").read_text(encoding="utf-8")))

    for theme in themes.values():
        letters = [words(one.letter) for one in theme.classes]
        assert len(set(letters)) == len(letters), theme.code
        assert all(words.knows(one.word) and words.knows(one.letter) for one in theme.classes)
        assert words.knows(f"theme.{theme.code}")
        assert {one.hatch for one in theme.classes} <= set(HATCHES)
    assert all(words.knows(style.word) for style in layers.values())


def test_a_use_gives_its_class_and_an_unknown_one_gives_none(themes: dict[str, Theme]) -> None:
    found = classify(themes["land-use"], {"land_use": ["1", "home_main", "8", "", None, "ทำสวน"]}, 6)

    assert codes(found.theme, found.numbers) == ["agriculture", "home_main", "vacant", "none", "none", "none"]


def test_several_uses_of_one_class_stay_that_class_and_of_more_become_mixed(themes: dict[str, Theme]) -> None:
    found = classify(themes["land-use"], {"land_use": [["6", "9"], ("1", "2"), [], ("1", "ไม่ทราบ")]}, 4)

    assert codes(found.theme, found.numbers) == ["vacant", "mixed", "none", "agriculture"]


def test_a_layer_without_the_column_has_no_classes(themes: dict[str, Theme]) -> None:
    for theme in themes.values():
        assert set(codes(theme, classify(theme, {}, 3).numbers)) == {"none"}


def test_area_differences_fall_between_their_bounds(themes: dict[str, Theme]) -> None:
    values = [-0.5, -0.2, -0.06, -0.05, 0.0, 0.049, 0.05, 0.21, None]

    found = classify(themes["area-difference"], {"area_difference": values}, len(values))

    assert codes(found.theme, found.numbers) == [
        "much_smaller", "smaller", "smaller", "same", "same", "same", "larger", "much_larger", "none",
    ]  # fmt: skip


def test_values_are_split_into_about_equal_counts_at_round_bounds_in_baht(themes: dict[str, Theme]) -> None:
    values = [number * 100 for number in range(1, 1001)]

    found = classify(themes["value"], {"value": values}, 1000)

    assert np.bincount(found.numbers, minlength=6).tolist() == [199, 200, 200, 200, 201, 0]
    assert [found.range_of(number) for number in range(6)] == [
        (None, 200.0), (200.0, 400.0), (400.0, 600.0), (600.0, 800.0), (800.0, None), (None, None),
    ]  # fmt: skip


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**12)), max_size=60))
def test_every_value_lies_within_the_range_its_class_names(values: list[int | None]) -> None:
    theme = Theme("value", "value", "quantiles", (MapClass("", "", "", "", ""),) * 6)

    found = classify(theme, {"value": values}, len(values))

    for value, number in zip(values, found.numbers.tolist(), strict=True):
        low, high = found.range_of(number)
        assert (number == 5) == (value is None)
        assert value is None or ((low is None or value >= low) and (high is None or value < high))


def test_a_label_line_without_anything_to_say_is_left_out() -> None:
    columns: dict[str, list[Any]] = {
        "code": ["01A001", "01A002", ""],
        "area": [60_050, None, 4],
        "owner": ["นายสมชาย", "", None],
    }

    texts = label_texts("{code}\n{area} ไร่\n{owner}", columns, 3)

    assert texts == ["01A001\n1-2-0.5 ไร่\nนายสมชาย", "01A002", "0-0-0.04 ไร่"]


def test_a_label_of_one_token_is_the_column_and_an_unknown_token_is_empty() -> None:
    columns: dict[str, list[Any]] = {"lot": [12, None]}

    assert label_texts("{lot}", columns, 2) == ["12", ""]
    assert label_texts("{nothing}", columns, 2) == ["", ""]


def codes(theme: Theme, numbers: NDArray[np.int8]) -> list[str]:
    return [theme.classes[number].code for number in numbers.tolist()]
