"""The pieces of mysqldump's grammar: statements, rows, values, definitions of tables."""

import re
from dataclasses import dataclass

from ltaxgis.domain.tables import Cell

LONGEST_STATEMENT = 64 << 20
_SINGLE = rb"'(?:[^'\\]++|\\.|'')*+'"
_DOUBLE = rb'"(?:[^"\\]++|\\.|"")*+"'
_TICKED = rb"`(?:[^`]|``)*+`"
_NAME = rb"(?:" + _TICKED + rb'|"[^"]+"|[\w$\x80-\xff]+)'
_FLAGS = re.DOTALL | re.IGNORECASE

COMMENT = re.compile(
    rb"\s++|\xef\xbb\xbf|;|--(?:[ \t\r][^\n]*+)?(?:\n|\Z)|#[^\n]*+(?:\n|\Z)|/\*.*?\*/\s*;*",
    re.DOTALL,
)
NAMES = re.compile(rb"SET NAMES '?(\w+)")
CREATE = re.compile(rb"CREATE\s+(?:TEMPORARY\s+)?TABLE\b", _FLAGS)
INSERT = re.compile(
    rb"(?:INSERT|REPLACE)\s+(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|INTO)\s+)*"
    rb"(?:" + _NAME + rb"\s*\.\s*)?(?P<table>" + _NAME + rb")\s*"
    rb"(?P<columns>\((?:[^()`]|" + _TICKED + rb")*\))?\s*VALUES?\s*(?=\()",
    _FLAGS,
)
ROW = re.compile(rb"\s*+\(((?:[^()'\"]++|" + _SINGLE + rb"|" + _DOUBLE + rb")*+)\)\s*+(,|;|AS\b|ON\b)", _FLAGS)
STATEMENT = re.compile(rb"(?:[^;'\"`]++|" + _SINGLE + rb"|" + _DOUBLE + rb"|" + _TICKED + rb")*+;", re.DOTALL)
DELIMITER_LINE = re.compile(rb"DELIMITER[ \t]+(\S+)[ \t]*\r?(?:\n|\Z)", re.IGNORECASE)
PLAIN_DELIMITER = re.compile(rb"^DELIMITER[ \t]+;[ \t]*\r?(?:\n|\Z)", re.IGNORECASE | re.MULTILINE)

_VALUE = re.compile(
    rb"\s*+(?:(?:_\w++\s*+)?'((?:[^'\\]++|\\.|'')*+)'|\"((?:[^\"\\]++|\\.|\"\")*+)\""
    rb"|(?:0x|x')([0-9a-f]*+)'?|([^,'\"\s]++))\s*+(?:,|\Z)",
    _FLAGS,
)
_ESCAPE = re.compile(rb"\\(.)|''", re.DOTALL)
_ESCAPED = {b"0": b"\0", b"b": b"\b", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"Z": b"\x1a", b"%": b"\\%", b"_": b"\\_"}
_PIECE = re.compile(_TICKED + rb"|" + _SINGLE + rb"|" + _DOUBLE + rb"|[(),]|[^`'\"(),]+", re.DOTALL)
_COLUMN = re.compile(rb"\s*(" + _NAME + rb")\s+(\w+)", re.DOTALL)
_COMMENTED = re.compile(rb"\bCOMMENT\s+(" + _SINGLE + rb")", _FLAGS)
_NULLS = frozenset([b"NULL", b"null", b"\\N"])
_NO_COLUMN = (b"PRIMARY", b"UNIQUE", b"KEY", b"INDEX", b"FULLTEXT", b"SPATIAL", b"CONSTRAINT", b"CHECK", b"FOREIGN")


@dataclass(frozen=True, slots=True)
class DumpTable:
    """A table as the dump defines it; `types` and `comments` (undecoded) stand beside `columns`."""

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    comments: tuple[bytes, ...]


def identifier(raw: bytes) -> str:
    """A name without its quotes."""
    if raw[:1] in (b"`", b'"'):
        raw = raw[1:-1].replace(b"``", b"`")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp874", "replace")


def column_list(raw: bytes | None) -> tuple[str, ...]:
    """The names in an INSERT's own list, empty where it has none."""
    return tuple(identifier(name) for name in re.findall(_NAME, raw)) if raw else ()


def row_values(row: bytes) -> tuple[Cell | bytes, ...]:
    """The values between a row's brackets."""
    if b"\\" in row or b"''" in row:
        return tuple(
            [
                unescape(text) if text else _other(double, digits, bare)
                for text, double, digits, bare in _VALUE.findall(row)
            ]
        )
    return tuple([text if text else _other(double, digits, bare) for text, double, digits, bare in _VALUE.findall(row)])


def _other(double: bytes, digits: bytes, bare: bytes) -> Cell | bytes:
    if bare:
        return None if bare in _NULLS else bare.decode("ascii", "replace")
    if digits:
        return bytes.fromhex(digits.decode("ascii").rjust(len(digits) + len(digits) % 2, "0"))
    return unescape(double.replace(b'""', b'"')) if double else b""


def unescape(text: bytes) -> bytes:
    """The bytes that stand between the quotes, escapes resolved."""
    if b"\\" not in text and b"''" not in text:
        return text
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[bytes]) -> bytes:
    letter: bytes | None = found.group(1)
    return b"'" if letter is None else _ESCAPED.get(letter, letter)


def parse_create(statement: bytes) -> DumpTable:
    """The table that a CREATE TABLE defines."""
    head, _, rest = statement.partition(b"(")
    names = re.findall(_NAME, head)
    columns: list[str] = []
    types: list[str] = []
    comments: list[bytes] = []
    for item in _items(rest):
        found = _COLUMN.match(item)
        if found is None or found.group(1).upper() in _NO_COLUMN:
            continue
        comment = _COMMENTED.search(item)
        columns.append(identifier(found.group(1)))
        types.append(found.group(2).decode("ascii", "replace").lower())
        comments.append(unescape(comment.group(1)[1:-1]) if comment else b"")
    return DumpTable(identifier(names[-1]), tuple(columns), tuple(types), tuple(comments))


def _items(body: bytes) -> list[bytes]:
    """The parts of a definition between the commas of its outermost brackets."""
    items = [b""]
    depth = 0
    for piece in _PIECE.findall(body):
        if piece == b")" and depth == 0:
            break
        depth += (piece == b"(") - (piece == b")")
        if piece == b"," and depth == 0:
            items.append(b"")
        else:
            items[-1] += piece
    return items
