"""All rules over a project's register and map, run again."""

import numpy as np

from ltaxgis.domain.findings import Finding
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project
from ltaxgis.services.check_parcels import check_parcels
from ltaxgis.services.check_register import uses_that_differ
from ltaxgis.services.join_register import Places, join_in
from ltaxgis.services.progress import Progress


def check_data(project: Project, actor: Actor, progress: Progress) -> list[Finding]:
    """What is wrong now; kept as the findings of the scopes `check`, `uses` and `join`. What only a file shows (its
    cells, its lines) stays as the import found it."""
    ask_leave(actor, "join.edit")
    with project.reading() as reading:
        parcels = reading.columns(Parcel, ("code", "shape"))
        shapes = np.array(parcels["shape"], dtype=object)
        places = Places(reading, Parcel, parcels)
        findings = check_parcels(shapes, parcels["code"], places.__getitem__, progress)
        uses = uses_that_differ(reading)
    with project.work(actor, "check.run") as work:
        work.keep_findings("check", findings)
        work.keep_findings("uses", uses)
        joined = join_in(work, project.settings)
        work.commit()
    return [*findings, *uses, *joined.findings]
