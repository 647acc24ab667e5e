"""What the program noticed in data: a value, never an exception and never only a log line."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs; *stops* keeps the row or shape it stands on out of the join."""

    STOPS = "stops"
    WARNS = "warns"
    INFORMS = "informs"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in what was read: a file, its sheet or layer, the row as a person counts it (1 the first line),
    the column by its heading, our field, and the parcel or record a person knows it by."""

    source: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    field: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed. `value` is what was read (identity numbers masked), `understood` what was made of it,
    `suggestion` what would mend it, `facts` more for the sentence. E, N where it lies on the map, project CRS."""

    code: str
    place: Place = Place()
    value: str = ""
    understood: str = ""
    suggestion: str = ""
    facts: tuple[tuple[str, object], ...] = ()
    at: tuple[float, float] | None = None

    @property
    def severity(self) -> Severity:
        return SEVERITIES[self.code]


S, W, INFO = Severity.STOPS, Severity.WARNS, Severity.INFORMS

SEVERITIES: dict[str, Severity] = {
    # the file as such
    "file.encoding_mixed": W,
    "file.encoding_guessed": INFO,
    "file.cpg_disagrees": W,
    "file.sheet_ignored": INFO,
    "file.table_ignored": INFO,
    "file.column_unknown": INFO,
    "file.column_empty": INFO,
    "file.hidden_rows": W,
    "file.header_merged": INFO,
    "file.header_not_found": W,
    "file.sheet_hidden": INFO,
    "file.cells_merged": W,
    "file.extra_cells": W,
    "file.characters_lost": W,
    "file.decimal_comma": INFO,
    "file.memo_ignored": W,
    "file.record_count": W,
    "file.member_ignored": INFO,
    # a line that carries no row (skipped, listed)
    "line.blank": INFO,
    "line.title": INFO,
    "line.total": INFO,
    "line.header_again": INFO,
    "line.deleted": INFO,
    # a cell
    "cell.error": W,
    "cell.formula_without_result": W,
    "cell.not_a_number": W,
    "cell.not_a_date": W,
    "cell.date_era": W,
    "cell.date_era_guessed": INFO,
    "cell.unknown_code": W,
    "cell.area_part_range": W,
    "cell.text_cleaned": INFO,
    "cell.thai_digits": INFO,
    "cell.sara_am": INFO,
    "cell.invisible": INFO,
    "cell.control_character": W,
    "cell.rounded": INFO,
    "cell.not_a_sheet": W,
    # codes and keys
    "code.missing": S,
    "code.unreadable": S,
    "code.letter_for_digit": W,
    "code.thai_digits": W,
    "code.lost_zero": W,
    "code.not_canonical": INFO,
    "code.not_in_pattern": W,
    # rows
    "row.twice": W,
    "row.key_twice": W,
    "row.areas_differ": W,
    "row.rejected": S,
    # people
    "person.number_check_digit": W,
    "person.number_length": W,
    "person.number_missing": INFO,
    "person.number_in_text": INFO,
    "person.possible_double": W,
    "person.not_found": W,
    # sums the trade expects
    "use.sum_differs": W,
    "use.row_without_land": W,
    "building.without_land": W,
    "sign.without_land": W,
    # shapes
    "shape.missing": S,
    "shape.invalid": W,
    "shape.mended": INFO,
    "shape.not_mendable": S,
    "shape.z_dropped": INFO,
    "shape.not_a_polygon": S,
    "shape.duplicate": W,
    "shape.sliver": W,
    "shape.overlap": W,
    "shape.gap": W,
    "shape.outside_thailand": W,
    "shape.unclosed": W,
    "shape.truncated": S,
    "shape.attributes_missing": W,
    "shape.curve_straightened": INFO,
    "shape.hole_cut": INFO,
    "shape.unreadable": S,
    "shape.index_rebuilt": INFO,
    "shape.no_prj": W,
    "shape.struck_out": INFO,
    "shape.layer_left_out": INFO,
    "shape.layer_refused": W,
    "shape.not_placed": S,
    # petitions of another system's file
    "petition_row.nothing_told": S,
    "petition_row.bad_date": S,
    "petition_row.bad_number": S,
    "petition_row.too_long": S,
    "petition_row.outside": W,
    "petition_row.place_unreadable": W,
    "petition_row.place_swapped": W,
    "petition_row.category_unknown": W,
    "petition_row.state_unknown": W,
    "petition_row.twice": INFO,
    "petition_row.date_missing": INFO,
    "petition_row.text_missing": INFO,
    # where a layer lies
    "crs.missing": W,
    "crs.outside_thailand": W,
    "crs.of_no_thai_system": W,
    # the join
    "join.code_on_two_parcels": W,
    "join.row_without_parcel": W,
    "join.parcel_without_row": W,
    "join.parcel_without_code": W,
    "join.keys_contradict": W,
    "join.area_differs": W,
    "join.title_differs": W,
    "join.code_differs": W,
    "join.sheet_differs": W,
}


def severity_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each code, the most frequent first."""
    return dict(Counter(finding.code for finding in findings).most_common())
