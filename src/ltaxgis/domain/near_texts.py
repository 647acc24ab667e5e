"""Finds, among many texts, those one slip of the finger apart, without comparing each with each.

Two texts that differ by one letter put in, left out, taken for another or swapped with its neighbour become equal
when one letter is left out of each: so texts are hashed once whole and once without each of their letters.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Indices = NDArray[np.int64]

NOTHING = np.uint64(0)
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)


def text_hashes(texts: Sequence[str]) -> Hashes:
    """One number a text, equal for equal texts; 0 for the empty one."""
    letters, lengths = _letters(texts)
    total = (letters * _powers(letters.shape[1])).sum(axis=1, dtype=np.uint64)
    return np.where(lengths == 0, NOTHING, total)


def deletion_hashes(texts: Sequence[str]) -> Hashes:
    """A row of numbers a text: itself, and itself without each of its letters; 0 where there is none."""
    letters, lengths = _letters(texts)
    terms = letters * _powers(letters.shape[1])
    until = np.cumsum(terms, axis=1, dtype=np.uint64)
    total = until[:, -1:]
    without = until - terms + (total - until) * np.uint64(_INVERSE)
    without[np.arange(letters.shape[1])[None, :] >= lengths[:, None]] = NOTHING
    whole = np.where(lengths[:, None] == 0, NOTHING, total)
    return np.concatenate([whole, without], axis=1)


def _letters(texts: Sequence[str]) -> tuple[Hashes, Indices]:
    """Letters as scattered numbers, so that sums of different texts do not meet; 0 behind the end."""
    array = np.array(texts, dtype=np.str_) if len(texts) else np.zeros(0, "U1")
    width = max(array.dtype.itemsize // 4, 1)
    points = array.view(np.uint32).reshape(len(array), width).astype(np.uint64)
    scattered = points * np.uint64(0xBF58476D1CE4E5B9)
    scattered ^= scattered >> np.uint64(29)
    scattered *= np.uint64(0x94D049BB133111EB)
    scattered ^= scattered >> np.uint64(32)
    return scattered, (points > 0).sum(axis=1)


def _powers(width: int) -> Hashes:
    return np.array([pow(_BASE, place + 1, 1 << 64) for place in range(width)], np.uint64)


def meeting(left: Hashes, right: Hashes, crowd: int) -> tuple[Indices, Indices]:
    """Pairs (index left, index right) that share a hash, each pair once; 0 meets nothing.

    Hashes that more than `crowd` of the right side share are passed over: they tell nothing apart.
    """
    left_hash, left_index = _sorted(left)
    right_hash, right_index = _sorted(right)
    start = np.searchsorted(right_hash, left_hash, "left")
    count = np.searchsorted(right_hash, left_hash, "right") - start
    count[count > crowd] = 0
    pairs_left = np.repeat(left_index, count)
    offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    pairs_right = right_index[np.repeat(start, count) + offset]
    return unique_pairs(pairs_left, pairs_right, len(right))


def meeting_within(hashes: Hashes, crowd: int) -> tuple[Indices, Indices]:
    """Pairs of one list that share a hash, the lower index first, each pair once."""
    left, right = meeting(hashes, hashes, crowd)
    lower = left < right
    return left[lower], right[lower]


def unique_pairs(left: Indices, right: Indices, width: int) -> tuple[Indices, Indices]:
    """The pairs in order, each once; `width` is more than any index on the right."""
    packed = np.sort(left * max(width, 1) + right)  # np.unique takes ten times as long
    packed = packed[np.diff(packed, prepend=-1) != 0]
    return packed // max(width, 1), packed % max(width, 1)


def _sorted(hashes: Hashes) -> tuple[Hashes, Indices]:
    table = hashes if hashes.ndim == 2 else hashes[:, None]
    index = np.repeat(np.arange(len(table), dtype=np.int64), table.shape[1])
    flat = table.ravel()
    kept = flat != NOTHING
    flat, index = flat[kept], index[kept]
    order = np.argsort(flat, kind="stable")
    return flat[order], index[order]
