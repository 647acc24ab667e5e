"""A small real project with petitions under the window, on one morning."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.render.map_scene import parcels, styles
from tests.ui.real_town import open_town, parcel_of, real_office, real_town
from tests.ui.stage import open_window

from ltaxgis.app.window_cases import WindowCases
from ltaxgis.app.window_services import WindowServices
from ltaxgis.domain.cases import StepTold
from ltaxgis.domain.desks import PersonDraft, Received
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.petitions import PetitionDraft
from ltaxgis.ports.resources import Resources
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.services.petitions import receive_petition, step_petition
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.map.desk import MapDesk
from ltaxgis.ui.map.painter import DirectPainter

MORNING = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)
"""Monday, ten o'clock in Bangkok."""
NUMBER, PHONE = "1000000000009", "0891234567"


class MorningCases(WindowCases):
    """Time stands still."""

    def now(self) -> datetime:
        return MORNING


class MorningServices(WindowServices):
    def __init__(self, resources: Resources) -> None:
        super().__init__(resources)
        self.cases = MorningCases(lambda: self.office_texts)


def case_window(resources: Resources, folder: Path) -> MainWindow:
    office = real_office(resources)
    office.services = MorningServices(resources)
    window = open_window(office, "")
    window.open_path(real_town(folder, office))
    return window


def mapped_window(resources: Resources, folder: Path, *layers: LayerShapes) -> MainWindow:
    """The same with its land and these layers painted on the map, on the smallest screen."""
    office = real_office(resources)
    office.services = MorningServices(resources)

    def load() -> list[LayerShapes]:
        with open_town(office).reading() as reading:
            land = reading.get(Parcel, reading.columns(Parcel, ["code"]).uids)
        shapes = parcels([one.shape for one in land]).shapes
        return [LayerShapes("parcels", [one.uid for one in land], shapes, {}), *layers]

    office.make_map = lambda its: MapDesk(its, styles(), lambda _project: load, DirectPainter)
    window = open_window(office, "")
    window.open_path(real_town(folder, office))
    window.resize(1366, 768)
    window.show()
    return window


def petition(
    window: MainWindow, text: str = "ไฟทางดับหน้าบ้าน", days_ago: float = 0, category: str = "light", **more: object
) -> Received:
    """A petition of นายสมชาย ใจดี that came some days ago."""
    office = window.office
    project = open_town(office)
    assert office.actor is not None
    at = MORNING - timedelta(days=days_ago)
    owner = Owner(uid=new_uid(), prefix="นาย", first_name="สมชาย", last_name="ใจดี")
    person = PersonDraft("petitioner", owner=owner, number=NUMBER, phone=PHONE)
    parcel = parcel_of(project, "01A001")
    told = {"kind": "service", "category": category, "text": text, "person": person, "parcel": parcel.uid}
    draft = PetitionDraft(**{"with_pin": False, **told, **more})  # type: ignore[arg-type]
    return receive_petition(project, office.actor, office.services.cases.book(project), draft, at)


def step(window: MainWindow, received: Received, event: str, told: StepTold = StepTold()) -> None:  # noqa: B008
    office = window.office
    project = open_town(office)
    assert office.actor is not None
    book = office.services.cases.book(project)
    step_petition(project, office.actor, book, received.case.uid, event, told, MORNING)
