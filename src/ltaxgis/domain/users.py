"""Who works with the program, in which role, and what a role may do."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor

ROLES = ("viewer", "clerk", "revenue", "survey", "approver", "administrator")

_EVERYBODY = frozenset(ROLES)
_MAY: dict[str, frozenset[str]] = {
    "look": _EVERYBODY,
    "people.see": _EVERYBODY - {"viewer"},
    "register.edit": frozenset({"revenue", "administrator"}),
    "register.note": _EVERYBODY - {"viewer"},
    "parcels.edit": frozenset({"survey", "administrator"}),
    "join.edit": frozenset({"revenue", "survey", "administrator"}),
    "import": frozenset({"revenue", "survey", "administrator"}),
    "findings.accept": frozenset({"revenue", "survey", "approver", "administrator"}),
    "cases.work": _EVERYBODY - {"viewer"},
    "scripts.approve": frozenset({"approver", "administrator"}),
    "numbers.void": frozenset({"clerk", "approver", "administrator"}),
    "numbers.see": frozenset({"revenue", "approver", "administrator"}),
    "settings": frozenset({"administrator"}),
}
_ROUNDS = 200_000


@dataclass(frozen=True, slots=True)
class User:
    """`roles` may be all of them: most small halls. `pin` is salt and hash, empty where there is none. Who works here
    no more is not `active`; what was done under the name stays in the journal."""

    name: str
    position: str = ""
    roles: tuple[str, ...] = ("administrator",)
    pin: str = ""
    active: bool = True

    @property
    def actor(self) -> Actor:
        return Actor(self.name, self.position, self.roles)


def may(actor: Actor, act: str) -> bool:
    return not _MAY[act].isdisjoint(actor.roles)


def ask_leave(actor: Actor, act: str) -> None:
    """Refused, naming who may, where none of the person's roles allows it."""
    if not may(actor, act):
        raise Refused("role.may_not", name=actor.name, roles=tuple(role for role in ROLES if role in _MAY[act]))


def without(people: Sequence[User], name: str, actor: Actor) -> list[User]:
    """The people with one who works here no more. Refused where the person may not say so, would leave himself out,
    or nobody could administer any more."""
    ask_leave(actor, "settings")
    if name == actor.name:
        raise Refused("people.not_oneself", name=name)
    left = [replace(user, active=False) if user.name == name else user for user in people]
    if not any(user.active and "administrator" in user.roles for user in left):
        raise Refused("people.last_administrator", name=name)
    return left


def with_pin(user: User, actor: Actor, old: str, new: str) -> User:
    """The user with another PIN, none where `new` is empty. The old one is asked of oneself; an administrator, whom
    somebody asks who forgot his, needs none. Refused: `role.may_not`, `people.wrong_pin`."""
    if actor.name != user.name:
        ask_leave(actor, "settings")
    elif not pin_fits(user, old):
        raise Refused("people.wrong_pin")
    return replace(user, pin=hide_pin(new))


def hide_pin(pin: str) -> str:
    """Salt and hash, to be kept instead of the PIN; empty for no PIN."""
    if not pin:
        return ""
    salt = secrets.token_hex(8)
    return f"{salt}:{_hash(pin, salt)}"


def pin_fits(user: User, pin: str) -> bool:
    if not user.pin:
        return True
    salt, _, kept = user.pin.partition(":")
    return hmac.compare_digest(kept, _hash(pin, salt))


def _hash(pin: str, salt: str) -> str:
    return hashlib.pbkdf2_hmac("sha256", pin.encode("utf-8"), salt.encode("ascii"), _ROUNDS).hex()
