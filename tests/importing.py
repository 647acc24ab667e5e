"""Importing in a line, with the ledger's sums held each time."""

from collections.abc import Sequence
from pathlib import Path

from ltaxgis.app.readers import readers
from ltaxgis.domain.merging import OnConflict
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.import_files import ImportReport, ImportRequest, RegisterFile, import_files
from ltaxgis.services.import_layers import MapFile
from ltaxgis.services.progress import silent
from ltaxgis.services.store_rows import Updating
from ltaxgis.storage.project import SqlProject
from tests.builders import CLERK


def bring(
    project: SqlProject,
    registers: Sequence[Path | RegisterFile] = (),
    parcels: Path | MapFile | None = None,
    *,
    on_conflict: OnConflict = OnConflict.STOP,
    retire_gone: bool = False,
    key: str = "",
    dry_run: bool = False,
) -> ImportReport:
    """The files are in the project; every sum of the ledger holds."""
    files = tuple(file if isinstance(file, RegisterFile) else RegisterFile(file) for file in registers)
    layers = () if parcels is None else (parcels if isinstance(parcels, MapFile) else MapFile(parcels),)
    request = ImportRequest(files, layers, key, Updating(on_conflict, retire_gone), dry_run)
    report = import_files(project, CLERK, request, readers(find_resources()), silent)
    if not dry_run:
        with project.reading() as reading:
            assert report.ledger.faults(reading.count(LandRow), reading.count(Parcel)) == []
    return report
