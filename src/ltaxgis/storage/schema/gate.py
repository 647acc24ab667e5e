"""The gate: writes from outside the program are refused by the file itself.

A trigger on each table looks at one row that is open only inside our own transactions; other connections never see
it open, because it is closed again before the commit.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Table

SENTENCE = (
    "แฟ้มนี้แก้ไขได้ในโปรแกรม LTaxGIS เท่านั้น ให้ส่งออกสำเนาไปแก้ แล้วนำกลับเข้ามา "
    "(This file is edited in LTaxGIS only: export a copy, edit it, and bring it back.)"
)


def gate_triggers(tables: list[Table]) -> Iterator[str]:
    """The statements that put a guard on each table."""
    for table in tables:
        for event in ("INSERT", "UPDATE", "DELETE"):
            yield (
                f'CREATE TRIGGER "gate_{table.name}_{event.lower()}" BEFORE {event} ON "{table.name}" '
                f"WHEN (SELECT open FROM gate) = 0 BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
            )


def open_gate(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE gate SET open = 1")


def close_gate(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE gate SET open = 0")
