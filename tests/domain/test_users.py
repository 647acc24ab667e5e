"""Roles and PINs."""

import pytest

from ltaxgis.domain import users
from ltaxgis.domain.errors import Refused


def test_who_holds_one_role_that_may_may() -> None:
    users.ask_leave(users.User("ก", roles=("viewer", "revenue")).actor, "register.edit")


def test_a_refusal_names_who_may() -> None:
    with pytest.raises(Refused) as refused:
        users.ask_leave(users.User("ก", roles=("viewer",)).actor, "register.edit")

    assert refused.value.facts["roles"] == ("revenue", "administrator")


def test_a_pin_is_kept_only_as_a_hash_and_fits_only_itself() -> None:
    user = users.User("ก", pin=users.hide_pin("2469"))

    assert "2469" not in user.pin
    assert users.pin_fits(user, "2469")
    assert not users.pin_fits(user, "2470")


def test_without_a_pin_nothing_is_asked() -> None:
    assert users.pin_fits(users.User("ก"), "")
    assert users.hide_pin("") == ""
