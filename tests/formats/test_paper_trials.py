"""A template is tried before it is used: what is wrong with it is one sentence, and papers stay as they were."""

from pathlib import Path

import pytest
from tests.paper_samples import every_paper

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.paper_trials import kinds_of_papers, templates_of_papers, try_picture, try_template
from ltaxgis.ports.resources import find_resources

RESOURCES = find_resources()


def tried(name: str, content: bytes) -> None:
    try_template(RESOURCES.templates, RESOURCES.fonts, name, content)


def test_every_kind_of_paper_can_be_tried_and_the_programs_own_templates_pass() -> None:
    kinds = {kind.template for kind in kinds_of_papers()}
    assert {paper.template for paper in every_paper(long=False).values()} <= kinds
    assert {"paper_parts.typ", "official_parts.typ"} <= set(templates_of_papers(RESOURCES.templates)) - kinds
    parts = (RESOURCES.templates / "paper_parts.typ").read_bytes()
    tried("paper_parts.typ", parts)  # which all templates take parts from


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("l.subject", "l.subjekt", "template.field", "subjekt"),
        ("data.papers", "data.papers", "", ""),
        ("l.addressee", "(", "paper.template", "letter.typ"),
        ('#import "official_parts.typ": *', '#import "@preview/tablex:0.0.8": *', "template.elsewhere", "letter.typ"),
        ('#import "official_parts.typ": *', '#import "../../../etc/passwd": *', "paper.template", "letter.typ"),
    ],
)
def test_what_no_paper_has_is_named(old: str, new: str, code: str, said: str) -> None:
    text = (RESOURCES.templates / "letter.typ").read_text(encoding="utf-8").replace(old, new)
    if not code:
        tried("letter.typ", text.encode())
        return
    with pytest.raises(Refused) as refused:
        tried("letter.typ", text.encode())
    assert refused.value.code == code
    assert said in str(refused.value.facts)


def test_what_is_no_text_is_no_template() -> None:
    with pytest.raises(Refused, match=r"template\.text"):
        tried("letter.typ", b"\xff\xfe\x00PK")


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"\xff\xd8\xff\xe0", b"<svg><g></svg>", b""])
def test_a_picture_that_is_none_is_refused(content: bytes, tmp_path: Path) -> None:
    ending = ".png" if content.startswith(b"\x89") else ".svg" if content.startswith(b"<") else ".jpg"
    with pytest.raises(Refused, match=r"emblem\.damaged"):
        try_picture(RESOURCES.fonts, "ภาพ", ending, content)
