"""The map files of an import: read, brought into the project's CRS, checked; beside the reading of the register."""

import json
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.merging import unique_keys
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.ports.readers import ShapeChoice, ShapeReader, ShapeTable
from ltaxgis.ports.stores import MakeReady, Source
from ltaxgis.services.check_parcels import check_parcels
from ltaxgis.services.import_parcels import Prepared, ShapePlan, prepare_features, prepare_parcels
from ltaxgis.services.join_apart import Arriving, JoinedApart, join_apart
from ltaxgis.services.plan_import import Knowledge, TablePlan, plan_layer
from ltaxgis.services.progress import Progress, Step, telling
from ltaxgis.services.sources import source_of
from ltaxgis.services.store_rows import births


@dataclass(frozen=True, slots=True)
class MapFile:
    """A map file. `layer` is `parcels` or the name of another layer of the map; `plan` None: by profile or guess when
    it has been read. `columns` (our field to heading) overrides."""

    path: Path
    layer: str = "parcels"
    plan: TablePlan | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    crs: str = ""
    datum_shift: str = ""
    choice: ShapeChoice = field(default_factory=ShapeChoice)


@dataclass(frozen=True, slots=True)
class Ready:
    """A layer whose rows, of a kind that the project knows none of, stand in a file from which they are taken."""

    kind: type[Record]
    source: Source
    count: int
    path: Path
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with the shapes of the parcels, and how long it took to find out."""

    findings: list[Finding]
    seconds: float


@dataclass(frozen=True, slots=True)
class Waits:
    """No answer: the work goes on when it is told something (`heard = yield Waits()`)."""


class Answers(Protocol):
    """Answers as they come; closing them ends the work."""

    def __iter__(self) -> Iterator[Any]: ...

    def __next__(self) -> Any: ...

    def tell(self, thing: Any) -> None:
        """The work hears it where it waits for it."""
        ...

    def close(self) -> None: ...


Work = Callable[..., Generator[Any, Any, None]]


class Beside(Protocol):
    """Goes through `work(progress, *args)` while its caller does something else; its answers come in their order,
    and what it raises is raised where the next answer is asked for."""

    def __call__(self, progress: Progress, work: Work, *args: object) -> Answers: ...


def at_once(progress: Progress, work: Work, *args: object) -> Answers:
    """`Beside` without another process: each answer is made when it is asked for."""
    return _AtOnce(work(progress, *args))


class _AtOnce:
    def __init__(self, going: Generator[Any, Any, None]) -> None:
        self._going = going
        self._told: Any = None

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        answer = next(self._going)
        while isinstance(answer, Waits):
            answer = self._going.send(self._told)
        return answer

    def tell(self, thing: Any) -> None:
        self._told = thing

    def close(self) -> None:
        self._going.close()


def read_layers(
    progress: Progress,
    maps: Sequence[MapFile],
    read: ShapeReader,
    knowledge: Knowledge,
    settings: ProjectSettings,
    make_ready: MakeReady | None = None,
) -> Generator[Prepared | Ready | JoinedApart | Checked | Waits, Arriving | None, None]:
    """Each layer to be stored, in the order of the files; then the join, where it was told what with; then what is
    wrong with the parcels of each. `make_ready` takes the parcels where one file has them all."""
    parcels = []
    arriving: Arriving | None = None
    alone = [file.layer for file in maps].count("parcels") == 1
    for file in maps:
        layer = _prepared(file, _read_map(file, read, progress), settings, knowledge)
        if file.layer == "parcels":
            parcels.append(layer)
        if make_ready and alone and file.layer == "parcels":
            ready, arriving = _ready(layer, make_ready)
            yield ready
        else:
            yield layer
    if make_ready and arriving and (rows := (yield Waits())):
        yield join_apart(rows, arriving, settings, make_ready)
    for layer in parcels:
        start = time.perf_counter()
        codes = [str(code) for code in layer.rows.columns.get("code", [""] * len(layer.rows))]
        found = check_parcels(layer.shapes, codes, layer.places.__getitem__, progress)
        yield Checked(found, time.perf_counter() - start)


def _ready(layer: Prepared, make_ready: MakeReady) -> tuple[Ready, Arriving]:
    rows = layer.rows
    columns, said = births(rows, unique_keys(rows.keys), {})
    ready = Ready(rows.kind, rows.source, len(rows), make_ready(rows.kind, columns, said), layer.findings)
    return ready, Arriving(columns, rows.lines, [rows.source] * len(rows))


def _read_map(file: MapFile, read: ShapeReader, progress: Progress) -> ShapeTable:
    kinds = "polygons" if file.layer == "parcels" else "any"
    progress(Step("step.read"))
    tables = read(file.path, replace(file.choice, kinds=kinds, told=telling(progress, "step.read")))
    if not tables:
        raise Refused("file.table_missing", name=file.path.name, table=file.choice.layer or "")
    return tables[0]


def _prepared(file: MapFile, table: ShapeTable, settings: ProjectSettings, knowledge: Knowledge) -> Prepared:
    plan = file.plan or plan_layer(table, knowledge, file.columns)
    told = {"crs": file.crs or table.crs, "datum_shift": file.datum_shift or settings.datum_shift}
    source = replace(source_of(file.path, file.layer, table.name, plan.profile), choice=json.dumps(told))
    shapes = ShapePlan(table, source, plan.mapping, file.crs, file.datum_shift)
    if file.layer == "parcels":
        return prepare_parcels(shapes, settings, knowledge.lists)
    return prepare_features(shapes, file.layer, settings)
