"""Identities that are never reused and the same in every copy of a project."""

import secrets
import time
from collections.abc import Iterator
from typing import NewType

Uid = NewType("Uid", str)


def new_uid() -> Uid:
    """A UUIDv7 as 32 hexadecimal digits: its first twelve are the time, so uids sort by birth."""
    return new_uids(1)[0]


def new_uids(count: int) -> list[Uid]:
    """Ascending UUIDv7s, for one batch.

    The random bits start at random and count up, so that a batch keeps its order within one millisecond; the last 62
    begin low enough never to overflow.
    """
    stamp = (time.time_ns() // 1_000_000) & ((1 << 48) - 1)
    head = f"{stamp << 16 | 7 << 12 | secrets.randbits(12):016x}"
    start = 2 << 62 | secrets.randbits(61)
    return [Uid(f"{head}{low:x}") for low in range(start, start + count)]


def uid_stream() -> Iterator[Uid]:
    """Uids without end, made by the hundred for whoever does not know how many it will take."""
    while True:
        yield from new_uids(100)
