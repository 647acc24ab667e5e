"""Findings of the last import, join or check, and those a person has accepted."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, literal, select
from sqlalchemy.engine import Row

from ltaxgis.domain.findings import Finding, Place
from ltaxgis.storage.schema.columns import Utc
from ltaxgis.storage.schema.tables import Tables


def store_findings(connection: Connection, tables: Tables, scope: str, findings: Iterable[Finding]) -> None:
    """Replaces the findings of a scope; those a person accepted are not told again."""
    table, accepted = tables.findings, tables.accepted
    connection.execute(delete(table).where(table.c.scope == scope))
    quiet = {tuple(row) for row in connection.execute(select(accepted.c.code, accepted.c.subject, accepted.c.value))}
    rows = [_row(scope, f) for f in findings if (f.code, f.place.subject, f.value) not in quiet]
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


def load_findings(connection: Connection, tables: Tables, code: str | None) -> list[Finding]:
    query = select(tables.findings).order_by(tables.findings.c.id)
    if code is not None:
        query = query.where(tables.findings.c.code == code)
    return [_finding(row) for row in connection.execute(query)]


def _finding(row: Row[Any]) -> Finding:
    place = Place(row.source, row.sheet, row.line, row.column, row.field, row.subject)
    facts = tuple((name, value) for name, value in json.loads(row.facts))
    at = None if row.e is None else (row.e, row.n)
    return Finding(row.code, place, row.value, row.understood, row.suggestion, facts, at)


def count_findings(connection: Connection, tables: Tables) -> dict[str, int]:
    code = tables.findings.c.code
    query = select(code, func.count()).group_by(code).order_by(func.count().desc())
    return {row[0]: row[1] for row in connection.execute(query)}


def accept_findings(
    connection: Connection, tables: Tables, code: str, subjects: Collection[str] | None, actor: str, at: datetime
) -> int:
    """Findings of a code (of some subjects, or all) are not told again; answers how many went."""
    found = tables.findings
    chosen = [found.c.code == code]
    if subjects is not None:
        chosen.append(found.c.subject.in_(subjects))
    query = select(found.c.code, found.c.subject, found.c.value, literal(actor), literal(at, Utc())).where(*chosen)
    columns = ["code", "subject", "value", "actor", "at"]
    connection.execute(insert(tables.accepted).prefix_with("OR IGNORE").from_select(columns, query.distinct()))
    return connection.execute(delete(found).where(*chosen)).rowcount


def revoke_acceptance(connection: Connection, tables: Tables, code: str) -> int:
    """Findings of a code are told again from the next import or check on."""
    return connection.execute(delete(tables.accepted).where(tables.accepted.c.code == code)).rowcount


def drop_findings(connection: Connection, tables: Tables, code: str) -> None:
    """Findings that have just been mended."""
    connection.execute(delete(tables.findings).where(tables.findings.c.code == code))


def forget_findings(connection: Connection, tables: Tables, findings: Iterable[Finding]) -> None:
    """Findings of the same code at the same place as these are gone."""
    t = tables.findings
    here = and_(
        t.c.code == bindparam("told"), t.c.source == bindparam("file"), t.c.sheet == bindparam("part"),
        t.c.line.is_not_distinct_from(bindparam("row")), t.c.column == bindparam("heading"),
    )  # fmt: skip
    rows = [
        {"told": f.code, "file": f.place.source, "part": f.place.sheet, "row": f.place.row, "heading": f.place.column}
        for f in findings
    ]
    if rows:
        connection.execute(delete(t).where(here), rows)
