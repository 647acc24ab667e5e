"""The findings of a project as a workbook: the rows they stand on as the project has them now, their cells marked.

Unlike the workbook of an import it needs no source file: the headings that findings name are the file's own, the rest
ours. Identity and telephone numbers are not in it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.fields import FIELDS
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parsing import unique_headers
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.sheet_facts import FINDINGS, SheetFacts, row_key
from ltaxgis.ports.stores import Reading, Source
from ltaxgis.ports.workbooks import Mark, SheetRow, WorkSheet
from ltaxgis.services.excel_round_trip import RECORD_FIELD, SENT, sheet_column, shown_column
from ltaxgis.services.findings_workbook import findings_workbook, mark_of
from ltaxgis.words import Words

_OWNER = ("kind", "prefix", "first_name", "last_name", "house_no", "moo", "soi", "road", "tambon", "amphoe", "province",
          "postcode", "now_house_no", "now_moo", "now_soi", "now_road", "now_tambon", "now_amphoe", "now_province",
          "now_postcode", "email", "note")  # fmt: skip
_SENT: Mapping[str, tuple[type[Record], tuple[str, ...]]] = {"land": (LandRow, SENT), "owner": (Owner, _OWNER)}
_PART_OF = dict.fromkeys(("rai", "ngan", "wa", "area_wa_total", "area_m2"), "area_text")

Lines = dict[int, list[Finding]]


def findings_to_mend(
    reading: Reading, settings: ProjectSettings, words: Words, lists: CodeLists, *, personal: bool
) -> list[WorkSheet]:
    """A sheet of kinds with counts, one for each table with rows to mend, and one of all other findings. Owners' rows
    only with `personal`."""
    findings = reading.findings()
    rest = {id(finding): finding for finding in findings}
    sheets = []
    for kind, (record, fields) in _SENT.items():
        if kind == "owner" and not personal:
            continue
        uids, lines, read_from = reading.read_at(record)
        place = {(source, line): uid for uid, line, source in zip(uids, lines, read_from, strict=True)}
        for source in reading.sources():
            found = _by_line(findings, source, place)
            if found:
                sheets.append(_sheet(reading, settings, words, lists, (kind, fields), source, found, place))
                for finding in (finding for group in found.values() for finding in group):
                    rest.pop(id(finding), None)
    kinds = findings_workbook((), findings, words)[:1]
    others = list(rest.values()) if personal else [f for f in rest.values() if not f.code.startswith("person.")]
    return [*kinds, *sheets, *findings_workbook((), others, words)[1:]]


def _by_line(findings: Sequence[Finding], source: Source, place: Mapping[tuple[Uid, int], Uid]) -> Lines:
    found: Lines = defaultdict(list)
    for finding in findings:
        at = finding.place
        if (at.source, at.sheet) == (source.name, source.table) and (source.uid, at.row or 0) in place:
            found[at.row or 0].append(finding)
    return found


def _sheet(
    reading: Reading,
    settings: ProjectSettings,
    words: Words,
    lists: CodeLists,
    sent: tuple[str, tuple[str, ...]],
    source: Source,
    found: Lines,
    place: Mapping[tuple[Uid, int], Uid],
) -> WorkSheet:
    kind, names = sent
    fields = [FIELDS[kind][name] for name in names]
    line_of = {place[source.uid, line]: line for line in sorted(found)}
    records = reading.get(_SENT[kind][0], line_of)
    shown = [
        shown_column([getattr(each, RECORD_FIELD.get(name, name)) for each in records], field, words, lists)
        for name, field in zip(names, fields, strict=True)
    ]
    headings = unique_headers(_headings(kind, names, found, words))
    facts = SheetFacts(
        FINDINGS, kind, list(headings), dict(zip(headings, names, strict=True)), codes=settings.codes,
        source=source.name, sha256=source.sha256, table=source.table,
    )  # fmt: skip
    rows = [
        SheetRow(cells, row_key(each.uid, cells, each.version, line_of[each.uid]))
        for each, cells in zip(records, zip(*shown, strict=True), strict=True)
    ]
    marked = (
        replace(row, marks=_marks(kind, names, found[line_of[each.uid]], words))
        for row, each in zip(rows, records, strict=True)
    )
    columns = tuple(sheet_column(heading, field, words, lists) for heading, field in zip(headings, fields, strict=True))
    return WorkSheet(source.table or source.name, columns, marked, facts.as_json())


def _headings(kind: str, names: Sequence[str], found: Lines, words: Words) -> list[str]:
    """The file's heading where a finding names one, so that mending its cell mends the finding."""
    told = {f.place.field: f.place.column for group in found.values() for f in group if f.place.column}
    ours = {"area_text": "area"}
    return [told.get(f"{kind}.{name}") or words(f"field.{kind}.{ours.get(name, name)}") for name in names]


def _marks(kind: str, names: Sequence[str], found: Sequence[Finding], words: Words) -> Mapping[int, Mark]:
    whole_row = names.index("code") if "code" in names else names.index("first_name")
    cells: dict[int, list[Finding]] = defaultdict(list)
    for finding in found:
        name = finding.place.field.removeprefix(f"{kind}.")
        name = _PART_OF.get(name, name)
        cells[names.index(name) if name in names else whole_row].append(finding)
    return {index: mark_of(group, words) for index, group in cells.items()}
