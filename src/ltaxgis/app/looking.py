"""What chosen files hold, shown before anything is stored: for the import assistant."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely

from ltaxgis.app.knowledge import knowledge, own_profiles
from ltaxgis.app.opening import opened
from ltaxgis.domain.columns import guess_columns
from ltaxgis.domain.crs_doubts import suspicions
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.fields import FIELDS
from ltaxgis.domain.map_copies import left_here
from ltaxgis.domain.masked_cells import masked_columns
from ltaxgis.domain.tables import Cell, SourceTable
from ltaxgis.formats.encodings import EncodingGuess
from ltaxgis.formats.registers import read_register
from ltaxgis.formats.vector_files import read_shapes
from ltaxgis.ports.readers import ReadChoice, ShapeChoice, ShapeTable
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.plan_import import Knowledge, TablePlan, plan_layer, plan_table
from ltaxgis.services.progress import Progress, Step
from ltaxgis.ui.import_assistant.messages import LookAsk, SourceLook

SHOWN = 50
_MOST_ENCODINGS, _MOST_SAMPLED = 3, 3
_OFFERED_ENCODINGS = ("cp874", "utf-8")
MAP_ENDINGS = (".shp", ".gpkg", ".geojson", ".json", ".kml", ".kmz", ".dxf", ".gdb", ".gdbtable")
_BESIDE_SHAPES = (".shx", ".prj", ".cpg", ".dbf", ".sbn", ".sbx", ".qpj", ".qix")
KIND_NAMES = {"land": "register", "owner": "owners", "use": "uses", "building": "buildings",
              "building_use": "building_uses", "sign": "signs", "land_owner": "land_owners"}  # fmt: skip
KINDS = {shown: kind for kind, shown in KIND_NAMES.items()} | {"parcels": "parcel"}
LAYER_WORDS = {
    "prices": ("price", "ราคา"), "parcels": ("parcel", "แปลง", "cadast", "propert", "ที่ดิน"),
    "buildings": ("building", "โรงเรือน", "อาคาร", "สิ่งปลูกสร้าง"), "signs": ("sign", "ป้าย"), "roads": ("road", "ถนน"),
    "water": ("water", "น้ำ", "คลอง"), "blocks": ("block", "เขตย่อย"), "zones": ("zone", "เขต"),
    "boundary": ("bound", "ขอบเขต", "แนวเขต"),
}  # fmt: skip


def look_at_files(progress: Progress, ask: LookAsk) -> list[SourceLook]:
    """A look for each table and layer of the files, in their order. What lies beside a shapefile belongs to it."""
    known = _knowledge(ask.project)
    paths = without_sidecars(ask.paths)
    looks: list[SourceLook] = []
    for number, path in enumerate(paths):
        progress(Step("step.read", number, len(paths)))
        looks += _looks(path, ask, known)
    return apart(looks)


def apart(looks: Sequence[SourceLook]) -> list[SourceLook]:
    """One layer of a name, unless it is the parcels' and both say so: a file that was taken for parcels because it is
    alone, beside one that calls itself so, is another layer under its own name."""
    exact = {look.layer for look in looks if look.table.lower() == look.layer}
    seen: set[str] = set()
    found = []
    for look in looks:
        is_second = look.layer in exact | seen and look.table.lower() != look.layer
        is_parcels = look.layer == "parcels" and _says_parcels(look)
        found.append(_as_itself(look) if look.layer and is_second and not is_parcels else look)
        seen.add(found[-1].layer)
    return found


def _as_itself(look: SourceLook) -> SourceLook:
    return replace(look, layer=look.table, kind="features", mapping={}, scores={}, profile="", plan=None)


def _says_parcels(look: SourceLook) -> bool:
    return any(word in look.table.lower() for word in LAYER_WORDS["parcels"])


def without_sidecars(paths: Sequence[Path]) -> list[Path]:
    """The files that say something by themselves, where a person marked all files of a folder."""
    shapes = {path.with_suffix("") for path in paths if path.suffix.lower() == ".shp"}
    return [path for path in paths if not (path.suffix.lower() in _BESIDE_SHAPES and path.with_suffix("") in shapes)]


def _knowledge(project: Path | None) -> Knowledge:
    resources = find_resources()
    if project is None or not project.is_file():
        return knowledge(resources)
    with opened(project) as held:
        return knowledge(resources, own_profiles(held))


def _looks(path: Path, ask: LookAsk, known: Knowledge) -> list[SourceLook]:
    if is_map(path):
        choice = ShapeChoice(layer=ask.table or None, encoding=ask.encoding or None, kinds="any")
        layers = read_shapes(path, choice)
        if any(left_here(layer.headers, layer.columns) for layer in layers):
            raise Refused("import.map_copy", name=path.name)
        looks = [_layer_look(path, layer, ask, known, alone=len(layers) == 1) for layer in layers]
    else:
        tables = read_register(path, ReadChoice(ask.encoding or None, header_line=ask.header_line))
        wanted = [table for table in tables if ask.table in ("", table.name)]
        looks = [_table_look(path, table, ask, known) for table in wanted]
    if not looks:
        raise Refused("import.nothing_known", name=path.name)
    return [replace(look, chosen_encoding=ask.encoding, chosen_header=ask.header_line) for look in looks]


def is_map(path: Path) -> bool:
    """Archives of shapefiles are maps too."""
    if path.suffix.lower() == ".zip":
        import zipfile

        try:
            with zipfile.ZipFile(path) as archive:
                return any(Path(name).suffix.lower() in MAP_ENDINGS for name in archive.namelist())
        except (zipfile.BadZipFile, OSError):
            return False
    return path.suffix.lower() in MAP_ENDINGS or path.is_dir()


def _table_look(path: Path, table: SourceTable, ask: LookAsk, known: Knowledge) -> SourceLook:
    plan = _plan_as(table, ask.kind, known) if ask.kind else plan_table(table, known)
    look = SourceLook(
        path=path, table=table.name, kind="ignore" if plan is None else KIND_NAMES[plan.kind], rows=len(table),
        headers=table.headers, lines=_lines(table, plan), mapping={}, scores={}, encoding=table.encoding,
        encodings=_samples(path, table), findings=(*table.skipped, *table.findings),
        header_line=int(str(table.facts.get("header_line") or 0)), numbers=tuple(table.lines[:SHOWN]),
    )  # fmt: skip
    return _with_plan(look, plan)


def _plan_as(table: SourceTable, kind: str, known: Knowledge) -> TablePlan:
    """The columns of a table that a person says is of this kind."""
    plan = plan_table(table, known)
    if plan is not None and plan.kind == KINDS[kind]:
        return plan
    guess = guess_columns(table, known.vocabulary, known.lists, (KINDS[kind],))
    guesses = {column.index: column for column in guess.columns}
    return TablePlan(table.name, KINDS[kind], guess.mapping, codes=guess.codes, guesses=guesses)


def _with_plan(look: SourceLook, plan: TablePlan | None) -> SourceLook:
    if plan is None:
        return look
    mapping = {look.headers[index]: name for index, name in plan.mapping.items()}
    scores = {look.headers[i]: plan.guesses[i].score if i in plan.guesses else 1.0 for i in plan.mapping}
    return replace(look, mapping=mapping, scores=scores, profile=plan.profile, plan=plan)


def _layer_look(path: Path, layer: ShapeTable, ask: LookAsk, known: Knowledge, *, alone: bool) -> SourceLook:
    name = layer_name(layer, alone=alone)
    kind = ask.kind or (name if name in ("parcels", "buildings", "signs") else "features")
    plan = plan_layer(layer, known) if kind == "parcels" else None
    doubts = suspicions(layer.shapes, layer.crs)
    offers = tuple(candidate.crs for doubt in doubts for candidate in doubt.candidates)
    attributes = SourceTable(layer.source, layer.name, layer.headers, layer.columns, layer.numbers)
    look = SourceLook(
        path=path, table=layer.name, kind=kind, rows=len(layer), headers=layer.headers,
        lines=_lines(attributes, plan), mapping={}, scores={}, encoding=layer.encoding, crs=layer.crs,
        crs_offers=offers, findings=layer.findings, box=_box(layer), encodings=_layer_samples(path, layer),
        layer=kind if kind != "features" else name,
    )  # fmt: skip
    return _with_plan(look, plan)


def layer_name(layer: ShapeTable, *, alone: bool) -> str:
    """What the project calls a layer: by the words in its name; a file of a single polygon layer is parcels."""
    told = layer.name.lower()
    areas = bool((shapely.get_dimensions(layer.shapes) == 2).any())
    for name, hints in LAYER_WORDS.items():
        if any(word in told for word in hints) and (areas or name != "parcels"):
            return name
    return "parcels" if alone and areas else layer.name


def _box(layer: ShapeTable) -> tuple[float, float, float, float] | None:
    """Where nine of ten shapes lie, so that one broken point does not make it as wide as the earth."""
    bounds = shapely.bounds(layer.shapes)
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(bounds):
        return None
    low, high = np.quantile(bounds[:, :2], 0.05, axis=0), np.quantile(bounds[:, 2:], 0.95, axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _lines(table: SourceTable, plan: TablePlan | None) -> tuple[tuple[str, ...], ...]:
    """The first lines, identity and telephone numbers masked."""
    first: list[list[Cell]] = [list(column[:SHOWN]) for column in table.columns]
    fields = {} if plan is None else {i: FIELDS[plan.kind][name] for i, name in plan.mapping.items()}
    columns = masked_columns(table.headers, first, fields)
    return tuple(tuple(cell or "" for cell in row) for row in zip(*columns, strict=True))


def _samples(path: Path, table: SourceTable) -> tuple[tuple[str, str], ...]:
    """The same cells under each encoding that comes into question, for a person to look at; none for plain ASCII."""
    guess = table.facts.get("encoding_guess")
    cells = _foreign_cells(table.columns)
    if not (table.encoding and cells):
        return ()
    others = guess.alternatives if isinstance(guess, EncodingGuess) else ()

    def read(encoding: str) -> Sequence[Sequence[Cell]]:
        tables = read_register(path, ReadChoice(encoding, limit=SHOWN))
        return next((one.columns for one in tables if one.name == table.name), ())

    return _sampled(table.encoding, others, cells, read, table.columns)


def _layer_samples(path: Path, layer: ShapeTable) -> tuple[tuple[str, str], ...]:
    """As above; only shapefiles have an encoding of their own."""
    cells = _foreign_cells(layer.columns)
    if not (layer.encoding and cells and path.suffix.lower() in (".shp", ".zip")):
        return ()

    def read(encoding: str) -> Sequence[Sequence[Cell]]:
        return read_shapes(path, ShapeChoice(layer.name, encoding, limit=SHOWN, kinds="any"))[0].columns

    return _sampled(layer.encoding, (), cells, read, layer.columns)


def _sampled(
    encoding: str,
    others: Sequence[str],
    cells: Sequence[tuple[int, int]],
    read: Callable[[str], Sequence[Sequence[Cell]]],
    columns: Sequence[Sequence[Cell]],
) -> tuple[tuple[str, str], ...]:
    names = list(dict.fromkeys([encoding, *others, *_OFFERED_ENCODINGS]))[:_MOST_ENCODINGS]
    samples = [(encoding, _sample(columns, cells))]
    for name in names[1:]:
        with suppress(Refused):  # under this encoding it is no table at all
            samples.append((name, _sample(read(name), cells)))
    return tuple(samples) if len(samples) > 1 else ()


def _sample(columns: Sequence[Sequence[Cell]], cells: Sequence[tuple[int, int]]) -> str:
    told = (columns[j][i] for j, i in cells if j < len(columns) and i < len(columns[j]))
    return " · ".join((cell or "")[:24] for cell in told)


def _foreign_cells(columns: Sequence[Sequence[Cell]]) -> list[tuple[int, int]]:
    """Column and row of the first cells that are not plain ASCII, one a column."""
    found = []
    for number, column in enumerate(columns):
        row = next((row for row, cell in enumerate(column[:SHOWN]) if cell and not cell.isascii()), None)
        if row is not None and not any(letter.isdigit() for letter in column[row] or ""):
            found.append((number, row))
    return found[:_MOST_SAMPLED]
