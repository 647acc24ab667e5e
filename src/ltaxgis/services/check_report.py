"""The map's report of an application as a paper: each rule with what was measured, and a sketch."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.papers.permit_report import CheckReport, CheckRow, Sketch
from ltaxgis.domain.permit_checks.report import CHECKS
from ltaxgis.domain.permit_checks.verdicts import FAIL, NOT_APPLICABLE, SURVEY
from ltaxgis.domain.permit_desk import use_of, work_kinds
from ltaxgis.domain.permit_sketch import Measured, SketchWords, sketch_of
from ltaxgis.domain.permits import Permit, PermitCheck
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_file import CaseFile
from ltaxgis.services.permit_map import site_of
from ltaxgis.services.stationery import Stationery
from ltaxgis.words import Words

SKETCH_MM = (173.0, 130.0)
_ORDER = {code: place for place, code in enumerate(CHECKS)}


def check_report(paper: Stationery, reading: Reading, file: CaseFile) -> CheckReport:
    """The report that is kept with the case. Refused (`permits.no_map_report`) where there is none."""
    permit, checks = _kept(file)
    say = paper.say
    verdicts = [one.verdict for one in checks]
    return CheckReport(
        head=paper.head(file.case.division), title=say("permits.report.title", number=file.case.number),
        made_on=paper.today, language=paper.words.language, heading=say("permits.report.heading"),
        number=file.case.number, facts=tuple(_facts(paper, file, permit)),
        headings=(say("permits.report.rule"), say("permits.report.measured"), say("permits.report.required"),
                  say("permits.report.margin"), say("permits.report.verdict"), say("permits.report.source")),
        rows=tuple(_row(paper.words, one, paper.book.tables.get("permit_checks", {})) for one in checks),
        summary=say("permits.report.summary", failed=verdicts.count(FAIL), survey=verdicts.count(SURVEY),
                    count=len(checks)),
        accuracy=say("permits.report.accuracy", accuracy=f"{permit.accuracy_m:.2f}"),
        sketch_label=say("permits.report.sketch"), sketch=_sketch(paper, reading, permit, checks),
        sketch_missing=say("permits.report.no_sketch"), no_decision=say("permits.report.no_decision"),
        opinion_label=say("permits.report.opinion"), signature=paper.signature(dated=True),
        qr=paper.code(file.case.number), page_of=say("permits.report.page_of", page="{page}", count="{count}"),
    )  # fmt: skip


def why_told(words: Words, check: PermitCheck) -> str:
    """Why a check says what it says, in words; empty where the figures say it all."""
    facts = json.loads(check.facts or "{}")
    why = str(facts.get("why", ""))
    if not why:
        return _plain(words, facts)
    told = {name: _listed(value) for name, value in facts.items()}
    if why == "no_layer":
        told["layer"] = words(f"permits.layer.{facts.get('layer', '')}")
    if why == "zone_against":
        told["against"] = ", ".join(_against(words, one) for one in facts.get("against", ()))
    return " ".join(filter(None, (words(f"permits.why.{why}", **told), _zones(words, facts))))


def lacks_layer(check: PermitCheck) -> bool:
    """Whether the map has no layer from which this check could tell."""
    return bool(json.loads(check.facts or "{}").get("why") == "no_layer")


def _plain(words: Words, facts: Mapping[str, Any]) -> str:
    parts = [words(f"permits.row.{facts['part']}")] if facts.get("part") else []
    parts += [str(facts[name]) for name in ("road", "roads", "water") if facts.get(name)]
    if facts.get("wall"):
        parts.append(words("permits.wall", wall=facts["wall"], length=f"{facts.get('length', 0):.2f}"))
    return " ".join([*parts, *filter(None, [_zones(words, facts)])])


def _zones(words: Words, facts: Mapping[str, Any]) -> str:
    return ", ".join(
        words("permits.zone_share", name=one["name"], share=f"{100 * one['share']:.0f}")
        for one in facts.get("zones", ())
    )


def _against(words: Words, told: str) -> str:
    zone, _, fault = told.rpartition(": ")
    return f"{zone}: {words(f'permits.zone.{fault}')}"


def _listed(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, list):
        return ", ".join(f"{one['name']} {one['area']:.2f}" if isinstance(one, dict) and "area" in one else str(one)
                         for one in value)  # fmt: skip
    return value


def _kept(file: CaseFile) -> tuple[Permit, list[PermitCheck]]:
    permits = [one for one in file.of_desk.get(Permit, ()) if isinstance(one, Permit)]
    checks = [one for one in file.of_desk.get(PermitCheck, ()) if isinstance(one, PermitCheck)]
    if not permits:
        raise Refused("permits.gone")
    if not checks:
        raise Refused("permits.no_map_report")
    return permits[0], sorted(checks, key=lambda one: _ORDER.get(one.check, len(_ORDER)))


def _row(words: Words, check: PermitCheck, rules: Mapping[str, Any]) -> CheckRow:
    rule = rules.get(check.check, {})
    said = words(f"permits.verdict.{check.verdict}")
    why = why_told(words, check)
    unasked = check.verdict == NOT_APPLICABLE
    source = check.source if rule.get("confirmed") else f"{check.source} ({words('case.unconfirmed')})"
    return CheckRow(
        code=check.check, name=words(f"permits.check.{check.check}"),
        measured=figure(words, check.measured, check.unit),
        required=figure(words, check.required, check.unit), margin=figure(words, check.margin, _margin_unit(check)),
        verdict=check.verdict, sign=words(f"permits.sign.{check.verdict}"),
        said=f"{said}: {why}" if why else said,
        rule=source if unasked else str(rule.get(words.language, check.rule)), source="" if unasked else source,
    )  # fmt: skip


def _margin_unit(check: PermitCheck) -> str:
    """What lies within its land is told in square metres, how near its boundary is in metres."""
    return "m" if check.check == "C1" else check.unit


def figure(words: Words, value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return words(f"permits.figure.{unit}", value=f"{value:,.0f}" if unit == "count" else f"{value:,.2f}")


def _facts(paper: Stationery, file: CaseFile, permit: Permit) -> list[tuple[str, str]]:
    language, say = paper.words.language, paper.say
    kinds = work_kinds(paper.book)
    work = kinds[permit.work].name(language) if permit.work in kinds else permit.work
    height = "–" if permit.height is None else figure(paper.words, permit.height / 100, "m")
    area = "–" if permit.area is None else figure(paper.words, permit.area / 100, "m2")
    return [
        (say("permits.report.work"), f"{work} · {use_of(paper.book, permit.use).name(language)}"),
        (say("permits.report.size"), say("permits.report.size_told", storeys=permit.storeys, height=height, area=area)),
        (say("permits.report.parcels"), ", ".join(parcel.code for parcel in file.parcels) or "–"),
    ]


def _sketch(paper: Stationery, reading: Reading, permit: Permit, checks: Sequence[PermitCheck]) -> Sketch | None:
    if permit.footprint is None:
        return None
    words = paper.words
    measured = [Measured(one.check, one.sketch, figure(words, _length(one), "m")) for one in checks if _drawn(one)]
    texts = SketchWords(
        north=words("permits.sketch.north"), scale=words("permits.sketch.scale", scale="{scale}"),
        metres=words("permits.figure.m", value="{length}"),
        road=words("permits.sketch.road", name="{name}", width="{width}"), building=words("permits.sketch.building"),
    )  # fmt: skip
    return sketch_of(site_of(reading, paper.book, permit), measured, texts, *SKETCH_MM)


def _drawn(check: PermitCheck) -> bool:
    """Open space would hide all else, and the way to a boundary that is kept says nothing."""
    return check.sketch is not None and check.check not in ("C8",) and (check.check != "C1" or check.verdict != "pass")


def _length(check: PermitCheck) -> float:
    return 0.0 if check.sketch is None else float(check.sketch.length)
