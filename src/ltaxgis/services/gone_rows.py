"""Rows that a file has no more and that a person decided to keep: they are not asked about each month again."""

import json
from collections.abc import Collection
from dataclasses import replace

from ltaxgis.domain.ids import Uid
from ltaxgis.ports.stores import Reading
from ltaxgis.services.import_diff import GONE, ImportDiff

KEPT_GONE = "import/kept_gone"


def kept_gone(reading: Reading) -> frozenset[Uid]:
    """The records that were gone from their file and were kept."""
    content = reading.own_file(KEPT_GONE)
    return frozenset() if content is None else frozenset(map(Uid, json.loads(content)))


def as_file(uids: Collection[Uid]) -> bytes:
    """What `kept_gone` reads."""
    return json.dumps(sorted(uids)).encode()


def with_decisions(diff: ImportDiff, kept: Collection[Uid]) -> ImportDiff:
    """The diff with what is already decided marked: it is listed last, and not counted as gone anew."""
    lines = [replace(line, decided=True) if line.what == GONE and line.uid in kept else line for line in diff.lines]
    decided = sum(line.decided for line in lines)
    counts = dict(diff.counts) | ({"gone": diff.counts.get("gone", 0) - decided} if decided else {})
    return replace(diff, counts=counts, lines=tuple(sorted(lines, key=lambda line: line.decided)))
