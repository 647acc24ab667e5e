"""What makes two rows the same from month to month, as one text a row."""

from collections.abc import Mapping, Sequence

from ltaxgis.domain.fields import FIELDS
from ltaxgis.domain.parsing import Parsed
from ltaxgis.domain.thai.text import fold

DIVIDER = "|"


def row_keys(parsed: Parsed, names: Sequence[str], instead: Mapping[str, Sequence[object]] | None = None) -> list[str]:
    """The values of a profile's key fields, folded and joined. A code that could not be read counts as it stood.

    Private numbers never stand in a key: `instead` gives what stands for them (the keys of the private numbers), and
    a private field without it is left out.
    """
    given = instead or {}
    columns = [column for name in names if (column := _column(parsed, name, given)) is not None]
    return [DIVIDER.join(cells) for cells in zip(*columns, strict=True)] if columns else [""] * len(parsed)


def _column(parsed: Parsed, name: str, instead: Mapping[str, Sequence[object]]) -> list[str] | None:
    values: Sequence[object] | None = instead.get(name)
    if values is None and not FIELDS[parsed.kind][name].private:
        values = parsed.columns.get(name, parsed.side.get(name))
    if values is None:
        return None
    known = {value: "" if value is None else fold(str(value)) for value in set(values)}
    texts = [known[value] for value in values]
    if name == "code" and "code_read" in parsed.columns:
        texts = [text or fold(str(raw)) for text, raw in zip(texts, parsed.columns["code_read"], strict=True)]
    return texts
