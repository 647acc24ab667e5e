"""Writes `docs/desks.md`, the drawing of each desk, from its table of states: `python docs/make_desks.py`."""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ltaxgis.domain.letter_states import LETTER_IN_STATES, LETTER_OUT_STATES
from ltaxgis.domain.permit_states import PERMIT_TABLE
from ltaxgis.domain.petition_states import PETITION_STATES
from ltaxgis.domain.publicity_states import PUBLICITY_STATES
from ltaxgis.domain.states import StateTable, Transition
from ltaxgis.ports.resources import find_resources
from ltaxgis.words import Words, load_words

PAPER = Path(__file__).with_name("desks.md")
DESKS = (PETITION_STATES, PERMIT_TABLE, LETTER_IN_STATES, LETTER_OUT_STATES, PUBLICITY_STATES)
HEAD = """# How cases go

Made from the tables of states in the program (`docs/make_desks.py`): what is not drawn here cannot happen. In states
marked ⏸ the clock stands still.
"""


def paper() -> str:
    """The whole text of `desks.md`."""
    words = load_words(find_resources().words, "th")
    return HEAD + "".join(f"\n{line}\n" for table in DESKS for line in _desk(table, words))


def _desk(table: StateTable, words: Words) -> Iterator[str]:
    yield f"## {words(f'desk.{table.desk}')}"
    yield "\n".join(["```mermaid", "stateDiagram-v2", *_drawing(table, words), "```"])
    yield "| state | คำ | closes the case | clock |\n| --- | --- | --- | --- |\n" + "\n".join(
        f"| `{state}` | {words(f'{table.desk}.state.{state}')} | {'yes' if state in table.final else ''} | "
        f"{'⏸' if state in table.paused else ''} |"
        for state in table.states
    )
    yield "| step | คำ | who | has to be told | held against it |\n| --- | --- | --- | --- | --- |\n" + "\n".join(
        _step(one, table, words) for one in table.transitions
    )


def _drawing(table: StateTable, words: Words) -> Iterator[str]:
    for state in table.states:
        yield f"    {state}: {words(f'{table.desk}.state.{state}')}"
    yield f"    [*] --> {table.initial}"
    between: dict[tuple[str, str], list[str]] = defaultdict(list)
    for source, event, target in table.diagram():
        told = words(f"{table.desk}.event.{event}")
        if source != target and told not in between[source, target]:
            between[source, target].append(told)
    for (source, target), events in between.items():
        yield f"    {source} --> {target}: {', '.join(events)}"
    for state in sorted(table.final, key=table.states.index):
        yield f"    {state} --> [*]"


def _step(one: Transition, table: StateTable, words: Words) -> str:
    roles = ", ".join(words(f"role.{role}") for role in sorted(one.roles))
    told = words(f"{table.desk}.event.{one.event}")
    return f"| `{one.event}` | {told} | {roles} | {', '.join(one.asks)} | {', '.join(one.guards)} |"


if __name__ == "__main__":
    PAPER.write_text(paper(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{PAPER}\n")
