"""What a person says of a layer: it is that and nothing else, whatever it was before."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.layer_roles import NONE, role_in, role_of, roles, with_role

TABLE = tomllib.loads(
    (Path(__file__).parents[2] / "resources/office/permit_checks.toml").read_text(encoding="utf-8")
)  # fmt: skip
LAYERS = ["เส้น_03", "คลองส่งน้ำ", "road_areas", "town_plan", "น้ำท่วม", "ถนนเทศบาล", "Roads_main"]


@given(st.lists(st.tuples(st.sampled_from(LAYERS), st.sampled_from([NONE, *roles(TABLE)])), max_size=6))
def test_the_last_word_on_a_layer_holds_and_others_keep_theirs(told: list[tuple[str, str]]) -> None:
    table, expected = TABLE, {layer: role_in(TABLE, layer) for layer in LAYERS}
    for layer, role in told:
        table = with_role(table, layer, role)
        expected[layer] = role
    assert {layer: role_in(table, layer) for layer in LAYERS} == expected


@pytest.mark.parametrize(
    ("layer", "role"),
    [("คลองส่งน้ำ", "water"), ("road_areas", "public_land"), ("น้ำท่วม", "special.4"), ("แนวเขต", NONE)],
)
def test_layers_have_the_role_of_their_name_until_somebody_says_otherwise(layer: str, role: str) -> None:
    assert role_in(TABLE, layer) == role


def test_a_layer_said_to_be_nothing_is_no_water_to_the_checks() -> None:
    table = with_role(TABLE, "คลองส่งน้ำ", NONE)
    assert role_of("คลองส่งน้ำ", table["layers"]) == "คลองส่งน้ำ"
