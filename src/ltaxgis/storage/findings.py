"""Findings of the last import, join or check, and those a person has accepted."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.engine import Row

from ltaxgis.domain.findings import Finding, Place
from ltaxgis.ports.stores import Accepted
from ltaxgis.storage.schema.columns import Utc
from ltaxgis.storage.schema.tables import Tables


def store_findings(connection: Connection, tables: Tables, scope: str, findings: Iterable[Finding]) -> None:
    """Replaces the findings of a scope; those a person accepted are kept too, but not told."""
    table = tables.findings
    connection.execute(delete(table).where(table.c.scope == scope))
    rows = [_row(scope, finding) for finding in findings]
    if rows:
        connection.execute(insert(table), rows)


def _row(scope: str, finding: Finding) -> dict[str, Any]:
    place, (e, n) = finding.place, finding.at or (None, None)
    return {
        "scope": scope, "code": finding.code, "severity": finding.severity.value, "source": place.source,
        "sheet": place.sheet, "line": place.row, "column": place.column, "field": place.field,
        "subject": place.subject, "value": finding.value, "understood": finding.understood,
        "suggestion": finding.suggestion, "facts": json.dumps(finding.facts, ensure_ascii=False, default=str),
        "e": e, "n": n,
    }  # fmt: skip


def load_findings(
    connection: Connection, tables: Tables, code: str | None, subjects: Collection[str] | None = None
) -> list[Finding]:
    query = select(tables.findings).where(_told(tables)).order_by(tables.findings.c.id)
    if code is not None:
        query = query.where(tables.findings.c.code == code)
    if subjects is not None:
        query = query.where(tables.findings.c.subject.in_(subjects))
    return [_finding(row) for row in connection.execute(query)]


def _finding(row: Row[Any]) -> Finding:
    place = Place(row.source, row.sheet, row.line, row.column, row.field, row.subject)
    facts = tuple((name, value) for name, value in json.loads(row.facts))
    at = None if row.e is None else (row.e, row.n)
    return Finding(row.code, place, row.value, row.understood, row.suggestion, facts, at)


def count_findings(connection: Connection, tables: Tables) -> dict[str, int]:
    code = tables.findings.c.code
    query = select(code, func.count()).where(_told(tables)).group_by(code).order_by(func.count().desc())
    return {row[0]: row[1] for row in connection.execute(query)}


def _told(tables: Tables) -> ColumnElement[bool]:
    """Nobody has mended or accepted it."""
    t, accepted = tables.findings, tables.accepted
    alike = (accepted.c.code == t.c.code, accepted.c.subject == t.c.subject, accepted.c.value == t.c.value)
    return and_(_open(t), ~exists().where(*alike))


def load_accepted(connection: Connection, tables: Tables) -> list[Accepted]:
    """The kinds a person accepted, the newest first."""
    t = tables.accepted
    query = select(t.c.code, t.c.actor, t.c.at).order_by(t.c.at)
    told: dict[str, Accepted] = {}
    for code, actor, at in connection.execute(query):
        before = told.pop(code, None)
        told[code] = Accepted(code, before.count + 1 if before else 1, actor, at)
    return list(reversed(told.values()))


def accept_findings(
    connection: Connection, tables: Tables, code: str, subjects: Collection[str] | None, actor: str, at: datetime
) -> int:
    """Findings of a code (of some subjects, or all) are not told again; answers how many went."""
    found = tables.findings
    chosen = [found.c.code == code, _told(tables)]
    if subjects is not None:
        chosen.append(found.c.subject.in_(subjects))
    count = int(connection.execute(select(func.count()).select_from(found).where(*chosen)).scalar_one())
    query = select(found.c.code, found.c.subject, found.c.value, literal(actor), literal(at, Utc())).where(*chosen)
    columns = ["code", "subject", "value", "actor", "at"]
    connection.execute(insert(tables.accepted).prefix_with("OR IGNORE").from_select(columns, query.distinct()))
    return count


def revoke_acceptance(connection: Connection, tables: Tables, code: str) -> int:
    """Findings of a code are told again."""
    return connection.execute(delete(tables.accepted).where(tables.accepted.c.code == code)).rowcount


def mend_kind(connection: Connection, tables: Tables, code: str, by: int) -> None:
    """Findings of a code that are told have been mended by a line of the journal."""
    t = tables.findings
    connection.execute(update(t).where(t.c.code == code, _open(t)).values(mended_by=by, reopened_by=None))


def mend_findings(connection: Connection, tables: Tables, findings: Iterable[Finding], by: int) -> None:
    """Findings of the same code at the same place as these have been mended by a line of the journal."""
    t = tables.findings
    here = and_(
        t.c.code == bindparam("told"), t.c.source == bindparam("file"), t.c.sheet == bindparam("part"),
        t.c.line.is_not_distinct_from(bindparam("row")), t.c.column == bindparam("heading"), _open(t),
    )  # fmt: skip
    rows = [
        {"told": f.code, "file": f.place.source, "part": f.place.sheet, "row": f.place.row, "heading": f.place.column}
        for f in findings
    ]
    if rows:
        connection.execute(update(t).where(here).values(mended_by=by, reopened_by=None), rows)


def take_back_mending(connection: Connection, tables: Tables, number: int, by: int) -> None:
    """What a line of the journal mended is told again, as the line `by` takes it back; where the line took a mending
    back itself, that counts again."""
    t = tables.findings
    mended_again = update(t).where(t.c.reopened_by == number).values(mended_by=by, reopened_by=None)
    told_again = update(t).where(t.c.mended_by == number, t.c.reopened_by.is_(None)).values(reopened_by=by)
    connection.execute(mended_again)
    connection.execute(told_again)


def _open(table: Table) -> ColumnElement[bool]:
    """Not mended, or mended by an act that was taken back."""
    return or_(table.c.mended_by.is_(None), table.c.reopened_by.is_not(None))
