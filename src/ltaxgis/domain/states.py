"""What may happen to a case: one declared table a desk, so that no other step is possible."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ROLES

Guard = Callable[[Mapping[str, object]], str]
"""Facts about a case → the code of why not, empty where nothing stands against it."""


def needs(fact: str, code: str) -> Guard:
    """`code` stands against it until the fact is told."""
    return lambda facts: "" if facts.get(fact) else code


def refuses_if(fact: str, code: str) -> Guard:
    """`code` stands against it where the fact is so."""
    return lambda facts: code if facts.get(fact) else ""


ANY = "*"
"""As a source: every state that is not final."""


@dataclass(frozen=True, slots=True)
class Transition:
    """`event` leads from one of `sources` to `target` (empty: the state stays). `roles` who may; `guards` are names
    of the desk's guards, asked in this order; `asks` what a person has to tell with it (`reason`, `text`, `until`,
    `agency`, `photo`)."""

    event: str
    sources: frozenset[str]
    target: str
    roles: frozenset[str]
    guards: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class StateTable:
    """The states of a desk's cases, in the order of the way; `final` ones lead nowhere unless a transition names them
    as its source; in `paused` ones the clock stands still."""

    desk: str
    initial: str
    states: tuple[str, ...]
    final: frozenset[str]
    transitions: tuple[Transition, ...]
    guards: Mapping[str, Guard]
    paused: frozenset[str] = frozenset()

    def events(self, state: str, actor: Actor) -> list[Transition]:
        """What this person may do next; guards are not asked yet."""
        return [one for one in self.transitions if self._leads(one, state) and _may(one, actor)]

    def step(self, state: str, event: str, actor: Actor, facts: Mapping[str, object]) -> Transition:
        """The transition that may be taken. Refused: `case.no_such_step`, `role.may_not`, `case.needs_<what>`,
        `case.until_past` where `until` lies before `today` of the facts, or what a guard says."""
        known = [one for one in self.transitions if one.event == event and self._leads(one, state)]
        if not known:
            raise Refused("case.no_such_step", event=f"{self.desk}.{event}", state=f"{self.desk}.{state}")
        taken = next((one for one in known if _may(one, actor)), None)
        if taken is None:
            roles = frozenset[str]().union(*(one.roles for one in known))
            raise Refused("role.may_not", name=actor.name, roles=tuple(role for role in ROLES if role in roles))
        for name in taken.asks:
            told = facts.get(name)
            if not (told.strip() if isinstance(told, str) else told):
                raise Refused(f"case.needs_{name}")
        if "until" in taken.asks:
            _ask_not_past(facts)
        for guard in taken.guards:
            if code := self.guards[guard](facts):
                raise Refused(code, **{name: value for name, value in facts.items() if isinstance(value, str | int)})
        return taken

    def after(self, state: str, taken: Transition) -> str:
        return taken.target or state

    def open_states(self) -> tuple[str, ...]:
        return tuple(state for state in self.states if state not in self.final)

    def diagram(self) -> Iterator[tuple[str, str, str]]:
        """(from, event, to) of every single step, for a drawing."""
        for one in self.transitions:
            for state in self.states:
                if self._leads(one, state):
                    yield state, one.event, self.after(state, one)

    def _leads(self, one: Transition, state: str) -> bool:
        return state in one.sources or (ANY in one.sources and state not in self.final)


def _ask_not_past(facts: Mapping[str, object]) -> None:
    until, today = facts.get("until"), facts.get("today")
    if isinstance(until, date) and isinstance(today, date) and until < today:
        raise Refused("case.until_past", day=until)


def _may(one: Transition, actor: Actor) -> bool:
    return not one.roles.isdisjoint(actor.roles)
