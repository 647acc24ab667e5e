"""`ltaxgis demo`: the whole main job on the sample municipality, with one command."""

from argparse import Namespace
from pathlib import Path

from ltaxgis.app.child import in_child
from ltaxgis.cli.console import Console
from ltaxgis.cli.screen import has_screen
from ltaxgis.domain.sheets import Paper
from ltaxgis.ports.resources import SAMPLE_NAME, find_resources

MAP, SHEET = "แผนที่ภาษี.png", "แผ่นที่ 1.pdf"


def demo(options: Namespace, console: Console) -> int:
    """0 when it made all it should: the findings of the sample are planted."""
    folder: Path = options.dir or Path.home() / "LTaxGIS" / SAMPLE_NAME
    project = folder / f"{SAMPLE_NAME}.ltax"
    figures = None
    if not project.exists():
        from ltaxgis.app.sample import sample_job

        report = in_child(sample_job, (project, console.words.language), console.progress)
        figures = report.ledger.as_json()
        console.say_join(report.ledger.join)
        console.findings(report.ledger.findings.items())
    if not ((folder / MAP).exists() and (folder / SHEET).exists()):
        _papers(project, folder, console)
    for code, name in (
        ("cli.demo.project", project),
        ("cli.demo.map", folder / MAP),
        ("cli.demo.sheet", folder / SHEET),
    ):
        console.say(code, path=name)
    console.answer({"project": str(project), "map": str(folder / MAP), "sheet": str(folder / SHEET), "import": figures})
    if options.no_window:
        return 0
    if not has_screen():
        console.say("cli.demo.no_screen")
        return 0
    from ltaxgis.app.window import open_window

    console.end_progress()
    return open_window(str(project), console.words.language)


def _papers(project: Path, folder: Path, console: Console) -> None:
    from ltaxgis.app.person import who_runs
    from ltaxgis.app.pictures import DrawWish, draw
    from ltaxgis.app.printing import printed
    from ltaxgis.cli.pictures import write_pages
    from ltaxgis.services.print_map import MapOrder

    resources = find_resources()
    draw(project, DrawWish(folder / MAP, "land-use", (1920, 1080), None, True, 1), resources)
    order = MapOrder(who_runs(), block="01A", paper=Paper.A3)
    write_pages(folder / SHEET, printed(project, order, console.words, resources, console.progress).pdf)
