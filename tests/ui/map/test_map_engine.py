"""Only what changed is read again: new colours, new shapes, parcels that came and went."""

from collections.abc import Collection
from dataclasses import dataclass, field

from tests.render.map_scene import parcels, square, styles

from ltaxgis.domain.ids import Uid
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.ui.map.engine import FEW, MapEngine


@dataclass
class Town:
    """A project that counts how often it is read whole."""

    now: dict[Uid, tuple[int, str]] = field(
        default_factory=lambda: {Uid(f"parcels-{n}"): (n * 20, "1") for n in range(5)}
    )
    whole: int = 0

    def __call__(self) -> list[LayerShapes]:
        self.whole += 1
        return [self._layer(list(self.now))]

    def changed(self, uids: frozenset[Uid], names: Collection[str] = ()) -> LayerShapes:
        return self._layer([uid for uid in self.now if uid in uids])

    def _layer(self, uids: list[Uid]) -> LayerShapes:
        told = [self.now[uid] for uid in uids]
        made = parcels([square(x, 0, 18) for x, _ in told], land_use=[use for _, use in told])
        return LayerShapes(made.name, uids, made.shapes, made.columns)


def engine(town: Town) -> MapEngine:
    made = MapEngine(town, styles())
    made.load()
    return made


def uses(shown: MapEngine) -> dict[Uid, str]:
    store = shown.drawing.stores["parcels"]
    return dict(zip(store.uids, store.columns["land_use"], strict=True))


def test_another_use_is_known_without_reading_all() -> None:
    town = Town()
    shown = engine(town)
    before = shown.drawing.stores["parcels"]
    town.now[Uid("parcels-2")] = (40, "5")

    shown.load(frozenset({Uid("parcels-2")}))

    assert uses(shown)[Uid("parcels-2")] == "5"
    assert shown.drawing.classified("land-use").numbers.tolist() == [0, 0, 4, 0, 0]
    assert shown.drawing.stores["parcels"] is before
    assert town.whole == 1


def test_parcels_that_moved_came_and_went_are_as_if_all_had_been_read() -> None:
    town = Town()
    shown = engine(town)
    town.now[Uid("parcels-1")] = (300, "2")
    town.now[Uid("new")] = (340, "6")
    del town.now[Uid("parcels-4")]

    shown.load(frozenset({Uid("parcels-1"), Uid("new"), Uid("parcels-4")}))

    store, fresh = shown.drawing.stores["parcels"], engine(town).drawing.stores["parcels"]
    assert uses(shown) == {uid: use for uid, (_, use) in town.now.items()}
    for uid in town.now:
        assert store.shapes[store.number_of[uid]].equals(fresh.shapes[fresh.number_of[uid]])
    assert town.whole == 3


def test_much_that_changed_is_read_whole() -> None:
    town = Town()
    shown = engine(town)

    shown.load(frozenset(Uid(f"uid-{number}") for number in range(FEW + 1)))
    shown.load(None)

    assert town.whole == 3
