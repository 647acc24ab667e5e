"""What a project says about itself, as rows of name and JSON value."""

import json
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Connection, delete, insert

from ltaxgis.domain.project import ProjectSettings
from ltaxgis.storage.schema.tables import Tables


def store_settings(connection: Connection, tables: Tables, settings: ProjectSettings) -> None:
    connection.execute(delete(tables.settings))
    rows = [{"name": name, "value": json.dumps(value, ensure_ascii=False)} for name, value in asdict(settings).items()]
    connection.execute(insert(tables.settings), rows)


def load_settings(connection: Connection) -> ProjectSettings:
    """Unknown names are left: a newer program of the same file version may have written them."""
    known = {field.name for field in fields(ProjectSettings)}
    values: dict[str, Any] = {
        name: json.loads(value)
        for name, value in connection.exec_driver_sql("SELECT name, value FROM settings")
        if name in known
    }
    values["signers"] = tuple(values.get("signers", ()))
    return ProjectSettings(**values)
