"""What a town changes and keeps in its project: templates, profiles, styles, views. Old versions stay."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from ltaxgis.storage.schema.tables import Tables


def store_own_file(connection: Connection, tables: Tables, name: str, content: bytes, actor: str, at: datetime) -> None:
    t = tables.own_files
    last = connection.execute(select(func.max(t.c.version)).where(t.c.name == name)).scalar() or 0
    connection.execute(insert(t), {"name": name, "version": last + 1, "content": content, "actor": actor, "at": at})


def load_own_file(connection: Connection, tables: Tables, name: str) -> bytes | None:
    t = tables.own_files
    query = select(t.c.content).where(t.c.name == name).order_by(t.c.version.desc()).limit(1)
    return connection.execute(query).scalar()


def own_file_names(connection: Connection, tables: Tables, folder: str) -> list[str]:
    t = tables.own_files
    query = select(t.c.name).where(t.c.name.startswith(folder, autoescape=True)).distinct().order_by(t.c.name)
    return list(connection.execute(query).scalars())
