"""How much waits for a person in a project, counted without reading it."""

from dataclasses import dataclass

from ltaxgis.domain.findings import SEVERITIES, Severity
from ltaxgis.ports.stores import Reading


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows that stand on no parcel yet, and findings that stop or warn."""

    rows: int
    findings: int


def waiting(reading: Reading) -> Waiting:
    counts = reading.finding_counts()
    return Waiting(
        reading.count_unlinked(),
        sum(count for code, count in counts.items() if SEVERITIES.get(code, Severity.INFORMS) is not Severity.INFORMS),
    )
