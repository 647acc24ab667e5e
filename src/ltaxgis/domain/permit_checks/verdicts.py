"""What a check answers, and how a figure becomes a verdict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

PASS, FAIL, SURVEY, NOT_APPLICABLE = "pass", "fail", "survey", "not_applicable"
_WORST_FIRST = (FAIL, SURVEY, PASS, NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found at one place. `measured` and `required` in `unit` (m, m2, percent, count); `margin` is what
    is over or, negative, wanting; `uncertainty` how far it may be wrong; `facts` what the words need (`why` is a code
    of `permits.why.*`); `sketch` the measured line or area, project CRS."""

    check: str
    verdict: str
    measured: float | None = None
    required: float | None = None
    unit: str = "m"
    margin: float | None = None
    uncertainty: float = 0.0
    facts: Mapping[str, object] = field(default_factory=dict)
    sketch: BaseGeometry | None = None


def verdict_of(margin: float, uncertainty: float) -> str:
    """Survey where the figure is nearer to the rule than it can be known; else by its sign."""
    if abs(margin) < uncertainty:
        return SURVEY
    return PASS if margin >= 0 else FAIL


def at_least(
    check: str, measured: float, required: float, uncertainty: float, *, unit: str = "m",
    facts: Mapping[str, object] | None = None, sketch: BaseGeometry | None = None,
) -> Result:  # fmt: skip
    margin = _rounded(measured - required)
    verdict = verdict_of(margin, uncertainty)
    return Result(check, verdict, measured, required, unit, margin, uncertainty, facts or {}, sketch)


def at_most(
    check: str, measured: float, allowed: float, uncertainty: float, *, unit: str = "m",
    facts: Mapping[str, object] | None = None, sketch: BaseGeometry | None = None,
) -> Result:  # fmt: skip
    margin = _rounded(allowed - measured)
    return Result(
        check, verdict_of(margin, uncertainty), measured, allowed, unit, margin, uncertainty, facts or {}, sketch
    )


def unknown(
    check: str, why: str, *, measured: float | None = None, required: float | None = None, unit: str = "m",
    sketch: BaseGeometry | None = None, **facts: object,
) -> Result:  # fmt: skip
    """What is asked for is not known: somebody has to go and see."""
    return Result(check, SURVEY, measured, required, unit, facts={"why": why, **facts}, sketch=sketch)


def not_about(check: str, why: str, **facts: object) -> Result:
    return Result(check, NOT_APPLICABLE, facts={"why": why, **facts})


def worst(results: Iterable[Result], none: Result) -> Result:
    """The one that weighs most, with the least margin; `none` where there is nothing to judge."""
    found = list(results)
    if not found:
        return none
    return min(found, key=lambda one: (_WORST_FIRST.index(one.verdict), one.margin if one.margin is not None else 0.0))


def _rounded(value: float) -> float:
    """To a tenth of a millimetre: a wall drawn at exactly two metres is not a fault of the computer."""
    return round(value, 4) + 0.0
