"""What `ltaxgis import` says of a copy of the map that came back."""

from pathlib import Path

from ltaxgis.cli.console import Console
from ltaxgis.domain.findings import severity_counts
from ltaxgis.domain.ledger import Ledger, Tally
from ltaxgis.services.returned_map import ReturnedMap, TakenMap


def say_copy(file: Path, returned: ReturnedMap, taken: TakenMap, console: Console) -> int:
    """0 taken, 1 where something of it was not taken or must be looked at."""
    changes = returned.changes
    console.say("copy.read", name=file.name, changed=changes.changed, new=changes.new, gone=changes.gone,
                conflicts=changes.conflicts, same=changes.same)  # fmt: skip
    if not taken.count:
        console.say("copy.nothing", name=file.name)
    elif taken.applied is not None:
        console.say("done.copy.take", count=taken.count)
    for cell in returned.refused:
        console.say(cell.code, **dict(cell.facts))
    for row in returned.rows_refused:
        console.say(row.code)
    console.say_join(taken.join)
    findings = severity_counts(returned.findings)
    tallies = {name: Tally(count, count) for name, count in returned.read.items()}
    ledger = Ledger(tallies, changes, taken.join, findings, {})
    console.findings(findings.items())
    console.answer(ledger.as_json())
    return 1 if returned.refused or returned.rows_refused or returned.findings or changes.conflicts else 0
