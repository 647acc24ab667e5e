"""Dumps of LTAX3000: what was stored in MySQL is what is read, in whatever way the dump wrote it."""

import gzip
import io
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import severity_counts
from ltaxgis.domain.tables import SourceTable
from ltaxgis.formats.mysql_dump import DumpReader, open_dump
from ltaxgis.formats.registers import read_register
from ltaxgis.ports.readers import ReadChoice

Value = str | bytes | int | float | None
HEAD = (
    b"-- MySQL dump 10.13  Distrib 5.1.41\n--\n-- Host: localhost    Database: ltax3000\n/*!40101 SET NAMES utf8 */;\n"
)
FOOT = b"\n/*!40101 SET SQL_NOTES=@OLD_SQL_NOTES */;\n\n-- Dump completed on 2026-01-31 10:00:00\n"
LAND = (
    "DROP TABLE IF EXISTS `land`;\n/*!40101 SET character_set_client = utf8 */;\nCREATE TABLE `land` (\n"
    "  `land_id` int(11) NOT NULL AUTO_INCREMENT,\n"
    "  `parcel_code` varchar(20) DEFAULT 'ก,(x' COMMENT 'รหัสแปลง; \\'ที่ดิน\\'',\n"
    "  `owner_name` varchar(100) CHARACTER SET latin1 DEFAULT NULL,\n  `wa` decimal(10,2) DEFAULT '0.00',\n"
    "  `made` datetime DEFAULT NULL,\n  `photo` longblob,\n  PRIMARY KEY (`land_id`),\n"
    "  KEY `code` (`parcel_code`,`wa`)\n"
    ") ENGINE=MyISAM AUTO_INCREMENT=4 DEFAULT CHARSET=latin1 COMMENT='ที่ดิน';\n"
).encode()


def quoted(raw: bytes) -> bytes:
    """As mysqldump quotes."""
    pairs = {b"\\": b"\\\\", b"\0": b"\\0", b"'": b"\\'", b'"': b'\\"', b"\n": b"\\n", b"\r": b"\\r", b"\x1a": b"\\Z"}
    return b"'" + b"".join(pairs.get(bytes([byte]), bytes([byte])) for byte in raw) + b"'"


def written(value: Value, blob_as_hex: bool = True) -> bytes:
    if value is None:
        return b"NULL"
    if isinstance(value, int | float):
        return str(value).encode()
    if isinstance(value, bytes):
        return b"0x" + value.hex().upper().encode() if blob_as_hex and value else b"_binary " + quoted(value)
    return quoted(value.encode())


def insert(table: str, rows: Sequence[Sequence[Value]], columns: str = "") -> bytes:
    body = b",".join(b"(" + b",".join(map(written, row)) + b")" for row in rows)
    return f"INSERT INTO `{table}`{columns} VALUES ".encode() + body + b";\n"


def read(folder: Path, data: bytes, name: str = "ltax3000.sql", choice: ReadChoice | None = None) -> list[SourceTable]:
    path = folder / name
    path.write_bytes(data)
    return read_register(path, choice)


ROWS: list[list[Value]] = [
    [1, "01A001", "นายสมชาย ใจดี", 50.5, "2024-01-31 00:00:00", b"\x89PNG" * 20],
    [2, "01A'002\\", 'นาง"กิ่งแก้ว"', 0.0, "0000-00-00 00:00:00", None],
    [3, "01A003\n(x),(y);", None, 7.25, None, b""],
]


def test_a_table_is_read_in_the_order_of_its_definition(office_folder: Path) -> None:
    (table,) = read(office_folder, HEAD + LAND + insert("land", ROWS) + FOOT)
    assert (table.name, list(table.lines)) == ("land", [1, 2, 3])
    assert table.headers == ("land_id", "parcel_code", "owner_name", "wa", "made", "photo")
    assert table.columns[:5] == (
        ["1", "2", "3"], ["01A001", "01A'002\\", "01A003\n(x),(y);"], ["นายสมชาย ใจดี", 'นาง"กิ่งแก้ว"', None],
        ["50.5", "0", "7.25"], ["2024-01-31", None, None],
    )  # fmt: skip
    assert table.columns[5] == ["0x" + "89504E47" * 4 + "… (80)", None, None]
    assert table.facts["comments"] == {"parcel_code": "รหัสแปลง; 'ที่ดิน'"}
    assert table.facts["set_names"] == "utf8"


def test_an_insert_may_list_its_columns_in_another_order(office_folder: Path) -> None:
    one = insert("land", [["01A001", 1]], " (`parcel_code`, `land_id`)")
    other = b'replace into db.land(land_id,parcel_code,`owner_name`) values (2,"01""A""002",\'it\'\'s\');'
    (table,) = read(office_folder, HEAD + LAND + one + other + FOOT)
    assert table.columns[:3] == (["1", "2"], ["01A001", '01"A"002'], [None, "it's"])
    assert table.columns[3] == [None, None]


@pytest.mark.parametrize("packed", [False, True])
def test_a_packed_dump_is_read_alike(office_folder: Path, packed: bool) -> None:
    data = HEAD + LAND + insert("land", ROWS) + FOOT
    (table,) = read(office_folder, gzip.compress(data) if packed else data, "ก.sql.gz" if packed else "ก.sql")
    assert len(table) == 3


def test_a_dump_that_a_console_wrote_in_utf16_is_read(office_folder: Path) -> None:
    rows = insert("land", [row[:5] for row in ROWS], " (land_id,parcel_code,owner_name,wa,made)")
    (table,) = read(office_folder, (HEAD + LAND + rows + FOOT).decode().encode("utf-16"))
    assert table.columns[2][0] == "นายสมชาย ใจดี"


@pytest.mark.parametrize("how", ["utf-8", "cp874", "cp874-in-utf-8"])
def test_thai_is_read_in_each_way_that_latin1_tables_hold_it(office_folder: Path, how: str) -> None:
    rows: list[list[Value]] = [[n, f"01A{n:03d}", f"นางสาวกิ่งแก้ว วงศ์ศรีสุข{n}", 1.0, None, None] for n in range(1, 30)]
    text = HEAD + LAND + insert("land", rows) + FOOT
    if how == "cp874":
        text = text.decode().encode("cp874")
    if how == "cp874-in-utf-8":
        text = text.decode().encode("cp874").decode("cp1252").encode("utf-8")
    (table,) = read(office_folder, text)
    assert table.columns[2][0] == "นางสาวกิ่งแก้ว วงศ์ศรีสุข1"
    assert table.encoding == how
    assert table.facts["comments"] == {"parcel_code": "รหัสแปลง; 'ที่ดิน'"}


def test_each_column_is_read_in_its_own_encoding(office_folder: Path) -> None:
    rows = [
        b"(%d,%s,%s,1,NULL,NULL)" % (n, quoted("แปลงที่ดินริมน้ำ".encode("cp874")), quoted("นายสมชาย ใจดีมาก".encode()))
        for n in range(1, 20)
    ]
    (table,) = read(office_folder, HEAD + LAND + b"INSERT INTO `land` VALUES " + b",".join(rows) + b";" + FOOT)
    assert table.columns[1][0] == "แปลงที่ดินริมน้ำ"
    assert table.columns[2][0] == "นายสมชาย ใจดีมาก"
    assert "file.encoding_mixed" not in severity_counts(table.findings)


def test_other_tables_are_counted_and_left(office_folder: Path) -> None:
    other = b"CREATE TABLE `log` (`id` int, `what` text) ENGINE=MyISAM;\n" + insert("log", [[1, "ก);"], [2, "ข"]])
    land, owner = read(
        office_folder, HEAD + other + LAND + insert("land", ROWS) + insert("log", [[3, "ค"]])
        + insert("owner", [[1, "1103700123456"]], " (owner_id, pop_id)") + FOOT,
    )  # fmt: skip
    assert (land.name, owner.name) == ("land", "owner")
    assert owner.headers == ("owner_id", "pop_id")
    assert land.facts["left"] == {"log": 3}
    ignored = [finding for finding in land.findings if finding.code == "file.table_ignored"]
    assert [(finding.place.sheet, finding.facts) for finding in ignored] == [("log", (("rows", 3),))]


def test_any_table_can_be_chosen(office_folder: Path) -> None:
    data = HEAD + insert("log", [[1, "ก"], [2, "ข"], [3, "ค"]]) + insert("land", [[1]]) + FOOT
    (table,) = read(office_folder, data, choice=ReadChoice(tables=("log",), limit=2))
    assert (table.name, table.headers, table.columns) == ("log", ("ช่อง 1", "ช่อง 2"), (["1", "2"], ["ก", "ข"]))


def test_triggers_views_and_comments_are_passed_over(office_folder: Path) -> None:
    noise = (
        b"/*!50003 CREATE*/ /*!50003 TRIGGER t BEFORE INSERT ON land FOR EACH ROW SET @a=1 */;\n"
        b"DELIMITER ;;\nCREATE PROCEDURE p() BEGIN INSERT INTO `land` VALUES (9,'x'); END ;;\nDELIMITER ;\n"
        b"/*!50001 CREATE TABLE `v` (`a` int) ENGINE=MyISAM */;\n# it's a comment with a ' in it\n-- and 'another\n"
        b"LOCK TABLES `land` WRITE;\n/*!40000 ALTER TABLE `land` DISABLE KEYS */;\n"
    )
    (table,) = read(office_folder, HEAD + LAND + noise + insert("land", ROWS) + b"UNLOCK TABLES;\n" + noise + FOOT)
    assert len(table) == 3


def test_a_dump_without_the_registers_tables_is_refused(office_folder: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(office_folder, HEAD + insert("wp_posts", [[1]]) + FOOT)
    assert (refused.value.code, refused.value.facts["tables"]) == ("file.dump_no_tables", "wp_posts")


def test_a_dump_cut_anywhere_is_refused_with_its_last_whole_row(office_folder: Path) -> None:
    data = HEAD + LAND + insert("land", ROWS) + insert("land", ROWS) + FOOT
    start = data.index(b"INSERT")
    for size in range(start + 30, len(data) - len(b"10:00:00\n") - 15, 7):
        with pytest.raises(Refused) as refused:
            read(office_folder, data[:size])
        assert refused.value.code == "file.dump_cut", data[:size][-40:]
        assert refused.value.facts["table"] == "land"
    assert refused.value.facts["row"] == 6


def test_a_packed_dump_cut_in_the_middle_is_refused(office_folder: Path) -> None:
    data = gzip.compress(HEAD + LAND + insert("land", ROWS * 500) + FOOT)
    with pytest.raises(Refused) as refused:
        read(office_folder, data[: len(data) // 2], "ก.sql.gz")
    assert refused.value.code == "file.dump_cut"


def test_rows_that_do_not_fit_their_table_are_refused_not_shifted(office_folder: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(office_folder, HEAD + LAND + insert("land", [*ROWS, [1, 2]]) + FOOT)
    assert (refused.value.code, refused.value.facts["row"]) == ("file.dump_unreadable", 4)


def test_a_long_dump_is_streamed_in_little_memory(office_folder: Path) -> None:
    path = office_folder / "ใหญ่.sql"
    with path.open("wb") as stream:
        stream.write(HEAD + LAND)
        rows = insert("land", [[1, "01A001", "ยาว" * 700, 1, None, b"x" * 500]] * 20)
        for _ in range(60):
            stream.write(rows)
        stream.write(FOOT)
    assert path.stat().st_size > 8_000_000
    tracemalloc.start()
    try:
        with path.open("rb") as file, open_dump(file) as stream:
            count = sum(1 for _row in DumpReader(stream, path.name).rows())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 1200
    assert peak < 6_000_000


TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20) | st.sampled_from(
    [
        "'",
        "\\",
        "\\'",
        "');",
        "),(",
        "--",
        "/*",
        "*/",
        "''",
        "ที่ดิน",
        "\0",
        "\x1a",
        "a\nb\r",
        '"',
        "NULL",
        "0x41",
        "%_\\%",
    ]
)
VALUES = st.one_of(
    st.none(), TEXTS, st.binary(max_size=12), st.integers(-(10**12), 10**12), st.sampled_from([0.5, -12.25])
)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[list[Value]]]:
    width = draw(st.integers(1, 5))
    rows = st.lists(st.lists(VALUES, min_size=width, max_size=width), min_size=1, max_size=8)
    return {name: draw(rows) for name in draw(st.sets(st.sampled_from(["land", "owner", "ตาราง", "a`b"]), min_size=1))}


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.booleans(), st.sampled_from([b"", b"\n", b"\r\n  "]), st.integers(1000, 1600))
def test_whatever_a_dump_holds_is_read_back(
    content: dict[str, list[list[Value]]], as_hex: bool, gap: bytes, chunk: int
) -> None:
    data = HEAD
    for name, rows in content.items():
        ticked = b"`" + name.replace("`", "``").encode() + b"`"
        body = (b"," + gap).join(b"(" + b",".join(written(value, as_hex) for value in row) + b")" for row in rows)
        data += b"/* x */\nINSERT INTO " + ticked + b" VALUES " + gap + body + gap + b";\n"
    reader = DumpReader(io.BytesIO(data + FOOT), "ก.sql", chunk)
    found: dict[str, list[tuple[object, ...]]] = {}
    for name, _columns, values in reader.rows():
        found.setdefault(name, []).append(values)
    assert found == {name: [tuple(map(_stored, row)) for row in rows] for name, rows in content.items()}


def _stored(value: Value) -> object:
    if isinstance(value, str):
        return value.encode()
    return str(value) if isinstance(value, int | float) else value


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_a_dump_four_times_as_long_takes_no_more_memory(office_folder: Path, packed: bool) -> None:
    def peak(times: int) -> int:
        path = office_folder / ("ใหญ่.sql.gz" if packed else "ใหญ่.sql")
        rows = insert("photo", [[1, "x" * 3_000, "ภาพ" * 300, 1, None, b"x" * 500]] * 40)
        with gzip.open(path, "wb", 1) if packed else path.open("wb") as stream:
            stream.write(HEAD + LAND + insert("land", ROWS))
            for _ in range(times):
                stream.write(rows)
            stream.write(FOOT)
        tracemalloc.start()
        try:
            (table,) = read_register(path)
            found = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert len(table) == len(ROWS)
        return found

    assert peak(160) < peak(40) + 500_000
