"""A licence of building control, and the fingerprint by which a copy is known."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import ClassVar

from ltaxgis.domain.papers.letter import Part
from ltaxgis.domain.papers.paper import Fact, Paper, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence(Paper):
    """`copy` is set on a replacement (`ใบแทน`). `qr` names the number and the fingerprint; `check` is the sentence
    that tells how to compare them."""

    template: ClassVar[str] = "licence.typ"

    heading: tuple[str, ...]
    copy: str = ""
    number: str
    grant: str
    holder: tuple[Fact, ...]
    work_label: str
    work: tuple[Fact, ...]
    conditions_label: str
    conditions: tuple[str, ...]
    validity: tuple[Fact, ...]
    given: str
    signature: Signature
    qr: str = ""
    fingerprint: str = ""
    check: str = ""
    notes: tuple[Part, ...] = ()
    page_mark: str = "- {page} -"


def sealed(licence: Licence, check: str, code: str) -> Licence:
    """The licence with its code: what names its number (`code`), and the fingerprint. `check` is filled with
    {fingerprint}."""
    mark = fingerprint(licence)
    return replace(licence, qr=f"{code};{mark}", fingerprint=mark, check=check.replace("{fingerprint}", mark))


def fingerprint(licence: Licence) -> str:
    """SHA-256 of what it says, 64 signs; the code and the pictures of the head count for nothing."""
    head = replace(licence.head, emblem="", garuda="", emblem_missing="", garuda_missing="")
    bare = replace(licence, qr="", fingerprint="", check="", head=head)
    text = json.dumps(asdict(bare), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
