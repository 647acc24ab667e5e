"""Identities that are never reused and the same in every copy of a project."""

import secrets
import time
from typing import NewType

Uid = NewType("Uid", str)


def new_uid() -> Uid:
    """A UUIDv7 as 32 hexadecimal digits: its first twelve are the time, so uids sort by birth."""
    return new_uids(1)[0]


def new_uids(count: int) -> list[Uid]:
    """Ascending UUIDv7s, for one batch.

    The 74 random bits start at random and count up, so that a batch keeps its order within one millisecond.
    """
    stamp = (time.time_ns() // 1_000_000) & ((1 << 48) - 1)
    start = secrets.randbits(73)
    return [_uid(stamp, start + step) for step in range(count)]


def _uid(stamp: int, random: int) -> Uid:
    high, low = random >> 62, random & ((1 << 62) - 1)
    return Uid(f"{stamp << 80 | 7 << 76 | high << 64 | 2 << 62 | low:032x}")
