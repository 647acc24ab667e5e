"""What the program remembers for a person on this computer: sizes, views, recent projects, appearance."""

import json
from pathlib import Path
from typing import Any


class Preferences:
    """Values by dotted name, kept in one file beside the program's other settings; None keeps them in memory.

    A damaged file counts as empty: nothing in it is worth refusing to start for.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._values: dict[str, Any] = _read(path) if path is not None else {}
        self._held: dict[str, Any] = {}

    def get(self, name: str, default: Any = None) -> Any:
        return self._values.get(name, default)

    def set(self, name: str, value: Any) -> None:
        """Kept at once; `value` is anything JSON can hold."""
        if self._values.get(name) != value:
            self._values[name] = value
            self._write()

    def held(self, name: str, default: Any = None) -> Any:
        return self._held.get(name, default)

    def hold(self, name: str, value: Any) -> None:
        """For as long as the program runs; never written down."""
        self._held[name] = value

    def _write(self) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(".new")
        beside.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
        beside.replace(self._path)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
