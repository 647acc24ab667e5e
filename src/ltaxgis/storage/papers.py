"""The bytes of attachments that lie inside the project."""

from sqlalchemy import Connection, insert, select

from ltaxgis.storage.schema.tables import Tables


def store_paper(connection: Connection, tables: Tables, sha256: str, content: bytes) -> None:
    """They are there, once, however many cases show them."""
    values = {"sha256": sha256, "content": content}
    connection.execute(insert(tables.paper_bytes).prefix_with("OR IGNORE"), values)


def load_paper(connection: Connection, tables: Tables, sha256: str) -> bytes | None:
    t = tables.paper_bytes
    content = connection.execute(select(t.c.content).where(t.c.sha256 == sha256)).scalar()
    return None if content is None else bytes(content)
