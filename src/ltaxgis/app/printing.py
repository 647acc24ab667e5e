"""The map of a project on paper: one composition for the window's worker and the command line."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ltaxgis.app.knowledge import shipped_office
from ltaxgis.app.map_layers import case_tables
from ltaxgis.app.opening import opened
from ltaxgis.app.own_templates import templates_of
from ltaxgis.app.pictures import check_theme, drawing_room
from ltaxgis.domain.cases import local_day
from ltaxgis.domain.petition_book import petition_book
from ltaxgis.domain.petition_desk import PETITIONS
from ltaxgis.formats.papers import TypstPapers
from ltaxgis.ports.resources import Resources, find_resources
from ltaxgis.ports.stores import LayerShapes, Reading
from ltaxgis.render.map_pages import paint_layer
from ltaxgis.render.picture import MapDrawing
from ltaxgis.render.sheet_source import SheetSource
from ltaxgis.render.styles import load_styles
from ltaxgis.services.case_layers import case_layers
from ltaxgis.services.map_layers import map_layers
from ltaxgis.services.office_book import book_of
from ltaxgis.services.print_map import MapOrder, Printed, print_map
from ltaxgis.services.print_sheets import PrintDesk
from ltaxgis.services.progress import Progress, Step
from ltaxgis.services.sheet_sources import data_facts
from ltaxgis.words import Words, load_words


def print_job(progress: Progress, path: Path, order: MapOrder, language: str) -> Printed:
    """The pages of an order on the project at `path`; what a worker process is asked to do."""
    resources = find_resources()
    return printed(path, order, load_words(resources.words, language), resources, progress)


def printed(path: Path, order: MapOrder, words: Words, resources: Resources, progress: Progress) -> Printed:
    """As above, in this process."""
    room = drawing_room(resources)
    styles = load_styles(resources.styles)
    check_theme(styles, order.choice.theme)
    progress(Step("sheet.step.read"))
    with opened(path) as project:
        layers, settings = map_layers(project.reading, project.settings), project.settings
        with project.reading() as reading:
            facts = data_facts(reading)
            cases = _cases(reading, resources)
        source = SheetSource(MapDrawing(styles, [*layers, *cases]), order.choice, words)
        with templates_of(project, resources) as own:
            order = replace(order, shift=facts.shift, facts=facts, emblem=own.emblem)
            desk = PrintDesk(paint_layer, TypstPapers(own.folder, resources.fonts), words)
            pages = print_map(order, layers, settings, source, desk, progress)
    del room
    return pages


def _cases(reading: Reading, resources: Resources) -> list[LayerShapes]:
    """The cases that may stand on a map that leaves the office, as they are today."""
    book = petition_book(book_of(reading, shipped_office(resources)))

    def may_stand(desk: str, kind: str, category: str) -> bool:
        return desk != PETITIONS.name or book.on_map(kind, category)

    return case_layers(reading, case_tables(), local_day(datetime.now(UTC)), may_stand)
