"""One stream out of an OLE container, as [MS-CFB] describes it: chains of sectors, small streams in a stream of their
own."""

import struct
from collections.abc import Sequence

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFF8  # from here on a number marks something else than a sector
_ENTRY = 128
_ROOT, _STREAM = 5, 2
_SHIFTS, _SMALL_SHIFT = (9, 12), 6  # powers of two, the only ones that the format knows


def read_stream(data: bytes, names: Sequence[str]) -> bytes | None:
    """The stream of one of these names; None where the container has none. `struct.error` or IndexError where it is
    broken."""
    if not data.startswith(_MAGIC):
        return None
    return _Container(data).stream(names)


class _Container:
    def __init__(self, data: bytes) -> None:
        self.data = data
        shift, small_shift = struct.unpack_from("<2H", data, 30)
        if shift not in _SHIFTS or small_shift != _SMALL_SHIFT:  # one wrong bit would ask for gigabytes
            raise struct.error(f"sectors of 2^{shift} and 2^{small_shift} bytes")
        self.size, self.small_size = 1 << shift, 1 << small_shift
        self.directory_at, self.cutoff, self.small_at = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
        self.next = self._table()

    def stream(self, names: Sequence[str]) -> bytes | None:
        directory = self._chain(self.directory_at)
        found = root = None
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<2I", directory, at + 116)
            if kind == _ROOT:
                root = start
            elif kind == _STREAM and directory[at : at + max(0, length - 2)].decode("utf-16-le", "replace") in names:
                found = start, size
        if found is None or root is None:
            return None
        start, size = found
        return self._small(root, start, size) if size < self.cutoff else self._chain(start)[:size]

    def _table(self) -> list[int]:
        """For each sector the one that follows."""
        parts = list(struct.unpack_from("<109I", self.data, 76))
        more, count = struct.unpack_from("<2I", self.data, 68)
        per = self.size // 4
        for _ in range(min(count, len(self.data) // self.size)):
            if more >= _LAST:
                break
            numbers = struct.unpack(f"<{per}I", self._sector(more))
            parts += numbers[:-1]
            more = numbers[-1]
        table: list[int] = []
        for part in parts:
            if part < _LAST:
                table += struct.unpack(f"<{per}I", self._sector(part))
        return table

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        return self.data[start : start + self.size].ljust(self.size, b"\0")

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(start, self.next))

    def _small(self, root: int, start: int, size: int) -> bytes:
        whole, table = self._chain(root), self._chain(self.small_at)
        following = struct.unpack(f"<{len(table) // 4}I", table)
        parts = (whole[number * self.small_size :][: self.small_size] for number in _followed(start, following))
        return b"".join(parts)[:size]


def _followed(start: int, following: Sequence[int]) -> list[int]:
    """The chain of sectors from one on; IndexError where it leads in a circle or out of the file."""
    chain: list[int] = []
    while start < _LAST:
        if len(chain) > len(following):
            raise IndexError(start)
        chain.append(start)
        start = following[start]
    return chain
