"""Profiles: which headings of a known layout mean which of our fields, and what makes its rows the same from month
to month. A profile is data: a text in TOML, of the program or of the project.
"""

import json
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.fields import FIELDS, KINDS
from ltaxgis.domain.thai.text import squash

MATCH_FROM = 0.6  # the share of a table's headings that must be known before a profile is taken
NAME_BONUS = 0.15
DBF_NAME = 10  # a .dbf cuts the names of its columns at ten characters


@dataclass(frozen=True)
class TableProfile:
    """One table of a layout. `names` are patterns of its name (`*ที่ดิน`), `columns` heading to source field, empty
    for a heading that is known and only kept; `key` the fields that make two rows the same."""

    kind: str
    columns: Mapping[str, str]
    names: tuple[str, ...] = ()
    key: tuple[str, ...] = ()

    @cached_property
    def known(self) -> Mapping[str, str]:
        """Squashed heading to field."""
        return {squash(header): name for header, name in self.columns.items()}

    @cached_property
    def _cut(self) -> Mapping[str, str]:
        return {header.casefold()[:DBF_NAME]: name for header, name in self.columns.items() if len(header) > DBF_NAME}

    def field_of(self, header: str) -> str | None:
        """The field of a heading, empty where it is only kept, None where it is unknown."""
        found = self.known.get(squash(header))
        return self._cut.get(header.casefold()) if found is None and len(header) == DBF_NAME else found

    def mapping(self, headers: Sequence[str]) -> dict[int, str]:
        """Column to field; of two columns for one field the first counts."""
        made: dict[int, str] = {}
        for index, header in enumerate(headers):
            name = self.field_of(header)
            if name and name not in made.values():
                made[index] = name
        return made

    def is_named(self, name: str) -> bool:
        return any(fnmatchcase(name.casefold(), pattern.casefold()) for pattern in self.names)


@dataclass(frozen=True, slots=True)
class Profile:
    """A layout. `system` names whose code numbers count; `encodings` are tried first; `only_words` is no layout, but
    words for guessing."""

    name: str
    tables: tuple[TableProfile, ...]
    title_th: str = ""
    title_en: str = ""
    system: str = ""
    codes: str = ""
    encodings: tuple[str, ...] = ()
    only_words: bool = False

    def title(self, language: str = "th") -> str:
        return (self.title_th if language == "th" else self.title_en) or self.name


@dataclass(frozen=True, slots=True)
class ProfileMatch:
    """A table recognised: column to field, the share of its headings that are known, the columns that are not."""

    profile: Profile
    table: TableProfile
    mapping: dict[int, str]
    score: float
    unknown: tuple[int, ...] = field(default=())


def match_profile(
    headers: Sequence[str], profiles: Iterable[Profile], name: str = "", kinds: Collection[str] = KINDS
) -> ProfileMatch | None:
    """The profile and table of one of the kinds that know most of the headings; a table's name tips the scales.
    None where no profile knows enough of them."""
    matches = [
        _match(headers, profile, table, name)
        for profile in profiles
        if not profile.only_words
        for table in profile.tables
        if table.kind in kinds
    ]
    taken = [match for match in matches if match.mapping and match.score >= MATCH_FROM]
    return max(taken, key=lambda match: _rank(match, name), default=None)


def _match(headers: Sequence[str], profile: Profile, table: TableProfile, name: str) -> ProfileMatch:
    unknown = tuple(index for index, header in enumerate(headers) if header and table.field_of(header) is None)
    named = sum(1 for header in headers if header)
    return ProfileMatch(profile, table, table.mapping(headers), 1 - len(unknown) / named if named else 0.0, unknown)


def _rank(match: ProfileMatch, name: str) -> tuple[float, float]:
    """Known headings first; then how much of the profile's table is there, for tables that contain one another."""
    fields = {field_name for field_name in match.table.columns.values() if field_name}
    bonus = NAME_BONUS if name and match.table.is_named(name) else 0.0
    return match.score + bonus, len(match.mapping) / len(fields)


def parse_profile(text: str) -> Profile:
    """A profile from its TOML. Refused: `profile.unreadable`, `profile.field_unknown`."""
    try:
        data = tomllib.loads(text)
        tables = tuple(_table(entry) for entry in data["table"])
        texts = {key: str(data.get(key, "")) for key in ("title_th", "title_en", "system", "codes")}
        only_words = bool(data.get("only_words", False))
        made = Profile(data["name"], tables, **texts, encodings=tuple(data.get("encodings", ())), only_words=only_words)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise Refused("profile.unreadable", reason=str(error)) from error
    return made


def _table(entry: Mapping[str, Any]) -> TableProfile:
    kind = entry["kind"]
    known = FIELDS.get(kind, {})
    for name in (*entry["columns"].values(), *entry.get("key", ())):
        if name and name not in known:
            raise Refused("profile.field_unknown", name=name, kind=kind)
    return TableProfile(kind, dict(entry["columns"]), tuple(entry.get("names", ())), tuple(entry.get("key", ())))


def profile_of(
    name: str, kind: str, headers: Sequence[str], mapping: Mapping[int, str], *, system: str = "", codes: str = "",
    key: tuple[str, ...] = (),
) -> Profile:  # fmt: skip
    """A profile of one table as a person has set it out, to be saved under a name; what was left without a field is
    known from now on, and kept."""
    columns = {header: mapping.get(index, "") for index, header in enumerate(headers) if header}
    return Profile(name, (TableProfile(kind, columns, key=key),), title_th=name, system=system, codes=codes)


def profile_to_toml(profile: Profile) -> str:
    """The profile as a text that `parse_profile` reads back as the same profile."""
    lines = [f"name = {_quoted(profile.name)}"]
    texts = {key: getattr(profile, key) for key in ("title_th", "title_en", "system", "codes")}
    lines += [f"{key} = {_quoted(value)}" for key, value in texts.items() if value]
    if profile.encodings:
        lines.append(f"encodings = {_list(profile.encodings)}")
    if profile.only_words:
        lines.append("only_words = true")
    for table in profile.tables:
        lines += ["", "[[table]]", f"kind = {_quoted(table.kind)}"]
        lines += [f"{key} = {_list(getattr(table, key))}" for key in ("names", "key") if getattr(table, key)]
        lines += ["[table.columns]", *(f"{_quoted(name)} = {_quoted(value)}" for name, value in table.columns.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's escapes are a part of TOML's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"
