"""A town's emblem: kept by who may, only if papers can show it."""

import pytest
from tests.builders import CLERK
from tests.services.excel_office import Office

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor
from ltaxgis.services.own_templates import EMBLEM, keep_emblem, picture_ending

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.mark.parametrize(
    ("content", "ending"),
    [(PNG, ".png"), (b"\xff\xd8\xff\xe0", ".jpg"), (b'<?xml version="1.0"?><svg/>', ".svg"), (b"GIF89a", ""),
     (b"", "")],
)  # fmt: skip
def test_a_picture_is_known_by_its_contents(content: bytes, ending: str) -> None:
    assert picture_ending(content) == ending


def test_an_emblem_is_kept_and_taken_away_again(office: Office) -> None:
    keep_emblem(office.project, CLERK, PNG, "ตรา.png")
    with office.project.reading() as reading:
        assert reading.own_file(EMBLEM) == PNG
    keep_emblem(office.project, CLERK, b"", "")
    with office.project.reading() as reading:
        assert reading.own_file(EMBLEM) == b""


@pytest.mark.parametrize(
    ("content", "actor", "code"),
    [(b"GIF89a", CLERK, "emblem.unknown_kind"), (PNG + b"\0" * (5 << 20), CLERK, "emblem.too_large"),
     (PNG, Actor("ผู้ดู", roles=("viewer",)), "role.may_not")],
)  # fmt: skip
def test_what_cannot_be_shown_and_who_may_not_are_refused(
    office: Office, content: bytes, actor: Actor, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        keep_emblem(office.project, actor, content, "ตรา.gif")
    with office.project.reading() as reading:
        assert reading.own_file(EMBLEM) is None
