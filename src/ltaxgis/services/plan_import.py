"""What the tables and layers of chosen files are taken for: by a profile that knows them, else by a guess."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.columns import ColumnGuess, Vocabulary, guess_columns
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.fields import FIELDS, KINDS
from ltaxgis.domain.profiles import Profile, ProfileMatch, TableProfile, match_profile
from ltaxgis.domain.tables import SourceTable
from ltaxgis.ports.readers import ShapeTable

OWN_FROM = 0.9
REGISTER_KINDS = tuple(kind for kind in KINDS if kind != "parcel")


@dataclass(frozen=True, slots=True)
class TablePlan:
    """What one table is: its kind of record and what its columns mean (column index to source field).

    `key` makes two rows the same from month to month; `scores` say how sure each column is, `unknown` columns are
    kept with their rows; `codes` is the pattern its codes follow.
    """

    table: str
    kind: str
    mapping: Mapping[int, str]
    key: tuple[str, ...] = ()
    system: str = ""
    profile: str = ""
    codes: str = ""
    guesses: Mapping[int, ColumnGuess] = field(default_factory=dict)


@dataclass(frozen=True)
class Knowledge:
    """Profiles, their words and the code lists: what plans are made from."""

    profiles: tuple[Profile, ...]
    lists: CodeLists
    vocabulary: Vocabulary
    own: frozenset[str] = frozenset()
    """Names of the project's own profiles: where one of them knows a table, no other is asked."""

    def match(
        self, headers: Sequence[str], profiles: Sequence[Profile], name: str, kinds: Sequence[str]
    ) -> ProfileMatch | None:
        own = [profile for profile in profiles if profile.name in self.own]
        match = match_profile(headers, own, name, kinds)
        if match is not None and match.score >= OWN_FROM:
            return match
        return match_profile(headers, profiles, name, kinds)


def knowledge_of(profiles: Iterable[Profile], lists: CodeLists, own: Iterable[Profile] = ()) -> Knowledge:
    """The project's own profiles win over those of the program, `profiles`."""
    ours = tuple(own)
    known = (*ours, *profiles)
    return Knowledge(known, lists, Vocabulary(known), frozenset(profile.name for profile in ours))


def plan_table(
    table: SourceTable, knowledge: Knowledge, profile: str = "", columns: Mapping[str, str] | None = None
) -> TablePlan | None:
    """The plan of a register table, None where it is nothing of ours. `profile` restricts to one, `columns` (our
    field to heading) overrides. Raises `Refused` for a profile, field or heading that does not exist."""
    profiles = _chosen(knowledge, profile)
    match = knowledge.match(table.headers, profiles, table.name, REGISTER_KINDS)
    if match is not None:
        plan = TablePlan(
            table.name, match.table.kind, match.mapping, match.table.key, match.profile.system, match.profile.name,
            match.profile.codes,
        )  # fmt: skip
    elif not len(table) or profile:
        return None
    else:
        guessed = _guessed(table, knowledge)
        if guessed is None:
            return None
        plan = guessed
    return _corrected(plan, table.headers, columns or {})


def plan_layer(layer: ShapeTable, knowledge: Knowledge, columns: Mapping[str, str] | None = None) -> TablePlan:
    """The plan of a parcel layer's attributes; a layer without any gives an empty one."""
    match = knowledge.match(layer.headers, knowledge.profiles, layer.name, ("parcel",))
    attributes = SourceTable(layer.source, layer.name, layer.headers, layer.columns, layer.numbers)
    if match is not None:
        plan = TablePlan(layer.name, "parcel", match.mapping, profile=match.profile.name, codes=match.profile.codes)
    else:
        guess = guess_columns(attributes, knowledge.vocabulary, knowledge.lists, ("parcel",))
        plan = TablePlan(
            layer.name, "parcel", guess.mapping, codes=guess.codes, guesses={c.index: c for c in guess.columns}
        )
    return _corrected(plan, layer.headers, columns or {})


def _chosen(knowledge: Knowledge, name: str) -> Sequence[Profile]:
    if not name:
        return knowledge.profiles
    chosen = [profile for profile in knowledge.profiles if profile.name == name]
    if not chosen:
        raise Refused("profile.missing", name=name, names=", ".join(profile.name for profile in knowledge.profiles))
    return chosen


def _guessed(table: SourceTable, knowledge: Knowledge) -> TablePlan | None:
    """None where nothing in the table could tell one row from another: a list of codes is no register."""
    guess = guess_columns(table, knowledge.vocabulary, knowledge.lists)
    key = next((p.key for p in _tables_of(knowledge, guess.kind) if set(p.key) <= set(guess.mapping.values())), ())
    key = key or own_key(guess.mapping)
    if not key:
        return None
    guesses = {column.index: column for column in guess.columns}
    return TablePlan(table.name, guess.kind, guess.mapping, key, codes=guess.codes, guesses=guesses)


def _tables_of(knowledge: Knowledge, kind: str) -> Iterable[TableProfile]:
    return (table for profile in knowledge.profiles for table in profile.tables if table.kind == kind and table.key)


def own_key(mapping: Mapping[int, str]) -> tuple[str, ...]:
    """Without a profile: the code and the title make a row the same."""
    return tuple(name for name in ("code", "title_kind", "title_no", "unit_no", "number") if name in mapping.values())


def _corrected(plan: TablePlan, headers: Sequence[str], columns: Mapping[str, str]) -> TablePlan:
    """The plan with a person's own words: field to heading; an empty heading takes the field away."""
    mapping = dict(plan.mapping)
    for name, header in columns.items():
        if name not in FIELDS[plan.kind]:
            raise Refused("register.field_unknown", name=name, kind=plan.kind)
        mapping = {index: field_name for index, field_name in mapping.items() if field_name != name}
        if header:
            if header not in headers:
                raise Refused("register.header_missing", header=header, headers=", ".join(headers))
            mapping[headers.index(header)] = name
    if not columns:
        return plan
    return TablePlan(plan.table, plan.kind, mapping, plan.key, plan.system, plan.profile, plan.codes, plan.guesses)
