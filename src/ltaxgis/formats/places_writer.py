"""Points for web maps: a GeoJSON collection as it is handed over."""

import json
from collections.abc import Mapping
from pathlib import Path

from ltaxgis.formats.drafts import drafted


def write_places(path: Path, collection: Mapping[str, object]) -> None:
    """The collection stands at `path`, whole or not at all. Raises `Refused("file.cannot_write")`."""
    with drafted(path) as draft:
        draft.write_text(json.dumps(collection, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
