"""Two pictures for the sample's petitions, drawn: a street as it was found, and as it was left."""

from pathlib import Path

from PIL import Image, ImageDraw

SIZE = (640, 480)


def write_photos(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for name, mended in (("before", False), ("after", True)):
        _street(mended).save(folder / f"{name}.jpg", quality=80)


def _street(mended: bool) -> Image.Image:
    """A road under a lamp: dark and with a hole, or lit and whole."""
    sky, road = ((120, 165, 205), (105, 105, 108)) if mended else ((38, 46, 66), (66, 66, 70))
    picture = Image.new("RGB", SIZE, sky)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 300, 640, 480), fill=(86, 110, 72) if mended else (44, 56, 42))
    draw.polygon([(250, 300), (390, 300), (600, 480), (40, 480)], fill=road)
    for y in (320, 360, 410):
        draw.polygon([(316, y), (324, y), (328, y + 24), (312, y + 24)], fill=(225, 215, 150))
    draw.rectangle((500, 90, 510, 330), fill=(70, 74, 78))
    draw.rectangle((430, 90, 510, 98), fill=(70, 74, 78))
    draw.ellipse((420, 96, 452, 116), fill=(255, 236, 170) if mended else (92, 92, 90))
    if not mended:
        draw.ellipse((230, 395, 330, 430), fill=(28, 26, 26))
    return picture
