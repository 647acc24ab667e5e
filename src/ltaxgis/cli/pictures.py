"""`ltaxgis draw` and `ltaxgis sheets`: the map as a picture and on paper."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from ltaxgis.app.person import who_runs
from ltaxgis.app.pictures import DrawWish, draw
from ltaxgis.cli.console import Console
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.sheets import Extent, Paper
from ltaxgis.domain.styles import MapChoice
from ltaxgis.ports.resources import find_resources


def draw_command(options: Namespace, console: Console) -> int:
    size = tuple(_numbers(options.size, "x", 2))
    wish = DrawWish(options.out, options.theme, (int(size[0]), int(size[1])), _box(options.bbox), options.labels,
                    options.repeat)  # fmt: skip
    told = draw(options.project, wish, find_resources())
    console.say("cli.draw.done", path=options.out, parcels=told["parcels_drawn"], labels=told["labels_drawn"])
    console.answer(told)
    return 0


def sheets_command(options: Namespace, console: Console) -> int:
    from ltaxgis.app.printing import printed
    from ltaxgis.services.print_map import MapOrder

    order = MapOrder(
        who_runs(), MapChoice(theme=options.theme), _box(options.bbox), options.block or "", scale=options.scale,
        paper=Paper(options.paper),
    )  # fmt: skip
    pages = printed(options.project, order, console.words, find_resources(), console.progress)
    write_pages(options.out, pages.pdf)
    console.say("cli.sheets.done", path=options.out, count=pages.sheets)
    console.answer({"file": str(options.out), "sheets": pages.sheets})
    return 0


def write_pages(path: Path, pdf: bytes) -> None:
    """The PDF stands at `path`. Raises `Refused("file.cannot_write")`."""
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise Refused("file.cannot_write", name=path.name, why=error.strerror or "") from error


def _box(text: str | None) -> Extent | None:
    if text is None:
        return None
    west, south, east, north = _numbers(text, ",", 4)
    if west >= east or south >= north:
        raise Refused("cli.numbers", text=text, example="500000,2000000,501000,2001000")
    return west, south, east, north


def _numbers(text: str, between: str, count: int) -> list[float]:
    example = "1920x1080" if between == "x" else "500000,2000000,501000,2001000"
    try:
        numbers = [float(part) for part in text.lower().split(between)]
    except ValueError:
        numbers = []
    if len(numbers) != count or (between == "x" and not all(1 <= number <= 20_000 for number in numbers)):
        raise Refused("cli.numbers", text=text, example=example)
    return numbers


PICTURES: Mapping[str, Callable[[Namespace, Console], int]] = {"draw": draw_command, "sheets": sheets_command}
