"""The register's table goes to Excel: codes as text, lists by their labels, each row with its hidden identity, so that
what was changed there can come back as a diff (`read_back`)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.fields import FIELDS, SourceField, ValueType
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.measures import area_text
from ltaxgis.domain.parsing import unique_headers
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.sheet_facts import REGISTER, SheetFacts, row_key
from ltaxgis.ports.stores import Reading
from ltaxgis.ports.workbooks import CellValue, SheetColumn, SheetRow, WorkSheet
from ltaxgis.services.owner_names import owner_names
from ltaxgis.words import Words

# the fields that travel; the area as rai-ngan-wa in one cell
SENT = ("code", "title_kind", "title_no", "volume", "page", "survey_page", "land_no", "area_text", "use_kind", "price",
        "value", "used_by", "crop", "unit_no", "condominium", "unit_area", "house_no", "moo", "village", "soi", "road",
        "tambon", "amphoe", "province", "community", "sheet_1", "sheet_2", "sheet_3", "sheet_4", "scale", "group_code",
        "former_code", "year", "note", "officer_note", "memo")  # fmt: skip
RECORD_FIELD = {"area_text": "area"}
_WORDS = {"area_text": "area"}
_WIDTHS = {"note": 30.0, "officer_note": 30.0, "memo": 30.0, "use_kind": 32.0, "title_kind": 18.0, "condominium": 22.0,
           "road": 22.0, "soi": 20.0, "value": 18.0, "area_text": 16.0, "code": 16.0}  # fmt: skip
_NARROW = 12.0
_HUNDREDTHS = frozenset({ValueType.MONEY, ValueType.M2})

Show = Callable[[Any], CellValue]


def register_sheet(
    reading: Reading,
    settings: ProjectSettings,
    words: Words,
    lists: CodeLists,
    uids: Collection[Uid] | None = None,
    *,
    personal: bool = False,
) -> WorkSheet:
    """The chosen register rows, or all, as a sheet to be changed; owners' names (never numbers) only with personal
    data, to be looked at."""
    fields = [FIELDS["land"][name] for name in SENT]
    data = reading.columns(LandRow, [*(RECORD_FIELD.get(name, name) for name in SENT), "version"])
    shown = [shown_column(data[RECORD_FIELD.get(source.name, source.name)], source, words, lists) for source in fields]
    headings = unique_headers([words(f"field.land.{_WORDS.get(name, name)}") for name in SENT])
    columns = [sheet_column(heading, source, words, lists) for heading, source in zip(headings, fields, strict=True)]
    facts = SheetFacts(REGISTER, "land", list(headings), dict(zip(headings, SENT, strict=True)), codes=settings.codes)
    if personal:
        names = owner_names(reading)
        shown.append([names.get(uid, "") for uid in data.uids])
        columns.append(SheetColumn(words("send.owners"), 30.0, locked=True))
    rows = list(zip(*shown, strict=True))
    chosen = _chosen(data.uids, uids)
    version = data["version"]
    sent = (SheetRow(rows[i], row_key(data.uids[i], rows[i][: len(SENT)], version[i])) for i in chosen)
    return WorkSheet(words("kind.land"), tuple(columns), sent, facts.as_json())


def _chosen(all_uids: Sequence[Uid], uids: Collection[Uid] | None) -> Sequence[int]:
    """Places of the chosen rows, in the order in which they were chosen."""
    if uids is None:
        return range(len(all_uids))
    place_of = {uid: place for place, uid in enumerate(all_uids)}
    return [place_of[uid] for uid in uids if uid in place_of]


def sheet_column(heading: str, source: SourceField, words: Words, lists: CodeLists) -> SheetColumn:
    choices: tuple[str, ...] = ()
    if source.type is ValueType.LIST and source.list in lists:
        choices = tuple(item.label(words.language) for item in lists[source.list].items)
    return SheetColumn(heading, max(_WIDTHS.get(source.name, _NARROW), min(24.0, len(heading) + 3.0)), choices=choices)


def shown_column(values: Sequence[Any], source: SourceField, words: Words, lists: CodeLists) -> list[CellValue]:
    """The column as a person reads and types it, each distinct value once."""
    show = _show(source, words, lists)
    known: Mapping[Any, CellValue] = {value: show(value) for value in set(values) if value not in (None, "")}
    return [known.get(value) for value in values]


def _show(source: SourceField, words: Words, lists: CodeLists) -> Show:
    if source.type is ValueType.LIST and source.list in lists:
        chosen = lists[source.list]
        return lambda code: chosen.label(code, words.language)
    if source.type is ValueType.AREA_TEXT:
        return area_text
    if source.type in _HUNDREDTHS:
        return lambda value: value // 100 if value % 100 == 0 else value / 100
    return str
