"""What papers say of the office: its address, how it is reached, who signs, the prefixes of its letters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ltaxgis.domain.errors import Refused

Table = Mapping[str, Any]

LONGEST = 200
SMALLEST_PT, LARGEST_PT = 10.0, 24.0
TEXTS = ("phone", "email", "website", "qr_prefix")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`address` a line each; `prefixes` of letters by the code of a division; `text_pt` the size of letters in points,
    as it was typed."""

    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    website: str = ""
    qr_prefix: str = ""
    signer: str = ""
    position: str = ""
    thai_digits: bool = True
    text_pt: str = "16"
    prefixes: Mapping[str, str] = field(default_factory=dict)


def letterhead_of(table: Table) -> Letterhead:
    """What the office's page about letters says."""
    signer = table.get("signer", {})
    return Letterhead(
        address=tuple(str(line) for line in table.get("address", ())),
        **{name: str(table.get(name, "")) for name in TEXTS},
        signer=str(signer.get("name", "")), position=str(signer.get("position", "")),
        thai_digits=bool(table.get("thai_digits", True)), text_pt=f"{float(table.get('text_pt', 16.0)):g}",
        prefixes={str(code): str(text) for code, text in table.get("prefix", {}).items()},
    )  # fmt: skip


def letterhead_table(old: Table, told: Letterhead) -> dict[str, Any]:
    """The page with what a person told, and all else that it said. Refused: `letterhead.too_long` (a line),
    `letterhead.size`."""
    texts = {name: getattr(told, name).strip() for name in TEXTS}
    address = [line.strip() for line in told.address if line.strip()]
    signer = {"name": told.signer.strip(), "position": told.position.strip()}
    prefixes = {code: text.strip() for code, text in told.prefixes.items() if text.strip()}
    for one in (*texts.values(), *address, *signer.values(), *prefixes.values()):
        if len(one) > LONGEST:
            raise Refused("letterhead.too_long", text=f"{one[:30]}…", most=LONGEST)
    return {
        **old, **texts, "address": address, "thai_digits": told.thai_digits, "text_pt": _points(told.text_pt),
        "signer": signer, "prefix": prefixes,
    }  # fmt: skip


def _points(text: str) -> float:
    try:
        size = float(text.strip())
    except ValueError:
        size = 0.0
    if not SMALLEST_PT <= size <= LARGEST_PT:
        raise Refused("letterhead.size", text=text.strip()[:30], least=f"{SMALLEST_PT:g}", most=f"{LARGEST_PT:g}")
    return size
