"""What became of everything that was read: the numbers of `import --json`, and their sums."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, astuple, dataclass, field


@dataclass(frozen=True, slots=True)
class Tally:
    """read = stored + rejected + skipped; skipped are lines that carry no row (title, blank, total, header)."""

    read: int = 0
    stored: int = 0
    rejected: int = 0
    skipped: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*_sums(self, other))

    @property
    def adds_up(self) -> bool:
        return self.read == self.stored + self.rejected + self.skipped


@dataclass(frozen=True, slots=True)
class ChangeTally:
    """How the rows of a file stand to what was there before."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    conflicts: int = 0

    def __add__(self, other: "ChangeTally") -> "ChangeTally":
        return ChangeTally(*_sums(self, other))


def _sums(one: Tally | ChangeTally, other: Tally | ChangeTally) -> Iterator[int]:
    return (mine + yours for mine, yours in zip(astuple(one), astuple(other), strict=True))


@dataclass(frozen=True, slots=True)
class JoinTally:
    """register rows = joined + register_only + ambiguous; parcels = with_row + map_only + ambiguous_parcels."""

    joined: int = 0
    register_only: int = 0
    ambiguous: int = 0
    with_row: int = 0
    map_only: int = 0
    ambiguous_parcels: int = 0
    by: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """As the command line prints it."""
        return {
            "joined": self.joined, "register_only": self.register_only, "ambiguous": self.ambiguous,
            "by": {key: self.by.get(key, 0) for key in ("code", "sheet", "title", "text", "hand")},
            "with_row": self.with_row, "map_only": self.map_only, "ambiguous_parcels": self.ambiguous_parcels,
        }  # fmt: skip


KINDS = ("register", "owners", "uses", "buildings", "signs", "parcels")
"""What `import --json` counts; uses of buildings are told in words only."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The whole account of an import. `seconds` by step."""

    tallies: Mapping[str, Tally]
    changes: ChangeTally
    join: JoinTally
    findings: Mapping[str, int]
    seconds: Mapping[str, float]

    def faults(self, rows_stored: int, parcels_stored: int) -> list[str]:
        """The sums that do not hold; a test asks on every import."""
        wrong = [name for name, tally in self.tallies.items() if not tally.adds_up]
        if rows_stored != self.join.joined + self.join.register_only + self.join.ambiguous:
            wrong.append("join rows")
        if parcels_stored != self.join.with_row + self.join.map_only + self.join.ambiguous_parcels:
            wrong.append("join parcels")
        if self.join.joined != sum(self.join.by.values()):
            wrong.append("join by")
        return wrong

    def as_json(self) -> dict[str, object]:
        """The object that `ltaxgis import --json` prints."""
        return {
            **{name: asdict(self.tallies.get(name, Tally())) for name in KINDS},
            "changes": asdict(self.changes),
            "join": self.join.as_json(),
            "findings": dict(self.findings),
            "seconds": {step: round(seconds, 3) for step, seconds in self.seconds.items()},
        }  # fmt: skip
