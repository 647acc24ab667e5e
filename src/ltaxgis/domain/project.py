"""What a project says about itself."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """`crs` is an EPSG code of a projected system in metres. `codes` is `ltax` or `free`. `datum_shift` names the
    set used for Indian 1975 sources (`docs` list them). Tolerances: the larger of the part and the square wa
    (`area_wa`, hundredths) between deed and drawn area; `area_confirmed` stays False until the office says so. `uid` is
    the project's own, the same in all its copies, and given when it is made."""

    name: str
    crs: int
    codes: str = "ltax"
    datum_shift: str = "206,837,295"
    join_key: str = "code"
    area_part: float = 0.05
    area_wa: int = 200
    area_confirmed: bool = False
    language: str = "th"
    amphoe: str = ""
    province: str = ""
    disclaimer: str = ""
    signers: tuple[str, ...] = ()
    map_source: str = ""
    uid: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it: the journal's *who*."""

    name: str
    position: str = ""
    roles: tuple[str, ...] = ("administrator",)
