"""What is wrong with the parcels' shapes against each other: doubles, slivers, overlaps, gaps."""

from collections.abc import Sequence

from ltaxgis.domain.findings import Finding
from ltaxgis.domain.geometry import PlaceOf, Shapes, find_duplicates, find_slivers
from ltaxgis.domain.topology import coverage_of, find_gaps, find_overlaps, gap_findings, overlap_findings
from ltaxgis.services.progress import Progress, Step, telling


def check_parcels(shapes: Shapes, codes: Sequence[str], place_of: PlaceOf, progress: Progress) -> list[Finding]:
    """All findings about the layer as a whole. Old overlaps are told, never refused."""
    progress(Step("step.check_duplicates"))
    findings = find_duplicates(shapes, codes, place_of)
    progress(Step("step.check_slivers"))
    findings += find_slivers(shapes, place_of)
    distinct = coverage_of(shapes)
    overlaps = find_overlaps(shapes, told=telling(progress, "step.check_overlaps"), coverage=distinct)
    gaps = find_gaps(shapes, told=telling(progress, "step.check_gaps"), coverage=distinct)
    return findings + overlap_findings(overlaps, place_of) + gap_findings(gaps, place_of)
