"""The records of a .shp and its index .shx: how many there are, which are whole, and an index where it is missing."""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.errors import Refused

_MAGIC = 9994
_HEADER = 100
KINDS = {0: "null", 1: "point", 3: "line", 5: "polygon", 8: "multipoint", 31: "multipatch"}


@dataclass(frozen=True, slots=True)
class Records:
    """`offsets[i]` and `lengths[i]` (bytes, of the content) are record i + 1. `whole[i]` says whether the file
    reaches to its end; `claimed` and `size` are bytes of the .shp by its header and on disk; `index` is `good`,
    `missing`, `short` or `wrong`."""

    kind: str
    offsets: NDArray[np.int64]
    lengths: NDArray[np.int64]
    whole: NDArray[np.bool_]
    claimed: int
    size: int
    index: str

    def __len__(self) -> int:
        return len(self.offsets)

    @property
    def cut(self) -> bool:
        return self.claimed > self.size or not bool(self.whole.all())


def read_records(shp: Path, shx: Path | None) -> Records:
    """What a .shp holds by its index, or by going through it where the index is missing, short or wrong.

    Raises `Refused("shapes.not_a_shapefile")` where the file does not begin as one.
    """
    data = np.memmap(shp, dtype=np.uint8, mode="r") if shp.stat().st_size else np.zeros(0, np.uint8)
    size = len(data)
    if size < _HEADER or struct.unpack(">i", data[:4].tobytes())[0] != _MAGIC:
        raise Refused("shapes.not_a_shapefile", name=shp.name)
    claimed = 2 * struct.unpack(">i", data[24:28].tobytes())[0]
    number = struct.unpack("<i", data[32:36].tobytes())[0]
    kind = KINDS.get(number % 10 if 1 <= number < 30 else number, "unknown")
    indexed = _index(shx)
    state = "missing" if shx is None else "good"
    if indexed is not None and _fits(indexed, data, claimed):
        offsets, lengths = indexed
    else:
        offsets, lengths = _walk(data, max(claimed, size))
        state = "missing" if shx is None else "short" if indexed is None else "wrong"
        if indexed is not None and len(indexed[0]) > len(offsets):
            offsets, lengths = indexed
    whole = (offsets >= _HEADER) & (lengths >= 0) & (offsets + 8 + lengths <= size)
    return Records(kind, offsets, lengths, whole, claimed, size, state)


def _index(shx: Path | None) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """Offsets and lengths by the index; None where there is none or it is cut itself."""
    if shx is None:
        return None
    data = shx.read_bytes()
    if len(data) < _HEADER or 2 * struct.unpack(">i", data[24:28])[0] > len(data):
        return None
    pairs = np.frombuffer(data, dtype=">i4", offset=_HEADER, count=2 * ((len(data) - _HEADER) // 8))
    words = pairs.astype(np.int64).reshape(-1, 2) * 2
    return words[:, 0], words[:, 1]


def _fits(indexed: tuple[NDArray[np.int64], NDArray[np.int64]], data: NDArray[np.uint8], claimed: int) -> bool:
    """Whether the index speaks of this file: no record ends behind what the .shp claims, and each one that begins
    within it has the length that the index gives it."""
    offsets, lengths = indexed
    if not len(offsets):
        return claimed <= _HEADER
    if (offsets < 0).any() or (offsets + 8 + lengths).max() > max(claimed, len(data)):
        return False
    here = offsets + 8 <= len(data)
    words = np.stack([data[offsets[here] + 4 + k] for k in range(4)], axis=1).astype(np.int64)
    said = 2 * (words @ np.array([1 << 24, 1 << 16, 1 << 8, 1]))
    return bool((said == lengths[here]).all())


def _walk(data: NDArray[np.uint8], end: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Records one after the other; the last may reach behind the end of the file."""
    offsets: list[int] = []
    lengths: list[int] = []
    position, blob = _HEADER, data.tobytes()
    while position + 8 <= len(blob):
        _number, words = struct.unpack_from(">ii", blob, position)
        if words < 2 or position + 8 + 2 * words > end:
            break
        offsets.append(position)
        lengths.append(2 * words)
        position += 8 + 2 * words
    return np.array(offsets, dtype=np.int64), np.array(lengths, dtype=np.int64)


def write_index(records: Records, shp: Path, shx: Path) -> None:
    """An index of the whole records only, with the header of the .shp."""
    offsets, lengths = records.offsets[records.whole], records.lengths[records.whole]
    with shp.open("rb") as stream:
        header = bytearray(stream.read(_HEADER))
    header[24:28] = struct.pack(">i", (_HEADER + 8 * len(offsets)) // 2)
    pairs = np.column_stack([offsets // 2, lengths // 2]).astype(">i4")
    shx.write_bytes(bytes(header) + pairs.tobytes())
