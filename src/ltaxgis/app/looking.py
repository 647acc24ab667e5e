"""What chosen files hold, shown before anything is stored: for the import assistant."""

from collections.abc import Sequence
from pathlib import Path

from ltaxgis.app.knowledge import knowledge
from ltaxgis.domain.crs_doubts import suspicions
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.tables import SourceTable
from ltaxgis.formats.registers import read_register
from ltaxgis.formats.vector_files import read_shapes
from ltaxgis.ports.readers import ReadChoice, ShapeChoice, ShapeTable
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.plan_import import Knowledge, TablePlan, plan_layer, plan_table
from ltaxgis.services.progress import Progress, Step
from ltaxgis.ui.office import SourceLook

SHOWN = 50
MAP_ENDINGS = (".shp", ".gpkg", ".geojson", ".json", ".kml", ".kmz", ".dxf", ".gdb", ".gdbtable")
KIND_NAMES = {"land": "register", "owner": "owners", "use": "uses", "building": "buildings",
              "building_use": "building_uses", "sign": "signs", "land_owner": "owners"}  # fmt: skip
LAYER_WORDS = {
    "parcels": ("parcel", "แปลง", "parcelle", "cadastre", "land"), "buildings": ("building", "โรงเรือน", "อาคาร"),
    "signs": ("sign", "ป้าย"), "roads": ("road", "ถนน"), "water": ("water", "น้ำ"), "blocks": ("block", "เขตย่อย"),
    "zones": ("zone", "เขต"), "boundary": ("bound", "ขอบเขต"), "prices": ("price", "ราคา"),
}  # fmt: skip


def look_at_files(progress: Progress, paths: Sequence[Path], encoding: str) -> list[SourceLook]:
    """A look for each table and layer of the files, in their order."""
    known = knowledge(find_resources())
    looks: list[SourceLook] = []
    for number, path in enumerate(paths):
        progress(Step("step.read", number, len(paths)))
        looks += _looks(path, encoding, known)
    return looks


def _looks(path: Path, encoding: str, known: Knowledge) -> list[SourceLook]:
    if _is_map(path):
        layers = read_shapes(path, ShapeChoice(encoding=encoding or None))
        return [_layer_look(path, layer, known, alone=len(layers) == 1) for layer in layers]
    tables = read_register(path, ReadChoice(encoding=encoding or None))
    looks = [_table_look(path, table, plan_table(table, known)) for table in tables]
    if not looks:
        raise Refused("import.nothing_known", name=path.name)
    return looks


def _is_map(path: Path) -> bool:
    """Archives of shapefiles are maps too."""
    if path.suffix.lower() == ".zip":
        import zipfile

        try:
            with zipfile.ZipFile(path) as archive:
                return any(Path(name).suffix.lower() in MAP_ENDINGS for name in archive.namelist())
        except (zipfile.BadZipFile, OSError):
            return False
    return path.suffix.lower() in MAP_ENDINGS or path.is_dir()


def _table_look(path: Path, table: SourceTable, plan: TablePlan | None) -> SourceLook:
    mapping = {} if plan is None else {table.headers[i]: name for i, name in plan.mapping.items()}
    scores = {} if plan is None else {
        header: plan.guesses[table.headers.index(header)].score if plan.guesses else 1.0 for header in mapping
    }  # fmt: skip
    return SourceLook(
        path=path, table=table.name, kind="ignore" if plan is None else KIND_NAMES[plan.kind], rows=len(table),
        headers=table.headers, lines=_lines(table.columns, len(table)), mapping=mapping, scores=scores,
        profile="" if plan is None else plan.profile, encoding=table.encoding,
        encodings=_samples(table), findings=(*table.skipped, *table.findings),
    )  # fmt: skip


def _layer_look(path: Path, layer: ShapeTable, known: Knowledge, *, alone: bool) -> SourceLook:
    kind = layer_kind(layer, alone=alone)
    plan = plan_layer(layer, known) if kind == "parcels" else None
    mapping = {} if plan is None else {layer.headers[i]: name for i, name in plan.mapping.items()}
    doubts = suspicions(layer.shapes, layer.crs)
    offers = tuple(candidate.crs for doubt in doubts for candidate in doubt.candidates)
    return SourceLook(
        path=path, table=layer.name, kind=kind, rows=len(layer), headers=layer.headers,
        lines=_lines(layer.columns, len(layer)), mapping=mapping, scores=dict.fromkeys(mapping, 1.0),
        profile="" if plan is None else plan.profile, encoding=layer.encoding, crs=layer.crs, crs_offers=offers,
        findings=layer.findings,
    )  # fmt: skip


def layer_kind(layer: ShapeTable, *, alone: bool) -> str:
    """By the layer's name; a file of a single polygon layer is taken for parcels."""
    name = layer.name.lower()
    for kind, told in LAYER_WORDS.items():
        if any(word in name for word in told):
            return kind if kind in ("parcels", "buildings", "signs") else "features"
    return "parcels" if alone else "features"


def _lines(columns: Sequence[Sequence[str | None]], count: int) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(column[row] or "" for column in columns) for row in range(min(SHOWN, count)))


def _samples(table: SourceTable) -> tuple[tuple[str, str], ...]:
    """Thai text as this encoding reads it, for a person to look at."""
    if not table.encoding:
        return ()
    thai = (cell for column in table.columns for cell in column[:SHOWN] if cell and any("ก" <= c <= "๙" for c in cell))
    return ((table.encoding, next(thai, "")),)
