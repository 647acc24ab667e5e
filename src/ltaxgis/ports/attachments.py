"""Where the bytes of large papers lie, which are kept beside a project."""

from typing import Protocol


class PapersBeside(Protocol):
    """The folder beside a project, files by their hash. `folder` is how people know it."""

    @property
    def folder(self) -> str: ...

    def keep(self, sha256: str, content: bytes) -> None:
        """The bytes lie there, once. Raises `Refused("attachment.cannot_keep")` where they cannot."""
        ...

    def read(self, sha256: str) -> bytes | None:
        """The bytes as they lie there now, None where there are none."""
        ...
