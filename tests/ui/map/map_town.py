"""Layers that a worker process can load: functions at the top of a module."""

import os

from tests.render.map_scene import grid_town

from ltaxgis.domain.errors import Refused
from ltaxgis.ports.stores import LayerShapes


def load_town() -> list[LayerShapes]:
    return [grid_town(60)]


def load_nothing() -> list[LayerShapes]:
    raise Refused("file.missing", name="ตัวอย่าง.ltax")


def die() -> list[LayerShapes]:
    os._exit(3)
